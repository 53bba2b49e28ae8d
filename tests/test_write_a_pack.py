"""docs/write-a-pack.md can be followed: every file, command and answer in it is real, and what it makes is a sound pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.protocol.shelf import Shelf
from tests.page_commands import output
from tests.page_write_a_pack import PAGE, Follower, blocks

STALE = "out of date: run python -m tests.test_write_a_pack in the environment of ./homeward, and read what it changed"


@pytest.fixture(scope="module")
def follower(tmp_path_factory: pytest.TempPathFactory) -> Follower:
    return Follower(tmp_path_factory.mktemp("guide"))


@pytest.fixture(scope="module")
def followed(follower: Follower) -> str:
    return follower.follow(PAGE.read_text())


def test_each_answer_that_the_guide_shows_is_the_real_one(followed: str) -> None:
    assert followed == PAGE.read_text(), STALE


def test_the_pack_that_the_guide_makes_loads_in_both_its_versions(follower: Follower, followed: str) -> None:
    shelf = Shelf([PAGE.parents[1] / "src" / "homeward" / "packs", follower.folder / "my-packs"])

    assert [pack.version for pack in shelf.versions("marlow-vale")] == ["2026-06", "2027-01"]


def test_the_scenarios_that_the_guide_makes_hold_and_leave_no_gap(follower: Follower, followed: str) -> None:
    answer = follower.answer("pack test marlow-vale --packs ../my-packs")

    assert answer.endswith(" 0 otherwise; 0 gaps.\n")


def test_the_pack_that_the_guide_makes_answers_every_sentence_of_its_protocol(
    follower: Follower, followed: str
) -> None:
    answer = follower.answer("pack coverage marlow-vale --packs ../my-packs")

    assert "No row of kind duty or system is missing." in answer
    assert "  - " not in answer.split("Not cited:")[0]


def test_no_slip_of_the_guide_stays_in_the_pack(follower: Follower, followed: str) -> None:
    assert follower.slipped is None


def test_each_slip_of_the_guide_is_refused() -> None:
    said = [text for told, text in blocks() if told == "check says"]

    assert said
    assert [text for text in said if " fits: " in text] == []


def test_the_pack_to_copy_from_is_sound() -> None:
    own = "--packs docs/example-pack"

    assert output(f"pack check docs/example-pack/thornmere/pack.toml {own}").startswith(
        "thornmere 2026-01 fits: "
    )
    assert output(f"pack test thornmere {own}").endswith(" 0 otherwise; 0 gaps.\n")


def test_the_pack_to_copy_from_answers_every_row() -> None:
    answer = output("pack coverage thornmere --packs docs/example-pack")

    assert "No row of kind duty or system is missing." in answer
    assert "  - " not in answer.split("Not cited:")[0]


def _write(folder: Path) -> None:
    PAGE.write_text(Follower(folder).follow(PAGE.read_text()))


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        _write(Path(made))
    print(f"{PAGE.name} written")
