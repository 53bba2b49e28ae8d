"""Setting a duty aside: by somebody who may, for one absence, one occurrence, one recipient; and when it lapses."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from homeward.protocol import terms
from homeward.protocol.clauses import Clause
from homeward.protocol.events_back import DutySetAside
from homeward.protocol.reading import Reading
from homeward.protocol.situation import Absence, latest

_RANK = {level: place for place, level in enumerate((terms.NOT_ASSESSED, *terms.LEVELS))}


class Aside(NamedTuple):
    """One setting aside that names a duty: where it stands, for whom (nobody: all), and why it does not count, if so."""

    place: int
    to: tuple[str, ...]
    void: str


class Span(NamedTuple):
    """What a setting aside must name: the duty's start, its absence, and of a recurring duty the occurrence's time."""

    root: str
    start: datetime
    absence: Absence | None
    occurrence: int
    arose: datetime
    due: datetime | None
    recurring: bool


def asides(reading: Reading, clause: Clause, allowed: tuple[str, ...] | None, span: Span) -> list[Aside]:
    """Answer every setting aside that names this duty, those that do not count too (they are shown)."""
    found = []
    for place in reading.history.by_kind.get("duty_set_aside", ()):
        event = reading.history.events[place]
        if isinstance(event, DutySetAside) and _names(reading, event, place, clause, span):
            found.append(Aside(place, event.to, _void(reading, event, place, allowed, span)))
    return found


def _names(reading: Reading, event: DutySetAside, place: int, clause: Clause, span: Span) -> bool:
    if event.clause != clause.id or event.part not in (None, clause.part):
        return False
    if event.start is not None:
        if event.start != span.root:
            return False
    elif reading.history.absence_of[place] is not span.absence or event.at < span.start:
        return False
    if not span.recurring:
        return event.occurrence in (None, 1)
    if event.occurrence is not None:
        return event.occurrence == span.occurrence
    after_start = span.arose < event.at or (span.occurrence == 1 and span.arose <= event.at)
    return after_start and (span.due is None or event.at <= span.due)


def _void(
    reading: Reading, event: DutySetAside, place: int, allowed: tuple[str, ...] | None, span: Span
) -> str:  # fmt: skip
    if allowed is not None and not any(not terms.covers(post).isdisjoint(event.by) for post in allowed):
        return f"set aside by {' and '.join(event.by)}, who may not; it does not count"
    return _lapsed(reading, place, span)


def _lapsed(reading: Reading, place: int, span: Span) -> str:
    """A setting aside lapses when the level rises or the category changes; a passed occurrence is past that."""
    absence = span.absence
    if absence is None:
        return ""
    until = span.due if span.recurring else None
    times = reading.history.times
    level = latest(absence.levels, place) or terms.NOT_ASSESSED
    for later, value in absence.levels:
        if later > place and (until is None or times[later] <= until):
            if _RANK[value] > _RANK[level]:
                return f"set aside, which lapsed when the level rose to {value.replace('_', ' ')}"
            level = value
    category = latest(absence.categories, place)
    for later, value in absence.categories:
        if later > place and value != category and (until is None or times[later] <= until):
            return f"set aside, which lapsed when the category became {value.replace('_', ' ')}"
    return ""
