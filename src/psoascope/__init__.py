"""See what your psoas is doing, from a video, your day and your pain, and what to do about it.

Signs and angle ranges, everywhere in psoascope
-----------------------------------------------
Axes of a body: x forward, y up, z to the person's right. Inside: metre, radian, newton, second.

=====================  ==========================================  =============
angle                  positive direction                          range
=====================  ==========================================  =============
hip flexion            thigh forward and up                        -180 .. 180
hip adduction          thigh towards the midline, on both sides    -180 .. 180
hip internal rotation  kneecap towards the midline, on both sides  -180 .. 180
lumbar extension       upper vertebra leans back                   -180 .. 180
lumbar bending         to the person's right                       -180 .. 180
lumbar rotation        to the person's left                        -180 .. 180
trunk-thigh flexion    thigh towards the trunk, 0 when in line     -180 .. 180
knee flexion           heel towards the buttock                    -180 .. 180
trunk lean             shoulders in front of the hips              -180 .. 180
=====================  ==========================================  =============

A moment arm is -dL/dq: positive where tension drives the angle in its positive direction.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("psoascope")
except PackageNotFoundError:  # a source folder on the path, not installed
    __version__ = "0+source"
