"""The sums of this room's NumPy reference for many postures at once, compiled by Numba.

How to read it: postures are worked on in blocks of LANES. Within a block every quantity is a row
with one number a posture, and every innermost loop runs along a row, which is what the compiler
turns into vector instructions. `fill` at the end is the table of contents. Small functions on
single numbers come first, then the stages, each a loop over one block.

Compiled code is kept on disk beside this file, so only the first call after an installation
waits. This module is imported at the first call, never before: importing Numba takes a second.
"""

import math

from numba import njit

from psoascope.psoas.layout import (
    ABOVE,
    BELOW,
    BRIM,
    CROSSING,
    CROSSING_ROWS,
    HIP,
    HIP_ARM,
    ILIACUS_ARM,
    ILIACUS_LENGTH,
    LANES,
    LENGTH,
    LUMBAR_ARM,
    ORIGIN,
    FOUND,
    FRAME,
    LEVER,
    PULL,
    TURN,
)

# A multiplication may be joined to an addition; nothing else of fast mathematics is allowed, so
# that NaN stays NaN.
small = njit(inline="always", error_model="numpy", fastmath={"contract"})
compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})


@small
def sine_cosine(angle):
    """Sine and cosine of an angle within half a turn: series of the quarter, doubled twice."""
    quarter = 0.25 * angle
    q = quarter * quarter
    # Taylor's series, innermost term first.
    sine = 1 / 6227020800 - q * (1 / 1307674368000)
    sine = -1 / 39916800 + q * sine
    sine = 1 / 362880 + q * sine
    sine = -1 / 5040 + q * sine
    sine = 1 / 120 + q * sine
    sine = -1 / 6 + q * sine
    sine = 1 + q * sine
    less = -1 / 479001600 + q * (1 / 87178291200)
    less = 1 / 3628800 + q * less
    less = -1 / 40320 + q * less
    less = 1 / 720 + q * less
    less = -1 / 24 + q * less
    less = 1 / 2 + q * less
    sine, cosine = quarter * sine, 1 - q * less
    sine, cosine = 2 * sine * cosine, 1 - 2 * sine * sine
    return 2 * sine * cosine, 1 - 2 * sine * sine


@small
def arc_of(sine, cosine):
    """Angle of a unit vector, -pi to pi: series of the tangent of its eighth."""
    tangent = sine / (1 + cosine)
    tangent = tangent / (1 + math.sqrt(1 + tangent * tangent))
    tangent = tangent / (1 + math.sqrt(1 + tangent * tangent))
    q = tangent * tangent
    series = 1 / 39
    series = 1 / 37 - q * series
    series = 1 / 35 - q * series
    series = 1 / 33 - q * series
    series = 1 / 31 - q * series
    series = 1 / 29 - q * series
    series = 1 / 27 - q * series
    series = 1 / 25 - q * series
    series = 1 / 23 - q * series
    series = 1 / 21 - q * series
    series = 1 / 19 - q * series
    series = 1 / 17 - q * series
    series = 1 / 15 - q * series
    series = 1 / 13 - q * series
    series = 1 / 11 - q * series
    series = 1 / 9 - q * series
    series = 1 / 7 - q * series
    series = 1 / 5 - q * series
    series = 1 / 3 - q * series
    series = 1 / 1 - q * series
    return 8 * tangent * series


@small
def dot(a, b):
    """Scalar product of two points."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


@small
def cross(a, b):
    """Vector product of two points."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


@small
def turned(sine, cosine, a, b):
    """Two axes of a frame after a turn about the third one."""
    return (
        (cosine * a[0] + sine * b[0], cosine * a[1] + sine * b[1], cosine * a[2] + sine * b[2]),
        (cosine * b[0] - sine * a[0], cosine * b[1] - sine * a[1], cosine * b[2] - sine * a[2]),
    )


@small
def along(frame, point):
    """A point given in a frame's axes: their sum weighted by its coordinates."""
    x, y, z = frame
    return (
        x[0] * point[0] + y[0] * point[1] + z[0] * point[2],
        x[1] * point[0] + y[1] * point[1] + z[1] * point[2],
        x[2] * point[0] + y[2] * point[1] + z[2] * point[2],
    )


@small
def row(table, index):
    """A row of three numbers as a point."""
    return table[index, 0], table[index, 1], table[index, 2]


