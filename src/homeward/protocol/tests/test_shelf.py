"""The packs at hand: found by folder, read once, their versions one after another."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from homeward.protocol.errors import HomewardError, PackError
from homeward.protocol.shelf import Shelf
from homeward.protocol.tests.drafts import draft, duty, head, put, shelf_refusal
from homeward.protocol.tests.stories import SHIPPED, shelf, shipped


@pytest.mark.parametrize("pack", shipped())
def test_every_pack_that_ships_is_read(pack: str) -> None:
    assert shelf().versions(pack)


@pytest.mark.parametrize("pair", list(combinations(shipped(), 2)), ids=" and ".join)
def test_any_two_packs_that_ship_may_apply_to_one_child(pair: tuple[str, str]) -> None:
    assert [line.id for line in shelf().protocols(pair).lines] == list(pair)


def test_a_folder_of_packs_or_one_pack_may_be_named(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town")))
    (tmp_path / "notes").mkdir()

    assert Shelf([tmp_path]).ids() == ["town"]
    assert Shelf([tmp_path / "town"]).ids() == ["town"]
    assert Shelf([]).ids() == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"nowhere: there is no such folder of packs\.$"):
        Shelf([tmp_path / "nowhere"])


def test_a_pack_of_ones_own_may_not_take_the_id_of_one_that_ships(tmp_path: Path) -> None:
    put(tmp_path / "england", draft(duty(), head=head("england")))

    with pytest.raises(
        PackError, match=r"a pack of the name england is there already\. Give yours another id and folder\.$"
    ):
        Shelf([SHIPPED, tmp_path])


def test_an_id_that_is_not_the_name_of_its_folder(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("city")))

    assert (
        shelf_refusal(tmp_path, "town")
        == "town/pack.toml, [pack]: id 'city' is not the name of its folder, 'town'."
    )


def test_a_pack_that_is_not_there(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town")))

    assert (
        shelf_refusal(tmp_path, "twon") == "There is no pack 'twon'. Did you mean 'town'? Packs here: town."
    )
    assert shelf_refusal(tmp_path, "town@7") == "There is no version '7' of town. Versions here: 1."


def test_a_pack_that_is_not_toml(tmp_path: Path) -> None:
    put(tmp_path / "town", "[pack]\nid = town\n")

    assert shelf_refusal(tmp_path, "town").startswith(
        "town/pack.toml, line 2: this is not TOML (a value is missing or not known"
    )


def test_a_later_version_closes_an_open_ended_earlier_one(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town")))
    put(
        tmp_path / "town",
        draft(duty(), head=head("town", version='"2"', effective_from="2026-04-01")),
        "pack-2.toml",
    )

    first, second = Shelf([tmp_path]).versions("town")

    assert (first.version, first.effective_until) == ("1", date(2026, 3, 31))
    assert (second.version, second.effective_until) == ("2", None)


def test_versions_that_overlap(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town", effective_until="2026-04-01")))
    put(
        tmp_path / "town",
        draft(duty(), head=head("town", version='"2"', effective_from="2026-04-01")),
        "pack-2.toml",
    )

    assert shelf_refusal(tmp_path, "town") == (
        "town: versions 1 and 2 overlap on 2026-04-01. effective_until is the last day."
    )


def test_one_version_twice(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town", effective_until="2026-03-31")))
    put(tmp_path / "town", draft(duty(), head=head("town", effective_from="2026-04-01")), "pack-2.toml")

    assert shelf_refusal(tmp_path, "town") == (
        "town: version 1 twice, in pack-2.toml and pack.toml. Give each its own."
    )


def test_one_version_twice_is_said_before_that_the_two_overlap(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town", effective_until="2027-03-31")))
    put(tmp_path / "town", draft(duty(), head=head("town", effective_from="2026-04-01")), "pack-2.toml")

    assert shelf_refusal(tmp_path, "town").startswith("town: version 1 twice, in pack-2.toml and pack.toml.")


def test_whoever_names_no_folder_of_their_own_is_told_how(tmp_path: Path) -> None:
    put(tmp_path / "town", draft(duty(), head=head("town")))

    with pytest.raises(PackError, match=r" Packs here: town\. Name it with --packs\.$"):
        Shelf([tmp_path], hint=" Name it with --packs.").folder("hull")


def test_a_source_outside_the_folder_of_its_pack_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not yours")
    text = draft(duty(), head=head("town")).replace("sources/pan-beds.txt", "../secret.txt")
    put(tmp_path / "town", text)

    assert "there is no file '../secret.txt' beside the pack" in shelf_refusal(tmp_path, "town")


def test_a_folder_that_cannot_be_read_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)

    with pytest.raises(HomewardError, match=r": cannot be read \(Permission denied\)\.$"):
        Shelf([tmp_path])
