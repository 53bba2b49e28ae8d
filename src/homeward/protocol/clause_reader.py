"""Reading a clause: every key checked, everything else refused with file, clause, key and remedy (pack language, section 10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.clause_keys import ClauseReader
from homeward.protocol.clauses import KINDS, Cite, Clause, MustNotTerms, RuleTerms
from homeward.protocol.duty_reader import read_duty
from homeward.protocol.errors import PackError, did_you_mean, one_of
from homeward.protocol.question import Words
from homeward.protocol.toml_files import printable, shown

COMMON: Final = (
    "id", "part", "cite", "assumed", "verified", "text", "note", "beside", "valid_from", "valid_until", "replaces",
    "because",
)  # fmt: skip
OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "duty": (
        "owner", "to", "with", "force", "starts", "standing", "when", "doubtful", "while", "until", "after", "met_by",
        "met_by_all", "agreed_by", "escalate", "set_aside_by", "once", "within", "counts_from", "every", "before",
        "by_opening", "by_closing", "words", "plan_time", "at_once_if",
    ),
    "rule": (
        "when", "doubtful", "level_at_least", "level_never", "may_go_below", "category_never", "counts_as_missing",
        "counts_as_risk", "ask", "kept_by",
    ),
    "must_not": ("who", "when", "until", "broken_by", "kept_by"),
    "definition": ("term",),
    "form": ("of", "items"),
    "contact": ("contacts",),
}  # fmt: skip


def kind_of(reader: ClauseReader) -> str:
    """Answer the kind of a clause: the one key that holds its sentence."""
    kinds = [k for k in KINDS if k in reader.table]
    if len(kinds) != 1:
        listed = one_of(KINDS)
        if kinds:
            reader.refuse(f"two kinds, {' and '.join(kinds)}. Keep one, or make two clauses.")
        unknown = [k for k in reader.table if k not in COMMON]
        hint = next((h for k in unknown if (h := did_you_mean(k, KINDS))), "")
        reader.refuse(f"of no kind. Write its sentence under one of: {listed}.{hint}")
    return kinds[0]


def check_keys(reader: ClauseReader, kind: str) -> None:
    """Refuse a key that this kind of clause does not have."""
    known = {kind, *COMMON, *OWN.get(kind, ())}
    for key in reader.table:
        if key not in known:
            reader.refuse(f"unknown key '{key}' for a {kind}.{did_you_mean(key, known)}")


def read_common(reader: ClauseReader, kind: str, pack: str, version: str, order: int) -> dict[str, Any]:
    """Answer what clauses of every kind carry."""
    if not reader.text("id"):
        reader.refuse("no id. Write id = the id of its requirement row.")
    if "/" in reader.text("id") or printable(reader.text("id")) != reader.text("id"):
        reader.refuse("an id is a short word without '/'.", "id")
    says = reader.text(kind)
    if not says.strip():
        reader.refuse("an empty sentence. Say what is required.", kind)
    part = reader.text("part") or None
    if part and not part.replace("-", "").replace("_", "").isalnum():
        reader.refuse(f"{shown(part)} is not one word", "part")
    valid_from, valid_until = reader.day("valid_from"), reader.day("valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        reader.refuse(f"ends ({valid_until}) before it begins ({valid_from})", "valid_until")
    return {
        "id": reader.text("id"), "part": part, "kind": kind, "says": says, "cite": _cite(reader), "pack": pack,
        "version": version, "order": order, "assumed": reader.texts("assumed"),
        "verified": reader.flag("verified", True), "text": reader.text("text"), "note": reader.text("note"),
        "beside": reader.texts("beside"), "valid_from": valid_from, "valid_until": valid_until,
        "replaces": reader.texts("replaces"), "because": reader.text("because"),
    }  # fmt: skip


def _cite(reader: ClauseReader) -> Cite:
    value = reader.table.get("cite")
    if value is None:
        reader.refuse("no citation. Add cite = { source = ..., section = ... }.")
    if not isinstance(value, dict) or not {"source", "section"} <= set(value) <= {
        "source",
        "section",
        "lines",
    }:
        reader.refuse('write cite = { source = "...", section = "...", lines = "12-14" }', "cite")
    if not all(isinstance(v, str) for v in value.values()):
        reader.refuse('source, section and lines are texts: lines = "269"', "cite")
    return Cite(value["source"], value["section"], value.get("lines", ""))


def read_rule(reader: ClauseReader) -> RuleTerms:
    """Answer the terms of a rule."""
    levels, categories = terms.LEVELS, terms.CATEGORIES
    least = reader.text("level_at_least")
    if least:
        reader.known("level_at_least", least, levels)
    risk = reader.text("counts_as_risk")
    if risk:
        reader.known("counts_as_risk", risk, terms.RISKS)
    when = reader.condition("when")
    counts_as_missing = frozenset(
        reader.known("counts_as_missing", c, categories) for c in reader.texts("counts_as_missing")
    )
    asked = {a.name for a in when.atoms()} if when else set()
    if counts_as_missing and asked & {"missing", "not_missing", "nights_missing", "episodes"}:
        reader.refuse(
            "a rule that says when a child is missing cannot turn on whether the child is missing.", "when"
        )
    if risk and asked & {"risk", "not_risk"}:
        reader.refuse("a rule that gives a risk cannot turn on the known risks.", "when")
    return RuleTerms(
        when=when,
        doubtful=reader.doubt(),
        level_at_least=least,
        level_never=frozenset(reader.known("level_never", v, levels) for v in reader.texts("level_never")),
        may_go_below=reader.roles("may_go_below"),
        category_never=frozenset(
            reader.known("category_never", c, categories) for c in reader.texts("category_never")
        ),
        counts_as_missing=counts_as_missing,
        counts_as_risk=risk,
        ask=reader.texts("ask"),
        kept_by=_kept_by(reader),
    )


def _kept_by(reader: ClauseReader) -> str:
    kept = reader.text("kept_by")
    return str(reader.known("kept_by", kept, ("software", "people"))) if kept else ""


def read_must_not(reader: ClauseReader) -> MustNotTerms:
    """Answer the terms of a prohibition."""
    return MustNotTerms(
        who=reader.roles("who"),
        when=reader.condition("when"),
        until=reader.patterns("until"),
        broken_by=reader.patterns("broken_by"),
    )


def read_shown(reader: ClauseReader, kind: str) -> Mapping[str, Any]:
    """Answer what only pages show of a definition, form or contact."""
    if kind == "contact":
        contacts = reader.table.get("contacts", [])
        keys = {"name", "phone", "email", "url", "hours", "checked"}
        if not isinstance(contacts, list) or not all(
            isinstance(c, dict)
            and c
            and set(c) <= keys
            and all(isinstance(v, str | date) for v in c.values())
            for c in contacts
        ):
            reader.refuse(f"contacts is a list of tables with {one_of(keys)}", "contacts")
        return {"contacts": tuple(contacts)}
    if kind == "form":
        return {"of": reader.text("of"), "items": reader.texts("items")}
    return {"term": reader.text("term")} if kind == "definition" else {}


def read_clause(file: str, table: Any, number: int, words: Words, version: str) -> Clause:
    """Read one clause of a pack. Raises PackError with file, clause, key and remedy."""
    if not isinstance(table, dict):
        raise PackError(f"{file}, clause {number}: a clause is a table, written [[clause]].")
    reader = ClauseReader(file, table, number, words)
    kind = kind_of(reader)
    check_keys(reader, kind)
    common = read_common(reader, kind, words.pack, version, number)
    if kind == "duty":
        return Clause(**common, duty=read_duty(reader))
    if kind == "rule":
        return Clause(**common, rule=read_rule(reader))
    if kind == "must_not":
        kept = _kept_by(reader)
        return Clause(**common, must_not=read_must_not(reader), shown={"kept_by": kept} if kept else None)
    return Clause(**common, shown=read_shown(reader, kind))
