"""Again and again: the recurring clock of the events page, section 3, and of the pack language, section 6."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import BEN, FRIDAY, clock, only, owed, stands

DAILY = (
    'starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "24 hours"\n'
    'met_by = { event = "risk_reviewed", by = "police" }\n'
)
REVIEW = 'risk_reviewed level = "medium", by = "inspector"'


def test_occurrences_stand_on_a_fixed_grid_from_the_start_in_elapsed_time() -> None:
    found = owed(DAILY, FRIDAY, "2026-10-26T00:00")
    assert [(d.occurrence, clock(d.arose), clock(d.due)) for d in found] == [
        (1, "2026-10-23T22:15+01:00", "2026-10-24T22:15+01:00"),
        (2, "2026-10-24T22:15+01:00", "2026-10-25T21:15+00:00"),
        (3, "2026-10-25T21:15+00:00", "2026-10-26T21:15+00:00"),
    ]
    assert stands(found) == ["overdue", "overdue", "open"]
    assert [d.missed for d in found] == [True, True, False]


def test_the_grid_goes_over_the_night_that_is_an_hour_shorter() -> None:
    found = owed(DAILY, '2027-03-27T22:15 reported category = "missing"', "2027-03-28T22:00")
    assert clock(found[0].due) == "2027-03-28T23:15+01:00"


@pytest.mark.parametrize(
    ("done", "one", "two"),
    [
        ("2026-10-23T22:15", "met", "open"),  # occurrence 1 also at its start
        ("2026-10-24T08:00", "met", "open"),
        ("2026-10-24T22:15", "met", "open"),  # not after its own due time, that instant included
        ("2026-10-24T22:16", "overdue", "met"),  # a late one meets the next and not the one before
    ],
)
def test_an_occurrence_is_met_only_in_its_own_span(done: str, one: str, two: str) -> None:
    assert stands(owed(DAILY, f"{FRIDAY}\n{done} {REVIEW}", "2026-10-25T12:00")) == [one, two]


def test_one_meeting_does_not_meet_two_occurrences_on_the_edge() -> None:
    night = f"{FRIDAY}\n2026-10-24T22:15 {REVIEW}"
    assert stands(owed(DAILY, night, "2026-10-24T22:15")) == ["met", "open"]


def test_a_later_review_never_mends_a_missed_one() -> None:
    night = f"{FRIDAY}\n2026-10-25T08:00 {REVIEW}\n2026-10-25T09:00 {REVIEW}"
    found = owed(DAILY, night, "2026-10-25T12:00")
    assert (found[0].status, found[0].missed, found[0].met_at) == ("overdue", True, None)


def test_at_its_edge_the_old_one_is_in_time_and_the_next_has_arisen() -> None:
    found = owed(DAILY, FRIDAY, "2026-10-24T22:15")
    assert [(d.occurrence, d.status, d.missed) for d in found] == [(1, "open", False), (2, "open", False)]
    late = owed(DAILY, FRIDAY, "2026-10-24T22:15:00.000001")
    assert [(d.occurrence, d.status, d.missed) for d in late] == [(1, "overdue", True), (2, "open", False)]


def test_when_it_ends_the_one_running_is_no_longer_needed_and_the_missed_stay() -> None:
    night = f'{FRIDAY}\n2026-10-25T08:00 returned to = "home"'
    found = owed(DAILY, night, "2026-11-25T12:00")
    assert [(d.occurrence, d.status, d.missed) for d in found] == [
        (1, "overdue", True),
        (2, "no_longer_needed", False),
    ]


def test_ended_at_the_edge_no_new_occurrence_arises() -> None:
    found = owed(DAILY, f'{FRIDAY}\n2026-10-24T22:15 returned to = "home"', "2026-11-25T12:00")
    assert [(d.occurrence, d.status) for d in found] == [(1, "no_longer_needed")]


def test_what_is_done_after_the_end_does_not_meet_the_one_that_was_running() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T09:00 {REVIEW}'
    assert stands(owed(DAILY, night, "2026-10-25T12:00")) == ["no_longer_needed"]


def test_what_was_done_before_the_end_stays_met() -> None:
    night = f'{FRIDAY}\n2026-10-24T07:00 {REVIEW}\n2026-10-24T08:00 returned to = "home"'
    assert stands(owed(DAILY, night, "2026-10-25T12:00")) == ["met"]


def test_a_new_absence_has_a_grid_of_its_own() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 reported category = "missing"'
    found = owed(DAILY, night, "2026-10-24T12:00")
    assert [(d.occurrence, d.status, clock(d.due)) for d in found] == [
        (1, "no_longer_needed", "2026-10-24T22:15+01:00"),
        (1, "open", "2026-10-25T09:00+00:00"),
    ]
    assert len({d.key for d in found}) == 2


WEEKLY = (
    'starts = { event = "back" }\nevery = "7 days"\nuntil = { event = "return_interview_held" }\n'
    'met_by = { event = "contact_made", by = "police", with = "child" }'
)
HOME = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n'


@pytest.mark.parametrize("end", ["return_interview_held", "episode_closed"])
def test_it_stops_at_what_ends_it_or_at_closure(end: str) -> None:
    assert stands(owed(WEEKLY, f"{HOME}2026-10-27T08:00 {end}", "2026-11-20T08:00")) == ["no_longer_needed"]
    assert len(owed(WEEKLY, HOME, "2026-11-01T08:00")) == 2


def test_a_grid_that_a_mark_begins_counts_nothing_before_the_mark() -> None:
    terms = DAILY + 'once = "24 hours"'
    found = owed(terms, f"{FRIDAY}\n2026-10-24T20:00 {REVIEW}", "2026-10-25T12:00")
    assert [(clock(d.arose), clock(d.due), d.status) for d in found] == [
        ("2026-10-24T22:15+01:00", "2026-10-25T21:15+00:00", "open")
    ]


def test_what_was_done_before_the_start_meets_no_occurrence() -> None:
    night = f'2026-10-23T20:00 agency_told agency = "placement"\n2026-10-23T21:00 {REVIEW}\n{FRIDAY}'
    assert stands(owed(DAILY, night, "2026-10-24T12:00")) == ["open"]


def test_at_most_a_thousand_occurrences_are_listed_and_the_running_one_is_among_them() -> None:
    found = owed(DAILY.replace("24 hours", "1 minute"), FRIDAY, "2026-10-24T22:15")
    assert len(found) == 1000
    assert found[-1].occurrence == 1441
    assert len({d.key for d in found}) == 1000


def test_found_and_seen_ends_what_is_tied_to_found_and_leaves_what_is_tied_to_missing() -> None:
    search = DAILY.replace("missing = true", "found = false, missing = true")
    night = f"{FRIDAY}\n2026-10-24T08:00 located"
    assert stands(owed(search, night, "2026-10-24T12:00")) == ["no_longer_needed"]
    assert stands(owed(DAILY, night, "2026-10-24T12:00")) == ["open"]


def test_with_recipients_each_occurrence_is_told_anew() -> None:
    terms = (
        'starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "24 hours"\n'
        'to = ["parent", "school"]\nmet_by = { event = "notified" }'
    )
    night = f'{FRIDAY}\n2026-10-24T08:00 notified to = ["parent", "school"]\n2026-10-25T08:00 notified to = "parent"'
    found = owed(terms, night, "2026-10-25T12:00", BEN)
    assert stands(found) == ["met", "open"]
    assert [(r.role, r.state) for r in found[1].recipients] == [("parent", "told"), ("school", "owed")]


def test_a_duty_of_one_occurrence_is_numbered_one() -> None:
    assert only('starts = { event = "reported" }', FRIDAY, "2026-10-24T12:00").occurrence == 1
