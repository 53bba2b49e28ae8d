"""Every requirement row is a clause of its kind, and what row and clause both say is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from homeward.packs.tests import shipped
from homeward.protocol.clauses import Clause

FITTING: Final[Mapping[str, tuple[str, ...]]] = {
    "duty": ("duty",),
    "system": ("duty",),
    "analysis": ("measure",),
    "rule": ("rule", "must_not"),
}
"""Kinds of clause that a row of a kind may become; any other row becomes a clause of its own kind."""

DIFFERENT: Final[Mapping[tuple[str, str], str]] = {
    ("BANES-12", "force"): "its part 'refer' is a 'may' in the source: 'and may refer or signpost on'",
    ("BEDS-035", "assumed"): "'an established pattern' gives no moment, so each episode is our start",
    ("BEDS-037", "assumed"): "'updated regularly' gives no moment, so a move is our start",
}
"""Where clause and row differ on purpose, and why."""


def test_all_135_rows_of_kind_duty_or_system_are_here() -> None:
    kinds = Counter(row["kind"] for id_ in shipped.AREAS for row in shipped.rows(id_))

    assert kinds["duty"] + kinds["system"] == 135
    assert sum(kinds.values()) == 242


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_every_row_is_a_clause_of_its_kind(id_: str) -> None:
    assert [f"{row['id']}, a {row['kind']}" for row in shipped.rows(id_) if not answers(id_, row)] == []


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_force_what_is_our_reading_and_lines_are_those_of_the_row(id_: str) -> None:
    found = {(row["id"], what) for row in shipped.rows(id_) for what in differences(id_, row)}

    assert found - set(DIFFERENT) == set()


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_a_clause_answers_a_row(id_: str) -> None:
    known = {row["id"] for row in shipped.rows(id_)}

    assert [clause.name for clause in shipped.clauses(id_) if clause.id not in known] == []


def test_each_deliberate_difference_is_still_one() -> None:
    found = {
        (row["id"], what)
        for id_ in shipped.AREAS
        for row in shipped.rows(id_)
        for what in differences(id_, row)
    }

    assert found == set(DIFFERENT)


def answers(id_: str, row: Mapping[str, Any]) -> list[Clause]:
    """Answer the clauses that carry a row: its id, and a kind that fits the row's."""
    kinds = FITTING.get(row["kind"], (row["kind"],))
    return [clause for clause in shipped.clauses(id_) if clause.id == row["id"] and clause.kind in kinds]


def differences(id_: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Say which of force, assumed and lines differ, all parts of a clause taken together."""
    found = answers(id_, row)
    forces = {clause.duty.force for clause in found if clause.duty is not None}
    if row.get("force") and forces != {row["force"]}:
        yield "force"
    assumed = {word.strip() for word in str(row.get("assumed") or "").split(",")} - {""}
    if {word for clause in found for word in clause.assumed} != assumed:
        yield "assumed"
    lines = {line for clause in found for line in shipped.lines_of(clause.cite.lines)}
    if (lines ^ shipped.lines_of(row["lines"])) - blank(id_):
        yield "lines"


def blank(id_: str) -> set[int]:
    """Answer the lines of a pack's source that say nothing: whether they are cited makes no difference."""
    return {number for number, line in enumerate(shipped.source(id_), 1) if not line.strip()}
