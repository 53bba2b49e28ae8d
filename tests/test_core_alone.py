"""The core runs with nothing installed, and never reads the clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import SRC

CORE = SRC / "homeward" / "protocol"
CLOCK_READERS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "localtime", "gmtime"}

IMPORT_ALL = """
import importlib, pathlib, sys
sys.path.insert(0, sys.argv[1])
core = pathlib.Path(sys.argv[1], "homeward", "protocol")
for path in sorted(core.rglob("*.py")):
    if "tests" not in path.parts:
        parts = path.relative_to(sys.argv[1]).with_suffix("").parts
        importlib.import_module(".".join(parts).removesuffix(".__init__"))
print("whole")
"""


CORE_FILES = [path for path in sorted(CORE.rglob("*.py")) if "tests" not in path.relative_to(CORE).parts]


def test_the_core_imports_with_nothing_installed() -> None:
    # -I -S: no environment, no site-packages; what is left is the standard library and our source.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_ALL, str(SRC)], capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("whole\n", "")


@pytest.mark.parametrize("path", CORE_FILES, ids=lambda path: path.name)
def test_a_file_of_the_core_imports_only_the_standard_library_and_the_core(path: Path) -> None:
    foreign = {
        name
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] not in sys.stdlib_module_names
        and name != "homeward.protocol"
        and not name.startswith("homeward.protocol.")
    }

    assert foreign == set()


@pytest.mark.parametrize("path", CORE_FILES, ids=lambda path: path.name)
def test_a_file_of_the_core_is_told_the_time_and_never_reads_it(path: Path) -> None:
    calls = [
        f"line {node.lineno}: {ast.unparse(node.func)}()"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and reads_a_clock(node.func)
    ]

    assert calls == []


def reads_a_clock(called: ast.expr) -> bool:
    """Say whether `datetime.now`, `date.today`, `time.time` and their like are called, by whatever name."""
    match called:
        case ast.Attribute(value=ast.Name(id=owner), attr="time" | "time_ns"):
            return owner == "time"
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in CLOCK_READERS - {"time"}
    return False


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "homeward.protocol"
