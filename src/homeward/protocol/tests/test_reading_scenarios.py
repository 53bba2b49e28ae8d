"""Scenarios with a slip in them, so that a story cannot pass by asking for nothing; and how a wrong answer is told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import pytest

from homeward.protocol.clocks import Calendar
from homeward.protocol.errors import PackError
from homeward.protocol.scenarios import Outcome, gaps, read_scenarios, run
from homeward.protocol.shelf import Shelf
from homeward.protocol.tests.drafts import draft, duty, head, put, rule

WHERE: Final = "town/scenarios.toml, scenario 1 (A night away), "
NO_WORK: Final = Calendar.of([])
STORY: Final = """
[[scenario]]
name = "A night away"
events = [{ at = 2026-11-06T16:30:00, what = "reported", category = "missing" }]
at = 2026-11-08T12:00:00
"""


def town(folder: Path) -> Shelf:
    told = duty('id = "T-02"', 'within = "24 hours"')
    by_age = [
        duty('id = "T-01"', f'part = "{part}"', 'every = "24 hours"', "while = { missing = true }")
        for part in ("young", "older")
    ]
    put(
        folder / "town", draft(told, *by_age, rule('id = "T-03"', 'level_never = ["low"]'), head=head("town"))
    )
    return Shelf([folder])


def outcome(folder: Path, line: str) -> Outcome:
    shelf = town(folder)
    (scenario,) = read_scenarios("town/scenarios.toml", tomllib.loads(STORY + line), "town", shelf)
    return run(scenario, NO_WORK)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('absent = ["T-01 yuong"]', "absent: no part 'yuong' of T-01. Did you mean 'young'? Its parts: older, young."),
        ('absent = ["T-02 x"]', "absent: no part 'x' of T-02. It has no parts."),
        ('broken = ["T-03 x"]', "broken: no part 'x' of T-03. It has no parts."),
        ('absent = ["T-99"]', "absent: no clause 'T-99' in force here."),
        ("absent = [3]", "absent: a list of clause ids."),
        ('expect = [{ clause = "T-01", part = "x" }]', "expect: no part 'x' of T-01. Its parts: older, young."),
        ('expect = [{ clause = "T-02", status = "late" }]', "expect, status: 'late' is not a status. "
         "Statuses: met, met_late, no_longer_needed, open, overdue, set_aside, unclear, waiting."),
        ('expect = [{ clause = "T-02", status = "overdu" }]', "expect, status: 'overdu' is not a status. "
         "Did you mean 'overdue'? Statuses: met, met_late, no_longer_needed, open, overdue, set_aside, unclear, waiting."),
        ('expect = [{ clause = "T-02", recipients = ["school"] }]',
         'expect, recipients: write recipients = [{ role = "school", state = "told" }].'),
        ('expect = [{ clause = "T-02", recipients = [{ rol = "school" }] }]',
         "expect, recipients: unknown key 'rol'. Did you mean 'role'? Keys: at, role, state."),
        ('expect = [{ clause = "T-02", recipients = [{ role = "skool" }] }]',
         "expect, recipients: 'skool' is not a role. Did you mean 'school'?"),
        ('expect = [{ clause = "T-02", recipients = [{ role = "school", state = "informed" }] }]',
         "expect, recipients: 'informed' is not how a recipient stands. States: not_told, owed, set_aside, told."),
    ],
)  # fmt: skip
def test_what_does_not_exist_cannot_be_expected_or_absent(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(PackError) as refused:
        outcome(tmp_path, line)

    assert str(refused.value) == WHERE + said


def test_a_wrong_answer_writes_each_time_in_one_way_and_no_turn_of_a_duty_that_does_not_recur(
    tmp_path: Path,
) -> None:
    asked = 'expect = [{ clause = "T-02", status = "open", due = 2026-11-07T16:45:00 }]'

    assert outcome(tmp_path, asked).wrong == (
        "T-02: wanted status open, due 2026-11-07T16:45; but T-02 overdue, due 2026-11-07T16:30, met never",
    )


def test_the_turn_of_a_recurring_duty_is_told(tmp_path: Path) -> None:
    asked = 'expect = [{ clause = "T-01", part = "young", occurrence = 1, status = "met" }]'

    assert (
        outcome(tmp_path, asked)
        .wrong[0]
        .startswith(
            "T-01: wanted part young, occurrence 1, status met; but T-01 young #1 overdue, due 2026-11-07T16:30, met never; "
        )
    )


def test_the_time_that_comes_twice_says_which_of_the_two(tmp_path: Path) -> None:
    story = STORY.replace("2026-11-06T16:30:00", "2026-10-24T01:30:00")
    shelf = town(tmp_path)
    line = 'expect = [{ clause = "T-02", due = 2026-10-25T01:30:00 }]'
    (scenario,) = read_scenarios("town/scenarios.toml", tomllib.loads(story + line), "town", shelf)

    assert run(scenario, NO_WORK).wrong == ()


def test_a_gap_is_told_in_words(tmp_path: Path) -> None:
    clauses = town(tmp_path).versions("town")[0].clauses

    assert gaps(clauses[:1], []) == [
        "T-02: no scenario in which it is met",
        "T-02: no scenario in which it does not apply",
        "T-02: no scenario in which it is overdue",
    ]
