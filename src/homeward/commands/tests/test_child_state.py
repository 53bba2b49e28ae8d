"""The line to read if only one is read: how the child stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.commands.tests.at_keyboard import hull, night, typed

DAY = "[[event]]\nat = 2026-10-24T22:15:00\nwhat = "


@pytest.mark.parametrize(
    ("event", "line"),
    [
        ('"returned"\nto = "home"', "BACK since Sat 24 October 10:15pm, after 24 hours: home."),
        ('"located"', "STILL MISSING, 37 hours (since Fri 23 October 10:15pm), LOCATED BUT NOT YET BACK."),
        ('"located"\nconfirmed = "message"', "STILL MISSING, 37 hours (since Fri 23 October 10:15pm)."),
        ('"died"', "THE CHILD HAS DIED, Sat 24 October 10:15pm. What was still owed has ended."),
        ('"episode_closed"', "NO LONGER ABSENT since Sat 24 October 10:15pm, after 24 hours: episode closed"),
        (
            '"recategorised"\ncategory = "away_without_authorisation"',
            "STILL AWAY, 37 hours, recorded as away without authorisation",
        ),
    ],
)
def test_the_state_is_said_in_one_line(tmp_path: Path, event: str, line: str) -> None:
    file = night(tmp_path, DAY + event)

    assert line in typed("duties", file, "--at", "2026-10-25T10:15", "--packs", hull(tmp_path))


def test_a_child_of_whom_only_a_school_told_is_not_reported(tmp_path: Path) -> None:
    file = tmp_path / "night.toml"
    file.write_text(f'packs = ["hull"]\n{DAY}"agency_told"\nagency = "school"\nsince = 2026-10-24T20:15:00')

    said = typed("duties", file, "--at", "2026-10-24T23:15", "--packs", hull(tmp_path))

    assert "NOT REPORTED, away 3 hours (since Sat 24 October 8:15pm)." in said
    assert "Level of risk in force: not assessed yet in this absence." in said


def test_a_child_of_whom_nothing_is_recorded_is_no_all_clear(tmp_path: Path) -> None:
    file = tmp_path / "night.toml"
    file.write_text('packs = ["hull"]\n[child]\nunknown = ["looked_after_since"]\n')

    said = typed("duties", file, "--at", "2026-10-24T23:15", "--packs", hull(tmp_path))

    assert "A child whose age is not known, looked after or not is not known." in said
    assert "NO ABSENCE RECORDED up to then." in said
    assert "That is not an all-clear." in said
    assert [line for line in said.out.splitlines() if len(line) > 80] == []


def test_a_second_absence_says_that_the_first_is_not_closed(tmp_path: Path) -> None:
    again = '[[event]]\nat = 2026-10-25T22:15:00\nwhat = "reported"\ncategory = "missing"\n'
    file = night(tmp_path, f'{DAY}"returned"\nto = "home"\n{again}')

    said = typed("duties", file, "--at", "2026-10-25T23:15", "--packs", hull(tmp_path))

    assert "STILL MISSING, 1 hour (since Sun 25 October 10:15pm)." in said
    assert "Absence 2 of 2 recorded absences." in said
    assert "1 episode over and not closed yet." in said
