"""The whole psoas of a posture: length, velocity and moment arms of its 22 fascicles."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from psoascope.arrays import Array, checked
from psoascope.errors import RangeError, ShapeError
from psoascope.psoas.layout import LANES, MOVING_ROWS, STATE_ROWS, WORK_ROWS, plan
from psoascope.psoas.limits import check_hip, check_lumbar
from psoascope.psoas.names import HIP_ANGLES, LEVELS, LUMBAR_ANGLES
from psoascope.psoas.person import Person
from psoascope.psoas.state import State

Rates = tuple[ArrayLike, ArrayLike, ArrayLike]

_LUMBAR = (len(LEVELS), len(LUMBAR_ANGLES))
_HIP = (len(HIP_ANGLES),)
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
    angles: tuple[Array, ...] = (
        _taken("lumbar", lumbar, _LUMBAR),
        _taken("hip_right", hip_right, _HIP),
        _taken("hip_left", hip_left, _HIP),
    )
    batch = angles[1].shape[:-1]
    if angles[0].shape[:-2] != batch or angles[2].shape[:-1] != batch:
        batch, angles = _as_one_batch(angles)
    speeds = _AT_REST if rates is None else _speeds(rates, batch)
    if out is None:
        out = State.empty(batch, MOVING_ROWS if rates is not None else STATE_ROWS, dtype)
    elif out.batch != batch or out.moving != (rates is not None):
        raise _wrong_out(out, batch)
    back, right, left = angles
    columns = back.reshape(-1, 15), right.reshape(-1, 3), left.reshape(-1, 3), speeds, plan(person)
    if threads == 1 or len(columns[0]) < 2 * _FEWEST_FOR_A_THREAD:
        if threads < 1:
            raise RangeError(f"threads must be 1 or more; got {threads}. Leave it out for 1.")
        beyond = _fill()(*columns, _workspace(), out.rows, 0, out.rows.shape[1])
    else:
        beyond = _filled_by_threads(columns, out.rows, threads)
    if beyond:
        check_lumbar("lumbar", back)
        check_hip("hip_right", right)
        check_hip("hip_left", left)
    return out


@cache
def _fill() -> Callable[..., int]:
    """The compiled kernel; its module takes a second to import, so not before it is needed."""
    from psoascope.psoas.kernel import fill

    done: Callable[..., int] = fill
    return done


def _workspace() -> Array:
    """Scratch memory of this thread."""
    try:
        work: Array = _own.work
    except AttributeError:
        work = _own.work = np.zeros(WORK_ROWS * LANES)
    return work


def _filled_by_threads(columns: tuple[Array, ...], rows: Any, threads: int) -> int:
    """Fills equal parts at the same time; the kernel lets go of Python's lock."""
    count = rows.shape[1]
    parts = min(threads, count // _FEWEST_FOR_A_THREAD)
    edges = np.linspace(0, count // LANES, parts + 1).astype(int) * LANES
    edges[-1] = count
    spans = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    fill = _fill()
    return sum(_pool(parts).map(lambda span: fill(*columns, _workspace(), rows, *span), spans))


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="psoas")


def _taken(name: str, value: ArrayLike, tail: tuple[int, ...]) -> Array:
    """The array itself where it is as asked, else a copy that is."""
    array = np.ascontiguousarray(value, dtype=np.float64) if _is_array(value) else None
    if array is None or array.shape[-len(tail) :] != tail:
        array = np.ascontiguousarray(checked(name, value, tail, _CURE))
    return array


def _is_array(value: ArrayLike) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0 and value.dtype == np.float64


def _as_one_batch(angles: tuple[Array, ...]) -> tuple[tuple[int, ...], tuple[Array, ...]]:
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
    spread = (
        np.ascontiguousarray(np.broadcast_to(array, (*batch, *tail)))
        for array, tail in zip(angles, tails, strict=True)
    )
    return batch, tuple(spread)


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
