"""The keys of a clause's table, each checked as it is read; a slip is refused with file, clause, key and remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from homeward.protocol import terms
from homeward.protocol.clauses import KINDS, Doubt, Route
from homeward.protocol.conditions import Condition, read_condition
from homeward.protocol.errors import PackError, one_of
from homeward.protocol.events import KINDS as EVENTS
from homeward.protocol.patterns import MOMENTS, Pattern, PatternError, no_role, read_pattern
from homeward.protocol.question import ConditionError, ServiceError, Words
from homeward.protocol.toml_files import DAY_AS_WRITTEN, is_day_in_a_text, near, shown


class ClauseReader:
    """One clause of one file: its table, its pack's words, and how to refuse it."""

    def __init__(self, file: str, table: Mapping[str, Any], number: int, words: Words) -> None:
        """Take the table; `file` is how the pack is named in a refusal ("pan-beds/pack.toml")."""
        self.table = table
        self.words = words
        name = table.get("id")
        self.where = (
            f"{file}, clause {name}" if isinstance(name, str) and name else f"{file}, clause {number} (no id)"
        )

    # Refusing

    def refuse(self, what: str, key: str = "") -> NoReturn:
        """Refuse the clause, or one key of it."""
        stop = "" if what.endswith((".", "?")) else "."
        raise PackError(f"{self.where}{', ' + key if key else ''}: {what}{stop}")

    def text(self, key: str, default: str = "") -> str:
        """Answer a key that holds text."""
        value = self.table.get(key, default)
        if not isinstance(value, str):
            self.refuse(f"text is expected, not {shown(value)}", key)
        if key in self.table and not value.strip() and key not in ("id", *KINDS):
            self.refuse("an empty text. Write it, or leave the key out.", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Answer a key that holds a list of texts (one alone is taken too)."""
        value = self.table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.refuse(f"a list of texts is expected, not {shown(value)}", key)
        return tuple(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """Answer a key that is true or false."""
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            self.refuse(f"true or false is expected, not {shown(value)}", key)
        return value

    def day(self, key: str) -> date | None:
        """Answer a key that holds a date."""
        value = self.table.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            if is_day_in_a_text(value):
                self.refuse(DAY_AS_WRITTEN, key)
            self.refuse(f"a date such as 2026-04-01 is expected, not {shown(value)}", key)
        return value

    def known(self, key: str, value: Any, known: Any) -> Any:
        """Answer a value if it is one of the known ones."""
        if not isinstance(value, str) or value not in known:
            self.refuse(f"{shown(value)} is not known.{near(value, known)} Known: {one_of(known)}.", key)
        return value

    def roles(self, key: str) -> tuple[str, ...]:
        """Answer a key that holds one role or a list of roles."""
        return tuple(self.role(key, value) for value in self.texts(key))

    def role(self, key: str, value: Any) -> str:
        """Answer a value if it is a role."""
        if not isinstance(value, str):
            self.refuse(f"{shown(value)} is not a role", key)
        if value not in terms.ROLES:
            self.refuse(no_role(value), key)
        return value

    def service(self, key: str) -> str:
        """Answer a key that names a service of the pack."""
        value = self.text(key)
        if value:
            self.role(key, value)
            if value not in self.words.services:
                self.refuse(
                    f"no [service.{value}] in this pack. Add it; leave its hours out if the source gives none."
                )
        return value

    def patterns(self, key: str, *, moments: bool = False, owner: bool = False) -> tuple[Pattern, ...]:
        """Answer a key that holds one pattern or a list of them."""
        if key not in self.table:
            return ()
        value = self.table[key]
        value = value if isinstance(value, list) else [value]
        if not value:
            self.refuse("an empty list: nothing could match. Name an event, or leave the key out.", key)
        name = next((v for v in value if isinstance(v, str) and (v in EVENTS or v in MOMENTS)), "")
        if name:
            self.refuse(f'write {key} = {{ event = "{name}" }}', key)
        try:
            return tuple(read_pattern(v, self.words.codes, moments=moments, owner=owner) for v in value)
        except PatternError as wrong:
            instead = ", or use while" if key == "until" and " is a moment; " in str(wrong) else ""
            self.refuse(f"{wrong}{instead}", key)

    def condition(self, key: str, table: Any = None) -> Condition | None:
        """Answer a key (or a table under it) that holds a condition."""
        value = self.table.get(key) if table is None else table
        if value is None:
            return None
        try:
            return read_condition(value, self.words)
        except ServiceError as wrong:
            self.refuse(str(wrong))
        except ConditionError as wrong:
            self.refuse(str(wrong), key)

    def routed(self, key: str, read: Callable[[str, Any], Any]) -> tuple[Route, ...]:
        """Answer a key that holds a value, or a list of { when, is } of which the first that fits is taken."""
        value = self.table.get(key)
        if not (isinstance(value, list) and value and all(isinstance(v, dict) for v in value)):
            return () if value is None else (Route(None, read(key, value)),)
        routes = []
        for place, way in enumerate(value, 1):
            if set(way) - {"when", "is"} or "is" not in way:
                self.refuse(
                    "a routed value is a list of { when = { ... }, is = ... }, the last may leave out when",
                    key,
                )
            if "when" not in way and place < len(value):
                self.refuse(
                    "only the last way may leave out its when: nothing after it could be reached", key
                )
            when = self.condition(key, way["when"]) if "when" in way else None
            routes.append(Route(when, read(key, way["is"])))
        return tuple(routes)

    def doubt(self) -> Doubt | None:
        """Answer the key `doubtful`."""
        value = self.table.get("doubtful")
        if value is None:
            return None
        if (
            not isinstance(value, dict)
            or set(value) != {"when", "says"}
            or not isinstance(value["says"], str)
        ):
            self.refuse(
                'write doubtful = { when = { ... }, says = "what the source leaves open" }', "doubtful"
            )
        when = self.condition("doubtful", value["when"])
        assert when is not None
        return Doubt(when, value["says"])
