"""What is true of a child at each point of the chronology, folded once from its events: absences, categories, levels.

Nothing here knows a pack, a duty or the time of day: `history[i]` is the state after the event at place `i` of the order.
Periods and their edges are those of the events page of the design, section 3.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Final, TypeVar

from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.event import Event
from homeward.protocol.events_away import Decided, Recategorised, Reported
from homeward.protocol.facts import Facts

T = TypeVar("T")
Dated = list[tuple[int, T]]
"""Values by the place of the event that set them, in order."""

FOUND_UNREPORTED: Final = "found_unreported"
FACT_KINDS: Final = ("circumstances_changed", "placement_changed")
"""Kinds of event that change what is so about the child."""


class Absence:
    """One period away: from its first word to what ends it; later events belong to it until the next begins.

    `first` is the place of the first word and `start` its instant; `began` the earliest `since` recorded in it, else
    `start`. `end` is the place of what ended it and `ended` its instant (None while it runs). `stop` is the place at
    which the next absence begins (or the number of events).
    """

    __slots__ = (
        "began", "categories", "closed", "end", "ended", "first", "found", "levels", "number", "report",
        "returns", "start", "stop",
    )  # fmt: skip

    def __init__(self, number: int, first: int, start: datetime) -> None:
        """Begin with the first word."""
        self.number = number
        self.first = first
        self.start = start
        self.began = start
        self.end: int | None = None
        self.ended: datetime | None = None
        self.stop = 0
        self.report: int | None = None
        self.closed: int | None = None
        self.found: Dated[bool] = []
        self.categories: Dated[str] = []
        self.levels: Dated[str] = []
        self.returns: list[int] = []

    def opened_as_found(self) -> bool:
        """Answer whether it began with a child found though never reported."""
        return self.first == self.report and self.categories[0][1] == FOUND_UNREPORTED

    def runs_at(self, place: int) -> bool:
        """Answer whether the child is absent after the event at a place of this absence."""
        return self.end is None or place < self.end


def latest(values: Sequence[tuple[int, T]], place: int) -> T | None:
    """Answer the latest value set at or before a place."""
    for at, value in reversed(values):
        if at <= place:
            return value
    return None


class History:
    """The events of one child up to now in their order, and what follows from them whatever the pack."""

    __slots__ = (
        "_places",
        "_running",
        "absence_of",
        "absences",
        "ahead",
        "born",
        "by_kind",
        "died",
        "events",
        "facts",
        "times",
    )

    def __init__(self, chronology: Chronology, now: datetime) -> None:
        """Fold the events that happened by `now`; what was recorded when plays no part."""
        ordered = chronology.in_order()
        self.times = [e.at for e in ordered]
        upto = bisect_right(self.times, now)
        self.ahead: datetime | None = None
        """When the next event happens that is recorded for later than `now`."""
        if upto < len(ordered):
            self.ahead = self.times[upto]
            ordered = ordered[:upto]
            self.times = self.times[:upto]
        self.events: list[Event] = ordered
        self.born: date | None = chronology.born
        self.by_kind: dict[str, list[int]] = {}
        self.absences: list[Absence] = []
        self.absence_of: list[Absence | None] = []
        self.died: int | None = None
        self._places: dict[str, int] | None = None
        self._running: Absence | None = None
        self._fold()
        changes = sorted(i for kind in FACT_KINDS for i in self.by_kind.get(kind, ()))
        self.facts = Facts(chronology.facts, [ordered[i] for i in changes])

    def _fold(self) -> None:
        by_kind, absence_of, absences = self.by_kind, self.absence_of, self.absences
        for i, event in enumerate(self.events):
            kind = event.kind
            by_kind.setdefault(kind, []).append(i)
            step = _STEPS.get(kind)
            if step is not None:
                step(self, i, event)
            absence_of.append(absences[-1] if absences else None)
        for absence, following in pairwise(absences):
            absence.stop = following.first
        if absences:
            absences[-1].stop = len(self.events)

    def place_of(self, id_: str | None) -> int | None:
        """Answer the place of the event of an id; None where there is none."""
        if self._places is None:
            self._places = {event.id: place for place, event in enumerate(self.events)}
        return None if id_ is None else self._places.get(id_)

    def place_at(self, instant: datetime) -> int:
        """Answer the place of the last event at or before an instant; -1 before the first."""
        return bisect_right(self.times, instant) - 1

    def absence_at(self, place: int) -> Absence | None:
        """Answer the absence to which a place belongs: the one that runs, else the last."""
        return self.absence_of[place] if place >= 0 else None

    def category_at(self, place: int) -> str | None:
        """Answer the category in force after a place."""
        absence = self.absence_at(place)
        return latest(absence.categories, place) if absence else None

    def level_at(self, place: int) -> str:
        """Answer the level in force after a place: none is carried over from an earlier absence (WAKE-06)."""
        absence = self.absence_at(place)
        return (latest(absence.levels, place) if absence else None) or terms.NOT_ASSESSED

    def found_at(self, place: int) -> bool:
        """Answer whether the child has been found in this absence and whereabouts are not lost again."""
        absence = self.absence_at(place)
        return bool(absence and latest(absence.found, place))

    # The fold: one step a kind of event. `_running` is the absence that runs, `absences[-1]` the one events belong to.

    def opened(self, place: int) -> Absence:
        """Answer the absence that runs; begin one where none does."""
        if self._running is None:
            self._running = Absence(len(self.absences) + 1, place, self.times[place])
            self.absences.append(self._running)
        return self._running

    def end(self, place: int) -> None:
        """End the absence that runs, if one does."""
        if self._running is not None:
            self._running.end, self._running.ended = place, self.times[place]
            self._running = None

    def belongs(self) -> Absence | None:
        """Answer the absence to which the event in hand belongs."""
        return self.absences[-1] if self.absences else None

    def running(self) -> Absence | None:
        """Answer the absence that runs."""
        return self._running


def _word(history: History, place: int, event: Event) -> None:
    absence = history.opened(place)
    since = getattr(event, "since", None)
    if since is not None and since < absence.began:
        absence.began = since


def _noted(history: History, place: int, event: Event) -> None:
    if not getattr(event, "explained", None):
        _word(history, place, event)


def _reported(history: History, place: int, event: Event) -> None:
    """Take a report. A second one in an absence starts nothing; but one that says missing is never overheard."""
    assert isinstance(event, Reported)
    category = event.category or ""
    running = history.running()
    if running and category != FOUND_UNREPORTED and running.opened_as_found():
        history.end(place)  # Found by the police, then reported by somebody: gone again since.
    _word(history, place, event)
    absence = history.opened(place)
    if category == FOUND_UNREPORTED:
        _find(absence, place)
    if absence.report is None:
        absence.report = place
        absence.categories.append((place, category))
    elif category == "missing" and absence.categories[-1][1] != "missing":
        absence.categories.append((place, category))


def _recategorised(history: History, place: int, event: Event) -> None:
    assert isinstance(event, Recategorised)
    absence = history.running()
    if absence:
        absence.categories.append((place, event.category or ""))


def _level(history: History, place: int, event: Event) -> None:
    absence = history.belongs()
    if absence:
        absence.levels.append((place, getattr(event, "level", "")))


def _find(absence: Absence, place: int) -> None:
    absence.found.append((place, True))


def _located(history: History, place: int, event: Event) -> None:
    absence = history.belongs()
    if absence and getattr(event, "confirmed", None) == "seen":
        _find(absence, place)


def _still_missing(history: History, place: int, event: Event) -> None:
    absence = history.running()
    if absence:
        absence.found.append((place, False))


def _returned(history: History, place: int, event: Event) -> None:
    absence = history.belongs()
    if absence:
        _find(absence, place)
        absence.returns.append(place)
    history.end(place)


def _died(history: History, place: int, event: Event) -> None:
    if history.died is None:
        history.died = place
    history.end(place)


def _closed(history: History, place: int, event: Event) -> None:
    """Close the episode that is named, so that closing an earlier one ends no later absence; else the one in hand."""
    named = history.place_of(getattr(event, "episode", None))
    absence = history.belongs() if named is None or named >= place else history.absence_of[named]
    if absence and absence.closed is None:
        absence.closed = place
    if absence is history.running():
        history.end(place)


def _decided(history: History, place: int, event: Event) -> None:
    assert isinstance(event, Decided)
    if event.about == "not_missing" and event.outcome != "no":
        history.end(place)


_STEPS: Final[dict[str, Callable[[History, int, Event], None]]] = {
    "agency_told": _word,
    "absence_noted": _noted,
    "basic_measure_taken": _word,
    "reported": _reported,
    "recategorised": _recategorised,
    "risk_assessed": _level,
    "risk_confirmed": _level,
    "risk_reviewed": _level,
    "located": _located,
    "still_missing": _still_missing,
    "returned": _returned,
    "died": _died,
    "episode_closed": _closed,
    "decided": _decided,
}
STATE_KINDS: Final = frozenset(_STEPS)
"""Kinds of event that change whether the child is absent, missing, found, and the category or level in force."""
