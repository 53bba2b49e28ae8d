"""What must never happen: the points of the practice page that the engine can keep, each as a night."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import ADA, CAI, FRIDAY, ask, clock, duty, only, owed, pack, read, stands

SUNDAY = "2026-10-25T12:00"


def test_a_name_on_the_telephone_gets_the_questions_and_no_duty_goes_missing() -> None:
    conditions = [
        "{ looked_after = true }",
        "{ social_worker = false }",
        "{ age_under = 12 }",
        "[{ school = true }, { care_leaver = true }]",
        '{ risk = "csec" }',
        '{ not_placement = "foster" }',
        "{ placed_out = true }",
    ]
    clauses = [
        duty(f'starts = {{ event = "reported" }}\nwhen = {when}', f"T-{n}")
        for n, when in enumerate(conditions)
    ]
    found = ask(pack(*clauses), FRIDAY, SUNDAY, CAI)
    assert stands(found) == ["unclear"] * len(conditions)
    assert all(d.asks for d in found)


def test_unknown_past_its_time_is_chased_and_is_neither_met_nor_gone() -> None:
    terms = 'starts = { event = "reported" }\nwhen = { looked_after = true }\nwithin = "1 hour"'
    assert only(terms, FRIDAY, SUNDAY, CAI).as_json()["status"] == "unclear"
    assert only(terms, FRIDAY, SUNDAY, CAI).due is not None


def test_absence_counts_from_when_last_seen_and_the_report_from_the_report() -> None:
    told = '2026-10-24T10:00 reported category = "missing", since = 2026-10-23T16:00:00'
    meeting = 'starts = { event = "absence_began" }\nonce = "24 hours"'
    assert clock(only(meeting, told, SUNDAY).arose) == "2026-10-24T16:00+01:00"
    assert (
        clock(only('starts = { event = "reported" }\nwithin = "24 hours"', told, SUNDAY).due)
        == "2026-10-25T09:00+00:00"
    )


DAILY = 'starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "4 hours"'


@pytest.mark.parametrize(
    "voice",
    [
        'contact_made with = "child", by = "parent"',
        'located confirmed = "message"',
        'located confirmed = "spoken_to"',
    ],
)
def test_on_a_voice_or_a_text_every_clock_of_the_search_runs_on(voice: str) -> None:
    terms = 'starts = { event = "went_missing" }\nwhile = { found = false }\nevery = "4 hours"'
    night = f"{FRIDAY}\n2026-10-24T00:00 {voice}"
    assert len(owed(terms, night, "2026-10-24T12:00")) == 4
    assert len(owed(DAILY, night, "2026-10-24T12:00")) == 4


def test_seen_and_not_back_retrieval_goes_on() -> None:
    night = f"{FRIDAY}\n2026-10-24T00:00 located"
    assert stands(owed(DAILY, night, "2026-10-24T12:00"))[-1] == "open"


def test_lost_again_before_being_fetched_the_same_episode_resumes() -> None:
    night = f"{FRIDAY}\n2026-10-24T00:00 located\n2026-10-24T03:00 still_missing"
    found = owed(DAILY, night, "2026-10-24T12:00")
    assert [d.occurrence for d in found] == [1, 2, 3, 4]
    assert {d.key.split("/")[3] for d in found} == {"report"}


def test_high_at_eleven_nobody_told_medium_at_six_and_the_untold_parents_still_show() -> None:
    terms = (
        'starts = { event = "risk_became", level = "high" }\nwhile = { level = "high" }\nwithin = "2 hours"\n'
        'to = ["parent", "social_worker"]\nmet_by = { event = "notified" }'
    )
    night = (
        f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "high"\n2026-10-24T00:00 notified to = "social_worker"\n'
        '2026-10-24T06:00 risk_reviewed level = "medium", by = "inspector"'
    )
    found = only(terms, night, SUNDAY)
    assert (found.status, found.was_overdue) == ("overdue", True)
    assert ("parent", "owed") in [(r.role, r.state) for r in found.recipients]
    assert any("inspector" in said for said in found.why)


def test_tuesdays_contact_set_aside_leaves_wednesdays() -> None:
    terms = 'starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "24 hours"'
    night = FRIDAY + '\n2026-10-24T09:00 duty_set_aside clause = "T-01", by = "inspector", reason = "Seen"'
    assert stands(owed(terms, night, SUNDAY)) == ["set_aside", "open"]


@pytest.mark.parametrize(
    "refused", ['return_interview_declined declined_by = "child"', "return_interview_attempted"]
)
def test_a_refusal_or_an_attempt_is_never_an_interview(refused: str) -> None:
    terms = 'starts = { event = "back" }\nmet_by = { event = "return_interview_held" }'
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 {refused}'
    assert only(terms, night, SUNDAY).status == "open"


def test_no_return_interview_is_offered_for_a_child_who_has_died() -> None:
    terms = 'starts = { event = ["returned", "located", "reported"] }\nmet_by = { event = "return_interview_offered" }'
    night = f"{FRIDAY}\n2026-10-24T08:00 died\n2026-10-24T09:00 located\n2026-10-24T10:00 episode_closed"
    assert stands(owed(terms, night, SUNDAY)) == ["no_longer_needed"]


def test_a_forecast_asks_the_same_question_of_a_later_hour() -> None:
    mark = 'starts = { event = "went_missing" }\nonce = "24 hours"'
    assert owed(mark, FRIDAY, "2026-10-24T12:00") == []
    assert stands(owed(mark, FRIDAY, "2026-10-26T09:00")) == ["open"]


def test_recategorised_just_before_a_clock_the_duty_shows_what_ended_it_and_when() -> None:
    terms = 'starts = { event = "went_missing" }\nwhile = { missing = true }\nwithin = "24 hours"'
    night = f'{FRIDAY}\n2026-10-24T22:00 recategorised category = "concern_for_welfare", by = "inspector"'
    found = only(terms, night, SUNDAY)
    assert found.status == "no_longer_needed"
    assert clock(found.ended_at) == "2026-10-24T22:00+01:00"
    assert any("recategorised" in said and "inspector" in said for said in found.why)


def test_done_on_time_and_typed_days_later_is_met_and_counted_apart() -> None:
    terms = 'starts = { event = "reported" }\nwithin = "24 hours"\nmet_by = { event = "contact_made", with = "police" }'
    night = f'{FRIDAY}\n2026-10-24T09:00 contact_made with = "police", recorded = 2026-10-30T17:00:00'
    found = only(terms, night, "2026-10-31T12:00")
    assert (found.status, found.late_word) == ("met", True)
    assert any("recorded 2026-10-30T17:00" in said for said in found.why)


def test_a_text_says_which_agencies_it_covers_or_covers_the_owners_of_its_duties() -> None:
    reported = 'starts = { event = "reported" }'
    assert read(pack(duty(reported), duty(reported, "T-02", "school"))).covers == ("police", "school")
    assert read(pack(duty(reported), more='covers = ["school"]')).covers == ("school",)


def test_a_clause_that_nobody_has_verified_says_so() -> None:
    row = only('starts = { event = "reported" }\nverified = false', FRIDAY, SUNDAY).as_json()
    assert row["verified"] is False
    assert only('starts = { event = "reported" }', FRIDAY, SUNDAY).as_json()["verified"] is True


def test_no_return_of_a_child_never_reported_is_an_error_or_an_absence() -> None:
    assert owed('starts = { event = "back" }', '2026-10-24T08:00 returned to = "home"', SUNDAY) == []
    assert (
        len(owed('starts = { event = "returned" }', '2026-10-24T08:00 returned to = "home"', SUNDAY, ADA))
        == 1
    )


def test_the_json_holds_every_key_of_the_contract() -> None:
    row = only(
        'starts = { event = "reported" }\nwithin = "24 hours"\nto = "school"', FRIDAY, SUNDAY
    ).as_json()
    assert {
        "clause", "part", "pack", "duty", "force", "owner", "to", "with", "occurrence", "arose", "due", "status",
        "met_at", "words", "asks", "assumed", "verified", "why", "key",
    } <= set(row)  # fmt: skip
    assert (row["arose"], row["due"]) == ("2026-10-23T22:15:00+01:00", "2026-10-24T22:15:00+01:00")
    assert (row["part"], row["met_at"], row["status"], row["force"]) == (None, None, "overdue", "must")
