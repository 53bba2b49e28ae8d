"""Rules and prohibitions: each in force or not, what it asks, and the events that break it (pack language, section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.clauses import Clause, MustNotTerms, RuleTerms
from homeward.protocol.clocks import Calendar
from homeward.protocol.conditions import Condition
from homeward.protocol.layers import Protocol, Protocols
from homeward.protocol.reading import Reading, Start, Verdict
from homeward.protocol.situation import History

_RECORDS_LEVEL = ("risk_assessed", "risk_confirmed", "risk_reviewed")
_RECORDS_CATEGORY = ("reported", "recategorised")


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule or prohibition. `in_force` None: it turns on something not known. `broken_by` holds ids of events."""

    clause: Clause
    in_force: bool | None
    asks: tuple[str, ...]
    broken_by: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Answer it as the `limits` command prints it."""
        return {
            "clause": self.clause.id, "part": self.clause.part, "pack": self.clause.pack, "kind": self.clause.kind,
            "says": self.clause.says, "in_force": self.in_force, "asks": list(self.asks),
            "broken_by": list(self.broken_by), "verified": self.clause.verified,
        }  # fmt: skip


def limits(
    chronology: Chronology, protocols: Protocols, calendar: Calendar, now: datetime
) -> tuple[Limit, ...]:
    """Answer every rule and prohibition of the protocols in force, as of `now` (aware, UTC). Pure, like `duties`."""
    history = History(chronology, now)
    found: list[Limit] = []
    for protocol in protocols.used(history) or protocols.on_last():
        reading = Reading(history, protocol.house, calendar)
        for clause in protocol.clauses:
            if clause.rule is not None:
                found.append(_rule(reading, protocols, protocol, clause, clause.rule, now))
            elif clause.must_not is not None:
                found.append(_prohibition(reading, protocols, protocol, clause, clause.must_not, now))
    return tuple(found)


def _now(reading: Reading, when: Condition | None, now: datetime) -> Verdict:
    return when.verdict(reading, len(reading.history.events) - 1, now) if when else (True, ())


def _governed(
    reading: Reading, protocols: Protocols, protocol: Protocol, clause: Clause, places: Sequence[int]
) -> list[int]:
    history = reading.history
    starts = [Start(history.times[p], p, history.events[p].id, history.absence_of[p]) for p in sorted(places)]
    return [
        s.place
        for s in starts
        if protocols.governs(protocol, reading, s) and clause.holds_on(protocols.day_of(s))
    ]  # fmt: skip


def _rule(
    reading: Reading, protocols: Protocols, protocol: Protocol, clause: Clause, rule: RuleTerms, now: datetime
) -> Limit:
    in_force, asks = _now(reading, rule.when, now)
    if rule.doubtful is not None and in_force is not True:
        doubtful, questions = rule.doubtful.when.verdict(reading, len(reading.history.events) - 1, now)
        if doubtful is not False:
            in_force, asks = None, (*asks, *((rule.doubtful.says,) if doubtful else questions))
    if in_force:
        asks += rule.ask
    by_kind, events = reading.history.by_kind, reading.history.events
    kinds: tuple[str, ...] = _RECORDS_LEVEL if rule.level_never or rule.level_at_least else ()
    kinds += _RECORDS_CATEGORY if rule.category_never else ()
    places = _governed(reading, protocols, protocol, clause, [p for k in kinds for p in by_kind.get(k, ())])
    broken = [events[p].id for p in places if _breaks(reading, rule, p)]
    return Limit(clause, in_force, asks, tuple(broken))


def _breaks(reading: Reading, rule: RuleTerms, place: int) -> bool:
    event = reading.history.events[place]
    level, category = getattr(event, "level", None), getattr(event, "category", None)
    least = terms.LEVELS.index(rule.level_at_least) if rule.level_at_least else 0
    not_allowed = level is not None and (level in rule.level_never or terms.LEVELS.index(level) < least)
    may = any(not terms.covers(post).isdisjoint(event.by) for post in rule.may_go_below)
    if may and getattr(event, "reason", None):
        not_allowed = False
    if not not_allowed and category not in rule.category_never:
        return False
    return rule.when is None or rule.when.test(reading, place, event.at) is True


def _prohibition(
    reading: Reading,
    protocols: Protocols,
    protocol: Protocol,
    clause: Clause,
    ban: MustNotTerms,
    now: datetime,
) -> Limit:
    in_force, asks = _now(reading, ban.when, now)
    last = len(reading.history.events) - 1
    if in_force and _allowed(reading, ban, last):
        in_force = False
    places = _governed(
        reading,
        protocols,
        protocol,
        clause,
        [p for pattern in ban.broken_by for p in reading.hits(pattern).sure],
    )
    broken = [reading.history.events[p].id for p in dict.fromkeys(places) if _broken_at(reading, ban, p)]
    return Limit(clause, in_force, asks, tuple(broken))


def _broken_at(reading: Reading, ban: MustNotTerms, place: int) -> bool:
    event = reading.history.events[place]
    by_whom = not ban.who or any(not terms.covers(role).isdisjoint(event.by) for role in ban.who)
    if not by_whom or (ban.when is not None and ban.when.test(reading, place, event.at) is not True):
        return False
    return not _allowed(reading, ban, place - 1)


def _allowed(reading: Reading, ban: MustNotTerms, place: int) -> bool:
    """Answer whether what lifts the prohibition has happened in this absence by a place."""
    absence = reading.history.absence_at(place)
    first = absence.first if absence else 0
    return any(reading.happened(pattern, first, place)[0] for pattern in ban.until)
