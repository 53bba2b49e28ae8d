"""What a clause says once it has been read: plain frozen records. `clause_reader` makes them, `duties` and `limits` ask them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from homeward.protocol.clocks import Length
from homeward.protocol.conditions import Condition
from homeward.protocol.patterns import Pattern

KINDS: Final = ("duty", "rule", "must_not", "definition", "guidance", "right", "measure", "form", "contact")
"""The kinds of clause: the key that holds its sentence."""


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a clause comes from: the source's id in its pack, the section, and the lines where we hold the text."""

    source: str
    section: str
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """One way of a routed value: `value` where `when` is not no (always, where there is no `when`)."""

    when: Condition | None
    value: Any


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owes a duty: the first route that fits, or whoever the starting event names under `named_in`."""

    routes: tuple[Route, ...]
    named_in: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Where the source is silent or contradicts itself, and in which words."""

    when: Condition
    says: str


@dataclass(frozen=True, slots=True)
class Clock:
    """When a duty arises and is due. At most one of within, every, before, by_opening and by_closing is set."""

    once: Length | None = None
    within: tuple[Route, ...] = ()
    every: Length | None = None
    before: tuple[Pattern, ...] = ()
    by_opening: str = ""
    by_closing: str = ""
    counts_from_start: bool = False
    words: str | None = None
    plan_time: str = ""
    at_once_if: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyTerms:
    """Who, when, how met (pack language, sections 5 and 6)."""

    owner: Owner
    to: tuple[Route, ...]
    with_: tuple[str, ...]
    force: str
    standing: bool
    starts: tuple[Pattern, ...]
    when: Condition | None
    doubtful: Doubt | None
    while_: Condition | None
    until: tuple[Pattern, ...]
    after: tuple[Pattern, ...]
    met_by: tuple[Pattern, ...]
    met_by_all: tuple[Pattern, ...]
    agreed_by: tuple[str, ...]
    escalate: tuple[str, ...]
    set_aside_by: tuple[str, ...] | None
    clock: Clock


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """A constraint on levels and categories, or a principle (pack language, section 8)."""

    when: Condition | None
    doubtful: Doubt | None
    level_at_least: str = ""
    level_never: frozenset[str] = frozenset()
    may_go_below: tuple[str, ...] = ()
    category_never: frozenset[str] = frozenset()
    counts_as_missing: frozenset[str] = frozenset()
    counts_as_risk: str = ""
    ask: tuple[str, ...] = ()
    kept_by: str = ""

    def has_effect(self) -> bool:
        """Answer whether the engine can see it broken."""
        return bool(self.level_at_least or self.level_never or self.category_never)


@dataclass(frozen=True, slots=True)
class MustNotTerms:
    """Something that nobody, or somebody, may do."""

    who: tuple[str, ...]
    when: Condition | None
    until: tuple[Pattern, ...]
    broken_by: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a pack: its sentence, its citation, what is our reading, and the terms of its kind.

    `pack` and `version` name the pack it stands in; `order` is its place there. `shown` holds what only pages show
    (term, of, items, contacts).
    """

    id: str
    part: str | None
    kind: str
    says: str
    cite: Cite
    pack: str
    version: str
    order: int
    assumed: tuple[str, ...] = ()
    verified: bool = True
    text: str = ""
    note: str = ""
    beside: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    replaces: tuple[str, ...] = ()
    because: str = ""
    duty: DutyTerms | None = None
    rule: RuleTerms | None = None
    must_not: MustNotTerms | None = None
    shown: Mapping[str, Any] | None = None

    def holds_on(self, day: date) -> bool:
        """Answer whether the clause is valid on a day, its last day included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def name(self) -> str:
        """Answer the id with its part, as people write it."""
        return f"{self.id} {self.part}" if self.part else self.id
