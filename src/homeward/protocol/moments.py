"""Moments: nobody records these; the chronology gives them (pack language, section 3). One function each.

A moment that cannot be told for want of a fact is given with its questions: the duties that start there ask them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from homeward.protocol.clocks import midnight
from homeward.protocol.facts import QUESTIONS, UNKNOWN
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import Reading, Start, Verdict, start_of
from homeward.protocol.situation import FOUND_UNREPORTED, Absence


def moments(reading: Reading, pattern: Pattern) -> list[Start]:
    """Answer the starts that a moment gives, in the order of the chronology."""
    return _MOMENTS[pattern.moment](reading, pattern)


def _absence_known(reading: Reading, pattern: Pattern) -> list[Start]:
    return [
        reading.start_at(pattern, a.first, a) for a in reading.history.absences if not a.opened_as_found()
    ]


def _absence_began(reading: Reading, pattern: Pattern) -> list[Start]:
    known = _absence_known(reading, pattern)
    history = reading.history
    return [
        start_of(history, pattern, s.absence.began, s.place, s.root, s.absence) for s in known if s.absence
    ]


def _went_missing(reading: Reading, pattern: Pattern) -> list[Start]:
    starts = []
    for absence in reading.history.absences:
        sure_until: int | None = -1
        for span in reading.missing_spans(absence):
            if span.first != sure_until:
                starts.append(reading.start_at(pattern, span.first, absence, span.verdict[1]))
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
            was, inside = inside, value != FOUND_UNREPORTED and bool(pattern.fits(attribute, value))
            if inside and not was:
                starts.append(reading.start_at(pattern, place, absence))
    return starts


def _found(reading: Reading, pattern: Pattern) -> list[Start]:
    starts = []
    for absence in reading.history.absences:
        holds = False
        for place, seen in absence.found:
            if not seen:
                holds = False
            elif not holds:
                had, asks = _had_been_missing(reading, absence, place)
                holds = had is not False
                if holds:
                    starts.append(reading.start_at(pattern, place, absence, asks))
    return starts


def _had_been_missing(reading: Reading, absence: Absence, place: int) -> Verdict:
    if getattr(reading.history.events[place], "category", "") == FOUND_UNREPORTED:
        return True, ()
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
                starts.append(reading.start_at(pattern, place, absence, asks + questions))
            break
    return starts


def _return_fits(reading: Reading, pattern: Pattern, place: int) -> Verdict:
    event = reading.history.events[place]
    for attribute in ("to", "brought_by"):
        fits = pattern.fits(attribute, getattr(event, attribute))
        if fits is False:
            return False, ()
        if fits is None:
            return None, (reading.question(pattern, place),)
    return True, ()


def _became_looked_after(reading: Reading, pattern: Pattern) -> list[Start]:
    history = reading.history
    _, values = history.facts.line("looked_after_since")
    if values[0] is UNKNOWN and history.absences:
        absence = history.absences[0]
        asks = (QUESTIONS["looked_after_since"],)
        return [start_of(history, pattern, absence.start, absence.first, "child", absence, asks)]
    roots = ["child", *history.facts.said_by("looked_after_since")]
    starts: list[Start] = []
    seen: set[date] = set()
    for root, value in zip(roots, values, strict=True):
        if isinstance(value, date) and value not in seen:
            seen.add(value)
            at = midnight(value)
            place = history.place_at(at)
            starts.append(start_of(history, pattern, at, place, root, history.absence_at(place)))
    return starts


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
