"""The packs as they ship, each read once in a session, and nights told under them.

Nights are written as the core's own tests write them: one event a line, local times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import yaml

from homeward.commands.at_hand import calendar, shipped_packs
from homeward.protocol import duties as engine
from homeward.protocol import limits as limiter
from homeward.protocol.clauses import Clause
from homeward.protocol.duty import Duty
from homeward.protocol.errors import PackError
from homeward.protocol.layers import Pack, Protocols
from homeward.protocol.limits import Limit
from homeward.protocol.pack_reader import cited_lines
from homeward.protocol.scenarios import Scenario, read_scenarios
from homeward.protocol.shelf import Shelf
from homeward.protocol.tests.cast import clock, instant, night
from homeward.protocol.toml_files import parse_toml, read_text

SHELF: Final = Shelf([shipped_packs()])
BASE: Final = "england"
AREAS: Final = ("banes", "cheshire-east", "pan-beds", "practice-guide", "wakefield")
PACKS: Final = (*AREAS, BASE)

MIA: Final = """
born = 2011-03-02
looked_after_since = 2026-01-10
legal_status = "s20"
responsible_authority = "luton"
placement = "children's home"
social_worker = true
school = true
"""
"""Fifteen, looked after, in a children's home."""
OLA: Final = """
born = 2011-03-02
responsible_authority = "luton"
school = true
"""
"""Fifteen, at home, open to nobody."""


def versions(id_: str) -> Sequence[Pack]:
    """Answer every version of a pack."""
    return SHELF.versions(id_)


def clauses(id_: str) -> list[Clause]:
    """Answer every clause of every version of a pack."""
    return [clause for pack in versions(id_) for clause in pack.clauses]


ALL: Final = [clause for id_ in PACKS for clause in clauses(id_)]
"""Every clause that ships."""


@cache
def protocols(*ids: str, base: bool = True) -> Protocols:
    """Answer the protocols of some packs, laid over the national base unless that is left out."""
    return SHELF.protocols(ids, base=base)


@cache
def scenarios(id_: str) -> Sequence[Scenario]:
    """Answer the scenarios beside a pack."""
    file = SHELF.folder(id_) / "scenarios.toml"
    name = f"{id_}/scenarios.toml"
    return read_scenarios(name, parse_toml(name, read_text(file), PackError), id_, SHELF)


@cache
def rows(id_: str) -> Sequence[Mapping[str, Any]]:
    """Answer the requirement rows beside a pack; the national base has none."""
    file = SHELF.folder(id_) / "requirements.yaml"
    if not file.is_file():
        return ()
    read: Sequence[Mapping[str, Any]] = yaml.safe_load(read_text(file))["rows"]
    return read


@cache
def source(id_: str) -> Sequence[str]:
    """Answer the lines of the one text of which an area's pack holds a copy."""
    (file,) = (SHELF.folder(id_) / "sources").glob("*.txt")
    return read_text(file).splitlines()


def lines_of(said: object) -> set[int | None]:
    """Answer the lines that a citation names."""
    return set(cited_lines(str(said or "")))


def owed(
    id_: str, events: str, at: str, child: str = MIA, *, known_at: str = "", base: bool = True
) -> list[Duty]:
    """Answer the duties of a child under a pack; a clause that could not be worked out fails the test."""
    under = protocols(id_, base=base)
    told = night(events, child, under)
    if known_at:
        told = told.known_at(instant(known_at))
    answer = engine.duties(told, under, calendar(), instant(at))
    assert answer.faults == ()
    return list(answer)


def stands(id_: str, events: str, at: str, child: str = MIA) -> dict[str, str]:
    """Write how the duties of each clause stand, by its name: one status, or several in their order."""
    found: dict[str, list[str]] = {}
    for duty in owed(id_, events, at, child):
        found.setdefault(duty.clause.name, []).append(duty.status)
    return {name: " ".join(statuses) for name, statuses in found.items()}


def due(id_: str, name: str, events: str, at: str, child: str = MIA) -> list[str]:
    """Write when the duties of one clause are due, on the wall clock, occurrence by occurrence."""
    return [clock(d.due) for d in owed(id_, events, at, child) if d.clause.name == name]


def arose(id_: str, name: str, events: str, at: str, child: str = MIA) -> list[str]:
    """Write when the duties of one clause arose, on the wall clock."""
    return [clock(d.arose) for d in owed(id_, events, at, child) if d.clause.name == name]


def limit(id_: str, name: str, events: str, at: str, child: str = MIA) -> Limit:
    """Answer one rule or prohibition as `limits` answers it for a child."""
    return limits(id_, events, at, child)[name]


def limits(id_: str, events: str, at: str, child: str = MIA) -> dict[str, Limit]:
    """Answer the rules and prohibitions of a pack and its base for a child, by the name of their clause."""
    under = protocols(id_)
    found = limiter.limits(night(events, child, under), under, calendar(), instant(at))
    return {one.clause.name: one for one in found}
