"""From one start of one clause to its duty, or to the occurrences of a recurring one: does it arise, by when, until when.

Numbered as the engine does it: 1 does it arise (mark, death, until, while, when, doubt); 2 whose is it; 3 by when;
4 what ended it; 5 how does it stand (`standing`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from homeward.protocol.clauses import Doubt, DutyTerms
from homeward.protocol.clocks import TICK, Length
from homeward.protocol.conditions import Condition
from homeward.protocol.duty import OWED, Duty
from homeward.protocol.matter import Matter, at_death
from homeward.protocol.meeting import Window, meeting, unmet
from homeward.protocol.patterns import Pattern
from homeward.protocol.plan import Back, Plan
from homeward.protocol.reading import Reading, Start
from homeward.protocol.situation import Absence
from homeward.protocol.standing import stand
from homeward.protocol.timing import Horizon, choose, due_of, end_of

MOST_LISTED: Final = 1000
"""Occurrences of a recurring duty that are listed: the last so many."""


def add_duties(
    found: list[Duty], reading: Reading, plan: Plan, start: Start, horizon: Horizon, ends: bool, heard: bool
) -> None:
    """Add the duties that one start gives: none, one, or one for each occurrence."""
    terms, died = plan.terms, reading.history.died
    arose, place, asks = start.at, start.place, start.asks
    if plan.clock.once is not None:
        mark = _mark(reading, plan.clock.once, terms, start, horizon)
        if mark is None:
            return
        arose, place, more = mark
        asks += more
    elif arose > horizon.now:
        horizon.see(arose)
        return
    if died is not None and arose >= reading.history.times[died] and not at_death(reading, start):
        return
    end = None if terms.while_ is None else reading.kept(terms.while_, place, arose)
    if end is False:
        return
    if terms.doubtful is not None:
        doubts = _doubts(reading, terms.when, terms.doubtful, place, arose)
        if doubts is None:
            return
        asks += doubts
    elif terms.when is not None:
        answer = reading.holds(terms.when, place, arose)
        if answer is False:
            return
        if answer is None:
            asks += reading.asks(terms.when, place, arose)
    if ends or died is not None:
        end = end_of(reading, terms, place, start.place, end, starts_at_death=at_death(reading, start))
    matter = Matter(reading, plan, start, arose, place, asks, end)
    if not plan.settled:
        _settle(matter)
    if plan.every is not None:
        found.extend(_occurrences(matter, plan.every, horizon))
    else:
        found.append(_one(matter, heard, horizon))


def _mark(
    reading: Reading, once: Length, terms: DutyTerms, start: Start, horizon: Horizon
) -> tuple[datetime, int, tuple[str, ...]] | None:
    """Answer when a mark arose, its place and what is asked; None where it has not, or the absence no longer ran."""
    absence = start.absence
    arose = reading.calendar.after(start.at, once, reading.closed_days(""))
    if arose > horizon.now:
        if absence is None or absence.ended is None or absence.ended > arose:
            horizon.see(arose)
        return None
    place = reading.history.place_at(arose)
    if absence is not None and arose < absence.start:
        place = absence.first  # The mark had passed before anybody was told.
    still = _still(reading, start, place)
    if still is None or any(_between(reading, p, start.place, place) for p in terms.until):
        return None
    return arose, place, still


def _still(reading: Reading, start: Start, place: int) -> tuple[str, ...] | None:
    """Answer None unless the absence still runs at a mark (from went_missing: the child is still missing)."""
    absence = start.absence
    if absence is None or reading.history.absence_at(place) is not absence or not absence.runs_at(place):
        return None
    if start.moment == "went_missing":
        missing, asks = reading.missing_at(place)
        return None if missing is False else asks
    return ()


def _between(reading: Reading, pattern: Pattern, after: int, upto: int) -> bool:
    sure = reading.hits(pattern).sure
    i = bisect_right(sure, after)
    return i < len(sure) and sure[i] <= upto


def _doubts(
    reading: Reading, when: Condition | None, doubt: Doubt, place: int, arose: datetime
) -> tuple[str, ...] | None:
    """Answer what makes the duty unclear (nothing: it is clear), or None where there is no duty."""
    answer = reading.holds(when, place, arose) if when is not None else None
    if answer:
        return ()
    asks = reading.asks(when, place, arose) if when is not None and answer is None else ()
    doubtful = reading.holds(doubt.when, place, arose)
    if doubtful:
        return (*asks, doubt.says)
    if doubtful is None:
        return asks + reading.asks(doubt.when, place, arose)
    if when is None:
        return ()
    return None if answer is False else asks


def _settle(matter: Matter) -> None:
    """Settle owner, recipients and urgency where they depend on the child."""
    plan, reading = matter.plan, matter.reading
    if not plan.owner:
        _owner(matter)
    if not plan.to:
        to, asks = choose(plan.terms.to, reading, matter.place, matter.arose)
        matter.to = to or ()
        matter.asks += asks
    if plan.clock.at_once_if:
        matter.urgent_from = _urgent_from(matter)


def _owner(matter: Matter) -> None:
    """Settle the owner when the duty arises: the first way whose condition is not no."""
    reading, terms = matter.reading, matter.plan.terms.owner
    owner, asks = choose(terms.routes, reading, matter.place, matter.arose)
    if terms.named_in:
        owner = _named(reading, matter.start, terms.named_in) or owner
    matter.owner = str(owner) if owner is not None else "any_agency"
    matter.asks += asks
    if owner is None:
        matter.asks += ("Who owes this? The protocol names nobody for this child.",)


def _named(reading: Reading, start: Start, attribute: str) -> str:
    event = reading.history.events[start.place]
    value = getattr(event, f"{attribute}_" if attribute in ("with", "from") else attribute, ())
    return str(value[0]) if isinstance(value, tuple) and value else ""


def _urgent_from(matter: Matter) -> int | None:
    """Answer the place of the event from which the duty no longer waits and its words are "at once"."""
    first, stop = matter.absence_range()
    if matter.end is not None:
        stop = min(stop, matter.end.place)
    hits = [matter.reading.hits(p).sure for p in matter.plan.clock.at_once_if]
    places = [sure[i] for sure in hits if (i := bisect_left(sure, first)) < len(sure) and sure[i] < stop]
    return min(places, default=None)


def _window(matter: Matter, due: datetime | None) -> Window:
    """Answer how far back and how far on a meeting counts (pack language, section 5; decision 0002)."""
    history, start, end = matter.reading.history, matter.start, matter.end
    back, bounded = matter.plan.reach[start.name]
    absence, first, stop = start.absence, start.here, len(history.times)
    if absence is not None:
        if bounded:
            stop = absence.stop
        if back is Back.FIRST_WORD:
            first = absence.first
        elif back is Back.FINDING:
            first = bisect_left(
                history.times, history.times[_found_from(matter.reading, absence, start.place)]
            )
    if end is not None and end.place < stop and (due is None or end.at <= due or end.died):
        stop = end.place + 1
    skip = -1 if start.moment else start.place
    return Window(first, stop, skip, matter.owners() if matter.plan.by_owner else ())


def _found_from(reading: Reading, absence: Absence, back: int) -> int:
    """Answer the place from which a child who is back had been found: not before going missing, nor before being lost again."""
    lost = max((s.first for s in reading.missing_spans(absence) if s.first < back), default=absence.first)
    found: int | None = None
    for place, seen in absence.found:
        if lost <= place <= back:
            found = (place if found is None else found) if seen else None
    return back if found is None else found


def _one(matter: Matter, heard: bool, horizon: Horizon) -> Duty:
    plan = matter.plan
    due: datetime | None = None
    if plan.elapsed is not None:
        due = (matter.start.at if plan.clock.counts_from_start else matter.arose) + plan.elapsed
    elif plan.timed:
        due, asks, matter.sum = due_of(
            matter.reading, plan.clock, matter.start, matter.arose, matter.place, matter.owner
        )
        matter.asks += asks
    if heard:
        met = meeting(matter.reading, plan, matter.to, _window(matter, due))
    else:
        met = plan.unmet if plan.settled else unmet(matter.to)
    duty = stand(matter, met, 1, matter.arose, due, horizon.now)
    if due is not None and due >= horizon.now and duty.status in OWED:
        horizon.see_due(due)
    return duty


def _occurrences(matter: Matter, every: Length, horizon: Horizon) -> Iterator[Duty]:
    """Answer occurrences on the fixed grid: n arises when n-1 was due, is due a period later, met in that span alone."""
    history, end = matter.reading.history, matter.end
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
        owners = matter.owners(due) if matter.plan.by_owner else ()
        window = Window(low, max(low, high), matter.skip(), owners)
        met = meeting(matter.reading, matter.plan, matter.to, window)
        yield stand(matter, met, number, arose, due, now)
