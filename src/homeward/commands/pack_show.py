"""`./homeward pack show`: the protocol in force in an area, flattened over its base, readable, with its citations."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date

from homeward.commands import at_hand
from homeward.commands.asked import silent_about
from homeward.commands.at_hand import add_packs_option, shelf
from homeward.commands.clause_words import KINDS_IN_WORDS, words_of
from homeward.commands.pack_hours import hours_in_words
from homeward.commands.pack_list import dates
from homeward.commands.wording import listed, plain, sentence, wrapped
from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import local_date
from homeward.protocol.errors import PackError
from homeward.protocol.layers import Pack, Protocol

HELP = "Print the protocol in force in an area, with the citation of each clause."
EXAMPLE = "./homeward pack show wakefield --at 2026-10-23"
_COLUMN = 14


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the area, the day, and the folder of a council's own packs."""
    parser.add_argument("area", metavar="AREA", help="the id of a pack, or id@version (pack list names them)")
    parser.add_argument(
        "--at", metavar="DATE", type=_day, help="the day, such as 2026-10-23; left out: today"
    )
    add_packs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print it."""
    day = args.at or local_date(at_hand.clock())
    protocols = shelf(args.packs).protocols([args.area])
    laid = protocols.on(day)
    if not laid:
        versions = listed(f"{v.version} from {v.effective_from}" for v in protocols.lines[0].versions)
        raise PackError(
            f"No version of {args.area} was in force on {day}. Versions: {versions}. Choose a day with --at."
        )
    for block in _blocks(laid[0], day):
        print(f"{block}\n")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-10-23") from None


def _blocks(protocol: Protocol, day: date) -> Iterator[str]:
    pack = protocol.pack
    yield "\n".join(wrapped(line, 0) for line in _head(protocol, day))
    yield from _services(protocol)
    for kind, title in KINDS_IN_WORDS.items():
        clauses = [c for c in protocol.clauses if c.kind == kind]
        if clauses:
            yield f"{title.upper()}: {len(clauses)}"
            yield "\n\n".join(_clause(clause, pack, day) for clause in clauses)
    yield from _let_go(protocol)


def _head(protocol: Protocol, day: date) -> Iterator[str]:
    pack = protocol.pack
    yield f"{pack.area}. {sentence(pack.title)}" if pack.title else sentence(pack.area)
    yield f"{pack.name}, {dates(pack, day)} (asked for {day})."
    for base in protocol.packs[1:]:
        yield f"Laid over {base.name}, {base.area}: its clauses are marked [{base.id}]."
    if pack.force:
        yield f"Police force: {pack.force}."
    if pack.authorities:
        yield f"Authorities: {listed(sorted(pack.authorities))}."
    if pack.set_aside_by is not None:
        yield f"Duties may be set aside by: {listed(map(plain, pack.set_aside_by), 'or')}."
    if agencies := silent_about(pack):
        yield (
            f"This area's text here holds no duties of their own for: {listed(map(plain, agencies), 'or')}. That it "
            "says nothing does not mean that they owe nothing."
        )
    for label, word in pack.labels.items():
        yield f"Here the {plain(label)} is called: {word}."
    for question in pack.questions.values():
        yield f"Asks: {question}"


def _services(protocol: Protocol) -> Iterator[str]:
    lines = []
    for role, service in sorted((protocol.house.services or {}).items()):
        said = [piece for piece in (service.name, service.contact, *hours_in_words(service)) if piece]
        lines.append(wrapped(sentence(f"{plain(role)}: {', '.join(said)}"), 2, "-"))
    if lines:
        yield "SERVICES\n" + "\n".join(lines)


def _clause(clause: Clause, pack: Pack, day: date) -> str:
    words = words_of(clause)
    marks = [f"[{clause.pack}]"] * (clause.pack != pack.id)
    marks += ["[not yet verified]"] * (not clause.verified)
    marks += [f"[not on {day}]"] * (not clause.holds_on(day))
    says = " ".join([sentence(words.pop("Sentence")), *marks])
    for shown in ("Verified", "Items", "Contacts"):
        words.pop(shown, None)
    rest = [wrapped(sentence(f"{label}: {said}"), _COLUMN) for label, said in words.items()]
    items = [wrapped(item, _COLUMN + 2, f"{' ' * _COLUMN}-") for item in _items(clause)]
    return "\n".join([wrapped(says, _COLUMN, clause.name), *items, *rest])


def _items(clause: Clause) -> Iterator[str]:
    shown = clause.shown or {}
    yield from shown.get("items", ())
    for contact in shown.get("contacts", ()):
        yield ", ".join(str(value) for value in contact.values())


def _let_go(protocol: Protocol) -> Iterator[str]:
    lines: list[str] = []
    for depth, pack in enumerate(protocol.packs):
        beneath = {c.id: c for base in protocol.packs[depth + 1 :] for c in base.clauses}
        lines += _replaced(pack, beneath)
        for gone in pack.withdrawals:
            says = beneath[gone.clause].says if gone.clause in beneath else ""
            lines.append(wrapped(sentence(f"{says} Withdrawn: {gone.because}"), _COLUMN, gone.clause))
    if lines:
        yield "OF THE BASE, REPLACED OR WITHDRAWN HERE\n" + "\n".join(lines)


def _replaced(pack: Pack, beneath: dict[str, Clause]) -> Sequence[str]:
    return [
        wrapped(
            sentence(f"{sentence(beneath[id_].says)} Replaced by {clause.name}: {clause.because}"),
            _COLUMN,
            id_,
        )
        for clause in pack.clauses
        for id_ in clause.replaces
        if id_ in beneath
    ]
