"""The compiled kernel's stages below the brim: the part of the path that the hip moves."""

import math

from psoascope.psoas.kernel_sums import along, arc_of, cross, dot, row, small, turned
from psoascope.psoas.layout import (
    CROSSING,
    CROSSING_ROWS,
    HIP_ARM,
    ILIACUS_ARM,
    ILIACUS_LENGTH,
    VELOCITY,
)


@small
def crossing(turn, hip, plan, found, lanes):
    """From the brim over its cylinder to the thigh bone: length and three moment arms."""
    thigh, centre = row(plan, 0), row(plan, 1)
    own_x, own_y, own_z = row(plan, 2), row(plan, 3), row(plan, 4)
    brim = row(plan, 5)
    near_cosine, near_sine, near_reach = row(plan, 6)
    radius, sense, bony = row(plan, 7)
    per_radius = 1 / radius
    for lane in range(lanes):
        x, y, z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
        x, y = turned(turn[0, hip, lane], turn[1, hip, lane], x, y)
        adduction_axis = x
        y, z = turned(turn[0, hip + 1, lane], turn[1, hip + 1, lane], y, z)
        rotation_axis = y
        z, x = turned(turn[0, hip + 2, lane], turn[1, hip + 2, lane], z, x)
        lever = along((x, y, z), thigh)
        from_centre = lever[0] + centre[0], lever[1] + centre[1], lever[2] + centre[2]
        end = dot(from_centre, own_x), dot(from_centre, own_y), dot(from_centre, own_z)

        # Seen along the cylinder's axis: where the tangent from the thigh bone touches.
        distance = math.sqrt(end[0] * end[0] + end[1] * end[1])
        outside = distance * distance - radius * radius
        reach = math.sqrt(outside if outside > 0 else 0 * outside)
        near = 1 / distance
        depth = radius * near if radius > distance else 1.0
        scale = near * (per_radius if radius > distance else near)
        cosine, sine = radius * scale, sense * reach * scale
        touch = cosine * end[0] + sine * end[1], cosine * end[1] - sine * end[0]
        arc = arc_of(
            sense * (near_cosine * touch[1] - near_sine * touch[0]),
            near_cosine * touch[0] + near_sine * touch[1],
        )

        # Rolled flat the path is straight; where the arc would be negative it has lifted off.
        level = near_reach + radius * arc + reach
        away = brim[0] - end[0], brim[1] - end[1], brim[2] - end[2]
        grip = level * depth * sense
        touching = arc > 0
        flat = level * level if touching else away[0] * away[0] + away[1] * away[1]
        length = math.sqrt(flat + away[2] * away[2])
        share = 1 / length
        pull = (
            (grip * touch[1] if touching else away[0]) * share,
            (-grip * touch[0] if touching else away[1]) * share,
            away[2] * share,
        )
        moment = cross(lever, along((own_x, own_y, own_z), pull))
        found[0, lane] = length + bony
        found[1, lane] = moment[2]
        found[2, lane] = dot(adduction_axis, moment)
        found[3, lane] = dot(rotation_axis, moment)


@small
def copy(found, number, out, into, first, lanes):
    """A row as it is."""
    for lane in range(lanes):
        out[into, first + lane] = found[number, lane]


@small
def hip_speed(found, rate, hip, out, into, first, lanes):
    """Velocity by the hip: a moment arm is minus the slope of the length."""
    for lane in range(lanes):
        out[into, first + lane] = -(
            found[1, lane] * rate[hip, lane]
            + found[2, lane] * rate[hip + 1, lane]
            + found[3, lane] * rate[hip + 2, lane]
        )


@small
def hips(plan, turn, rate, found, out, first, lanes, moving):
    """Below the brim, psoas and iliacus, right and left."""
    for muscle in range(2):
        crossed = plan[CROSSING + muscle * CROSSING_ROWS :]
        arm = HIP_ARM if muscle == 0 else ILIACUS_ARM
        for side in range(2):
            hip, here = 15 + 3 * side, found[muscle, side]
            crossing(turn, hip, crossed, here, lanes)
            for k in range(3):
                copy(here, 1 + k, out, arm + 3 * side + k, first, lanes)
            if muscle == 1:
                copy(here, 0, out, ILIACUS_LENGTH + side, first, lanes)
            if moving and muscle == 1:
                hip_speed(here, rate, hip, out, VELOCITY + 22 + side, first, lanes)
