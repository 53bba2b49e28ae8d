"""Patterns and moments: pack language, section 3, sentence by sentence."""

from __future__ import annotations

import pytest

from homeward.protocol.errors import PackError
from homeward.protocol.tests.cast import ADA, BEN, FRIDAY, clock, only, owed, stands

SUNDAY = "2026-10-25T12:00"
TELL = 'starts = { event = "reported" }\nmet_by = { event = "notified", %s }'


def arose(start: str, night: str, at: str = SUNDAY, child: str = ADA) -> list[str]:
    """Write when each duty of a start arose."""
    return [clock(d.arose) for d in owed(f"starts = {start}", night, at, child)]


def test_a_list_in_a_pattern_is_any_one_of() -> None:
    start = '{ event = ["located", "returned"] }'
    night = f'{FRIDAY}\n2026-10-24T08:00 located\n2026-10-24T09:00 returned to = "home"'
    assert arose(start, night) == ["2026-10-24T08:00+01:00", "2026-10-24T09:00+01:00"]


def test_not_in_front_of_an_attribute_reverses_it() -> None:
    start = '{ event = "risk_assessed", not_by = "police" }'
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 risk_assessed level = "high", by = "inspector"\n'
        '2026-10-24T09:00 risk_assessed level = "high", by = "social_worker"'
    )
    assert arose(start, night) == ["2026-10-24T09:00+01:00"]


def test_an_agency_is_met_by_any_of_its_posts() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 notified to = "emergency_duty_team", by = "detective_sergeant"'
    assert only(TELL % 'by = "police", to = "childrens_social_care"', night, SUNDAY).status == "met"


@pytest.mark.parametrize("by", ["police", "inspector", "detective_inspector"])
def test_a_post_is_met_only_by_that_post_and_not_by_a_more_senior_one(by: str) -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 notified to = "school", by = "{by}"'
    assert only(TELL % 'by = "detective_sergeant"', night, SUNDAY).status == "open"


def test_by_owner_is_whoever_owns_this_duty() -> None:
    terms = (
        'owner = [{ when = { looked_after = true }, is = "placement" }, { is = "parent" }]\n'
        'starts = { event = "reported" }\nmet_by = { event = "enquiry_made", by = "owner" }'
    )
    by_carer = f'{FRIDAY}\n2026-10-24T08:00 enquiry_made by = "carer"'
    assert only(terms, by_carer, SUNDAY, BEN).status == "met"
    assert only(terms, by_carer, SUNDAY, ADA).status == "open"


@pytest.mark.parametrize(
    "sides",
    [
        'by = "police", with = "placement"',
        'by = "placement", with = "police"',
        'by = "carer", with = ["school", "inspector"]',
    ],
)
def test_a_contact_has_two_sides_that_may_stand_either_way_round(sides: str) -> None:
    terms = 'starts = { event = "reported" }\nmet_by = { event = "contact_made", by = "police", with = "placement" }'
    assert only(terms, f"{FRIDAY}\n2026-10-24T08:00 contact_made {sides}", SUNDAY).status == "met"


def test_a_contact_of_one_side_with_somebody_else_does_not_fit() -> None:
    terms = 'starts = { event = "reported" }\nmet_by = { event = "contact_made", by = "police", with = "placement" }'
    night = f'{FRIDAY}\n2026-10-24T08:00 contact_made by = "police", with = "family"'
    assert only(terms, night, SUNDAY).status == "open"


def test_a_start_that_lacks_what_the_pattern_names_makes_the_duty_unclear() -> None:
    night = '2026-10-23T22:15 reported category = "missing"'
    found = only('starts = { event = "reported", by = "placement" }', night, SUNDAY)
    assert found.status == "unclear"
    assert len(found.asks) == 1


def test_a_meeting_that_lacks_what_the_pattern_names_does_not_count_and_the_duty_asks() -> None:
    found = only(
        TELL % 'to = "school", about = "missing"',
        f'{FRIDAY}\n2026-10-24T08:00 notified to = "school"',
        SUNDAY,
    )
    assert found.met_at is None
    assert found.asks


