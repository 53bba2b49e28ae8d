"""Clocks: pack language, section 6, with the working days and clock changes of the events page, section 3."""

from __future__ import annotations

import pytest

from homeward.protocol.errors import HomewardError
from homeward.protocol.tests.cast import ADA, BEN, CAI, FRIDAY, clock, only, owed

OFFICE = '[service.childrens_social_care]\nname = "Front Door"\nhours = [{ days = "Mon-Fri", from = "09:00", to = "17:00" }]\n'
NIGHT_TEAM = '[service.emergency_duty_team]\nclosed_when_open = "childrens_social_care"\n'
NO_HOURS = '[service.childrens_social_care]\nname = "Front Door"\n'
WEEKEND_UNCLEAR = OFFICE + (
    'unclear_hours = [{ days = "Sat-Sun", from = "09:00", to = "17:00", says = "The source is silent on weekend days" }]\n'
)


def due(clock_: str, start: str, child: str = ADA, tables: str = "", more: str = "") -> str:
    """Write when a duty that starts at a concern raised at that time is due."""
    told = f'{start} concern_raised about = "safety"'
    terms = f'starts = {{ event = "concern_raised" }}\n{clock_}'
    return clock(only(terms, told, "2027-12-30T12:00", child, tables, more).due)


@pytest.mark.parametrize(
    ("length", "start", "when"),
    [
        ("30 minutes", "2026-10-23T22:15", "2026-10-23T22:45+01:00"),
        ("72 hours", "2026-10-19T09:00", "2026-10-22T09:00+01:00"),
        # The clocks go back on Sunday 25 October at two: that night is an hour longer.
        ("24 hours", "2026-10-24T22:15", "2026-10-25T21:15+00:00"),
        ("1 day", "2026-10-24T22:15", "2026-10-25T21:15+00:00"),
        ("1 week", "2026-10-23T22:15", "2026-10-30T21:15+00:00"),
        ("1 hour", "2026-10-25T01:30", "2026-10-25T01:30+00:00"),
        ("1 hour", "2026-10-25T01:30+00:00", "2026-10-25T02:30+00:00"),
        # They go forward on Sunday 28 March 2027 at one: that night is an hour shorter.
        ("24 hours", "2027-03-27T22:15", "2027-03-28T23:15+01:00"),
        ("1 hour", "2027-03-28T00:30", "2027-03-28T02:30+01:00"),
        ("1 week", "2027-03-22T12:00", "2027-03-29T13:00+01:00"),
    ],
)
def test_minutes_hours_days_and_weeks_are_elapsed_time(length: str, start: str, when: str) -> None:
    assert due(f'within = "{length}"', start) == when


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(HomewardError, match="does not exist"):
        due('within = "1 hour"', "2027-03-28T01:30")


def test_in_the_repeated_hour_the_offset_says_which_came_first() -> None:
    night = (
        '2026-10-25T01:30+01:00 reported category = "missing"\n2026-10-25T01:10+00:00 returned to = "home"'
    )
    terms = 'starts = { event = "went_missing" }\nwhile = { missing = true }'
    assert only(terms, night, "2026-10-25T01:05+00:00").status == "open"
    assert only(terms, night, "2026-10-25T01:10+00:00").status == "no_longer_needed"


@pytest.mark.parametrize(
    ("length", "start", "when"),
    [
        ("1 working day", "2026-10-22T09:00", "2026-10-24T00:00+01:00"),  # Thursday: the end of Friday.
        ("1 working day", "2026-10-23T22:15", "2026-10-27T00:00+00:00"),  # Friday: the end of Monday.
        ("3 working days", "2026-10-23T22:15", "2026-10-29T00:00+00:00"),
        ("1 working day", "2026-10-24T10:00", "2026-10-27T00:00+00:00"),  # Saturday.
        ("1 working day", "2026-12-24T10:00", "2026-12-30T00:00+00:00"),  # Christmas: the end of Tuesday 29.
        ("3 working days", "2026-12-24T10:00", "2027-01-01T00:00+00:00"),
        ("4 working days", "2026-12-24T10:00", "2027-01-05T00:00+00:00"),  # 1 January 2027 is a Friday.
        (
            "1 working day",
            "2027-03-25T18:00",
            "2027-03-31T00:00+01:00",
        ),  # Maundy Thursday: the end of Tuesday.
        ("1 working day", "2026-07-06T23:30", "2026-07-08T00:00+01:00"),  # Still Monday by local time.
        (
            "1 working day",
            "2026-07-07T00:30",
            "2026-07-09T00:00+01:00",
        ),  # Tuesday by local time, Monday in UTC.
        ("1 working day", "2026-07-07T00:00", "2026-07-09T00:00+01:00"),
    ],
)
def test_working_days_leave_out_the_day_itself_weekends_and_bank_holidays(
    length: str, start: str, when: str
) -> None:
    assert due(f'within = "{length}"', start) == when


