"""Protocols in force: an area's pack laid over its base, for each absence the versions in force at its first word.

A base's clauses stand unless an area clause `replaces` them or a `[[withdraw]]` removes them. With two area packs each
reads the chronology by its own rules; a base clause is asked once, and falls away only if both let it go
(pack language, section 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import local_date, midnight
from homeward.protocol.errors import PackError
from homeward.protocol.hours import Service
from homeward.protocol.plan import Plan, Ready, ready
from homeward.protocol.reading import House, Reading, Start
from homeward.protocol.situation import History

MOST_KEPT: Final = 1000
"""Sets of kinds of event for which a protocol keeps which of its clauses they can start."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A base clause that an area removes, and why."""

    clause: str
    because: str


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """One version of one pack, read and checked. `effective_until` is its last day (None: until a later version begins)."""

    id: str
    version: str
    area: str
    title: str
    force: str
    effective_from: date
    effective_until: date | None
    base: str
    authorities: frozenset[str]
    set_aside_by: tuple[str, ...] | None
    covers: tuple[str, ...]
    closed: frozenset[date]
    sources: Mapping[str, str]
    services: Mapping[str, Service]
    labels: Mapping[str, str]
    questions: Mapping[str, str]
    codes: Mapping[str, frozenset[str]]
    clauses: tuple[Clause, ...]
    withdrawals: tuple[Withdrawal, ...]
    fingerprint: str

    @property
    def name(self) -> str:
        """Answer id and version, as reasons cite it."""
        return f"{self.id} {self.version}"

    def in_force_on(self, day: date) -> bool:
        """Answer whether this version is in force on a day."""
        return self.effective_from <= day and (self.effective_until is None or day <= self.effective_until)

    def lets_go(self) -> frozenset[str]:
        """Answer the ids of base clauses that this pack replaces or withdraws."""
        return frozenset(i for c in self.clauses for i in c.replaces) | {w.clause for w in self.withdrawals}


@dataclass(frozen=True, slots=True, eq=False)
class Protocol:
    """A pack with everything beneath it, as one protocol: its clauses, and by which kinds of event they can start."""

    packs: tuple[Pack, ...]
    """The area's own pack first, then its base, the base's base …"""
    clauses: tuple[Clause, ...]
    house: House
    plans: tuple[Plan, ...] = field(repr=False)
    """Its duty clauses made ready, in the order of the packs, the area's own first."""
    _started: dict[frozenset[str], tuple[Ready, ...]] = field(default_factory=dict, repr=False)

    @property
    def pack(self) -> Pack:
        """Answer the area's own pack."""
        return self.packs[0]

    def started_by(self, history: History) -> tuple[Ready, ...]:
        """Answer the duty clauses that events of these kinds can start, in the order of the packs; kept for those kinds."""
        kinds = frozenset(history.by_kind)
        found = self._started.get(kinds)
        if found is None:
            found = ready(self.plans, kinds)
            if len(self._started) < MOST_KEPT:
                self._started[kinds] = found
        return found


def lay(packs: Sequence[Pack], answered: frozenset[int] = frozenset()) -> Protocol:
    """Lay a pack over its bases. `answered` holds the identities of clauses that another protocol answers already.

    Those are left out of the clauses, not out of the rules that shape the reading.
    """
    gone: set[str] = set()
    standing: list[Clause] = []
    for pack in packs:
        standing += [c for c in pack.clauses if c.id not in gone]
        gone |= pack.lets_go()
    clauses = [c for c in standing if id(c) not in answered]
    plans = tuple(Plan(c, _allowed(packs, c)) for c in clauses if c.duty is not None and not c.duty.standing)
    return Protocol(tuple(packs), tuple(clauses), _house(packs, standing), plans)


def _allowed(packs: Sequence[Pack], clause: Clause) -> tuple[str, ...] | None:
    """Answer the posts that may set a duty of a clause aside; None: any post."""
    if clause.duty is not None and clause.duty.set_aside_by is not None:
        return clause.duty.set_aside_by
    return next((p.set_aside_by for p in packs if p.set_aside_by is not None), None)


def _house(packs: Sequence[Pack], clauses: Iterable[Clause]) -> House:
    services: dict[str, Service] = {}
    questions: dict[str, str] = {}
    for pack in reversed(packs):
        services |= pack.services
        questions |= pack.questions
    rules = [c.rule for c in clauses if c.rule is not None]
    return House(
        authorities=packs[0].authorities,
        services=services,
        questions=questions,
        closed=frozenset(day for pack in packs for day in pack.closed),
        counts_as_missing=tuple(
            (r.counts_as_missing, r.when.verdict if r.when else lambda *_: (True, ()))
            for r in rules if r.counts_as_missing
        ),
        counts_as_risk=tuple(
            (r.counts_as_risk, r.when.verdict if r.when else lambda *_: (True, ())) for r in rules if r.counts_as_risk
        ),
    )  # fmt: skip


