"""When a duty arises, is due and ends, and the next instant at which any answer could change by itself."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import Any, NamedTuple

from homeward.protocol.clauses import Clock, DutyTerms, Route
from homeward.protocol.clocks import TICK, Length, local_date
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import End, Reading, Start


class Horizon:
    """The first instant after `now` at which any answer could change."""

    __slots__ = ("next_change", "now")

    def __init__(self, now: datetime) -> None:
        """Begin with nothing ahead."""
        self.now = now
        self.next_change: datetime | None = None

    def see(self, instant: datetime) -> None:
        """Take note of an instant at which something changes, if it is ahead."""
        if instant > self.now and (self.next_change is None or instant < self.next_change):
            self.next_change = instant

    def see_due(self, due: datetime | None) -> None:
        """Take note that a duty will be overdue from the microsecond after its due time."""
        if due is not None:
            self.see(due + TICK)


class Due(NamedTuple):
    """A due time (None: none given), what is asked about it, and the arithmetic in words."""

    at: datetime | None
    asks: tuple[str, ...] = ()
    says: str = ""


def choose(
    routes: tuple[Route, ...], reading: Reading, place: int, at: datetime
) -> tuple[Any, tuple[str, ...]]:
    """Answer the first way whose condition is not no, with what is asked where it is not known; None if none fits."""
    for route in routes:
        if route.when is None:
            return route.value, ()
        answer = reading.holds(route.when, place, at)
        if answer is not False:
            return route.value, (() if answer else reading.asks(route.when, place, at))
    return None, ()


def due_of(reading: Reading, clock: Clock, start: Start, arose: datetime, place: int, owner: str) -> Due:
    """Answer when a duty that does not recur is due."""
    if clock.within:
        return _within(reading, clock, start, arose, place, owner)
    if clock.before:
        return _before(reading, clock.before, start)
    service = clock.by_opening or clock.by_closing
    if service:
        found = (reading.hours.next_opening if clock.by_opening else reading.hours.next_closing)(
            service, arose
        )
        if found is None and reading.hours.always_open(service, arose):
            return Due(None, (), f"{service.replace('_', ' ')} is always open")
        if found is None:
            return Due(None, (reading.hours.question(service, arose),), "the source gives no hours for it")
        name = service.replace("_", " ")
        return Due(found, (), f"when {name} next {'opens' if clock.by_opening else 'closes'}")
    return Due(None)


def _within(reading: Reading, clock: Clock, start: Start, arose: datetime, place: int, owner: str) -> Due:
    length, asks = choose(clock.within, reading, place, arose)
    said = ""
    if clock.plan_time:
        plan = reading.history.facts.at("plan", arose)
        if isinstance(plan, dict) or hasattr(plan, "get"):
            own = Length.parse(plan.get(clock.plan_time))
            length, said = (own, " (the child's own plan)") if own else (length, said)
        else:
            asks += (f"Does the child's own plan set a time for: {clock.plan_time.replace('_', ' ')}?",)
    if length is None:
        return Due(None, asks)
    base = start.at if clock.counts_from_start else arose
    closed = reading.closed_days(owner)
    at = reading.calendar.after(base, length, closed)
    if length.elapsed is None and not reading.calendar.knows(local_date(base), local_date(at)):
        years = f"{local_date(base).year} to {local_date(at).year}"
        asks += (f"Which days from {years} are bank holidays? The calendar here does not hold them all.",)
    moment = "the mark" if clock.once and not clock.counts_from_start else "the start"
    return Due(at, asks, f"{length} from {moment}{said}")


def _before(reading: Reading, patterns: tuple[Pattern, ...], start: Start) -> Due:
    hits = [reading.hits(pattern).sure for pattern in patterns]
    places = [sure[i] for sure in hits if (i := bisect_right(sure, start.place)) < len(sure)]
    if not places:
        return Due(None, (), f"before: {' or '.join(p.says for p in patterns)}; that has not happened")
    at = reading.history.times[min(places)]
    return Due(at, (), f"before: {' or '.join(p.says for p in patterns)}")


def end_of(
    reading: Reading,
    terms: DutyTerms,
    place: int,
    from_place: int,
    gone: End | None,
    *,
    starts_at_death: bool,
) -> End | None:
    """Answer what ended a duty that arose at a place: its `while` (`gone`), its `until`, of a recurring one closure, or death."""
    history = reading.history
    ends: list[int] = [] if gone is None else [gone.place]
    for pattern in terms.until:
        sure = reading.hits(pattern).sure
        i = bisect_right(sure, from_place)
        if i < len(sure):
            ends.append(sure[i])
    absence = history.absence_at(place)
    if terms.clock.every and absence and absence.closed is not None and absence.closed > place:
        ends.append(absence.closed)
    died = history.died
    if died is not None and not starts_at_death and (not ends or died < min(ends)):
        return End(died, history.times[died], True)
    return End(min(ends), history.times[min(ends)], False) if ends else None
