"""What is not documented fails here: commands, events, decisions, dependencies; and so does what is no longer there."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from homeward import __version__
from homeward.commands.main import COMMANDS
from homeward.commands.tree import Group, build_parser
from homeward.protocol import events
from tests.repository import DOCS, ROOT, files

PAGES = sorted(path for path in files() if path.suffix == ".md")


def leaves(parser: argparse.ArgumentParser, words: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Yield each command that can be run, as it is typed, with its options and arguments as help shows them."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    for group in groups:
        for name, child in group.choices.items():
            yield from leaves(child, (*words, name))
    if not groups:
        own = (a for a in parser._actions if not {"--help", "--debug"} & set(a.option_strings))
        yield " ".join(words), [a.option_strings[-1] if a.option_strings else shown(a) for a in own]


def shown(argument: argparse.Action) -> str:
    return argument.metavar if isinstance(argument.metavar, str) else argument.dest


LEAVES = dict(leaves(build_parser(COMMANDS, __version__)))


def sections(page: str) -> dict[str, str]:
    """Return the text under each heading of docs/commands.md that names a command."""
    parts = re.split(r"^##+ +`([^`]+)`.*$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def says(text: str, word: str) -> bool:
    """Say whether a word stands in a text by itself: `--at` is not in `--attach`."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


COMMANDS_PAGE = sections((DOCS / "commands.md").read_text())


@pytest.mark.parametrize("command", LEAVES)
def test_a_command_and_each_of_its_options_is_documented(command: str) -> None:
    assert command in COMMANDS_PAGE
    assert [word for word in LEAVES[command] if not says(COMMANDS_PAGE[command], word)] == []


def test_each_command_of_the_page_exists() -> None:
    groups = {name for name, command in COMMANDS.items() if isinstance(command, Group)}

    assert set(COMMANDS_PAGE) - groups == set(LEAVES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_command_that_a_page_tells_to_type_exists(page: Path) -> None:
    typed = re.findall(r"\./homeward ([a-z]+(?: [a-z]+)?)", page.read_text())

    assert [words for words in typed if not {words, words.split()[0]} & set(LEAVES)] == []


def test_each_file_that_the_readme_tells_to_use_exists() -> None:
    used = re.findall(r"\b(docs/[\w./-]+\.\w+)", (ROOT / "README.md").read_text())

    assert [path for path in used if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_each_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_each_kind_of_event_is_documented_with_its_attributes() -> None:
    rows, rest = rows_of((DOCS / "events.md").read_text())
    missing = [
        f"{kind} {attribute}".strip()
        for kind, event in events.KINDS.items()
        for attribute in ("", *(f.name.rstrip("_") for f in fields(event)))
        if f"`{attribute or kind}`" not in rows.get(kind, "") + (rest if attribute else "")
    ]

    assert missing == []


def rows_of(page: str) -> tuple[dict[str, str], str]:
    """Return the rows of a page's tables by the words in their first cell, and the text outside tables."""
    lines = page.splitlines()
    rows: dict[str, str] = {}
    for line in lines:
        if line.startswith("|"):
            for name in re.findall(r"`([\w.-]+)`", line.split("|")[1]):
                rows[name] = rows.get(name, "") + line
    return rows, "\n".join(line for line in lines if not line.startswith("|"))


def test_each_decision_is_listed() -> None:
    listed = (DOCS / "decisions" / "README.md").read_text()
    records = [path.name for path in (DOCS / "decisions").glob("[0-9]*.md")]

    assert records
    assert [name for name in records if f"({name})" not in listed] == []


def direct_dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"].values()
    named = [*project["project"]["dependencies"], *(name for group in groups for name in group)]
    return {re.split(r"[^\w.-]", name)[0] for name in named}


def test_each_direct_dependency_says_why_it_is_here() -> None:
    rows, _ = rows_of((DOCS / "dependencies.md").read_text())

    assert set(rows) == direct_dependencies()


def test_the_lock_file_holds_each_direct_dependency() -> None:
    locked = set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE))

    assert {name.lower() for name in direct_dependencies()} - locked == set()
