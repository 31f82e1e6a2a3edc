"""Numbers to text, compiled by Numba: the shortest digits that read back as the same number.

How to read it: `print_rows` at the end walks over cells, `shortest` finds the digits of one number,
`put` writes them as Python's repr does. A number times a power of ten is a whole number of 17
digits. If 15 digits lie within half a step between floats, they are enough; else 16; else 17. The
power is held to 64 bits, so one number in 150 is too near a limit to tell: Python prints it. The
idea is that of Loitsch, "Printing floating-point numbers quickly and accurately" (2010).

Imported at the first large table, never before: importing Numba alone takes a second.
"""

# Compiled code: its types are those that Numba finds.
# mypy: ignore-errors
# Loops take their arrays one by one: a bundle of them would cost its speed.
# ruff: noqa: PLR0913

import numpy as np

from psoascope.read.powers import LARGEST
from psoascope.read.text_parsing import (
    BITS,
    EXPONENTS,
    MINUS,
    NEWLINE,
    PLUS,
    POINT,
    SMALL_E,
    ZERO,
    U,
    compiled,
    product,
)

HIDDEN = U(1) << U(52)
# The error of 64 bits of a power in units of the 17th digit is below 1e17 / 2**64.
MARGIN = 0.006
TWO_TO_64 = 2.0**64
FAR_OFF = 9_999
LONGEST = 32
"""Bytes that one number needs at most, with what divides it from the next."""


@compiled
def whole_17(mantissa, exponent):
    """A whole number of 17 digits for mantissa * 2**exponent, the fraction left, and the power."""
    power = 16 - (((exponent + 52) * 78913) >> 18)
    while True:
        place = power + LARGEST
        if place < 0 or place > 2 * LARGEST:
            return U(0), 0.0, FAR_OFF
        upper, lower = product(mantissa << U(11), BITS[place])
        drop = -(53 + exponent + EXPONENTS[place])
        whole = upper >> U(drop)
        if whole < U(100_000_000_000_000_000):
            rest = upper & ((U(1) << U(drop)) - U(1))
            fraction = (np.float64(rest) + np.float64(lower) / TWO_TO_64) / np.float64(1 << drop)
            return whole, fraction, power
        # The estimate of the power from the exponent of two may be one too high.
        power -= 1


@compiled
def shortest(bits):
    """Digits and power of ten of a number that is not 0, and whether they are sure."""
    exponent = np.int64((bits >> U(52)) & U(0x7FF))
    if exponent == 0:
        return U(0), 0, False
    mantissa = (bits & (HIDDEN - U(1))) | HIDDEN
    whole, fraction, power = whole_17(mantissa, exponent - 1075)
    if power == FAR_OFF:
        return U(0), 0, False
    half = np.float64(whole) / (2.0 * np.float64(mantissa))
    # Below a power of two floats lie twice as close.
    near = half / 2 if mantissa == HIDDEN else half
    for zeros in (2, 1):
        step = U(100) if zeros == 2 else U(10)
        down = whole // step
        rest = np.float64(whole - down * step) + fraction
        middle = np.float64(step) / 2
        away = min(rest, 2 * middle - rest)
        if away < near - MARGIN and middle - away > MARGIN:
            return down + U(rest > middle), zeros - power, True
        if away < half + MARGIN:
            return U(0), 0, False
    return whole + U(fraction > 0.5), -power, abs(fraction - 0.5) > MARGIN


@compiled
def put_whole(number, text, place):
    """Writes a whole number; gives the place after it."""
    end, left = place + 1, number
    while left >= U(10):
        left //= U(10)
        end += 1
    at = end
    while at > place:
        at -= 1
        left = number // U(10)
        text[at] = ZERO + np.int64(number - left * U(10))
        number = left
    return end


@compiled
def put_zeros(count, text, place):
    """Writes so many zeros; gives the place after them."""
    for at in range(place, place + count):
        text[at] = ZERO
    return place + max(0, count)


@compiled
def put_fixed(digits, power, count, text, place):
    """Writes digits * 10**power without an e."""
    point = count + power
    if power >= 0:
        place = put_zeros(power, text, put_whole(digits, text, place))
        text[place], text[place + 1] = POINT, ZERO
        return place + 2
    if point <= 0:
        text[place], text[place + 1] = ZERO, POINT
        return put_whole(digits, text, put_zeros(-point, text, place + 2))
    # The digits move on by one from the point on.
    end = put_whole(digits, text, place)
    for at in range(end, place + point, -1):
        text[at] = text[at - 1]
    text[place + point] = POINT
    return end + 1


@compiled
def put_tens(digits, power, count, text, place):
    """Writes digits * 10**power with one digit before the point, and an e."""
    end = put_whole(digits, text, place + 1)
    text[place] = text[place + 1]
    text[place + 1] = POINT
    if count == 1:
        end = place + 1
    power += count - 1
    text[end], text[end + 1] = SMALL_E, MINUS if power < 0 else PLUS
    end += 2
    if abs(power) < 10:
        end = put_zeros(1, text, end)
    return put_whole(U(abs(power)), text, end)


@compiled
def put(digits, power, text, place):
    """Writes digits * 10**power as Python's repr does; gives the place after it."""
    while digits % U(100_000_000) == U(0):
        digits //= U(100_000_000)
        power += 8
    while digits % U(10) == U(0):
        digits //= U(10)
        power += 1
    count, left = 1, digits
    while left >= U(10):
        left //= U(10)
        count += 1
    if -4 < count + power <= 16:
        return put_fixed(digits, power, count, text, place)
    return put_tens(digits, power, count, text, place)


@compiled
def print_number(value, bits, missing, text, place):
    """Writes one number, or the word for a missing one; gives the place after it, and if sure."""
    if np.isnan(value):
        for letter in missing:
            text[place] = letter
            place += 1
        return place, True
    first = place
    if bits >> U(63):
        text[place] = MINUS
        place += 1
    if value == 0:
        text[place], text[place + 1], text[place + 2] = ZERO, POINT, ZERO
        return place + 3, True
    digits, power, sure = shortest(bits)
    return (put(digits, power, text, place), True) if sure else (first, False)


@compiled
def print_rows(values, bits, at, counted, words, text, place):
    """Writes cells (R, C) from a cell on, until one is in doubt: that cell, and the place.

    `bits` are the bytes of `values`; `counted` is the number before the first row, or -1 for rows
    without a number; `words` are what divides cells and what stands for a missing one.
    """
    delimiter, missing = words[0], words[1:]
    rows, columns = values.shape
    while at < rows * columns:
        row = at // columns
        column = at - row * columns
        if column == 0 and counted >= 0:
            place = put_whole(U(counted + row), text, place)
            text[place] = delimiter
            place += 1
        place, sure = print_number(values[row, column], bits[row, column], missing, text, place)
        if not sure:
            return at, place
        text[place] = NEWLINE if column + 1 == columns else delimiter
        place += 1
        at += 1
    return at, place
