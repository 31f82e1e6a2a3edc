"""Which number stands in which row of the arrays that the compiled kernel reads and fills."""

from functools import lru_cache

import numpy as np

from psoascope.arrays import Array
from psoascope.psoas.anatomy import Anatomy, Crossing
from psoascope.psoas.limits import limits
from psoascope.psoas.person import Person
from psoascope.psoas.sized import sized

LANES = 64
"""Postures that are worked on together: few enough to stay in the processor's nearest memory."""

# Rows of the plan (PLAN_ROWS, 3): a person's anatomy, right side, m in pelvis axes.
BELOW = 0
ABOVE = 5
"""Centres of five lumbar joints in the body below (BELOW) and in the vertebra above (ABOVE)."""
ORIGIN = 10
"""Eleven origins, each in its vertebra."""
CROSSED = 21
"""For each of the eleven: lumbar joints that it crosses, the first of its rows in ARM."""
ARM = 32
"""For each of a side's 35 crossings of a joint by a fascicle: where its three arms are written,
right and left. Read from here and not counted, so that the compiler cannot suspect the rows of
two turns of a loop to be the same, and writes vector code."""
BRIM = 67
CROSSING = 68
CROSSING_ROWS = 8
"""Psoas, then iliacus: point of the thigh bone; hip centre seen from the cylinder's; the
cylinder's three axes; brim point in these axes; where the tangent from there touches, as cosine
and sine, and its length; radius, sense and length of the fixed ends."""
LIMITS = CROSSING + 2 * CROSSING_ROWS
"""Lowest and highest believed value of the 21 angles, rad."""
PLAN_ROWS = LIMITS + 21

# Rows of the result, one column a posture.
LENGTH = 0
"""22 fascicles: right, left."""
LUMBAR_ARM = 22
"""210: fascicle by fascicle, level by level that it crosses, extension, bend, rotation."""
HIP_ARM = 232
"""Right, then left: flexion, adduction, rotation."""
ILIACUS_LENGTH = 238
ILIACUS_ARM = 240
STATE_ROWS = 246
VELOCITY = 246
"""22 fascicles, then both iliacus; only where rates are given."""
MOVING_ROWS = 270

# Rows of the workspace, LANES numbers in each.
TURN = 0
"""Sines of the 21 angles, then their cosines."""
ANGLE = 42
RATE = 63
HIPS = 84
"""Psoas right and left, iliacus right and left: length and three arms each."""
FRAME = 100
"""Three axes of the vertebra in hand, then its place."""
JOINT = 112
"""Of five lumbar joints: the axes of extension, bend and rotation, then the centre."""
PULL = 172
"""Right and left: unit vector from the brim to an origin, and their distance."""
WORK_ROWS = 180


@lru_cache(maxsize=64)
def plan(person: Person | None) -> Array:
    """A person's anatomy, in the rows that the kernel reads.

    Parameters
    ----------
    person : Person or None
        None is the reference person.

    Returns
    -------
    array (PLAN_ROWS, 3)

    Examples
    --------
    >>> plan(None)[BRIM].round(4).tolist()
    [-0.0349, -0.053, 0.0718]
    """
    body = sized(person)
    table = np.zeros((PLAN_ROWS, 3))
    table[BELOW:ABOVE] = body.centre_below
    table[ABOVE:ORIGIN] = body.centre_above
    table[ORIGIN:CROSSED] = body.origin
    first = np.cumsum((0, *body.crossed[:-1]))
    table[CROSSED:ARM, :2] = np.column_stack([body.crossed, first])
    right = LUMBAR_ARM + 3 * np.arange(sum(body.crossed))
    table[ARM:BRIM, :2] = np.column_stack([right, right + 3 * len(right)])
    table[BRIM] = body.psoas.brim_point
    above = float(np.linalg.norm(body.iliacus_origin - body.iliacus.brim_point))
    fixed = body.psoas.bony_length, body.iliacus.bony_length + above
    for place, crossing in enumerate((body.psoas, body.iliacus)):
        start = CROSSING + CROSSING_ROWS * place
        table[start : start + CROSSING_ROWS] = _crossing_rows(body, crossing, fixed[place])
    table[LIMITS:, :2] = np.column_stack(limits())
    table.flags.writeable = False
    return table


def _crossing_rows(body: Anatomy, crossing: Crossing, fixed: float) -> Array:
    post = crossing.cylinder
    brim = (crossing.brim_point - post.centre) @ post.axes
    reach = np.sqrt(brim[0] ** 2 + brim[1] ** 2 - post.radius**2)
    touch = np.arctan2(brim[1], brim[0]) + post.sense * np.arctan2(reach, post.radius)
    return np.array(
        [
            crossing.femur_point_1,
            body.hip_centre - post.centre,
            *post.axes.T,
            brim,
            (np.cos(touch), np.sin(touch), reach),
            (post.radius, post.sense, fixed),
        ]
    )
