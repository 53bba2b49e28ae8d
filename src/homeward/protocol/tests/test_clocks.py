"""Local time, lengths of time, working days and ages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from homeward.protocol.clocks import Calendar, Length, age_on, from_local, midnight, say, to_local

CALENDAR = Calendar.of([date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)])


def instant(local: str) -> datetime:
    found = from_local(datetime.fromisoformat(local))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30 minutes", "30 minutes"), ("1 hour", "1 hour"), ("1 hours", "1 hour"), ("3 days", "3 days"),
        ("2 weeks", "2 weeks"), ("3 working days", "3 working days"), ("1 working day", "1 working day"),
    ],
)  # fmt: skip
def test_a_length_of_time_is_a_number_and_a_unit(text: str, read: str) -> None:
    assert str(Length.parse(text)) == read


@pytest.mark.parametrize(
    "text", ["", "0 hours", "-1 hours", "1.5 hours", "3 workng days", "hours", "3", "three days", "1 month", "1  hour", " 1 hour",
             "1 hour\n", "999999 weeks", "1001 working days", "٣ hours", 3, None, ["3 hours"]],
)  # fmt: skip
def test_anything_else_is_no_length_of_time(text: object) -> None:
    assert Length.parse(text) is None


@pytest.mark.parametrize(
    ("start", "length", "due"),
    [
        ("2026-10-24T12:00", "24 hours", "2026-10-25T11:00:00+00:00"),
        ("2026-10-24T12:00", "1 day", "2026-10-25T11:00:00+00:00"),
        ("2026-03-28T12:00", "24 hours", "2026-03-29T13:00:00+01:00"),
        ("2026-12-23T09:00", "1 working day", "2026-12-25T00:00:00+00:00"),
        ("2026-12-24T23:59", "1 working day", "2026-12-30T00:00:00+00:00"),
        ("2026-12-26T12:00", "3 working days", "2027-01-01T00:00:00+00:00"),
        ("2026-10-23T23:30", "1 working day", "2026-10-27T00:00:00+00:00"),
    ],
)
def test_when_so_long_after_is(start: str, length: str, due: str) -> None:
    read = Length.parse(length)
    assert read is not None

    assert to_local(CALENDAR.after(instant(start), read)).isoformat() == due


def test_a_day_of_closure_counts_as_no_working_day() -> None:
    end = CALENDAR.end_of_working_day(instant("2026-10-26T10:00"), 1, {date(2026, 10, 27)})

    assert say(end) == "2026-10-29T00:00"


def test_the_years_for_which_bank_holidays_are_known() -> None:
    assert CALENDAR.knows(date(2026, 1, 1), date(2027, 12, 31))
    assert not CALENDAR.knows(date(2026, 1, 1), date(2028, 1, 1))


def test_the_hour_that_is_skipped_and_the_hour_that_comes_twice() -> None:
    assert from_local(datetime.fromisoformat("2026-03-29T01:30")) is None
    assert instant("2026-10-25T01:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert midnight(date(2026, 6, 1)) == datetime(2026, 5, 31, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2012, 2, 29), date(2026, 2, 28), 13), (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2012, 2, 29), date(2028, 2, 29), 16), (date(2014, 10, 24), date(2026, 10, 23), 11),
        (date(2014, 10, 24), date(2026, 10, 24), 12),
    ],
)  # fmt: skip
def test_age_in_whole_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_an_instant_is_said_to_the_minute_and_to_the_second_where_there_are_any() -> None:
    assert say(instant("2026-10-23T22:15")) == "2026-10-23T22:15"
    assert say(instant("2026-10-23T22:15:07")) == "2026-10-23T22:15:07"
