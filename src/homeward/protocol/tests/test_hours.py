"""When a service is open, and what is not known about it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from homeward.protocol.clocks import Calendar, from_local, say
from homeward.protocol.hours import Hours
from homeward.protocol.tests.drafts import draft, duty, read

CALENDAR = Calendar.of([date(2026, 8, 31), date(2026, 12, 25), date(2026, 12, 28)])
OFFICE = '[service.childrens_social_care]\nname = "Front Door"\n'
NINE_TO_FIVE = OFFICE + 'hours = [{ days = "Mon-Fri", from = "09:00", to = "17:00" }]\n'
NIGHT_TEAM = '[service.emergency_duty_team]\nclosed_when_open = "childrens_social_care"\n'
NIGHTS = OFFICE + 'hours = [{ days = "Fri-Sun", from = "22:00", to = "06:00", bank_holidays = true }]\n'
ALWAYS = OFFICE + 'hours = [{ days = "Mon-Sun", from = "00:00", to = "24:00", bank_holidays = true }]\n'
WEEKEND = (
    NINE_TO_FIVE
    + 'unclear_hours = [{ days = "Sat-Sun", from = "09:00", to = "17:00", says = "Silent on weekends" }]\n'
)


def hours(tables: str) -> Hours:
    return Hours(read(draft(duty(), tables=tables)).services, CALENDAR)


def at(local: str) -> datetime:
    found = from_local(datetime.fromisoformat(local))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("tables", "when", "is_open"),
    [
        (NINE_TO_FIVE, "2026-10-23T08:59", False), (NINE_TO_FIVE, "2026-10-23T09:00", True),
        (NINE_TO_FIVE, "2026-10-23T16:59", True), (NINE_TO_FIVE, "2026-10-23T17:00", False),
        (NINE_TO_FIVE, "2026-10-24T10:00", False), (NINE_TO_FIVE, "2026-08-31T10:00", False),
        (NIGHTS, "2026-10-24T02:00", True), (NIGHTS, "2026-10-26T05:59", True), (NIGHTS, "2026-10-26T06:00", False),
        (NIGHTS, "2026-10-23T02:00", False), (NIGHTS, "2026-12-25T23:00", True),
        (ALWAYS, "2026-12-25T00:00", True), (OFFICE, "2026-10-23T10:00", None),
        (WEEKEND, "2026-10-24T10:00", None), (WEEKEND, "2026-10-24T20:00", False), (WEEKEND, "2026-10-23T10:00", True),
    ],
)  # fmt: skip
def test_whether_a_service_is_open(tables: str, when: str, is_open: bool | None) -> None:
    assert hours(tables).is_open("childrens_social_care", at(when)) is is_open


@pytest.mark.parametrize(("tables", "when"), [(NINE_TO_FIVE, "2026-10-23T10:00"), (NINE_TO_FIVE, "2026-10-24T10:00"),
                                              (OFFICE, "2026-10-23T10:00"), (WEEKEND, "2026-10-24T10:00")])  # fmt: skip
def test_a_night_team_is_open_exactly_when_the_other_is_closed(tables: str, when: str) -> None:
    both = hours(tables + NIGHT_TEAM)
    day, night = (both.is_open(role, at(when)) for role in ("childrens_social_care", "emergency_duty_team"))

    assert night is (None if day is None else not day)


@pytest.mark.parametrize(
    ("tables", "role", "after", "opens", "closes"),
    [
        (NINE_TO_FIVE, "childrens_social_care", "2026-10-23T22:15", "2026-10-26T09:00", "2026-10-26T17:00"),
        (NINE_TO_FIVE, "childrens_social_care", "2026-10-23T09:00", "2026-10-26T09:00", "2026-10-23T17:00"),
        (NINE_TO_FIVE, "childrens_social_care", "2026-12-24T18:00", "2026-12-29T09:00", "2026-12-29T17:00"),
        (
            NINE_TO_FIVE + NIGHT_TEAM,
            "emergency_duty_team",
            "2026-10-23T10:00",
            "2026-10-23T17:00",
            "2026-10-26T09:00",
        ),
        (ALWAYS, "childrens_social_care", "2026-10-23T10:00", "none", "none"),
        (OFFICE, "childrens_social_care", "2026-10-23T10:00", "none", "none"),
        (WEEKEND, "childrens_social_care", "2026-10-23T22:15", "none", "none"),
        (WEEKEND, "childrens_social_care", "2026-10-21T22:15", "2026-10-22T09:00", "2026-10-22T17:00"),
        (NINE_TO_FIVE, "school", "2026-10-23T22:15", "none", "none"),
    ],
)
def test_when_a_service_next_opens_and_closes(
    tables: str, role: str, after: str, opens: str, closes: str
) -> None:
    found = hours(tables)
    next_opening, next_closing = found.next_opening(role, at(after)), found.next_closing(role, at(after))

    assert [say(i) if i else "none" for i in (next_opening, next_closing)] == [opens, closes]


def test_what_is_asked_about_hours_that_are_not_known() -> None:
    assert hours(OFFICE).question("childrens_social_care") == "When is Front Door open?"
    assert (
        hours(WEEKEND + NIGHT_TEAM).question("emergency_duty_team")
        == "When is Front Door open? Silent on weekends."
    )
    assert hours(OFFICE).question("gp") == "When is gp open?"
