"""The head of a pack's file: [pack] and the services, each key checked; anything that is not named is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NoReturn

from homeward.protocol import terms
from homeward.protocol.errors import PackError, did_you_mean
from homeward.protocol.hours import Opening, Service
from homeward.protocol.patterns import no_role
from homeward.protocol.toml_files import is_day_in_a_text, shown

SERVICE: Final = ("name", "contact", "hours", "unclear_hours", "closed", "closed_when_open", "bank_holidays")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLOCK: Final = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")


class Header:
    """The tables of one file other than its clauses, and how to refuse them."""

    def __init__(self, file: str, document: Mapping[str, Any]) -> None:
        """Take the document; `file` is how the pack is named in a refusal."""
        self.file = file
        self.document = document
        self.pack = self.table("pack")

    def refuse(self, where: str, what: str) -> NoReturn:
        """Refuse the file."""
        raise PackError(f"{self.file}, {where}: {what}")

    def table(self, name: str) -> Mapping[str, Any]:
        """Answer a table of the document, empty where it is left out."""
        value = self.document.get(name, {})
        if not isinstance(value, dict):
            self.refuse(f"[{name}]", "a table is expected.")
        return value

    def text(self, key: str, *, required: bool = False) -> str:
        """Answer a text of [pack]."""
        value = self.pack.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            self.refuse("[pack]", f'no {key}. Add {key} = "...".' if not value else f"{key} is a text.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Answer a list of texts of [pack]."""
        value = self.pack.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.refuse("[pack]", f"{key} is a list of texts.")
        return tuple(value)

    def roles(self, key: str) -> tuple[str, ...]:
        """Answer a list of roles of [pack]."""
        for role in self.texts(key):
            self.role("[pack]", role)
        return self.texts(key)

    def role(self, where: str, role: str) -> str:
        """Answer a role, or refuse it."""
        if role not in terms.ROLES:
            said = no_role(role)
            self.refuse(where, said if said.endswith("?") else f"{said}.")
        return role

    def day(self, key: str) -> date | None:
        """Answer a date of [pack]."""
        value = self.pack.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            if is_day_in_a_text(value):
                self.refuse("[pack]", f"{key} is a date: write 2026-01-01, without quotation marks.")
            self.refuse("[pack]", f"{key} is a date such as 2026-04-01.")
        return value

    def days(self, where: str, value: Any) -> frozenset[date]:
        """Answer a list of dates."""
        if not isinstance(value, list) or any(
            not isinstance(d, date) or isinstance(d, datetime) for d in value
        ):
            self.refuse(where, "closed is a list of dates.")
        return frozenset(value)

    def strings(self, name: str) -> Mapping[str, str]:
        """Answer a table of texts by name."""
        for key, value in self.table(name).items():
            if not isinstance(value, str) or not value.strip():
                self.refuse(f"[{name}]", f"{key} is a sentence, not {shown(value)}.")
        return self.table(name)


def read_services(header: Header) -> Mapping[str, Service]:
    """Answer the services by role, each key checked."""
    services: dict[str, Service] = {}
    for role, table in header.table("service").items():
        where = f"[service.{role}]"
        header.role(where, role)
        if not isinstance(table, dict):
            header.refuse(where, "a table is expected.")
        for key in table:
            if key not in SERVICE:
                header.refuse(where, f"unknown key '{key}'.{did_you_mean(key, SERVICE)}")
        for key in ("name", "contact", "closed_when_open"):
            if not isinstance(table.get(key, ""), str):
                header.refuse(where, f"{key} is a text, not {shown(table[key])}.")
        whole = table.get("bank_holidays", False)
        if not isinstance(whole, bool):
            header.refuse(where, f"bank_holidays is true or false, not {shown(whole)}.")
        if "hours" in table and "closed_when_open" in table:
            header.refuse(where, "hours and closed_when_open. Keep one of the two.")
        hours = table.get("hours")
        services[role] = Service(
            role=role,
            name=str(table.get("name", "")),
            contact=str(table.get("contact", "")),
            hours=None if hours is None else _openings(header, where, hours, whole),
            unclear=_openings(header, where, table.get("unclear_hours", []), whole),
            closed=header.days(where, table.get("closed", [])),
            closed_when_open=str(table.get("closed_when_open", "")),
        )
    for role, service in services.items():
        other = service.closed_when_open
        if other and (other not in services or services[other].closed_when_open):
            header.refuse(
                f"[service.{role}]",
                f"closed_when_open names {shown(other)}, which has no hours of its own here.",
            )
    return services


def _openings(header: Header, where: str, value: Any, bank_holidays: bool) -> tuple[Opening, ...]:
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        header.refuse(where, 'hours is a list such as [{ days = "Mon-Fri", from = "09:00", to = "17:00" }].')
    openings = []
    for line in value:
        extra = set(line) - {"days", "from", "to", "bank_holidays", "says"}
        start, end = _minute(line.get("from")), _minute(line.get("to"))
        days = _days(line.get("days"))
        whole = line.get("bank_holidays", bank_holidays)
        said = isinstance(whole, bool) and isinstance(line.get("says", ""), str)
        if extra or start is None or end is None or start in (end, 1440) or not days or not said:
            header.refuse(
                where,
                f'{shown(line)} is no opening. Write {{ days = "Mon-Fri", from = "09:00", to = "17:00" }}.',
            )
        openings.append(Opening(days, start, end, whole, str(line.get("says", ""))))
    return tuple(openings)


def _minute(text: Any) -> int | None:
    found = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found else None
    return minute if minute is not None and minute <= 1440 else None


def _days(text: Any) -> frozenset[int]:
    days: set[int] = set()
    for piece in str(text).split(","):
        first, _, last = piece.strip().partition("-")
        if first not in _DAYS or (last and last not in _DAYS):
            return frozenset()
        start, stop = _DAYS.index(first), _DAYS.index(last or first)
        days |= {(start + ahead) % 7 for ahead in range((stop - start) % 7 + 1)}
    return frozenset(days)
