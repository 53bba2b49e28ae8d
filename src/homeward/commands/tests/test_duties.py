"""`duties` for people and for programs: what a reader on a Friday night sees first, and what a program can rely on."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.commands.duties_page import page
from homeward.commands.tests.at_keyboard import Said, hull, night, typed
from homeward.protocol.duties import Duties, Fault

RETURNED = """
[[event]]
at = 2026-10-25T11:10:00
what = "returned"
to = "placement"
by = "police"
"""
TOLD_LATE = """
[[event]]
at = 2026-10-24T01:00:00
what = "notified"
to = "childrens_social_care"
by = "police"
"""


def ask(tmp_path: Path, at: str, *options: str, more: str = "") -> Said:
    return typed("duties", night(tmp_path, more), "--at", at, "--packs", hull(tmp_path), *options)


def test_the_head_says_how_the_child_stands_and_names_the_day(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-25T04:15")

    assert said.code == 0
    assert "As of Sunday 25 October 2026 4:15am." in said
    assert "STILL MISSING, 31 hours (since Fri 23 October 10:15pm)." in said
    assert "Level of risk in force: low, recorded Fri 23 October 10:30pm by call handler." in said
    assert "A child of 15, looked after, responsible authority hull." in said


def test_a_child_who_is_back_is_said_to_be_back(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-26T12:00", more=RETURNED)

    assert "BACK since Sun 25 October 11:10am, after 37 hours: placement." in said
    assert "1 episode over and not closed yet." in said


def test_a_moment_to_come_is_a_forecast(tmp_path: Path) -> None:
    assert "A FORECAST, 24 hours ahead" in ask(tmp_path, "2026-11-03T09:00")
    assert "FORECAST" not in ask(tmp_path, "2026-11-02T09:00").out


def test_it_says_for_whom_the_areas_text_is_silent(tmp_path: Path) -> None:
    assert "holds no duties of their own for: school or health." in ask(tmp_path, "2026-10-24T00:00")


def test_what_is_overdue_comes_first_with_its_clause_owner_and_time(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-24T01:15")

    assert said.out.index("OVERDUE: 1") < said.out.index("DUE, the soonest first: 1")
    assert "HULL-01 Tell children's social care. Police, to children's social care." in said
    assert "Due by Sat 24 October 12:15am, 1 hour ago." in said
    assert "Our reading: owner." in said
    assert "Why: reported missing Fri 23 October 10:15pm by placement;" in said


def test_a_question_is_asked_once_and_says_how_much_turns_on_it(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-24T01:15")

    assert "QUESTIONS: 1 ?  Does this child go missing often? (1 duty turns on it)" in said
    assert "UNCLEAR until a question is answered: 1" in said


def test_words_are_shown_with_the_time_since_and_who_is_still_owed(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-24T01:15")

    assert '"Without delay" in the source\'s words. Open for 3 hours, since Fri 23 October 10:15pm.' in said
    assert "Told: family (Fri 23 October 11pm). Still owed: school and independent reviewing officer." in said
    assert "Not yet verified." in said


def test_missed_turns_are_one_line_and_not_owed(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-27T12:00")

    assert "Review the risk. 3 turns, due Sat 24 October 10:15pm, Sun 25 October 9:15pm and" in said
    assert "DUE, the soonest first: 1 HULL-02 Review the risk (turn 4)." in said


def test_what_was_done_late_is_short_and_at_the_end(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-24T12:00", more=TOLD_LATE)

    assert (
        "MET LATE: 1 HULL-01 Tell children's social care. Police, to children's social care. Done late Sat"
        in said
    )
    assert "It was due by Sat 24 October 12:15am." in said


def test_an_overdue_clause_that_nobody_verified_is_no_breach(tmp_path: Path) -> None:
    packs = hull(tmp_path, ('assumed = ["owner"]', "verified = false"))

    said = typed("duties", night(tmp_path), "--at", "2026-10-24T01:15", "--packs", packs)

    assert "OVERDUE BY CLAUSES NOT YET VERIFIED" in said
    assert "\nOVERDUE: " not in said.out


def test_what_two_packs_ask_in_the_same_words_is_one_line_with_both(tmp_path: Path) -> None:
    packs = hull(tmp_path)
    other = packs / "goole"
    (other / "sources").mkdir(parents=True)
    (other / "sources" / "hull.txt").write_text((packs / "hull" / "sources" / "hull.txt").read_text())
    text = (packs / "hull" / "pack.toml").read_text()
    (other / "pack.toml").write_text(
        text.replace('"hull"\narea', '"goole"\narea').replace("HULL-", "GOOLE-").replace("2 hours", "1 hour")
    )
    both = night(tmp_path)
    both.write_text(both.read_text().replace('["hull"]', '["hull", "goole"]'))

    said = typed("duties", both, "--at", "2026-10-24T01:15", "--packs", packs)

    assert "OVERDUE: 2 GOOLE-01 Tell children's social care." in said
    assert "HULL-01 of hull asks the same. Due by Sat 24 October 12:15am, 1 hour ago." in said


def test_why_shows_every_reason_of_every_duty(tmp_path: Path) -> None:
    short, long = (ask(tmp_path, "2026-10-24T12:00", *why, more=TOLD_LATE) for why in ((), ("--why",)))

    assert "met by notified to children's social care Sat 24 October 1am by police" not in short
    assert "met by notified to children's social care Sat 24 October 1am by police; hull 1." in long


def test_known_at_leaves_out_what_was_written_down_later(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-24T12:00", "--known-at", "2026-10-24T12:00")

    assert "As it was known on Saturday 24 October 2026 midday." in said
    assert "Told: family" not in said


def test_every_line_fits_a_terminal_of_80_columns(tmp_path: Path) -> None:
    lines = ask(tmp_path, "2026-10-27T12:00", "--why", more=TOLD_LATE).out.splitlines()

    assert [line for line in lines if len(line) > 80] == []


def test_json_is_the_list_that_programs_rely_on(tmp_path: Path) -> None:
    said = ask(tmp_path, "2026-10-24T01:15", "--json")

    rows = json.loads(said.out)
    assert [(r["clause"], r["status"], r["due"]) for r in rows] == [
        ("HULL-01", "overdue", "2026-10-24T00:15:00+01:00"),
        ("HULL-02", "open", "2026-10-24T22:15:00+01:00"),
        ("HULL-03", "open", None),
        ("HULL-04", "unclear", None),
    ]
    assert said.out == ask(tmp_path, "2026-10-24T01:15", "--json").out


def test_notes_are_printed_plainly_and_apart_from_json(tmp_path: Path) -> None:
    packs = hull(tmp_path, ("effective_from = 2026-01-01", "effective_from = 2026-11-01"))
    asked = ("duties", night(tmp_path), "--at", "2026-10-24T01:15", "--packs", packs)

    people, programs = typed(*asked), typed(*asked, "--json")

    assert "NOTE: No version of hull was in force on 2026-10-23" in people
    assert json.loads(programs.out) == []
    assert "No version of hull was in force on 2026-10-23" in programs.err


def test_a_clause_that_could_not_be_worked_out_is_said(tmp_path: Path) -> None:
    from homeward.commands.at_hand import shelf  # noqa: PLC0415

    clause = shelf(str(hull(tmp_path))).versions("hull")[0].clauses[0]
    answer = Duties(datetime(2026, 10, 24, tzinfo=UTC), (), None, (Fault(clause, "ZeroDivisionError"),), ())

    assert "FAULT: HULL-01 of hull could not be worked out (ZeroDivisionError)." in page(answer).replace(
        "\n", " "
    )


@pytest.mark.parametrize(
    ("option", "value"), [("--at", "2026-10-24"), ("--at", "tomorrow"), ("--known-at", "2026-02-30T10:00")]
)
def test_a_moment_that_makes_no_sense_is_refused_in_a_sentence(
    tmp_path: Path, option: str, value: str
) -> None:
    said = typed(
        "duties", night(tmp_path), "--at", "2026-10-24T01:15", option, value, "--packs", hull(tmp_path)
    )

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"{option} {value}: ")


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    said = typed("duties", tmp_path / "none.toml", "--at", "2026-10-24T01:15")

    assert said.code == 2
    assert "there is no such file" in said.err
