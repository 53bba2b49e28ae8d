"""One Friday night under every pack that ships: when each main duty is due, worked out by hand.

Reported on Friday 23 October 2026 at a quarter past ten at night, back on Sunday at five in the morning. In between the
clocks go back: on Sunday at two it is one again, so 72 elapsed hours and the third day do not end together.
"""

from __future__ import annotations

from typing import Final

import pytest

from homeward.packs.tests import shipped

REPORT: Final = (
    '2026-10-23T22:15 reported category = "missing", by = "placement", since = 2026-10-23T19:00:00'
)
BACK: Final = '2026-10-25T05:00 returned to = "placement", brought_by = "police", by = "police"'
NIGHT: Final = f"""{REPORT}
2026-10-23T22:30 risk_assessed level = "medium", by = "call_handler"
{BACK}"""
MONDAY: Final = "2026-10-26T12:00"
NONE: Final = "none"

ONE_DAY: Final = "2026-10-24T22:15+01:00"
TWO_DAYS: Final = "2026-10-25T21:15+00:00"
"""48 hours after the report: an hour earlier by the clock."""
THREE_DAYS: Final = "2026-10-26T21:15+00:00"
BACK_AND_72_HOURS: Final = "2026-10-28T05:00+00:00"
THIRD_WORKING_DAY: Final = "2026-10-29T00:00+00:00"
"""Monday, Tuesday, Wednesday: the end of Wednesday 28 October, both from the report on Friday and from the return on Sunday."""

DUE: Final[tuple[tuple[str, str, str, list[str]], ...]] = (
    # Pan-Bedfordshire: the police
    ("pan-beds", "BEDS-065", "social care is told within 24 hours of the report", [ONE_DAY]),
    ("pan-beds", "BEDS-062", "the sergeant's grid: the second turn runs on to an hour earlier", [ONE_DAY, TWO_DAYS]),
    ("pan-beds", "BEDS-063", "the inspector's first turn ends after 72 hours", [THREE_DAYS]),
    ("pan-beds", "BEDS-064", "the chief inspector's after 28 days, 20 November", ["2026-11-20T21:15+00:00"]),
    ("pan-beds", "BEDS-053", "enquiries: as soon as possible is no number", [NONE]),
    ("pan-beds", "BEDS-057", "the assessment has no time of its own", [NONE]),
    ("pan-beds", "BEDS-143", "nor has reporting for screening", [NONE]),
    ("pan-beds", "BEDS-079 check", "the safe and well check has no number", [NONE]),
    ("pan-beds", "BEDS-080", "nor has telling social care of the return", [NONE]),
    # Pan-Bedfordshire: social care
    ("pan-beds", "BEDS-040 placement", "daily contact runs in spans of 24 hours", [ONE_DAY, TWO_DAYS]),
    ("pan-beds", "BEDS-044", "the strategy meeting has a mark and no limit", [NONE]),
    ("pan-beds", "BEDS-046", "so has the alert to other authorities", [NONE]),
    ("pan-beds", "BEDS-067", "back before the 48 hours: no update is owed", []),
    ("pan-beds", "BEDS-036", "telling the reviewing officer has no number", [NONE]),
    ("pan-beds", "BEDS-088", "nor has offering the interview", [NONE]),
    ("pan-beds", "BEDS-150", "the interview: 72 elapsed hours from the return", [BACK_AND_72_HOURS]),
    ("pan-beds", "BEDS-089", "the interview: three working days from the return", [THIRD_WORKING_DAY]),
    # Wakefield
    ("wakefield", "WAKE-12", "the police see the child within four hours", ["2026-10-25T09:00+00:00"]),
    ("wakefield", "WAKE-13", "the interview: 72 hours, though the police have not been", [BACK_AND_72_HOURS]),
    ("wakefield", "WAKE-17", "telling the reviewing officer has no number", [NONE]),
    ("wakefield", "WAKE-20", "nor has the assessment", [NONE]),
    # The practice guide
    ("practice-guide", "PRAC-13", "the offer: 24 hours from the return", ["2026-10-26T05:00+00:00"]),
    ("practice-guide", "PRAC-16", "the leadership alert has a mark and no limit", [NONE]),
    ("practice-guide", "PRAC-18", "the meeting: three working days from the report", [THIRD_WORKING_DAY]),
    ("practice-guide", "PRAC-10", "the work-step has no time", [NONE]),
    # Bath and North East Somerset, Cheshire East: no number anywhere
    ("banes", "BANES-09 assess", "the assessment has no time", [NONE]),
    ("banes", "BANES-11", "the prevention interview: as soon as possible", [NONE]),
    ("banes", "BANES-12 interview", "the return interview: the source gives no time", [NONE]),
    ("cheshire-east", "CHES-12 interview", "the return interview: the source gives no time", [NONE]),
    # The national base, where no area stands in for it
    ("england", "ENG-13", "telling social care: as agreed locally", [NONE]),
    ("england", "ENG-16", "telling the reviewing officer has no number", [NONE]),
    ("england", "ENG-18", "the prevention interview: as soon as possible", [NONE]),
    ("england", "ENG-19 offer", "the offer belongs within the 72 hours", [BACK_AND_72_HOURS]),
    ("england", "ENG-19 hold", "and so does the interview", [BACK_AND_72_HOURS]),
)  # fmt: skip

