"""What kinds of value an event's attribute may hold. `events` declares them, `reading` checks them, `patterns` compares them.

A declaration is a dataclass field with an `Attribute` in its metadata, so that one line of `events` is the whole truth.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from typing import Any, Final

METADATA_KEY: Final = "attribute"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a kind of event.

    `type` is one of: role, code, words, code or words, yes or no, time, date, number, id, codes, table, tables.
    `values` is the closed set where there is one; `code_list` names the list of codes that a pack may extend.
    """

    type: str
    values: Collection[str] = ()
    code_list: str = ""
    required: bool = False
    default: Any = None


def _declare(attribute: Attribute) -> Any:
    return field(default=attribute.default, metadata={METADATA_KEY: attribute})


def roles(*, required: bool = False, default: tuple[str, ...] = ()) -> Any:
    """Declare one role or a list of roles, kept as a tuple; left out: empty, or the default."""
    return _declare(Attribute("role", required=required, default=default))


def code(code_list: str, *, required: bool = False) -> Any:
    """Declare a code of one of the product's lists, which a pack may extend."""
    return _declare(Attribute("code", code_list=code_list, required=required))


def choice(values: Collection[str], *, required: bool = False, default: str | None = None) -> Any:
    """Declare one word out of a closed set that no pack extends."""
    return _declare(Attribute("code", values=values, required=required, default=default))


def choices(values: Collection[str]) -> Any:
    """Declare a list of words out of a closed set (an empty set of values: any codes)."""
    return _declare(Attribute("codes", values=values))


def code_or_words(code_list: str, *, required: bool = False) -> Any:
    """Declare a value that is a code where it is one of the list, else words."""
    return _declare(Attribute("code or words", code_list=code_list, required=required))


def words(*, required: bool = False) -> Any:
    """Declare words: stored apart from the event, never read by the engine."""
    return _declare(Attribute("words", required=required))


def yes_no(*, required: bool = False) -> Any:
    """Declare true or false ("yes" and "no" are taken alike)."""
    return _declare(Attribute("yes or no", required=required))


def plain(type_: str, *, required: bool = False) -> Any:
    """Declare a time, date, number, id, table or tables."""
    return _declare(Attribute(type_, required=required))


_known: dict[type, dict[str, Attribute]] = {}


def attributes_of(kind: type) -> dict[str, Attribute]:
    """Answer the attributes of a kind of event by the name used in files (`from`, not `from_`)."""
    held = _known.get(kind)
    if held is None:
        declared = [f for f in fields(kind) if METADATA_KEY in f.metadata]
        held = _known[kind] = {f.name.rstrip("_"): f.metadata[METADATA_KEY] for f in declared}
    return held


def field_name(attribute: str) -> str:
    """Answer the Python name of an attribute: `from`, `with` and `kind` are taken, so those fields end in `_`."""
    return f"{attribute}_" if attribute in ("from", "with", "kind") else attribute
