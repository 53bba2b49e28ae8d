"""`./homeward pack check`: does one file of a pack fit the language, its base and its sources; if not, what is wrong."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from homeward.commands.at_hand import add_packs_option, folders, shelf
from homeward.commands.wording import count, listed, plain, wrapped
from homeward.protocol import terms
from homeward.protocol.clause_reader import read_clause
from homeward.protocol.clauses import Clause, DutyTerms
from homeward.protocol.errors import FileError, HomewardError, PackError, did_you_mean
from homeward.protocol.events import KINDS
from homeward.protocol.layers import Pack
from homeward.protocol.pack_reader import read_pack
from homeward.protocol.patterns import MOMENTS, Pattern
from homeward.protocol.question import Words
from homeward.protocol.shelf import Shelf
from homeward.protocol.toml_files import parse_toml, read_text

HELP = "Check one file of a pack: say what is wrong in it, or that it fits."
EXAMPLE = "./homeward pack check my-packs/hull/pack.toml --packs my-packs"

_ENDS_ABSENCE = ("back", "returned", "died", "episode_closed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the file, and the folder of a council's own packs, in which a base may lie."""
    parser.add_argument(
        "file", metavar="FILE", help="a pack.toml or pack-<version>.toml; what it names lies beside it"
    )
    add_packs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print what is wrong (1) or that it fits (0). Warnings alone refuse nothing."""
    file = Path(args.file)
    if file.is_dir():
        raise FileError(f"{file}: that is a folder; name its pack.toml.")
    if not file.is_file():
        raise FileError(f"{file}: there is no such file. Name a pack.toml.")
    try:
        held = _shelf_with(file.resolve().parent, args.packs)
        pack = held.read(file)
        bases = tuple(base for versions in held.bases([pack]).values() for base in versions)
        if pack.id in held.ids():
            held.versions(pack.id)
    except PackError as refusal:
        print("\n".join(_refusals(args.packs, file, str(refusal))))
        return 1
    wrong = list(_beside(pack, bases))
    for line in (*wrong, *(f"Warning: {said}" for said in warnings(pack))):
        print(wrapped(line, 0))
    if wrong:
        return 1
    duties = sum(c.duty is not None for c in pack.clauses)
    print(f"{pack.name} fits: {count(len(pack.clauses), 'clause')}, {count(duties, 'duty', 'duties')}.")
    return 0


def _shelf_with(folder: Path, packs: str | None) -> Shelf:
    """Answer the packs at hand and the file's own folder, so that its other versions are looked at too."""
    held = shelf(packs)
    if any(held.folder(id_).resolve() == folder for id_ in held.ids()):
        return held
    return Shelf([*folders(packs), folder])


def _refusals(packs: str | None, file: Path, first: str) -> list[str]:
    """Answer the refusal of every clause, so that a writer need not mend one a run; where only the file is wrong, that."""
    name = f"{file.resolve().parent.name}/{file.name}"
    try:
        text = read_text(file)
        document = parse_toml(name, text, PackError)
        base = str(document["pack"].get("base", ""))
        codes = shelf(packs).versions(base)[-1].codes if base else terms.CODES
        bare = read_pack(name, text, document | {"clause": [], "withdraw": []}, lambda source: "", codes)
        tables = list(document["clause"])
    except (HomewardError, LookupError, TypeError, AttributeError):
        return [first]
    words = Words(bare.codes, frozenset(bare.services), bare.questions, bare.id)
    found = []
    for number, table in enumerate(tables, 1):
        try:
            read_clause(name, table, number, words, bare.version)
        except PackError as refusal:
            found.append(str(refusal))
    return found if first in found else [first, *found]


def _beside(pack: Pack, bases: tuple[Pack, ...]) -> Iterator[str]:
    every = [c for one in (pack, *bases) for c in one.clauses]
    known = {c.id for c in every} | {c.name for c in every} | set(KINDS) | set(MOMENTS) | set(pack.labels)
    known |= {str(c.shown["term"]) for c in every if c.shown and c.shown.get("term")}
    for clause in pack.clauses:
        for name in clause.beside:
            if name not in known:
                yield (
                    f"{pack.id}, clause {clause.name}, beside: '{name}' is no clause, term or event here."
                    f"{did_you_mean(name, known)}"
                )


def warnings(pack: Pack) -> Iterator[str]:
    """Answer which duties nothing can meet, or nothing can start: no slip of writing, but surely not meant."""
    for clause in pack.clauses:
        if clause.duty is not None:
            for said in (
                *_never_met(clause, clause.duty),
                *_never_arises(clause.duty),
                *_no_way_left(clause.duty),
            ):
                yield f"{pack.id}, clause {clause.name}: {said}"


def _never_met(clause: Clause, duty: DutyTerms) -> Iterator[str]:
    for pattern in (*duty.met_by, *duty.met_by_all):
        if pattern.kinds == ("duty_done",):
            yield "nothing can meet it by duty_done, which counts only where met_by is left out. Leave met_by out."
    if duty.met_by_all:
        return
    recipients = {role for route in duty.to for role in route.value}
    for role in sorted(recipients):
        if duty.met_by and not any(_may_reach(pattern, role) for pattern in duty.met_by):
            yield (
                f"it is to tell {plain(role)}, and no event of its met_by can say that {plain(role)} was told. "
                "Name them there, or leave 'to' out of met_by."
            )
    for post in duty.agreed_by:
        if not any(_may_be_by(pattern, post) for pattern in duty.met_by):
            yield f"{plain(post)} must agree, and no event of its met_by can be by {plain(post)}."


def _may_reach(pattern: Pattern, role: str) -> bool:
    wanted = [pattern.wants[key] for key in ("to", "with", "by") if key in pattern.wants]
    ways = [not negated and bool(values & terms.covers(role)) for values, negated in wanted]
    named = "to" in pattern.wants or "with" in pattern.wants
    return not named or any(ways)


def _may_be_by(pattern: Pattern, post: str) -> bool:
    values, negated = pattern.wants.get("by", (frozenset(), True))
    return bool(values & terms.covers(post)) is not negated or (negated and not values)


def _never_arises(duty: DutyTerms) -> Iterator[str]:
    starts = {p.moment or kind for p in duty.starts for kind in (p.kinds or ("",))}
    if not starts or not starts <= set(_ENDS_ABSENCE):
        return
    for key, asked in (("while", duty.while_), ("when", duty.when)):
        if asked is not None and all(_only_away(table) for table in json.loads(asked.key)):
            yield (
                f"it can never arise: it starts with {listed(sorted(map(plain, starts)), 'or')}, which ends the "
                f"absence, and its {key} asks that the child be away."
            )


def _no_way_left(duty: DutyTerms) -> Iterator[str]:
    for key, routes in (("owner", duty.owner.routes), ("within", duty.clock.within)):
        if routes and routes[-1].when is not None:
            yield f"where no way of its {key} fits, it has none. Add a last way without when, if the source gives one."


def _only_away(table: dict[str, Any]) -> bool:
    return table.get("absent") is True or table.get("missing") is True
