"""A duty clause made ready: what every start of it needs, settled once at load so that no answer looks for it again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from enum import IntEnum
from typing import Any, Final, NamedTuple

from homeward.protocol import terms
from homeward.protocol.clauses import Clause, Route
from homeward.protocol.meeting import Met, unmet
from homeward.protocol.patterns import Pattern
from homeward.protocol.reading import CATEGORY_AT_A_REPORT

FROM_FIRST_WORD: Final = frozenset(
    {"went_missing", "reported", "absence_known", "absence_began", CATEGORY_AT_A_REPORT}
)
FROM_FINDING: Final = frozenset({"back", "returned"})
ABOUT_AN_ABSENCE: Final = FROM_FIRST_WORD | {
    "category_became", "risk_became", "agency_told", "absence_noted", "basic_measure_taken", "recategorised",
    "risk_assessed", "risk_confirmed", "risk_reviewed", "still_missing",
}  # fmt: skip
"""Starts whose duties are about the absence that runs: what happens in a later absence does not meet them."""


class Back(IntEnum):
    """How far back a meeting counts (pack language, section 5)."""

    START = 0
    FIRST_WORD = 1
    FINDING = 2


class Plan:
    """One duty clause of a laid protocol.

    `owner`, `to` and `elapsed` (the time within which it is due) are what does not depend on the child; empty or None where a
    condition, a plan or a calendar decides. `alone` is the one pattern that meets it, where it is as plain as that;
    `plainly`: it tells one recipient by one pattern that names it. `unmet` is how it stands before anything has met it.
    `allowed` are the posts that may set it aside (None: any). `reach` says by the name of a start how far back a meeting counts,
    and whether what happens in a later absence does not.
    """

    __slots__ = (
        "about", "allowed", "alone", "as_written", "by_owner", "clause", "clock", "dated", "elapsed", "every", "owner",
        "plainly", "prefix", "reach", "says", "settled", "starts", "terms", "timed", "to", "unmet", "urgent",
    )  # fmt: skip

    def __init__(self, clause: Clause, allowed: tuple[str, ...] | None) -> None:
        """Settle what does not depend on a child."""
        duty = clause.duty
        assert duty is not None
        clock = duty.clock
        self.clause, self.terms, self.clock, self.starts = clause, duty, clock, duty.starts
        self.every = clock.every
        self.allowed = allowed
        self.dated = clause.valid_from is not None or clause.valid_until is not None
        self.prefix = f"{clause.pack}/{clause.id}/{clause.part or ''}/"
        self.owner = "" if duty.owner.named_in else str(_settled(duty.owner.routes) or "")
        self.to: tuple[str, ...] = (_settled(duty.to) or ()) if duty.to else ()
        self.settled = bool(self.owner) and (not duty.to or bool(self.to)) and not clock.at_once_if
        self.by_owner = any(p.by_owner for p in (*duty.met_by, *duty.met_by_all))
        plain = len(duty.met_by) == 1 and not (duty.met_by_all or duty.agreed_by or duty.to or self.by_owner)
        self.alone: Pattern | None = duty.met_by[0] if plain else None
        self.as_written = [p.names("to") or p.names("with") for p in duty.met_by]
        self.about = [_recipient_of(p) for p in duty.met_by_all]
        self.unmet: Met = unmet(self.to)
        self.plainly = len(duty.met_by) == len(self.to) == 1 and self.as_written[0] and not self.by_owner
        self.timed = bool(clock.within or clock.before or clock.by_opening or clock.by_closing)
        length = None if clock.plan_time else _settled(clock.within)
        self.elapsed: timedelta | None = length.elapsed if length is not None else None
        moment = "the mark" if clock.once and not clock.counts_from_start else "the start"
        self.says = f"{length} from {moment}" if length is not None else ""
        self.urgent = any(urgent in (clock.words or "").lower() for urgent in terms.URGENT_WORDS)
        self.reach = {name: self._reach(name) for name in _names(duty.starts)}

    def _reach(self, name: str) -> tuple[Back, bool]:
        if self.clock.once is not None:
            return Back.START, not self.clock.before
        bounded = name in ABOUT_AN_ABSENCE and not self.clock.before
        if name in FROM_FIRST_WORD:
            return Back.FIRST_WORD, bounded
        return (Back.FINDING if name in FROM_FINDING else Back.START), bounded


class Ready(NamedTuple):
    """A plan that events of some kinds can start.

    `way` is the same for plans that start alike; `ends`: whether its `until` can have happened or it recurs; `heard`: whether
    anything can have met it.
    """

    way: int
    plan: Plan
    ends: bool
    heard: bool


def ready(plans: Sequence[Plan], kinds: frozenset[str]) -> tuple[Ready, ...]:
    """Answer the plans that events of these kinds can start, in their order."""
    ways: dict[tuple[int, ...], int] = {}
    found = []
    for plan in plans:
        if any(p.moment or not kinds.isdisjoint(p.kinds) for p in plan.starts):
            terms_ = plan.terms
            way = ways.setdefault(tuple(p.number for p in plan.starts), len(ways))
            ends = plan.every is not None or any(not kinds.isdisjoint(p.kinds) for p in terms_.until)
            heard = bool(terms_.met_by_all) or any(not kinds.isdisjoint(p.kinds) for p in terms_.met_by)
            spoken = "not_told" in kinds or ("duty_done" in kinds and not terms_.met_by)
            found.append(Ready(way, plan, ends, heard or spoken))
    return tuple(found)


def _names(starts: Sequence[Pattern]) -> set[str]:
    names = {name for pattern in starts for name in (pattern.kinds or (pattern.moment,))}
    return names | {CATEGORY_AT_A_REPORT} if "category_became" in names else names


def _settled(routes: tuple[Route, ...]) -> Any:
    return routes[0].value if routes and routes[0].when is None else None


def _recipient_of(pattern: Pattern) -> str:
    """Answer the one role that a pattern is about, where it names one: the agency rather than its posts."""
    wanted, negated = pattern.wants.get("to") or pattern.wants.get("with") or (frozenset(), False)
    if negated:
        return ""
    return next((str(r) for r in wanted if terms.covers(str(r)) == wanted), "")
