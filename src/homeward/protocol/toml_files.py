"""Reading TOML from people: every slip becomes one sentence with its line, and where a key stands can be told afterwards."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from homeward.protocol.errors import FileError, HomewardError

LARGEST: Final = 5_000_000
"""Bytes of a file that is read: a history of 10,000 events is about 1.5 million."""

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_\-.\"' ]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*["']?([A-Za-z0-9_\-]+)["']?\s*(?:\.\s*[\w\-"'.]+\s*)?=""")


def read_text(path: Path) -> str:
    """Answer the text of a file. Raises FileError where there is none, it is too large, or it is not UTF-8."""
    try:
        if not path.is_file():
            raise FileError(
                f"{path}: there is no such file." if not path.exists() else f"{path}: this is not a file."
            )
        if path.stat().st_size > LARGEST:
            raise FileError(
                f"{path}: larger than {LARGEST // 1_000_000} MB, which no situation or pack is. Is it the right file?"
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(f"{path}: this is not text in UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror}).") from None


def parse_toml(name: str, text: str, refusal: type[HomewardError]) -> dict[str, Any]:
    """Parse TOML, or raise `refusal` with the line and what is wrong there."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refusal(f"{name}{_where(str(error))}: {_said(str(error), text)}") from None
    except RecursionError:
        raise refusal(f"{name}: tables or lists inside one another too deep to read.") from None
    except (ValueError, OverflowError) as error:
        raise refusal(f"{name}: a value that cannot be read ({error}).") from None


def _where(message: str) -> str:
    found = _AT_LINE.search(message)
    return f", line {found[1]}" if found else ""


def _said(message: str, text: str) -> str:
    found = _AT_LINE.search(message)
    said = _AT_LINE.sub("", message).strip().rstrip(":")
    lines = text.splitlines()
    line = lines[int(found[1]) - 1].strip() if found and int(found[1]) <= len(lines) else ""
    if "Invalid date or datetime" in said:
        return f"a date or time that does not exist: {line[:100]}"
    if re.search(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?!:)", line):
        return f"a time needs its seconds, as in 2026-10-23T22:15:00: {line[:100]}"
    return f"this is not TOML ({said[0].lower() + said[1:] if said else 'it breaks off'}): {line[:100]}"


class Lines:
    """Where tables and keys stand in a TOML text: good enough to send a reader to the right line."""

    def __init__(self, text: str) -> None:
        """Scan a text once for the headers of tables and the keys beneath them."""
        self._found: dict[tuple[str, int, str], int] = {}
        counts: dict[str, int] = {}
        table, number = "", 0
        for line, said in enumerate(text.splitlines(), 1):
            header = _HEADER.match(said)
            if header and "=" not in said.split("#")[0]:
                table = header[1].replace(" ", "")
                number = counts.get(table, 0)
                counts[table] = number + 1
                self._found.setdefault((table, number, ""), line)
            elif key := _KEY.match(said):
                self._found.setdefault((table, number, key[1]), line)

    def of(self, table: str, number: int = 0, key: str = "") -> int | None:
        """Answer the line of a key of the `number`th table of a name (from 0); else of the table; None if not found."""
        return self._found.get((table, number, key)) or self._found.get((table, number, ""))
