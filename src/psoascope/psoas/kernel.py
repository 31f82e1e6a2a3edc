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
    ARMS_OF_A_SIDE,
    BELOW,
    BRIM,
    CROSSED,
    FRAME,
    HIPS,
    LANES,
    LENGTH,
    LEVER,
    LIMITS,
    LUMBAR_ARM,
    ORIGIN,
    PULL,
    RATE,
    TURN,
    VELOCITY,
)


@small
def rows(work, first, count):
    """A part of the workspace."""
    return work[first * LANES : (first + count) * LANES]


@small
def take(angles, first, into, lanes):
    """The columns of a block become rows."""
    for column in range(angles.shape[1]):
        for lane in range(lanes):
            into[column, lane] = angles[first + lane, column]


@small
def turns(angles, limits, turn, lanes):
    """Sines and cosines of angles; counts the angles beyond their limits."""
    beyond = 0
    for column in range(21):
        low, high = limits[column, 0], limits[column, 1]
        for lane in range(lanes):
            angle = angles[column, lane]
            beyond += (angle < low) | (angle > high)
            turn[column, 0, lane], turn[column, 1, lane] = sine_cosine(angle)
    return beyond


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
    about, centre = frame[axis], frame[3]
    for lane in range(lanes):
        turning = about[0, lane], about[1, lane], about[2, lane]
        x, y = brim[0] - centre[0, lane], brim[1] - centre[1, lane]
        right, left = brim[2] - centre[2, lane], -brim[2] - centre[2, lane]
        lever[0, 0, lane], lever[0, 1, lane], lever[0, 2, lane] = cross((x, y, right), turning)
        lever[1, 0, lane], lever[1, 1, lane], lever[1, 2, lane] = cross((x, y, left), turning)


@small
def turn_axes(frame, axis, turn, lanes):
    """Turns a frame about one of its own axes."""
    first, second = frame[(axis + 1) % 3], frame[(axis + 2) % 3]
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
def arms(pull, lever, right, left):
    """Moment arms of a fascicle about one axis, on both sides."""
    for lane in range(right.size):
        right[lane] = (
            pull[0, 0, lane] * lever[0, 0, lane]
            + pull[0, 1, lane] * lever[0, 1, lane]
            + pull[0, 2, lane] * lever[0, 2, lane]
        )
        left[lane] = (
            pull[1, 0, lane] * lever[1, 0, lane]
            + pull[1, 1, lane] * lever[1, 1, lane]
            + pull[1, 2, lane] * lever[1, 2, lane]
        )


@small
def lengths(pull, side, hip, out, into, first, lanes):
    """Above and below the brim together."""
    for lane in range(lanes):
        out[into, first + lane] = pull[side, 3, lane] + hip[side, 0, lane]


@small
def lumbar_speed(out, arm, rate, angle, into, first, lanes):
    """Adds the velocity by one lumbar angle."""
    for lane in range(lanes):
        out[into, first + lane] -= out[arm, first + lane] * rate[angle, lane]


@small
def fascicle(plan, number, frame, lever, hip, rate, pull, out, first, lanes, moving):
    """Length, lumbar moment arms and velocity of one fascicle, right and left."""
    pulls(frame, row(plan, ORIGIN + number), row(plan, BRIM), pull, lanes)
    angles = 3 * int(plan[CROSSED + number, 0])
    arm = LUMBAR_ARM + int(plan[CROSSED + number, 1])
    for angle in range(angles):
        right, left = out[arm + angle], out[arm + ARMS_OF_A_SIDE + angle]
        arms(pull, lever[angle], right[first : first + lanes], left[first : first + lanes])
    for side in range(2):
        lengths(pull, side, hip, out, LENGTH + 11 * side + number, first, lanes)
        if moving:
            into = VELOCITY + 11 * side + number
            hip_speed(hip[side], rate, 15 + 3 * side, out, into, first, lanes)
            for angle in range(angles):
                own = arm + ARMS_OF_A_SIDE * side + angle
                lumbar_speed(out, own, rate, angle, into, first, lanes)


@njit(cache=True, nogil=True, **OPTIONS)
def fill(lumbar, right, left, rates, plan, work, out, first, last):
    """Fills the columns first to last of `out`; counts the angles beyond their limits.

    lumbar (N, 15), right and left (N, 3), rates (N, 21) or (0, 21), out (rows, N); the
    workspace is overwritten.
    """
    angles = rows(work, ANGLE, 21).reshape((21, LANES))
    rate = rows(work, RATE, 21).reshape((21, LANES))
    turn = rows(work, TURN, 42).reshape((21, 2, LANES))
    hip = rows(work, HIPS, 16).reshape((2, 2, 4, LANES))
    frame = rows(work, FRAME, 12).reshape((4, 3, LANES))
    lever = rows(work, LEVER, 90).reshape((15, 2, 3, LANES))
    pull = rows(work, PULL, 8).reshape((2, 4, LANES))
    moving = rates.shape[0] > 0
    beyond = 0
    for start in range(first, last, LANES):
        lanes = min(LANES, last - start)
        take(lumbar, start, angles, lanes)
        take(right, start, angles[15:], lanes)
        take(left, start, angles[18:], lanes)
        beyond += turns(angles, plan[LIMITS:], turn, lanes)
        if moving:
            take(rates, start, rate, lanes)
        hips(plan, turn, rate, hip, out, start, lanes, moving)
        for axis in range(4):
            for k in range(3):
                frame[axis, k, :lanes] = 1.0 if axis == k else 0.0
        for level in range(5):
            step(frame, row(plan, BELOW + level), 1.0, lanes)
            for k in range(3):
                axis, angle = (2, 0, 1)[k], 3 * level + k
                levers(frame, axis, row(plan, BRIM), lever[angle], lanes)
                turn_axes(frame, axis, turn[angle], lanes)
            step(frame, row(plan, ABOVE + level), -1.0, lanes)
            for number in range(11):
                if plan[CROSSED + number, 0] == level + 1:
                    fascicle(
                        plan, number, frame, lever, hip[0], rate, pull, out, start, lanes, moving
                    )
    return beyond