def test_working_days_leave_out_the_days_that_the_pack_closes() -> None:
    closed = "closed = [2026-10-26]"
    assert due('within = "1 working day"', "2026-10-23T22:15", more=closed) == "2026-10-28T00:00+00:00"


def test_working_days_leave_out_the_days_that_the_owners_service_closes() -> None:
    tables = "[service.police]\nclosed = [2026-10-26]\n[service.school]\nclosed = [2026-10-27]\n"
    assert due('within = "1 working day"', "2026-10-23T22:15", tables=tables) == "2026-10-28T00:00+00:00"


def test_within_may_be_routed_by_the_first_condition_that_is_not_no() -> None:
    routed = 'within = [{ when = { age_under = 12 }, is = "1 hour" }, { is = "2 hours" }]'
    assert due(routed, "2026-10-23T22:15", "born = 2015-01-01") == "2026-10-23T23:15+01:00"
    assert due(routed, "2026-10-23T22:15", BEN) == "2026-10-24T00:15+01:00"


def test_a_routed_time_that_turns_on_something_not_known_takes_the_first_way_and_asks() -> None:
    terms = 'starts = { event = "reported" }\nwithin = [{ when = { age_under = 12 }, is = "1 hour" }, { is = "2 hours" }]'
    found = only(terms, FRIDAY, "2026-10-23T22:20", CAI)
    assert (found.status, clock(found.due)) == ("unclear", "2026-10-23T23:15+01:00")
    assert found.asks == ("When was the child born?",)


# Marks

MARK = 'starts = { event = "went_missing" }\nonce = "24 hours"\nmet_by = { event = "meeting_held", kind = "strategy" }\n'


def test_a_mark_arises_at_its_moment_and_not_before() -> None:
    assert owed(MARK, FRIDAY, "2026-10-24T22:14") == []
    found = only(MARK, FRIDAY, "2026-10-24T22:15")
    assert (clock(found.arose), found.status, found.due) == ("2026-10-24T22:15+01:00", "open", None)


def test_a_mark_with_no_limit_is_open_with_no_due_time() -> None:
    assert only(MARK, FRIDAY, "2026-11-24T22:15").status == "open"


@pytest.mark.parametrize(
    ("back", "arises"), [("2026-10-24T22:14", 0), ("2026-10-24T22:15", 0), ("2026-10-24T22:16", 1)]
)
def test_a_mark_arises_unless_the_child_is_back_at_its_instant(back: str, arises: int) -> None:
    assert len(owed(MARK, f'{FRIDAY}\n{back} returned to = "home"', "2026-10-25T12:00")) == arises


def test_a_mark_from_went_missing_needs_the_child_still_missing_another_only_the_absence() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 recategorised category = "concern_for_welfare"'
    assert owed(MARK, night, "2026-10-25T12:00") == []
    assert len(owed(MARK.replace("went_missing", "reported"), night, "2026-10-25T12:00")) == 1


def test_located_and_not_back_leaves_the_mark() -> None:
    assert len(owed(MARK, f"{FRIDAY}\n2026-10-24T08:00 located", "2026-10-25T12:00")) == 1


def test_a_mark_counts_from_when_the_absence_began_and_the_child_last_seen_friday_at_four() -> None:
    mark = MARK.replace("went_missing", "absence_began")
    told = '2026-10-24T10:00 reported category = "missing", since = 2026-10-23T16:00:00, about = true'
    assert owed(mark, told, "2026-10-24T15:59") == []
    assert clock(only(mark, told, "2026-10-24T16:00").arose) == "2026-10-24T16:00+01:00"


def test_a_mark_already_past_when_somebody_is_told_still_arises() -> None:
    mark = MARK.replace("went_missing", "absence_began") + 'within = "4 hours"'
    told = '2026-10-24T18:00 reported category = "missing", since = 2026-10-23T16:00:00'
    found = only(mark, told, "2026-10-24T19:00")
    assert (clock(found.arose), clock(found.due)) == ("2026-10-24T16:00+01:00", "2026-10-24T20:00+01:00")