def test_a_meeting_that_lacks_one_thing_and_contradicts_another_asks_nothing() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 notified to = "health"'
    found = only(TELL % 'to = "school", about = "missing"', night, SUNDAY)
    assert (found.status, found.asks) == ("open", ())


def test_where_a_list_of_patterns_stands_any_one_will_do() -> None:
    terms = 'starts = { event = "reported" }\nmet_by = [{ event = "enquiry_made" }, { event = "sighting_reported" }]'
    night = f"{FRIDAY}\n2026-10-24T08:00 sighting_reported\n2026-10-24T09:00 enquiry_made"
    assert clock(only(terms, night, SUNDAY).met_at) == "2026-10-24T08:00+01:00"


def test_met_by_all_needs_every_one_and_is_met_by_the_last() -> None:
    terms = 'starts = { event = "reported" }\nmet_by_all = [{ event = "enquiry_made" }, { event = "still_missing" }]'
    night = f"{FRIDAY}\n2026-10-24T08:00 still_missing\n2026-10-24T09:00 enquiry_made"
    assert only(terms, night, "2026-10-24T08:30").status == "open"
    assert clock(only(terms, night, SUNDAY).met_at) == "2026-10-24T09:00+01:00"


def test_if_possible_is_shown_and_not_required() -> None:
    terms = (
        'starts = { event = "reported" }\nmet_by_all = [{ event = "enquiry_made" }, '
        '{ event = "notified", to = "school", if_possible = true }]'
    )
    assert only(terms, f"{FRIDAY}\n2026-10-24T08:00 enquiry_made", SUNDAY).status == "met"


# Moments


def test_absence_known_is_the_first_word_and_absence_began_the_earliest_since() -> None:
    night = (
        '2026-10-23T20:00 agency_told agency = "school", since = 2026-10-23T15:30:00\n'
        '2026-10-23T22:15 reported category = "missing", since = 2026-10-23T16:00:00'
    )
    assert arose('{ event = "absence_known" }', night) == ["2026-10-23T20:00+01:00"]
    assert arose('{ event = "absence_began" }', night) == ["2026-10-23T15:30+01:00"]


def test_a_since_learnt_later_in_the_absence_counts_too() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 reported category = "missing", since = 2026-10-23T16:00:00'
    assert arose('{ event = "absence_began" }', night) == ["2026-10-23T16:00+01:00"]


def test_without_a_since_the_absence_began_when_it_was_known() -> None:
    night = f'2026-10-23T20:00 agency_told agency = "school"\n{FRIDAY}'
    assert arose('{ event = "absence_began" }', night) == ["2026-10-23T20:00+01:00"]


def test_the_child_went_missing_at_the_recategorisation_from_which_it_is_so() -> None:
    night = (
        '2026-10-23T22:15 reported category = "concern_for_welfare"\n'
        '2026-10-24T01:00 recategorised category = "missing"'
    )
    assert arose('{ event = "went_missing" }', night) == ["2026-10-24T01:00+01:00"]


def test_a_category_is_entered_from_outside_the_set_and_a_move_within_it_is_no_second_moment() -> None:
    night = (
        '2026-10-23T22:15 reported category = "away_without_authorisation"\n'
        '2026-10-24T01:00 recategorised category = "missing"\n'
        '2026-10-24T02:00 recategorised category = "concern_for_welfare"\n'
        '2026-10-24T03:00 recategorised category = "missing"'
    )
    both = '{ event = "category_became", category = ["missing", "away_without_authorisation"] }'
    assert arose(both, night) == ["2026-10-23T22:15+01:00", "2026-10-24T03:00+01:00"]
    assert arose('{ event = "category_became", category = "missing" }', night)[0] == "2026-10-24T01:00+01:00"


def test_risk_became_is_the_level_in_force_entering_the_set_whoever_recorded_it() -> None:
    night = (
        f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "medium", by = "call_handler"\n'
        '2026-10-24T00:00 risk_confirmed level = "high", by = "inspector"\n'
        '2026-10-24T06:00 risk_reviewed level = "low", by = "detective_sergeant"\n'
        '2026-10-24T07:00 risk_assessed level = "medium", by = "social_worker"'
    )
    start = '{ event = "risk_became", level = ["medium", "high"] }'
    assert arose(start, night) == ["2026-10-23T23:00+01:00", "2026-10-24T07:00+01:00"]
    assert arose('{ event = "risk_became", level = "high" }', night) == ["2026-10-24T00:00+01:00"]


