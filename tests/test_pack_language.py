"""docs/pack-language.md names every key, condition, moment and clock of a pack, none that does not exist, and real refusals."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pytest

from homeward.protocol import scenarios, terms
from homeward.protocol.clause_reader import COMMON, OWN
from homeward.protocol.clauses import KINDS
from homeward.protocol.conditions import NEGATABLE
from homeward.protocol.duty_reader import CLOCKS
from homeward.protocol.pack_header import SERVICE
from homeward.protocol.pack_reader import HEADER, SOURCE, TABLES
from homeward.protocol.patterns import MOMENTS
from homeward.protocol.questions import MAKERS
from tests.page_pack_language import PAGE, examples, page, refusal

STALE = "out of date: run python -m tests.page_pack_language in the environment of ./homeward, and read what it changed"
TEXT = PAGE.read_text()


def table(first_cell: str) -> dict[str, str]:
    """Answer the rows of the table whose head begins with a cell: each word in code of the first cell, with its row."""
    found = re.search(rf"^\| {re.escape(first_cell)} \|.*\n\|[-|]+\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    assert found is not None, f"the page has no table '{first_cell}'"
    return {word: row for row in found[1].splitlines() for word in code(row.split("|")[1])}


def code(text: str) -> list[str]:
    return [re.sub(r"[\[\]]|\.[A-Z]+", "", word) for word in re.findall(r"`([^`]+)`", text)]


def under(heading: str, first_cell: str) -> dict[str, str]:
    """As `table`, of the one under a heading."""
    part = TEXT.split(f"{heading}\n", 1)[1]
    found = re.search(rf"^\| {first_cell} \|.*\n\|[-|]+\n((?:\|.*\n)+)", part, re.MULTILINE)
    assert found is not None
    return {word: row for row in found[1].splitlines() for word in code(row.split("|")[1])}


DUTY = {**under("## 5. A duty: who, when, how it is met", "key"), **under("## 6. Clocks", "key")}


@pytest.mark.parametrize(
    ("documented", "known"),
    [
        (table("table"), TABLES),
        (under("### Keys of `[pack]`", "key"), HEADER),
        (under("### Keys of `[source.NAME]`", "key"), SOURCE),
        (under("### Keys of `[service.ROLE]`", "key"), SERVICE),
        (under("## 2. Clauses", "key"), KINDS),
        (under("### Keys of every clause", "key"), COMMON),
        (table("moment"), MOMENTS),
        (table("condition"), [*MAKERS, *(f"not_{name}" for name in NEGATABLE)]),
        (DUTY, OWN["duty"]),
        (table("key of a `rule`"), OWN["rule"]),
        (table("key of a `must_not`"), OWN["must_not"]),
        (table("key of a scenario"), scenarios._KEYS),
        (table("key of `expect`"), scenarios.EXPECTABLE),
    ],
    ids=[
        "tables", "head", "source", "service", "kinds", "clause", "moments", "conditions", "duty", "rule", "must not",
        "scenario", "expect",
    ],
)  # fmt: skip
def test_each_is_documented_and_nothing_else(documented: Collection[str], known: Collection[str]) -> None:
    assert set(documented) == set(known)


@pytest.mark.parametrize("kind", ["definition", "form", "contact"])
def test_the_keys_of_a_kind_that_is_only_shown_stand_in_its_row(kind: str) -> None:
    row = under("## 2. Clauses", "key")[kind]

    assert [key for key in OWN[kind] if f"`{key}`" not in row] == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_what_a_moment_may_name_stands_in_its_row(moment: str) -> None:
    assert tuple(code(table("moment")[moment].split("|")[3])) == MOMENTS[moment]


def test_each_clock_is_named_where_it_says_that_there_is_one_at_most() -> None:
    said = " ".join(TEXT.split("## 6. Clocks", 1)[1].split())
    sentence = said.split("One of", 1)[1].split("or none", 1)[0]

    assert set(code(sentence)) == set(CLOCKS)


def test_each_list_to_which_a_pack_may_add_codes_is_named() -> None:
    row = table("table")["code"]

    assert [name for name in terms.CODES if f"`{name}`" not in row] == []


@pytest.mark.parametrize("key", under("### Keys of `[source.NAME]`", "key"))
def test_a_source_has_each_key_that_is_documented(key: str, tmp_path: Path) -> None:
    value = '"sources/held.txt"' if key == "file" else '"A text"'

    assert refusal(tmp_path, "the pack", f"[source.annex]\n{key} = {value}") == ""


@pytest.mark.parametrize("key", under("### Keys of `[service.ROLE]`", "key"))
def test_a_service_has_each_key_that_is_documented(key: str, tmp_path: Path) -> None:
    assert "unknown key" not in refusal(tmp_path, "the pack", f"[service.front_door]\n{key} = 1")


def test_what_the_examples_stand_in_is_sound_without_them(tmp_path: Path) -> None:
    places = ("a duty", "a rule", "the pack")

    assert [refusal(tmp_path, place, "") for place in places] == ["", "", ""]


def test_each_refusal_that_the_page_shows_is_the_real_one(tmp_path: Path) -> None:
    assert page(tmp_path) == TEXT, STALE


def test_each_example_is_refused(tmp_path: Path) -> None:
    blocks = re.findall(r"<!-- refusals in (.+) -->\n```toml\n(.*?)```", TEXT, re.DOTALL)
    accepted = [e for place, text in blocks for e in examples(text) if not refusal(tmp_path, place, e)]

    assert blocks
    assert accepted == []
