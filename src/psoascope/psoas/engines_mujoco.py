"""The whole psoas as the text of a MuJoCo model (MJCF, .xml); MuJoCo itself is not needed."""

from math import cos
from xml.etree import ElementTree

import numpy as np

from psoascope import tables
from psoascope.psoas.engine_parts import Joint, Muscle, Parts, Wrap, parts
from psoascope.psoas.engine_words import credit_lines, numbers
from psoascope.psoas.person import Person

Element = ElementTree.Element

# MuJoCo's world has z up: the pelvis, whose y is up, is stood upright in it.
UPRIGHT = "1.5707963267948966 0 0"
_RED, _BONE, _CLEAR = "0.75 0.2 0.15 1", "0.9 0.87 0.8 1", "0.4 0.6 0.8 0.25"


def mujoco_model(person: Person | None = None) -> str:
    """The whole psoas and the iliacus as a MuJoCo 3.17 model.

    The pelvis is fixed to the world; in its axes x is forward, y up, z to the person's right.
    Joints are named as the columns of tables of postures; tendon and muscle of a fascicle are
    named as the fascicle. A moment arm is minus the row of the tendon's Jacobian.

    Parameters
    ----------
    person : Person, optional
        The reference person if not given.

    Returns
    -------
    str
        XML, to be written as UTF-8.

    References
    ----------
    Sources of the anatomy stand in the model's first comment. Left out: pennation, for which
    MuJoCo has no place; masses are stand-ins.

    Examples
    --------
    >>> text = mujoco_model()
    >>> text.count("<spatial "), text.count("<muscle "), 'name="hip_flexion_r"' in text
    (24, 24, True)
    """
    whole = parts(person)
    model = ElementTree.Element("mujoco", model=tables.entry("engines.model.name"))
    lines = [*credit_lines(person), tables.entry("engines.model.left_out_mujoco")]
    model.append(ElementTree.Comment("\n  " + "\n  ".join(lines).replace("--", "-") + "\n"))
    _child(model, "compiler", angle="radian", eulerseq="xyz", autolimits="true")
    _child(model, "option", gravity="0 0 -9.80665")
    defaults = _child(model, "default")
    _child(defaults, "site", size="0.002", rgba=_BONE)
    _child(defaults, "geom", contype="0", conaffinity="0", rgba=_CLEAR)
    _child(defaults, "tendon", width="0.002", rgba=_RED)
    _bodies(_child(model, "worldbody"), whole)
    tendons, actuators = _child(model, "tendon"), _child(model, "actuator")
    for muscle in whole.muscles:
        _tendon(tendons, muscle)
        _actuator(actuators, muscle)
    ElementTree.indent(model, "  ")
    return ElementTree.tostring(model, "unicode") + "\n"


def _bodies(world: Element, whole: Parts) -> None:
    bodies = {"pelvis": _child(world, "body", name="pelvis", euler=UPRIGHT)}
    for wrap in whole.wraps:
        _wrap(bodies["pelvis"], wrap)
    for joint in whole.joints:
        bodies[joint.child] = _jointed(bodies[joint.parent], joint)
    done = set()
    for muscle in whole.muscles:
        for name, (body, place) in zip(_sites(muscle), muscle.points, strict=True):
            if name not in done:
                done.add(name)
                _child(bodies[body], "site", name=name, pos=numbers(place))


def _jointed(parent: Element, joint: Joint) -> Element:
    place = numbers(joint.place_in_parent - joint.place_in_child)
    body = _child(parent, "body", name=joint.child, pos=place)
    inertia = tables.entry("engines.body_inertia.value")
    mass = numbers([tables.entry("engines.body_mass.value")])
    _child(body, "inertial", pos="0 0 0", mass=mass, diaginertia=numbers([inertia] * 3))
    axes = np.array([[0.0, 0.0, 1.0], [joint.mirror, 0.0, 0.0], [0.0, joint.mirror, 0.0]])
    for name, axis, limits in zip(joint.coordinates, axes, joint.ranges, strict=True):
        at = {"pos": numbers(joint.place_in_child), "axis": numbers(axis)}
        _child(body, "joint", name=name, range=numbers(limits), **at)
    return body


def _wrap(pelvis: Element, wrap: Wrap) -> None:
    size = numbers([wrap.radius, tables.entry("engines.wrap_length.value") / 2])
    place = {"pos": numbers(wrap.centre), "euler": numbers(wrap.rotation)}
    _child(pelvis, "geom", name=wrap.name, type="cylinder", size=size, **place)
    _child(pelvis, "site", name=f"{wrap.name}_side", pos=numbers(wrap.side))


def _sites(muscle: Muscle) -> tuple[str, ...]:
    """Names of the four sites; fascicles of a side share all but the first."""
    group, side = muscle.wrap.split("_brim_")
    places = ("brim", "femur_1", "femur_2")
    return (f"{muscle.name}_origin", *(f"{group}_{place}_{side}" for place in places))


def _tendon(tendons: Element, muscle: Muscle) -> None:
    path = _child(tendons, "spatial", name=muscle.name)
    origin, brim, first, second = _sites(muscle)
    _child(path, "site", site=origin)
    _child(path, "site", site=brim)
    _child(path, "geom", geom=muscle.wrap, sidesite=f"{muscle.wrap}_side")
    _child(path, "site", site=first)
    _child(path, "site", site=second)


def _actuator(actuators: Element, muscle: Muscle) -> None:
    span = tables.entry("engines.fibre_range")
    fibre = muscle.optimal_fibre * cos(muscle.pennation)
    lengths = [muscle.tendon_slack + span[end] * fibre for end in ("low", "high")]
    _child(
        actuators,
        "muscle",
        name=muscle.name,
        tendon=muscle.name,
        force=numbers([muscle.max_force * cos(muscle.pennation)]),
        range=numbers([span["low"], span["high"]]),
        lengthrange=numbers(lengths),
    )


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, tag, attributes)
