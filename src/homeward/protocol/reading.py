"""A child's history as one protocol reads it: what counts as missing there, its services, and each pattern's events.

Two packs read the same history by their own rules. Everything here is worked out once for one history and looked up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from homeward.protocol.attributes import field_name
from homeward.protocol.clocks import Calendar
from homeward.protocol.facts import UNKNOWN
from homeward.protocol.hours import Hours, Service
from homeward.protocol.patterns import Pattern
from homeward.protocol.situation import Absence, History

if TYPE_CHECKING:
    from homeward.protocol.conditions import Condition

Verdict = tuple[bool | None, tuple[str, ...]]
"""Yes, no or not known, and what to ask where it is not known."""

Rule = Callable[["Reading", int, datetime], Verdict]


@dataclass(frozen=True, slots=True)
class House:
    """What a reading takes from the protocol: its authorities, services, questions and the rules that shape the reading."""

    authorities: frozenset[str] = frozenset()
    services: Mapping[str, Service] | None = None
    questions: Mapping[str, str] | None = None
    closed: frozenset[date] = frozenset()
    counts_as_missing: tuple[tuple[frozenset[str], Rule], ...] = ()
    counts_as_risk: tuple[tuple[str, Rule], ...] = ()


class Start(NamedTuple):
    """One start of a duty: the instant, the place of the event that brought it about, and whether it cannot be told.

    `root` is the id that the duty's key takes: the event's, or "child" for what was so before the first event.
    `here` is the first place at its instant, `moment` the name of the moment ("" for an event), `name` that or the kind.
    """

    at: datetime
    place: int
    root: str
    absence: Absence | None
    here: int = 0
    moment: str = ""
    name: str = ""
    asks: tuple[str, ...] = ()


class End(NamedTuple):
    """What ended a duty: the place of the event, its instant, and whether it was the child's death."""

    place: int
    at: datetime
    died: bool


class Hits(NamedTuple):
    """The places of the events that a pattern matches, and of those of which it cannot be told."""

    sure: list[int]
    unsure: list[int]


CATEGORY_AT_A_REPORT: Final = "category_became at a report"
NOTHING: Final = Hits([], [])


class MissingSpan(NamedTuple):
    """A stretch of an absence in which the child is missing: from a place to a place (None: to the absence's end)."""

    first: int
    stop: int | None
    verdict: Verdict


def start_of(
    history: History, pattern: Pattern, at: datetime, place: int, root: str, absence: Absence | None,
    asks: tuple[str, ...] = (),
) -> Start:  # fmt: skip
    """Answer a start of a pattern at an instant and a place."""
    kind = history.events[place].kind if place >= 0 else ""
    name = pattern.moment or kind
    if name == "category_became" and kind == "reported":
        name = CATEGORY_AT_A_REPORT
    return Start(at, place, root, absence, bisect_left(history.times, at), pattern.moment, name, asks)


