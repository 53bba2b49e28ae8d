"""`./homeward pack diff`: which clauses one version of a pack adds, removes and changes against another, in words."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Final

from homeward.commands.at_hand import add_packs_option, shelf
from homeward.commands.clause_words import words_of
from homeward.commands.pack_hours import hours_in_words
from homeward.commands.wording import count, listed, plain, sentence, wrapped
from homeward.protocol.clauses import Clause
from homeward.protocol.errors import PackError, one_of
from homeward.protocol.layers import Pack
from homeward.protocol.shelf import Shelf

HELP = "Say in words what differs between two packs, or two versions of one."
EXAMPLE = "./homeward pack diff pan-beds@2023-08 pan-beds"

_COLUMN: Final = 14


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two, and the folder of a council's own packs."""
    for name, metavar, which in (("a", "A", "the earlier"), ("b", "B", "the later")):
        parser.add_argument(
            name, metavar=metavar, help=f"{which}: id, or id@version (id alone: its last version)"
        )
    add_packs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print what differs."""
    held = shelf(args.packs)
    one, other = _named(held, args.a), _named(held, args.b)
    print(f"From {one.name} to {other.name}\n")
    blocks = list(_blocks(one, other))
    print("\n\n".join(blocks) if blocks else "Nothing differs.")
    return 0


def _named(held: Shelf, name: str) -> Pack:
    id_, _, version = name.partition("@")
    versions = held.versions(id_)
    found = next((v for v in versions if v.version == version), None) if version else versions[-1]
    if found is None:
        known = one_of(v.version for v in versions)
        raise PackError(f"There is no version '{version}' of {id_}. Versions here: {known}.")
    return found


def _blocks(one: Pack, other: Pack) -> Iterator[str]:
    header = _changes(_header(one), _header(other))
    if header:
        yield "\n".join(["THE PACK ITSELF", *header])
    before, after = _clauses(one), _clauses(other)
    added = [c for name, c in after.items() if name not in before]
    removed = [c for name, c in before.items() if name not in after]
    if added:
        yield "\n".join([f"ADDED: {count(len(added), 'clause')}", *map(_line, added)])
    if removed:
        yield "\n".join([f"REMOVED: {count(len(removed), 'clause')}", *map(_line, removed)])
    changed = [
        "\n".join([_line(after[name]), *lines])
        for name, clause in before.items()
        if name in after and (lines := _changes(words_of(clause), words_of(after[name])))
    ]
    if changed:
        yield "\n".join([f"CHANGED: {count(len(changed), 'clause')}", *changed])


def _clauses(pack: Pack) -> dict[str, Clause]:
    """Answer clauses by name; of several that follow one another by date, each by its first day too."""
    named: dict[str, Clause] = {}
    for clause in pack.clauses:
        named[clause.name if clause.name not in named else f"{clause.name} {clause.valid_from}"] = clause
    return named


def _line(clause: Clause) -> str:
    return wrapped(sentence(clause.says), _COLUMN, clause.name)


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    lines = []
    for label in dict.fromkeys((*before, *after)):
        was, becomes = before.get(label, ""), after.get(label, "")
        if was == becomes:
            continue
        if not was:
            said = f"{label}: new: {becomes}"
        elif not becomes:
            said = f"{label}: no longer: {was}"
        else:
            said = f"{label}: was: {was}; becomes: {becomes}"
        lines.append(wrapped(sentence(said), _COLUMN))
    return lines


def _header(pack: Pack) -> dict[str, str]:
    said = {
        "Area": pack.area,
        "Title": pack.title,
        "Police force": pack.force,
        "From": str(pack.effective_from),
        "Until": str(pack.effective_until or ""),
        "Base": pack.base,
        "Authorities": listed(sorted(pack.authorities)),
        "May set aside": "any post" if pack.set_aside_by is None else listed(map(plain, pack.set_aside_by)),
        "Covers": listed(map(plain, pack.covers)),
        "Closed days": listed(map(str, sorted(pack.closed))),
        "Sources": listed(pack.sources),
        "Withdrawn of the base": listed(w.clause for w in pack.withdrawals),
    }
    said |= {f"Service {plain(role)}": _service(pack, role) for role in pack.services}
    said |= {f"Label {plain(name)}": word for name, word in pack.labels.items()}
    return said | {f"Question {name}": asked for name, asked in pack.questions.items()}


def _service(pack: Pack, role: str) -> str:
    service = pack.services[role]
    return ", ".join(piece for piece in (service.name, service.contact, *hours_in_words(service)) if piece)
