"""How a duty is met: how far back, by whom, each recipient, in which order (pack language, section 5)."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import ADA, BEN, FRIDAY, ask, clock, duty, only, owed, pack, stands

SUNDAY = "2026-10-25T12:00"
TOLD = '2026-10-23T20:00 agency_told agency = "placement"'
MET = '\nmet_by = { event = "notified", to = "childrens_social_care" }'
TELL = 'notified to = "social_worker", by = "police"'
AWAY = '2026-10-23T22:15 reported category = "away_without_authorisation"'


@pytest.mark.parametrize(
    "start",
    ["reported", "went_missing", "absence_known", "absence_began", 'category_became", category = "missing'],
)
def test_for_a_report_a_meeting_counts_from_the_first_word_of_the_absence(start: str) -> None:
    terms = f'starts = {{ event = "{start}" }}\nwithin = "1 hour"{MET}'
    found = only(terms, f"{TOLD}\n2026-10-23T20:30 {TELL}\n{FRIDAY}", SUNDAY)
    assert (found.status, clock(found.met_at)) == ("met", "2026-10-23T20:30+01:00")
    assert only(terms, f"2026-10-23T19:59 {TELL}\n{TOLD}\n{FRIDAY}", SUNDAY).status == "overdue"


@pytest.mark.parametrize("start", ['event = "back"', 'event = "returned"', 'event = "back", to = "home"'])
def test_for_a_return_a_meeting_counts_from_when_the_child_was_found(start: str) -> None:
    terms = f'starts = {{ {start} }}\nwithin = "1 hour"\nmet_by = {{ event = "prevention_interview_held" }}'
    night = (
        FRIDAY
        + '\n2026-10-24T08:00 located\n%s prevention_interview_held\n2026-10-24T09:00 returned to = "home"'
    )
    assert only(terms, night % "2026-10-24T08:30", SUNDAY).status == "met"
    assert only(terms, night % "2026-10-24T07:30", SUNDAY).status == "overdue"


@pytest.mark.parametrize(
    ("start", "night"),
    [
        (
            'event = "risk_became", level = "high"',
            FRIDAY + '\n%s\n2026-10-24T08:00 risk_assessed level = "high"',
        ),
        ('event = "concern_raised"', FRIDAY + '\n%s\n2026-10-24T08:00 concern_raised about = "safety"'),
        ('event = "found"', FRIDAY + "\n%s\n2026-10-24T08:00 located"),
        (
            'event = "category_became", category = "missing"',
            AWAY + '\n%s\n2026-10-24T08:00 recategorised category = "missing"',
        ),
    ],
)
def test_for_anything_else_a_meeting_counts_from_the_start_itself(start: str, night: str) -> None:
    terms = f"starts = {{ {start} }}{MET}"
    assert only(terms, night % f"2026-10-24T07:59 {TELL}", SUNDAY).status == "open"
    assert only(terms, night % f"2026-10-24T08:00 {TELL}", SUNDAY).status == "met"


def test_what_happens_in_a_later_absence_does_not_meet_a_duty_about_an_earlier_report() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 reported category = "missing"'
    found = owed(f'starts = {{ event = "reported" }}{MET}', f"{night}\n2026-10-24T10:30 {TELL}", SUNDAY)
    assert stands(found) == ["open", "met"]


def test_the_event_that_starts_a_duty_never_meets_it() -> None:
    terms = 'starts = { event = "notified", to = "police" }\nmet_by = { event = "notified", to = "police" }'
    assert only(terms, '2026-10-23T20:00 notified to = "police"', SUNDAY).status == "open"


def test_a_moment_may_coincide_with_the_event_that_meets_it() -> None:
    terms = 'starts = { event = "absence_known" }\nwithin = "1 hour"\nmet_by = { event = "reported" }'
    assert only(terms, FRIDAY, SUNDAY).status == "met"


def test_one_event_may_meet_several_duties() -> None:
    both = pack(
        duty('starts = { event = "reported" }' + MET),
        duty('starts = { event = "went_missing" }' + MET, "T-02"),
    )
    assert stands(ask(both, f"{FRIDAY}\n2026-10-24T08:00 {TELL}", SUNDAY)) == ["met", "met"]


# Recipients

FOUR = (
    'starts = { event = "reported" }\nwithin = "24 hours"\nto = ["school", "parent", "childrens_social_care"]\n'
    'met_by = { event = "notified" }'
)


def test_telling_several_people_is_several_tellings() -> None:
    night = (
        f'{FRIDAY}\n2026-10-24T08:00 notified to = ["school", "social_worker"], by = "police"\n'
        '2026-10-24T09:00 not_told to = "parent", reason = "Unsafe", by = "inspector"'
    )
    partly = only(FOUR, night, "2026-10-24T08:30")
    assert [(r.role, r.state, clock(r.at)) for r in partly.recipients] == [
        ("school", "told", "2026-10-24T08:00+01:00"),
        ("parent", "owed", "none"),
        ("childrens_social_care", "told", "2026-10-24T08:00+01:00"),
    ]
    assert partly.status == "open"
    settled = only(FOUR, night, SUNDAY)
    assert [r.state for r in settled.recipients] == ["told", "not_told", "told"]
    assert (settled.status, clock(settled.met_at)) == ("met", "2026-10-24T09:00+01:00")


def test_the_last_recipient_told_late_makes_the_duty_late() -> None:
    night = f'{FRIDAY}\n2026-10-24T08:00 notified to = ["school", "parent"]\n2026-10-25T09:00 notified to = "front_door"'
    assert only(FOUR, night, SUNDAY).status == "met_late"


def test_past_its_time_with_one_recipient_owed_it_is_overdue() -> None:
    found = only(FOUR, f'{FRIDAY}\n2026-10-24T08:00 notified to = ["school", "parent"]', SUNDAY)
    assert found.status == "overdue"
    assert found.as_json()["recipients"][2] == {"role": "childrens_social_care", "state": "owed"}


def test_the_json_says_of_each_recipient_what_state_and_when() -> None:
    row = only(FOUR, f'{FRIDAY}\n2026-10-24T08:00 notified to = "school"', "2026-10-24T09:00").as_json()
    assert row["recipients"][0] == {"role": "school", "state": "told", "at": "2026-10-24T08:00:00+01:00"}
    assert row["to"] == ["school", "parent", "childrens_social_care"]


def test_whom_to_tell_may_be_routed_like_the_owner() -> None:
    terms = (
        'starts = { event = "reported" }\nto = [{ when = { looked_after = true }, is = ["placement", "iro"] }, '
        '{ is = "parent" }]\nmet_by = { event = "notified" }'
    )
    assert only(terms, FRIDAY, SUNDAY, BEN).to == ("placement", "iro")
    assert only(terms, FRIDAY, SUNDAY, ADA).to == ("parent",)


# Posts in order

PUBLICITY = (
    'starts = { event = "decided", about = "publicity", outcome = "proposed" }\n'
    'met_by = { event = "decided", about = "publicity", outcome = "agreed" }\n'
    'agreed_by = ["head_of_service", "assistant_director"]'
)
PROPOSED = FRIDAY + '\n2026-10-24T08:00 decided about = "publicity", outcome = "proposed", by = "police"'
AGREED = '\n2026-10-24T%s decided about = "publicity", outcome = "agreed", by = "%s"'


def test_posts_must_agree_in_their_order() -> None:
    head, director = AGREED % ("09:00", "head_of_service"), AGREED % ("10:00", "assistant_director")
    assert only(PUBLICITY, PROPOSED + head, SUNDAY).status == "open"
    assert only(PUBLICITY, PROPOSED + head + director, "2026-10-24T09:30").status == "open"
    met = only(PUBLICITY, PROPOSED + head + director, SUNDAY)
    assert (met.status, clock(met.met_at)) == ("met", "2026-10-24T10:00+01:00")


def test_posts_out_of_order_have_not_agreed() -> None:
    night = PROPOSED + AGREED % ("09:00", "assistant_director") + AGREED % ("10:00", "head_of_service")
    assert only(PUBLICITY, night, SUNDAY).status == "open"
    again = night + AGREED % ("11:00", "assistant_director")
    assert clock(only(PUBLICITY, again, SUNDAY).met_at) == "2026-10-24T11:00+01:00"


def test_a_more_senior_post_does_not_stand_in_for_one_in_the_order() -> None:
    night = PROPOSED + AGREED % ("09:00", "director") + AGREED % ("10:00", "assistant_director")
    assert only(PUBLICITY, night, SUNDAY).status == "open"


def test_a_decision_that_does_not_say_how_it_went_does_not_count_and_the_duty_asks() -> None:
    terms = PUBLICITY.replace('"decided", about = "publicity", outcome = "proposed"', '"reported"')
    night = FRIDAY + '\n2026-10-24T09:00 decided about = "publicity", by = "head_of_service"'
    found = only(terms, night, SUNDAY)
    assert found.met_at is None
    assert found.asks


# After

INTERVIEW = (
    'owner = "return_interviewer"\nstarts = { event = "back" }\nafter = { event = "prevention_interview_held" }\n'
    'within = "72 hours"\nmet_by = { event = "return_interview_held" }'
)
BACK = FRIDAY + '\n2026-10-24T08:00 returned to = "home"'


def test_a_duty_waits_for_what_must_come_first_and_its_clock_runs_all_the_same() -> None:
    found = only(INTERVIEW, BACK, SUNDAY)
    assert (found.status, clock(found.due)) == ("waiting", "2026-10-27T07:00+00:00")
    assert only(INTERVIEW, f"{BACK}\n2026-10-24T10:00 prevention_interview_held", SUNDAY).status == "open"


def test_a_waiting_duty_past_its_time_is_overdue_and_says_what_it_waits_for() -> None:
    found = only(INTERVIEW, BACK, "2026-10-27T07:01")
    assert found.status == "overdue"
    assert any("waits for" in said and "prevention interview held" in said for said in found.why)


def test_done_out_of_order_it_counts_and_why_says_that_the_order_was_not_kept() -> None:
    night = f"{BACK}\n2026-10-24T10:00 return_interview_held\n2026-10-24T12:00 prevention_interview_held"
    found = only(INTERVIEW, night, SUNDAY)
    assert found.status == "met"
    assert any("order was not kept" in said for said in found.why)


def test_what_came_first_in_an_earlier_absence_is_not_this_ones() -> None:
    night = (
        f'{BACK}\n2026-10-24T09:00 prevention_interview_held\n2026-10-24T10:00 reported category = "missing"'
    )
    found = owed(INTERVIEW, f'{night}\n2026-10-24T11:00 returned to = "home"', SUNDAY)
    assert stands(found) == ["open", "waiting"]


def test_every_pattern_of_after_must_have_happened() -> None:
    terms = (
        'starts = { event = "reported" }\nafter = [{ event = "enquiry_made" }, { event = "still_missing" }]'
    )
    assert only(terms, f"{FRIDAY}\n2026-10-24T08:00 enquiry_made", SUNDAY).status == "waiting"
    assert (
        only(terms, f"{FRIDAY}\n2026-10-24T08:00 enquiry_made\n2026-10-24T09:00 still_missing", SUNDAY).status
        == "open"
    )


# Duty done, handed over

DONE = 'duty_done clause = "T-01"'


def test_duty_done_counts_only_for_clauses_that_no_other_event_can_meet() -> None:
    night = f"{FRIDAY}\n2026-10-24T08:00 {DONE}"
    assert only('starts = { event = "reported" }', night, SUNDAY).status == "met"
    assert only('starts = { event = "reported" }' + MET, night, SUNDAY).status == "open"
    every = 'starts = { event = "reported" }\nmet_by_all = [{ event = "enquiry_made" }]'
    assert only(every, night, SUNDAY).status == "open"


def test_duty_done_may_name_a_part_and_a_recipient() -> None:
    two = pack(
        duty('part = "one"\nstarts = { event = "reported" }'),
        duty('part = "two"\nstarts = { event = "reported" }'),
    )
    assert stands(ask(two, f'{FRIDAY}\n2026-10-24T08:00 {DONE}, part = "two"', SUNDAY)) == ["open", "met"]
    told = 'starts = { event = "reported" }\nto = ["school", "parent"]'
    found = only(told, f'{FRIDAY}\n2026-10-24T08:00 {DONE}, to = "school"', SUNDAY)
    assert [r.state for r in found.recipients] == ["told", "owed"]


OWN = (
    'starts = { event = "reported" }\nwithin = "24 hours"\nmet_by = { event = "enquiry_made", by = "owner" }'
)
HANDED = FRIDAY + '\n2026-10-24T08:00 handed_over from = "police", to = "social_worker"'


def test_handing_over_moves_what_is_still_owed() -> None:
    assert only(OWN, HANDED, "2026-10-24T07:00").owner == "police"
    assert only(OWN, HANDED, SUNDAY).owner == "social_worker"
    assert only(OWN, f'{HANDED}\n2026-10-24T09:00 enquiry_made by = "social_worker"', SUNDAY).status == "met"


def test_what_was_met_before_stays_with_whoever_met_it() -> None:
    found = only(
        OWN, f'{FRIDAY}\n2026-10-24T07:00 enquiry_made by = "police"\n{HANDED[len(FRIDAY) + 1 :]}', SUNDAY
    )
    assert (found.status, found.owner) == ("met", "police")


def test_handing_over_by_somebody_else_or_in_another_absence_moves_nothing() -> None:
    other = f'{FRIDAY}\n2026-10-24T08:00 handed_over from = "school", to = "social_worker"'
    assert only(OWN, other, SUNDAY).owner == "police"
    later = (
        f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 reported category = "missing"\n'
        '2026-10-24T11:00 handed_over from = "police", to = "social_worker"'
    )
    assert [d.owner for d in owed(OWN, later, SUNDAY)] == ["police", "social_worker"]


def test_after_a_handover_by_owner_in_after_is_the_new_owner() -> None:
    terms = (
        'starts = { event = "reported" }\nafter = { event = "enquiry_made", by = "owner" }\n'
        'met_by = { event = "still_missing" }'
    )
    assert (
        only(terms, f'{HANDED}\n2026-10-24T09:00 enquiry_made by = "social_worker"', SUNDAY).status == "open"
    )


@pytest.mark.parametrize(
    ("done", "status"),
    [
        ('2026-10-24T07:00 enquiry_made by = "inspector"', "met"),
        ('2026-10-24T09:00 enquiry_made by = "inspector"', "overdue"),  # No longer the owner.
        ('2026-10-24T07:00 enquiry_made by = "social_worker"', "overdue"),  # Not yet the owner.
    ],
)
def test_by_owner_is_whoever_owns_the_duty_at_the_time(done: str, status: str) -> None:
    assert only(OWN, f"{HANDED}\n{done}", SUNDAY).status == status


def test_what_is_handed_over_and_back_is_owed_where_it_began() -> None:
    night = f'{HANDED}\n2026-10-24T09:00 handed_over from = "social_worker", to = "police"'
    assert only(OWN, night, SUNDAY).owner == "police"
