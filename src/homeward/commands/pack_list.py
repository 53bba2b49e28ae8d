"""`./homeward pack list`: the packs at hand, their versions, how many duties each asks, and what is not verified."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from datetime import date

from homeward.commands import at_hand
from homeward.commands.at_hand import add_packs_option, shelf
from homeward.commands.wording import count, wrapped
from homeward.protocol.clocks import local_date
from homeward.protocol.errors import HomewardError
from homeward.protocol.layers import Pack

HELP = "List the packs at hand: area, versions, number of duties, verified or not."
EXAMPLE = "./homeward pack list"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the folder of a council's own packs."""
    add_packs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print the list. 1 if a pack is refused; the others are listed all the same."""
    held, code, today = shelf(args.packs), 0, local_date(at_hand.clock())
    for id_ in held.ids():
        try:
            versions = held.versions(id_)
        except HomewardError as refusal:
            print(wrapped(f"REFUSED: {refusal}", 16, id_))
            code = 1
            continue
        print(wrapped(f"{versions[-1].area}. {versions[-1].title}".rstrip(), 16, id_))
        for line in _versions(versions, today):
            print(wrapped(line, 16))
    return code


def _versions(versions: Sequence[Pack], today: date) -> Iterator[str]:
    for pack in versions:
        duties = [c for c in pack.clauses if c.duty is not None]
        unverified = sum(not c.verified for c in pack.clauses)
        verified = f"{unverified} of its clauses not yet verified" if unverified else "every clause verified"
        base = f", on {pack.base}" if pack.base else ""
        yield (
            f"Version {pack.version}, {dates(pack, today)}: {count(len(duties), 'duty', 'duties')} in "
            f"{count(len(pack.clauses), 'clause')}, {verified}{base}."
        )


def dates(pack: Pack, today: date) -> str:
    """Write from when until when a version holds, and whether it does today."""
    until = f" until {pack.effective_until}" if pack.effective_until else ""
    now = "in force" if pack.in_force_on(today) else "not in force today"
    return f"{now} from {pack.effective_from}{until}"
