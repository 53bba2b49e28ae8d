"""Conditions: tables of questions. A table is *all of*, a list of tables *any of*; each answer yes, no or not known.

A condition is compiled once and asked at a place of the chronology and an instant: the place says which events have
happened (the order decides at the same instant), the instant which facts hold (pack language, section 4).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from homeward.protocol.errors import did_you_mean, one_of
from homeward.protocol.events import ORDER
from homeward.protocol.question import Atom, ConditionError, Test, Words
from homeward.protocol.questions import MAKERS
from homeward.protocol.reading import Reading, Verdict
from homeward.protocol.situation import FACT_KINDS, STATE_KINDS

NEGATABLE: Final = ("legal_status", "placement", "open_to", "risk", "category", "level", "recorded", "answer")
STEADY: Final = ("age_under", "age_from", "in_hours", "out_of_hours", "episodes", "nights_missing")
"""Questions that no event changes: they may not stand in `while`."""


_ENDINGS: Final = frozenset({"returned", "died", "episode_closed", "decided", "reported"})
_CAN_END: Final[Mapping[tuple[str, object], frozenset[str]]] = {
    ("absent", True): _ENDINGS,
    ("missing", True): _ENDINGS | {"recategorised"},
    ("found", False): frozenset({"located", "returned", "reported"}),
}
"""Kinds of event that can make a yes a no, for what most duties must keep."""

_numbers: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Condition:
    """Any of some tables, each all of its questions."""

    tables: tuple[tuple[Atom, ...], ...]
    test: Test
    key: str
    """The condition as written, so that equal ones are worked out once."""
    watches: frozenset[str]
    """The kinds of event that can make it no after it was yes."""
    number: int = field(init=False, compare=False)
    """The same for equal conditions, so that each is worked out once at a place."""

    def __post_init__(self) -> None:
        """Take the number of the first condition that says the same."""
        object.__setattr__(self, "number", _numbers.setdefault(self.key, len(_numbers)))

    def atoms(self) -> list[Atom]:
        """Answer every question in it."""
        return [atom for table in self.tables for atom in table]

    def asks(self, reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
        """Answer what to ask where the answer is not known."""
        found: dict[str, None] = {}
        for table in self.tables:
            answers = [(a, a.test(reading, place, instant)) for a in table]
            if not any(answer is False for _, answer in answers):
                for atom, answer in answers:
                    if answer is None:
                        found.update(dict.fromkeys(atom.ask(reading, place, instant)))
        return tuple(found)

    def says(self, reading: Reading, place: int, instant: datetime) -> list[str]:
        """Answer each question that decided, in words."""
        for table in self.tables:
            if all(a.test(reading, place, instant) for a in table):
                return [a.say(reading, place, instant) for a in table]
        return [a.say(reading, place, instant) for a in self.atoms()]

    def verdict(self, reading: Reading, place: int, instant: datetime) -> Verdict:
        """Answer yes, no or not known, with what to ask."""
        answer = self.test(reading, place, instant)
        return answer, (self.asks(reading, place, instant) if answer is None else ())


def read_condition(table: object, words: Words) -> Condition:
    """Compile a table (all of) or a list of tables (any of). Raises ConditionError with what is wrong."""
    tables: list[Any] = table if isinstance(table, list) else [table]
    if not tables or not all(isinstance(t, dict) and t for t in tables):
        raise ConditionError(
            "a condition is a table such as { looked_after = true }, or a list of such tables"
        )
    compiled = tuple(tuple(_atom(key, value, words) for key, value in t.items()) for t in tables)
    watches = frozenset[str]().union(*(_watched(k, v) for t in tables for k, v in t.items()))
    key = json.dumps(tables, sort_keys=True, default=str)
    return Condition(compiled, _any_of([_all_of(t) for t in compiled]), key, watches)


def _watched(key: str, value: object) -> frozenset[str]:
    name = key.removeprefix("not_")
    if isinstance(value, bool) and (key, value) in _CAN_END:
        return _CAN_END[key, value]
    if name in ("absent", "missing", "found", "category", "level"):
        return STATE_KINDS
    if name in ("recorded", "risk"):
        return frozenset(ORDER)
    return frozenset({"answered"}) if name == "answer" else frozenset(FACT_KINDS)


def _all_of(atoms: Sequence[Atom]) -> Test:
    tests = [a.test for a in atoms]
    if len(tests) == 1:
        return tests[0]

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        answer: bool | None = True
        for one in tests:
            found = one(reading, place, instant)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    return test


def _any_of(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        answer: bool | None = False
        for one in tests:
            found = one(reading, place, instant)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    return test


def _atom(key: str, value: Any, words: Words) -> Atom:
    name = key.removeprefix("not_")
    if name not in MAKERS or (key != name and name not in NEGATABLE):
        known = set(MAKERS) | {f"not_{n}" for n in NEGATABLE}
        raise ConditionError(
            f"unknown condition '{key}'.{did_you_mean(key, known)} Known: {one_of(known, 40)}"
        )
    atom = MAKERS[name](name, value, words)
    return _negated(atom) if key != name else atom


def _negated(atom: Atom) -> Atom:
    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        answer = atom.test(reading, place, instant)
        return None if answer is None else not answer

    return Atom(f"not_{atom.name}", test, atom.ask, atom.say)
