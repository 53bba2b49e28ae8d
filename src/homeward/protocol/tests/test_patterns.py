"""Which events a pattern means: yes, no, or it cannot be told."""

from __future__ import annotations

import tomllib
from datetime import datetime
from typing import Any

import pytest

from homeward.protocol import terms
from homeward.protocol.event_reader import read_event
from homeward.protocol.patterns import MOMENTS, Pattern, PatternError, read_pattern


def pattern(text: str, *, moments: bool = False) -> Pattern:
    return read_pattern(tomllib.loads(f"p = {{ {text} }}")["p"], terms.CODES, moments=moments, owner=True)


def event(text: str) -> Any:
    table = tomllib.loads(f"e = {{ {text} }}")["e"]
    return read_event({"at": datetime.fromisoformat("2026-10-24T12:00"), **table}, 1, terms.CODES)


@pytest.mark.parametrize(
    ("asked", "told", "fits"),
    [
        ('event = "notified"', 'what = "notified", to = "police"', True),
        ('event = "notified", to = "police"', 'what = "notified", to = "inspector"', True),
        ('event = "notified", to = "inspector"', 'what = "notified", to = "police"', False),
        ('event = "notified", to = "inspector"', 'what = "notified", to = "detective_chief_inspector"', False),
        ('event = "notified", to = "police"', 'what = "notified", to = ["school", "inspector"]', True),
        ('event = "notified", to = ["school", "gp"]', 'what = "notified", to = "gp"', True),
        ('event = "notified", by = "police"', 'what = "notified", to = "gp"', None),
        ('event = "notified", not_by = "police"', 'what = "notified", to = "gp"', None),
        ('event = "notified", not_by = "police"', 'what = "notified", to = "gp", by = "inspector"', False),
        ('event = "notified", not_by = "police"', 'what = "notified", to = "gp", by = "school"', True),
        ('event = "notified", by = "police", to = "gp"', 'what = "notified", to = "school"', False),
        ('event = "notified", to = "any_agency"', 'what = "notified", to = "teacher"', True),
        ('event = "notified", to = "any_agency"', 'what = "notified", to = "parent"', False),
        ('event = "notified", to = "childrens_social_care", not_to = "emergency_duty_team"',
         'what = "notified", to = "front_door"', True),
        ('event = "notified", to = "childrens_social_care", not_to = "emergency_duty_team"',
         'what = "notified", to = "emergency_duty_team"', False),
        ('event = "notified", not_to = "emergency_duty_team", to = "childrens_social_care"',
         'what = "notified", to = "school"', False),
        ('event = "risk_assessed", level = ["medium", "high"]', 'what = "risk_assessed", level = "high"', True),
        ('event = "risk_assessed", not_level = ["medium", "high"]', 'what = "risk_assessed", level = "low"', True),
        ('event = "prevention_interview_held", face_to_face = true',
         'what = "prevention_interview_held", face_to_face = "yes"', True),
        ('event = "prevention_interview_held", face_to_face = "yes"',
         'what = "prevention_interview_held", face_to_face = false', False),
        ('event = "prevention_interview_held", face_to_face = true', 'what = "prevention_interview_held"', None),
        ('event = "contact_made", by = "police", with = "school"',
         'what = "contact_made", by = "school", with = "inspector"', True),
        ('event = "contact_made", with = "school"', 'what = "contact_made", by = "teacher", with = "child"', True),
        ('event = "contact_made", with = "school"', 'what = "contact_made", with = "child"', None),
        ('event = "contact_made", with = "school"', 'what = "contact_made", by = "gp", with = "child"', False),
        ('event = "contact_made", with = "child", about = "safety"', 'what = "contact_made", by = "gp", with = "child"', None),
        ('event = "located"', 'what = "located", confirmed = "message"', True),
        ('event = "located", confirmed = "seen"', 'what = "located"', True),
    ],
)  # fmt: skip
def test_whether_an_event_fits(asked: str, told: str, fits: bool | None) -> None:
    assert pattern(asked).test(event(told)) is fits


def test_by_owner_means_whoever_owns_the_duty() -> None:
    told = event('what = "notified", to = "gp", by = "inspector"')
    asked = pattern('event = "notified", by = "owner"')

    assert [asked.owned_by(owner).test(told) for owner in ("police", "inspector", "school")] == [
        True,
        True,
        False,
    ]


def test_owner_may_be_asked_with_another_barred() -> None:
    asked = pattern('event = "notified", by = "owner", not_by = "inspector"').owned_by("police")

    assert asked.test(event('what = "notified", to = "gp", by = "police"')) is True
    assert asked.test(event('what = "notified", to = "gp", by = "inspector"')) is False


def test_a_list_of_events_means_any_of_them() -> None:
    asked = pattern('event = ["located", "returned"]')

    assert asked.kinds == ("located", "returned")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_may_stand_in_starts_alone(moment: str) -> None:
    assert pattern(f'event = "{moment}"', moments=True).moment == moment
    with pytest.raises(PatternError, match=f"'{moment}' is a moment; moments may stand only in starts"):
        pattern(f'event = "{moment}"')


def test_what_a_pattern_says_in_words() -> None:
    assert (
        pattern('event = ["located", "returned"], not_by = "police"').says
        == "located or returned not by police"
    )