AWAY = '2026-10-23T22:15 reported category = "away_without_authorisation"'


@pytest.mark.parametrize("moment", ["found", "back"])
def test_found_and_back_are_of_an_absence_in_which_the_child_had_been_missing(moment: str) -> None:
    back = '\n2026-10-24T08:00 returned to = "home"'
    assert arose(f'{{ event = "{moment}" }}', FRIDAY + back) == ["2026-10-24T08:00+01:00"]
    assert arose(f'{{ event = "{moment}" }}', AWAY + back) == []


def test_seen_before_the_child_went_missing_the_child_is_found_when_next_seen_or_back() -> None:
    seen_then_gone = (
        f'{AWAY}\n2026-10-23T23:00 located\n2026-10-24T01:00 recategorised category = "missing"\n'
    )
    night = seen_then_gone + '2026-10-24T08:00 returned to = "home"'
    assert arose('{ event = "found" }', night) == ["2026-10-24T08:00+01:00"]


def test_raw_located_and_returned_start_duties_after_any_absence() -> None:
    assert len(arose('{ event = "returned" }', AWAY + '\n2026-10-24T08:00 returned to = "home"')) == 1


def test_back_is_the_first_return_that_fits_and_only_the_first() -> None:
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 returned to = "hospital", brought_by = "police"\n'
        '2026-10-24T11:00 returned to = "home", brought_by = "family"\n2026-10-24T12:00 returned to = "home", brought_by = "police"'
    )
    assert arose('{ event = "back" }', night) == ["2026-10-24T08:00+01:00"]
    assert arose('{ event = "back", to = "home" }', night) == ["2026-10-24T11:00+01:00"]
    assert arose('{ event = "back", to = "home", brought_by = "police" }', night) == [
        "2026-10-24T12:00+01:00"
    ]


def test_a_return_that_does_not_say_who_brought_the_child_leaves_back_unclear() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"'
    assert only('starts = { event = "back", brought_by = "police" }', night, SUNDAY).status == "unclear"


def test_became_looked_after_is_the_date_of_the_child_or_of_the_change() -> None:
    start = '{ event = "became_looked_after" }'
    assert arose(start, FRIDAY, child=BEN) == ["2026-01-10T00:00+00:00"]
    change = "2026-10-20T09:00 circumstances_changed looked_after_since = 2026-10-19"
    assert arose(start, change) == ["2026-10-19T00:00+01:00"]
    later = "2026-10-20T09:00 circumstances_changed looked_after_since = 2026-11-02"
    assert arose(start, later) == []
    assert arose(start, later, at="2026-11-02T00:00") == ["2026-11-02T00:00+00:00"]


def test_one_event_that_fits_several_starts_of_a_clause_starts_one() -> None:
    start = (
        '[{ event = "reported" }, { event = "went_missing" }, { event = "reported", category = "missing" }]'
    )
    assert arose(start, FRIDAY) == ["2026-10-23T22:15+01:00"]


def test_each_match_starts_a_duty_of_its_own() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 concern_raised about = "home"\n2026-10-24T09:00 concern_raised about = "home"'
    terms = 'starts = { event = "concern_raised", about = "home" }\nmet_by = { event = "followed_up" }'
    found = owed(terms, night + "\n2026-10-24T08:30 followed_up", SUNDAY)
    assert stands(found) == ["met", "open"]
    assert len({d.key for d in found}) == 2


def test_whoever_the_starting_event_names_owes_it() -> None:
    terms = 'owner = { named_in = "agency", is = "any_agency" }\nstarts = { event = "agency_told" }'
    assert only(terms, '2026-10-23T20:00 agency_told agency = "school"', SUNDAY).owner == "school"


@pytest.mark.parametrize("key", ["until", "met_by", "after"])
def test_a_moment_may_stand_only_in_starts(key: str) -> None:
    with pytest.raises(PackError, match="moment"):
        owed(f'starts = {{ event = "reported" }}\n{key} = {{ event = "went_missing" }}', FRIDAY, SUNDAY)
