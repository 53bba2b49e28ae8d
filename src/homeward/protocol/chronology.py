"""A child's events in order, corrections applied, as they were known at a moment. Nothing here is ever edited.

The order is by when things happened; at the same instant by kind (the order of `events.KINDS`), then by content, so that
what was recorded first plays no part (events page of the design, section 3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from homeward.protocol.event import Event
from homeward.protocol.events import ORDER
from homeward.protocol.events_back import Corrected

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chronology:
    """What was recorded about one child: what was so before the first event, and the events as they were recorded.

    `born` is None where it is not known. `facts` holds a value for each key of the child's circumstances
    (`facts.FACTS`), or `facts.UNKNOWN`. `events` may stand in any order and include corrections.
    """

    born: date | None
    facts: Facts
    events: tuple[Event, ...]

    def known_at(self, moment: datetime) -> Chronology:
        """Answer the chronology as it stood at a moment: without what was recorded later."""
        return replace(self, events=tuple(e for e in self.events if e.recorded <= moment))

    def in_order(self) -> list[Event]:
        """Answer the events in their order, corrections applied and left out."""
        return in_order(apply_corrections(self.events))


def apply_corrections(events: Iterable[Event]) -> list[Event]:
    """Apply corrections, the latest recorded first: of two about one event the later stands; one may be corrected too.

    A replacement keeps the id of what it replaces, and was written down when its correction was, unless it says otherwise.
    Only the order of the *recording* of corrections counts.
    """
    kept = list(events)
    corrections = [e for e in kept if isinstance(e, Corrected)]
    if not corrections:
        return kept
    settled: dict[str, Event | None] = {}
    for correction in sorted(corrections, key=lambda c: (c.recorded, c.at, c.id), reverse=True):
        standing = settled.get(correction.id, correction)
        if isinstance(standing, Corrected) and standing.event and standing.event not in settled:
            settled[standing.event] = _replacement(standing)
    standing_events = (settled.get(e.id, e) for e in kept)
    return [e for e in standing_events if e is not None and not isinstance(e, Corrected)]


def _replacement(correction: Corrected) -> Event | None:
    new = correction.replacement
    if new is None or not correction.event:
        return None
    left_out = new.recorded == new.at
    return replace(new, id=correction.event, recorded=correction.recorded if left_out else new.recorded)


def in_order(events: list[Event]) -> list[Event]:
    """Sort events by when they happened, then by kind, then by content."""
    ordered = sorted(events, key=lambda e: (e.at, ORDER[e.kind]))
    for i in range(len(ordered) - 1):
        if ordered[i].at == ordered[i + 1].at and ordered[i].kind == ordered[i + 1].kind:
            return sorted(ordered, key=lambda e: (e.at, ORDER[e.kind], content(e), e.id))
    return ordered


def content(event: Event) -> str:
    """Write what an event says as text that sorts: its attributes without id and time of recording."""
    said = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in ("id", "recorded")}
    return json.dumps(said, sort_keys=True, default=str)
