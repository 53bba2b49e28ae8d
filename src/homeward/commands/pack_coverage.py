"""`./homeward pack coverage`: the clauses of a pack set against the requirement rows and the lines of its sources beside it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from homeward.commands.at_hand import add_packs_option, shelf
from homeward.commands.pack_rows import read_rows, slips
from homeward.commands.wording import count, listed, plain, wrapped
from homeward.protocol.clauses import Clause
from homeward.protocol.errors import PackError
from homeward.protocol.pack_reader import cited_lines
from homeward.protocol.shelf import Shelf
from homeward.protocol.toml_files import parse_toml, read_text, shown

HELP = "Set a pack's clauses against its requirement rows and the lines of its sources; name what is missing."
EXAMPLE = "./homeward pack coverage wakefield"

FITTING: Final[Mapping[str, tuple[str, ...]]] = {
    "duty": ("duty",),
    "system": ("duty",),
    "analysis": ("measure",),
    "rule": ("rule", "must_not"),
}
"""Kinds of clause that fit a kind of row; any other row needs a clause of its own kind."""
OWED: Final = ("duty", "system")
_SHORT: Final = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the areas and the folder of a council's own packs."""
    parser.add_argument(
        "areas",
        metavar="AREA",
        nargs="*",
        help="ids of packs; none: every pack with a requirements.yaml beside it",
    )
    add_packs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is missing. 1 if a row of kind duty or system has no duty clause, or the rows hold a slip."""
    held = shelf(args.packs)
    areas = args.areas or [id_ for id_ in held.ids() if _rows_file(held, id_).is_file()]
    missing = slipped = 0
    for id_ in areas:
        coverage = cover(held, id_)
        missing += len(coverage.missing)
        slipped += len(coverage.slips)
        for line in _page(coverage):
            print(line)
    if slipped:
        print(
            f"{count(slipped, 'slip')} in the rows: mend them first, since a slip may hide what is missing."
        )
    if missing:
        print(f"Missing: {count(missing, 'row')}.")
    if not slipped and not missing:
        print("No row of kind duty or system is missing.")
    return int(bool(missing or slipped))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one pack answers of its rows: how many there are, slips in them, duty or system rows that it
    misses, other differences, lines."""

    pack: str
    rows: Mapping[str, int]
    slips: tuple[str, ...]
    missing: tuple[str, ...]
    differences: tuple[str, ...]
    lines: int
    uncited: tuple[str, ...]


def cover(held: Shelf, id_: str) -> Coverage:
    """Set every clause of every version of a pack against its rows and the lines of its sources."""
    clauses = [clause for pack in held.versions(id_) for clause in pack.clauses]
    rows, texts = read_rows(_rows_file(held, id_)), _sources(held, id_)
    blank = {n for lines in texts.values() for n, line in enumerate(lines, 1) if not line.strip()}
    missing: list[str] = []
    differences: list[str] = []
    kinds: dict[str, int] = {}
    for row in rows:
        kind = row["kind"] if isinstance(row["kind"], str) else shown(row["kind"])
        kinds[kind] = kinds.get(kind, 0) + 1
        own = [c for c in clauses if c.id == row["id"]]
        fitting = [c for c in own if c.kind in FITTING.get(kind, (kind,))]
        if fitting:
            differences += [f"{row['id']}: {said}" for said in _differences(row, fitting, blank)]
        else:
            other = f"; its clause is a {own[0].kind}" if own else ""
            said = f"{row['id']}, a {kind} row, has no clause of its kind{other}: {_short(row['text'])}"
            (missing if kind in OWED else differences).append(said)
    known = [row["id"] for row in rows]
    differences += [f"{c.name} answers no row" for c in clauses if c.id not in known]
    lines, uncited = _uncited(texts, clauses)
    return Coverage(
        id_, kinds, tuple(slips(rows, texts)), tuple(missing), tuple(differences), lines, tuple(uncited)
    )


def _rows_file(held: Shelf, id_: str) -> Path:
    return held.folder(id_) / "requirements.yaml"


def _differences(row: Mapping[str, Any], clauses: Sequence[Clause], blank: set[int]) -> Iterator[str]:
    forces = {c.duty.force for c in clauses if c.duty is not None}
    if row.get("force") and forces and forces != {row["force"]}:
        yield f"force is {row['force']} in the row and {listed(sorted(forces))} in the clause"
    wanted = {word.strip() for word in str(row.get("assumed") or "").split(",") if word.strip()}
    assumed = {word for clause in clauses for word in clause.assumed}
    if wanted != assumed:
        yield (
            f"what is our reading is {listed(sorted(wanted)) or 'nothing'} in the row and "
            f"{listed(sorted(assumed)) or 'nothing'} in the clause"
        )
    lines = {line for clause in clauses for line in cited_lines(clause.cite.lines)}
    if (lines ^ set(cited_lines(str(row.get("lines") or "")))) - blank:
        cited = listed(dict.fromkeys(c.cite.lines for c in clauses if c.cite.lines))
        yield f"lines are {row.get('lines') or 'none'} in the row and {cited or 'none'} in the clause"


def _uncited(texts: Mapping[str, Sequence[str]], clauses: Sequence[Clause]) -> tuple[int, list[str]]:
    """Answer how many lines the sources have that say something, and those that no clause cites."""
    total, uncited = 0, []
    for source, lines in texts.items():
        cited = {n for c in clauses if c.cite.source == source for n in cited_lines(c.cite.lines)}
        for number, line in enumerate(lines, 1):
            if line.strip():
                total += 1
                if number not in cited:
                    uncited.append(f"{source}, line {number}: {_short(line)}")
    return total, uncited


def _sources(held: Shelf, id_: str) -> Mapping[str, Sequence[str]]:
    """Answer the lines of each source of which the pack holds a copy."""
    folder = held.folder(id_)
    texts: dict[str, Sequence[str]] = {}
    for file in sorted(folder.glob("pack*.toml")):
        sources = parse_toml(f"{id_}/{file.name}", read_text(file), PackError).get("source", {})
        for name, table in sources.items():
            if "file" in table:
                texts[name] = read_text(folder / table["file"]).splitlines()
    return texts


def _short(text: object) -> str:
    said = " ".join(str(text).split())
    return said if len(said) <= _SHORT else f"{said[:_SHORT].rsplit(' ', 1)[0]} ..."


def _page(coverage: Coverage) -> Iterator[str]:
    kinds = listed(f"{number} {plain(kind)}" for kind, number in coverage.rows.items())
    yield wrapped(f"{coverage.pack}: {count(sum(coverage.rows.values()), 'row')} ({kinds}).", 0)
    for said in coverage.slips:
        yield wrapped(f"SLIP: {said}", 4, "  -")
    for said in coverage.missing:
        yield wrapped(f"MISSING: {said}", 4, "  -")
    for said in coverage.differences:
        yield wrapped(said, 4, "  -")
    cited = coverage.lines - len(coverage.uncited)
    yield f"  {cited} of {count(coverage.lines, 'line')} of its sources cited.{' Not cited:' * (cited < coverage.lines)}"
    for said in coverage.uncited:
        yield wrapped(said, 6, "    -")
    yield ""
