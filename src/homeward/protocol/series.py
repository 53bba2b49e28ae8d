"""From one start of one clause to its duty, or to the occurrences of a recurring one: does it arise, by when, until when.

Numbered as the engine does it: 1 does it arise (mark, death, until, while, when, doubt); 2 whose is it; 3 by when;
4 what ended it; 5 how does it stand (`standing`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import TICK
from homeward.protocol.duty import OWED, Duty
from homeward.protocol.layers import Protocol
from homeward.protocol.matter import Matter
from homeward.protocol.meeting import Window
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import Reading, Start
from homeward.protocol.situation import Absence
from homeward.protocol.standing import stand
from homeward.protocol.timing import Horizon, choose, due_of, end_of

MOST_LISTED: Final = 1000
"""Occurrences of a recurring duty that are listed: the last so many."""

FROM_FIRST_WORD: Final = frozenset({"went_missing", "reported", "absence_known", "absence_began"})
FROM_FINDING: Final = frozenset({"back", "returned"})
ABOUT_AN_ABSENCE: Final = FROM_FIRST_WORD | {
    "category_became", "risk_became", "agency_told", "absence_noted", "basic_measure_taken", "recategorised",
    "risk_assessed", "risk_confirmed", "risk_reviewed", "still_missing",
}  # fmt: skip
"""Starts whose duties are about the absence that runs: what happens in a later absence does not meet them."""


def duties_of(
    reading: Reading, protocol: Protocol, clause: Clause, start: Start, pattern: Pattern, horizon: Horizon
) -> Iterator[Duty]:
    """Answer the duties that one start gives: none, one, or one for each occurrence."""
    matter = _arise(reading, protocol, clause, start, pattern, horizon)
    if matter is None:
        return
    assert clause.duty is not None
    if clause.duty.clock.every is not None:
        yield from _occurrences(matter, horizon)
        return
    duty = _one(matter, horizon)
    if duty is not None:
        yield duty


def _arise(
    reading: Reading, protocol: Protocol, clause: Clause, start: Start, pattern: Pattern, horizon: Horizon
) -> Matter | None:
    duty, history = clause.duty, reading.history
    assert duty is not None
    once = duty.clock.once
    arose, place, asks = start.at, start.place, start.asks
    if once is not None:
        arose = reading.calendar.after(start.at, once, reading.closed_days(""))
        place = history.place_at(arose)
        if start.absence is not None and arose < start.absence.start:
            place = start.absence.first  # The mark had passed before anybody was told.
    if arose > horizon.now:
        if (
            once is None
            or start.absence is None
            or start.absence.ended is None
            or start.absence.ended > arose
        ):
            horizon.see(arose)
        return None
    if once is not None:
        still = _still(reading, start, pattern, place)
        if still is None:
            return None
        asks += still
    starts_at_death = pattern.kinds == ("died",)
    if history.died is not None and not starts_at_death and arose >= history.times[history.died]:
        return None
    if once is not None and any(_between(reading, p, start.place, place) for p in duty.until):
        return None
    if duty.while_ is not None and duty.while_.test(reading, place, arose) is False:
        return None
    doubts = _when(reading, clause, place, arose)
    if doubts is None:
        return None
    end = end_of(reading, clause, place, start.place, starts_at_death=starts_at_death)
    return Matter(reading, protocol, clause, start, pattern, arose, place, asks + doubts, end)


def _still(reading: Reading, start: Start, pattern: Pattern, place: int) -> tuple[str, ...] | None:
    """Answer None unless the absence still runs at a mark (from went_missing: the child is still missing)."""
    absence = start.absence
    if absence is None or reading.history.absence_at(place) is not absence or not absence.runs_at(place):
        return None
    if pattern.moment == "went_missing":
        missing, asks = reading.missing_at(place)
        return None if missing is False else asks
    return ()


def _between(reading: Reading, pattern: Pattern, after: int, upto: int) -> bool:
    sure = reading.hits(pattern).sure
    i = bisect_right(sure, after)
    return i < len(sure) and sure[i] <= upto


def _when(reading: Reading, clause: Clause, place: int, arose: datetime) -> tuple[str, ...] | None:
    """Answer what makes the duty unclear (nothing: it is clear), or None where there is no duty."""
    duty = clause.duty
    assert duty is not None
    when, doubt = duty.when, duty.doubtful
    answer = when.test(reading, place, arose) if when is not None else (None if doubt else True)
    if answer:
        return ()
    asks = when.asks(reading, place, arose) if when is not None and answer is None else ()
    if doubt is not None:
        doubtful = doubt.when.test(reading, place, arose)
        if doubtful:
            return (*asks, doubt.says)
        if doubtful is None:
            return asks + doubt.when.asks(reading, place, arose)
        if when is None:
            return ()
    return None if answer is False else asks


def _owner(matter: Matter) -> None:
    """Settle the owner when the duty arises: the first way whose condition is not no."""
    reading, start = matter.reading, matter.start
    duty = matter.clause.duty
    assert duty is not None
    owner, asks = choose(duty.owner.routes, reading, matter.place, matter.arose)
    if duty.owner.named_in:
        named = _named(reading, start, duty.owner.named_in)
        owner = named or owner
    matter.owner = str(owner) if owner is not None else "any_agency"
    matter.asks += asks
    if owner is None:
        matter.asks += ("Who owes this? The protocol names nobody for this child.",)


def _named(reading: Reading, start: Start, attribute: str) -> str:
    event = reading.history.events[start.place]
    value = getattr(event, f"{attribute}_" if attribute in ("with", "from") else attribute, ())
    return str(value[0]) if isinstance(value, tuple) and value else ""


def _settle(matter: Matter) -> None:
    duty = matter.clause.duty
    assert duty is not None
    _owner(matter)
    to, asks = choose(duty.to, matter.reading, matter.place, matter.arose)
    matter.to = to or ()
    matter.asks += asks
    matter.urgent_from = _urgent_from(matter)


def _urgent_from(matter: Matter) -> int | None:
    """Answer the place of the event from which the duty no longer waits and its words are "at once"."""
    clock = matter.clause.duty.clock if matter.clause.duty else None
    if clock is None or not clock.at_once_if:
        return None
    first, stop = matter.absence_range()
    if matter.end is not None:
        stop = min(stop, matter.end.place)
    hits = [matter.reading.hits(p).sure for p in clock.at_once_if]
    places = [sure[i] for sure in hits if (i := bisect_left(sure, first)) < len(sure) and sure[i] < stop]
    return min(places, default=None)


def _window(matter: Matter) -> tuple[int, int]:
    """Answer how far back and how far on a meeting counts (pack language, section 5; decision 0003)."""
    reading, start, pattern = matter.reading, matter.start, matter.pattern
    duty, history = matter.clause.duty, reading.history
    assert duty is not None
    name = pattern.moment or history.events[start.place].kind
    first = bisect_left(history.times, start.at)
    absence = start.absence
    if absence is not None and duty.clock.once is None:
        if name in FROM_FIRST_WORD or (
            name == "category_became" and history.events[start.place].kind == "reported"
        ):  # fmt: skip
            first = absence.first
        elif name in FROM_FINDING:
            first = bisect_left(history.times, history.times[_found_from(reading, absence, start.place)])
    bounded = (name in ABOUT_AN_ABSENCE or duty.clock.once is not None) and not duty.clock.before
    stop = absence.stop if absence is not None and bounded else len(history.events)
    return first, stop


def _found_from(reading: Reading, absence: Absence, back: int) -> int:
    """Answer the place from which a child who is back had been found: not before going missing, nor before being lost again."""
    lost = max((s.first for s in reading.missing_spans(absence) if s.first < back), default=absence.first)
    found: int | None = None
    for place, seen in absence.found:
        if lost <= place <= back:
            found = (place if found is None else found) if seen else None
    return back if found is None else found


def _one(matter: Matter, horizon: Horizon) -> Duty | None:
    _settle(matter)
    reading, clause = matter.reading, matter.clause
    due = due_of(reading, clause, matter.start, matter.arose, matter.place, matter.owner)
    matter.asks += due.asks
    matter.sum = due.says
    first, stop = _window(matter)
    if matter.end is not None and (due.at is None or matter.end.at <= due.at or matter.end.died):
        stop = min(stop, matter.end.place + 1)
    window = Window(first, stop, matter.skip(), matter.owners())
    duty = stand(matter, window, 1, matter.arose, due.at, horizon.now)
    if duty.status in OWED:
        horizon.see_due(due.at)
    return duty


def _occurrences(matter: Matter, horizon: Horizon) -> Iterator[Duty]:
    """Answer occurrences on the fixed grid: n arises when n-1 was due, is due a period later, met in that span alone."""
    _settle(matter)
    duty, history, end = matter.clause.duty, matter.reading.history, matter.end
    every = duty.clock.every if duty else None
    assert every is not None
    assert every.elapsed is not None
    period, grid, now = every.elapsed, matter.arose, horizon.now
    upto = min(now, max(end.at - TICK, grid)) if end else now
    count = (upto - grid) // period + 1
    if end is None:
        horizon.see(grid + count * period)
        horizon.see_due(grid + count * period)
        horizon.see_due(grid + (count - 1) * period)
    limit = end.place + 1 if end else len(history.events)
    for number in range(max(1, count - MOST_LISTED + 1), count + 1):
        arose, due = grid + (number - 1) * period, grid + number * period
        low = bisect_left(history.times, arose) if number == 1 else bisect_right(history.times, arose)
        high = min(bisect_right(history.times, due), limit)
        matter.sum = f"every {every}, occurrence {number}"
        window = Window(low, max(low, high), matter.skip(), matter.owners(due))
        yield stand(matter, window, number, arose, due, now)
