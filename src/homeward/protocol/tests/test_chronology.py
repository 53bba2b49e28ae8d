"""The order of events, and what a correction does to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.event import Event
from homeward.protocol.event_reader import read_event
from homeward.protocol.facts import known

NOON: Final = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)


def event(id_: str, what: str, minutes: int = 0, **says: Any) -> Event:
    return read_event(
        {"id": id_, "at": NOON + timedelta(minutes=minutes), "what": what, **says}, 1, terms.CODES
    )


def correction(id_: str, of: str, minutes: int, **says: Any) -> Event:
    return event(id_, "corrected", minutes, event=of, reason="a slip", **says)


def order(*events: Event, known_at: datetime | None = None) -> list[str]:
    told = Chronology(None, known(), events)
    told = told.known_at(known_at) if known_at else told
    return [f"{e.id} {e.kind}" for e in told.in_order()]


def test_events_stand_by_time_then_kind_then_content_whatever_was_recorded_first() -> None:
    events = [
        event("d", "still_missing", 5),
        event("c", "reported", category="missing"),
        event("b", "notified", to="school"),
        event("a", "notified", to="police"),
    ]

    for shuffled in permutations(events):
        assert order(*shuffled) == ["c reported", "a notified", "b notified", "d still_missing"]


def test_a_correction_puts_another_event_in_its_place_under_the_same_id() -> None:
    wrong = event("a", "returned", to="home")
    right = correction("c", "a", 60, replacement={"at": NOON, "what": "located", "id": "z"})

    assert order(wrong, right) == order(right, wrong) == ["a located"]


def test_a_correction_without_replacement_takes_the_event_back() -> None:
    assert order(event("a", "died"), correction("c", "a", 60)) == []


def test_a_correction_applies_unless_it_was_not_known_yet() -> None:
    events = event("a", "died"), correction("c", "a", 60)

    assert order(*events, known_at=NOON + timedelta(minutes=59)) == ["a died"]
    assert order(*events, known_at=NOON + timedelta(minutes=60)) == []


def test_of_two_corrections_of_one_event_the_later_recorded_stands() -> None:
    first = correction("c", "a", 60)
    second = correction(
        "d", "a", 30, recorded=NOON + timedelta(hours=3), replacement={"at": NOON, "what": "located"}
    )

    assert (
        order(event("a", "died"), first, second) == order(event("a", "died"), second, first) == ["a located"]
    )


def test_a_correction_taken_back_leaves_the_event_as_it_was() -> None:
    assert order(event("a", "died"), correction("c", "a", 60), correction("d", "c", 90)) == ["a died"]


def test_corrections_in_a_ring_come_to_an_end() -> None:
    assert order(event("a", "died"), correction("c", "d", 60), correction("d", "c", 90)) == ["a died"]
