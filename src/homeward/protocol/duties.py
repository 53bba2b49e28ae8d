"""The engine: a chronology, the protocols in force, a calendar and a moment go in; which duties exist, whose, due when, comes out.

1. Fold the events up to `now` (`situation.History`).
2. For each protocol in force, read that history by its rules (`reading.Reading`).
3. For each clause that something in the history can start, find its starts; each gives a duty, or its occurrences.
4. `standing` decides how each stands. Nothing is stored, nothing reads a clock, a fault in one clause is that clause's answer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward.protocol.chronology import Chronology
from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import Calendar
from homeward.protocol.duty import Duty
from homeward.protocol.layers import Protocol, Protocols
from homeward.protocol.moments import moments
from homeward.protocol.patterns import Pattern
from homeward.protocol.plan import Plan
from homeward.protocol.reading import Reading, Start
from homeward.protocol.series import add_duties
from homeward.protocol.situation import Absence, History
from homeward.protocol.timing import Horizon


@dataclass(frozen=True, slots=True)
class Fault:
    """A clause that could not be worked out: which, and the kind of error."""

    clause: Clause
    error: str


@dataclass(frozen=True, slots=True)
class Duties:
    """The answer: every duty that has arisen by `now`, and the next instant at which any answer could change by itself.

    `next_change` is None when time alone changes nothing. `faults` are clauses that could not be worked out.
    `notes` say what the reader must know: a pack of which no version was in force.
    """

    now: datetime
    duties: tuple[Duty, ...]
    next_change: datetime | None
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[Duty]:
        return iter(self.duties)

    def __len__(self) -> int:
        return len(self.duties)


def duties(chronology: Chronology, protocols: Protocols, calendar: Calendar, now: datetime) -> Duties:
    """Answer every duty that has arisen by `now` (aware, UTC), by the protocols in force at each absence's first word.

    Pure: the same arguments give the same answer, whatever the order in which events were recorded. For what was known
    at a moment, pass `chronology.known_at(moment)`.
    """
    history = History(chronology, now)
    horizon = Horizon(now)
    if history.ahead is not None:
        horizon.see(history.ahead)
    found: list[Duty] = []
    faults: list[Fault] = []
    for protocol in protocols.used(history):
        reading = Reading(history, protocol.house, calendar)
        ways: dict[int, Sequence[Start]] = {}
        for way, plan, ends, heard in protocol.started_by(history):
            try:
                starts = ways.get(way)
                if starts is None:
                    starts = ways[way] = _governed(reading, protocols, protocol, plan)
                for start in starts:
                    if not plan.dated or plan.clause.holds_on(protocols.day_of(start)):
                        add_duties(found, reading, plan, start, horizon, ends, heard)
            except Exception as fault:
                faults.append(Fault(plan.clause, type(fault).__name__))
    return Duties(now, tuple(found), horizon.next_change, tuple(faults), protocols.notes(history))


def _governed(reading: Reading, protocols: Protocols, protocol: Protocol, plan: Plan) -> list[Start]:
    """Answer the starts of a plan that fall under a protocol."""
    found = [
        _begun(reading, protocols, protocol, start) if start.moment == "became_looked_after" else start
        for start in starts_of(reading, plan.starts)
    ]
    return [start for start in found if protocols.governs(protocol, reading, start)]


def _begun(reading: Reading, protocols: Protocols, protocol: Protocol, start: Start) -> Start:
    """A child looked after before the protocol began is owed what it asks for from the day it began (decision 0002)."""
    begins = protocols.begins(protocol)
    if begins is None or start.at >= begins:
        return start
    place = reading.history.place_at(begins)
    here = bisect_left(reading.history.times, begins)
    return start._replace(at=begins, place=place, here=here, absence=reading.history.absence_at(place))


def starts_of(reading: Reading, patterns: Sequence[Pattern]) -> Sequence[Start]:
    """Answer the starts of a clause in order; an event that fits several of its patterns starts one."""
    if len(patterns) == 1:
        return _starts(reading, patterns[0])
    found: dict[str, Start] = {}
    for pattern in patterns:
        for start in _starts(reading, pattern):
            held = found.get(start.root)
            if held is None or (held.asks and not start.asks):
                found[start.root] = start
    return sorted(found.values(), key=lambda s: (s.at, s.place))


def _starts(reading: Reading, pattern: Pattern) -> list[Start]:
    starts = reading.starts.get(pattern.number)
    if starts is None:
        starts = moments(reading, pattern) if pattern.moment else _event_starts(reading, pattern)
        reading.starts[pattern.number] = starts
    return starts


def _event_starts(reading: Reading, pattern: Pattern) -> list[Start]:
    history = reading.history
    hits = reading.hits(pattern)
    starts = [reading.start_at(pattern, place, history.absence_of[place]) for place in hits.sure]
    starts += [
        reading.start_at(pattern, place, history.absence_of[place], (reading.question(pattern, place),))
        for place in hits.unsure
    ]
    if "reported" in pattern.kinds:
        starts = [s for s in starts if not _second_report(history, s.place, s.absence)]
    if hits.unsure:
        starts.sort(key=lambda s: s.place)
    return starts


def _second_report(history: History, place: int, absence: Absence | None) -> bool:
    """A second report inside an absence adds to it and starts nothing."""
    return history.events[place].kind == "reported" and absence is not None and absence.report != place