@small
def rows(work, first, count):
    """A part of the workspace."""
    return work[first * LANES : (first + count) * LANES]


@small
def take(angles, joint, angle, limits, block, turn):
    """Sines and cosines of one angle; tells whether any lies beyond its limits."""
    first, lanes = block
    low, high = limits[0], limits[1]
    turn = turn[joint, angle]
    beyond = 0
    for lane in range(lanes):
        turn[1, lane] = angles[first + lane, angle]
    for lane in range(lanes):
        value = turn[1, lane]
        beyond += (value < low) | (value > high)
        turn[0, lane], turn[1, lane] = sine_cosine(value)
    return beyond


@small
def crossing(turn, side, body, found, lanes):
    """From the brim over its cylinder to the thigh bone: length and three moment arms."""
    thigh, hip = row(body, 0), row(body, 1)
    own_x, own_y, own_z = row(body, 2), row(body, 3), row(body, 4)
    brim = row(body, 5)
    near_cosine, near_sine, near_reach = row(body, 6)
    radius, sense, bony = row(body, 7)
    for lane in range(lanes):
        x, y, z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
        x, y = turned(turn[0, 0, lane], turn[0, 1, lane], x, y)
        adduction_axis = x
        y, z = turned(turn[1, 0, lane], turn[1, 1, lane], y, z)
        rotation_axis = y
        z, x = turned(turn[2, 0, lane], turn[2, 1, lane], z, x)
        lever = along((x, y, z), thigh)
        from_centre = lever[0] + hip[0], lever[1] + hip[1], lever[2] + hip[2]
        end = dot(from_centre, own_x), dot(from_centre, own_y), dot(from_centre, own_z)

        # Seen along the cylinder's axis: where the tangent from the thigh bone touches.
        distance = math.sqrt(end[0] * end[0] + end[1] * end[1])
        outside = distance * distance - radius * radius
        reach = math.sqrt(outside if outside > 0 else 0 * outside)
        near = 1 / distance
        depth = radius * near if radius > distance else 1.0
        scale = near / radius if radius > distance else near * near
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
def step(frame, point, sign, lanes):
    """Moves the place of a frame by a point given in its axes."""
    for k in range(3):
        for lane in range(lanes):
            frame[3, k, lane] += sign * (
                frame[0, k, lane] * point[0]
                + frame[1, k, lane] * point[1]
                + frame[2, k, lane] * point[2]
            )


@small
def levers(frame, axis, brim, lever, lanes):
    """For both sides: brim seen from the joint in hand, crossed with one of the joint's axes."""
    axes = frame
    about, centre = axes[axis], axes[3]
    for lane in range(lanes):
        axis_now = about[0, lane], about[1, lane], about[2, lane]
        x, y = brim[0] - centre[0, lane], brim[1] - centre[1, lane]
        right, left = brim[2] - centre[2, lane], -brim[2] - centre[2, lane]
        lever[0, 0, lane], lever[0, 1, lane], lever[0, 2, lane] = cross((x, y, right), axis_now)
        lever[1, 0, lane], lever[1, 1, lane], lever[1, 2, lane] = cross((x, y, left), axis_now)


@small
def turn_axes(frame, axis, turn, lanes):
    """Turns a frame about one of its own axes."""
    axes = frame
    first, second = axes[(axis + 1) % 3], axes[(axis + 2) % 3]
    for lane in range(lanes):
        sine, cosine = turn[0, lane], turn[1, lane]
        a = first[0, lane], first[1, lane], first[2, lane]
        b = second[0, lane], second[1, lane], second[2, lane]
        a, b = turned(sine, cosine, a, b)
        first[0, lane], first[1, lane], first[2, lane] = a
        second[0, lane], second[1, lane], second[2, lane] = b


