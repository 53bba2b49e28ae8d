"""Whether and when a duty was met within a window of the chronology: by one event, by every one, by posts in order, by recipient.

A window is a range of places, the last excluded, without the event that started the duty. How far back it reaches is
`duties`' business. An event that cannot be told does not count, and is asked about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from homeward.protocol import terms
from homeward.protocol.clauses import Clause
from homeward.protocol.event import Event
from homeward.protocol.events_away import NotTold
from homeward.protocol.events_back import DutyDone
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import Hits, Reading, cannot_tell


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


def meeting(reading: Reading, clause: Clause, to: tuple[str, ...], window: Window) -> Met:
    """Answer how a duty was met within a window."""
    duty = clause.duty
    assert duty is not None
    if duty.met_by_all:
        return _every_one(reading, duty.met_by_all, window)
    if duty.agreed_by:
        agreed = _in_order(reading, duty.met_by, duty.agreed_by, window)
        return Met(agreed, (), () if agreed is not None else _unsure(reading, duty.met_by, window))
    if not duty.met_by:
        return _done(reading, clause, to, window)
    if to:
        return _each_told(reading, duty.met_by, to, window)
    place, asks = _first_of(reading, duty.met_by, window)
    return Met(place, (), asks)


def _places(found: Hits, window: Window) -> Iterator[int]:
    sure = found.sure
    for i in range(bisect_left(sure, window.first), len(sure)):
        if sure[i] >= window.stop:
            return
        if sure[i] != window.skip:
            yield sure[i]


def _bound(pattern: Pattern, window: Window) -> Iterable[tuple[Pattern, Window]]:
    """Bind `by = "owner"` to each who owes the duty in turn, within the places at which they do."""
    if not pattern.by_owner:
        return ((pattern, window),)
    return [
        (
            pattern.owned_by(t.role),
            window._replace(first=max(window.first, t.first), stop=min(window.stop, t.stop)),
        )
        for t in window.owners
    ]


def _first(reading: Reading, pattern: Pattern, window: Window) -> int | None:
    places = [next(_places(reading.hits(p), w), None) for p, w in _bound(pattern, window)]
    return min((p for p in places if p is not None), default=None)


def _first_of(
    reading: Reading, patterns: tuple[Pattern, ...], window: Window
) -> tuple[int | None, tuple[str, ...]]:
    best: int | None = None
    for pattern in patterns:
        place = _first(reading, pattern, window)
        if place is not None and (best is None or place < best):
            best = place
    return best, (() if best is not None else _unsure(reading, patterns, window))


def _unsure(reading: Reading, patterns: tuple[Pattern, ...], window: Window) -> tuple[str, ...]:
    asks: dict[str, None] = {}
    for pattern in patterns:
        for bound, within in _bound(pattern, window):
            for place in reading.hits(bound).unsure:
                if within.first <= place < within.stop and place != window.skip:
                    asks[cannot_tell(reading.history, bound, place)] = None
    return tuple(asks)


def _every_one(reading: Reading, patterns: tuple[Pattern, ...], window: Window) -> Met:
    recipients: list[Recipient] = []
    settled: list[int] = []
    asks: tuple[str, ...] = ()
    met = True
    for pattern in patterns:
        place = _first(reading, pattern, window)
        state = "told"
        role = _recipient_of(pattern)
        if place is None and role:
            place, state = _not_told(reading, role, window), "not_told"
        if role:
            recipients.append(Recipient(role, state if place is not None else "owed", place))
        if place is not None:
            settled.append(place)
        elif not pattern.if_possible:
            met = False
            asks += _unsure(reading, (pattern,), window)
    return Met(max(settled) if met and settled else None, tuple(recipients), asks)


def _recipient_of(pattern: Pattern) -> str:
    """Answer the one role that a pattern is about, where it names one: the agency rather than its posts."""
    wanted, negated = pattern.wants.get("to") or pattern.wants.get("with") or (frozenset(), False)
    if negated:
        return ""
    return next((str(r) for r in wanted if terms.covers(str(r)) == wanted), "")


def _in_order(
    reading: Reading, patterns: tuple[Pattern, ...], posts: tuple[str, ...], window: Window
) -> int | None:
    place = window.first
    for post in posts:
        covered = terms.covers(post)
        candidates = sorted(
            p
            for pattern in patterns
            for bound, within in _bound(pattern, window)
            for p in _places(reading.hits(bound), within)
            if p >= place and not covered.isdisjoint(reading.history.events[p].by)
        )
        if not candidates:
            return None
        place = candidates[0]
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
    for place in reading.history.by_kind.get("duty_done", ()):
        event = reading.history.events[place]
        if (
            window.first <= place < window.stop
            and isinstance(event, DutyDone)
            and event.clause == clause.id
            and event.part in (None, clause.part)
        ):
            found.append((place, event))
    return found


def _each_told(reading: Reading, patterns: tuple[Pattern, ...], to: tuple[str, ...], window: Window) -> Met:
    recipients: list[Recipient] = []
    for role in to:
        covered = terms.covers(role)
        best: int | None = None
        for pattern in patterns:
            as_written = len(to) == 1 and (pattern.names("to") or pattern.names("with"))
            for bound, within in _bound(pattern, window):
                for place in _places(reading.hits(bound), within):
                    if best is not None and place >= best:
                        break
                    if as_written or _reaches(reading.history.events[place], covered):
                        best = place
                        break
        recipients.append(_settle(reading, role, best, window))
    settled = _all_settled(recipients)
    asks = () if settled is not None else _unsure(reading, patterns, window)
    return Met(settled, tuple(recipients), asks)


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
    covered = terms.covers(role)
    for place in reading.history.by_kind.get("not_told", ()):
        event = reading.history.events[place]
        if (
            window.first <= place < window.stop
            and isinstance(event, NotTold)
            and not covered.isdisjoint(event.to)
        ):
            return place
    return None


def _all_settled(recipients: list[Recipient]) -> int | None:
    places = [r.place for r in recipients if r.place is not None]
    return max(places) if len(places) == len(recipients) else None