AROSE: Final = (
    ("practice-guide", "PRAC-16", "24 hours after the report", [ONE_DAY]),
    ("practice-guide", "PRAC-18", "24 hours after the report", [ONE_DAY]),
    ("pan-beds", "BEDS-044", "24 hours after the child was last seen at seven", ["2026-10-24T19:00+01:00"]),
    ("pan-beds", "BEDS-046", "24 hours after the child was last seen at seven", ["2026-10-24T19:00+01:00"]),
    ("pan-beds", "BEDS-150", "on return", ["2026-10-25T05:00+00:00"]),
    ("england", "ENG-13", "on the report", ["2026-10-23T22:15+01:00"]),
)


@pytest.mark.parametrize(
    ("id_", "name", "due"), [pytest.param(p, c, d, id=f"{c}: {says}") for p, c, says, d in DUE]
)
def test_a_duty_of_the_night_is_due(id_: str, name: str, due: list[str]) -> None:
    assert shipped.due(id_, name, NIGHT, MONDAY) == due


@pytest.mark.parametrize(
    ("id_", "name", "arose"), [pytest.param(p, c, a, id=f"{c}: {says}") for p, c, says, a in AROSE]
)
def test_a_duty_of_the_night_arises(id_: str, name: str, arose: list[str]) -> None:
    assert shipped.arose(id_, name, NIGHT, MONDAY) == arose


def test_no_pack_gives_a_time_in_numbers_to_any_other_duty_of_the_night() -> None:
    timed = {
        duty.clause.name for id_ in shipped.PACKS for duty in shipped.owed(id_, NIGHT, MONDAY) if duty.due
    }

    assert timed == {name for _, name, _, due in DUE if due not in ([], [NONE])}


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_nothing_can_be_overdue_that_has_no_time_in_numbers(id_: str) -> None:
    late = [duty for duty in shipped.owed(id_, NIGHT, "2026-12-24T12:00") if duty.status == "overdue"]

    assert [duty.clause.name for duty in late if duty.due is None] == []


def test_the_two_clocks_of_the_return_interview_are_both_shown_and_the_earlier_is_first() -> None:
    late = f'{NIGHT}\n2026-10-28T16:00 return_interview_held by = "return_interviewer"'
    found = {d.clause.name: d.status for d in shipped.owed("pan-beds", late, "2026-10-30T12:00")}

    assert (found["BEDS-150"], found["BEDS-089"]) == ("met_late", "met")


