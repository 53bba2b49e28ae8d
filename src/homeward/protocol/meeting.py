"""Whether and when a duty was met within a window of the chronology: by one event, by every one, by posts in order, by recipient.

A window is a range of places, the last excluded, without the event that started the duty. How far back it reaches is
`duties`' business. An event that cannot be told does not count, and is asked about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from homeward.protocol import terms
from homeward.protocol.clauses import Clause
from homeward.protocol.event import Event
from homeward.protocol.events_away import NotTold
from homeward.protocol.events_back import DutyDone
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import Reading

if TYPE_CHECKING:
    from homeward.protocol.plan import Plan


class Tenure(NamedTuple):
    """Who owes a duty from one place to before another: handing over moves what is still owed."""

    role: str
    first: int
    stop: int


class Window(NamedTuple):
    """Places from `first` to before `stop`, without `skip` (-1: none), and who owes the duty in turn."""

    first: int
    stop: int
    skip: int
    owners: tuple[Tenure, ...]


class Recipient(NamedTuple):
    """One recipient: told, not_told (a decision), or owed; `place` is that of the event that settled it."""

    role: str
    state: str
    place: int | None


class Met(NamedTuple):
    """The place of the event that met the duty (None: not met), its recipients, and what is asked."""

    place: int | None
    recipients: tuple[Recipient, ...] = ()
    asks: tuple[str, ...] = ()


NOT_MET: Final = Met(None)


def unmet(to: tuple[str, ...]) -> Met:
    """Answer how a duty to some recipients stands before any is told."""
    return Met(None, tuple(Recipient(role, "owed", None) for role in to)) if to else NOT_MET


def meeting(reading: Reading, plan: Plan, to: tuple[str, ...], window: Window) -> Met:
    """Answer how a duty was met within a window."""
    duty = plan.terms
    if plan.alone is not None:
        hits = reading.hits(plan.alone)
        place = first_in(hits.sure, window)
        if place is not None:
            return Met(place)
        asks = _unsure(reading, duty.met_by, window) if hits.unsure else ()
        return Met(None, (), asks) if asks else NOT_MET
    if duty.met_by_all:
        return _every_one(reading, plan, window)
    if duty.agreed_by:
        agreed = _in_order(reading, duty.met_by, duty.agreed_by, window)
        return Met(agreed, (), () if agreed is not None else _unsure(reading, duty.met_by, window))
    if not duty.met_by:
        return _done(reading, plan.clause, to, window)
    if to:
        return _each_told(reading, plan, to, window)
    place = _first_of(reading, duty.met_by, window)
    if place is not None:
        return Met(place)
    asks = _unsure(reading, duty.met_by, window)
    return Met(None, (), asks) if asks else NOT_MET


def first_in(places: list[int], window: Window) -> int | None:
    """Answer the first of some places that stands in a window."""
    first, stop, skip, _ = window
    for i in range(bisect_left(places, first), len(places)):
        place = places[i]
        if place != skip:
            return place if place < stop else None
    return None


def inside(places: list[int], window: Window) -> list[int]:
    """Answer those of some places that stand in a window."""
    return places[bisect_left(places, window.first) : bisect_left(places, window.stop)]


def _bound(pattern: Pattern, window: Window) -> Sequence[tuple[Pattern, Window]]:
    """Bind `by = "owner"` to each who owes the duty in turn, within the places at which they do."""
    if not pattern.by_owner:
        return ((pattern, window),)
    if len(window.owners) == 1:
        return ((pattern.owned_by(window.owners[0].role), window),)
    return [
        (
            pattern.owned_by(t.role),
            window._replace(first=max(window.first, t.first), stop=min(window.stop, t.stop)),
        )
        for t in window.owners
    ]


def _first(reading: Reading, pattern: Pattern, window: Window) -> int | None:
    if not pattern.by_owner:
        return first_in(reading.hits(pattern).sure, window)
    places = [first_in(reading.hits(p).sure, w) for p, w in _bound(pattern, window)]
    return min((p for p in places if p is not None), default=None)


def _first_of(reading: Reading, patterns: tuple[Pattern, ...], window: Window) -> int | None:
    best: int | None = None
    for pattern in patterns:
        place = _first(reading, pattern, window)
        if place is not None and (best is None or place < best):
            best = place
    return best


def _unsure(reading: Reading, patterns: tuple[Pattern, ...], window: Window) -> tuple[str, ...]:
    asks: dict[str, None] = {}
    for pattern in patterns:
        for bound, within in _bound(pattern, window):
            unsure = reading.hits(bound).unsure
            if unsure:
                asks |= {reading.question(bound, p): None for p in inside(unsure, within) if p != window.skip}
    return tuple(asks)


def _every_one(reading: Reading, plan: Plan, window: Window) -> Met:
    recipients: list[Recipient] = []
    settled: list[int] = []
    asks: tuple[str, ...] = ()
    met = True
    for pattern, role in zip(plan.terms.met_by_all, plan.about, strict=True):
        place = _first(reading, pattern, window)
        if role:
            recipient = _settle(reading, role, place, window)
            recipients.append(recipient)
            place = recipient.place
        if place is not None:
            settled.append(place)
        elif not pattern.if_possible:
            met = False
            asks += _unsure(reading, (pattern,), window)
    return Met(max(settled) if met and settled else None, tuple(recipients), asks)


def _in_order(
    reading: Reading, patterns: tuple[Pattern, ...], posts: tuple[str, ...], window: Window
) -> int | None:
    place = window.first
    for post in posts:
        firsts = [
            first_in(
                _reaching(reading, bound, post, by=True), within._replace(first=max(place, within.first))
            )
            for pattern in patterns
            for bound, within in _bound(pattern, window)
        ]
        found = min((p for p in firsts if p is not None), default=None)
        if found is None:
            return None
        place = found
    return place


def _done(reading: Reading, clause: Clause, to: tuple[str, ...], window: Window) -> Met:
    """Meet by `duty_done`, which counts only for clauses that no other event can meet."""
    done = _dones(reading, clause, window)
    if not to:
        return Met(done[0][0] if done else None)
    recipients = []
    for role in to:
        covered = terms.covers(role)
        told = next((p for p, e in done if not e.to or not covered.isdisjoint(e.to)), None)
        recipients.append(_settle(reading, role, told, window))
    return Met(_all_settled(recipients), tuple(recipients))


def _dones(reading: Reading, clause: Clause, window: Window) -> list[tuple[int, DutyDone]]:
    found = []
    for place in inside(reading.history.by_kind.get("duty_done", []), window):
        event = reading.history.events[place]
        if isinstance(event, DutyDone) and event.clause == clause.id and event.part in (None, clause.part):
            found.append((place, event))
    return found


def _each_told(reading: Reading, plan: Plan, to: tuple[str, ...], window: Window) -> Met:
    patterns = plan.terms.met_by
    if plan.plainly:
        told = _settle(reading, to[0], first_in(reading.hits(patterns[0]).sure, window), window)
        return Met(told.place, (told,), () if told.place is not None else _unsure(reading, patterns, window))
    bound = [
        (b, w, own) for p, own in zip(patterns, plan.as_written, strict=True) for b, w in _bound(p, window)
    ]
    alone = len(to) == 1
    recipients: list[Recipient] = []
    for role in to:
        best: int | None = None
        for pattern, within, as_written in bound:
            sure = reading.hits(pattern).sure
            if sure and not (alone and as_written):
                sure = _reaching(reading, pattern, role)
            place = first_in(sure, within) if sure else None
            if place is not None and (best is None or place < best):
                best = place
        recipients.append(_settle(reading, role, best, window))
    settled = _all_settled(recipients)
    asks = () if settled is not None else _unsure(reading, patterns, window)
    return Met(settled, tuple(recipients), asks)


def _reaching(reading: Reading, pattern: Pattern, role: str, *, by: bool = False) -> list[int]:
    """Answer the events that a pattern matches and that reach a role (or are by it), found once for a reading."""
    key = ("reaching", pattern.number, role, by)
    found: list[int] | None = reading.memo.get(key)
    if found is None:
        covered, events = terms.covers(role), reading.history.events
        found = reading.memo[key] = [
            p
            for p in reading.hits(pattern).sure
            if (not covered.isdisjoint(events[p].by) if by else _reaches(events[p], covered))
        ]
    return found


def _reaches(event: Event, covered: frozenset[str]) -> bool:
    """Answer whether an event reaches a recipient; kinds of event that reach nobody in particular reach everybody."""
    sides: list[Any] = [
        side for name in ("to", "with_") if isinstance(side := getattr(event, name, None), tuple)
    ]
    if not sides:
        return True  # Neither has a recipient (a return's `to` is a place), so all who should know do.
    if event.kind == "contact_made":
        sides.append(event.by)
    return any(not covered.isdisjoint(side) for side in sides)


def _settle(reading: Reading, role: str, place: int | None, window: Window) -> Recipient:
    if place is not None:
        return Recipient(role, "told", place)
    place = _not_told(reading, role, window)
    return Recipient(role, "owed" if place is None else "not_told", place)


def _not_told(reading: Reading, role: str, window: Window) -> int | None:
    places = reading.history.by_kind.get("not_told")
    if places is None:
        return None
    covered = terms.covers(role)
    for place in inside(places, window):
        event = reading.history.events[place]
        if isinstance(event, NotTold) and not covered.isdisjoint(event.to):
            return place
    return None


def _all_settled(recipients: list[Recipient]) -> int | None:
    places = [r.place for r in recipients if r.place is not None]
    return max(places) if len(places) == len(recipients) else None
