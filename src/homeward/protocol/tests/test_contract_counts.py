"""Counted over absences and nights; and whether a child is missing where that is not known (pack language, section 4)."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import CAI, FRIDAY, ask, clause, clock, duty, owed, pack

SUNDAY = "2026-10-25T12:00"
REPORT = '2026-10-23T22:15 reported category = "missing"'
THIRD = 'starts = { event = "went_missing" }\nwhen = { episodes = { at_least = 3, in = "90 days" } }'


def episodes(*days: str, category: str = "missing") -> str:
    """Write absences of three hours each."""
    return "\n".join(
        f'{day} reported category = "{category}"\n{day[:11]}{int(day[11:13]) + 3:02}{day[13:]} returned to = "home"'
        for day in days
    )


def test_the_third_in_ninety_days_counts_this_one() -> None:
    night = episodes("2026-09-01T12:00", "2026-10-01T12:00") + f"\n{REPORT}"
    found = owed(THIRD, night, SUNDAY)
    assert [clock(d.arose) for d in found] == ["2026-10-23T22:15+01:00"]


@pytest.mark.parametrize(("first", "holds"), [("2026-07-25T20:15", 1), ("2026-07-25T20:14", 0)])
def test_exactly_ninety_days_before_still_counts(first: str, holds: int) -> None:
    night = episodes(first, "2026-10-01T12:00") + '\n2026-10-23T20:15 reported category = "missing"'
    assert len(owed(THIRD, night, SUNDAY)) == holds


@pytest.mark.parametrize(("first", "holds"), [("2026-10-10T13:00", 1), ("2026-10-10T12:59", 0)])
def test_ninety_days_are_elapsed_time_across_the_clock_change(first: str, holds: int) -> None:
    # 13:00 in summer time on 10 October is 12:00 in winter time: ninety days before 12:00 on 8 January.
    night = episodes(first, "2026-12-01T12:00") + '\n2027-01-08T12:00 reported category = "missing"'
    assert len(owed(THIRD, night, "2027-01-09T12:00")) == holds


def test_only_absences_in_which_the_child_went_missing_are_counted_and_by_that_moment() -> None:
    away = episodes("2026-09-01T12:00", "2026-10-01T12:00", category="away_without_authorisation")
    assert owed(THIRD, f"{away}\n{REPORT}", SUNDAY) == []
    found = "\n".join(
        f'2026-10-{d}T12:00 reported category = "found_unreported"\n2026-10-{d}T13:00 returned to = "home"'
        for d in ("01", "02")
    )
    assert owed(THIRD, f"{found}\n{REPORT}", SUNDAY) == []
    told_first = (
        '2026-07-25T10:00 agency_told agency = "school"\n2026-07-25T22:15 reported category = "missing"\n'
        '2026-07-25T23:00 returned to = "home"\n'
    )
    assert len(owed(THIRD, told_first + episodes("2026-10-01T12:00") + f"\n{REPORT}", SUNDAY)) == 1


def test_at_most_and_ever() -> None:
    night = episodes("2020-09-01T12:00") + f"\n{REPORT}"
    first = 'starts = { event = "went_missing" }\nwhen = { episodes = { at_most = 1 } }'
    assert [clock(d.arose) for d in owed(first, night, SUNDAY)] == ["2020-09-01T12:00+01:00"]
    second = 'starts = { event = "went_missing" }\nwhen = { episodes = { at_least = 2 } }'
    assert len(owed(second, night, SUNDAY)) == 1


@pytest.mark.parametrize(
    ("at", "holds"), [("2026-10-24T23:59", 0), ("2026-10-25T00:01", 1), ("2026-10-25T12:00", 1)]
)
def test_nights_missing_are_local_midnights_since_the_child_went_missing(at: str, holds: int) -> None:
    terms = 'starts = { event = "concern_raised" }\nwhen = { nights_missing = 2 }'
    assert len(owed(terms, f'{FRIDAY}\n{at} concern_raised about = "home"', "2026-10-26T12:00")) == holds


AWAY_COUNTS = clause(
    "rule", 'when = { looked_after = true }\ncounts_as_missing = ["away_without_authorisation"]', "R-1"
)


@pytest.mark.parametrize(
    "when", ["{ missing = true }", "{ nights_missing = 1 }", "{ episodes = { at_least = 1 } }"]
)
def test_whether_a_child_is_missing_may_itself_be_not_known_and_that_is_never_no(when: str) -> None:
    packs = pack(AWAY_COUNTS, duty(f'starts = {{ event = "concern_raised" }}\nwhen = {when}'))
    night = '2026-10-23T22:15 reported category = "away_without_authorisation"\n2026-10-24T12:00 concern_raised about = "home"'
    (found,) = ask(packs, night, SUNDAY, CAI)
    assert (found.status, found.asks) == ("unclear", ("Is the child looked after, and since when?",))


def test_a_count_that_cannot_be_reached_whatever_is_learnt_is_no() -> None:
    night = '2026-10-23T22:15 reported category = "away_without_authorisation"\n2026-10-24T12:00 concern_raised about = "home"'
    third = 'starts = { event = "concern_raised" }\nwhen = { episodes = { at_least = 3, in = "90 days" } }'
    assert len(ask(pack(AWAY_COUNTS, duty(third)), night, SUNDAY, CAI)) == 0
