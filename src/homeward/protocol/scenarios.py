"""Scenarios: situations with the answer written by hand, beside each pack, readable by a safeguarding lead (section 11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NoReturn

from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import Calendar, say, to_local
from homeward.protocol.duties import duties
from homeward.protocol.duty import STATUSES
from homeward.protocol.errors import PackError, SituationError, did_you_mean, one_of
from homeward.protocol.event_reader import instant
from homeward.protocol.layers import Protocols
from homeward.protocol.limits import limits
from homeward.protocol.patterns import no_role
from homeward.protocol.shelf import NO_BASE, Shelf
from homeward.protocol.situations import read_chronology
from homeward.protocol.toml_files import near, shown

_KEYS: Final = ("name", "packs", "base", "child", "events", "at", "known_at", "expect", "absent", "broken")
_INSTANTS: Final = ("due", "arose", "met_at")
_RECIPIENT: Final = ("role", "state", "at")
_STATES: Final = ("told", "not_told", "set_aside", "owed")
_Parts = Mapping[str, set[str | None]]
"""The parts of each clause in force, by its id."""
EXPECTABLE: Final = (
    "clause", "part", "pack", "owner", "to", "with", "occurrence", "arose", "due", "status", "met_at", "words", "asks",
    "assumed", "verified", "missed", "was_overdue", "late_word", "recipients", "force", "key", "duty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario as read: what happened, the moment at which it is asked, and what must come out."""

    name: str
    chronology: Chronology
    protocols: Protocols
    at: datetime
    expect: tuple[Mapping[str, Any], ...]
    absent: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario showed: where it was wrong (nothing: it holds), and which clauses it exercised in which way."""

    scenario: Scenario
    wrong: tuple[str, ...]
    seen: frozenset[tuple[str, str | None, str]] = field(repr=False)
    """Clause, part, and one of met, absent, overdue, broken."""


def read_scenarios(file: str, document: Mapping[str, Any], pack: str, shelf: Shelf) -> list[Scenario]:
    """Read the scenarios beside a pack. Raises PackError with file, scenario and key."""
    for key in document:
        if key not in ("child", "scenario"):
            raise PackError(f"{file}: unknown table [{key}].{did_you_mean(key, ('child', 'scenario'))}")
    cast = document.get("child", {})
    tables = document.get("scenario", [])
    if not isinstance(cast, dict) or not isinstance(tables, list):
        raise PackError(f"{file}: children are written [child.NAME], scenarios [[scenario]].")
    laid: dict[tuple[Any, ...], Protocols] = {}
    return [
        _Reader(file, number, table, cast, pack).read(shelf, laid) for number, table in enumerate(tables, 1)
    ]


class _Reader:
    """One scenario's table and how to refuse it."""

    def __init__(self, file: str, number: int, table: Any, cast: Mapping[str, Any], pack: str) -> None:
        if not isinstance(table, dict):
            raise PackError(f"{file}, scenario {number}: a scenario is a table.")
        name = table.get("name")
        self.where = f"{file}, scenario {number}{f' ({name})' if name else ''}"
        self.table, self.cast, self.pack = table, cast, pack

    def refuse(self, key: str, what: str) -> NoReturn:
        raise PackError(f"{self.where}, {key}: {what}")

    def read(self, shelf: Shelf, laid: dict[tuple[Any, ...], Protocols]) -> Scenario:
        for key in self.table:
            if key not in _KEYS:
                self.refuse(key, f"unknown key.{did_you_mean(key, _KEYS)} Keys: {one_of(_KEYS)}.")
        name = self.table.get("name")
        if not isinstance(name, str) or not name:
            self.refuse("name", "say in a sentence what it shows.")
        protocols = self._protocols(shelf, laid)
        chronology = self._chronology(protocols)
        at = self._instant("at")
        if "known_at" in self.table:
            chronology = chronology.known_at(self._instant("known_at"))
        known: dict[str, set[str | None]] = {}
        for clause in (c for line in protocols.lines for p in line.packs for c in p.clauses):
            known.setdefault(clause.id, set()).add(clause.part)
        return Scenario(
            name,
            chronology,
            protocols,
            at,
            self._expect(known),
            self._ids("absent", known),
            self._ids("broken", known),
        )

    def _protocols(self, shelf: Shelf, laid: dict[tuple[Any, ...], Protocols]) -> Protocols:
        packs, base = self.table.get("packs", [self.pack]), self.table.get("base", "")
        if not isinstance(packs, list) or base not in ("", NO_BASE):
            self.refuse("packs", 'packs is a list of pack ids; base may only be "none".')
        key = (tuple(packs), base)
        if key not in laid:
            laid[key] = shelf.protocols(packs, base=base != NO_BASE)
        return laid[key]

    def _chronology(self, protocols: Protocols) -> Chronology:
        child = self.table.get("child", {})
        if isinstance(child, str):
            if child not in self.cast:
                self.refuse("child", f"there is no [child.{child}].{did_you_mean(child, self.cast)}")
            child = self.cast[child]
        try:
            return read_chronology(
                child, self.table.get("events", []), protocols,
                lambda key: f"{self.where}, child {key}",
                lambda number: lambda key: f"{self.where}, event {number}{', ' + key if key else ''}",
            )  # fmt: skip
        except SituationError as wrong:
            raise PackError(str(wrong)) from None

    def _instant(self, key: str) -> datetime:
        if key not in self.table:
            self.refuse(key, "at which moment is it asked?")
        return instant(self.table[key], lambda what: self.refuse(key, what))

    def _expect(self, known: _Parts) -> tuple[Mapping[str, Any], ...]:
        rows = self.table.get("expect", [])
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            self.refuse("expect", "a list of tables, each with clause and what must hold of it.")
        return tuple(self._row(row, known) for row in rows)

    def _row(self, row: Mapping[str, Any], known: _Parts) -> Mapping[str, Any]:
        self._clause("expect", row.get("clause"), row.get("part"), known)
        read = dict(row)
        for key, value in row.items():
            if key not in EXPECTABLE:
                self.refuse("expect", f"unknown key '{key}'.{did_you_mean(key, EXPECTABLE)}")
            if key in _INSTANTS and value != "none":
                read[key] = instant(value, lambda what, k=key: self.refuse(f"expect, {k}", what))  # type: ignore[misc]
        if "status" in row and row["status"] not in STATUSES:
            hint = near(row["status"], STATUSES)
            said = f"{shown(row['status'])} is not a status.{hint} Statuses: {one_of(STATUSES)}."
            self.refuse("expect, status", said)
        if "recipients" in row:
            self._recipients(row["recipients"])
        return read

    def _recipients(self, value: Any) -> None:
        where = "expect, recipients"
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.refuse(where, 'write recipients = [{ role = "school", state = "told" }].')
        for one in value:
            for key in one:
                if key not in _RECIPIENT:
                    self.refuse(
                        where, f"unknown key '{key}'.{near(key, _RECIPIENT)} Keys: {one_of(_RECIPIENT)}."
                    )
            role, state = one.get("role", "school"), one.get("state", "told")
            if not isinstance(role, str) or role not in terms.ROLES:
                self.refuse(where, f"{no_role(role)}{'' if near(role, terms.ROLES) else '.'}")
            if state not in _STATES:
                self.refuse(
                    where,
                    f"{shown(state)} is not how a recipient stands.{near(state, _STATES)} States: {one_of(_STATES)}.",
                )

    def _ids(self, key: str, known: _Parts) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
            self.refuse(key, "a list of clause ids.")
        for name in value:
            self._clause(key, *_split(name), known)
        return tuple(value)

    def _clause(self, key: str, id_: Any, part: Any, known: _Parts) -> None:
        if not isinstance(id_, str) or id_ not in known:
            self.refuse(key, f"no clause '{id_}' in force here.{did_you_mean(str(id_), known)}")
        if part is not None and part not in known[id_]:
            parts = {p for p in known[id_] if p}
            has = f"Its parts: {one_of(parts)}." if parts else "It has no parts."
            self.refuse(key, f"no part {shown(part)} of {id_}.{near(part, parts)} {has}")


