"""Three periods, found, level in force, order: the events page of the design, section 3, sentence by sentence."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import BEN, FRIDAY, ask, clock, duty, only, owed, pack, stands

WHILE_ABSENT = (
    'starts = { event = "absence_known" }\nwhile = { absent = true }\nmet_by = { event = "enquiry_made" }'
)
WHILE_MISSING = (
    'starts = { event = "went_missing" }\nwhile = { missing = true }\nmet_by = { event = "enquiry_made" }'
)
WHILE_NOT_FOUND = (
    'starts = { event = "went_missing" }\nwhile = { found = false }\nmet_by = { event = "enquiry_made" }'
)
SATURDAY = "2026-10-24T12:00"


@pytest.mark.parametrize(
    "word",
    [
        'agency_told agency = "school"',
        "absence_noted",
        "absence_noted explained = false",
        'basic_measure_taken measure = "search_home", outcome = "done"',
        'reported category = "missing"',
        'reported category = "away_without_authorisation"',
    ],
)
def test_an_absence_begins_at_its_first_word(word: str) -> None:
    found = only(WHILE_ABSENT, f"2026-10-23T20:00 {word}", SATURDAY)
    assert (found.status, clock(found.arose)) == ("open", "2026-10-23T20:00+01:00")


@pytest.mark.parametrize(
    "word", ["absence_noted explained = true", 'concern_raised about = "safety"', 'notified to = "police"']
)
def test_an_explained_absence_and_a_worry_are_no_first_word(word: str) -> None:
    assert owed(WHILE_ABSENT, f"2026-10-23T20:00 {word}", SATURDAY) == []


@pytest.mark.parametrize(
    "end",
    [
        'returned to = "home"',
        'returned to = "elsewhere"',
        "died",
        "episode_closed",
        'decided about = "not_missing"',
        'decided about = "not_missing", outcome = "yes"',
    ],
)
def test_an_absence_ends_at_the_return_death_closure_or_decision(end: str) -> None:
    assert only(WHILE_ABSENT, f"{FRIDAY}\n2026-10-24T08:00 {end}", SATURDAY).status == "no_longer_needed"


@pytest.mark.parametrize(
    "no_end",
    [
        "located",
        "located confirmed = \"spoken_to\"",
        'decided about = "not_missing", outcome = "no"',
        'decided about = "publicity"',
        'recategorised category = "concern_for_welfare"',
        'reported category = "missing"',
    ],
)  # fmt: skip
def test_nothing_else_ends_an_absence(no_end: str) -> None:
    assert only(WHILE_ABSENT, f"{FRIDAY}\n2026-10-24T08:00 {no_end}", SATURDAY).status == "open"


def test_located_alone_does_not_end_missing() -> None:
    assert only(WHILE_MISSING, f"{FRIDAY}\n2026-10-24T08:00 located", SATURDAY).status == "open"


def test_another_category_ends_missing_and_leaves_the_absence() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 recategorised category = "concern_for_welfare"'
    assert only(WHILE_MISSING, night, SATURDAY).status == "no_longer_needed"
    assert only(WHILE_ABSENT, night, SATURDAY).status == "open"


def test_a_child_known_absent_is_missing_only_from_the_report() -> None:
    night = f'2026-10-23T20:00 agency_told agency = "placement"\n{FRIDAY}'
    assert owed(WHILE_MISSING, night, "2026-10-23T22:00") == []
    assert clock(only(WHILE_MISSING, night, SATURDAY).arose) == "2026-10-23T22:15+01:00"


@pytest.mark.parametrize("start", ["reported", "went_missing", "absence_known", "absence_began"])
def test_a_second_report_inside_an_absence_starts_nothing(start: str) -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 reported category = "missing", by = "school"'
    found = only(f'starts = {{ event = "{start}" }}', night, SATURDAY)
    assert clock(found.arose) == "2026-10-23T22:15+01:00"


def test_a_second_report_that_says_less_takes_nothing_away() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 reported category = "truancy", by = "school"'
    assert only(WHILE_MISSING, night, SATURDAY).status == "open"


def test_a_child_back_and_reported_again_has_a_new_episode_though_the_last_is_open() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 reported category = "missing"'
    found = owed(WHILE_MISSING, night, SATURDAY)
    assert stands(found) == ["no_longer_needed", "open"]
    assert clock(found[1].arose) == "2026-10-24T10:00+01:00"


def test_later_events_belong_to_an_absence_until_the_next_begins() -> None:
    terms = (
        'starts = { event = "concern_raised", about = "safety" }\n'
        'when = { recorded = { event = "return_interview_held" } }'
    )
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-25T12:00 return_interview_held\n'
        '2026-10-26T09:00 concern_raised about = "safety"\n2026-10-27T09:00 reported category = "missing"\n'
        '2026-10-27T10:00 concern_raised about = "safety"'
    )
    (found,) = owed(terms, night, "2026-10-28T09:00")
    assert clock(found.arose) == "2026-10-26T09:00+00:00"


def test_one_return_interview_may_meet_the_duties_of_several_absences() -> None:
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-25T09:00 reported category = "missing"\n'
        '2026-10-25T18:00 returned to = "home"\n2026-10-26T10:00 return_interview_held'
    )
    terms = 'starts = { event = "back" }\nwithin = "72 hours"\nmet_by = { event = "return_interview_held" }'
    assert stands(owed(terms, night, "2026-10-27T09:00")) == ["met", "met"]


@pytest.mark.parametrize("how", ["spoken_to", "message", "told_by_other"])
def test_a_voice_or_a_message_is_not_finding(how: str) -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 located confirmed = "{how}"'
    assert only(WHILE_NOT_FOUND, night, SATURDAY).status == "open"
    assert owed('starts = { event = "found" }', night, SATURDAY) == []


@pytest.mark.parametrize("how", ["located", 'located confirmed = "seen"', 'returned to = "hospital"'])
def test_found_is_the_first_seen_or_returned(how: str) -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 {how}\n2026-10-24T11:00 returned to = "home"'
    assert only(WHILE_NOT_FOUND, night, SATURDAY).status == "no_longer_needed"
    assert clock(only('starts = { event = "found" }', night, SATURDAY).arose) == "2026-10-24T08:00+01:00"


def test_whereabouts_lost_again_undo_found_and_the_same_absence_runs_on() -> None:
    night = f"{FRIDAY}\n2026-10-24T08:00 located\n2026-10-24T09:00 still_missing\n"
    asked = 'starts = { event = "concern_raised", about = "safety" }\nwhen = { found = true }'
    assert owed(asked, night + '2026-10-24T10:00 concern_raised about = "safety"', SATURDAY) == []
    assert len(owed(asked, night + '2026-10-24T08:30 concern_raised about = "safety"', SATURDAY)) == 1
    assert only(WHILE_MISSING, night, SATURDAY).status == "open"


def test_a_duty_that_ended_with_the_finding_does_not_come_back_when_lost_again() -> None:
    night = f"{FRIDAY}\n2026-10-24T08:00 located\n2026-10-24T09:00 still_missing"
    assert only(WHILE_NOT_FOUND, night, SATURDAY).status == "no_longer_needed"


def test_a_return_to_elsewhere_ends_the_absence_and_a_later_one_starts_what_waits_for_safety() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "elsewhere"\n2026-10-24T11:00 returned to = "home"'
    assert only(WHILE_ABSENT, night, "2026-10-24T09:00").status == "no_longer_needed"
    safe = 'starts = { event = "back", to = ["home", "placement", "place_of_safety"] }'
    assert owed(safe, night, "2026-10-24T10:59") == []
    assert clock(only(safe, night, SATURDAY).arose) == "2026-10-24T11:00+01:00"


def test_the_level_in_force_is_the_latest_recorded_by_anybody() -> None:
    night = (
        f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "medium", by = "call_handler"\n'
        '2026-10-23T23:30 risk_confirmed level = "high", by = "inspector"\n'
        '2026-10-24T07:00 risk_reviewed level = "low", by = "social_worker"'
    )
    high = 'starts = { event = "risk_became", level = "high" }\nwhile = { level = "high" }'
    assert only(high, night, "2026-10-24T06:00").status == "open"
    assert only(high, night, SATURDAY).status == "no_longer_needed"


def test_no_level_is_carried_over_from_an_earlier_absence() -> None:
    night = (
        f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "high"\n2026-10-24T08:00 returned to = "home"\n'
        '2026-10-24T10:00 reported category = "missing"\n2026-10-24T10:30 concern_raised about = "safety"'
    )
    asked = 'starts = { event = "concern_raised", about = "safety" }\nwhen = { level = "not_assessed" }'
    assert len(owed(asked, night, SATURDAY)) == 1


def test_at_one_instant_the_order_is_that_of_the_table_whatever_was_recorded_first() -> None:
    assessed = '2026-10-23T23:00 risk_assessed level = "low", id = "one", recorded = 2026-10-23T23:09:00'
    reviewed = '2026-10-23T23:00 risk_reviewed level = "high", id = "two", recorded = 2026-10-23T23:01:00'
    asked = 'starts = { event = "risk_became", level = "high" }\nwhile = { level = "high" }'
    for lines in ([FRIDAY, assessed, reviewed], [reviewed, assessed, FRIDAY]):
        assert only(asked, "\n".join(lines), SATURDAY).status == "open"


def test_of_one_kind_at_one_instant_content_decides_and_not_the_file() -> None:
    one = '2026-10-23T23:00 risk_assessed level = "low", id = "one", recorded = 2026-10-23T23:09:00'
    two = '2026-10-23T23:00 risk_assessed level = "high", id = "two", recorded = 2026-10-23T23:01:00'
    asked = pack(duty('starts = { event = "risk_became", level = "high" }\nwhile = { level = "high" }'))
    forward = [d.as_json() for d in ask(asked, "\n".join([FRIDAY, one, two]), SATURDAY)]
    assert [d.as_json() for d in ask(asked, "\n".join([two, one, FRIDAY]), SATURDAY)] == forward


UNREPORTED = '2026-10-23T22:15 reported category = "found_unreported", id = "told"'


def test_found_though_never_reported_starts_found() -> None:
    found = only('starts = { event = "found" }', UNREPORTED, SATURDAY)
    assert (clock(found.arose), found.key) == ("2026-10-23T22:15+01:00", "town/T-01//told/1")


@pytest.mark.parametrize(
    "moment",
    [
        'event = "absence_known"',
        'event = "absence_began"',
        'event = "went_missing"',
        'event = "back"',
        'event = "category_became", category = ["found_unreported", "missing"]',
        'event = "category_became", not_category = "missing"',
    ],
)
def test_found_though_never_reported_starts_no_other_moment(moment: str) -> None:
    night = f'{UNREPORTED}\n2026-10-23T23:00 returned to = "home"'
    assert owed(f"starts = {{ {moment} }}", night, SATURDAY) == []


def test_found_though_never_reported_is_found_from_the_start() -> None:
    night = f'{UNREPORTED}\n2026-10-23T23:00 concern_raised about = "safety"'
    asked = 'starts = { event = "concern_raised", about = "safety" }\nwhen = { found = true, absent = true }'
    assert len(owed(asked, night, SATURDAY)) == 1


def test_closing_an_episode_ends_only_the_absence_and_what_is_owed_stays_owed() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T09:00 episode_closed'
    back = 'starts = { event = "back" }\nwithin = "72 hours"\nmet_by = { event = "return_interview_held" }'
    assert only(back, night, SATURDAY).status == "open"
    late = only(back, night, "2026-10-28T08:00")
    assert (late.status, clock(late.due)) == ("overdue", "2026-10-27T07:00+00:00")


def test_a_night_given_in_any_order_of_recording_gives_the_same_answer() -> None:
    lines = [
        FRIDAY,
        '2026-10-23T23:00 risk_assessed level = "high", id = "a", recorded = 2026-10-25T09:00:00',
        '2026-10-24T08:00 notified to = "childrens_social_care", by = "police", id = "b"',
        '2026-10-24T11:00 returned to = "home", id = "c"',
    ]
    asked = pack(duty(WHILE_MISSING), duty('starts = { event = "back" }\nwithin = "72 hours"', "T-02"))
    forward = [d.as_json() for d in ask(asked, "\n".join(lines), SATURDAY, BEN)]
    assert [d.as_json() for d in ask(asked, "\n".join(lines[::-1]), SATURDAY, BEN)] == forward
