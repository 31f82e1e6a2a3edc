"""The whole psoas as the text of an OpenSim model (.osim); OpenSim itself is not needed."""

from collections.abc import Iterable
from xml.etree import ElementTree

import numpy as np

from psoascope import tables
from psoascope.arrays import Array
from psoascope.psoas.engine_parts import Joint, Muscle, Wrap, parts
from psoascope.psoas.engine_words import credit_lines, numbers
from psoascope.psoas.person import Person

Element = ElementTree.Element

DOCUMENT_VERSION = "40600"
_TURNS = ("rotation1", "rotation2", "rotation3")
_SHIFTS = ("translation1", "translation2", "translation3")


def opensim_model(person: Person | None = None) -> str:
    """The whole psoas and the iliacus as an OpenSim 4.6 model.

    The pelvis is fixed to the ground; x forward, y up, z to the person's right. Coordinates are
    named as the columns of tables of postures. Muscles are DeGrooteFregly2016Muscle with a rigid
    tendon.

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
    Sources of the anatomy stand in the model's credits. Left out: masses are stand-ins.

    Examples
    --------
    >>> text = opensim_model()
    >>> text.count("<DeGrooteFregly2016Muscle "), "L1_VB_r" in text
    (24, True)
    """
    whole = parts(person)
    document = Element("OpenSimDocument", Version=DOCUMENT_VERSION)
    model = _child(document, "Model", name=tables.entry("engines.model.name"))
    _text(model, "credits", " ".join(credit_lines(person)))
    _text(model, "length_units", "meters")
    _text(model, "force_units", "N")
    _text(model, "gravity", "0 -9.80665 0")
    bodies = _set(model, "BodySet", "bodyset")
    for name in whole.bodies:
        _body(bodies, name, whole.wraps if name == "pelvis" else ())
    joints = _set(model, "JointSet", "jointset")
    _ground(joints)
    for joint in whole.joints:
        _joint(joints, joint)
    forces = _set(model, "ForceSet", "forceset")
    for muscle in whole.muscles:
        _muscle(forces, muscle)
    ElementTree.indent(document, "  ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(document, "unicode")


def _body(bodies: Element, name: str, wraps: Iterable[Wrap]) -> None:
    body = _child(bodies, "Body", name=name)
    inertia = tables.entry("engines.body_inertia.value")
    objects = _set(body, "WrapObjectSet", "wrapobjectset")
    for wrap in wraps:
        cylinder = _child(objects, "WrapCylinder", name=wrap.name)
        _text(cylinder, "xyz_body_rotation", numbers(wrap.rotation))
        _text(cylinder, "translation", numbers(wrap.centre))
        _text(cylinder, "quadrant", tables.entry("engines.quadrant.value"))
        _text(cylinder, "radius", numbers([wrap.radius]))
        _text(cylinder, "length", numbers([tables.entry("engines.wrap_length.value")]))
    _text(body, "mass", numbers([tables.entry("engines.body_mass.value")]))
    _text(body, "mass_center", "0 0 0")
    _text(body, "inertia", numbers([inertia, inertia, inertia, 0, 0, 0]))


def _ground(joints: Element) -> None:
    joint = _child(joints, "WeldJoint", name="ground_pelvis")
    _frames(joint, ("/ground", np.zeros(3)), ("/bodyset/pelvis", np.zeros(3)))


def _joint(joints: Element, joint: Joint) -> None:
    element = _child(joints, "CustomJoint", name=joint.name)
    _frames(
        element,
        (f"/bodyset/{joint.parent}", joint.place_in_parent),
        (f"/bodyset/{joint.child}", joint.place_in_child),
    )
    coordinates = _child(element, "coordinates")
    for name, limits in zip(joint.coordinates, joint.ranges, strict=True):
        coordinate = _child(coordinates, "Coordinate", name=name)
        _text(coordinate, "default_value", "0")
        _text(coordinate, "range", numbers(limits))
        _text(coordinate, "clamped", "true")
    transform = _child(element, "SpatialTransform")
    axes = np.array([[0.0, 0.0, 1.0], [joint.mirror, 0.0, 0.0], [0.0, joint.mirror, 0.0]])
    for turn, name, axis in zip(_TURNS, joint.coordinates, axes, strict=True):
        _axis(transform, turn, name, axis)
    for shift, axis in zip(_SHIFTS, np.eye(3), strict=True):
        _axis(transform, shift, "", axis)


def _axis(transform: Element, place: str, coordinate: str, axis: Array) -> None:
    """A turn by a coordinate, or no shift where there is no coordinate."""
    element = _child(transform, "TransformAxis", name=place)
    _text(element, "coordinates", coordinate)
    _text(element, "axis", numbers(axis))
    if coordinate:
        _text(_child(element, "LinearFunction", name="function"), "coefficients", "1 0")
    else:
        _text(_child(element, "Constant", name="function"), "value", "0")


def _frames(joint: Element, parent: tuple[str, Array], child: tuple[str, Array]) -> None:
    _text(joint, "socket_parent_frame", "parent_offset")
    _text(joint, "socket_child_frame", "child_offset")
    frames = _child(joint, "frames")
    for name, (body, place) in (("parent_offset", parent), ("child_offset", child)):
        frame = _child(frames, "PhysicalOffsetFrame", name=name)
        _text(frame, "socket_parent", body)
        _text(frame, "translation", numbers(place))
        _text(frame, "orientation", "0 0 0")


def _muscle(forces: Element, muscle: Muscle) -> None:
    element = _child(forces, "DeGrooteFregly2016Muscle", name=muscle.name)
    path = _child(element, "GeometryPath", name="path")
    points = _set(path, "PathPointSet", "pathpointset")
    for number, (body, place) in enumerate(muscle.points, start=1):
        point = _child(points, "PathPoint", name=f"{muscle.name}_p{number}")
        _text(point, "socket_parent_frame", f"/bodyset/{body}")
        _text(point, "location", numbers(place))
    wrap = _child(_set(path, "PathWrapSet", "pathwrapset"), "PathWrap", name="brim")
    _text(wrap, "wrap_object", muscle.wrap)
    _text(wrap, "method", "hybrid")
    _text(wrap, "range", "2 3")
    _text(element, "max_isometric_force", numbers([muscle.max_force]))
    _text(element, "optimal_fiber_length", numbers([muscle.optimal_fibre]))
    _text(element, "tendon_slack_length", numbers([muscle.tendon_slack]))
    _text(element, "pennation_angle_at_optimal", numbers([muscle.pennation]))
    _text(element, "ignore_tendon_compliance", "true")


def _set(parent: Element, tag: str, name: str) -> Element:
    return _child(_child(parent, tag, name=name), "objects")


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, tag, attributes)


def _text(parent: Element, tag: str, text: str) -> None:
    _child(parent, tag).text = text