def run(scenario: Scenario, calendar: Calendar) -> Outcome:
    """Ask the engine and compare. A clause with a part may be named "BEDS-054 high" in absent and broken."""
    answer = duties(scenario.chronology, scenario.protocols, calendar, scenario.at)
    rows = [d.as_json() for d in answer]
    recurring = {d.key for d in answer if d.clause.duty and d.clause.duty.clock.every}
    wrong = [f"{f.clause.name} could not be worked out ({f.error})" for f in answer.faults]
    seen: set[tuple[str, str | None, str]] = set()
    for want in scenario.expect:
        found = next((r for r in rows if _fits(r, want)), None)
        if found is None:
            wrong.append(_missed(want, rows, recurring))
        else:
            seen |= _shown(found)
    for name in scenario.absent:
        id_, _, part = name.partition(" ")
        listed = [r for r in rows if r["clause"] == id_ and (not part or r["part"] == part)]
        if listed:
            wrong.append(f"{name} should not be listed, and is: {_brief(listed[0], recurring)}")
        seen.add((id_, part or None, "absent"))
    broken = {_limit_name(limit.clause, name) for limit in limits(
        scenario.chronology, scenario.protocols, calendar, scenario.at
    ) if limit.broken_by for name in scenario.broken}  # fmt: skip
    for name in scenario.broken:
        if name not in broken:
            wrong.append(f"{name} should show as broken, and does not")
        seen.add((*_split(name), "broken"))
    return Outcome(scenario, tuple(wrong), frozenset(seen))


