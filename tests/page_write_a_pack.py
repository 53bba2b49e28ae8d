"""docs/write-a-pack.md, followed to the letter: what it tells to write is written, what it tells to type is typed.

A comment before a block of the page says what the block is:

    <!-- add to my-packs/area/pack.toml -->                 the block goes to the end of that file
    <!-- change my-packs/area/pack.toml, clause X-01 -->    each key of the block gets its value there (no clause: anywhere)
    <!-- copy my-packs/area/a.toml to my-packs/area/b.toml -->
    <!-- slip in my-packs/area/pack.toml, clause X-01, instead of every -->
                                                            the block stands in for that line until the next answer is shown
    <!-- check says -->                                     the block is what `pack check` says of the slip
    <!-- first 12 lines -->                                 of a long answer as much as this is shown

A block that begins with "$ ./homeward" is a command with its answer.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest import mock

from homeward.commands import at_hand
from homeward.commands.main import main
from tests.repository import DOCS

PAGE: Final = DOCS / "write-a-pack.md"
TODAY: Final = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PROMPT: Final = "$ ./homeward "
_BLOCK: Final = re.compile(
    r"(?:^<!-- (?P<told>[^\n]+?) -->\n)?^```\w*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_COPY: Final = re.compile(r"^<!-- copy (\S+) to (\S+) -->$", re.MULTILINE)


class Follower:
    """Somebody who does what the page says in a folder of their own, with Homeward's folder beside it."""

    def __init__(self, folder: Path) -> None:
        """Stand in Homeward's folder, beside which `my-packs` will lie."""
        self.folder = folder
        self.homeward = folder / "homeward"
        self.homeward.mkdir()
        self.slipped: tuple[Path, str] | None = None

    def follow(self, page: str) -> str:
        """Do all of it in order and answer the page with what was really answered."""
        written: list[str] = []
        done = 0
        for step in sorted([*_BLOCK.finditer(page), *_COPY.finditer(page)], key=lambda found: found.start()):
            written += [page[done : step.start()], self._do(step)]
            done = step.end()
        return "".join([*written, page[done:]])

    def _do(self, step: re.Match[str]) -> str:
        if step.re is _COPY:
            shutil.copyfile(self.folder / step[1], self.folder / step[2])
            return step[0]
        told, text = step["told"] or "", step["text"]
        answer = text
        if text.startswith(PROMPT):
            answer = self._typed(text, told)
        elif told == "check says":
            answer = self._checked()
        else:
            self._write(told, text)
        start, end = (place - step.start() for place in step.span("text"))
        return step[0][:start] + answer + step[0][end:]

    def _typed(self, text: str, told: str) -> str:
        line = text.splitlines()[0]
        answer = self.answer(line.removeprefix(PROMPT)).splitlines()
        most = re.fullmatch(r"first (\d+) lines", told)
        shown = answer[: int(most[1])] if most else answer
        more = ["..."] * (len(shown) < len(answer))
        return "\n".join([line, *shown, *more]) + "\n"

    def answer(self, typed: str) -> str:
        """Type a command and answer what it prints, as if on one day."""
        printed = io.StringIO()
        settings = {k: v for k, v in os.environ.items() if k != at_hand.PACKS_SETTING}
        with (
            mock.patch.object(at_hand, "clock", return_value=TODAY),
            mock.patch.dict(os.environ, settings, clear=True),
            contextlib.chdir(self.homeward),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            main(typed.split())
        return printed.getvalue().rstrip() + "\n"

    def _checked(self) -> str:
        assert self.slipped is not None
        file, before = self.slipped
        answer = self.answer(f"pack check ../{file.relative_to(self.folder)} --packs ../my-packs")
        file.write_text(before)
        self.slipped = None
        return answer

    def _write(self, told: str, text: str) -> None:
        if found := re.fullmatch(r"add to (\S+)", told):
            file = self.folder / found[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            before = f"{file.read_text()}\n" if file.exists() else ""
            file.write_text(before + text)
        elif found := re.fullmatch(r"change (\S+?)(?:, clause (\S+))?", told):
            file = self.folder / found[1]
            for line in text.splitlines():
                file.write_text(changed(file.read_text(), found[2], line.split(" = ")[0], line))
        elif found := re.fullmatch(r"slip in (\S+?)(?:, clause (\S+))?, instead of (\S+)", told):
            file = self.folder / found[1]
            self.slipped = file, file.read_text()
            file.write_text(changed(file.read_text(), found[2], found[3], text.rstrip()))
        else:
            assert not told, f"the page has a comment that says nothing to the test: {told}"


def changed(text: str, clause: str | None, key: str, line: str) -> str:
    """Answer a pack's text with a line in place of the one that begins with a key, in a clause or anywhere."""
    start = text.index(f'id = "{clause}"') if clause else 0
    found = re.compile(rf"^{re.escape(key)}(?: = .*)?$", re.MULTILINE).search(text, start)
    assert found is not None, f"the page changes {key} of {clause or 'the pack'}, which is not there"
    return text[: found.start()] + line + text[found.end() :]


def blocks() -> Iterator[tuple[str, str]]:
    """Yield what the page says of each block, and the block."""
    yield from ((found["told"] or "", found["text"]) for found in _BLOCK.finditer(PAGE.read_text()))
