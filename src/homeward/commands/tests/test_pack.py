"""`pack`: what a safeguarding lead sees who writes a pack, checks it, tests it and compares it."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.commands.tests.at_keyboard import Said, hull, typed

SCENARIOS = """
[[scenario]]
name = "Told too late, reviewed in time"
child = { born = 2011-03-02 }
events = [{ at = 2026-10-23T22:15:00, what = "reported", category = "missing" },
          { at = 2026-10-24T02:00:00, what = "notified", to = ["childrens_social_care", "family", "school", "iro"], by = "police" },
          { at = 2026-10-24T08:00:00, what = "risk_reviewed", level = "low", by = "detective_sergeant" },
          { at = 2026-10-24T09:00:00, what = "answered", question = "often", answer = true },
          { at = 2026-10-24T10:00:00, what = "meeting_held", kind = "strategy" }]
at = 2026-10-26T12:00:00
expect = [{ clause = "HULL-01", status = "met_late", due = 2026-10-24T00:15:00 },
          { clause = "HULL-02", occurrence = 1, status = "met" },
          { clause = "HULL-02", occurrence = 2, status = "overdue" },
          { clause = "HULL-03", status = "met" }, { clause = "HULL-04", status = "met" }]
broken = ["HULL-05"]
[[scenario]]
name = "Told of, not yet reported"
events = [{ at = 2026-10-23T22:15:00, what = "agency_told", agency = "school" }]
at = 2026-10-26T12:00:00
absent = ["HULL-01", "HULL-02", "HULL-03", "HULL-04"]
[[scenario]]
name = "Nobody tells social care"
events = [{ at = 2026-10-23T22:15:00, what = "reported", category = "missing" }]
at = 2026-10-26T12:00:00
expect = [{ clause = "HULL-01", status = "overdue" }]
"""


def check(tmp_path: Path, *changes: tuple[str, str]) -> Said:
    packs = hull(tmp_path, *changes)
    return typed("pack", "check", packs / "hull" / "pack.toml", "--packs", packs)


def test_list_names_each_pack_with_its_duties_and_what_is_not_verified(tmp_path: Path) -> None:
    said = typed("pack", "list", "--packs", hull(tmp_path))

    assert "hull Hull. When a child is missing Version 1, in force from 2026-01-01: 4 duties in 6" in said
    assert "1 of its clauses not yet verified." in said


def test_list_goes_on_past_a_pack_that_is_refused(tmp_path: Path) -> None:
    said = typed("pack", "list", "--packs", hull(tmp_path, ('within = "2 hours"', 'within = "2 hour glass"')))

    assert said.code == 1
    assert "hull REFUSED: hull/pack.toml, clause HULL-01, within:" in said
    assert "wakefield" in said


def test_a_council_may_set_its_folder_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMEWARD_PACKS", str(hull(tmp_path)))

    assert "When a child is missing" in typed("pack", "list")


def test_show_prints_the_clauses_in_words_with_their_citations(tmp_path: Path) -> None:
    said = typed("pack", "show", "hull", "--packs", hull(tmp_path))

    assert (
        "HULL-01 Tell children's social care. Force: must. Owner: police. To: children's social care." in said
    )
    assert (
        "Within: 2 hours. Met by: notified by whoever owes it. Our reading: owner. Source: hull, Police, line 3."
        in said
    )
    assert "HULL-03 Tell the family, the school and the IRO. [not yet verified]" in said
    assert "If: answer often." in said
    assert "DEFINITIONS: 1" in said
    assert "holds no duties of their own for: school or health." in said


def test_show_marks_clauses_of_the_base_and_names_those_replaced(tmp_path: Path) -> None:
    packs = hull(
        tmp_path,
        ("[source.hull]", 'base = "england"\n[source.hull]'),
        ('assumed = ["owner"]', 'replaces = ["ENG-06"]\nbecause = "Hull asks more"'),
    )

    said = typed("pack", "show", "hull", "--packs", packs)

    assert "[england]" in said
    assert "OF THE BASE, REPLACED OR WITHDRAWN HERE ENG-06" in said
    assert "Replaced by HULL-01: Hull asks more." in said


def test_show_says_when_no_version_was_in_force(tmp_path: Path) -> None:
    said = typed("pack", "show", "hull", "--at", "2025-01-01", "--packs", hull(tmp_path))

    assert said.code == 2
    assert said.err.startswith("No version of hull was in force on 2025-01-01. Versions: 1 from 2026-01-01.")


def test_show_prints_the_hours_of_each_service(tmp_path: Path) -> None:
    services = (
        "[service.childrens_social_care]\n"
        'hours = [{ days = "Mon-Thu, Sat", from = "09:00", to = "17:00" }]\n'
        'unclear_hours = [{ days = "Sun", from = "09:00", to = "12:00", says = "Sundays are not named" }]\n'
        '[service.emergency_duty_team]\nclosed_when_open = "childrens_social_care"\n[service.police]\n[source.hull]'
    )

    said = typed("pack", "show", "hull", "--packs", hull(tmp_path, ("[source.hull]", services)))

    assert (
        "children's social care: open Mon-Thu and Sat 09:00 to 17:00, not known Sun 09:00 to 12:00 " in said
    )
    assert "(Sundays are not named)." in said
    assert "emergency duty team: open when children's social care is closed." in said
    assert "police: hours not known." in said


@pytest.mark.parametrize(
    ("because", "said"),
    [("The same duty", "because the same duty."), ("Hull asks more", "because Hull asks more.")],
)
def test_show_runs_on_with_the_reason_of_a_replacement(tmp_path: Path, because: str, said: str) -> None:
    packs = hull(
        tmp_path,
        ("[source.hull]", 'base = "england"\n[source.hull]'),
        ('assumed = ["owner"]', f'replaces = ["ENG-06"]\nbecause = "{because}"'),
    )

    assert f"Replaces: ENG-06, {said}" in typed("pack", "show", "hull", "--packs", packs)


@pytest.mark.parametrize("words", ["show hull", "test hull", "coverage hull", "diff hull hull"])
def test_a_pack_that_is_not_found_without_a_folder_is_looked_for_with_packs(words: str) -> None:
    said = typed("pack", *words.split())

    assert said.code == 2
    assert said.err.endswith(" If it is your own, name its folder with --packs FOLDER.\n")


def test_a_pack_that_is_not_found_in_ones_own_folder_is_not(tmp_path: Path) -> None:
    assert "--packs" not in typed("pack", "show", "hul", "--packs", hull(tmp_path)).err


def test_check_of_a_folder_says_what_to_name(tmp_path: Path) -> None:
    said = typed("pack", "check", hull(tmp_path) / "hull")

    assert said.code == 2
    assert said.err.endswith("hull: that is a folder; name its pack.toml.\n")


def test_check_says_that_a_pack_fits(tmp_path: Path) -> None:
    said = check(tmp_path)

    assert (said.code, said.out) == (0, "hull 1 fits: 6 clauses, 4 duties.\n")


def test_check_needs_no_option_for_a_pack_that_lies_elsewhere(tmp_path: Path) -> None:
    assert typed("pack", "check", hull(tmp_path) / "hull" / "pack.toml").code == 0


def test_check_refuses_in_the_readers_words(tmp_path: Path) -> None:
    said = check(tmp_path, ('within = "2 hours"', 'within = "2 huors"'))

    assert said.code == 1
    assert said.out.startswith("hull/pack.toml, clause HULL-01, within: '2 huors' is not a length of time.")


def test_check_names_the_slip_of_every_clause_at_once(tmp_path: Path) -> None:
    said = check(
        tmp_path,
        ('within = "2 hours"', 'within = "2 huors"'),
        ('every = "24 hours"', 'evry = "24 hours"'),
        ('level_never = ["low"]', 'level_never = ["lowest"]'),
    )

    assert [line.split()[2].strip(",:") for line in said.out.splitlines()] == [
        "HULL-01",
        "HULL-02",
        "HULL-05",
    ]


@pytest.mark.parametrize(
    "text", ["", "= nonsense", "clause = 3", "[pack]\nid = 3", "[[clause]]\n", "[pack]\nbase = []"]
)
def test_check_of_a_file_that_is_no_pack_is_a_sentence(tmp_path: Path, text: str) -> None:
    file = hull(tmp_path) / "hull" / "pack.toml"
    file.write_text(text)

    said = typed("pack", "check", file)

    assert said.code == 1
    assert said.out.startswith("hull/pack.toml")


def test_check_refuses_what_stands_beside_nothing(tmp_path: Path) -> None:
    said = check(tmp_path, ('beside = ["HULL-02", "reported"]', 'beside = ["HULL-20", "reported"]'))

    assert said.code == 1
    assert "hull, clause HULL-06, beside: 'HULL-20' is no clause, term or event here." in said


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        (
            'met_by = { event = "notified", by = "owner" }',
            'met_by = { event = "notified", to = "school" }',
            "it is to tell children's social care, and no event of its met_by can say",
        ),
        (
            'met_by = { event = "risk_reviewed" }',
            'met_by = { event = "duty_done" }',
            "nothing can meet it by duty_done",
        ),
        (
            'owner = "detective_sergeant"\nstarts = { event = "went_missing" }',
            'owner = "detective_sergeant"\nstarts = { event = "back" }',
            "it can never arise: it starts with back, which ends the absence",
        ),
    ],
)
def test_check_warns_of_what_nothing_can_meet_or_start_and_refuses_nothing(
    tmp_path: Path, old: str, new: str, warning: str
) -> None:
    said = check(tmp_path, (old, new))

    assert said.code == 0
    assert f"Warning: hull, clause HULL-0{1 if 'tell' in warning else 2}: {warning}" in said


def test_check_of_a_file_that_is_not_there_is_a_slip_of_the_reader(tmp_path: Path) -> None:
    assert typed("pack", "check", tmp_path / "pack.toml").code == 2


def test_test_passes_where_every_scenario_comes_out_as_written(tmp_path: Path) -> None:
    said = typed("pack", "test", "hull", "--packs", hull(tmp_path, scenarios=SCENARIOS))

    assert (said.code, said.out) == (0, "hull: 3 scenarios, 3 as written, 0 otherwise; 0 gaps.\n")


def test_test_prints_what_came_out_otherwise(tmp_path: Path) -> None:
    wrong = SCENARIOS.replace('status = "met_late"', 'status = "met"')

    said = typed("pack", "test", "hull", "--packs", hull(tmp_path, scenarios=wrong))

    assert said.code == 1
    assert '"Told too late, reviewed in time": - HULL-01: wanted status met, due' in said
    assert (
        "wanted status met, due Sat 24 October 12:15am; but HULL-01 met_late, due Sat 24 October 12:15am"
        in said
    )


def test_test_names_the_clauses_that_no_scenario_shows(tmp_path: Path) -> None:
    fewer = SCENARIOS.replace('broken = ["HULL-05"]', "").replace('"HULL-03", "HULL-04"]', '"HULL-03"]')

    said = typed("pack", "test", "hull", "--packs", hull(tmp_path, scenarios=fewer))

    assert said.code == 1
    assert "HULL-04: no scenario in which it does not apply" in said
    assert "HULL-05: no scenario that breaks it" in said


def test_test_without_scenarios_is_a_failure(tmp_path: Path) -> None:
    said = typed("pack", "test", "hull", "--packs", hull(tmp_path))

    assert said.code == 1
    assert "there are no scenarios beside this pack" in said


def test_diff_of_a_pack_with_itself_is_nothing(tmp_path: Path) -> None:
    assert "Nothing differs." in typed("pack", "diff", "hull", "hull", "--packs", hull(tmp_path))


def test_diff_says_what_a_new_version_adds_removes_and_changes(tmp_path: Path) -> None:
    packs = hull(tmp_path)
    later = (packs / "hull" / "pack.toml").read_text()
    for old, new in (
        ('version = "1"\neffective_from = 2026-01-01', 'version = "2"\neffective_from = 2027-01-01'),
        ('within = "2 hours"', 'within = "1 hour"'),
        ('id = "HULL-04"', 'id = "HULL-07"'),
        ("verified = false", "verified = true"),
    ):
        assert old in later
        later = later.replace(old, new)
    (packs / "hull" / "pack-2.toml").write_text(later)

    said = typed("pack", "diff", "hull@1", "hull", "--packs", packs)

    assert "From hull 1 to hull 2" in said
    assert "From: was: 2026-01-01; becomes: 2027-01-01." in said
    assert "ADDED: 1 clause HULL-07" in said
    assert "REMOVED: 1 clause HULL-04" in said
    assert "HULL-01 Tell children's social care. Within: was: 2 hours; becomes: 1 hour." in said
    assert "Verified: no longer: not yet." in said


def test_diff_of_a_version_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = typed("pack", "diff", "hull@9", "hull", "--packs", hull(tmp_path))

    assert (said.code, said.err) == (2, "There is no version '9' of hull. Versions here: 1.\n")


def test_coverage_counts_rows_and_names_the_lines_that_nobody_cites(tmp_path: Path) -> None:
    said = typed("pack", "coverage", "hull", "--packs", hull(tmp_path))

    assert said.code == 0
    assert "hull: 6 rows (3 duty, 1 system, 1 rule and 1 definition)." in said
    assert (
        "6 of 7 lines of its sources cited. Not cited: - hull, line 1: Hull: when a child is missing" in said
    )


def test_coverage_fails_where_a_duty_row_has_no_duty(tmp_path: Path) -> None:
    said = typed("pack", "coverage", "hull", "--packs", hull(tmp_path, ('id = "HULL-04"', 'id = "HULL-40"')))

    assert said.code == 1
    assert "MISSING: HULL-04, a duty row, has no clause of its kind: Talk about why" in said
    assert "HULL-40 answers no row" in said
    assert "Missing: 1 row." in said


def test_coverage_names_differences_of_force_reading_and_lines(tmp_path: Path) -> None:
    packs = hull(
        tmp_path,
        ('within = "2 hours"', 'within = "2 hours"\nforce = "should"'),
        ('assumed = ["owner"]', ""),
        ('section = "Police", lines = "4"', 'section = "Police", lines = "3-5"'),
    )

    said = typed("pack", "coverage", "hull", "--packs", packs)

    assert said.code == 0
    assert "HULL-01: force is must in the row and should in the clause" in said
    assert "HULL-01: what is our reading is owner in the row and nothing in the clause" in said
    assert "HULL-02: lines are 4 in the row and 3-5 in the clause" in said


def test_check_warns_where_no_way_of_a_time_is_left(tmp_path: Path) -> None:
    ways = 'within = [{ when = { age_under = 12 }, is = "1 hour" }]'
    said = check(tmp_path, ('within = "2 hours"', ways))

    assert said.code == 0
    assert "where no way of its within fits, it has none. Add a last way without when" in said