class Line:
    """One pack that applies to a child: its versions, or the one that was named, and the versions of its bases."""

    def __init__(
        self, versions: Sequence[Pack], bases: Mapping[str, Sequence[Pack]], named: str = ""
    ) -> None:
        """Keep the versions, earliest first; `bases` holds those of each base by id. `named`: that one for all absences."""
        self.id = versions[0].id
        self.versions = tuple(versions)
        self.named = named
        self._bases = bases

    @property
    def packs(self) -> list[Pack]:
        """Answer every version of the pack and of its bases."""
        return [*self.versions, *(pack for versions in self._bases.values() for pack in versions)]

    def on(self, day: date) -> tuple[Pack, ...] | None:
        """Answer the version in force on a day and, beneath it, each base's of that day; None where none was."""
        fits = (v for v in self.versions if (v.version == self.named if self.named else v.in_force_on(day)))
        pack = next(fits, None)
        return None if pack is None else self.stack(pack, day)

    def stack(self, pack: Pack, day: date) -> tuple[Pack, ...]:
        """Answer a version and, beneath it, of each base the version in force on a day, else the nearest."""
        stack = [pack]
        while (base := stack[-1].base) in self._bases:
            versions = self._bases[base]
            nearest = versions[0] if day < versions[0].effective_from else versions[-1]
            stack.append(next((v for v in versions if v.in_force_on(day)), nearest))
        return tuple(stack)


class Protocols:
    """The packs that apply to a child: responsible authority's first, then host's. What `duties` and `limits` are handed."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Keep the lines; protocols are laid when first needed and kept."""
        self.lines = list(lines)
        self._laid: dict[tuple[int, ...], tuple[Protocol, ...]] = {}
        self._on: dict[date, tuple[Protocol, ...]] = {}
        _check_questions(self.lines)
        self.single = all(line.named and len(line.packs) == 1 for line in self.lines)
        """Whether one version applies to everything, so that no start needs to be asked which governs it."""

    def on(self, day: date) -> tuple[Protocol, ...]:
        """Answer the protocols in force on a day, laid over their bases."""
        laid = self._on.get(day)
        if laid is None:
            stacks = [stack for line in self.lines if (stack := line.on(day)) is not None]
            key = tuple(id(pack) for stack in stacks for pack in stack)
            laid = self._laid.get(key)
            if laid is None:
                laid = self._laid[key] = _lay_all(stacks)
            self._on[day] = laid
        return laid

    def used(self, history: History) -> list[Protocol]:
        """Answer every protocol that governs some part of a history."""
        days = [local_date(a.start) for a in history.absences] or []
        first = history.absences[0].first if history.absences else len(history.events)
        outside = [local_date(history.times[place]) for place in range(first)]
        since = [d for d in history.facts.line("looked_after_since")[1] if isinstance(d, date)]
        first_days = [line.versions[0].effective_from for line in self.lines] if since else []
        days += dict.fromkeys(outside + since + first_days)
        if not days:
            days = [date.max] if self.single else days
        found: dict[int, Protocol] = {}
        for day in dict.fromkeys(days):
            found.update((id(p), p) for p in self.on(day))
        return list(found.values())

    def governs(self, protocol: Protocol, reading: Reading, start: Start) -> bool:
        """Answer whether a start falls under a protocol: in force at the absence's first word, outside any at the start."""
        if self.single:
            return True
        if start.absence is None:
            return any(p is protocol for p in self.on(local_date(start.at)))
        key = ("governs", start.absence.number)
        answer: bool | None = reading.memo.get(key)
        if answer is None:
            answer = reading.memo[key] = any(p is protocol for p in self.on(local_date(start.absence.start)))
        return answer

    def begins(self, protocol: Protocol) -> datetime | None:
        """Answer the instant at which a protocol's first version began; None where one version is named for all."""
        line = next(line for line in self.lines if line.id == protocol.pack.id)
        return None if line.named else midnight(line.versions[0].effective_from)

    def day_of(self, start: Start) -> date:
        """Answer the day by which a start is judged: of the absence's first word, outside any of the start."""
        return local_date(start.absence.start if start.absence else start.at)

    def on_last(self) -> tuple[Protocol, ...]:
        """Answer the protocols of the last versions, for a child of whom nothing is recorded."""
        return _lay_all(
            [line.stack(line.versions[-1], line.versions[-1].effective_from) for line in self.lines]
        )

    def notes(self, history: History) -> tuple[str, ...]:
        """Answer which packs had no version in force for an absence: silence there is not absence of a duty."""
        days = [local_date(absence.start) for absence in history.absences]
        bare = [day for day in dict.fromkeys(days) if len(self.on(day)) < len(self.lines)]
        return tuple(_note(line, day) for line in self.lines for day in bare if line.on(day) is None)


def _note(line: Line, day: date) -> str:
    dates = ", ".join(str(version.effective_from) for version in line.versions)
    return (
        f"No version of {line.id} was in force on {day} (in force from: {dates}): "
        "what it would have asked for that absence is not known."
    )


def _lay_all(stacks: Sequence[tuple[Pack, ...]]) -> tuple[Protocol, ...]:
    laid: list[Protocol] = []
    for stack in stacks:
        mine = {id(clause) for pack in stack for clause in pack.clauses}
        answered = {id(c) for protocol in laid for c in protocol.clauses if id(c) in mine}
        laid.append(lay(stack, frozenset(answered)))
    return tuple(laid)


def _check_questions(lines: Sequence[Line]) -> None:
    asked: dict[str, tuple[str, str]] = {}
    for line in lines:
        for pack in line.packs:
            for key, sentence in pack.questions.items():
                other = asked.setdefault(key, (sentence, pack.id))
                if other[0] != sentence and other[1] != pack.id:
                    raise PackError(
                        f"{pack.id} and {other[1]} word one question, '{key}', differently. "
                        "Give one of them another name, or word both alike."
                    )
