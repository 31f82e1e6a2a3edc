"""Small sums on single numbers, which the compiler writes into the kernel's loops."""

import math

from numba import njit

# A multiplication may be joined to an addition; nothing else of fast mathematics is allowed, so
# that NaN stays NaN.
OPTIONS = {"error_model": "numpy", "fastmath": {"contract"}}
small = njit(inline="always", **OPTIONS)


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
