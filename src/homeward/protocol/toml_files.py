"""Reading TOML from people: every slip becomes one sentence with its line.

Where a key stands in a text that did parse, `toml_lines` tells.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from homeward.protocol.errors import FileError, HomewardError, did_you_mean

LARGEST: Final = 5_000_000
"""Bytes of a file that is read: a history of 10,000 events is about 1.5 million."""
DAY_AS_WRITTEN: Final = "a date is written 2026-01-01, without quotation marks"

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_TIME_WITHOUT_SECONDS = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?!:)")
_LIKE_A_DATE = re.compile(r"=\s*(\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d\d:\d\d:\d\d)?)")
_LONG_NUMBER = re.compile(r"[0-9_]{4000}")
_DEEP_KEY = re.compile(
    r"""(?<![\w\-"'.])(?:(?:[\w-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}"""
)
_MOST_SHOWN = 60
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_CURLY = re.compile("[\u2018-\u201f]")
_DAY_OTHERWISE = re.compile(r"=\s*(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}[/.]\d{1,2}[/.]\d{1,2})\b")
_CAPITALS = re.compile(r"(?:[=\[,]|^)\s*(?:True|False|TRUE|FALSE)\b")
_ONE_BRACKET = re.compile(r"^[ \t]*\[(clause|withdraw|scenario|event)\][ \t]*(?:#.*)?$", re.MULTILINE)
_DAY_IN_A_TEXT = re.compile(r"\s*(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2})\s*")

_PLAINER = {
    "Cannot overwrite a value": "a key that stands there already",
    "Cannot declare": "a table that stands there already, or a value of that name",
    "Cannot mutate immutable": "a table in one line cannot be added to below",
    "Duplicate inline table key": "a key that stands there already",
    "Expected '=' after a key": "a key needs = and a value",
    "Expected newline or end of document": "one key and one value on a line, a text in quotes",
    "Invalid value": "a value is missing or not known: a text stands in quotes",
    "Invalid statement": "neither a key nor a table",
    "Expected ']": "a table's name stands in brackets that are not closed",
    "Expected \"'": "a text whose quotes are not closed, here or above",
    "Unterminated": "a text whose quotes are not closed, here or above",
    "Illegal character '\\n'": "a text whose quotes are not closed",
    "Unclosed array": "a list that is not closed, here or above",
    "Unclosed inline table": "a table in one line that lacks a comma or its bracket",
    "Invalid hex value": "a backslash that is not followed by a known letter",
    "Escaped character": "a backslash that is not followed by a known letter",
    "Illegal character": "a character that may not stand there",
    "Found invalid character": "a character that may not stand there",
    "Unescaped": "a backslash that is not followed by a known letter",
}
"""What the parser says, by how it begins, in the words of somebody who has never heard of TOML."""


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
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(f"{path}: this is not text in UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise FileError(f"{path}: cannot be read ({error.strerror}).") from None
    if "\0" in text:
        raise FileError(f"{path}: this is not text in UTF-8 (it holds NUL bytes). Save it as UTF-8.")
    return text


def parse_toml(name: str, text: str, refusal: type[HomewardError]) -> dict[str, Any]:
    """Parse TOML, or raise `refusal` with the line and what is wrong there."""
    deep = _DEEP_KEY.search(text)
    if deep:
        # The parser's work grows with the square of a key's parts.
        raise refusal(f"{name}, line {_line_of(text, deep.start())}: a key of more than 100 parts.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _one_bracket(str(error), text, _line(str(error), text))
        raise refusal(f"{name}, line {line}: {_said(str(error), text, line)}") from None
    except RecursionError:
        raise refusal(f"{name}: tables or lists inside one another too deep to read.") from None
    except (ValueError, OverflowError):
        long = _LONG_NUMBER.search(text)
        where = f", line {_line_of(text, long.start())}" if long else ""
        raise refusal(f"{name}{where}: a number too long to be read.") from None


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _line(message: str, text: str) -> int:
    found = _AT.search(message)
    return int(found[1]) if found and found[1] else _line_of(text.rstrip(), len(text))


def _one_bracket(message: str, text: str, line: int) -> int:
    """Answer the line of a table in one bracket that stands in the way of the one refused; else the line itself."""
    there = text.split("\n")[line - 1].strip()
    for found in _ONE_BRACKET.finditer(text) if message.startswith("Cannot") else ():
        if there.startswith((f"[{found[1]}]", f"[[{found[1]}]]")):
            return line if there.startswith(f"[{found[1]}]") else _line_of(text, found.start())
    return line


def _plain_slip(message: str, there: str) -> str:
    """Answer what people write who know other languages, or a word processor: said plainly; "" for anything else."""
    bare = _QUOTED.sub("", there)
    bracket = _ONE_BRACKET.fullmatch(there)
    if bracket and message.startswith("Cannot"):
        return f"write [[{bracket[1]}]], with two brackets"
    if _CURLY.search(bare):
        return 'quotation marks are straight (") and not curly'
    if _DAY_OTHERWISE.search(bare):
        return DAY_AS_WRITTEN
    return "true and false are written in small letters" if _CAPITALS.search(bare) else ""


def _said(message: str, text: str, line: int) -> str:
    found = _AT.search(message)
    lines = text.split("\n")
    there = lines[line - 1].strip() if line <= len(lines) else ""
    here = printable(there)[:100]
    if "Invalid date or datetime" in message or any(not _exists(day) for day in _LIKE_A_DATE.findall(there)):
        return f"a date or time that does not exist: {here}"
    if _TIME_WITHOUT_SECONDS.search(there):
        return f"a time needs its seconds, as in 2026-10-23T22:15:00: {here}"
    plain_slip = _plain_slip(message, there)
    if plain_slip:
        return f"{plain_slip}: {here}"
    plainer = next((said for start, said in _PLAINER.items() if message.startswith(start)), None)
    said = plainer or printable(message[: found.start()] if found else message).strip()
    return f"this is not TOML ({said[:1].lower() + said[1:] or 'it breaks off'}): {here}"


def _exists(day: str) -> bool:
    try:
        return bool(datetime.fromisoformat(day))
    except ValueError:
        return False


def near(value: object, known: Iterable[str]) -> str:
    """Answer " Did you mean 'x'?" for a value that is a text and near to a known one, or nothing."""
    return did_you_mean(value, known) if isinstance(value, str) else ""


def is_day_in_a_text(value: object) -> bool:
    """Answer whether a value is a text that looks like a date, in quotation marks or the wrong way round."""
    return isinstance(value, str) and _DAY_IN_A_TEXT.fullmatch(value) is not None


def printable(text: str) -> str:
    """Answer a text without what a terminal could take for a command."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def shown(value: object) -> str:
    """Write a value for a message as TOML writes it, cut short; safe for any value that a file can hold."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, int) and value.bit_length() > 200:
        text = "a number of very many digits"
    elif isinstance(value, date | time):
        text = value.isoformat()
    elif isinstance(value, str):
        text = f"'{printable(value[: _MOST_SHOWN * 2])}'"
    elif isinstance(value, list):
        text = f"[{', '.join(shown(v) for v in value[:5])}{', ...' if len(value) > 5 else ''}]"
    elif isinstance(value, dict):
        text = f"{{ {', '.join(f'{printable(k[:_MOST_SHOWN])} = {shown(v)}' for k, v in [*value.items()][:5])} }}"
    else:
        text = str(value)
    return text if len(text) <= _MOST_SHOWN + 20 else f"{text[:_MOST_SHOWN]} ..."
