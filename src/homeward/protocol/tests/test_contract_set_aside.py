"""Setting aside: by somebody who may, one occurrence, one recipient, this absence; and it lapses (events page, section 2)."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import FRIDAY, ask, duty, only, owed, pack, stands

SUNDAY = "2026-10-25T12:00"
TERMS = 'starts = { event = "reported" }\nwithin = "24 hours"\nmet_by = { event = "enquiry_made" }\n'
MANAGERS = 'set_aside_by = ["team_manager", "senior_manager"]'
DAILY = (
    'starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "24 hours"\n'
    'met_by = { event = "still_missing" }\n'
)


def aside(at: str, by: str = "team_manager", more: str = "") -> str:
    """Write that T-01 was set aside."""
    return f'\n{at} duty_set_aside clause = "T-01", by = "{by}", reason = "Agreed"{more}'


@pytest.mark.parametrize(
    ("by", "status"),
    [
        ("team_manager", "set_aside"),
        ("senior_manager", "set_aside"),
        ("director", "overdue"),
        ("police", "overdue"),
    ],
)
def test_only_the_posts_that_the_pack_names_may_set_aside(by: str, status: str) -> None:
    found = only(TERMS, FRIDAY + aside("2026-10-24T08:00", by), SUNDAY, more=MANAGERS)
    assert found.status == status


def test_a_setting_aside_by_anybody_else_is_shown_and_does_not_count() -> None:
    found = only(TERMS, FRIDAY + aside("2026-10-24T08:00", "director"), SUNDAY, more=MANAGERS)
    assert any("director" in said and "does not count" in said for said in found.why)


def test_a_clause_may_name_posts_of_its_own() -> None:
    terms = TERMS + 'set_aside_by = ["inspector"]'
    assert (
        only(terms, FRIDAY + aside("2026-10-24T08:00", "inspector"), SUNDAY, more=MANAGERS).status
        == "set_aside"
    )
    assert only(terms, FRIDAY + aside("2026-10-24T08:00"), SUNDAY, more=MANAGERS).status == "overdue"


def test_where_the_pack_names_nobody_any_post_may() -> None:
    assert only(TERMS, FRIDAY + aside("2026-10-24T08:00", "teacher"), SUNDAY).status == "set_aside"


def test_setting_aside_acts_on_this_absence_only() -> None:
    night = FRIDAY + aside("2026-10-24T07:00") + '\n2026-10-24T08:00 returned to = "home"'
    found = owed(TERMS, night + '\n2026-10-24T10:00 reported category = "missing"', SUNDAY)
    assert stands(found) == ["set_aside", "overdue"]


def test_of_a_recurring_duty_it_acts_on_the_occurrence_then_running_never_later_ones() -> None:
    night = FRIDAY + aside("2026-10-25T08:00")
    assert stands(owed(DAILY, night, "2026-10-26T12:00")) == ["overdue", "set_aside", "open"]


def test_an_occurrence_may_be_named() -> None:
    night = FRIDAY + aside("2026-10-25T08:00", more=", occurrence = 1")
    assert stands(owed(DAILY, night, "2026-10-25T12:00")) == ["set_aside", "open"]


def test_a_part_may_be_named() -> None:
    two = pack(duty(f'part = "one"\n{TERMS}'), duty(f'part = "two"\n{TERMS}'))
    night = FRIDAY + aside("2026-10-24T08:00", more=', part = "two"')
    assert stands(ask(two, night, "2026-10-24T12:00")) == ["open", "set_aside"]


def test_the_start_may_be_named_by_its_event() -> None:
    terms = 'starts = { event = "concern_raised" }'
    night = FRIDAY + (
        '\n2026-10-24T07:00 concern_raised about = "home", id = "one"'
        '\n2026-10-24T07:30 concern_raised about = "home", id = "two"'
    )
    found = owed(terms, night + aside("2026-10-24T08:00", more=', start = "two"'), SUNDAY)
    assert stands(found) == ["open", "set_aside"]


TELL = 'starts = { event = "reported" }\nto = ["parent", "school"]\nmet_by = { event = "notified" }'


def test_one_recipient_set_aside_leaves_the_others_owed() -> None:
    night = FRIDAY + aside("2026-10-24T08:00", more=', to = "school"')
    found = only(TELL, night, SUNDAY)
    assert found.status == "open"
    assert [(r.role, r.state) for r in found.recipients] == [("parent", "owed"), ("school", "set_aside")]
    assert only(TELL, night + '\n2026-10-24T09:00 notified to = "parent"', SUNDAY).status == "met"


def test_every_recipient_set_aside_sets_the_duty_aside() -> None:
    night = FRIDAY + aside("2026-10-24T08:00", more=', to = ["school", "parent"]')
    assert only(TELL, night, SUNDAY).status == "set_aside"


LOW = FRIDAY + '\n2026-10-23T23:00 risk_assessed level = "medium"' + aside("2026-10-24T08:00")


@pytest.mark.parametrize(
    ("then", "status"),
    [
        ('risk_reviewed level = "high"', "overdue"),
        ('risk_confirmed level = "high"', "overdue"),
        ('risk_reviewed level = "medium"', "set_aside"),
        ('risk_reviewed level = "low"', "set_aside"),
        ('recategorised category = "concern_for_welfare"', "overdue"),
        ('recategorised category = "missing"', "set_aside"),
    ],
)
def test_it_lapses_when_the_level_rises_or_the_category_changes(then: str, status: str) -> None:
    assert only(TERMS, f"{LOW}\n2026-10-24T09:00 {then}", SUNDAY).status == status


def test_a_lapse_is_shown_and_a_fresh_setting_aside_counts() -> None:
    night = LOW + '\n2026-10-24T09:00 risk_reviewed level = "high"'
    assert any("lapsed" in said for said in only(TERMS, night, SUNDAY).why)
    assert only(TERMS, night + aside("2026-10-24T10:00"), SUNDAY).status == "set_aside"


def test_a_level_that_fell_and_rose_again_above_where_it_stood_lapses_it() -> None:
    night = (
        LOW + '\n2026-10-24T09:00 risk_reviewed level = "low"\n2026-10-24T10:00 risk_reviewed level = "high"'
    )
    assert only(TERMS, night, SUNDAY).status == "overdue"


def test_a_level_that_fell_and_rose_again_has_risen() -> None:
    night = (
        LOW
        + '\n2026-10-24T09:00 risk_reviewed level = "low"\n2026-10-24T10:00 risk_reviewed level = "medium"'
    )
    assert only(TERMS, night, SUNDAY).status == "overdue"


def test_it_does_not_lapse_for_what_happens_in_a_later_absence() -> None:
    night = LOW + (
        '\n2026-10-24T09:00 returned to = "home"\n2026-10-24T10:00 reported category = "missing"'
        '\n2026-10-24T11:00 risk_assessed level = "high"'
    )
    assert owed(TERMS, night, SUNDAY)[0].status == "set_aside"