@small
def pulls(frame, origin, brim, pull, lanes):
    """Unit vectors from the brim to an origin and their distance, right and left.

    The left origin and brim mirror z, so that both sides share most of the sums.
    """
    for lane in range(lanes):
        a = frame[0, 0, lane], frame[0, 1, lane], frame[0, 2, lane]
        b = frame[1, 0, lane], frame[1, 1, lane], frame[1, 2, lane]
        c = frame[2, 0, lane], frame[2, 1, lane], frame[2, 2, lane]
        x = frame[3, 0, lane] + a[0] * origin[0] + b[0] * origin[1] - brim[0]
        y = frame[3, 1, lane] + a[1] * origin[0] + b[1] * origin[1] - brim[1]
        z = frame[3, 2, lane] + a[2] * origin[0] + b[2] * origin[1]
        outward = c[0] * origin[2], c[1] * origin[2], c[2] * origin[2] - brim[2]
        right = x + outward[0], y + outward[1], z + outward[2]
        left = x - outward[0], y - outward[1], z - outward[2]
        distance = math.sqrt(dot(right, right))
        scale = 1 / distance
        pull[0, 0, lane], pull[0, 1, lane] = right[0] * scale, right[1] * scale
        pull[0, 2, lane], pull[0, 3, lane] = right[2] * scale, distance
        distance = math.sqrt(dot(left, left))
        scale = 1 / distance
        pull[1, 0, lane], pull[1, 1, lane] = left[0] * scale, left[1] * scale
        pull[1, 2, lane], pull[1, 3, lane] = left[2] * scale, distance


@small
def arms(pull, lever, into, first, lanes):
    """Moment arms of a fascicle about one axis."""
    for lane in range(lanes):
        into[first + lane] = (
            pull[0, lane] * lever[0, lane]
            + pull[1, lane] * lever[1, lane]
            + pull[2, lane] * lever[2, lane]
        )


@small
def add(a, b, into, first, lanes):
    """Hands the sum of two rows over."""
    for lane in range(lanes):
        into[first + lane] = a[lane] + b[lane]


@small
def put(found, into, first, lanes):
    """Hands a row over."""
    for lane in range(lanes):
        into[first + lane] = found[lane]


@compiled
def fill(angles, rates, body, crossed, limits, work, out, span):
    """Fills the columns of `span` of `out`; tells whether an angle lies beyond its limits."""
    turn = rows(work, TURN, 42).reshape((7, 3, 2, LANES))
    found = rows(work, FOUND, 16).reshape((2, 2, 4, LANES))
    frame = rows(work, FRAME, 12).reshape((4, 3, LANES))
    lever = rows(work, LEVER, 90).reshape((15, 2, 3, LANES))
    pull = rows(work, PULL, 8).reshape((2, 4, LANES))
    brim = row(body, BRIM)
    beyond = 0
    for first in range(span[0], span[1], LANES):
        lanes = min(LANES, span[1] - first)
        block = first, lanes
        for joint in range(7):
            for angle in range(3):
                limit = limits[3 * joint + angle]
                if joint < 5:
                    beyond += take(angles[0][:, joint], joint, angle, limit, block, turn)
                elif joint == 5:
                    beyond += take(angles[1], joint, angle, limit, block, turn)
                else:
                    beyond += take(angles[2], joint, angle, limit, block, turn)
        for muscle in range(2):
            for side in range(2):
                crossing(turn[5 + side], side, body[CROSSING + muscle * CROSSING_ROWS :], found[muscle, side], lanes)
                arm = (HIP_ARM if muscle == 0 else ILIACUS_ARM) + 3 * side
                for k in range(3):
                    put(found[muscle, side, 1 + k], out[arm + k], first, lanes)
                if muscle == 1:
                    put(found[muscle, side, 0], out[ILIACUS_LENGTH + side], first, lanes)
        frame[:] = 0.0
        for k in range(3):
            frame[k, k] = 1.0
        for level in range(5):
            step(frame, row(body, BELOW + level), 1.0, lanes)
            for angle in range(3):
                axis = (2, 0, 1)[angle]
                levers(frame, axis, brim, lever[3 * level + angle], lanes)
                turn_axes(frame, axis, turn[level, angle], lanes)
            step(frame, row(body, ABOVE + level), -1.0, lanes)
            for number in range(11):
                if crossed[number, 0] == level + 1:
                    pulls(frame, row(body, ORIGIN + number), brim, pull, lanes)
                    for side in range(2):
                        into = out[LENGTH + 11 * side + number]
                        add(pull[side, 3], found[0, side, 0], into, first, lanes)
                        arm = LUMBAR_ARM + 105 * side + 3 * crossed[number, 1]
                        for axis in range(3 * (level + 1)):
                            arms(pull[side], lever[axis, side], out[arm + axis], first, lanes)
    return beyond
