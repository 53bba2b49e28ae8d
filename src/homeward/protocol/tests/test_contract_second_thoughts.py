"""Points of decision record 0002 that came of trying to break the engine: each was a way for a child to slip through."""

from __future__ import annotations

import pytest

from homeward.protocol.errors import SituationError
from homeward.protocol.tests.cast import ADA, CAI, FRIDAY, clock, only, owed, stands

SUNDAY = "2026-10-25T12:00"
POLICE_FIND_HIM = '2026-10-19T16:00 reported category = "found_unreported", by = "police", id = "found"'
BACK_AND_GONE = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 reported category = "missing", id = "again"'


def test_a_report_after_a_child_was_found_unreported_is_a_new_absence() -> None:
    night = f"{POLICE_FIND_HIM}\n{FRIDAY}"
    terms = 'starts = { event = "reported", category = "missing" }\nwhile = { found = false }'
    assert [clock(d.arose) for d in owed(terms, night, SUNDAY)] == ["2026-10-23T22:15+01:00"]
    assert [clock(d.arose) for d in owed('starts = { event = "absence_known" }', night, SUNDAY)] == [
        "2026-10-23T22:15+01:00"
    ]


def test_closing_the_papers_of_the_last_episode_ends_no_search_of_today() -> None:
    terms = 'starts = { event = "went_missing" }\nwhile = { missing = true }'
    named = f'{BACK_AND_GONE}\n2026-10-24T11:00 episode_closed episode = "report"'
    assert stands(owed(terms, named, SUNDAY)) == ["no_longer_needed", "open"]
    left_out = f"{BACK_AND_GONE}\n2026-10-24T11:00 episode_closed"
    assert stands(owed(terms, left_out, SUNDAY)) == ["no_longer_needed", "no_longer_needed"]


def test_an_interview_before_whereabouts_were_lost_again_is_no_interview_on_return() -> None:
    terms = 'starts = { event = "back" }\nwithin = "72 hours"\nmet_by = { event = "return_interview_held" }'
    seen = f"{FRIDAY}\n2026-10-24T08:00 located\n2026-10-24T08:30 return_interview_held"
    assert only(terms, f'{seen}\n2026-10-24T10:00 returned to = "home"', SUNDAY).status == "met"
    lost = f'{seen}\n2026-10-24T09:00 still_missing\n2026-10-24T10:00 returned to = "home"'
    assert only(terms, lost, SUNDAY).status == "open"


def test_a_fresh_concern_is_not_silenced_by_a_setting_aside_before_it() -> None:
    terms = 'starts = { event = "concern_raised" }'
    night = (
        f'{FRIDAY}\n2026-10-24T07:00 concern_raised about = "home"\n2026-10-24T08:00 duty_set_aside clause = "T-01", '
        'by = "inspector", reason = "Known and dealt with"\n2026-10-24T09:00 concern_raised about = "violence"'
    )
    assert stands(owed(terms, night, SUNDAY)) == ["set_aside", "open"]


def test_a_setting_aside_of_an_earlier_absences_duty_does_not_lapse_by_the_level_of_a_later_one() -> None:
    night = (
        f'{BACK_AND_GONE}\n2026-10-24T11:00 duty_set_aside clause = "T-01", by = "inspector", reason = "Told in person", '
        'start = "report"\n2026-10-24T12:00 risk_assessed level = "high"'
    )
    assert stands(owed('starts = { event = "reported" }\nwithin = "1 hour"', night, SUNDAY)) == [
        "set_aside",
        "overdue",
    ]


def test_a_service_that_never_closes_has_no_next_opening_and_asks_nothing() -> None:
    always = '[service.police]\nhours = [{ days = "Mon-Sun", from = "00:00", to = "24:00", bank_holidays = true }]\n'
    found = only('starts = { event = "reported" }\nby_opening = "police"', FRIDAY, SUNDAY, ADA, tables=always)
    assert (found.status, found.due, found.asks) == ("open", None, ())


