"""Rules and prohibitions that can be broken: for each, a night that breaks it and a night, much like it, that does not."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from homeward.packs.tests import shipped
from homeward.packs.tests.shipped import MIA, OLA

AT: Final = "2026-10-26T12:00"
ADULT: Final = """
born = 2008-03-02
responsible_authority = "luton"
placement = "supported accommodation"
care_leaver = true
"""
ADULT_IN_CARE: Final = f"{ADULT}looked_after_since = 2025-01-10"
SEVENTEEN: Final = 'born = 2009-03-02\nlooked_after_since = 2026-10-01\nresponsible_authority = "luton"'
SEVENTEEN_FROM_ABROAD: Final = f"{SEVENTEEN}\nunaccompanied = true"
REPORT: Final = '2026-10-23T22:15 reported category = "missing", by = "placement"'
BACK: Final = '2026-10-24T09:00 returned to = "home", by = "police"'


class Case(NamedTuple):
    """A rule of a pack: what is shown, the night that breaks it (by the event called "it"), the night that does not."""

    pack: str
    clause: str
    shows: str
    child: str
    breaks: str
    keeps: str
    keeps_child: str = ""


CASES: Final = (
    Case(
        "pan-beds", "BEDS-013", "a migrant child who goes missing from care is not an absconder alone",
        SEVENTEEN_FROM_ABROAD, '2026-10-23T22:15 reported category = "absconder", id = "it"',
        '2026-10-23T22:15 reported category = "missing", id = "it"',
    ),
    Case(
        "pan-beds", "BEDS-013", "another child may be recorded so",
        SEVENTEEN_FROM_ABROAD, '2026-10-23T22:15 reported category = "absconder", id = "it"',
        '2026-10-23T22:15 reported category = "absconder", id = "it"', SEVENTEEN,
    ),
    Case(
        "pan-beds", "BEDS-013", "nor does a change of category make one",
        SEVENTEEN_FROM_ABROAD, f'{REPORT}\n2026-10-23T23:15 recategorised category = "absconder", id = "it"',
        f'{REPORT}\n2026-10-23T23:15 recategorised category = "away_without_authorisation", id = "it"',
    ),
    Case(
        "pan-beds", "BEDS-039", "a missing looked-after child is at least medium, at eighteen too",
        ADULT_IN_CARE, f'{REPORT}\n2026-10-23T22:30 risk_assessed level = "low", by = "police", id = "it"',
        f'{REPORT}\n2026-10-23T22:30 risk_assessed level = "medium", by = "police", id = "it"',
    ),
    Case(
        "pan-beds", "BEDS-039", "somebody of eighteen who is not looked after may be low",
        ADULT_IN_CARE, f'{REPORT}\n2026-10-23T22:30 risk_assessed level = "low", by = "police", id = "it"',
        f'{REPORT}\n2026-10-23T22:30 risk_assessed level = "low", by = "police", id = "it"', ADULT,
    ),
    Case(
        "pan-beds", "BEDS-059", "no child under 18 is low",
        OLA, f'{REPORT}\n2026-10-23T22:30 risk_assessed level = "low", by = "police", id = "it"',
        f'{REPORT}\n2026-10-23T22:30 risk_assessed level = "medium", by = "police", id = "it"',
    ),
    Case(
        "pan-beds", "BEDS-059", "no apparent risk is not the way round it, whoever sets it and however it is called",
        OLA, f'{REPORT}\n2026-10-24T22:30 risk_reviewed level = "no_apparent_risk", by = "inspector", reason = "?", id = "it"',
        f'{REPORT}\n2026-10-24T22:30 risk_reviewed level = "no_apparent_risk", by = "inspector", reason = "?", id = "it"', ADULT,
    ),
    Case(
        "pan-beds", "BEDS-076", "nobody tells an enquirer where the child is until the enquirer is known",
        MIA, f'{REPORT}\n2026-10-24T10:00 notified to = "enquirer", about = "location", by = "placement", id = "it"',
        f'{REPORT}\n2026-10-24T09:00 decided about = "enquirer_verified", outcome = "yes", by = "social_worker"\n'
        '2026-10-24T10:00 notified to = "enquirer", about = "location", by = "placement", id = "it"',
    ),
    Case(
        "pan-beds", "BEDS-076", "a telling that names nobody breaks it too; telling that the child is missing does not",
        MIA, f'{REPORT}\n2026-10-24T10:00 notified to = "enquirer", about = "location", id = "it"',
        f'{REPORT}\n2026-10-24T10:00 notified to = "enquirer", about = "missing", id = "it"',
    ),
    Case(
        "pan-beds", "BEDS-076", "an enquirer whose story did not hold is not told",
        MIA, f'{REPORT}\n2026-10-24T09:00 decided about = "enquirer_verified", outcome = "no", by = "police"\n'
        '2026-10-24T10:00 notified to = "enquirer", about = "location", by = "placement", id = "it"',
        f'{REPORT}\n2026-10-24T09:00 decided about = "enquirer_verified", outcome = "no", by = "police"',
    ),
    Case(
        "pan-beds", "BEDS-079 telephone", "the safe and well check is never held by telephone",
        MIA, f'{REPORT}\n{BACK}\n2026-10-24T11:00 prevention_interview_held face_to_face = false, id = "it"',
        f'{REPORT}\n{BACK}\n2026-10-24T11:00 prevention_interview_held face_to_face = true, id = "it"',
    ),
    Case(
        "england", "ENG-11", "a child who is missing is at least medium",
        OLA, f'{REPORT}\n2026-10-23T22:30 risk_confirmed level = "low", by = "supervising_officer", id = "it"',
        f'{REPORT}\n2026-10-23T22:30 risk_confirmed level = "high", by = "supervising_officer", id = "it"',
    ),
    Case(
        "england", "ENG-35", "a pupil nobody can find stays on the roll until the authority has looked too",
        OLA, f'{REPORT}\n2026-10-26T10:00 record_closed system = "admission_register", by = "school", id = "it"',
        f'{REPORT}\n2026-10-26T09:00 enquiry_made by = "education_welfare_service"\n'
        '2026-10-26T10:00 record_closed system = "admission_register", by = "school", id = "it"',
    ),
)  # fmt: skip

NAMED: Final = {(case.pack, case.clause) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.clause}: {case.shows}")
def test_a_night_breaks_the_rule_and_one_much_like_it_does_not(case: Case) -> None:
    broken = shipped.limit(case.pack, case.clause, case.breaks, AT, case.child)
    kept = shipped.limit(case.pack, case.clause, case.keeps, AT, case.keeps_child or case.child)

    assert (broken.broken_by, kept.broken_by) == (("it",), ())


def test_every_rule_that_can_be_broken_has_a_night_that_breaks_it() -> None:
    can_break = {
        (c.pack, c.name)
        for c in shipped.ALL
        if (c.rule is not None and c.rule.has_effect()) or (c.must_not is not None and c.must_not.broken_by)
    }

    assert can_break == NAMED