class Reading:
    """One history read by one protocol, up to one `now`."""

    __slots__ = (
        "_answers", "_hits", "_holds", "_kept", "_noes", "_spans", "calendar", "history", "hours", "house", "memo",
        "starts",
    )  # fmt: skip

    def __init__(self, history: History, house: House, calendar: Calendar) -> None:
        """Read a history by a protocol's own rules and services."""
        self.history = history
        self.house = house
        self.calendar = calendar
        self.hours = Hours(house.services or {}, calendar)
        self._hits: dict[int, Hits] = {}
        self._holds: dict[tuple[int, int, datetime], bool | None] = {}
        self._kept: dict[tuple[int, int, datetime], End | Literal[False] | None] = {}
        self._noes: dict[int, list[int]] = {}
        self.starts: dict[int, list[Start]] = {}
        """The starts that each pattern gives, by the pattern's number."""
        self._spans: dict[int, list[MissingSpan]] = {}
        self._answers: dict[str, tuple[list[datetime], list[bool]]] = {}
        self.memo: dict[Any, Any] = {}
        """Answers that a compiled clause keeps for the life of this reading."""

    # Events

    def hits(self, pattern: Pattern) -> Hits:
        """Answer the events that a pattern matches, found once."""
        found = self._hits.get(pattern.number)
        if found is None:
            found = self._hits[pattern.number] = self._find(pattern)
        return found

    def _find(self, pattern: Pattern) -> Hits:
        events, by_kind, test = self.history.events, self.history.by_kind, pattern.test
        if len(pattern.kinds) == 1:
            places = by_kind.get(pattern.kinds[0])
            if places is None:
                return NOTHING
            if not pattern.wants:
                return Hits(places, [])
        else:
            places = sorted(p for kind in pattern.kinds for p in by_kind.get(kind, ()))
        sure: list[int] = []
        unsure: list[int] = []
        for place in places:
            fits = test(events[place])
            if fits:
                sure.append(place)
            elif fits is None:
                unsure.append(place)
        return Hits(sure, unsure)

    # Conditions

    def holds(self, condition: Condition, place: int, instant: datetime) -> bool | None:
        """Answer a condition at a place and an instant, worked out once."""
        key = (condition.number, place, instant)
        if key in self._holds:
            return self._holds[key]
        answer = self._holds[key] = condition.test(self, place, instant)
        return answer

    def asks(self, condition: Condition, place: int, instant: datetime) -> tuple[str, ...]:
        """Answer what to ask where a condition is not known, worked out once."""
        key = ("asks", condition.number, place, instant)
        found: tuple[str, ...] | None = self.memo.get(key)
        if found is None:
            found = self.memo[key] = condition.asks(self, place, instant)
        return found

    def kept(self, condition: Condition, place: int, instant: datetime) -> End | Literal[False] | None:
        """Answer the first event after a place at which a condition is no; False where it is no to begin with."""
        key = (condition.number, place, instant)
        if key in self._kept:
            return self._kept[key]
        end: End | Literal[False] | None = False
        if condition.test(self, place, instant) is not False:
            noes = self._no_at(condition)
            i = bisect_right(noes, place)
            end = End(noes[i], self.history.times[noes[i]], False) if i < len(noes) else None
        self._kept[key] = end
        return end

    def _no_at(self, condition: Condition) -> list[int]:
        noes = self._noes.get(condition.number)
        if noes is None:
            history = self.history
            watched = sorted(p for kind in condition.watches for p in history.by_kind.get(kind, ()))
            noes = [p for p in watched if condition.test(self, p, history.times[p]) is False]
            self._noes[condition.number] = noes
        return noes

    def question(self, pattern: Pattern, place: int) -> str:
        """Ask for what an event does not say and a pattern needs, worded once."""
        key = ("question", pattern.number, place)
        found: str | None = self.memo.get(key)
        if found is None:
            found = self.memo[key] = cannot_tell(self.history, pattern, place)
        return found

    # Answers

    def happened(self, pattern: Pattern, first: int, last: int) -> Verdict:
        """Answer whether an event that fits stands between two places, both included."""
        sure, unsure = self.hits(pattern)
        i = bisect_left(sure, first)
        if i < len(sure) and sure[i] <= last:
            return True, ()
        i = bisect_left(unsure, first)
        if i < len(unsure) and unsure[i] <= last:
            return None, (self.question(pattern, unsure[i]),)
        return False, ()

    def answer(self, question: str, instant: datetime) -> bool | None:
        """Answer a local question: what is learnt was so all along, what changes counts from then."""
        line = self._answers.get(question)
        if line is None:
            answers = [self.history.events[i] for i in self.history.by_kind.get("answered", ())]
            fitting = [e for e in answers if getattr(e, "question", "") == question]
            line = [e.at for e in fitting], [bool(getattr(e, "answer", False)) for e in fitting]
            self._answers[question] = line
        times, values = line
        return values[max(0, bisect_right(times, instant) - 1)] if values else None

    def closed_days(self, role: str) -> frozenset[date]:
        """Answer the days that count as no working days for a role: the pack's and its service's days of closure."""
        service = (self.house.services or {}).get(role)
        return self.house.closed | service.closed if service else self.house.closed

    # Missing

    def missing_at(self, place: int) -> Verdict:
        """Answer whether the child is missing after a place, by this protocol's rules."""
        absence = self.history.absence_at(place)
        if absence is None or not absence.runs_at(place):
            return False, ()
        for span in self.missing_spans(absence):
            if span.first <= place and (span.stop is None or place < span.stop):
                return span.verdict
        return False, ()

    def missing_spans(self, absence: Absence) -> list[MissingSpan]:
        """Answer the stretches of an absence in which the child is missing, or may be."""
        spans = self._spans.get(absence.number)
        if spans is None:
            spans = self._spans[absence.number] = self._missing_spans(absence)
        return spans

    def _missing_spans(self, absence: Absence) -> list[MissingSpan]:
        spans: list[MissingSpan] = []
        for place, category in absence.categories:
            verdict = self._counts(category, place)
            last = spans[-1] if spans else None
            if last and last.stop is None:
                if verdict == last.verdict:
                    continue
                spans[-1] = last._replace(stop=place)
            if verdict[0] is not False:
                spans.append(MissingSpan(place, None, verdict))
        return spans

    def _counts(self, category: str, place: int) -> Verdict:
        if category == "missing":
            return True, ()
        asks: tuple[str, ...] = ()
        for categories, rule in self.house.counts_as_missing:
            if category in categories:
                answer, questions = rule(self, place, self.history.times[place])
                if answer:
                    return True, ()
                asks += questions if answer is None else ()
        return (None, asks) if asks else (False, ())

    def episodes(self) -> tuple[list[datetime], list[tuple[datetime, tuple[str, ...]]]]:
        """Answer when the child went missing in each absence that counts as an episode, and of which it cannot be told."""
        held: tuple[list[datetime], list[tuple[datetime, tuple[str, ...]]]] | None = self.memo.get("episodes")
        if held is None:
            held = ([], [])
            self.memo["episodes"] = held
            for spans in map(self.missing_spans, self.history.absences):
                sure = next((s for s in spans if s.verdict[0]), None)
                if sure is not None:
                    held[0].append(self.history.times[sure.first])
                elif spans:
                    held[1].append((self.history.times[spans[0].first], spans[0].verdict[1]))
        return held

    def risks(self, place: int, instant: datetime) -> tuple[frozenset[str] | None, dict[str, Verdict]]:
        """Answer the known risks (None: not known) and those the protocol's rules take the child to have."""
        held = self.history.facts.at("known_risks", instant)
        taken = {risk: rule(self, place, instant) for risk, rule in self.house.counts_as_risk}
        return (None if held is UNKNOWN else frozenset(held)), taken

    def start_at(
        self, pattern: Pattern, place: int, absence: Absence | None, asks: tuple[str, ...] = ()
    ) -> Start:
        """Answer a start brought about by the event at a place, at its instant."""
        history = self.history
        return start_of(
            history, pattern, history.times[place], place, history.events[place].id, absence, asks
        )


def cannot_tell(history: History, pattern: Pattern, place: int) -> str:
    """Ask for what an event does not say and a pattern needs."""
    event = history.events[place]
    names = dict.fromkeys(key.removeprefix("not_") for key in pattern.wants)
    lacks = [a for a in names if getattr(event, field_name(a), None) in (None, ())]
    which = ", ".join(lacks).replace("_", " ") or "more"
    return f"What is recorded as '{event.kind.replace('_', ' ')}' on {event.at:%d %B %Y} does not say: {which}. Which?"
