"""How the contract is read where it is silent: docs/decisions, 0002, the points that no other file here tests."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import ADA, BEN, FRIDAY, clock, only, owed, stands

SUNDAY = "2026-10-25T12:00"
MISSING = 'starts = { event = "went_missing" }\nwhile = { missing = true }\n'
AWAY = '2026-10-23T20:00 reported category = "away_without_authorisation"\n'


def test_a_second_caller_who_says_missing_is_never_overheard() -> None:
    assert clock(only(MISSING, AWAY + FRIDAY, SUNDAY).arose) == "2026-10-23T22:15+01:00"
    assert len(owed('starts = { event = "reported" }', AWAY + FRIDAY, SUNDAY)) == 1
    assert owed('starts = { event = "reported", category = "missing" }', AWAY + FRIDAY, SUNDAY) == []


def test_found_unreported_in_an_absence_that_runs_marks_the_child_found_in_it() -> None:
    night = '2026-10-23T20:00 agency_told agency = "school"\n2026-10-23T22:15 reported category = "found_unreported"'
    terms = 'starts = { event = "absence_known" }\nwhile = { found = false }'
    assert only(terms, night, SUNDAY).status == "no_longer_needed"


def test_nobody_escapes_a_mark_by_an_hour_in_another_category() -> None:
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 recategorised category = "concern_for_welfare"\n'
        '2026-10-24T09:00 recategorised category = "missing"'
    )
    found = owed('starts = { event = "went_missing" }\nonce = "24 hours"', night, "2026-10-26T12:00")
    assert [clock(d.arose) for d in found] == ["2026-10-24T22:15+01:00", "2026-10-25T08:00+00:00"]


def test_what_is_recorded_for_the_same_minute_as_the_start_counts() -> None:
    terms = (
        'starts = { event = "risk_became", level = "high" }\nmet_by = { event = "notified", to = "parent" }'
    )
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 notified to = "parent"\n2026-10-24T08:00 risk_assessed level = "high"'
    )
    assert only(terms, night, SUNDAY).status == "met"
    concern = 'starts = { event = "located" }\nmet_by = { event = "concern_raised" }'
    assert only(
        concern, f'{FRIDAY}\n2026-10-24T08:00 concern_raised about = "home"\n2026-10-24T08:00 located', SUNDAY
    ).met_at


def test_when_a_child_has_died_a_missed_turn_is_no_longer_needed_too() -> None:
    found = owed(MISSING + 'every = "4 hours"', f"{FRIDAY}\n2026-10-24T09:00 died", SUNDAY)
    assert stands(found) == ["no_longer_needed"] * 3
    assert [d.was_overdue for d in found] == [True, True, False]


@pytest.mark.parametrize(("first", "late"), [("", False), ("2026-10-24T07:00 enquiry_made\n", True)])
def test_what_still_waits_when_it_ends_was_not_yet_owed(first: str, late: bool) -> None:
    terms = (
        MISSING
        + 'words = "without delay"\nafter = { event = "enquiry_made" }\nmet_by = { event = "still_missing" }'
    )
    found = only(terms, f'{FRIDAY}\n{first}2026-10-24T08:00 returned to = "home"', SUNDAY)
    assert (found.status, found.was_overdue) == ("no_longer_needed", late)


def test_a_first_assessment_counts_as_the_level_rising() -> None:
    aside = '\n2026-10-23T22:40 duty_set_aside clause = "T-01", by = "inspector", reason = "Known to be at a friend\'s"'
    terms = 'starts = { event = "reported" }\nwithin = "1 hour"'
    assert only(terms, FRIDAY + aside, SUNDAY).status == "set_aside"
    assert (
        only(terms, f'{FRIDAY}{aside}\n2026-10-23T23:00 risk_assessed level = "low"', SUNDAY).status
        == "overdue"
    )


def test_a_passed_occurrence_that_was_set_aside_no_longer_lapses() -> None:
    aside = '\n2026-10-24T09:00 duty_set_aside clause = "T-01", by = "inspector", reason = "Spoken to this morning"'
    night = (
        f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "medium"{aside}\n%s risk_reviewed level = "high"'
    )
    assert stands(owed(MISSING + 'every = "24 hours"', night % "2026-10-25T08:00", SUNDAY)) == [
        "set_aside",
        "open",
    ]
    assert stands(owed(MISSING + 'every = "24 hours"', night % "2026-10-24T10:00", SUNDAY)) == [
        "overdue",
        "open",
    ]


def test_a_pack_without_authorities_does_not_know_whether_the_child_is_its_own() -> None:
    for asked in ("responsible_here", "placed_here"):
        found = only(f'starts = {{ event = "reported" }}\nwhen = {{ {asked} = true }}', FRIDAY, SUNDAY, BEN)
        assert found.status == "unclear"
        assert found.asks


def test_an_authority_left_out_of_a_situation_is_none() -> None:
    terms = 'starts = { event = "reported" }\nwhen = { responsible_here = true }'
    assert owed(terms, FRIDAY, SUNDAY, ADA, more='authorities = ["luton"]') == []


def test_a_move_that_does_not_say_where_leaves_the_area_as_it_was() -> None:
    terms = 'starts = { event = "reported" }\nwhile = { placed_out = true }'
    assert (
        only(terms, f'{FRIDAY}\n2026-10-24T08:00 placement_changed to = "foster"', SUNDAY, BEN).status
        == "open"
    )


@pytest.mark.parametrize(("said", "late"), [("", True), (", recorded = 2026-10-24T08:30:00", False)])
def test_what_a_replacement_says_was_written_down_when_it_says_so_else_when_the_correction_was(
    said: str, late: bool
) -> None:
    night = (
        f'{FRIDAY}\n2026-10-25T09:00 notified to = "school", id = "told"\n2026-10-29T09:00 corrected event = "told", '
        f'reason = "A day out", replacement = {{ at = 2026-10-24T08:00:00, what = "notified", to = "school"{said} }}'
    )
    terms = 'starts = { event = "reported" }\nwithin = "24 hours"\nmet_by = { event = "notified" }'
    found = only(terms, night, "2026-10-30T12:00")
    assert (found.status, found.late_word) == ("met", late)


def test_a_report_is_to_the_police_and_a_sighting_of_the_child_is_seen_where_nothing_else_is_said() -> None:
    assert only('starts = { event = "reported", to = "police" }', FRIDAY, SUNDAY).status == "open"
    night = f"{FRIDAY}\n2026-10-24T08:00 located"
    assert only('starts = { event = "located", confirmed = "seen" }', night, SUNDAY).status == "open"
