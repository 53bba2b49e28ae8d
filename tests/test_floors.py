"""Lower floors never import higher ones, and a package without a floor fails the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.commands.test import LINT_FLOORS
from tests.repository import ROOT, SRC


@pytest.fixture
def copy_of_the_house(tmp_path: Path) -> Path:
    """A copy of the code and its contracts, free to be built upon."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    only_python = shutil.ignore_patterns("__pycache__", "tests", "sources", "*.yaml", "*.toml")
    shutil.copytree(SRC, tmp_path / "src", ignore=only_python)
    return tmp_path


def test_every_import_keeps_to_the_floors() -> None:
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout


def test_a_new_package_fails_until_it_is_given_a_floor(copy_of_the_house: Path) -> None:
    write(copy_of_the_house, "newcomer/__init__.py", "")

    done = lint(copy_of_the_house)

    assert done.returncode != 0
    assert "newcomer" in done.stdout


@pytest.mark.parametrize(
    "import_", ["import yaml", "import homeward.commands.main", "from homeward.commands import tree"]
)
def test_the_core_may_not_import_what_stands_above_or_must_be_installed(
    copy_of_the_house: Path, import_: str
) -> None:
    write(copy_of_the_house, "protocol/curious.py", f"{import_}\n")

    done = lint(copy_of_the_house)

    assert done.returncode != 0
    assert "homeward.protocol.curious" in done.stdout


def write(house: Path, path: str, text: str) -> None:
    file = house / "src" / "homeward" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a house on that house's own code."""
    return subprocess.run(
        [sys.executable, "-c", LINT_FLOORS],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
