"""Powers of ten as 64 bits and an exponent of two: what turns digits into floats and back."""

import numpy as np
from numpy.typing import NDArray

from psoascope.arrays import Index

LARGEST = 64
"""Powers from -LARGEST to LARGEST are held; other numbers are left to Python's own float."""


def leading_bits(power: int) -> tuple[int, int]:
    """Nearest 64-bit whole number and exponent of two of a power of ten.

    Parameters
    ----------
    power : int

    Returns
    -------
    (int, int)
        bits in 2**63..2**64 and exponent: 10**power = bits * 2**exponent, to half a bit.

    Examples
    --------
    >>> leading_bits(0) == (2**63, -63), leading_bits(-1)
    (True, (14757395258967641293, -67))
    """
    top, bottom = (10**power, 1) if power >= 0 else (1, 10**-power)
    exponent = top.bit_length() - bottom.bit_length() - 64
    while True:
        up, down = top << max(0, -exponent), bottom << max(0, exponent)
        bits = (2 * up + down) // (2 * down)
        if 2**63 <= bits < 2**64:
            return bits, exponent
        exponent += 1


def powers_of_ten() -> tuple[NDArray[np.uint64], Index]:
    """Leading bits and exponents of all powers held.

    Returns
    -------
    (array (2 LARGEST + 1,), array (2 LARGEST + 1,))
        Bits and exponents; place LARGEST holds 10**0.
    """
    pairs = [leading_bits(power) for power in range(-LARGEST, LARGEST + 1)]
    return (
        np.array([bits for bits, _ in pairs], dtype=np.uint64),
        np.array([exponent for _, exponent in pairs], dtype=np.int64),
    )
