"""The questions a clause may ask, one maker each: the value in the pack goes in, a compiled question comes out.

To add a question, write its maker, name it in `MAKERS` and write its test. `conditions` puts them together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.clocks import Length, age_on, local_date, say
from homeward.protocol.errors import one_of
from homeward.protocol.facts import QUESTIONS, UNKNOWN
from homeward.protocol.patterns import PatternError, read_pattern
from homeward.protocol.reading import Reading, Verdict
from homeward.protocol.toml_files import near, shown

Test = Callable[[Reading, int, datetime], bool | None]
Ask = Callable[[Reading, int, datetime], tuple[str, ...]]
Say = Callable[[Reading, int, datetime], str]

FACTS_YES_NO: Final = (
    "social_worker", "lead_professional", "school", "unaccompanied", "care_leaver", "disability",
    "child_protection_plan",
)  # fmt: skip


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


def _nothing(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
    """Ask nothing: what the chronology says is always known."""
    return ()


def _yes_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ConditionError(f"{name} is true or false, not {shown(value)}")
    return value


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _said(name: str, answer: bool | None) -> str:
    return f"{_plain(name)}: {'not known' if answer is None else 'yes' if answer else 'no'}"


def _flag(name: str, value: Any, truth: Test, ask: Ask) -> Atom:
    """Make a question that a clause asks with true or false; `false` leaves not known as it is."""
    wanted = _yes_no(value, name)

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        answer = truth(reading, place, instant)
        return None if answer is None else answer is wanted

    return Atom(name, test, ask, lambda r, p, t: _said(name, truth(r, p, t)))


def _asks(*keys: str) -> Ask:
    def ask(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
        return tuple(QUESTIONS[k] for k in keys if reading.history.facts.at(k, instant) is UNKNOWN)

    return ask


def _fact(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        held = reading.history.facts.at(name, instant)
        return None if held is UNKNOWN else bool(held)

    return _flag(name, value, truth, _asks(name))


def _looked_after(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        since = reading.history.facts.at("looked_after_since", instant)
        if since is UNKNOWN:
            return None
        return since is not None and since <= local_date(instant)

    return _flag(name, value, truth, _asks("looked_after_since"))


def _placed_out(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        facts = reading.history.facts
        placed, responsible = facts.at("placed_in", instant), facts.at("responsible_authority", instant)
        if placed is UNKNOWN or (placed and responsible is UNKNOWN):
            return None
        return bool(placed) and placed != responsible

    return _flag(name, value, truth, _asks("placed_in", "responsible_authority"))


def _responsible_here(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        return _here(reading, reading.history.facts.at("responsible_authority", instant))

    return _flag(name, value, truth, _asks_here(words, "responsible_authority"))


def _placed_here(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        facts = reading.history.facts
        placed = facts.at("placed_in", instant)
        return _here(reading, placed if placed else facts.at("responsible_authority", instant))

    return _flag(name, value, truth, _asks_here(words, "placed_in", "responsible_authority"))


def _here(reading: Reading, authority: Any) -> bool | None:
    if not reading.house.authorities or authority is UNKNOWN:
        return None
    return authority in reading.house.authorities


def _asks_here(words: Words, *keys: str) -> Ask:
    asks = _asks(*keys)

    def ask(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
        unnamed = (
            () if reading.house.authorities else (f"Which authorities does the pack {words.pack} cover?",)
        )
        return asks(reading, place, instant) + unnamed

    return ask


def _absent(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        absence = reading.history.absence_at(place)
        return absence is not None and absence.runs_at(place)

    return _flag(name, value, truth, _nothing)


def _missing(name: str, value: Any, words: Words) -> Atom:
    return _flag(name, value, lambda r, p, t: r.missing_at(p)[0], lambda r, p, t: r.missing_at(p)[1])


def _found(name: str, value: Any, words: Words) -> Atom:
    return _flag(name, value, lambda r, p, t: r.history.found_at(p), _nothing)


def _age(name: str, value: Any, words: Words) -> Atom:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 130:
        raise ConditionError(f"{name} is a number of years, not {shown(value)}")
    under = name == "age_under"

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        born = reading.history.born
        return None if born is None else (age_on(born, local_date(instant)) < value) is under

    def say_age(reading: Reading, place: int, instant: datetime) -> str:
        born = reading.history.born
        age = "not known" if born is None else age_on(born, local_date(instant))
        return f"age {age} ({'under' if under else 'from'} {value} is asked)"

    return Atom(name, test, lambda r, p, t: (QUESTIONS["born"],) if r.history.born is None else (), say_age)


def _listed(value: Any, known: Sequence[str] | frozenset[str] | None, name: str) -> frozenset[str]:
    wanted = value if isinstance(value, list) else [value]
    for one in wanted or [None]:
        if not isinstance(one, str) or (known is not None and one not in known):
            hint = f"{near(one, known)} Known: {one_of(known)}." if known is not None else ""
            raise ConditionError(f"{name} = {shown(one) if one is not None else '[]'} is not known.{hint}")
    return frozenset(wanted)


def _status(key: str, known: frozenset[str]) -> Callable[[str, Any, Words], Atom]:
    def make(name: str, value: Any, words: Words) -> Atom:
        wanted = _listed(value, known, name)

        def test(reading: Reading, place: int, instant: datetime) -> bool | None:
            held = reading.history.facts.at(key, instant)
            return None if held is UNKNOWN else held in wanted

        return Atom(name, test, _asks(key), lambda r, p, t: f"{_plain(name)}: {_shown(r, key, t)}")

    return make


def _shown(reading: Reading, key: str, instant: datetime) -> str:
    held = reading.history.facts.at(key, instant)
    if held is UNKNOWN:
        return "not known"
    return (", ".join(held) if isinstance(held, tuple) else str(held)) or "none"


def _open_to(name: str, value: Any, words: Words) -> Atom:
    wanted = _listed(value, terms.ROLES, name)

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        held = reading.history.facts.at("open_to", instant)
        return None if held is UNKNOWN else not wanted.isdisjoint(held)

    return Atom(name, test, _asks("open_to"), lambda r, p, t: f"open to: {_shown(r, 'open_to', t)}")


def _risk(name: str, value: Any, words: Words) -> Atom:
    wanted = _listed(value, terms.RISKS, name)

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        held, taken = reading.risks(place, instant)
        if (held and not wanted.isdisjoint(held)) or any(v[0] for r, v in taken.items() if r in wanted):
            return True
        return None if held is None or any(v[0] is None for r, v in taken.items() if r in wanted) else False

    def ask(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
        held, taken = reading.risks(place, instant)
        mine = (QUESTIONS["known_risks"],) if held is None else ()
        return mine + tuple(q for r, v in taken.items() if r in wanted for q in v[1])

    return Atom(name, test, ask, lambda r, p, t: f"known risks: {_shown(r, 'known_risks', t)}")


def _category(name: str, value: Any, words: Words) -> Atom:
    wanted = _listed(value, terms.CATEGORIES, name)
    return Atom(
        name,
        lambda r, p, t: r.history.category_at(p) in wanted,
        _nothing,
        lambda r, p, t: f"category: {_plain(r.history.category_at(p) or 'none')}",
    )


def _level(name: str, value: Any, words: Words) -> Atom:
    wanted = _listed(value, frozenset({*terms.LEVELS, terms.NOT_ASSESSED}), name)
    return Atom(
        name,
        lambda r, p, t: r.history.level_at(p) in wanted,
        _nothing,
        lambda r, p, t: f"level: {_plain(r.history.level_at(p))}",
    )


def _episodes(name: str, value: Any, words: Words) -> Atom:
    if (
        not isinstance(value, dict)
        or not {"at_least", "at_most"} & set(value)
        or set(value) - {"at_least", "at_most", "in"}
    ):
        raise ConditionError('episodes is written { at_least = 3, in = "90 days" }, with at_least or at_most')
    least, most = value.get("at_least", 0), value.get("at_most", 10**9)
    if not all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= 10**9 for n in (least, most)):
        raise ConditionError("episodes: at_least and at_most are whole numbers")
    if least > most:
        raise ConditionError("episodes: at_least is more than at_most, so it could never hold")
    length = Length.parse(value["in"]) if "in" in value else None
    if "in" in value and (length is None or length.elapsed is None):
        raise ConditionError(
            f'episodes: in = {shown(value["in"])} is not a length of elapsed time. Write "90 days"'
        )

    def counted(reading: Reading, instant: datetime) -> tuple[list[datetime], int, tuple[str, ...]]:
        sure, unsure = reading.episodes()
        earliest = instant - length.elapsed if length and length.elapsed else None
        first = bisect_left(sure, earliest) if earliest else 0
        doubtful = [asks for at, asks in unsure if at <= instant and (earliest is None or at >= earliest)]
        return (
            sure[first : bisect_right(sure, instant)],
            len(doubtful),
            tuple(dict.fromkeys(q for a in doubtful for q in a)),
        )

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        within, doubtful, _ = counted(reading, instant)
        possible = {least <= number <= most for number in range(len(within), len(within) + doubtful + 1)}
        return possible.pop() if len(possible) == 1 else None

    def say_count(reading: Reading, place: int, instant: datetime) -> str:
        within, *_ = counted(reading, instant)
        span = f" in {length}" if length else ""
        return f"episodes counted{span}: {len(within)} ({', '.join(say(t) for t in within) or 'none'})"

    return Atom(name, test, lambda r, p, t: counted(r, t)[2], say_count)


def _nights(name: str, value: Any, words: Words) -> Atom:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10_000:
        raise ConditionError(f"nights_missing is a whole number of nights, not {shown(value)}")

    def nights(reading: Reading, place: int, instant: datetime) -> Verdict:
        absence = reading.history.absence_at(place)
        spans = reading.missing_spans(absence) if absence else []
        answer: Verdict = (False, ())
        for span in spans:
            assert absence is not None
            until = min(instant, absence.ended) if absence.ended else instant
            if (local_date(until) - local_date(reading.history.times[span.first])).days >= value:
                if span.verdict[0]:
                    return True, ()
                answer = span.verdict
        return answer

    return Atom(
        name,
        lambda r, p, t: nights(r, p, t)[0],
        lambda r, p, t: nights(r, p, t)[1],
        lambda r, p, t: _said(f"missing for {value} nights", nights(r, p, t)[0]),
    )


def _service_hours(name: str, value: Any, words: Words) -> Atom:
    if not isinstance(value, str) or value not in terms.ROLES:
        raise ConditionError(f"{name}: {shown(value)} is not a role.{near(value, terms.ROLES)}")
    if value not in words.services:
        raise ServiceError(
            f"no [service.{value}] in this pack. Add it; leave its hours out if the source gives none."
        )
    wanted = name == "in_hours"

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        is_open = reading.hours.is_open(value, instant)
        return None if is_open is None else is_open is wanted

    def say_open(reading: Reading, place: int, instant: datetime) -> str:
        return _said(f"{value} open", reading.hours.is_open(value, instant))

    return Atom(name, test, lambda r, p, t: (r.hours.question(value, t),), say_open)


def _recorded(name: str, value: Any, words: Words) -> Atom:
    try:
        pattern = read_pattern(value, words.codes, moments=False, owner=False)
    except PatternError as wrong:
        raise ConditionError(f"recorded: {wrong}") from None

    def verdict(reading: Reading, place: int, instant: datetime) -> Verdict:
        absence = reading.history.absence_at(place)
        return reading.happened(pattern, absence.first if absence else 0, place)

    return Atom(
        name,
        lambda r, p, t: verdict(r, p, t)[0],
        lambda r, p, t: verdict(r, p, t)[1],
        lambda r, p, t: _said(f"recorded in this absence: {pattern.says}", verdict(r, p, t)[0]),
    )


def _answer(name: str, value: Any, words: Words) -> Atom:
    if not isinstance(value, str) or value not in words.questions:
        hint = near(value, words.questions)
        raise ConditionError(f"no [question] {shown(value)} in this pack.{hint} Add it with its sentence.")
    return Atom(
        name,
        lambda r, p, t: r.answer(value, t),
        lambda r, p, t: ((r.house.questions or {}).get(value, value),),
        lambda r, p, t: _said((r.house.questions or {}).get(value, value), r.answer(value, t)),
    )


MAKERS: Final[Mapping[str, Callable[[str, Any, Words], Atom]]] = {
    **dict.fromkeys(FACTS_YES_NO, _fact),
    "looked_after": _looked_after,
    "placed_out": _placed_out,
    "responsible_here": _responsible_here,
    "placed_here": _placed_here,
    "absent": _absent,
    "missing": _missing,
    "found": _found,
    "age_under": _age,
    "age_from": _age,
    "legal_status": _status("legal_status", terms.LEGAL_STATUSES),
    "placement": _status("placement", terms.PLACEMENTS),
    "open_to": _open_to,
    "risk": _risk,
    "category": _category,
    "level": _level,
    "episodes": _episodes,
    "nights_missing": _nights,
    "in_hours": _service_hours,
    "out_of_hours": _service_hours,
    "recorded": _recorded,
    "answer": _answer,
}
"""Every question by name."""
