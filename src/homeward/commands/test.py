"""`./homeward test`: every check that a change must pass, in one command. CI runs this and nothing else."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final

from homeward.protocol.errors import HomewardError

HELP = "Check the format, the style, the types and the floors, then run the tests."
EXAMPLE = "./homeward test -k launcher"

ROOT: Final = Path(__file__).resolve().parents[3]
CODE: Final = ["src", "tests", "homeward", "conftest.py"]
LINT_FLOORS: Final = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_cache=True, no_logo=True))
"""

# What each check is called, and what follows `python`. All run, whatever the one before says.
CHECKS: Final[dict[str, list[str]]] = {
    "format": ["-m", "ruff", "format", "--check", *CODE],
    "style": ["-m", "ruff", "check", *CODE],
    "types": ["-m", "mypy", *CODE],
    "floors": ["-c", LINT_FLOORS],
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take anything: what follows `test` is pytest's."""
    parser.usage = "./homeward test [--debug] [ARGUMENTS OF PYTEST ...]"
    parser.description = f"{HELP} With arguments, run only pytest, with them."
    parser.set_defaults(passes_on=True)


def run(args: argparse.Namespace) -> int:
    """Return 0 if every check and every test passed. The last line printed is pytest's own closing line."""
    if not (ROOT / "pyproject.toml").exists():
        raise HomewardError("The tests are not here. Run them in a clone of the repository.")
    if args.rest:
        return _python(["-m", "pytest", *args.rest])
    failed = [name for name, check in CHECKS.items() if not _passes(name, check)]
    print("tests:", flush=True)
    code, closing = _pytest()
    if failed:
        print(f"\nFailed before the tests, see above: {', '.join(failed)}.\n{closing}", flush=True)
    return code or int(bool(failed))


def _passes(name: str, check: list[str]) -> bool:
    print(f"{name}: ", end="", flush=True)
    return _python(check) == 0


def _python(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode


def _pytest() -> tuple[int, str]:
    """Run pytest, showing what it prints as it prints it; return its exit code and its closing line."""
    colour = "yes" if sys.stdout.isatty() else "no"
    command = [sys.executable, "-m", "pytest", "--durations=20", f"--color={colour}"]
    tail = b""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as running:
        assert running.stdout is not None
        while piece := running.stdout.read(4096):
            sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            tail = (tail + piece)[-4096:]
    lines = tail.decode(errors="replace").rstrip().splitlines()
    return running.returncode, lines[-1] if lines else ""
