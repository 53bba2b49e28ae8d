"""The question that `duties` and `limits` share: which situation, at which moment, as known when; and the head of the answer."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from homeward.commands.at_hand import add_packs_option, calendar, shelf
from homeward.commands.child_state import child, in_force, state
from homeward.commands.wording import listed, plain, span, when, wrapped
from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.layers import Pack, Protocols
from homeward.protocol.situation import History
from homeward.protocol.situations import read_instant, read_situation

AGENCIES: Final = (
    "police", "childrens_social_care", "school", "placement", "family", "health", "return_interviewer",
)  # fmt: skip
"""Those who work from one record; a pack's text may be silent about some of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: a file's name, its chronology as known at a moment, its protocols, and the moment."""

    name: str
    chronology: Chronology
    protocols: Protocols
    at: datetime
    known_at: datetime | None


def add_question(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the question."""
    parser.add_argument(
        "situation", metavar="SITUATION", help="a situation file (docs/events.md says how to write one)"
    )
    parser.add_argument(
        "--at",
        metavar="INSTANT",
        required=True,
        help="the moment: 2026-10-24T23:00, local time unless it has an offset",
    )
    parser.add_argument(
        "--known-at", metavar="INSTANT", help="leave out what was written down after this moment"
    )
    add_packs_option(parser)
    parser.add_argument("--json", action="store_true", help="print the answer for programs")


def read_question(args: argparse.Namespace) -> Asked:
    """Read the file and the moments. Raises HomewardError for what cannot be used."""
    at = read_instant(args.at, "--at")
    known_at = read_instant(args.known_at, "--known-at") if args.known_at else None
    path = Path(args.situation)
    situation = read_situation(path, shelf(args.packs))
    chronology = situation.chronology
    if known_at is not None:
        chronology = chronology.known_at(known_at)
    return Asked(path.name, chronology, situation.protocols, at, known_at)


def notes(asked: Asked) -> Sequence[str]:
    """Answer which packs had no version in force for an absence."""
    return asked.protocols.notes(History(asked.chronology, asked.at))


def began(asked: Asked) -> datetime | None:
    """Answer when the absence in question began, the last by then; None where there is none."""
    absences = History(asked.chronology, asked.at).absences
    return absences[-1].began if absences else None


def head(asked: Asked, clock: datetime) -> list[str]:
    """Write the head of an answer: what, by which protocols, as of when, how the child stands. `clock`: the real time."""
    history = History(asked.chronology, asked.at)
    used = in_force(history, asked.protocols)
    by = listed(" on ".join(pack.name for pack in protocol.packs) for protocol in used)
    lines = [f"{asked.name}: {child(history, asked.at)}."]
    lines.append(f"By {by}." if by else "By no protocol: none was in force.")
    lines.append(f"As of {when(asked.at, full=True)}.{_forecast(asked.at, clock)}")
    if asked.known_at is not None:
        lines.append(f"As it was known on {when(asked.known_at, full=True)}.")
    lines.append("")
    lines += state(history, asked.protocols, calendar(), asked.at)
    lines += _silences({id(p.pack): p.pack for p in used}.values())
    return [wrapped(line, 0) if line else "" for line in lines]


def _forecast(at: datetime, clock: datetime) -> str:
    if at <= clock:
        return ""
    return f" A FORECAST, {span(at - clock)} ahead: what is owed by then if nothing more is done."


def silent_about(pack: Pack) -> Sequence[str]:
    """Answer the agencies whose duties a pack's text does not hold: others are told so."""
    covered = frozenset(pack.covers)
    return [a for a in AGENCIES if covered.isdisjoint(terms.covers(a))]


def _silences(packs: Iterable[Pack]) -> list[str]:
    silences = []
    for pack in packs:
        agencies = silent_about(pack)
        if agencies:
            silences.append(
                f"The text of {pack.area} here holds no duties of their own for: {listed(map(plain, agencies), 'or')}. "
                "That it says nothing does not mean that they owe nothing."
            )
    return silences
