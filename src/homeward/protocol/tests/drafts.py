"""Drafts of packs with a slip in them, and what a reader of the draft is told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import pytest

from homeward.protocol import terms
from homeward.protocol.errors import PackError
from homeward.protocol.layers import Pack
from homeward.protocol.pack_reader import read_pack
from homeward.protocol.shelf import Shelf

HEAD: Final = """\
[pack]
id = "pan-beds"
area = "Bedford Borough, Central Bedfordshire and Luton"
version = "2023-08"
effective_from = 2023-08-01
[source.pan-beds]
file = "sources/pan-beds.txt"
"""
CARE_TEAM: Final = '[service.childrens_social_care]\nname = "Integrated Front Door"\n'
SOURCE: Final = "One line\n" * 300

_REVIEW: Final = {
    "id": '"BEDS-062"',
    "duty": '"Review the risk"',
    "owner": '"detective_sergeant"',
    "starts": '{ event = "went_missing" }',
    "cite": '{ source = "pan-beds", section = "Police", lines = "269" }',
}
_RULE: Final = {
    "id": '"BEDS-059"',
    "rule": '"No child under 18 is classified low risk"',
    "cite": '{ source = "pan-beds", section = "Police" }',
}


def duty(*lines: str, without: str = "") -> str:
    """Write the duty of a sergeant with some lines of it put otherwise or added, and one left out."""
    return _clause(_REVIEW, lines, without)


def rule(*lines: str, without: str = "") -> str:
    """Write a rule with some lines of it put otherwise or added, and one left out."""
    return _clause(_RULE, lines, without)


def _clause(usual: dict[str, str], lines: tuple[str, ...], without: str) -> str:
    keys = {**usual, **dict(line.split(" = ", maxsplit=1) for line in lines)}
    keys.pop(without, None)
    return "[[clause]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def draft(*clauses: str, head: str = HEAD, tables: str = "") -> str:
    """Write a pack of these clauses."""
    return head + tables + "".join(clauses)


def read(text: str, file: str = "pan-beds/pack.toml") -> Pack:
    """Read a draft."""
    sources = {"sources/pan-beds.txt": SOURCE}
    return read_pack(file, text, tomllib.loads(text), sources.get, terms.CODES)


def refusal(text: str, file: str = "pan-beds/pack.toml") -> str:
    """Answer the words in which a draft is refused."""
    with pytest.raises(PackError) as refused:
        read(text, file)
    return str(refused.value)


def put(folder: Path, text: str, file: str = "pack.toml") -> None:
    """Put a pack on disk, with the source that drafts cite."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    (folder / "sources" / "pan-beds.txt").write_text(SOURCE)
    (folder / file).write_text(text)


def head(id_: str, **keys: str) -> str:
    """Write the head of a pack by another name; keys as TOML, such as base='"england"'."""
    lines = {"version": '"1"', "effective_from": "2023-08-01", **keys}
    said = "".join(f"{key} = {value}\n" for key, value in lines.items())
    return f'[pack]\nid = "{id_}"\narea = "Town"\n{said}[source.pan-beds]\nfile = "sources/pan-beds.txt"\n'


def shelf_refusal(folder: Path, id_: str) -> str:
    """Answer the words in which a pack on disk is refused."""
    with pytest.raises(PackError) as refused:
        Shelf([folder]).protocols([id_])
    return str(refused.value)
