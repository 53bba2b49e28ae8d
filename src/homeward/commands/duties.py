"""`./homeward duties`: who must do what, by when and why, for one child at one moment, from a situation file."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from homeward.commands import at_hand
from homeward.commands.asked import Asked, add_question, began, head, read_question
from homeward.commands.duties_page import in_order, page
from homeward.protocol.duties import Duties, duties

HELP = "Say who must do what, by when and why, for one child at any moment, past or to come."
EXAMPLE = "./homeward duties docs/first-night.toml --at 2026-10-24T23:00"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the situation, the moment and how the answer is shown."""
    add_question(parser)
    parser.add_argument("--why", action="store_true", help="show every reason of every duty")


def run(args: argparse.Namespace) -> int:
    """Print the answer. 1 if a clause could not be worked out, which is a fault of ours and said."""
    asked = read_question(args)
    answer = duties(asked.chronology, asked.protocols, at_hand.calendar(), asked.at)
    if args.json:
        print(json.dumps([d.as_json() for d in in_order(answer.duties)], indent=2, ensure_ascii=False))
        for said in _apart(answer):
            print(said, file=sys.stderr)
    else:
        since = began(asked)
        print(f"{_head(asked)}\n\n{page(answer, since=since, every_reason=args.why)}")
    return 1 if answer.faults else 0


def _head(asked: Asked) -> str:
    return "\n".join(head(asked, at_hand.clock()))


def _apart(answer: Duties) -> Iterable[str]:
    yield from answer.notes
    yield from (
        f"{f.clause.name} of {f.clause.pack} could not be worked out ({f.error})." for f in answer.faults
    )
