"""The whole psoas of a posture: length, velocity and moment arms of its 22 fascicles."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from psoascope.arrays import Array, checked
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.layout import LANES, MOVING_ROWS, STATE_ROWS, WORK_ROWS, plan
from psoascope.psoas.limits import check_hip, check_lumbar
from psoascope.psoas.names import HIP_ANGLES, LEVELS, LUMBAR_ANGLES
from psoascope.psoas.person import Person
from psoascope.psoas.state import State, aligned

Rates = tuple[ArrayLike, ArrayLike, ArrayLike]
_Angles = tuple[Array, Array, Array]

_LUMBAR = (len(LEVELS), len(LUMBAR_ANGLES))
_HIP = (len(HIP_ANGLES),)
_DOUBLE = np.dtype(np.float64)
_AT_REST = np.empty((0, 21))
_FEWEST_FOR_A_THREAD = 8 * LANES
_CURE = "The last axis is one angle in rad each."
_own = threading.local()


def state(
    lumbar: ArrayLike,
    hip_right: ArrayLike,
    hip_left: ArrayLike,
    *,
    rates: Rates | None = None,
    person: Person | None = None,
    out: State | None = None,
    threads: int = 1,
    dtype: DTypeLike = np.float64,
) -> State:
    """Length and moment arms of all fascicles and both iliacus, for any batch of postures.

    Parameters
    ----------
    lumbar : array (..., 5, 3), rad
        Levels L5/S1 to L1/L2; extension, bend to the right, rotation to the left.
    hip_right, hip_left : array (..., 3), rad
        Flexion, adduction, internal rotation; positive towards these on both sides.
    rates : tuple of 3 arrays, rad/s, optional
        How fast lumbar, hip_right, hip_left change, shaped like these; adds velocities.
    person : Person, optional
        Scales the anatomy; the reference person if not given.
    out : State, optional
        An earlier result for as many postures, which is overwritten and given back: nothing is
        allocated. Made with rates, it asks for rates again.
    threads : int
        How many processor cores to use at most.
    dtype : float64 or float32
        Of the results; the sums are taken in float64 either way.

    Returns
    -------
    State
        NaN where a missing angle takes part.

    Raises
    ------
    ShapeError
        An array has the wrong last axes, the leading axes do not fit one another, or `out` was
        made for another batch.
    RangeError
        An angle lies beyond its limit (most often it is in degrees), or threads is below 1.

    References
    ----------
    Anatomy and its sources: data/anatomy.toml. Left out: muscle width, sliding along the brim.

    Examples
    --------
    >>> hip = np.radians([[0.0, 0.0, 0.0], [90.0, 0.0, 0.0]])
    >>> postures = state(np.zeros((5, 3)), hip, hip)
    >>> postures.length.shape, postures.whole_length.round(3).tolist()
    ((2, 22), [[0.302, 0.302], [0.255, 0.255]])
    """
    back = _taken("lumbar", lumbar, _LUMBAR)
    right, left = _taken("hip_right", hip_right, _HIP), _taken("hip_left", hip_left, _HIP)
    batch = right.shape[:-1]
    if right.shape != left.shape or back.shape[:-2] != batch:
        batch, (back, right, left) = _as_one_batch((back, right, left))
    speeds = _AT_REST if rates is None else _speeds(rates, batch)
    if out is None:
        out = State.empty(batch, MOVING_ROWS if rates is not None else STATE_ROWS, dtype)
    elif out.batch != batch or out.moving != (rates is not None):
        raise _wrong_out(out, batch)
    if threads < 1:
        raise RangeError(f"threads must be 1 or more; got {threads}. Leave it out for 1.")
    plans = speeds, plan(person)
    if batch == ():
        beyond = _kernel().fill_one(back, right, left, *plans, _workspace(), out.rows)
    else:
        columns = back.reshape(-1, 15), right.reshape(-1, 3), left.reshape(-1, 3), *plans
        beyond = _filled(columns, out.rows, threads)
    if beyond:
        check_lumbar("lumbar", back)
        check_hip("hip_right", right)
        check_hip("hip_left", left)
    return out


@cache
def _kernel() -> ModuleType:
    """The compiled kernel, which takes a second to import, so not before it is needed."""
    return import_module("psoascope.psoas.kernel")


def _workspace() -> Array:
    """Scratch memory of this thread."""
    try:
        work: Array = _own.work
    except AttributeError:
        work = _own.work = aligned((WORK_ROWS * LANES,))
        work.fill(0.0)
    return work


def _filled(columns: tuple[Array, ...], rows: Any, threads: int) -> int:
    """Fills equal parts at the same time, the first one here; the kernel lets go of the lock."""
    fill, count = _kernel().fill, rows.shape[1]
    parts = min(threads, count // _FEWEST_FOR_A_THREAD)
    if parts < 2:
        return int(fill(*columns, _workspace(), rows, 0, count))
    edges = np.linspace(0, count // LANES, parts + 1).astype(int) * LANES
    edges[-1] = count
    first, *others = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)

    def part(span: tuple[int, int]) -> int:
        return int(fill(*columns, _workspace(), rows, *span))

    elsewhere = [_pool(parts - 1).submit(part, span) for span in others]
    return part(first) + sum(done.result() for done in elsewhere)


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="psoas")


def _taken(name: str, value: ArrayLike, tail: tuple[int, ...]) -> Array:
    """The array itself where it is as the kernel wants it, else a copy that is."""
    if (
        type(value) is np.ndarray
        and value.dtype is _DOUBLE
        and value.shape[-len(tail) :] == tail
        and value.flags.c_contiguous
    ):
        return value
    return np.ascontiguousarray(checked(name, value, tail, _CURE))


def _as_one_batch(angles: _Angles) -> tuple[tuple[int, ...], _Angles]:
    """Leading axes that all share, and the angles spread over them."""
    tails = (_LUMBAR, _HIP, _HIP)
    batches = [array.shape[: -len(tail)] for array, tail in zip(angles, tails, strict=True)]
    try:
        batch = np.broadcast_shapes(*batches)
    except ValueError as error:
        raise ShapeError(
            f"lumbar, hip_right and hip_left must have leading axes that fit; got {batches}. "
            "Give each the same number of postures, or a single one."
        ) from error
    back, right, left = (
        np.ascontiguousarray(np.broadcast_to(array, (*batch, *tail)))
        for array, tail in zip(angles, tails, strict=True)
    )
    return batch, (back, right, left)


def _speeds(rates: Rates, batch: tuple[int, ...]) -> Array:
    """Rates (N, 21), rad/s, in the order of the kernel."""
    if len(rates) != 3:
        raise ShapeError(
            f"rates must be three arrays, of lumbar, hip_right and hip_left; got {len(rates)}. "
            "Give zeros where nothing moves."
        )
    names = ("rates of lumbar", "rates of hip_right", "rates of hip_left")
    parts = []
    for name, rate, tail in zip(names, rates, (_LUMBAR, _HIP, _HIP), strict=True):
        array = checked(name, rate, tail, "The last axis is one rate in rad/s each.")
        try:
            whole = np.broadcast_to(array, (*batch, *tail))
        except ValueError as error:
            raise ShapeError(
                f"{name} must fit the angles' leading axes {batch}; got shape {array.shape}. "
                "Give a rate for each posture."
            ) from error
        parts.append(whole.reshape(-1, int(np.prod(tail))))
    return np.concatenate(parts, axis=1)


def _wrong_out(out: State, batch: tuple[int, ...]) -> ShapeError:
    if out.batch != batch:
        return ShapeError(
            f"out was made for postures {out.batch}; got {batch}. Leave it out, or use the "
            "result of a call with as many postures."
        )
    made = "with" if out.moving else "without"
    return ShapeError(f"out was made {made} rates. Use the result of a call of the same kind.")
