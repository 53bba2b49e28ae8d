"""What docs/commands.md shows of each command: its real output, shortened, as of one day so that it does not change by itself."""

from __future__ import annotations

import contextlib
import io
import os
from datetime import UTC, datetime
from typing import Final
from unittest import mock

from homeward.commands import at_hand
from homeward.commands.main import main
from tests.repository import ROOT

AS_OF: Final = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SHOWN: Final[dict[str, tuple[str, int]]] = {
    "duties": ("duties docs/first-night.toml --at 2026-10-24T23:00", 36),
    "limits": ("limits docs/first-night.toml --at 2026-10-24T23:00", 22),
    "pack-list": ("pack list", 40),
    "pack-show": ("pack show wakefield --at 2026-10-23", 34),
    "pack-check": ("pack check src/homeward/packs/wakefield/pack.toml", 10),
    "pack-test": ("pack test wakefield", 10),
    "pack-diff": ("pack diff banes wakefield", 16),
    "pack-coverage": ("pack coverage wakefield", 12),
}
"""What is typed, and how many lines of the answer are shown."""


def outputs() -> dict[str, str]:
    """Answer each example with its output, as a block of Markdown, by name."""
    return {name: _block(typed, most) for name, (typed, most) in SHOWN.items()}


def _block(typed: str, most: int) -> str:
    lines = output(typed).rstrip().splitlines()
    shown = "\n".join([*lines[:most], *(["..."] if len(lines) > most else [])])
    return f"```\n$ ./homeward {typed}\n{shown}\n```"


def output(typed: str) -> str:
    """Run a command as if on one day in the root of the repository, and answer what it prints."""
    printed = io.StringIO()
    settings = {k: v for k, v in os.environ.items() if k != at_hand.PACKS_SETTING}
    with (
        mock.patch.object(at_hand, "clock", return_value=AS_OF),
        mock.patch.dict(os.environ, settings, clear=True),
        contextlib.chdir(ROOT),
        contextlib.redirect_stdout(printed),
    ):
        assert main(typed.split()) == 0, typed
    return printed.getvalue()
