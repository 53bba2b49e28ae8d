"""Reading a pack's file: header, sources, services, words, then its clauses. Anything that is not named is refused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.clause_reader import read_clause
from homeward.protocol.clauses import Clause
from homeward.protocol.errors import PackError, did_you_mean, one_of
from homeward.protocol.layers import Pack, Withdrawal
from homeward.protocol.pack_header import Header, read_services
from homeward.protocol.question import Words
from homeward.protocol.toml_files import shown

TABLES: Final = ("pack", "source", "service", "label", "question", "code", "clause", "withdraw")
HEADER: Final = (
    "id", "area", "title", "force", "version", "effective_from", "effective_until", "base", "authorities",
    "set_aside_by", "covers", "closed",
)  # fmt: skip
SOURCE: Final = ("file", "title", "url")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")

ReadSource = Callable[[str], str | None]
"""Answers the text of a source beside the pack, or None where there is no such file."""


def read_pack(
    file: str,
    text: str,
    document: Mapping[str, Any],
    read_source: ReadSource,
    base_codes: Mapping[str, frozenset[str]],
) -> Pack:
    """Read and check one version of a pack.

    `file` names it in refusals ("pan-beds/pack.toml"), `document` is what its text parses to; `base_codes` are the codes of the
    product and of the base.
    Raises PackError with file, clause, key and remedy.
    """
    header = _header(file, document)
    id_, version = header.text("id", required=True), header.text("version", required=True)
    sources, lines = _sources(header, read_source)
    services, codes = read_services(header), _codes(header, base_codes)
    words = Words(codes, frozenset(services), header.strings("question"), id_)
    clauses = _clauses(file, document, words, version, lines)
    from_, until = _dates(header)
    return Pack(
        id=id_, version=version, area=header.text("area", required=True), title=header.text("title"),
        force=header.text("force"), effective_from=from_, effective_until=until, base=header.text("base"),
        authorities=frozenset(header.texts("authorities")),
        set_aside_by=header.roles("set_aside_by") if "set_aside_by" in header.pack else None,
        covers=header.roles("covers") or _owners(clauses), closed=header.days("[pack]", header.pack.get("closed", [])),
        sources=sources, services=services, labels=header.strings("label"), questions=words.questions, codes=codes,
        clauses=clauses, withdrawals=_withdrawals(header),
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip


def _header(file: str, document: Mapping[str, Any]) -> Header:
    for name in document:
        if name not in TABLES:
            raise PackError(f"{file}: unknown table [{name}].{did_you_mean(name, TABLES)}")
    header = Header(file, document)
    for key in header.pack:
        if key not in HEADER:
            header.refuse("[pack]", f"unknown key '{key}'.{did_you_mean(key, HEADER)}")
    id_ = header.text("id", required=True)
    if not _NAME.fullmatch(id_):
        header.refuse("[pack]", f"id {shown(id_)} is not lower-case letters, digits and hyphens.")
    return header


def _dates(header: Header) -> tuple[date, date | None]:
    from_, until = header.day("effective_from"), header.day("effective_until")
    if from_ is None:
        header.refuse("[pack]", "no effective_from. Add the day from which this version holds.")
    if until is not None and until < from_:
        header.refuse("[pack]", f"effective_until ({until}) lies before effective_from ({from_}).")
    return from_, until


def _sources(header: Header, read_source: ReadSource) -> tuple[Mapping[str, str], Mapping[str, int | None]]:
    titles: dict[str, str] = {}
    lines: dict[str, int | None] = {}
    for name, table in header.table("source").items():
        where = f"[source.{name}]"
        if not isinstance(table, dict) or set(table) - set(SOURCE):
            header.refuse(
                where, 'write file = "sources/....txt", title = "..." (no file where we hold no copy).'
            )
        if not all(isinstance(value, str) for value in table.values()):
            header.refuse(where, "file, title and url are texts.")
        file = table.get("file")
        text = read_source(file) if isinstance(file, str) else None
        if file is not None and text is None:
            header.refuse(
                where, f"there is no file {shown(file)} beside the pack. Add it, or leave file out."
            )
        titles[name] = str(table.get("title", name))
        lines[name] = len(text.splitlines()) if text is not None else None
    return titles, lines


def _codes(header: Header, base: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    codes = dict(base)
    for name, values in header.table("code").items():
        if name not in terms.CODES:
            header.refuse(
                "[code]",
                f"unknown list '{name}'.{did_you_mean(name, terms.CODES)} Lists: {one_of(terms.CODES)}.",
            )
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            header.refuse("[code]", f"{name} is a list of codes.")
        codes[name] = codes.get(name, frozenset()) | frozenset(values)
    return codes


def _clauses(
    file: str, document: Mapping[str, Any], words: Words, version: str, lines: Mapping[str, int | None]
) -> tuple[Clause, ...]:
    tables = document.get("clause", [])
    if not isinstance(tables, list):
        raise PackError(f"{file}: clauses are written [[clause]], with two brackets.")
    clauses = tuple(
        read_clause(file, table, number, words, version) for number, table in enumerate(tables, 1)
    )
    held: dict[tuple[str, str | None], list[Clause]] = {}
    for clause in clauses:
        _check_cite(file, clause, lines)
        for other in held.setdefault((clause.id, clause.part), []):
            if _overlap(clause, other):
                raise PackError(
                    f"{file}, clause {clause.name}: twice in this pack. Give one a part, or dates that do not overlap."
                )
        held[clause.id, clause.part].append(clause)
    return clauses


def _overlap(one: Clause, other: Clause) -> bool:
    return (one.valid_from or date.min) <= (other.valid_until or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_until or date.max)


def _check_cite(file: str, clause: Clause, lines: Mapping[str, int | None]) -> None:
    cite, where = clause.cite, f"{file}, clause {clause.name}, cite"
    if cite.source not in lines:
        raise PackError(
            f"{where}: no [source.{cite.source}] in this pack.{did_you_mean(cite.source, lines)} Add it."
        )
    held = lines[cite.source]
    if cite.lines and held is None:
        raise PackError(
            f"{where}: lines of a source of which we hold no copy. Leave lines out, or add its file."
        )
    for line in _ends(cite.lines):
        if line is None:
            raise PackError(
                f'{where}: lines = {shown(cite.lines)} are not lines. Write "12", "12-14" or "12, 14-16".'
            )
        if held is not None and not 1 <= line <= held:
            raise PackError(
                f"{where}: line {line} is beyond the end of {cite.source}, which has {held} line{'' if held == 1 else 's'}."
            )


def cited_lines(text: str) -> list[int | None]:
    """Answer the line numbers that a citation names, each of a range; None stands for what is not one."""
    ends = iter(_ends(text))
    lines: list[int | None] = []
    for first, last in zip(ends, ends, strict=False):
        if first is None or last is None:
            return [None]
        lines += range(first, last + 1)
    return lines


def _ends(text: str) -> list[int | None]:
    """Answer the first and last line of each range that a citation names; None twice for what is not one."""
    ends: list[int | None] = []
    for piece in text.split(",") if text else []:
        found = re.fullmatch(r"\s*([0-9]{1,6})(?:\s*-\s*([0-9]{1,6}))?\s*", piece)
        if not found or int(found[2] or found[1]) < int(found[1]):
            return [None, None]
        ends += [int(found[1]), int(found[2] or found[1])]
    return ends


def _withdrawals(header: Header) -> tuple[Withdrawal, ...]:
    tables = header.document.get("withdraw", [])
    if not isinstance(tables, list):
        header.refuse("[[withdraw]]", "is written with two brackets.")
    for table in tables:
        if not isinstance(table, dict) or not _is_withdrawal(table):
            header.refuse(
                "[[withdraw]]",
                'write clause = "...", because = "...", cite = { source = ..., section = ... }.',
            )
    return tuple(Withdrawal(str(t["clause"]), str(t["because"])) for t in tables)


def _is_withdrawal(table: Mapping[str, Any]) -> bool:
    cite = table.get("cite")
    texts = [table.get("clause"), table.get("because")]
    if set(table) != {"clause", "because", "cite"} or not isinstance(cite, dict):
        return False
    cited = {"source", "section"} <= set(cite) <= {"source", "section", "lines"}
    return cited and all(isinstance(t, str) and t for t in [*texts, *cite.values()])


def _owners(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    roles = {str(route.value) for c in clauses if c.duty for route in c.duty.owner.routes}
    return tuple(sorted(roles))