def test_a_duty_may_arise_at_a_mark_and_count_from_its_start() -> None:
    # Friday 22:15 and three working days: the end of Wednesday; from the mark on Saturday the same, from Monday's not.
    mark = MARK + 'within = "30 hours"\n'
    assert clock(only(mark, FRIDAY, "2026-10-25T12:00").due) == "2026-10-26T03:15+00:00"
    counts = mark + 'counts_from = "start"'
    assert clock(only(counts, FRIDAY, "2026-10-25T01:00").due) == "2026-10-25T03:15+00:00"
    working = MARK + 'within = "3 working days"\ncounts_from = "start"'
    told = '2026-10-26T10:00 reported category = "missing"'
    assert clock(only(working, told, "2026-10-27T12:00").due) == "2026-10-30T00:00+00:00"


def test_what_is_done_from_the_start_of_a_marks_clock_meets_it_and_nothing_before() -> None:
    told = f'2026-10-23T20:00 agency_told agency = "placement"\n%s meeting_held kind = "strategy"\n{FRIDAY}'
    assert only(MARK, told % "2026-10-23T21:00", "2026-10-25T12:00").status == "open"
    assert only(MARK, told % "2026-10-23T23:00", "2026-10-25T12:00").status == "met"


def test_when_is_judged_at_the_mark() -> None:
    terms = MARK + "when = { social_worker = true }"
    night = f"{FRIDAY}\n2026-10-24T12:00 circumstances_changed social_worker = true"
    assert len(owed(terms, night, "2026-10-25T12:00")) == 1
    assert (
        owed(
            terms,
            f"{FRIDAY}\n2026-10-25T00:00 circumstances_changed social_worker = true",
            "2026-10-25T12:00",
        )
        == []
    )


def test_until_before_a_mark_keeps_the_duty_from_arising() -> None:
    terms = MARK + 'until = { event = "decided", about = "publicity" }'
    assert owed(terms, f'{FRIDAY}\n2026-10-24T12:00 decided about = "publicity"', "2026-10-25T12:00") == []
    night = f'{FRIDAY}\n2026-10-24T23:00 decided about = "publicity"'
    assert only(terms, night, "2026-10-25T12:00").status == "no_longer_needed"


def test_a_while_that_is_no_at_the_mark_keeps_the_duty_from_arising() -> None:
    assert (
        owed(MARK + "while = { found = false }", f"{FRIDAY}\n2026-10-24T12:00 located", "2026-10-25T12:00")
        == []
    )


# Before, by opening, by closing

BEFORE = (
    'starts = { event = "decided", about = "return_home" }\nbefore = { event = "placement_changed" }\n'
    'met_by = { event = "enquiry_made" }'
)
DECIDED = '2026-10-23T09:00 decided about = "return_home"\n'
MOVED = '2026-10-24T09:00 placement_changed to = "foster"\n'


def test_before_has_no_due_time_until_that_event_happens() -> None:
    found = only(BEFORE, DECIDED, "2026-10-30T09:00")
    assert (found.status, found.due) == ("open", None)


@pytest.mark.parametrize(
    ("done", "status"),
    [("2026-10-24T08:00", "met"), ("2026-10-24T09:00", "met"), ("2026-10-24T09:01", "met_late")],
)
def test_before_is_due_when_that_event_happens(done: str, status: str) -> None:
    assert only(BEFORE, f"{DECIDED}{MOVED}{done} enquiry_made", "2026-10-25T09:00").status == status


def test_before_not_done_by_that_event_is_overdue() -> None:
    assert only(BEFORE, DECIDED + MOVED, "2026-10-24T09:00").status == "open"
    assert only(BEFORE, DECIDED + MOVED, "2026-10-24T09:01").status == "overdue"


BY_OPENING = 'by_opening = "childrens_social_care"'


@pytest.mark.parametrize(
    ("key", "service", "start", "when"),
    [
        ("by_opening", "childrens_social_care", "2026-10-23T22:15", "2026-10-26T09:00+00:00"),
        ("by_opening", "childrens_social_care", "2026-10-23T08:59", "2026-10-23T09:00+01:00"),
        ("by_opening", "childrens_social_care", "2026-10-23T10:00", "2026-10-26T09:00+00:00"),
        ("by_opening", "childrens_social_care", "2026-12-24T18:00", "2026-12-29T09:00+00:00"),
        ("by_closing", "childrens_social_care", "2026-10-23T10:00", "2026-10-23T17:00+01:00"),
        ("by_closing", "childrens_social_care", "2026-10-23T22:15", "2026-10-26T17:00+00:00"),
        ("by_opening", "emergency_duty_team", "2026-10-23T10:00", "2026-10-23T17:00+01:00"),
        ("by_closing", "emergency_duty_team", "2026-10-23T22:15", "2026-10-26T09:00+00:00"),
    ],
)
def test_by_opening_and_by_closing_are_due_when_the_service_next_does(
    key: str, service: str, start: str, when: str
) -> None:
    assert due(f'{key} = "{service}"', start, tables=OFFICE + NIGHT_TEAM) == when


