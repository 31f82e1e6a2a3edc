"""Text to numbers, compiled by Numba: rows of cells, as exact as Python's float.

How to read it: `parse` at the end walks over lines, `cells` over one line, `number` over one cell.
Digits become a whole number of at most 19 digits and a power of ten. Small ones are exact in one
division; others are multiplied by 64 bits of the power, which settles all but one cell in 500. Such
a cell, and whatever is no plain number, is put on the list of doubts, which Python settles. The
idea is that of Lemire, "Number parsing at a gigabyte per second" (2021).

Imported at the first large file, never before: importing Numba alone takes a second.
"""

# Compiled code: its types are those that Numba finds.
# mypy: ignore-errors
# Loops take their arrays one by one: a bundle of them would cost its speed.
# ruff: noqa: PLR0913

import numpy as np
from numba import njit
from numba.cpython.unsafe.numbers import leading_zeros, trailing_zeros

from psoascope.read.powers import LARGEST, powers_of_ten

compiled = njit(error_model="numpy", nogil=True, cache=True)
within = njit(error_model="numpy", inline="always")

BITS, EXPONENTS = powers_of_ten()
EXACT = np.array([10.0**power for power in range(23)])
TENS = np.array([10**power for power in range(9)], dtype=np.uint64)
U = np.uint64
TAB, NEWLINE, RETURN, SPACE, PLUS, MINUS, POINT, ZERO, NINE = 9, 10, 13, 32, 43, 45, 46, 48, 57
SMALL_A, SMALL_E, SMALL_N, TO_SMALL = 97, 101, 110, 32
MOST_DIGITS = 19
FAR = 99_999
ANY = 256
"""In place of a delimiter: any run of spaces and tabs. No byte is as large."""


@within
def product(a, b):
    """Upper 64 bits of the product of two 64-bit numbers, and its lower 64."""
    low, half = U(0xFFFFFFFF), U(32)
    a0, a1, b0, b1 = a & low, a >> half, b & low, b >> half
    cross = a0 * b1
    middle = ((a0 * b0) >> half) + (cross & low) + a1 * b0
    return a1 * b1 + (cross >> half) + (middle >> half), a * b


@within
def rounded(digits, power):
    """Bits of the float nearest to digits * 10**power, and whether they are sure."""
    shift = leading_zeros(digits)
    upper, _ = product(digits << shift, BITS[power + LARGEST])
    drop = U(10) + (upper >> U(63))
    rest = upper & ((U(1) << drop) - U(1))
    half = U(1) << (drop - U(1))
    mantissa = upper >> drop
    exponent = 64 + EXPONENTS[power + LARGEST] - np.int64(shift) + np.int64(drop)
    # The power is off by half a bit at most: only beside the half can rounding go either way.
    if rest == half or rest + U(1) == half:
        return U(0), False
    if rest > half:
        mantissa += U(1)
        if mantissa >> U(53):
            mantissa >>= U(1)
            exponent += 1
    return (U(exponent + 1075) << U(52)) | (mantissa & U(0xFFFFFFFFFFFFF)), True


@within
def settle(digits, power, below, values, bits, row, column):
    """Puts digits * 10**power into its cell; says whether it is sure."""
    if digits == U(0):
        values[row, column] = -0.0 if below else 0.0
        return True
    if digits <= U(0x20000000000000) and -22 <= power <= 22:
        size = np.float64(digits)
        size = size * EXACT[power] if power >= 0 else size / EXACT[-power]
        values[row, column] = -size if below else size
        return True
    if -LARGEST <= power <= LARGEST:
        found, sure = rounded(digits, power)
        bits[row, column] = found | (U(below) << U(63))
        return sure
    return False


@within
def eight(eights, at):
    """Up to 8 digits from a place on: how many, and their value, all at once."""
    letters = eights[at] - U(0x3030303030303030)
    others = (letters | (letters + U(0x0606060606060606))) & U(0xF0F0F0F0F0F0F0F0)
    if others != U(0):
        # The first letter that is no digit; what follows is moved out, and zeros come before.
        count = trailing_zeros(others) >> U(3)
        if count == U(0):
            return 0, U(0)
        letters <<= U(64) - (count << U(3))
    else:
        count = U(8)
    # Neighbours are joined to pairs, pairs to fours, fours to eight.
    pairs = letters * U(10) + (letters >> U(8))
    upper = (pairs & U(0x000000FF000000FF)) * U(0x000F424000000064)
    lower = ((pairs >> U(16)) & U(0x000000FF000000FF)) * U(0x0000271000000001)
    return np.int64(count), (upper + lower) >> U(32)


@within
def digits_from(eights, at, digits):
    """The digits from a place on joined to those before, 24 at most: where they end, and both."""
    first = at
    for _ in range(3):
        count, more = eight(eights, at)
        digits = digits * TENS[count] + more
        at += count
        if count < 8:
            break
    return at, at - first, digits