def test_coming_home_ends_what_was_for_the_search_and_nothing_that_is_still_owed() -> None:
    monday = shipped.stands("pan-beds", NIGHT, MONDAY)
    ended = {name for name, status in monday.items() if status.endswith("no_longer_needed")}

    assert ended >= {"BEDS-062", "BEDS-040 placement", "BEDS-053", "BEDS-028", "BEDS-060"}
    assert {n: monday[n] for n in ("BEDS-036", "BEDS-055", "BEDS-083", "BEDS-143", "BEDS-155")} == {
        "BEDS-036": "open", "BEDS-055": "open", "BEDS-083": "open", "BEDS-143": "open", "BEDS-155": "open",
    }  # fmt: skip
    assert monday["BEDS-065"] == "overdue"


@pytest.mark.parametrize(
    ("id_", "name", "due"),
    [
        ("wakefield", "WAKE-12", "2026-10-25T03:30+00:00"),
        ("wakefield", "WAKE-13", "2026-10-27T23:30+00:00"),
        ("practice-guide", "PRAC-13", "2026-10-25T23:30+00:00"),
        ("pan-beds", "BEDS-150", "2026-10-27T23:30+00:00"),
        ("pan-beds", "BEDS-089", THIRD_WORKING_DAY),
        ("england", "ENG-19 hold", "2026-10-27T23:30+00:00"),
    ],
)
def test_a_child_back_half_an_hour_after_midnight_is_owed_hours_that_elapse(
    id_: str, name: str, due: str
) -> None:
    back = f'{REPORT}\n2026-10-25T00:30 returned to = "placement"'

    assert shipped.due(id_, name, back, MONDAY) == [due]


@pytest.mark.parametrize(
    ("reported", "due"),
    [
        ("2026-10-25T01:30", "2026-10-26T00:30+00:00"),
        ("2026-10-25T01:30+01:00", "2026-10-26T00:30+00:00"),
        ("2026-10-25T01:30+00:00", "2026-10-26T01:30+00:00"),
    ],
)
def test_half_past_one_comes_twice_and_each_has_its_own_day(reported: str, due: str) -> None:
    report = f'{reported} reported category = "missing", by = "placement"'

    assert shipped.due("pan-beds", "BEDS-065", report, "2026-10-25T12:00") == [due]
    assert shipped.due("pan-beds", "BEDS-062", report, "2026-10-25T12:00") == [due]


def test_the_meeting_counts_from_the_report_and_not_from_the_mark_a_day_later() -> None:
    monday = '2026-11-02T22:15 reported category = "missing", by = "placement"'

    assert shipped.arose("practice-guide", "PRAC-18", monday, "2026-11-04T12:00") == [
        "2026-11-03T22:15+00:00"
    ]
    assert shipped.due("practice-guide", "PRAC-18", monday, "2026-11-04T12:00") == ["2026-11-06T00:00+00:00"]


def test_a_child_home_within_the_day_brings_no_alert_and_no_meeting() -> None:
    home = f'{REPORT}\n2026-10-24T22:15 returned to = "placement"'
    found = shipped.stands("practice-guide", home, MONDAY)

    assert "PRAC-13" in found
    assert {"PRAC-16", "PRAC-18"}.isdisjoint(found)


UNKNOWN: Final = """
unknown = ["born", "looked_after_since", "legal_status", "responsible_authority", "placed_in", "placement", "social_worker",
           "lead_professional", "open_to", "school", "unaccompanied", "care_leaver", "disability", "child_protection_plan",
           "known_risks", "plan"]
"""


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_of_a_child_of_whom_nothing_is_known_no_duty_of_the_night_falls_away_unsaid(id_: str) -> None:
    known = {duty.clause.name for duty in shipped.owed(id_, NIGHT, MONDAY)}
    asked = {duty.clause.name: duty for duty in shipped.owed(id_, NIGHT, MONDAY, UNKNOWN)}
    by_date = {
        c.name
        for c in shipped.clauses(id_)
        if c.duty is not None and any(start.moment == "became_looked_after" for start in c.duty.starts)
    }

    assert known - set(asked) - by_date == set()
    assert [duty for duty in asked.values() if duty.status == "unclear" and not duty.asks] == []


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_every_duty_of_the_night_says_why(id_: str) -> None:
    assert [d.clause.name for d in shipped.owed(id_, NIGHT, MONDAY) if len(d.why) < 2] == []
