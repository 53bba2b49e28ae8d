"""Reading what people wrote down: one event, one child. Every value is checked; a slip is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Final, NoReturn

from homeward.protocol import terms
from homeward.protocol.attributes import Attribute, attributes_of, field_name
from homeward.protocol.clocks import EARLIEST, LATEST, Length, from_local
from homeward.protocol.errors import SituationError, did_you_mean, one_of
from homeward.protocol.event import Event
from homeward.protocol.events import KINDS
from homeward.protocol.events_away import CircumstancesChanged
from homeward.protocol.facts import LEFT_OUT, known
from homeward.protocol.toml_files import near, shown

CHILD_KEYS: Final = ("born", *LEFT_OUT, "unknown")
_COMMON: Final = ("id", "at", "recorded", "what", "by")
_WORD: Final = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,120}")
_OF_THE_CHILD: Final = "child"
"""The id that stands for what was so before the first event; no event may take it."""
_LONGEST_WORDS: Final = 100_000

Codes = Mapping[str, frozenset[str]]
Place = Callable[[str], str]
"""Answers how a message names a key: file, line, event and key."""


def _plain_place(key: str) -> str:
    return f"event, {key}" if key else "event"


def refuse(place: Place, key: str, what: str) -> NoReturn:
    """Refuse a value with its place."""
    raise SituationError(f"{place(key)}: {what}")


def read_event(table: object, number: int, codes: Codes, place: Place = _plain_place) -> Event:
    """Read one event. `number` gives it an id where it has none (e1, e2, …).

    Raises SituationError for an unknown `what` or key, a missing or wrong value, a time that does not exist.
    """
    if not isinstance(table, dict):
        refuse(place, "", "an event is a table with at and what.")
    what = table.get("what")
    kind = KINDS.get(what) if isinstance(what, str) else None
    if kind is None:
        said = (
            "no what: which kind of event is it?" if what is None else f"{shown(what)} is no kind of event."
        )
        refuse(place, "what", f"{said}{near(what, KINDS) or f' Kinds: {one_of(KINDS, 60)}.'}")
    attributes = attributes_of(kind)
    for key in table:
        if key not in attributes and key not in _COMMON:
            allowed = {*attributes, *_COMMON}
            refuse(
                place, key, f"'{what}' has no '{key}'.{did_you_mean(key, allowed)} It has: {one_of(allowed)}."
            )
    if "at" not in table:
        refuse(place, "at", "no at: when did it happen?")
    at = instant(table["at"], lambda w: refuse(place, "at", w))
    recorded = (
        instant(table["recorded"], lambda w: refuse(place, "recorded", w)) if "recorded" in table else at
    )
    values: dict[str, Any] = {}
    for key, attribute in attributes.items():
        if key in table:
            values[field_name(key)] = _value(attribute, table[key], codes, place, key, kind)
        elif attribute.required:
            refuse(place, key, f"'{what}' needs {key}.")
    both = [k for k in values.get("unknown") or () if k in table] if kind is CircumstancesChanged else []
    if both:
        refuse(place, "unknown", f"{both[0]} is given a value and said to be unknown. Keep one.")
    if "by" in table and "by" not in values:
        values["by"] = _roles(table["by"], place, "by")
    return kind(id=_id(table, number, place), at=at, recorded=recorded, **values)


def _id(table: Mapping[str, Any], number: int, place: Place) -> str:
    id_ = table.get("id", f"e{number}")
    if not isinstance(id_, str) or not _WORD.fullmatch(id_) or "/" in id_:
        refuse(place, "id", f"{shown(id_)} is no id: write a short word without '/'.")
    if id_ == _OF_THE_CHILD:
        refuse(place, "id", "'child' stands for what was so before the first event. Write another id.")
    return id_


def instant(value: object, fail: Callable[[str], NoReturn]) -> datetime:
    """Answer an instant (UTC) from a local time or one with its offset; `fail` is told what is wrong."""
    if not isinstance(value, datetime):
        day = isinstance(value, date)
        fail(f"{'a date without a time' if day else shown(value)}. Write a time such as 2026-10-23T22:15:00.")
    if not 1900 < value.year < 2200:
        fail(f"the year {value.year} cannot be right.")
    if value.tzinfo is not None:
        found: datetime | None = value.astimezone(UTC)
    else:
        found = from_local(value)
    if found is None:
        fail(f"{value:%H:%M} on {value:%d %B %Y} does not exist: the clocks go forward over it.")
    if not EARLIEST < found < LATEST:
        fail(f"the year {value.year} cannot be right.")
    return found


def _roles(value: object, place: Place, key: str) -> tuple[str, ...]:
    roles = tuple(value) if isinstance(value, list) else (value,)
    if not roles:
        refuse(place, key, "an empty list. Name a role, or leave it out.")
    for role in roles:
        if not isinstance(role, str) or role not in terms.ROLES:
            refuse(
                place,
                key,
                f"{shown(role)} is not a role.{near(role, terms.ROLES)} Roles: {one_of(terms.ROLES, 12)}.",
            )
    return tuple(dict.fromkeys(str(role) for role in roles))


def _value(attribute: Attribute, value: Any, codes: Codes, place: Place, key: str, kind: type[Event]) -> Any:
    type_ = attribute.type
    if kind is CircumstancesChanged and value == "":
        return ""
    if type_ == "role":
        return _roles(value, place, key)
    if type_ == "yes or no":
        return _fact(key, value, place) if kind is CircumstancesChanged else _yes_no(value, place, key)
    if type_ == "time":
        return instant(value, lambda w: refuse(place, key, w))
    if type_ in ("code", "code or words"):
        return _code(attribute, value, codes, place, key)
    if type_ in ("table", "tables"):
        return _table(value, codes, place, key, kind)
    if type_ in ("date", "codes"):
        return _fact(key, value, place)
    if type_ == "number":
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10**9:
            refuse(place, key, f"a whole number is expected, not {shown(value)}.")
        return value
    return _text(type_, value, place, key)


def _yes_no(value: Any, place: Place, key: str) -> bool:
    if value is True or value == "yes":
        return True
    if value is False or value == "no":
        return False
    refuse(place, key, f'true or false ("yes", "no") is expected, not {shown(value)}.')


def _code(attribute: Attribute, value: Any, codes: Codes, place: Place, key: str) -> str:
    listed = (
        codes.get(attribute.code_list, frozenset()) if attribute.code_list else frozenset(attribute.values)
    )
    if isinstance(value, str) and value in listed:
        return value
    if attribute.type == "code or words" and isinstance(value, str):
        return _text("words", value, place, key)
    hint = f" A pack may add codes under [code] {attribute.code_list}." if attribute.code_list else ""
    refuse(
        place,
        key,
        f"{shown(value)} is not known.{near(value, listed)} Known: {one_of(listed, 90)}.{hint}",
    )


def _text(type_: str, value: Any, place: Place, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        refuse(place, key, f"text is expected, not {shown(value)}.")
    if type_ == "words":
        if len(value) > _LONGEST_WORDS:
            refuse(place, key, f"{len(value):,} characters; at most {_LONGEST_WORDS:,} are kept.")
    elif not _WORD.fullmatch(value):
        refuse(place, key, "a short word is expected, on one line, of 120 characters at most.")
    return value


def _table(value: Any, codes: Codes, place: Place, key: str, kind: type[Event]) -> Any:
    if key == "replacement":
        if isinstance(value, dict) and value.get("what") == "corrected":
            refuse(
                place,
                key,
                "a correction cannot be replaced by another. Record a new correction of the event itself.",
            )
        return read_event(value, 0, codes, lambda k: place(f"replacement, {k}" if k else "replacement"))
    if key == "plan":
        return _plan(value, place)
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        refuse(place, key, "a list of tables is expected.")
    return tuple(MappingProxyType(dict(v)) for v in value)


def _plan(value: Any, place: Place) -> Mapping[str, str]:
    if not isinstance(value, dict):
        refuse(place, "plan", 'write plan = { report_missing = "30 minutes" }.')
    for name, length in value.items():
        if Length.parse(length) is None:
            refuse(place, "plan", f'{name} = {shown(length)} is not a length of time. Write "30 minutes".')
    return MappingProxyType(dict(value))


_CLOSED: Final[Mapping[str, frozenset[str]]] = {
    "legal_status": terms.LEGAL_STATUSES,
    "placement": terms.PLACEMENTS,
    "open_to": terms.ROLES,
    "known_risks": terms.RISKS,
    "unknown": frozenset(CHILD_KEYS) - {"unknown"},
}


def _fact(key: str, value: Any, place: Place) -> Any:
    """Read one fact of the child as it stands in [child] or in circumstances_changed."""
    if key in ("born", "looked_after_since"):
        if not isinstance(value, date) or isinstance(value, datetime):
            refuse(place, key, f"a date such as 2011-03-02 is expected, not {shown(value)}.")
        if not 1900 < value.year < 2200:
            refuse(place, key, f"the year {value.year} cannot be right.")
        return value
    if key == "plan":
        return _plan(value, place)
    if isinstance(LEFT_OUT.get(key), bool):
        if not isinstance(value, bool):
            refuse(place, key, f"true or false is expected, not {shown(value)}.")
        return value
    listed = key in ("open_to", "known_risks", "unknown")
    if listed and not isinstance(value, list):
        refuse(place, key, f"a list is expected, not {shown(value)}.")
    closed = _CLOSED.get(key)
    for one in value if listed else [value]:
        if not isinstance(one, str):
            refuse(place, key, f"text is expected, not {shown(one)}.")
        if closed is not None and one not in closed and one != "":
            refuse(
                place,
                key,
                f"{shown(one)} is not known.{did_you_mean(one, closed)} Known: {one_of(closed, 40)}.",
            )
        if closed is None and one and not _WORD.fullmatch(one):
            refuse(place, key, "a short word is expected, on one line, of 120 characters at most.")
    return tuple(value) if listed else value


def read_child(table: object, place: Place) -> tuple[date | None, Mapping[str, Any]]:
    """Read [child]: the date of birth (None: not known) and every other fact, left out or unknown where it says so."""
    if not isinstance(table, dict):
        refuse(place, "", "the child is a table.")
    for key in table:
        if key not in CHILD_KEYS:
            refuse(place, key, f"unknown key.{did_you_mean(key, CHILD_KEYS)} Keys: {one_of(CHILD_KEYS)}.")
    facts = {key: _fact(key, value, place) for key, value in table.items()}
    unknown = facts.pop("unknown", ())
    both = [key for key in unknown if key in facts]
    if both:
        refuse(place, "unknown", f"{both[0]} is given a value and said to be unknown. Keep one.")
    born = facts.pop("born", None)
    since = facts.get("looked_after_since")
    if born is not None and since is not None and since < born:
        refuse(place, "looked_after_since", f"before the child was born ({born}). One of the two is wrong.")
    return born, MappingProxyType(known(facts, [k for k in unknown if k != "born"]))
