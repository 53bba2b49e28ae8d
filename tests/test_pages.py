"""The pages that are worked out from the code and the packs say what these say now."""

from __future__ import annotations

from pathlib import Path

from tests import page_events, page_first_night, page_packs
from tests.pages import followed, written

STALE = "out of date: run python -m tests.pages in the environment of ./homeward, and read what it changed"


def test_the_pages_are_up_to_date() -> None:
    stale = [path.name for path, text in written() if path.read_text() != text]

    assert stale == [], STALE


def test_the_pages_that_are_followed_are_written_with_the_others(tmp_path: Path) -> None:
    assert [path.name for path, _ in followed(tmp_path)] == ["pack-language.md", "write-a-pack.md"]


def test_the_night_is_told_for_all_five_areas_and_each_owes_something() -> None:
    page = page_first_night.page()

    for id_ in page_first_night.AREAS:
        assert f"`{id_}`" in page


def test_each_table_has_rows() -> None:
    tables = page_events.TABLES | page_packs.TABLES

    assert [name for name, table in tables.items() if len(list(table())) < 4] == []
