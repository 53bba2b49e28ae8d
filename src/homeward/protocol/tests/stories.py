"""Made-up histories over the whole vocabulary, for tests that ask what must hold of every history there could be.

A story is written as a situation file would hold it (`write`), from any source of chance: Hypothesis's, so that what fails
is made small, or a seeded one where a history is long. `SHELF` holds every pack that ships.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, settings

import homeward.protocol
from homeward.protocol import duties as engine
from homeward.protocol import terms
from homeward.protocol.attributes import Attribute, attributes_of
from homeward.protocol.chronology import Chronology
from homeward.protocol.clocks import Calendar
from homeward.protocol.duties import Duties
from homeward.protocol.errors import PackError
from homeward.protocol.events import KINDS
from homeward.protocol.facts import LEFT_OUT
from homeward.protocol.layers import Protocols
from homeward.protocol.shelf import Shelf
from homeward.protocol.situations import read_chronology

SHIPPED: Final = Path(str(homeward.protocol.__file__)).parents[1] / "packs"
CALENDAR: Final = Calendar.of(
    date(year, month, day)
    for year in range(2024, 2031)
    for month, day in ((1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28))
)

DEEP: Final = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
"""Whether a developer has asked for many examples of everything, which takes minutes."""

asked_often = settings(
    max_examples=2000 if DEEP else 4, deadline=None, suppress_health_check=list(HealthCheck)
)

Table = dict[str, Any]

_OFTEN: Final = (
    "reported", "reported", "reported", "returned", "returned", "located", "risk_assessed", "risk_reviewed", "notified",
    "notified", "contact_made", "recategorised", "agency_told", "absence_noted", "prevention_interview_held",
    "return_interview_held", "return_interview_declined", "still_missing", "circumstances_changed", "handed_over",
    "concern_raised", "decided", "meeting_held", "duty_set_aside", "episode_closed",
)  # fmt: skip
_SELDOM: Final = tuple(k for k in KINDS if k not in ("died", "corrected"))
_ROLES: Final = (
    "police", "childrens_social_care", "social_worker", "placement", "parent", "school", "team_manager", "inspector",
    "detective_sergeant", "return_interviewer", "emergency_duty_team", "child", "senior_manager", "assistant_director",
)  # fmt: skip
_BEGINNINGS: Final = (
    datetime(2026, 10, 23, 21, 15, tzinfo=UTC),  # a Friday night before the clocks go back
    datetime(2026, 3, 27, 23, 0, tzinfo=UTC),  # before they go forward
    datetime(2026, 12, 23, 15, 0, tzinfo=UTC),
    datetime(2027, 1, 31, 23, 59, tzinfo=UTC),
)
_STEPS: Final = (
    timedelta(0), timedelta(0), timedelta(minutes=1), timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2),
    timedelta(hours=12), timedelta(hours=24), timedelta(hours=48), timedelta(hours=72), timedelta(days=5), timedelta(days=30),
)  # fmt: skip
TICK: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Story:
    """What a situation file would hold, and the moment at which it is asked."""

    packs: tuple[str, ...]
    child: Table
    events: tuple[Table, ...]
    now: datetime

    def chronology(self) -> Chronology:
        """Answer the story as the engine is handed it, through the readers of situation files."""
        return read_chronology(self.child, list(self.events), self.protocols(), str, lambda number: str)

    def protocols(self) -> Protocols:
        """Answer the protocols of its packs."""
        return laid(self.packs)

    def answer(self, now: datetime | None = None) -> Duties:
        """Ask the engine; a clause that could not be worked out fails the test."""
        found = engine.duties(self.chronology(), self.protocols(), CALENDAR, now or self.now)
        assert found.faults == ()
        return found

    def with_events(self, *events: Table) -> Story:
        """Answer the same story with these events instead."""
        return replace(self, events=events)


def shipped() -> list[str]:
    """Answer the ids of all packs that ship."""
    return sorted(folder.name for folder in SHIPPED.iterdir() if (folder / "pack.toml").is_file())


@cache
def shelf() -> Shelf:
    """Answer the packs that ship, read once for all tests."""
    return Shelf([SHIPPED])


@cache
def laid(packs: tuple[str, ...]) -> Protocols:
    """Answer the protocols of some packs, laid once for all tests."""
    return shelf().protocols(packs)


def write(chance: Random, most: int, packs: tuple[str, ...] = ()) -> Story:
    """Write a story of up to so many events."""
    packs = packs or _packs(chance)
    writer = _Writer(chance, packs)
    at = chance.choice(_BEGINNINGS)
    events: list[Table] = []
    for number in range(1, chance.randint(1, most) + 1):
        at += chance.choice(_STEPS)
        events.append(writer.event(f"n{number}", at, events))
    now = chance.choice(events)["at"] if chance.random() < 0.4 else at
    now += chance.choice((*_STEPS, -TICK, TICK, timedelta(days=200)))
    return Story(packs, writer.child(), tuple(events), now)


def _packs(chance: Random) -> tuple[str, ...]:
    one, other = chance.choice(shipped()), chance.choice(shipped())
    both = one != other and chance.random() < 0.3 and go_together(one, other)
    return (one, other) if both else (one,)


@cache
def go_together(one: str, other: str) -> bool:
    """Answer whether two packs may apply to one child: they may not where they word one question differently."""
    try:
        laid((one, other))
    except PackError:
        return False
    return True


class _Writer:
    """Writes values of every type of attribute, as far as the packs of the story know them."""

    def __init__(self, chance: Random, packs: tuple[str, ...]) -> None:
        self.chance = chance
        read = [p for line in laid(packs).lines for p in line.packs]
        self.clauses = sorted({c.id for p in read for c in p.clauses if c.duty is not None})
        self.questions = sorted({q for p in read for q in p.questions})
        self.at = _BEGINNINGS[0]

    def event(self, id_: str, at: datetime, before: list[Table]) -> Table:
        """Write one event."""
        luck, self.at = self.chance.random(), at
        if luck < 0.03 and before:
            return self._correction(id_, at, before)
        what = "died" if luck > 0.995 else self.chance.choice(_OFTEN if luck < 0.7 else _SELDOM)
        if what == "answered" and not self.questions:
            what = "still_missing"
        return {"id": id_, "at": at, "what": what, **self._says(what)}

    def _says(self, what: str) -> Table:
        said: Table = {"by": self._roles()} if self.chance.random() < 0.85 else {}
        for key, attribute in attributes_of(KINDS[what]).items():
            if attribute.required or self.chance.random() < (0.1 if what == "circumstances_changed" else 0.4):
                said[key] = self._value(key, attribute)
        if "unknown" in said:
            said["unknown"] = [key for key in said["unknown"] if key not in said]
        return said

    def _correction(self, id_: str, at: datetime, before: list[Table]) -> Table:
        wrong = self.chance.choice(before)
        event: Table = {
            "id": id_,
            "at": at,
            "what": "corrected",
            "event": wrong["id"],
            "reason": "a slip",
            "by": "police",
        }
        if wrong["what"] != "corrected" and self.chance.random() < 0.7:
            moved = wrong["at"] + self.chance.choice(
                (timedelta(0), timedelta(minutes=5), timedelta(hours=-1))
            )
            event["replacement"] = {**wrong, "at": max(moved, wrong.get("since", moved))}
        return event

    def _roles(self) -> Any:
        roles = _ROLES if self.chance.random() < 0.8 else sorted(terms.ROLES)
        one = self.chance.choice(roles)
        return [one, self.chance.choice(roles)] if self.chance.random() < 0.15 else one

    def _value(self, key: str, attribute: Attribute) -> Any:
        chance = self.chance
        if key in (
            "open_to",
            "known_risks",
            "unknown",
            "plan",
            "looked_after_since",
            "legal_status",
            "placement",
        ):
            return self._fact(key)
        if key == "clause":
            return chance.choice(self.clauses)
        if key == "question":
            return chance.choice(self.questions)
        if key == "start":
            return "child"
        match attribute.type:
            case "role":
                return self._roles()
            case "yes or no":
                return chance.choice((True, False))
            case "time":
                return self.at - chance.choice((timedelta(0), timedelta(minutes=40), timedelta(hours=3)))
            case "code" | "code or words":
                return chance.choice(
                    sorted(terms.CODES[attribute.code_list] if attribute.code_list else attribute.values)
                )
            case "number":
                return chance.randint(1, 4)
            case "tables":
                return [{"id": "england"}]
        return chance.choice(("luton", "wakefield", "bath", "n1"))

    def _fact(self, key: str) -> Any:
        chance = self.chance
        choices: dict[str, tuple[Any, ...]] = {
            "looked_after_since": (date(2026, 1, 10), date(2026, 10, 25), date(2027, 2, 1)),
            "legal_status": tuple(sorted(terms.LEGAL_STATUSES)),
            "placement": tuple(sorted(terms.PLACEMENTS)),
            "responsible_authority": ("luton", "wakefield", "bath and north east somerset", "nowhere"),
            "placed_in": ("", "wakefield", "cheshire east", "luton"),
            "open_to": ([], ["youth_offending_service"], ["exploitation_service", "early_help"]),
            "known_risks": ([], ["csec"], ["trafficking", "cce"]),
            "plan": ({}, {"report_missing": "30 minutes"}),
            "unknown": ([], ["school"], ["known_risks", "plan"]),
        }
        return chance.choice(choices.get(key, (True, False)))

    def child(self) -> Table:
        """Write the child."""
        chance = self.chance
        child: Table = {}
        if chance.random() < 0.8:
            child["born"] = date(
                chance.choice((2008, 2010, 2012, 2014, 2020)), chance.choice((2, 10)), chance.choice((24, 28))
            )
        for key in LEFT_OUT:
            if chance.random() < 0.4:
                child[key] = self._fact(key)
        unknown = [key for key in LEFT_OUT if key not in child and chance.random() < 0.1]
        return {**child, "unknown": unknown} if unknown else child
