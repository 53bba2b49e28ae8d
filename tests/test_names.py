"""What no file may contain: the address of a package registry, a path of somebody's machine, a word we do not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.repository import text_files

REGISTRY = re.compile(
    r"(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|deb\.debian\.org|proxy\.golang\.org)"
)
# At the start of a path only: a web address may well have a folder of that name.
MACHINE_PATH = re.compile(r"(?<![\w.~/>-])/(?:work|root|home|Users|workspace)/\w")
UNUSED_WORD = re.compile(r"\bmispers?\b", re.IGNORECASE)


def test_no_file_names_a_package_registry() -> None:
    assert list(found(REGISTRY)) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert list(found(MACHINE_PATH)) == []


def test_a_child_is_called_a_child() -> None:
    places = (place for place in found(UNUSED_WORD) if place.startswith(("src/", "docs/")))

    assert [place for place in places if not place.startswith("docs/glossary.md:")] == []


def found(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield `path:line: text` for each line that matches. What a source says is quoted as it is, so not looked at."""
    for path, text in own_words():
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                yield f"{path}:{number}: {line.strip()[:120]}"


def own_words() -> Iterator[tuple[Path, str]]:
    return ((path, text) for path, text in text_files() if "sources" not in path.parts)