def test_where_nobody_knows_whether_the_child_is_looked_after_the_plan_is_asked_about() -> None:
    terms = 'starts = { event = "became_looked_after" }\nwhile = { looked_after = true }'
    found = only(terms, FRIDAY, SUNDAY, CAI)
    assert found.status == "unclear"
    assert found.asks == ("Is the child looked after, and since when?",)
    learnt = f"{FRIDAY}\n2026-10-24T09:00 circumstances_changed looked_after_since = 2026-03-01"
    known = only(terms, learnt, SUNDAY, CAI)
    assert (known.status, clock(known.arose), known.key) == ("open", "2026-03-01T00:00+00:00", found.key)
    not_so = f'{FRIDAY}\n2026-10-24T09:00 circumstances_changed looked_after_since = ""'
    assert owed(terms, not_so, SUNDAY, CAI) == []


def test_a_child_looked_after_before_the_protocol_began_is_owed_from_the_day_it_began() -> None:
    terms = 'starts = { event = "became_looked_after" }\nwhile = { looked_after = true }'
    found = only(terms, FRIDAY, SUNDAY, "looked_after_since = 2015-04-01")
    assert clock(found.arose) == "2020-01-01T00:00+00:00"


def test_lost_again_before_being_fetched_the_next_finding_is_a_finding() -> None:
    seen = f"{FRIDAY}\n2026-10-24T08:00 located\n2026-10-24T09:00 located"
    assert [clock(d.arose) for d in owed('starts = { event = "found" }', seen, SUNDAY)] == [
        "2026-10-24T08:00+01:00"
    ]
    lost = f'{seen}\n2026-10-24T10:00 still_missing\n2026-10-24T11:00 still_missing\n2026-10-24T20:00 returned to = "home"'
    assert [clock(d.arose) for d in owed('starts = { event = "found" }', lost, SUNDAY)] == [
        "2026-10-24T08:00+01:00",
        "2026-10-24T20:00+01:00",
    ]


def test_handing_over_the_polices_part_moves_no_sergeants_review() -> None:
    handed = f'{FRIDAY}\n2026-10-24T08:00 handed_over from = "police", to = "missing_persons_unit"'
    assert only('starts = { event = "reported" }', handed, SUNDAY).owner == "missing_persons_unit"
    sergeants = 'owner = "detective_sergeant"\nstarts = { event = "reported" }'
    assert only(sergeants, handed, SUNDAY).owner == "detective_sergeant"


def test_a_duty_that_the_handing_over_starts_is_not_moved_by_it() -> None:
    handed = f'{FRIDAY}\n2026-10-24T08:00 handed_over from = "police", to = "missing_persons_unit"'
    assert only('starts = { event = "handed_over" }', handed, SUNDAY).owner == "police"


def test_a_fact_of_the_child_is_true_or_false_and_no_word() -> None:
    with pytest.raises(SituationError, match="true or false is expected"):
        owed('starts = { event = "reported" }', FRIDAY, SUNDAY, 'school = "yes"')
    with pytest.raises(SituationError, match="true or false is expected"):
        owed(
            'starts = { event = "reported" }',
            f'{FRIDAY}\n2026-10-24T08:00 circumstances_changed school = "yes"',
            SUNDAY,
        )


def test_a_duty_recorded_as_done_that_other_events_meet_says_that_it_does_not_count() -> None:
    terms = 'starts = { event = "reported" }\nmet_by = { event = "notified", to = "childrens_social_care" }'
    found = only(terms, f'{FRIDAY}\n2026-10-24T08:00 duty_done clause = "T-01", by = "police"', SUNDAY)
    assert found.status == "open"
    assert (
        "duty done 2026-10-24T08:00 by police does not count: this clause is met by what it names"
        in found.why
    )
    assert "no notified to children's social care" in found.why


@pytest.mark.parametrize(
    ("corrections", "said"),
    [
        (
            '2026-10-24T09:00 corrected id = "a", event = "b", reason = "slip"\n'
            '2026-10-24T09:30 corrected id = "b", event = "a", reason = "slip"',
            "'a' and 'b' correct each other",
        ),
        (
            '2026-10-24T09:00 corrected event = "report", kind = "wrong_child", reason = "Another child", '
            'replacement = { at = 2026-10-23T22:00:00, what = "reported", category = "missing" }',
            "an event of the wrong child has none",
        ),
    ],
)
def test_corrections_that_could_only_be_settled_by_a_guess_are_refused(corrections: str, said: str) -> None:
    with pytest.raises(SituationError, match=said):
        owed('starts = { event = "reported" }', f"{FRIDAY}\n{corrections}", SUNDAY)
