"""A child who goes missing again and again: any number of events, all of one make, so that only their number differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from homeward.protocol.chronology import Chronology
from homeward.protocol.layers import Protocols
from homeward.protocol.situations import read_chronology

FIRST_WORD: Final = datetime(2023, 8, 4, 20, tzinfo=UTC)
"""The first absence begins a few days after the area's protocol does, so that all of them are under it."""

APART: Final = timedelta(hours=56)
"""From the first word of one absence to that of the next."""

PACES: Final = (1.0, 0.2, 0.5, 0.1, 0.35)
"""How long absences last, one after the other: 30 hours, 6, 15, 3 and 10, then again."""

CHILD: Final[dict[str, Any]] = {
    "born": datetime(2010, 3, 2, tzinfo=UTC).date(),
    "looked_after_since": datetime(2022, 1, 10, tzinfo=UTC).date(),
    "legal_status": "s20",
    "responsible_authority": "luton",
    "placed_in": "luton",
    "placement": "children's home",
    "social_worker": True,
    "school": True,
    "known_risks": ["csec"],
}

EPISODE: Final[tuple[tuple[float, str, dict[str, Any]], ...]] = (
    (0, "absence_noted", {"by": "placement"}),
    (0.1, "basic_measure_taken", {"measure": "search_home", "outcome": "done", "by": "placement"}),
    (0.2, "basic_measure_taken", {"measure": "call_child", "outcome": "not_possible", "by": "placement"}),
    (0.5, "reported", {"category": "missing", "by": "placement"}),
    (0.7, "risk_assessed", {"level": "medium", "by": "call_handler"}),
    (0.9, "notified", {"to": "parent", "about": "missing", "by": "placement"}),
    (1.5, "notified", {"to": "emergency_duty_team", "about": "missing", "by": "police"}),
    (2, "risk_confirmed", {"level": "medium", "by": "supervising_officer"}),
    (3, "enquiry_made", {"where": "home", "by": "police"}),
    (10, "notified", {"to": "social_worker", "about": "missing", "by": "emergency_duty_team"}),
    (11, "contact_made", {"with": "family", "by": "social_worker"}),
    (22, "risk_reviewed", {"level": "high", "by": "detective_sergeant"}),
    (24, "meeting_held", {"kind": "strategy", "by": "team_manager"}),
    (29, "located", {"confirmed": "seen", "by": "police"}),
    (30, "returned", {"to": "placement", "brought_by": "police", "by": "police"}),
    (31, "prevention_interview_held", {"by": "police"}),
    (32, "notified", {"to": "childrens_social_care", "about": "returned", "by": "police"}),
    (48, "return_interview_held", {"seen_alone": True, "by": "return_interviewer"}),
    (50, "plan_recorded", {"kind": "safety", "by": "social_worker"}),
    (52, "episode_closed", {"by": "police"}),
)
"""Twenty events of one absence: hours from its first word, what happened, and who did it."""


def history(number: int, protocols: Protocols) -> Chronology:
    """Answer a chronology of so many events, read and checked as a situation file's would be."""
    return read_chronology(
        CHILD, list(_tables(number)), protocols, lambda key: key, lambda place: lambda key: f"{place} {key}"
    )


def just_after(chronology: Chronology) -> datetime:
    """Answer an hour after the last event."""
    return max(event.at for event in chronology.events) + timedelta(hours=1)


def _tables(number: int) -> Iterator[dict[str, Any]]:
    for place in range(number):
        absence, step = divmod(place, len(EPISODE))
        hours, what, said = EPISODE[step]
        at = FIRST_WORD + absence * APART + timedelta(hours=hours * PACES[absence % len(PACES)])
        yield {"at": at, "what": what, **said}
