"""The tables of a pack other than its clauses, with a slip in them: what whoever wrote it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.protocol.tests.drafts import (
    CARE_TEAM,
    HEAD,
    draft,
    duty,
    head,
    put,
    read,
    refusal,
    shelf_refusal,
)


@pytest.mark.parametrize(
    ("was", "slip", "said"),
    [
        ("[pack]", "[pakc]", ": unknown table [pakc]. Did you mean 'pack'?"),
        ("area =", "aera =", ", [pack]: unknown key 'aera'. Did you mean 'area'?"),
        ('id = "pan-beds"', "id = 3", ", [pack]: id is a text."),
        ('id = "pan-beds"', 'id = "Pan Beds"', ", [pack]: id 'Pan Beds' is not lower-case letters, digits and hyphens."),
        ('version = "2023-08"\n', "", ', [pack]: no version. Add version = "...".'),
        ("effective_from = 2023-08-01\n", "", ", [pack]: no effective_from. Add the day from which this version holds."),
        ("2023-08-01", '"August"', ", [pack]: effective_from is a date such as 2026-04-01."),
        ("2023-08-01", '"2026-01-01"', ", [pack]: effective_from is a date: write 2026-01-01, without quotation marks."),
        ("2023-08-01", '"01/01/2026"', ", [pack]: effective_from is a date: write 2026-01-01, without quotation marks."),
        ("2023-08-01", "2023-08-01\neffective_until = 2023-07-31", ", [pack]: effective_until (2023-07-31) lies before "
         "effective_from (2023-08-01)."),
        ("2023-08-01", '2023-08-01\nauthorities = "luton"', ", [pack]: authorities is a list of texts."),
        ("2023-08-01", '2023-08-01\nset_aside_by = ["boss"]', ", [pack]: 'boss' is not a role. docs/events.md lists the roles."),
        ("2023-08-01", '2023-08-01\ncovers = ["polise"]', ", [pack]: 'polise' is not a role. Did you mean 'police'?"),
        ("2023-08-01", '2023-08-01\nclosed = ["Christmas"]', ", [pack]: closed is a list of dates."),
        ("sources/pan-beds.txt", "pan-beds.txt", ", [source.pan-beds]: there is no file 'pan-beds.txt' beside the pack. "
         "Add it, or leave file out."),
        ('file = "sources', 'fiel = "sources', ", [source.pan-beds]: write file = \"sources/....txt\", title = \"...\" "
         "(no file where we hold no copy)."),
        ('file = "sources/pan-beds.txt"', "title = 3", ", [source.pan-beds]: file, title and url are texts."),
    ],
)  # fmt: skip
def test_the_head(was: str, slip: str, said: str) -> None:
    assert refusal(draft(duty(), head=HEAD.replace(was, slip))) == f"pan-beds/pack.toml{said}"


def test_lines_cited_of_a_source_of_which_there_is_no_copy() -> None:
    assert refusal(draft(duty(), head=HEAD.replace('file = "sources/pan-beds.txt"\n', ""))) == (
        "pan-beds/pack.toml, clause BEDS-062, cite: lines of a source of which we hold no copy. "
        "Leave lines out, or add its file."
    )


TEAM = ", [service.childrens_social_care]: "


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ("[service.tea_shop]\n", ", [service.tea_shop]: 'tea_shop' is not a role. docs/events.md lists the roles."),
        (CARE_TEAM + "fax = 1\n", TEAM + "unknown key 'fax'."),
        (CARE_TEAM + "contact = 1234\n", TEAM + "contact is a text, not 1234."),
        (CARE_TEAM + 'bank_holidays = "yes"\n', TEAM + "bank_holidays is true or false, not 'yes'."),
        (CARE_TEAM + 'hours = "nine to five"\n', TEAM + 'hours is a list such as [{ days = "Mon-Fri", from = "09:00", '
         'to = "17:00" }].'),
        (CARE_TEAM + 'hours = [{ days = "Mon-Fri", from = "9", to = "17:00" }]\n', TEAM + "{ days = 'Mon-Fri', from = '9', "
         "to = '17:00' } is no opening. Write { days = \"Mon-Fri\", from = \"09:00\", to = \"17:00\" }."),
        (CARE_TEAM + 'closed = ["Christmas"]\n', TEAM + "closed is a list of dates."),
        (CARE_TEAM + 'closed_when_open = "police"\n',
         TEAM + "closed_when_open names 'police', which has no hours of its own here."),
        (CARE_TEAM + 'hours = []\nclosed_when_open = "police"\n', TEAM + "hours and closed_when_open. Keep one of the two."),
        ("[label]\nreturn_interview = 3\n", ", [label]: return_interview is a sentence, not 3."),
        ('[question]\noften = ""\n', ", [question]: often is a sentence, not ''."),
        ('[code]\nabuot = ["x"]\n', ", [code]: unknown list 'abuot'. Did you mean 'about'? "
         "Lists: about, kind, measure, outcome, system, where."),
        ('[code]\nabout = "x"\n', ", [code]: about is a list of codes."),
        ("[[withdraw]]\nclause = \"ENG-12\"\n", ', [[withdraw]]: write clause = "...", because = "...", '
         "cite = { source = ..., section = ... }."),
        ('[[withdraw]]\nclause = "ENG-12"\nbecause = "so"\ncite = 3\n', ', [[withdraw]]: write clause = "...", because = "...", '
         "cite = { source = ..., section = ... }."),
    ],
)  # fmt: skip
def test_services_words_codes_and_withdrawals(tables: str, said: str) -> None:
    assert refusal(draft(duty(), tables=tables)) == f"pan-beds/pack.toml{said}"


@pytest.mark.parametrize("opening", ['days = "Someday", from = "09:00", to = "17:00"', 'days = "Mon", from = "25:00", to = "26:00"',
                                     'days = "Mon", from = "09:00", to = "09:00"', 'days = "Mon", from = "24:00", to = "09:00"',
                                     'days = "Mon", from = "09:00", to = "17:00", bank_holidays = "no"',
                                     'days = "Mon", from = "09:00", to = "17:00", says = 3', 'days = "Mon"'])  # fmt: skip
def test_hours_that_are_none(opening: str) -> None:
    assert " is no opening. Write " in refusal(
        draft(duty(), tables=f"{CARE_TEAM}hours = [{{ {opening} }}]\n")
    )


def test_clauses_in_one_bracket() -> None:
    assert refusal(draft(duty()).replace("[[clause]]", "[clause]")) == (
        "pan-beds/pack.toml: clauses are written [[clause]], with two brackets."
    )


def test_one_id_twice_with_parts_or_dates_is_read() -> None:
    until, from_ = duty("valid_until = 2026-03-31"), duty("valid_from = 2026-04-01")

    assert len(read(draft(until, from_, duty('part = "high"'))).clauses) == 3


def test_dates_that_overlap_on_one_day() -> None:
    assert refusal(draft(duty("valid_until = 2026-04-01"), duty("valid_from = 2026-04-01"))) == (
        "pan-beds/pack.toml, clause BEDS-062: twice in this pack. Give one a part, or dates that do not overlap."
    )


def test_a_great_range_of_lines_is_refused_without_counting_them() -> None:
    lines = ", ".join(["1-999999"] * 2000)

    assert refusal(
        draft(duty(f'cite = {{ source = "pan-beds", section = "Police", lines = "{lines}" }}'))
    ).endswith("line 999999 is beyond the end of pan-beds, which has 300 lines.")


def test_a_base_that_is_not_there(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town", base='"twon"')))

    assert shelf_refusal(tmp_path, "town") == (
        "town/pack.toml, [pack]: there is no pack 'twon' to be its base. Did you mean 'town'? Packs here: town."
    )


def test_a_clause_withdrawn_that_the_base_does_not_have(tmp_path: Path) -> None:
    gone = '[[withdraw]]\nclause = "ENG-99"\nbecause = "so"\ncite = { source = "pan-beds", section = "1" }\n'
    put(tmp_path / "england", draft(duty('id = "ENG-12"'), head=head("england")))
    put(tmp_path / "town", draft(duty(), head=head("town", base='"england"'), tables=gone))

    assert shelf_refusal(tmp_path, "town") == "town/pack.toml, [[withdraw]]: ENG-99 is not in england."


def test_a_source_of_one_line_has_one_line(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town")))
    (tmp_path / "town" / "sources" / "pan-beds.txt").write_text("One line\n")

    assert shelf_refusal(tmp_path, "town") == (
        "town/pack.toml, clause BEDS-062, cite: line 269 is beyond the end of pan-beds, which has 1 line."
    )
