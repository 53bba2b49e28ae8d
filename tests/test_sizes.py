"""No file and no function grows past what one sitting can read. There is no list of exceptions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import ROOT, python_files

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40


@pytest.mark.parametrize("path", sorted(python_files()), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= MOST_LINES_OF_A_FILE
    assert list(long_functions(path, text)) == []


def long_functions(path: Path, text: str) -> Iterator[str]:
    """Tests tell a story from top to bottom and migrations are generated: their functions may be long."""
    if {"tests", "migrations"} & set(path.parts):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield f"{node.name}, line {node.lineno}: {length} lines"
