"""The sums of reference.py for many postures at once, compiled by Numba.

How to read it: postures are worked on in blocks of LANES. Within a block every quantity is a row
with one number a posture, and every innermost loop runs along a row, which is what the compiler
turns into vector instructions. Each function below is one stage, a loop over one block; `fill` at
the end is the table of contents. layout.py tells what stands in which row.

Compiled code is kept on disk, so only the first call after an installation waits. This module is
imported at the first call, never before: importing Numba alone takes a second.
"""

import math

from numba import njit

from psoascope.psoas.kernel_hip import hip_speed, hips
from psoascope.psoas.kernel_sums import (
    OPTIONS,
    cross,
    dot,
    row,
    sine_cosine,
    small,
    turned,
)
from psoascope.psoas.layout import (
    ABOVE,
    ANGLE,
    ARM,
    BELOW,
    BRIM,
    CROSSED,
    FRAME,
    HIPS,
    JOINT,
    LANES,
    LENGTH,
    LIMITS,
    ORIGIN,
    PULL,
    RATE,
    TURN,
    VELOCITY,
    WORK_ROWS,
)


@small
def take(angles, first, into, lanes):
    """The columns of a block become rows."""
    for column in range(angles.shape[1]):
        for lane in range(lanes):
            into[column, lane] = angles[first + lane, column]


@small
def sines(angle, sine, cosine):
    """Sine and cosine of a row of angles."""
    for lane in range(angle.size):
        sine[lane], cosine[lane] = sine_cosine(angle[lane])


@small
def outside(angle, low, high):
    """How many angles of a row lie beyond their limits."""
    count = 0
    for lane in range(angle.size):
        count += (angle[lane] < low) | (angle[lane] > high)
    return count


@small
def turns(angles, limits, turn, lanes):
    """Sines and cosines of all angles; counts those beyond their limits."""
    beyond = 0
    for column in range(21):
        angle = angles[column, :lanes]
        sines(angle, turn[0, column], turn[1, column])
        beyond += outside(angle, limits[column, 0], limits[column, 1])
    return beyond


@small
def upright(frame, lanes):
    """A frame in the place of the pelvis' own."""
    for axis in range(4):
        for k in range(3):
            for lane in range(lanes):
                frame[axis, k, lane] = 1.0 if axis == k else 0.0


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
def keep(point, into, lanes):
    """Three rows as they are."""
    for k in range(3):
        for lane in range(lanes):
            into[k, lane] = point[k, lane]


@small
def turn_axes(first, second, sine, cosine):
    """Turns two axes of a frame about the third."""
    for lane in range(sine.size):
        a = first[0, lane], first[1, lane], first[2, lane]
        b = second[0, lane], second[1, lane], second[2, lane]
        a, b = turned(sine[lane], cosine[lane], a, b)
        first[0, lane], first[1, lane], first[2, lane] = a
        second[0, lane], second[1, lane], second[2, lane] = b


@small
def bent(frame, joint, turn, angle, lanes):
    """Turns a vertebra about its joint, whose centre and axes are kept."""
    keep(frame[3], joint[3], lanes)
    keep(frame[2], joint[0], lanes)
    turn_axes(frame[0], frame[1], turn[0, angle, :lanes], turn[1, angle])
    keep(frame[0], joint[1], lanes)
    turn_axes(frame[1], frame[2], turn[0, angle + 1, :lanes], turn[1, angle + 1])
    keep(frame[1], joint[2], lanes)
    turn_axes(frame[2], frame[0], turn[0, angle + 2, :lanes], turn[1, angle + 2])


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
def lengths(above, below, into, lanes):
    """Above and below the brim together."""
    for lane in range(lanes):
        into[lane] = above[lane] + below[lane]


@small
def arms(joint, pull, brim, extension, bend, rotation, lanes):
    """Moment of a unit pull about the centre of a joint, along each of the joint's axes."""
    for lane in range(lanes):
        force = pull[0, lane], pull[1, lane], pull[2, lane]
        lever = (
            brim[0] - joint[3, 0, lane],
            brim[1] - joint[3, 1, lane],
            brim[2] - joint[3, 2, lane],
        )
        x, y, z = cross(force, lever)
        extension[lane] = x * joint[0, 0, lane] + y * joint[0, 1, lane] + z * joint[0, 2, lane]
        bend[lane] = x * joint[1, 0, lane] + y * joint[1, 1, lane] + z * joint[1, 2, lane]
        rotation[lane] = x * joint[2, 0, lane] + y * joint[2, 1, lane] + z * joint[2, 2, lane]


