"""Which status holds first, edges, lateness that is not undone, death, what was recorded late (events page, section 3)."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import ADA, BEN, CAI, FRIDAY, clock, only, owed, stands

HOUR = 'starts = { event = "went_missing" }\nwithin = "1 hour"\nmet_by = { event = "enquiry_made" }\n'
WHILE = HOUR + "while = { missing = true }\n"
HOME = '\n2026-10-24T08:00 returned to = "home"'
SUNDAY = "2026-10-25T12:00"


@pytest.mark.parametrize(
    ("at", "status"),
    [("2026-10-23T23:15", "open"), ("2026-10-23T23:15:00.000001", "overdue"), ("2026-10-23T22:15", "open")],
)
def test_a_duty_is_overdue_from_the_microsecond_after_its_due_time(at: str, status: str) -> None:
    assert only(HOUR, FRIDAY, at).status == status


@pytest.mark.parametrize(
    ("done", "status"), [("2026-10-23T23:15:00", "met"), ("2026-10-23T23:15:00.000001", "met_late")]
)
def test_done_at_exactly_its_due_time_is_in_time(done: str, status: str) -> None:
    assert only(HOUR, f"{FRIDAY}\n{done} enquiry_made", SUNDAY).status == status


def test_nothing_is_listed_before_it_has_arisen_nor_what_happened_after_at() -> None:
    assert owed(HOUR, FRIDAY, "2026-10-23T22:14") == []
    assert only(HOUR, f"{FRIDAY}\n2026-10-23T22:30 enquiry_made", "2026-10-23T22:29").status == "open"


def test_ended_before_its_due_time_it_is_no_longer_needed() -> None:
    found = only(WHILE, f'{FRIDAY}\n2026-10-23T23:00 returned to = "home"', SUNDAY)
    assert (found.status, found.was_overdue) == ("no_longer_needed", False)


def test_ended_at_exactly_its_due_time_it_is_no_longer_needed() -> None:
    found = only(WHILE, f'{FRIDAY}\n2026-10-23T23:15 returned to = "home"', SUNDAY)
    assert (found.status, found.was_overdue) == ("no_longer_needed", False)


def test_coming_home_does_not_undo_lateness() -> None:
    found = only(WHILE, FRIDAY + HOME, SUNDAY)
    assert (found.status, found.was_overdue) == ("overdue", True)
    assert any("ended by returned" in said for said in found.why)


def test_what_is_overdue_when_it_ends_may_still_be_set_aside_with_a_reason() -> None:
    aside = (
        '\n2026-10-24T09:00 duty_set_aside clause = "T-01", by = "inspector", reason = "The child is home"'
    )
    assert only(WHILE, FRIDAY + HOME + aside, SUNDAY).status == "set_aside"


def test_what_is_done_after_the_end_does_not_meet_what_was_no_longer_needed() -> None:
    night = f'{FRIDAY}\n2026-10-23T23:00 returned to = "home"\n2026-10-23T23:10 enquiry_made'
    assert only(WHILE, night, SUNDAY).status == "no_longer_needed"


def test_what_was_overdue_when_it_ended_is_still_owed_and_may_be_met_late() -> None:
    assert only(WHILE, f"{FRIDAY}{HOME}\n2026-10-24T09:00 enquiry_made", SUNDAY).status == "met_late"


def test_what_happened_before_the_start_does_not_end_a_duty() -> None:
    terms = 'starts = { event = "concern_raised" }\nuntil = { event = "still_missing" }'
    night = f'{FRIDAY}\n2026-10-24T08:00 still_missing\n2026-10-24T09:00 concern_raised about = "home"'
    assert only(terms, night, SUNDAY).status == "open"


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("at once", True),
        ("immediately", True),
        ("without delay", True),
        ("forthwith", True),
        ("Without delay, and in any case before morning", True),
        ("as soon as possible", False),
        ("timely", False),
    ],
)
def test_owed_in_words_of_the_closed_list_what_ends_undone_keeps_that_it_was_late(
    words: str, kept: bool
) -> None:
    terms = (
        'starts = { event = "risk_became", level = "high" }\nwhile = { level = "high" }\n'
        f'words = "{words}"\nmet_by = {{ event = "notified", to = "parent" }}'
    )
    night = (
        f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "high"\n'
        '2026-10-24T06:00 risk_reviewed level = "medium", by = "inspector"'
    )
    found = only(terms, night, SUNDAY)
    assert (found.status, found.was_overdue) == ("no_longer_needed", kept)
    assert any("risk reviewed" in said and "inspector" in said for said in found.why)


def test_a_worry_after_a_duty_has_ended_does_not_make_it_late() -> None:
    terms = (
        WHILE.replace("1 hour", "24 hours") + 'at_once_if = { event = "concern_raised", about = "safety" }'
    )
    worry = '\n%s concern_raised about = "safety"'
    before = only(terms, FRIDAY + worry % "2026-10-24T07:00" + HOME, SUNDAY)
    assert (before.status, before.was_overdue) == ("no_longer_needed", True)
    after = only(terms, FRIDAY + HOME + worry % "2026-10-24T09:00", SUNDAY)
    assert (after.status, after.was_overdue) == ("no_longer_needed", False)


def test_a_level_raised_later_never_back_dates_a_duty() -> None:
    terms = 'starts = { event = "risk_became", level = "high" }\nwithin = "1 hour"'
    night = f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "low"\n2026-10-24T06:00 risk_reviewed level = "high"'
    assert clock(only(terms, night, SUNDAY).due) == "2026-10-24T07:00+01:00"


def test_a_level_lowered_later_never_hides_that_it_was_not_done() -> None:
    terms = (
        'starts = { event = "risk_became", level = "high" }\nwhile = { level = "high" }\nwithin = "1 hour"'
    )
    night = f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "high"\n2026-10-24T06:00 risk_reviewed level = "low"'
    found = only(terms, night, SUNDAY)
    assert (found.status, found.was_overdue) == ("overdue", True)


def test_while_once_no_ends_a_duty_for_good() -> None:
    terms = 'starts = { event = "reported" }\nwhile = { level = ["not_assessed", "high"] }'
    night = f'{FRIDAY}\n2026-10-24T06:00 risk_assessed level = "low"\n2026-10-24T07:00 risk_assessed level = "high"'
    assert only(terms, night, SUNDAY).status == "no_longer_needed"


def test_while_not_known_counts_as_yes() -> None:
    terms = 'starts = { event = "reported" }\nwhile = { social_worker = true }'
    assert only(terms, FRIDAY, SUNDAY, CAI).status == "open"


def test_until_ends_a_duty_from_the_start_on() -> None:
    terms = (
        'starts = { event = "back" }\nuntil = { event = "return_interview_declined", declined_by = "child" }'
    )
    night = FRIDAY + HOME + '\n2026-10-24T10:00 return_interview_declined declined_by = "%s"'
    assert only(terms, night % "child", SUNDAY).status == "no_longer_needed"
    assert only(terms, night % "parent", SUNDAY).status == "open"


def test_what_ended_an_earlier_absences_duty_does_not_end_this_ones() -> None:
    terms = (
        'starts = { event = "back" }\nuntil = { event = "return_interview_declined", declined_by = "child" }'
    )
    night = (
        FRIDAY + HOME + '\n2026-10-24T10:00 return_interview_declined declined_by = "child"\n'
        '2026-10-24T12:00 reported category = "missing"\n2026-10-24T14:00 returned to = "home"'
    )
    assert stands(owed(terms, night, SUNDAY)) == ["no_longer_needed", "open"]


def test_time_alone_ends_no_duty() -> None:
    assert only('starts = { event = "reported" }', FRIDAY, "2036-10-23T22:15").status == "open"


# The order of statuses

ASIDE = '\n2026-10-23T22:40 duty_set_aside clause = "T-01", by = "inspector", reason = "Not needed"'
UNKNOWN = HOUR + "when = { disability = true }\nwhile = { missing = true }\n"


def test_met_comes_before_set_aside() -> None:
    assert only(HOUR, f"{FRIDAY}{ASIDE}\n2026-10-23T22:50 enquiry_made", SUNDAY).status == "met"


def test_set_aside_comes_before_no_longer_needed_unclear_and_overdue() -> None:
    assert (
        only(WHILE, f'{FRIDAY}{ASIDE}\n2026-10-23T23:00 returned to = "home"', SUNDAY).status == "set_aside"
    )
    assert only(UNKNOWN, FRIDAY + ASIDE, SUNDAY, CAI).status == "set_aside"
    assert only(HOUR, FRIDAY + ASIDE, SUNDAY).status == "set_aside"


def test_no_longer_needed_comes_before_unclear() -> None:
    night = f'{FRIDAY}\n2026-10-23T23:00 returned to = "home"'
    assert only(UNKNOWN, night, SUNDAY, CAI).status == "no_longer_needed"


def test_unclear_comes_before_overdue_and_keeps_its_clock_and_its_question() -> None:
    found = only(UNKNOWN, FRIDAY, SUNDAY, CAI)
    assert (found.status, clock(found.due)) == ("unclear", "2026-10-23T23:15+01:00")
    assert found.asks == ("Does the child have a disability?",)


def test_unclear_comes_before_waiting() -> None:
    assert only(UNKNOWN + 'after = { event = "still_missing" }', FRIDAY, SUNDAY, CAI).status == "unclear"


def test_met_while_unclear_is_met_and_asks_no_more() -> None:
    found = only(UNKNOWN, f"{FRIDAY}\n2026-10-23T23:00 enquiry_made", SUNDAY, CAI)
    assert (found.status, found.asks) == ("met", ())


def test_a_may_has_no_clock_and_is_never_overdue() -> None:
    assert only('starts = { event = "reported" }\nforce = "may"', FRIDAY, "2036-10-23T22:15").status == "open"


def test_a_may_that_ends_was_never_overdue() -> None:
    terms = 'starts = { event = "reported" }\nforce = "may"\nwhile = { missing = true }\nwords = "at once"'
    found = only(terms, FRIDAY + HOME, SUNDAY)
    assert (found.status, found.was_overdue) == ("no_longer_needed", False)


# Death

DIED = "\n2026-10-24T09:00 died"


def test_when_a_child_dies_every_duty_still_owed_ends() -> None:
    night = FRIDAY + DIED
    assert only('starts = { event = "reported" }', night, SUNDAY).status == "no_longer_needed"
    late = only(HOUR, night, SUNDAY)
    assert (late.status, late.was_overdue) == ("no_longer_needed", True)


def test_when_a_child_dies_what_was_owed_while_missing_ends_too() -> None:
    late = only(WHILE, FRIDAY + DIED, SUNDAY)
    assert (late.status, late.was_overdue) == ("no_longer_needed", True)
    assert only(UNKNOWN, FRIDAY + DIED, SUNDAY, CAI).status == "no_longer_needed"


def test_a_duty_of_the_return_ends_when_the_child_dies_later() -> None:
    terms = 'starts = { event = "back" }\nwithin = "72 hours"\nmet_by = { event = "return_interview_held" }'
    night = f"{FRIDAY}{HOME}{DIED}"
    assert only(terms, night, "2026-10-30T12:00").status == "no_longer_needed"
    assert only(terms, night, "2026-10-30T12:00").was_overdue is False


def test_what_was_overdue_when_it_ended_ends_too_when_the_child_dies() -> None:
    found = only(WHILE, f"{FRIDAY}{HOME}{DIED}", SUNDAY)
    assert (found.status, found.was_overdue) == ("no_longer_needed", True)


def test_nothing_new_arises_for_a_child_who_has_died() -> None:
    night = f'{FRIDAY}{DIED}\n2026-10-24T10:00 concern_raised about = "safety"\n2026-10-24T11:00 returned to = "home"'
    for start in ("concern_raised", "returned", "back"):
        assert owed(f'starts = {{ event = "{start}" }}', night, SUNDAY) == []
    mark = 'starts = { event = "reported" }\nonce = "24 hours"'
    assert owed(mark, night, SUNDAY) == []


def test_what_was_met_before_the_death_stays_met() -> None:
    assert only(HOUR, f"{FRIDAY}\n2026-10-23T23:00 enquiry_made{DIED}", SUNDAY).status == "met"


def test_a_duty_that_the_death_itself_starts_is_owed() -> None:
    terms = 'starts = { event = "died" }\nto = "ofsted"\nmet_by = { event = "notified" }'
    assert only(terms, FRIDAY + DIED, SUNDAY).status == "open"


def test_a_recurring_duty_stops_with_the_death() -> None:
    terms = 'starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "4 hours"'
    found = owed(terms, FRIDAY + DIED, SUNDAY)
    assert stands(found)[-1] == "no_longer_needed"
    assert clock(found[-1].due) == "2026-10-24T10:15+01:00"


# Recorded late


@pytest.mark.parametrize(
    ("recorded", "late"),
    [("2026-10-24T22:45:00", False), ("2026-10-24T22:45:01", True), ("2026-10-23T22:45:00", False)],
)
def test_recorded_more_than_24_hours_after_it_happened_is_late_word_and_still_met(
    recorded: str, late: bool
) -> None:
    found = only(HOUR, f"{FRIDAY}\n2026-10-23T22:45 enquiry_made recorded = {recorded}", "2026-10-30T12:00")
    assert (found.status, found.late_word) == ("met", late)
    assert ("late_word" in found.as_json()) is late


def test_each_duty_carries_its_reasons() -> None:
    found = only(HOUR + "when = { social_worker = true }", FRIDAY, SUNDAY, BEN)
    why = "\n".join(found.why)
    for said in ("reported", "2026-10-23T22:15", "social worker: yes", "1 hour", "no enquiry made", "town 1"):
        assert said in why


def test_a_duty_that_does_not_apply_is_not_listed() -> None:
    assert owed(HOUR + "when = { social_worker = true }", FRIDAY, SUNDAY, ADA) == []
