"""Moments: nobody records these; the chronology gives them (pack language, section 3). One function each.

A moment that cannot be told for want of a fact is given with its questions: the duties that start there ask them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from homeward.protocol.clocks import midnight
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import Reading, Start, Verdict, cannot_tell
from homeward.protocol.situation import Absence, History


def moments(reading: Reading, pattern: Pattern) -> list[Start]:
    """Answer the starts that a moment gives, in the order of the chronology; found once for a reading."""
    starts: list[Start] | None = reading.memo.get(pattern.key)
    if starts is None:
        starts = reading.memo[pattern.key] = _MOMENTS[pattern.moment](reading, pattern)
    return starts


def _absence_known(reading: Reading, pattern: Pattern) -> list[Start]:
    return [
        reading.start_at(a.first, a) for a in reading.history.absences if not _opened_as_found(reading, a)
    ]


def _absence_began(reading: Reading, pattern: Pattern) -> list[Start]:
    known = _absence_known(reading, pattern)
    return [s._replace(at=s.absence.began) for s in known if s.absence]


def _opened_as_found(reading: Reading, absence: Absence) -> bool:
    return absence.first == absence.report and absence.categories[0][1] == "found_unreported"


def _went_missing(reading: Reading, pattern: Pattern) -> list[Start]:
    starts = []
    for absence in reading.history.absences:
        sure_until: int | None = -1
        for span in reading.missing_spans(absence):
            if span.first != sure_until:
                starts.append(reading.start_at(span.first, absence, span.verdict[1]))
            sure_until = span.stop if span.verdict[0] else -1
    return starts


def _category_became(reading: Reading, pattern: Pattern) -> list[Start]:
    return _entered(reading, pattern, "category", lambda absence: absence.categories)


def _risk_became(reading: Reading, pattern: Pattern) -> list[Start]:
    return _entered(reading, pattern, "level", lambda absence: absence.levels)


def _entered(
    reading: Reading, pattern: Pattern, attribute: str, values: Callable[[Absence], Sequence[tuple[int, str]]]
) -> list[Start]:
    starts = []
    for absence in reading.history.absences:
        inside = False
        for place, value in values(absence):
            was, inside = inside, bool(pattern.fits(attribute, value))
            if inside and not was:
                starts.append(reading.start_at(place, absence))
    return starts


def _found(reading: Reading, pattern: Pattern) -> list[Start]:
    starts = []
    for absence in reading.history.absences:
        if absence.finding is None:
            continue
        unreported = any(p == absence.finding and c == "found_unreported" for p, c in absence.categories)
        had, asks = (True, ()) if unreported else _had_been_missing(reading, absence, absence.finding)
        if had is not False:
            starts.append(reading.start_at(absence.finding, absence, asks))
    return starts


def _had_been_missing(reading: Reading, absence: Absence, place: int) -> Verdict:
    spans = [s for s in reading.missing_spans(absence) if s.first < place]
    if not spans:
        return False, ()
    return next((s.verdict for s in spans if s.verdict[0]), spans[0].verdict)


def _back(reading: Reading, pattern: Pattern) -> list[Start]:
    starts = []
    for absence in reading.history.absences:
        for place in absence.returns:
            fits, asks = _return_fits(reading, pattern, place)
            if fits is False:
                continue
            had, questions = _had_been_missing(reading, absence, absence.returns[0])
            if had is not False:
                starts.append(reading.start_at(place, absence, asks + questions))
            break
    return starts


def _return_fits(reading: Reading, pattern: Pattern, place: int) -> Verdict:
    event = reading.history.events[place]
    for attribute in ("to", "brought_by"):
        fits = pattern.fits(attribute, getattr(event, attribute))
        if fits is False:
            return False, ()
        if fits is None:
            return None, (cannot_tell(reading.history, pattern, place),)
    return True, ()


def _became_looked_after(reading: Reading, pattern: Pattern) -> list[Start]:
    history = reading.history
    times, values = history.facts.line("looked_after_since")
    changes = list(history.by_kind.get("circumstances_changed", ()))
    starts: list[Start] = []
    seen: set[date] = set()
    for number, value in enumerate(values):
        if not isinstance(value, date) or value in seen:
            continue
        seen.add(value)
        at = midnight(value)
        root = "child" if number == 0 else _changed_at(history, changes, times[number - 1])
        place = history.place_at(at)
        starts.append(Start(at, place, root, history.absence_at(place)))
    return starts


def _changed_at(history: History, changes: list[int], at: datetime) -> str:
    return next(history.events[i].id for i in changes if history.times[i] == at)


_MOMENTS: Final[Mapping[str, Callable[[Reading, Pattern], list[Start]]]] = {
    "absence_known": _absence_known,
    "absence_began": _absence_began,
    "went_missing": _went_missing,
    "category_became": _category_became,
    "risk_became": _risk_became,
    "found": _found,
    "back": _back,
    "became_looked_after": _became_looked_after,
}
