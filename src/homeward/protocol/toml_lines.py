"""Where a key stands in a TOML text, so that a refusal can name its line. Only for text that has parsed already.

The standard library's parser tells no positions; this walks the same text once more, when a line is first asked for.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from contextlib import suppress
from typing import Final

Path = tuple[str | int, ...]
"""From the top of the document to a key: names, and places (from 0) in arrays: ("event", 3, "replacement", "at")."""

# No possessive quantifiers: the first releases of Python 3.11 match some of them wrongly.
_SPACE: Final = re.compile(r"(?:[ \t\n,]|#[^\n]*)*")
_PART: Final = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)')[ \t]*""")
_TEXT: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL: Final = re.compile(r"'[^'\n]*'")
_LONG_TEXT_END: Final = re.compile(r'\\.|"{3,5}', re.DOTALL)
_LONG_LITERAL_END: Final = re.compile(r"'{3,5}")
_PLAIN: Final = re.compile(r"[^,\]}\n#]*")


class Lines:
    """The lines of the keys of one document."""

    def __init__(self, text: str) -> None:
        """Keep the text; it is walked when first asked."""
        self._text = text.replace("\r\n", "\n")
        self._found: dict[Path, int] | None = None

    def of(self, *path: str | int) -> int | None:
        """Answer the line of a key; of what it would stand in, where it is not there; None where that is the document."""
        if self._found is None:
            walk = _Walk(self._text)
            # Nested too deep to walk: the lines found so far are right, and the rest falls back on them.
            with suppress(RecursionError):
                walk.walk()
            self._found = walk.lines
        return next((at for n in range(len(path), 0, -1) if (at := self._found.get(path[:n]))), None)


class _Walk:
    """One walk through a document, statement by statement."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Path, int] = {}
        self.sizes: dict[Path, int] = {}
        self.ends = [m.start() for m in re.finditer("\n", text)]

    def walk(self) -> None:
        at, size = self._skip(0), len(self.text)
        table: Path = ()
        while at < size:
            if self.text[at] == "[":
                table, at = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._skip(at)

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def _mark(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, bisect_left(self.ends, at) + 1)

    def _key(self, at: int) -> tuple[list[str], int]:
        parts: list[str] = []
        while found := _PART.match(self.text, at):
            bare, quoted, literal = found.groups()
            parts.append(_unescaped(quoted) if quoted is not None else bare or literal or "")
            at = found.end()
            if self.text[at : at + 1] != ".":
                break
            at += 1
        return parts, at

    def _header(self, at: int) -> tuple[Path, int]:
        """Read [a.b] or [[a.b]]; a name of an array of tables means its last table."""
        many = self.text.startswith("[[", at)
        parts, stop = self._key(at + 1 + many)
        path: Path = ()
        for place, part in enumerate(parts, 1):
            path = (*path, part)
            self._mark(path, at)
            if many and place == len(parts):
                self.sizes[path] = self.sizes.get(path, 0) + 1
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
        self._mark(path, at)
        return path, stop + 1 + many

    def _pair(self, at: int, table: Path) -> int:
        parts, stop = self._key(at)
        path = table
        for part in parts:
            path = (*path, part)
            self._mark(path, at)
        return self._value(self._skip_spaces(stop + 1), path)

    def _skip_spaces(self, at: int) -> int:
        while self.text[at : at + 1] in (" ", "\t"):
            at += 1
        return at

    def _value(self, at: int, path: Path) -> int:
        """Step over a value and answer where it ends; what stands in it is marked on the way."""
        opening = self.text[at : at + 1]
        if opening == "[":
            return self._array(at + 1, path)
        if opening == "{":
            return self._inline(at + 1, path)
        if self.text.startswith(('"""', "'''"), at):
            return self._long_text(at)
        pattern = {'"': _TEXT, "'": _LITERAL}.get(opening, _PLAIN)
        found = pattern.match(self.text, at)
        return found.end() if found and found.end() > at else at + 1

    def _long_text(self, at: int) -> int:
        """Step over a text of several lines: to the first three quotes that no backslash makes part of it."""
        pattern = _LONG_TEXT_END if self.text[at] == '"' else _LONG_LITERAL_END
        ends = (m.end() for m in pattern.finditer(self.text, at + 3) if not m[0].startswith("\\"))
        return next(ends, len(self.text))

    def _array(self, at: int, path: Path) -> int:
        place = 0
        at = self._skip(at)
        while self.text[at : at + 1] not in ("]", ""):
            self._mark((*path, place), at)
            at = self._skip(self._value(at, (*path, place)))
            place += 1
        return at + 1

    def _inline(self, at: int, path: Path) -> int:
        at = self._skip(at)
        while self.text[at : at + 1] not in ("}", ""):
            at = self._skip(self._pair(at, path))
        return at + 1


def _unescaped(text: str) -> str:
    return str(tomllib.loads(f'x = "{text}"')["x"]) if "\\" in text else text
