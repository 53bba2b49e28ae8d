"""A clause in labelled words: what `pack show` prints and `pack diff` compares. The same clause always gives the same words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from homeward.commands.wording import listed, plain
from homeward.protocol.clauses import Clause, Clock, DutyTerms, MustNotTerms, Route, RuleTerms
from homeward.protocol.conditions import Condition
from homeward.protocol.patterns import Pattern

_SMALL: Final = frozenset(
    [
        "A",
        "All",
        "An",
        "And",
        "Any",
        "As",
        "At",
        "Bars",
        "Both",
        "By",
        "Each",
        "Every",
        "For",
        "From",
        "Here",
        "In",
        "It",
        "Its",
        "More",
        "Must",
        "No",
        "Nobody",
        "Not",
        "One",
        "Only",
        "Our",
        "Says",
        "So",
        "Some",
        "Such",
        "That",
        "The",
        "Their",
        "These",
        "They",
        "This",
        "Those",
        "Under",
        "We",
        "What",
        "When",
        "Where",
        "Who",
        "With",
    ]
)
"""First words that are no name: within a sentence they have a small letter."""
Words = Iterator[tuple[str, str]]
KINDS_IN_WORDS: Final[Mapping[str, str]] = {
    "duty": "Duties",
    "rule": "Rules",
    "must_not": "Not allowed",
    "right": "The child's rights",
    "definition": "Definitions",
    "form": "Forms: what to ask or hold",
    "guidance": "Guidance",
    "measure": "Measures",
    "contact": "Contacts",
}


def words_of(clause: Clause) -> dict[str, str]:
    """Answer all that a clause says, each thing under its label, in the order in which a reader needs it."""
    said: dict[str, str] = {"Sentence": clause.says}
    said.update((label, words) for label, words in _terms(clause) if words)
    said.update((label, words) for label, words in _rest(clause) if words)
    return said


def _terms(clause: Clause) -> Words:
    if clause.text:
        yield "In full", clause.text
    if clause.duty is not None:
        yield from _duty(clause.duty)
    elif clause.rule is not None:
        yield from _rule(clause.rule)
    elif clause.must_not is not None:
        yield from _must_not(clause.must_not)
    shown = clause.shown or {}
    yield "Term", str(shown.get("term", ""))
    yield "Form", plain(str(shown.get("of", "")))
    yield "Items", "; ".join(shown.get("items", ()))
    yield "Contacts", "; ".join(", ".join(str(v) for v in c.values()) for c in shown.get("contacts", ()))


def _rest(clause: Clause) -> Words:
    yield "Note", clause.note
    yield "Shown beside", listed(map(plain, clause.beside))
    yield "Valid", _dates(clause)
    yield (
        "Replaces",
        f"{listed(clause.replaces)}, because {_run_on(clause.because)}" if clause.replaces else "",
    )
    yield "Our reading", listed(map(plain, clause.assumed))
    yield "Verified", "" if clause.verified else "not yet"
    yield "Source", cited(clause)


def _run_on(text: str) -> str:
    first, space, rest = text.partition(" ")
    return f"{first.lower() if first in _SMALL else first}{space}{rest}"


def cited(clause: Clause) -> str:
    """Write where a clause comes from: source, section, lines."""
    cite = clause.cite
    lines = f", {'lines' if '-' in cite.lines or ',' in cite.lines else 'line'} {cite.lines}"
    return f"{cite.source}, {cite.section}{lines if cite.lines else ''}"


def _dates(clause: Clause) -> str:
    since = f"from {clause.valid_from} " if clause.valid_from else ""
    return f"{since}{f'until {clause.valid_until}, its last day' if clause.valid_until else ''}".strip()


def _duty(duty: DutyTerms) -> Words:
    yield "Force", duty.force
    named = f"whoever is named in '{duty.owner.named_in}', else " if duty.owner.named_in else ""
    yield "Owner", named + _routes(duty.owner.routes)
    yield "To", _routes(duty.to)
    yield "With", listed(map(plain, duty.with_))
    yield "Starts", "standing: owed at all times, not for one child" if duty.standing else _any(duty.starts)
    yield "If", condition(duty.when)
    if duty.doubtful:
        yield "Doubtful", f"{duty.doubtful.says} (if {condition(duty.doubtful.when)})"
    yield from _clock(duty.clock)
    yield "After", _every(duty.after)
    yield "Met by", _any(duty.met_by)
    yield "Met by all of", _every(duty.met_by_all)
    yield "Agreed by, in turn", ", then ".join(map(plain, duty.agreed_by))
    yield "While", condition(duty.while_)
    yield "Ends at", _any(duty.until)
    yield "Told when overdue, in turn", ", then ".join(map(plain, duty.escalate))
    if duty.set_aside_by is not None:
        yield "May be set aside by", listed(map(plain, duty.set_aside_by), "or")


def _clock(clock: Clock) -> Words:
    yield "Once", str(clock.once or "")
    counts = ", counted from the start" if clock.counts_from_start else ""
    yield "Within", _routes(clock.within) + (counts if clock.within else "")
    yield "Every", str(clock.every or "")
    yield "Before", _any(clock.before)
    yield "By the next opening of", plain(clock.by_opening)
    yield "By the next closing of", plain(clock.by_closing)
    yield "In the source's words", clock.words or ""
    yield "Unless the child's plan says", plain(clock.plan_time)
    yield "At once if", _any(clock.at_once_if)


def _rule(rule: RuleTerms) -> Words:
    yield "If", condition(rule.when)
    if rule.doubtful:
        yield "Doubtful", f"{rule.doubtful.says} (if {condition(rule.doubtful.when)})"
    yield "Level at least", plain(rule.level_at_least)
    yield "Levels not allowed", listed(sorted(map(plain, rule.level_never)), "or")
    yield "May go below", listed(map(plain, rule.may_go_below), "or")
    yield "Categories not allowed", listed(sorted(map(plain, rule.category_never)), "or")
    yield "Counts as missing", listed(sorted(map(plain, rule.counts_as_missing)), "or")
    yield "Counts as a risk of", plain(rule.counts_as_risk)
    yield "Asks", "; ".join(rule.ask)
    yield "Kept by", rule.kept_by


def _must_not(ban: MustNotTerms) -> Words:
    yield "Who", listed(map(plain, ban.who), "or")
    yield "If", condition(ban.when)
    yield "Allowed after", _any(ban.until)
    yield "Broken by", _any(ban.broken_by)


def _any(patterns: Sequence[Pattern]) -> str:
    return ", or ".join(_pattern(p) for p in patterns)


def _every(patterns: Sequence[Pattern]) -> str:
    return ", and ".join(_pattern(p) for p in patterns)


def _pattern(pattern: Pattern) -> str:
    says = f"{pattern.says} by whoever owes it" if pattern.by_owner else pattern.says
    return f"{says}{' (if possible)' if pattern.if_possible else ''}"


def _routes(routes: Sequence[Route]) -> str:
    ways = []
    for route in routes:
        value = listed(map(plain, route.value)) if isinstance(route.value, tuple) else plain(str(route.value))
        ways.append(f"{value} if {condition(route.when)}" if route.when else value)
    return "; else ".join(ways)


def condition(asked: Condition | None) -> str:
    """Write a condition as its pack asks it: all of a table, any of several."""
    if asked is None:
        return ""
    tables = json.loads(asked.key)
    every = [" and ".join(_question(key, value) for key, value in table.items()) for table in tables]
    return "; or ".join(every)


def _question(key: str, value: Any) -> str:
    negated = key.startswith("not_")
    name = plain(key.removeprefix("not_"))
    if isinstance(value, bool):
        return name if value else f"not {name}"
    if isinstance(value, dict):
        inside = " ".join(f"{plain(k)} {_value(v)}" for k, v in value.items())
        return f"{name}{' not' if negated else ''}: {inside}"
    return f"{name} {'not ' if negated else ''}{_value(value)}"


def _value(value: Any) -> str:
    return listed((plain(str(v)) for v in value), "or") if isinstance(value, list) else plain(str(value))
