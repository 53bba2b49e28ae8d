"""Times, lengths of time and reasons as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from homeward.commands.wording import by_when, reason, sentence, span, when

NOW = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2026, 10, 24, 21, 15, tzinfo=UTC), "Sat 24 October 10:15pm"),
        (datetime(2026, 10, 24, 11, 0, tzinfo=UTC), "Sat 24 October midday"),
        (datetime(2027, 1, 2, 9, 0, tzinfo=UTC), "Sat 2 January 2027 9am"),
    ],
)
def test_a_time_names_its_day_and_a_year_only_where_it_is_another(instant: datetime, said: str) -> None:
    assert when(instant, NOW) == said


def test_of_an_hour_that_comes_twice_it_says_which() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    assert when(first, NOW) == "Sun 25 October 1:30am BST"
    assert when(first + timedelta(hours=1), NOW) == "Sun 25 October 1:30am GMT"


def test_a_due_time_of_midnight_is_the_end_of_the_day_before() -> None:
    assert by_when(datetime(2026, 10, 29, 0, 0, tzinfo=UTC), NOW) == "by the end of Wed 28 October"
    assert by_when(datetime(2026, 10, 29, 9, 0, tzinfo=UTC), NOW) == "by Thu 29 October 9am"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "less than a minute"), (1, "1 minute"), (75, "1 hour 15 minutes"), (120, "2 hours"), (31 * 60, "31 hours"),
     (96 * 60, "4 days")],
)  # fmt: skip
def test_a_length_of_time_is_as_exact_as_people_need_it(minutes: int, said: str) -> None:
    assert span(timedelta(minutes=minutes)) == said


def test_a_reason_keeps_its_words_and_names_its_days() -> None:
    said = reason("24 hours from the report: 2026-10-24T22:15", NOW)

    assert said == "24 hours from the report: Sat 24 October 10:15pm"


def test_a_reason_does_not_pretend_to_know_which_of_two_hours_is_meant() -> None:
    assert reason("located 2026-10-25T01:30", NOW) == "located Sun 25 October 1:30am"


def test_a_question_ends_as_a_question() -> None:
    assert (sentence("Is a review needed?"), sentence("Tell them")) == ("Is a review needed?", "Tell them.")
