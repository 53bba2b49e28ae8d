"""`./homeward test` runs every check, whatever the one before says, and ends with pytest's own line."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from homeward.commands import test
from homeward.protocol.errors import HomewardError

PASSING = "print('2 passed in 0.1s')"
FAILING = "import sys; print('1 failed in 0.1s'); sys.exit(1)"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose checks all pass and whose pytest says that two did."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "pytest.py").write_text(PASSING)
    monkeypatch.setattr(test, "ROOT", tmp_path)
    monkeypatch.setattr(test, "CHECKS", {"format": ["-c", "print('good')"], "types": ["-c", "print('good')"]})
    return tmp_path


def run(*rest: str) -> int:
    return test.run(argparse.Namespace(rest=list(rest)))


def test_all_good_ends_in_nought_and_pytests_line(house: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capfd.readouterr().out == "format: good\ntypes: good\ntests:\n2 passed in 0.1s\n"


def test_a_failed_check_stops_nothing_and_fails_the_whole(
    house: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(test.CHECKS, "format", ["-c", "import sys; print('bad'); sys.exit(3)"])

    assert run() != 0
    lines = capfd.readouterr().out.splitlines()
    assert "types: good" in lines
    assert lines[-2:] == ["Failed before the tests, see above: format.", "2 passed in 0.1s"]


def test_a_failed_test_fails_the_whole(house: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (house / "pytest.py").write_text(FAILING)

    assert run() == 1
    assert capfd.readouterr().out.endswith("1 failed in 0.1s\n")


def test_arguments_are_pytests_and_run_nothing_else(house: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (house / "pytest.py").write_text("import sys; print(sys.argv[1:])")

    assert run("-k", "clocks") == 0
    assert capfd.readouterr().out == "['-k', 'clocks']\n"


def test_where_there_are_no_tests_it_says_so(house: Path) -> None:
    (house / "pyproject.toml").unlink()

    with pytest.raises(HomewardError, match="in a clone"):
        run()
