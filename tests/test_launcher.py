"""The launcher at the root: installs once, says what is missing in a sentence, and gets out of the way.

No network: a stand-in for `uv` makes an empty environment, and a small product stands in for ours.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

PRODUCT = """
import os, sys
if sys.argv[1:] == ["exit"]:
    sys.exit(7)
print("ran", *sys.argv[1:], os.getcwd())
"""
UV = f"""#!/bin/sh
echo "$*" >> "$UV_CALLS"
[ "$1" = venv ] || exit 0
for folder; do :; done
sleep "${{UV_TAKES:-0}}"
exec "{sys.executable}" -m venv --without-pip "$folder"
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in a folder with spaces and an accent in its name."""
    root = tmp_path / "a café on the corner"
    commands = root / "src" / "homeward" / "commands"
    commands.mkdir(parents=True)
    (root / "src" / "homeward" / "__init__.py").touch()
    (commands / "__init__.py").touch()
    (commands / "__main__.py").write_text(PRODUCT)
    (root / "requirements.lock").write_text("nothing==1\n")
    shutil.copy(ROOT / "homeward", root)
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "uv").write_text(UV)
    (tools / "uv").chmod(0o755)
    return root


def environment(clone: Path, **more: str) -> dict[str, str]:
    """An environment whose only uv is the stand-in."""
    calls = str(clone.parent / "calls")
    path = f"{clone.parent / 'bin'}:/usr/bin:/bin"
    return {"PATH": path, "UV_CALLS": calls, "PIP_NO_INDEX": "1", "LC_ALL": "C.UTF-8", **more}


def start(
    clone: Path, *arguments: str, program: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(program or clone / "homeward"), *arguments],
        cwd=clone.parent,
        env=environment(clone, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def start_pretending(clone: Path, pretence: str) -> subprocess.CompletedProcess[str]:
    """Start it on a machine that is not this one."""
    run = f"runpy.run_path({str(clone / 'homeward')!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", f"import os, runpy, sys; {pretence}; {run}"],
        env=environment(clone),
        capture_output=True,
        text=True,
        check=False,
    )


def installations(clone: Path) -> int:
    return (clone.parent / "calls").read_text().count("venv --quiet")


def test_the_first_start_installs_and_says_so_and_the_second_does_not(clone: Path) -> None:
    first, second = start(clone, "a b", "--c"), start(clone, "again")

    assert first.stdout == f"ran a b --c {clone.parent}\n"
    assert first.stderr.count("\n") == 1
    assert second.stdout == f"ran again {clone.parent}\n"
    assert second.stderr == ""
    assert installations(clone) == 1


def test_the_exit_code_is_the_commands_own(clone: Path) -> None:
    assert start(clone, "exit").returncode == 7


def test_it_works_through_a_symbolic_link_from_another_folder(clone: Path) -> None:
    link = clone.parent / "hw"
    link.symlink_to(clone / "homeward")

    assert start(clone, "x", program=link).stdout == f"ran x {clone.parent}\n"


def test_what_lies_in_the_folder_one_stands_in_is_not_run_in_its_place(clone: Path) -> None:
    impostor = clone.parent / "homeward"
    impostor.mkdir()
    (impostor / "__init__.py").write_text("raise SystemExit('impostor')")

    assert start(clone, "x", PYTHONPATH=str(clone.parent)).stdout == f"ran x {clone.parent}\n"


def test_a_moved_clone_still_runs(clone: Path) -> None:
    start(clone)
    moved = clone.rename(clone.with_name("elsewhere"))

    done = start(moved, "x")

    assert (done.stdout, done.stderr) == (f"ran x {moved.parent}\n", "")


def test_a_new_lock_file_is_installed(clone: Path) -> None:
    start(clone)
    (clone / "requirements.lock").write_text("nothing==2\n")
    start(clone)

    assert installations(clone) == 2


def test_an_installation_killed_half_way_is_made_again(clone: Path) -> None:
    start(clone)
    (clone / ".venv" / "homeward-installed").unlink()
    shutil.rmtree(clone / ".venv" / "lib")

    assert start(clone, "x").stdout == f"ran x {clone.parent}\n"
    assert installations(clone) == 2


def test_of_two_started_at_once_one_installs_and_the_other_waits(clone: Path) -> None:
    command = [sys.executable, str(clone / "homeward"), "x"]
    both = [
        subprocess.Popen(command, env=environment(clone, UV_TAKES="0.5"), stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]

    answers = [one.communicate()[0] for one in both]

    assert answers == [f"ran x {Path.cwd()}\n"] * 2
    assert installations(clone) == 1


def test_an_environment_that_somebody_else_made_is_left_alone(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv" / "mine").touch()

    done = start(clone)

    assert done.returncode == 2
    assert "was not made by this program" in done.stderr
    assert (clone / ".venv" / "mine").exists()


@pytest.mark.parametrize(
    ("pretence", "said"),
    [
        ("sys.version_info = (3, 9, 2)", "Homeward needs Python 3.11 or newer"),
        ("sys.platform = 'darwin'", "Homeward runs on Linux only"),
        (
            "os.confstr = lambda name: 'glibc 2.17'",
            "needs glibc 2.28 or newer, and this Linux has glibc 2.17",
        ),
        ("os.confstr = lambda name: None", "this Linux has another C library"),
        ("sys.modules['ensurepip'] = None; os.environ['PATH'] = ''", "Install the package python3-venv"),
    ],
)
def test_what_is_missing_is_named_without_a_traceback(clone: Path, pretence: str, said: str) -> None:
    done = start_pretending(clone, pretence)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("installer_says", "said"),
    [
        ("Failed to fetch: dns error", "could not be had from the Python package index"),
        ("Hash mismatch for `nothing==1`", "is not the one that requirements.lock names"),
        ("No space left on device (os error 28)", "is full"),
    ],
)
def test_why_an_installation_failed_is_said_in_a_sentence(
    clone: Path, installer_says: str, said: str
) -> None:
    uv = clone.parent / "bin" / "uv"
    uv.write_text(f"#!/bin/sh\necho '{installer_says}' >&2\nexit 1\n")

    done = start_pretending(clone, "sys.modules['ensurepip'] = None")

    assert done.returncode == 2
    assert said in done.stderr
    assert installer_says in (clone / ".venv" / "homeward-install.log").read_text()
