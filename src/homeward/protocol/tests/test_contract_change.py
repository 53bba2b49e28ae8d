"""What changes by itself, and when: `next_change`, keys, and answers that only time moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from homeward.protocol.duties import duties
from homeward.protocol.tests.cast import (
    ADA,
    BEN,
    CAI,
    ENGLAND,
    FRIDAY,
    ask,
    clock,
    duty,
    instant,
    night,
    pack,
    protocols,
)

TICK = timedelta(microseconds=1)
HOURS = '[service.front_door]\nhours = [{ days = "Mon-Fri", from = "09:00", to = "17:00" }]\n'
PACK = pack(
    duty(
        'starts = { event = "went_missing" }\nwithin = "1 hour"\nmet_by = { event = "enquiry_made" }', "T-01"
    ),
    duty('starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "24 hours"', "T-02"),
    duty('starts = { event = "went_missing" }\nonce = "48 hours"\nwithin = "2 working days"', "T-03"),
    duty('starts = { event = "reported" }\nby_opening = "front_door"\nwhen = { school = true }', "T-04"),
    duty(
        'starts = { event = "back" }\nwithin = "72 hours"\nafter = { event = "prevention_interview_held" }',
        "T-05",
    ),
    duty('starts = { event = "became_looked_after" }\nwithin = "10 days"', "T-06"),
    duty('starts = { event = "absence_began" }\nonce = "6 hours"\nwords = "at once"', "T-07"),
    duty('starts = { event = "decided" }\nbefore = { event = "placement_changed" }', "T-08"),
    tables=HOURS,
)
STILL_AWAY = FRIDAY + '\n2026-10-24T08:00 decided about = "return_home"\n2026-10-26T08:00 enquiry_made'
HOME = (
    FRIDAY
    + '\n2026-10-24T08:00 enquiry_made\n2026-10-25T00:30 returned to = "home"\n2026-10-26T10:00 placement_changed to = "foster"'
)
LOOKED_AFTER = "2026-10-20T09:00 circumstances_changed looked_after_since = 2026-10-29"


def answer_at(told: str, child: str, now: datetime) -> tuple[list[dict[str, Any]], datetime | None]:
    """Answer every duty as JSON at an instant, and when that could change."""
    under = protocols(PACK)
    answer = duties(night(told, child, under), under, ENGLAND, now)
    return [d.as_json() for d in answer], answer.next_change


@pytest.mark.parametrize("child", [ADA, BEN, CAI])
@pytest.mark.parametrize("told", [STILL_AWAY, HOME, LOOKED_AFTER])
def test_nothing_changes_before_next_change(told: str, child: str) -> None:
    now = instant("2026-10-23T22:15")
    for _ in range(12):
        answer, then = answer_at(told, child, now)
        last = then - TICK if then else now + timedelta(days=400)
        for between in (last, now + (last - now) / 2, now + (last - now) / 7):
            assert answer_at(told, child, between)[0] == answer, (now, between)
        if then is None:
            return
        assert then > now
        now = then


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-10-23T22:20", "2026-10-23T23:15:00.000001+01:00"),  # overdue from the microsecond after
        ("2026-10-24T00:00", "2026-10-24T04:15:00+01:00"),  # the mark at six hours
        ("2026-10-24T04:15", "2026-10-24T22:15:00+01:00"),  # the second occurrence arises
        ("2026-10-24T22:15", "2026-10-24T22:15:00.000001+01:00"),  # the first is missed
    ],
)
def test_next_change_is_the_instant_at_which_the_answer_changes(at: str, then: str) -> None:
    _, found = answer_at(FRIDAY, ADA, instant(at))
    assert found == instant(then)
    assert answer_at(FRIDAY, ADA, instant(then))[0] != answer_at(FRIDAY, ADA, instant(at))[0]


def test_what_is_recorded_for_later_changes_the_answer_when_it_comes() -> None:
    told = f'{FRIDAY}\n2026-10-23T22:40 returned to = "home"'
    assert clock(ask(PACK, told, "2026-10-23T22:20").next_change) == "2026-10-23T22:40+01:00"


def test_when_the_child_becomes_looked_after_on_a_day_to_come_the_answer_changes_then() -> None:
    assert clock(ask(PACK, LOOKED_AFTER, "2026-10-21T09:00").next_change) == "2026-10-29T00:00+00:00"


def test_where_time_alone_changes_nothing_there_is_no_next_change() -> None:
    words = pack(duty('starts = { event = "reported" }\nwords = "at once"'))
    assert ask(words, FRIDAY, "2026-10-24T12:00").next_change is None


ONE = pack(duty('starts = { event = "reported" }\nwithin = "24 hours"\nmet_by = { event = "enquiry_made" }'))


def test_a_duty_that_is_met_changes_no_more() -> None:
    assert ask(ONE, f"{FRIDAY}\n2026-10-24T08:00 enquiry_made", "2026-10-24T12:00").next_change is None


def test_an_unrelated_event_changes_no_duty() -> None:
    plain = [d.as_json() for d in ask(ONE, FRIDAY, "2026-10-24T12:00")]
    told = f'{FRIDAY}\n2026-10-24T08:00 record_opened system = "storm"\n2026-10-24T09:00 sighting_reported'
    assert [d.as_json() for d in ask(ONE, told, "2026-10-24T12:00")] == plain


def test_keys_are_unique_over_clauses_starts_and_occurrences() -> None:
    told = (
        STILL_AWAY + '\n2026-10-27T08:00 returned to = "home"\n2026-10-28T08:00 reported category = "missing"'
    )
    keys = [d.key for d in ask(PACK, told, "2026-11-03T12:00", BEN)]
    assert len(keys) > 12
    assert len(set(keys)) == len(keys)


def test_two_changes_at_one_instant_that_each_start_a_duty_have_two_keys() -> None:
    told = "\n".join(
        f"2026-10-20T09:00 circumstances_changed looked_after_since = 2026-10-{day}" for day in (18, 19)
    )
    keys = [d.key for d in ask(PACK, told, "2026-10-24T12:00")]
    assert len(set(keys)) == len(keys)


def test_a_key_is_pack_clause_part_start_and_occurrence() -> None:
    parted = pack(duty('part = "high"\nstarts = { event = "went_missing" }'))
    assert [d.key for d in ask(parted, FRIDAY, "2026-10-24T12:00")] == ["town/T-01/high/report/1"]


def test_the_same_question_asked_twice_has_the_same_answer() -> None:
    twice = [answer_at(HOME, BEN, instant("2026-10-27T12:00")) for _ in range(2)]
    assert twice[0] == twice[1]
