"""A small cast for tests of the core: three children, packs of a few clauses as TOML, nights told one event a line.

Packs and events go through the real readers. Times in a night are local; `clock` writes an instant as a wall clock with its
offset, so that what a test expects is written as somebody would work it out by hand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from homeward.protocol import duties as engine
from homeward.protocol import limits as limiter
from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.clocks import Calendar
from homeward.protocol.duties import Duties
from homeward.protocol.duty import Duty
from homeward.protocol.layers import Line, Pack, Protocols
from homeward.protocol.limits import Limit
from homeward.protocol.pack_reader import read_pack
from homeward.protocol.situations import read_chronology

ADA: Final = ""
"""At home, fifteen at some date nobody wrote down; nothing else is so."""
BEN: Final = """
born = 2011-03-02
looked_after_since = 2026-01-10
responsible_authority = "luton"
placed_in = "wakefield"
placement = "children's home"
social_worker = true
school = true
"""
"""Fifteen, looked after by Luton, placed in Wakefield."""
CAI: Final = """
unknown = ["born", "looked_after_since", "legal_status", "responsible_authority", "placed_in", "placement", "social_worker",
           "lead_professional", "open_to", "school", "unaccompanied", "care_leaver", "disability", "child_protection_plan",
           "known_risks", "plan"]
"""
"""A name on the telephone at 3am: nobody knows anything else."""

FRIDAY: Final = '2026-10-23T22:15 reported category = "missing", by = "placement", id = "report"'
"""Friday 23 October 2026, a quarter past ten at night: the report. The clocks go back on Sunday at two."""

LONDON: Final = ZoneInfo("Europe/London")
ENGLAND: Final = Calendar.of(
    date(year, month, day)
    for year, month, day in (
        (2025, 12, 25), (2025, 12, 26), (2026, 1, 1), (2026, 4, 3), (2026, 4, 6), (2026, 5, 4), (2026, 5, 25), (2026, 8, 31),
        (2026, 12, 25), (2026, 12, 28), (2027, 1, 1), (2027, 3, 26), (2027, 3, 29), (2027, 5, 3), (2027, 5, 31),
        (2027, 8, 30), (2027, 12, 27), (2027, 12, 28),
    )
)  # fmt: skip

_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?([+-]\d\d:\d\d)? (\w+) ?(.*)")
_CITE: Final = 'cite = { source = "text", section = "1" }\n'


def duty(terms_: str, id_: str = "T-01", owner: str = "police", head: str = "") -> str:
    """Write a duty clause: its terms as TOML; the owner is the police unless the terms name one."""
    owned = "" if re.search(r"^owner", terms_, re.MULTILINE) else f'owner = "{owner}"\n'
    return f'[[clause]]\nid = "{id_}"\nduty = "Do what {id_} asks"\n{_CITE}{owned}{head}{terms_}\n'


def clause(kind: str, terms_: str, id_: str) -> str:
    """Write a clause of another kind."""
    return f'[[clause]]\nid = "{id_}"\n{kind} = "What {id_} says"\n{_CITE}{terms_}\n'


def header(id_: str = "town", more: str = "") -> str:
    """Write the head of a pack that has been in force since 2020."""
    since = "" if "effective_from" in more else "effective_from = 2020-01-01\n"
    version = "" if re.search(r"^version", more, re.MULTILINE) else 'version = "1"\n'
    return f'[pack]\nid = "{id_}"\narea = "Town"\n{version}{since}{more}\n[source.text]\n'


def pack(*clauses: str, id_: str = "town", more: str = "", tables: str = "") -> str:
    """Write a pack: clauses, more keys of [pack], other tables."""
    return header(id_, more) + tables + "\n".join(clauses)


@cache
def read(text: str) -> Pack:
    """Read a pack from its text, by the real reader."""
    document = tomllib.loads(text)
    return read_pack(f"{document['pack']['id']}/pack.toml", text, document, lambda file: None, terms.CODES)


def protocols(*packs: str) -> Protocols:
    """Answer the protocols of some packs without bases, in that order."""
    return Protocols([Line([p], {}) for p in map(read, packs)])


def instant(local: str) -> datetime:
    """Answer an instant of local time, or of a time with its offset; in the repeated hour the first."""
    at = datetime.fromisoformat(local)
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def clock(at: datetime | None) -> str:
    """Write an instant as the wall clock shows it, with its offset; "none" where there is none."""
    return "none" if at is None else at.astimezone(LONDON).isoformat(timespec="minutes")


def night(events: str, child: str, under: Protocols) -> Chronology:
    """Read a night told one event a line: when, what, and its attributes as TOML."""
    tables = []
    for said in events.strip().splitlines():
        found = _LINE.fullmatch(said.strip())
        assert found, said
        when, seconds, offset, what, rest = found.groups()
        at = f"{when}{seconds or ':00'}{offset or ''}"
        tables.append(f'{{ at = {at}, what = "{what}"{", " if rest else ""}{rest} }}')
    document = tomllib.loads(f"{child}\n[night]\nevent = [{', '.join(tables)}]")
    events_ = document.pop("night")["event"]
    return read_chronology(
        document, events_, under, lambda key: f"child {key}", lambda n: lambda key: f"event {n} {key}"
    )


def ask(
    packs: str | Protocols | Sequence[str], events: str, at: str, child: str = ADA, known_at: str = ""
) -> Duties:
    """Answer what the engine answers, and let no fault pass."""
    under = (
        packs if isinstance(packs, Protocols) else protocols(*([packs] if isinstance(packs, str) else packs))
    )
    told = night(events, child, under)
    answer = engine.duties(
        told.known_at(instant(known_at)) if known_at else told, under, ENGLAND, instant(at)
    )
    assert answer.faults == ()
    return answer


def owed(terms_: str, events: str, at: str, child: str = ADA, tables: str = "", more: str = "") -> list[Duty]:
    """Answer the duties of one clause, T-01."""
    return list(ask(pack(duty(terms_), tables=tables, more=more), events, at, child))


def only(terms_: str, events: str, at: str, child: str = ADA, tables: str = "", more: str = "") -> Duty:
    """Answer the one duty that a clause gives."""
    (found,) = owed(terms_, events, at, child, tables, more)
    return found


def stands(duties: Sequence[Duty] | Duties) -> list[str]:
    """Write how each duty stands, occurrence by occurrence."""
    return [d.status for d in duties]


def limit(packs: str, events: str, at: str, child: str = ADA) -> Limit:
    """Answer the one rule or prohibition of a pack."""
    under = protocols(packs)
    (found,) = limiter.limits(night(events, child, under), under, ENGLAND, instant(at))
    return found
