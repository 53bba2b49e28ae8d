"""`./homeward limits`: which rules and prohibitions hold for one child at one moment, what they ask, and what breaks them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from homeward.commands import at_hand
from homeward.commands.asked import Asked, add_question, head, notes, read_question
from homeward.commands.wording import listed, plain, reason, sentence, wrapped
from homeward.protocol.event import Event
from homeward.protocol.limits import Limit, limits
from homeward.protocol.reasons import told

HELP = "Say which rules and prohibitions hold for one child at any moment, and what breaks them."
EXAMPLE = "./homeward limits docs/first-night.toml --at 2026-10-24T23:00"

_COLUMN: Final = 14
_GROUPS: Final[dict[str, Callable[[Limit], bool]]] = {
    "BROKEN": lambda limit: bool(limit.broken_by) and limit.clause.verified,
    "GONE AGAINST, by clauses not yet verified (no breach until somebody has checked them)": lambda limit: (
        bool(limit.broken_by)
    ),
    "NOT KNOWN until a question is answered": lambda limit: limit.in_force is None,
    "IN FORCE": lambda limit: bool(limit.in_force),
    "NOT IN FORCE NOW": lambda limit: True,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the situation, the moment and how the answer is shown."""
    add_question(parser)


def run(args: argparse.Namespace) -> int:
    """Print the answer."""
    asked = read_question(args)
    found = limits(asked.chronology, asked.protocols, at_hand.calendar(), asked.at)
    if args.json:
        print(json.dumps([limit.as_json() for limit in found], indent=2, ensure_ascii=False))
        for note in notes(asked):
            print(note, file=sys.stderr)
        return 0
    print("\n".join(head(asked, at_hand.clock())))
    for block in _groups(found, asked):
        print(f"\n{block}")
    for note in notes(asked):
        print(f"\n{wrapped(f'NOTE: {note}', 0)}")
    if not found:
        print("\nNo rule and no prohibition.")
    return 0


def _groups(found: Sequence[Limit], asked: Asked) -> Iterator[str]:
    events = {event.id: event for event in asked.chronology.in_order()}
    left = list(found)
    for title, holds in _GROUPS.items():
        held = [limit for limit in left if holds(limit)]
        left = [limit for limit in left if not holds(limit)]
        if held:
            yield "\n".join(
                [wrapped(f"{title}: {len(held)}", 0), *(_block(limit, events, asked.at) for limit in held)]
            )


def _block(limit: Limit, events: dict[str, Event], now: datetime) -> str:
    clause = limit.clause
    marks = [f"Our reading: {listed(map(plain, clause.assumed))}."] if clause.assumed else []
    marks += [] if clause.verified else ["Not yet verified."]
    sort = "Not allowed: " if clause.kind == "must_not" else ""
    lines = [wrapped(" ".join([f"{sort}{sentence(clause.says)}", *marks]), _COLUMN, clause.name)]
    for id_ in limit.broken_by:
        event = f": {reason(told(events[id_]), now)}" if id_ in events else ""
        lines.append(wrapped(f"Broken by {id_}{event}.", _COLUMN))
    lines += [wrapped(f"? {question}", _COLUMN) for question in limit.asks]
    return "\n".join(lines)
