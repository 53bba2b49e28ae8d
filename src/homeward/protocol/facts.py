"""What is so about the child over time: `[child]`, then what `circumstances_changed` and `placement_changed` say.

A fact that *changes* counts from then; a fact that was not known and is learnt counts as having been so all along.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from homeward.protocol.event import Event
from homeward.protocol.events_away import CircumstancesChanged, PlacementChanged


class _Unknown:
    """The value of a fact that nobody knows: not true, not false, and never an error to compare."""

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = _Unknown()

LEFT_OUT: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "looked_after_since": None,
        "legal_status": "",
        "responsible_authority": "",
        "placed_in": "",
        "placement": "",
        "social_worker": False,
        "lead_professional": False,
        "open_to": (),
        "school": False,
        "unaccompanied": False,
        "care_leaver": False,
        "disability": False,
        "child_protection_plan": False,
        "known_risks": (),
        "plan": MappingProxyType({}),
    }
)
"""Every fact, with the value it takes when a situation file leaves it out. In the record, left out is unknown."""

QUESTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "born": "When was the child born?",
        "looked_after_since": "Is the child looked after, and since when?",
        "legal_status": "What is the child's legal status?",
        "responsible_authority": "Which authority is responsible for the child?",
        "placed_in": "Is the child placed in another authority's area, and in which?",
        "placement": "What kind of placement is the child in?",
        "social_worker": "Does the child have a social worker?",
        "lead_professional": "Does the child have a lead professional?",
        "open_to": "Which services is the child open to?",
        "school": "Is the child on the roll of a school or college?",
        "unaccompanied": "Is the child an unaccompanied asylum-seeking or other migrant child?",
        "care_leaver": "Is the young person a care leaver?",
        "disability": "Does the child have a disability?",
        "child_protection_plan": "Is the child on a child protection plan?",
        "known_risks": "Which risks are known for the child?",
        "plan": "What does the child's own plan say about times?",
    }
)


class Facts:
    """The facts of one child as a function of time, given the events up to now in their order."""

    __slots__ = ("_before", "_changes", "_lines", "_said_by")

    def __init__(self, before: Mapping[str, Any], changes: Sequence[Event]) -> None:
        """Keep what was so before the first event and the events that change facts, in their order."""
        self._before = before
        self._changes = changes
        self._lines: dict[str, tuple[list[datetime], list[Any]]] = {}
        self._said_by: dict[str, list[str]] = {}

    def at(self, key: str, instant: datetime) -> Any:
        """Answer the value of a fact at an instant, or UNKNOWN."""
        if not self._changes:
            return self._before[key]
        times, values = self.line(key)
        return values[bisect_right(times, instant)]

    def line(self, key: str) -> tuple[list[datetime], list[Any]]:
        """Answer the instants at which a fact changed and its values: the first before any, then one per instant."""
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._build(key)
        return line

    def said_by(self, key: str) -> list[str]:
        """Answer the ids of the events that changed a fact, one for each instant of its line."""
        self.line(key)
        return self._said_by[key]

    def _build(self, key: str) -> tuple[list[datetime], list[Any]]:
        times: list[datetime] = []
        values = [self._before[key]]
        ids = self._said_by[key] = []
        for event in self._changes:
            value = _said(event, key)
            if value is not None:
                times.append(event.at)
                ids.append(event.id)
                values.append(LEFT_OUT[key] if value == "" else value)
        for i in range(len(values) - 2, -1, -1):
            if values[i] is UNKNOWN:
                values[i] = values[i + 1]
        return times, values


def _said(event: Event, key: str) -> Any:
    """Answer what an event says of a fact: a value, "" for none any more, None where it says nothing."""
    if isinstance(event, CircumstancesChanged):
        said = getattr(event, key)
        return UNKNOWN if said is None and key in (event.unknown or ()) else said
    if isinstance(event, PlacementChanged):
        return {"placement": event.to, "placed_in": event.placed_in}.get(key)
    return None


def known(before: Mapping[str, Any] | None = None, unknown: Sequence[str] = ()) -> dict[str, Any]:
    """Answer a full set of facts: what is given, the rest as left out, and those that nobody knows."""
    return {**LEFT_OUT, **(before or {}), **dict.fromkeys(unknown, UNKNOWN)}
