"""The questions a clause may ask, one maker each: the value in the pack goes in, a compiled question comes out.

To add a question, write its maker, name it in `MAKERS` and write its test. `conditions` puts them together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.clocks import Length, age_on, local_date, say
from homeward.protocol.facts import QUESTIONS, UNKNOWN
from homeward.protocol.patterns import PatternError, read_pattern
from homeward.protocol.question import (
    Ask,
    Atom,
    ConditionError,
    ServiceError,
    Words,
    asks_facts,
    fact_shown,
    flag,
    listed,
    nothing,
    plain,
    said,
)
from homeward.protocol.reading import Reading, Verdict
from homeward.protocol.toml_files import near, shown

FACTS_YES_NO: Final = (
    "social_worker", "lead_professional", "school", "unaccompanied", "care_leaver", "disability",
    "child_protection_plan",
)  # fmt: skip


def _fact(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        held = reading.history.facts.at(name, instant)
        return None if held is UNKNOWN else bool(held)

    return flag(name, value, truth, asks_facts(name))


def _looked_after(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        since = reading.history.facts.at("looked_after_since", instant)
        if since is UNKNOWN:
            return None
        return since is not None and since <= local_date(instant)

    return flag(name, value, truth, asks_facts("looked_after_since"))


def _placed_out(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        facts = reading.history.facts
        placed, responsible = facts.at("placed_in", instant), facts.at("responsible_authority", instant)
        if placed is UNKNOWN or (placed and responsible is UNKNOWN):
            return None
        return bool(placed) and placed != responsible

    return flag(name, value, truth, asks_facts("placed_in", "responsible_authority"))


def _responsible_here(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        return _here(reading, reading.history.facts.at("responsible_authority", instant))

    return flag(name, value, truth, _asks_here(words, "responsible_authority"))


def _placed_here(name: str, value: Any, words: Words) -> Atom:
    def truth(reading: Reading, place: int, instant: datetime) -> bool | None:
        facts = reading.history.facts
        placed = facts.at("placed_in", instant)
        return _here(reading, placed if placed else facts.at("responsible_authority", instant))

    return flag(name, value, truth, _asks_here(words, "placed_in", "responsible_authority"))


def _here(reading: Reading, authority: Any) -> bool | None:
    if not reading.house.authorities or authority is UNKNOWN:
        return None
    return authority in reading.house.authorities


def _asks_here(words: Words, *keys: str) -> Ask:
    asks = asks_facts(*keys)

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

    return flag(name, value, truth, nothing)


def _missing(name: str, value: Any, words: Words) -> Atom:
    return flag(name, value, lambda r, p, t: r.missing_at(p)[0], lambda r, p, t: r.missing_at(p)[1])


def _found(name: str, value: Any, words: Words) -> Atom:
    return flag(name, value, lambda r, p, t: r.history.found_at(p), nothing)


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


def _status(key: str, known: frozenset[str]) -> Callable[[str, Any, Words], Atom]:
    def make(name: str, value: Any, words: Words) -> Atom:
        wanted = listed(value, known, name)

        def test(reading: Reading, place: int, instant: datetime) -> bool | None:
            held = reading.history.facts.at(key, instant)
            return None if held is UNKNOWN else held in wanted

        return Atom(name, test, asks_facts(key), lambda r, p, t: f"{plain(name)}: {fact_shown(r, key, t)}")

    return make


def _open_to(name: str, value: Any, words: Words) -> Atom:
    wanted = listed(value, terms.ROLES, name)

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        held = reading.history.facts.at("open_to", instant)
        return None if held is UNKNOWN else not wanted.isdisjoint(held)

    return Atom(name, test, asks_facts("open_to"), lambda r, p, t: f"open to: {fact_shown(r, 'open_to', t)}")


def _risk(name: str, value: Any, words: Words) -> Atom:
    wanted = listed(value, terms.RISKS, name)

    def test(reading: Reading, place: int, instant: datetime) -> bool | None:
        held, taken = reading.risks(place, instant)
        if (held and not wanted.isdisjoint(held)) or any(v[0] for r, v in taken.items() if r in wanted):
            return True
        return None if held is None or any(v[0] is None for r, v in taken.items() if r in wanted) else False

    def ask(reading: Reading, place: int, instant: datetime) -> tuple[str, ...]:
        held, taken = reading.risks(place, instant)
        mine = (QUESTIONS["known_risks"],) if held is None else ()
        return mine + tuple(q for r, v in taken.items() if r in wanted for q in v[1])

    return Atom(name, test, ask, lambda r, p, t: f"known risks: {fact_shown(r, 'known_risks', t)}")


def _category(name: str, value: Any, words: Words) -> Atom:
    wanted = listed(value, terms.CATEGORIES, name)
    return Atom(
        name,
        lambda r, p, t: r.history.category_at(p) in wanted,
        nothing,
        lambda r, p, t: f"category: {plain(r.history.category_at(p) or 'none')}",
    )


def _level(name: str, value: Any, words: Words) -> Atom:
    wanted = listed(value, frozenset({*terms.LEVELS, terms.NOT_ASSESSED}), name)
    return Atom(
        name,
        lambda r, p, t: r.history.level_at(p) in wanted,
        nothing,
        lambda r, p, t: f"level: {plain(r.history.level_at(p))}",
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
        lambda r, p, t: said(f"missing for {value} nights", nights(r, p, t)[0]),
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
        return said(f"{value} open", reading.hours.is_open(value, instant))

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
        lambda r, p, t: said(f"recorded in this absence: {pattern.says}", verdict(r, p, t)[0]),
    )


def _answer(name: str, value: Any, words: Words) -> Atom:
    if not isinstance(value, str) or value not in words.questions:
        hint = near(value, words.questions)
        raise ConditionError(f"no [question] {shown(value)} in this pack.{hint} Add it with its sentence.")
    return Atom(
        name,
        lambda r, p, t: r.answer(value, t),
        lambda r, p, t: ((r.house.questions or {}).get(value, value),),
        lambda r, p, t: said((r.house.questions or {}).get(value, value), r.answer(value, t)),
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