@compiled
def significant(text, at, end):
    """How many digits stand between two places, from the first that is not 0."""
    count = 0
    for place in range(at, end):
        letter = text[place]
        if letter != POINT and letter != MINUS and letter != PLUS:
            count += count > 0 or letter != ZERO
    return count


@within
def sign(text, at):
    """The place after a sign, and whether it is a minus."""
    if text[at] == MINUS or text[at] == PLUS:
        return at + 1, text[at] == MINUS
    return at, False


@compiled
def tens(text, at):
    """The whole number after an e: where it ends, its value, and whether there is one."""
    at, down = sign(text, at)
    first, power = at, 0
    while ZERO <= text[at] <= NINE:
        power = min(FAR, 10 * power + np.int64(text[at]) - ZERO)
        at += 1
    return at, -power if down else power, at > first


@within
def number(text, eights, place, values, bits, row, column):
    """Reads one number into its cell: where it ends, and whether it is sure."""
    at, below = sign(text, place)
    first, digits, power = at, U(0), 0
    # Few digits stand before the point: one by one they are faster than eight at once.
    while ZERO <= text[at] <= NINE:
        digits = digits * U(10) + U(text[at] - ZERO)
        at += 1
    count = at - first
    if text[at] == POINT:
        at, after, digits = digits_from(eights, at + 1, digits)
        power = -after
        count += after
    if count == 0 or (count > MOST_DIGITS and significant(text, place, at) > MOST_DIGITS):
        return missing(text, first, values, row, column) if count == 0 else (at, False)
    if text[at] | TO_SMALL == SMALL_E:
        at, more, good = tens(text, at + 1)
        power += more
        if not good:
            return at, False
    return at, settle(digits, power, below, values, bits, row, column)


@within
def missing(text, at, values, row, column):
    """Reads nan into a cell: where it ends, and whether it is there."""
    word = text[at] | TO_SMALL == SMALL_N and text[at + 1] | TO_SMALL == SMALL_A
    if word and text[at + 2] | TO_SMALL == SMALL_N:
        values[row, column] = np.nan
        return at + 3, True
    return at, False


@within
def blank(letter, delimiter):
    """Whether a letter counts for nothing beside a cell."""
    if letter > SPACE or letter == delimiter:
        return False
    return letter in (SPACE, RETURN, TAB)


@within
def after_blanks(text, at, delimiter):
    """The next place that is not blank."""
    while blank(text[at], delimiter):
        at += 1
    return at


@compiled
def end_of_word(text, at, delimiter):
    """The place where a cell that is no number ends."""
    while text[at] != NEWLINE and text[at] != delimiter:
        if delimiter == ANY and blank(text[at], ANY):
            return at
        at += 1
    return at


@within
def cell(text, eights, place, delimiter, values, bits, row, column):
    """Reads one cell: where its word begins and ends, where the next begins, whether it is sure."""
    first = after_blanks(text, place, delimiter)
    if text[first] == NEWLINE or text[first] == delimiter:
        values[row, column] = np.nan
        return first, first, first, True
    end, sure = number(text, eights, first, values, bits, row, column)
    at = after_blanks(text, end, delimiter)
    ended = text[at] == NEWLINE or text[at] == delimiter or (delimiter == ANY and at > end)
    if not (ended and sure):
        end, sure = end_of_word(text, end, delimiter), False
        at = after_blanks(text, end, delimiter)
    return first, end, at, sure


@within
def cells(text, eights, place, delimiter, values, bits, row, doubts, count):
    """Reads one line: where it ends, how many doubts there are, whether its cells are as many."""
    at, columns = place, values.shape[1]
    for column in range(columns):
        first, end, at, sure = cell(text, eights, at, delimiter, values, bits, row, column)
        if first == end and delimiter == ANY:
            return at, count, False
        if not sure:
            doubts[count, 0], doubts[count, 1] = row, column
            doubts[count, 2], doubts[count, 3] = first, end
            count += 1
        if column + 1 < columns:
            if text[at] == NEWLINE:
                return at, count, False
            if delimiter != ANY:
                at += 1
    if delimiter == TAB:
        # Empty cells beyond the last named one are a habit of spreadsheets.
        at = after_blanks(text, at, ANY)
    return at, count, text[at] == NEWLINE


@compiled
def parse(text, eights, stop, place, delimiter, values, bits, row, doubts):
    """Reads rows until the text or the list of doubts is full, or a row has other cells.

    Gives the place of the next line, its row, how many doubts there are, and whether all is well.
    The text goes on behind its stop with a line end and 32 letters more; `eights` are 8 letters
    from every place on. `bits` are the bytes of `values`. A delimiter ANY stands for any run
    of spaces and tabs.
    """
    count = 0
    while place < stop and count + values.shape[1] <= len(doubts):
        at = after_blanks(text, place, ANY)
        if text[at] == NEWLINE:
            place = at + 1
            continue
        if row == len(values):
            return place, row, count, False
        at, more, well = cells(text, eights, place, delimiter, values, bits, row, doubts, count)
        if not well:
            return place, row, count, False
        count = more
        place = at + 1
        row += 1
    return place, row, count, True