@pytest.mark.parametrize("service", ["childrens_social_care", "emergency_duty_team"])
def test_where_hours_are_not_known_there_is_no_due_time_and_it_asks(service: str) -> None:
    terms = f'starts = {{ event = "reported" }}\nby_opening = "{service}"'
    found = only(terms, FRIDAY, "2026-10-30T12:00", tables=NO_HOURS + NIGHT_TEAM)
    assert (found.status, found.due, found.asks) == ("unclear", None, ("When is Front Door open?",))


def test_hours_that_the_source_leaves_unclear_give_no_due_time() -> None:
    found = only(
        f'starts = {{ event = "reported" }}\n{BY_OPENING}', FRIDAY, "2026-10-24T12:00", tables=WEEKEND_UNCLEAR
    )
    assert found.due is None
    assert "The source is silent on weekend days" in found.asks[0]


# Words, the child's own plan, at once


def test_words_about_time_are_shown_as_they_stand_and_no_limit_is_invented() -> None:
    found = only(
        'starts = { event = "reported" }\nwords = "as soon as practicable"', FRIDAY, "2026-12-24T12:00"
    )
    assert (found.words, found.due, found.status) == ("as soon as practicable", None, "open")


PLAN = 'starts = { event = "absence_began" }\nwithin = "1 hour"\nplan_time = "report_missing"\nmet_by = { event = "reported" }'
NOTED = '2026-10-23T22:15 absence_noted setting = "home"'


def test_the_childs_own_plan_replaces_the_time_within() -> None:
    planned = 'plan = { report_missing = "30 minutes" }'
    assert clock(only(PLAN, NOTED, "2026-10-23T22:20", planned).due) == "2026-10-23T22:45+01:00"
    assert (
        clock(only(PLAN, NOTED, "2026-10-23T22:20", 'plan = { other = "2 hours" }').due)
        == "2026-10-23T23:15+01:00"
    )
    assert clock(only(PLAN, NOTED, "2026-10-23T22:20").due) == "2026-10-23T23:15+01:00"


def test_a_plan_that_nobody_knows_leaves_the_protocols_time_and_asks() -> None:
    found = only(PLAN, NOTED, "2026-10-23T22:20", CAI)
    assert (clock(found.due), found.status) == ("2026-10-23T23:15+01:00", "unclear")


AT_ONCE = (
    'starts = { event = "absence_known" }\nwithin = "6 hours"\nafter = { event = "enquiry_made" }\n'
    'words = "in good time"\nat_once_if = { event = "concern_raised", about = "safety" }\nmet_by = { event = "reported" }'
)


def test_from_the_worry_a_duty_no_longer_waits_and_keeps_its_outer_limit() -> None:
    waiting = only(AT_ONCE, NOTED, "2026-10-23T23:00")
    assert (waiting.status, waiting.words) == ("waiting", "in good time")
    urgent = only(AT_ONCE, f'{NOTED}\n2026-10-23T22:30 concern_raised about = "safety"', "2026-10-23T23:00")
    assert (urgent.status, urgent.words, clock(urgent.due)) == ("open", "at once", "2026-10-24T04:15+01:00")


def test_a_worry_about_something_else_or_in_an_earlier_absence_is_not_at_once() -> None:
    other = f'{NOTED}\n2026-10-23T22:30 concern_raised about = "home"'
    assert only(AT_ONCE, other, "2026-10-23T23:00").words == "in good time"
    earlier = (
        '2026-10-20T20:00 absence_noted\n2026-10-20T21:00 concern_raised about = "safety"\n'
        f'2026-10-20T22:00 returned to = "home"\n{NOTED}'
    )
    assert owed(AT_ONCE, earlier, "2026-10-23T23:00")[1].words == "in good time"


def test_an_unlimited_number_is_never_invented_for_a_calendar_that_does_not_reach() -> None:
    found = only(
        'starts = { event = "reported" }\nwithin = "5 working days"',
        '2031-10-23T22:15 reported category = "missing"',
        "2031-10-24T12:00",
    )
    assert found.status == "unclear"
    assert "bank holidays" in found.asks[0]
