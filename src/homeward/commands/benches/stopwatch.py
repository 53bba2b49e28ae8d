"""How long something takes: several runs, everything in a run side by side, so that a busy moment strikes all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple

Work = Callable[[], object]


class Figure(NamedTuple):
    """A quantity over several runs: the middle one, the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Answer the figure of one value a run."""
        return cls(median(values), min(values), max(values))


class Runs:
    """Seconds a call, for each name one value a run."""

    def __init__(self, seconds: Mapping[str, Sequence[float]]) -> None:
        """Keep what was measured."""
        self._seconds = seconds

    def seconds(self, name: str, share: float = 1) -> Figure:
        """Answer the seconds of a call, or of a share of it."""
        return Figure.of([value * share for value in self._seconds[name]])

    def ratio(self, one: str, other: str, share: float = 1) -> Figure:
        """Answer how many times as long one takes as the other, each compared within its own run."""
        pairs = zip(self._seconds[one], self._seconds[other], strict=True)
        return Figure.of([share * a / b for a, b in pairs])


def measure(works: Mapping[str, Work], runs: int, at_least: float) -> Runs:
    """Call each work again and again for `at_least` seconds a run, in turn, `runs` times over; the first call is left out."""
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            seconds[name].append(_a_call(work, at_least))
    return Runs(seconds)


def _a_call(work: Work, at_least: float) -> float:
    calls, taken = 0, 0.0
    batch = 1
    while calls == 0 or taken < at_least:
        start = perf_counter()
        for _ in range(batch):
            work()
        taken += perf_counter() - start
        calls += batch
        batch *= 2
    return taken / calls
