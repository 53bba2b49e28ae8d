"""`./homeward pack test`: run the scenarios beside a pack; say which came out otherwise, and which clauses none shows."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from typing import Final

from homeward.commands.at_hand import add_packs_option, calendar, shelf
from homeward.commands.wording import count, reason, wrapped
from homeward.protocol import scenarios as core
from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import Calendar
from homeward.protocol.errors import PackError
from homeward.protocol.layers import Pack
from homeward.protocol.scenarios import Outcome, Scenario
from homeward.protocol.shelf import Shelf
from homeward.protocol.toml_files import parse_toml, read_text

HELP = "Run the scenarios beside a pack and say what came out otherwise, and which clauses none shows."
EXAMPLE = "./homeward pack test wakefield"

_PATIENCE: Final = 1.0
"""Seconds after which progress is said, and said again."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the area and the folder of a council's own packs."""
    parser.add_argument("area", metavar="AREA", help="the id of a pack (pack list names them)")
    add_packs_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print every scenario that is wrong and every gap. 1 if there is any."""
    held = shelf(args.packs)
    versions = held.versions(args.area)
    scenarios = _scenarios(held, args.area)
    outcomes = _run(scenarios, calendar())
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    for outcome in wrong:
        print(wrapped(f'"{outcome.scenario.name}":', 0))
        for line in outcome.wrong:
            print(wrapped(reason(line, outcome.scenario.at), 4, "  -"))
    missing = core.gaps(_clauses(versions), outcomes)
    if missing:
        print("Not shown by any scenario:")
        for gap in missing:
            print(wrapped(gap, 4, "  -"))
    print(
        f"{args.area}: {count(len(outcomes), 'scenario')}, {len(outcomes) - len(wrong)} as written, "
        f"{len(wrong)} otherwise; {count(len(missing), 'gap')}."
    )
    return int(bool(wrong or missing))


def _scenarios(held: Shelf, id_: str) -> Sequence[Scenario]:
    file = held.folder(id_) / "scenarios.toml"
    name = f"{id_}/{file.name}"
    if not file.is_file():
        print(f"{name}: there are no scenarios beside this pack. Write some: they are its test.")
        return ()
    return core.read_scenarios(name, parse_toml(name, read_text(file), PackError), id_, held)


def _run(scenarios: Sequence[Scenario], days: Calendar) -> list[Outcome]:
    outcomes: list[Outcome] = []
    said = time.monotonic()
    for number, scenario in enumerate(scenarios, 1):
        outcomes.append(core.run(scenario, days))
        if time.monotonic() - said > _PATIENCE:
            print(f"{number} of {len(scenarios)} scenarios run ...", file=sys.stderr, flush=True)
            said = time.monotonic()
    return outcomes


def _clauses(versions: Iterable[Pack]) -> list[Clause]:
    """Answer the clauses of all versions, the latest of each name."""
    return list({clause.name: clause for pack in versions for clause in pack.clauses}.values())
