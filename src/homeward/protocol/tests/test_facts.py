"""What is so about the child at a moment: what changes counts from then, what is learnt was so all along."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.event import Event
from homeward.protocol.event_reader import read_event
from homeward.protocol.facts import LEFT_OUT, QUESTIONS, UNKNOWN, Facts, known

NOON: Final = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)


def change(hours: int = 0, what: str = "circumstances_changed", **says: Any) -> Event:
    return read_event({"at": NOON + timedelta(hours=hours), "what": what, **says}, 1, terms.CODES)


def test_every_fact_has_its_question() -> None:
    assert set(QUESTIONS) == {"born", *LEFT_OUT}


def test_a_fact_that_changes_counts_from_that_instant() -> None:
    facts = Facts(known({"school": False}), [change(school=True)])

    assert (facts.at("school", NOON - TICK), facts.at("school", NOON)) == (False, True)


def test_a_fact_that_is_learnt_was_so_all_along() -> None:
    facts = Facts(known(unknown=["school"]), [change(school=True)])

    assert facts.at("school", NOON - timedelta(days=900)) is True


def test_a_fact_that_nobody_learns_stays_unknown() -> None:
    facts = Facts(known(unknown=["school"]), [change(social_worker=True)])

    assert facts.at("school", NOON) is UNKNOWN


def test_a_fact_may_become_unknown_and_is_then_what_is_learnt_next() -> None:
    facts = Facts(known({"school": True}), [change(unknown=["school"]), change(2, school=False)])

    assert [facts.at("school", NOON + timedelta(hours=h)) for h in (-1, 1, 3)] == [True, False, False]


def test_a_fact_may_cease() -> None:
    facts = Facts(known({"looked_after_since": date(2026, 1, 1)}), [change(looked_after_since="")])

    assert facts.at("looked_after_since", NOON - TICK) == date(2026, 1, 1)
    assert facts.at("looked_after_since", NOON) is None


def test_a_move_changes_the_placement_and_where_it_is_as_far_as_it_says() -> None:
    facts = Facts(known({"placed_in": "luton"}), [change(what="placement_changed", to="foster")])

    assert (facts.at("placement", NOON), facts.at("placed_in", NOON)) == ("foster", "luton")


def test_of_two_changes_at_one_instant_the_later_in_the_order_stands() -> None:
    facts = Facts(known(), [change(school=True), change(school=False)])

    assert facts.at("school", NOON) is False
