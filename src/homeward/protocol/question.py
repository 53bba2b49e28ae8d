"""What every question is made of: how it is answered, what it asks where that is not known, how a reason words it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homeward.protocol.errors import one_of
from homeward.protocol.facts import QUESTIONS, UNKNOWN
from homeward.protocol.reading import Reading
from homeward.protocol.toml_files import near, shown

Test = Callable[[Reading, int, datetime], bool | None]
Ask = Callable[[Reading, int, datetime], tuple[str, ...]]
Say = Callable[[Reading, int, datetime], str]


class ConditionError(ValueError):
    """What is wrong with a condition; the caller says where."""


class ServiceError(ConditionError):
    """A service that the pack lacks: what is wrong is wrong with the pack and not with a key of the clause."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One question: how it is answered, what is asked where it is not known, and how a reason words it."""

    name: str
    test: Test
    ask: Ask
    say: Say


@dataclass(frozen=True, slots=True)
class Words:
    """What a condition may refer to in its pack: codes, services and questions; `pack` is its id, for messages."""

    codes: Mapping[str, frozenset[str]]
    services: frozenset[str]
    questions: Mapping[str, str]
    pack: str = ""


def nothing(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
    """Ask nothing: what the chronology says is always known."""
    return ()


def yes_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ConditionError(f"{name} is true or false, not {shown(value)}")
    return value


def plain(name: str) -> str:
    return name.replace("_", " ")


def said(name: str, answer: bool | None) -> str:
    return f"{plain(name)}: {'not known' if answer is None else 'yes' if answer else 'no'}"


def flag(name: str, value: Any, truth: Test, ask: Ask) -> Atom:
    """Make a question that a clause asks with true or false; `false` leaves not known as it is."""
    if yes_no(value, name):
        return Atom(name, truth, ask, lambda r, p, t: said(name, truth(r, p, t)))

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        answer = truth(reading, place, instant)
        return None if answer is None else not answer

    return Atom(name, test, ask, lambda r, p, t: said(name, truth(r, p, t)))


def asks_facts(*keys: str) -> Ask:
    def ask(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
        return tuple(QUESTIONS[k] for k in keys if reading.history.facts.at(k, instant) is UNKNOWN)

    return ask


def listed(value: Any, known: Sequence[str] | frozenset[str] | None, name: str) -> frozenset[str]:
    wanted = value if isinstance(value, list) else [value]
    for one in wanted or [None]:
        if not isinstance(one, str) or (known is not None and one not in known):
            hint = f"{near(one, known)} Known: {one_of(known)}." if known is not None else ""
            raise ConditionError(f"{name} = {shown(one) if one is not None else '[]'} is not known.{hint}")
    return frozenset(wanted)


def fact_shown(reading: Reading, key: str, instant: datetime) -> str:
    held = reading.history.facts.at(key, instant)
    if held is UNKNOWN:
        return "not known"
    return (", ".join(held) if isinstance(held, tuple) else str(held)) or "none"