def _limit_name(clause: Clause, name: str) -> str:
    return clause.name if " " in name else clause.id


def _split(name: str) -> tuple[str, str | None]:
    id_, _, part = name.partition(" ")
    return id_, part or None


def _fits(row: Mapping[str, Any], want: Mapping[str, Any]) -> bool:
    return all(_same(key, row.get(key), value) for key, value in want.items())


def _same(key: str, got: Any, want: Any) -> bool:
    if key in _INSTANTS:
        return got is None if want == "none" else got is not None and datetime.fromisoformat(got) == want
    if key in ("missed", "was_overdue", "late_word"):
        return bool(got) is want
    if key in ("to", "with", "asks", "assumed"):
        return sorted(got) == sorted(want if isinstance(want, list) else [want])
    if key == "recipients":
        return all(any(_within(w, g) for g in got or []) for w in want)
    return bool(got == want)


def _within(want: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    return all(
        got.get(k) == v
        if not isinstance(v, date)
        else k in got and datetime.fromisoformat(got[k]).replace(tzinfo=None) == v
        for k, v in want.items()
    )  # fmt: skip


def _shown(row: Mapping[str, Any]) -> set[tuple[str, str | None, str]]:
    shows = {"met": "met", "met_late": "met", "overdue": "overdue"}.get(row["status"])
    missed = {(row["clause"], row["part"], "overdue")} if row.get("missed") else set()
    return missed | ({(row["clause"], row["part"], shows)} if shows else set())


def _missed(want: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], recurring: set[str]) -> str:
    same = [
        r for r in rows if r["clause"] == want["clause"] and ("part" not in want or r["part"] == want["part"])
    ]
    asked = ", ".join(f"{k} {_value(v)}" for k, v in want.items() if k != "clause")
    got = "; ".join(_brief(r, recurring) for r in same[:4]) or "it is not listed"
    return f"{want['clause']}: wanted {asked}; but {got}"


def _brief(row: Mapping[str, Any], recurring: set[str]) -> str:
    part = f" {row['part']}" if row["part"] else ""
    turn = f" #{row['occurrence']}" if row["key"] in recurring else ""
    due, met = (_local(datetime.fromisoformat(row[k])) if row[k] else "" for k in ("due", "met_at"))
    return f"{row['clause']}{part}{turn} {row['status']}, due {due or 'none'}, met {met or 'never'}"


def _value(value: Any) -> str:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return _local(value)
    return value if isinstance(value, str) else shown(value)


def _local(at: datetime) -> str:
    """Write an instant as reasons do; of a time that comes twice, which of the two."""
    local = to_local(at)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{say(at)}{f' {local.tzname()}' if twice else ''}"


def gaps(protocol_clauses: Sequence[Clause], outcomes: Sequence[Outcome]) -> list[str]:
    """Answer which clauses of a pack lack a scenario: met, does not apply, overdue where there is a time, broken."""
    seen = {s for o in outcomes for s in o.seen}

    def has(clause: Clause, what: str) -> bool:
        return (clause.id, clause.part, what) in seen or (
            what in ("absent", "broken") and (clause.id, None, what) in seen
        )

    missing = []
    for clause in protocol_clauses:
        if clause.duty is not None and not clause.duty.standing:
            clock = clause.duty.clock
            needs = ["met", "absent"]
            if clause.duty.force != "may" and (clock.within or clock.every or clock.before):
                needs.append("overdue")
            words = {"met": "is met", "absent": "does not apply", "overdue": "is overdue"}
            missing += [
                f"{clause.name}: no scenario in which it {words[n]}" for n in needs if not has(clause, n)
            ]
        elif (clause.rule is not None and clause.rule.has_effect() and not has(clause, "broken")) or (
            clause.must_not is not None and clause.must_not.broken_by and not has(clause, "broken")
        ):
            missing.append(f"{clause.name}: no scenario that breaks it")
    return missing