@small
def lumbar_speed(out, arm, rate, angle, into, first, lanes):
    """Adds the velocity by one lumbar angle."""
    for lane in range(lanes):
        out[into, first + lane] -= out[arm, first + lane] * rate[angle, lane]


@small
def fascicle(plan, number, frame, joint, hip, rate, pull, out, first, lanes, moving):
    """Length, lumbar moment arms and velocity of one fascicle, right and left."""
    x, y, z = row(plan, BRIM)
    pulls(frame, row(plan, ORIGIN + number), (x, y, z), pull, lanes)
    for side in range(2):
        length = out[LENGTH + 11 * side + number, first:]
        lengths(pull[side, 3], hip[side, 0], length, lanes)
        brim = x, y, (1 - 2 * side) * z
        own = ARM + int(plan[CROSSED + number, 1])
        into = VELOCITY + 11 * side + number
        if moving:
            hip_speed(hip[side], rate, 15 + 3 * side, out, into, first, lanes)
        for level in range(int(plan[CROSSED + number, 0])):
            arm = int(plan[own + level, side])
            extension, bend, rotation = out[arm, first:], out[arm + 1, first:], out[arm + 2, first:]
            arms(joint[level], pull[side], brim, extension, bend, rotation, lanes)
            if moving:
                for k in range(3):
                    lumbar_speed(out, arm + k, rate, 3 * level + k, into, first, lanes)


@small
def block(angles, rates, plan, work, out, first, lanes):
    """Fills some columns of `out`; counts the angles beyond their limits."""
    # Sizes that the compiler knows let it see that these parts do not overlap.
    cells = work.reshape((WORK_ROWS, LANES))
    turn = cells[TURN : TURN + 42].reshape((2, 21, LANES))
    angle, rate = cells[ANGLE : ANGLE + 21], cells[RATE : RATE + 21]
    hip = cells[HIPS : HIPS + 16].reshape((2, 2, 4, LANES))
    frame = cells[FRAME : FRAME + 12].reshape((4, 3, LANES))
    joint = cells[JOINT : JOINT + 60].reshape((5, 4, 3, LANES))
    pull = cells[PULL : PULL + 8].reshape((2, 4, LANES))
    moving = rates.shape[0] > 0
    take(angles[0], first, angle, lanes)
    take(angles[1], first, angle[15:], lanes)
    take(angles[2], first, angle[18:], lanes)
    beyond = turns(angle, plan[LIMITS:], turn, lanes)
    if moving:
        take(rates, first, rate, lanes)
    hips(plan, turn, rate, hip, out, first, lanes, moving)
    upright(frame, lanes)
    for level in range(5):
        step(frame, row(plan, BELOW + level), 1.0, lanes)
        bent(frame, joint[level], turn, 3 * level, lanes)
        step(frame, row(plan, ABOVE + level), -1.0, lanes)
        for number in range(11):
            if plan[CROSSED + number, 0] == level + 1:
                fascicle(plan, number, frame, joint, hip[0], rate, pull, out, first, lanes, moving)
    return beyond


@njit(cache=True, nogil=True, **OPTIONS)
def fill(lumbar, right, left, rates, plan, work, out, first, last):
    """Fills the columns first to last of `out`; counts the angles beyond their limits.

    lumbar (N, 15), right and left (N, 3), rates (N, 21) or (0, 21), out (rows, N); the
    workspace is overwritten.
    """
    angles = lumbar, right, left
    beyond = 0
    for start in range(first, last, LANES):
        beyond += block(angles, rates, plan, work, out, start, min(LANES, last - start))
    return beyond


@njit(cache=True, nogil=True, **OPTIONS)
def fill_one(lumbar, right, left, rates, plan, work, out):
    """The same for a single posture: lumbar (5, 3), right and left (3,)."""
    angles = lumbar.reshape((1, 15)), right.reshape((1, 3)), left.reshape((1, 3))
    return block(angles, rates, plan, work, out, 0, 1)
