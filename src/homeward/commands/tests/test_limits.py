"""`limits`: rules and prohibitions, those broken first, with the event that breaks them."""

from __future__ import annotations

import json
from pathlib import Path

from homeward.commands.tests.at_keyboard import hull, night, typed


def test_a_broken_rule_comes_first_and_names_the_event(tmp_path: Path) -> None:
    said = typed("limits", night(tmp_path), "--at", "2026-10-24T01:15", "--packs", hull(tmp_path))

    assert said.code == 0
    assert "BROKEN: 1 HULL-05 No child is low risk." in said
    assert "Broken by first: risk assessed low Fri 23 October 10:30pm by call handler." in said


def test_json_is_the_list_that_programs_rely_on(tmp_path: Path) -> None:
    said = typed("limits", night(tmp_path), "--at", "2026-10-24T01:15", "--packs", hull(tmp_path), "--json")

    (row,) = json.loads(said.out)
    assert (row["clause"], row["kind"], row["in_force"], row["broken_by"]) == (
        "HULL-05",
        "rule",
        True,
        ["first"],
    )


def test_before_anything_is_recorded_the_rule_stands_unbroken(tmp_path: Path) -> None:
    said = typed("limits", night(tmp_path), "--at", "2026-10-20T01:15", "--packs", hull(tmp_path))

    assert "IN FORCE: 1" in said
    assert "NO ABSENCE RECORDED" in said


def test_a_pack_that_was_not_in_force_is_said_and_apart_from_json(tmp_path: Path) -> None:
    packs = hull(tmp_path, ("effective_from = 2026-01-01", "effective_from = 2026-11-01"))
    asked = ("limits", night(tmp_path), "--at", "2026-10-24T01:15", "--packs", packs)

    people, programs = typed(*asked), typed(*asked, "--json")

    assert "By no protocol: none was in force." in people
    assert "NOTE: No version of hull was in force on 2026-10-23" in people
    assert "No version of hull was in force on 2026-10-23" in programs.err
