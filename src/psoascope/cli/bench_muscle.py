"""What `bench` times of the muscle: a posture, a call, a frame of load sharing, and its peers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import DTypeLike

from psoascope import psoas, tables
from psoascope.arrays import Array, radians
from psoascope.cli.bench_engines import ENGINES
from psoascope.cli.stopwatch import Work, in_turn
from psoascope.psoas.hip_sharing import muscle_weight
from psoascope.psoas.leg import leg_architecture, leg_state
from psoascope.psoas.load_sharing import share
from psoascope.psoas.reference import reference
from psoascope.psoas.sized import sized
from psoascope.psoas.state import State

Makers = Mapping[str, Callable[[Array], Work | None]]

_US, _MS = 1e6, 1e3


@dataclass(frozen=True)
class Scope:
    """How much is done.

    Parameters
    ----------
    postures, chunk : int
        Of all works on one thread; results are written into one room, chunk by chunk.
    many, many_chunk, threads : int
        Of the comparison of several threads with one.
    opensim_postures : int
        OpenSim takes the first of the postures only.
    frames : int
        Of load sharing.
    runs : int
    shortest : float, s
        As in stopwatch.in_turn.
    """

    postures: int
    chunk: int
    many: int
    many_chunk: int
    threads: int
    opensim_postures: int
    frames: int
    runs: int
    shortest: float

    @classmethod
    def usual(cls) -> Self:
        """What data/bench.toml says.

        Returns
        -------
        Scope

        Examples
        --------
        >>> Scope.usual().postures
        10000
        """
        row = tables.entry("bench.run")
        return cls(**{name: row[name] for name in cls.__dataclass_fields__})


def muscle_times(scope: Scope, more: Makers | None = None) -> dict[str, dict[str, float | None]]:
    """Times of the whole psoas and of load sharing, with those of other engines.

    Parameters
    ----------
    scope : Scope
    more : mapping of function, optional
        Further peers by figure: each takes angles (N, 21), rad, and gives its work.

    Returns
    -------
    dict
        whole_psoas in microseconds, sharing in milliseconds; None where a peer is absent.
    """
    angles = random_postures(scope.postures, seed=3)
    works: dict[str, Work | None] = {**own_works(angles, scope), **many_works(scope)}
    for name, make in {**ENGINES, **(more or {})}.items():
        few = name.startswith("opensim")
        works[name] = make(angles[: scope.opensim_postures] if few else angles)
    sharing = sharing_works(scope.frames)
    there = {name: work for name, work in works.items() if work is not None}
    times = in_turn(there | sharing, scope.runs, scope.shortest)
    figures = tables.entry("bench.figure.whole_psoas")
    return {
        "whole_psoas": {name: _US * times[name] if name in times else None for name in figures},
        "sharing": {name: _MS * times[name] for name in sharing},
    }


def random_postures(count: int, seed: int) -> Array:
    """Postures evenly within the angles of data/bench.toml.

    Parameters
    ----------
    count, seed : int

    Returns
    -------
    array (count, 21), rad
        Fifteen lumbar angles, then three of the right hip, then of the left.

    Examples
    --------
    >>> random_postures(4, seed=1).shape
    (4, 21)
    """
    row = tables.entry("bench.angles")
    low, high = (
        radians([*row["lumbar"][end] * 5, *row["hip"][end] * 2]) for end in ("low", "high")
    )
    return np.random.default_rng(seed).uniform(low, high, (count, 21))


def own_works(angles: Array, scope: Scope) -> dict[str, Work]:
    """Our own times on one thread.

    Parameters
    ----------
    angles : array (N, 21), rad
    scope : Scope

    Returns
    -------
    dict of Work
    """
    lumbar, right, left = _parted(angles)
    first = lumbar[0], right[0], left[0]
    single = State.empty(())
    body = sized(None)
    hips = np.stack([right, left], axis=1)
    spans = _spans(len(angles), scope.chunk)
    rooms = _rooms(spans, np.float64)

    def written() -> None:
        for span in spans:
            rooms[span.stop - span.start].rows.fill(0.5)

    def in_numpy() -> None:
        for span in spans:
            reference(lumbar[span], hips[span], body)

    return {
        "us_per_posture": Work(_in_chunks(angles, scope.chunk), len(angles)),
        "writing_us": Work(written, len(angles)),
        "float32_us": Work(_in_chunks(angles, scope.chunk, dtype=np.float32), len(angles)),
        "numpy_us": Work(in_numpy, len(angles)),
        "single_call_us": Work(lambda: psoas.state(*first, out=single)),
        "single_call_new_us": Work(lambda: psoas.state(*first)),
    }


def many_works(scope: Scope) -> dict[str, Work]:
    """Very many postures, on one thread and on several, in the same chunks.

    Parameters
    ----------
    scope : Scope

    Returns
    -------
    dict of Work
    """
    angles = random_postures(scope.many, seed=5)
    several = _in_chunks(angles, scope.many_chunk, threads=scope.threads)
    return {
        "many_us": Work(_in_chunks(angles, scope.many_chunk), scope.many),
        "many_threads_us": Work(several, scope.many),
    }


def sharing_works(frames: int) -> dict[str, Work]:
    """Sharing three moments of a hip among 35 lines of pull, with two costs.

    Every frame has a posture and a moment of its own; the moments are such that random
    activations could give them.

    Parameters
    ----------
    frames : int

    Returns
    -------
    dict of Work
    """
    rng = np.random.default_rng(7)
    muscles = leg_architecture()
    row = tables.entry("bench.angles.hip")
    hip = rng.uniform(radians(row["low"]), radians(row["high"]), (frames, 3))
    posture = leg_state(hip, rng.uniform(0.0, 1.5, frames))
    arm = np.ascontiguousarray(np.swapaxes(posture.arm[..., :3], -1, -2))
    capacity = np.broadcast_to(muscles.max_force, arm.shape[::2])
    some = rng.uniform(0.0, 1.0, capacity.shape) * rng.uniform(0.05, 0.8, (frames, 1))
    moment = (arm @ (capacity * some)[..., None])[..., 0]
    weight = muscle_weight("none", muscles)

    def shared(power: float) -> Callable[[], object]:
        return lambda: share(arm, capacity, moment, power=power, weight=weight)

    return {
        "ms_per_frame": Work(shared(2.0), frames),
        "cubic_ms_per_frame": Work(shared(3.0), frames),
    }


def _in_chunks(
    angles: Array, chunk: int, *, dtype: DTypeLike = np.float64, threads: int = 1
) -> Callable[[], None]:
    """Work that fills the same room again and again."""
    lumbar, right, left = _parted(angles)
    spans = _spans(len(angles), chunk)
    rooms = _rooms(spans, dtype)

    def do() -> None:
        for span in spans:
            room = rooms[span.stop - span.start]
            psoas.state(
                lumbar[span], right[span], left[span], out=room, threads=threads, dtype=dtype
            )

    return do


def _parted(angles: Array) -> tuple[Array, Array, Array]:
    """Lumbar (N, 5, 3), right and left hip (N, 3), each in one piece."""
    lumbar, right, left = np.split(angles, [15, 18], axis=1)
    back = np.ascontiguousarray(lumbar).reshape(-1, 5, 3)
    return back, np.ascontiguousarray(right), np.ascontiguousarray(left)


def _spans(count: int, chunk: int) -> list[slice]:
    return [slice(first, min(first + chunk, count)) for first in range(0, count, chunk)]


def _rooms(spans: list[slice], dtype: DTypeLike) -> dict[int, State]:
    sizes = {span.stop - span.start for span in spans}
    return {size: State.empty((size,), dtype=dtype) for size in sizes}
