"""How instants, lengths of time, roles and reasons are worded for people: plain text that reads well aloud, at most 80 columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from homeward.protocol.clocks import from_local, to_local
from homeward.protocol.terms import in_words

WIDTH: Final = 80
INDENT: Final = 4
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?")
_OWN_WORDS: Final = {
    "iro": "independent reviewing officer",
    "gp": "GP",
    "nrm": "national referral mechanism",
    "ofsted": "Ofsted",
    "no_apparent_risk": "no apparent risk (very low)",
    "not_assessed": "not assessed yet",
    "csec": "sexual exploitation",
    "cce": "criminal exploitation",
    "fgm": "female genital mutilation",
}


def plain(word: str) -> str:
    """Write a role or a code in words."""
    return _OWN_WORDS.get(word) or in_words(word)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Write several things one after another: "a, b and c"."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """End a text as a sentence, unless it ends as one."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def count(number: int, one: str, several: str = "") -> str:
    """Write a number with its noun."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def when(instant: datetime, near: datetime | None = None, *, full: bool = False) -> str:
    """Write a local time with its day named; the year only where it is not that of `near`. `full`: nothing shortened."""
    local = to_local(instant)
    year = "" if near is not None and to_local(near).year == local.year and not full else f" {local.year}"
    return f"{local:%A}"[: None if full else 3] + f" {local.day} {local:%B}{year} {_clock(local)}"


def by_when(due: datetime, near: datetime) -> str:
    """Write a due time; midnight is the end of the day before, so that nobody takes it for the day after."""
    local = to_local(due)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        day = when(due - timedelta(hours=1), near).rsplit(" ", 1)[0]
        return f"by the end of {day}"
    return f"by {when(due, near)}"


def _clock(local: datetime) -> str:
    if (local.hour, local.minute, local.second) == (12, 0, 0):
        return "midday"
    hour = local.hour % 12 or 12
    minute = f":{local.minute:02}" if local.minute or local.second else ""
    second = f":{local.second:02}" if local.second else ""
    return f"{hour}{minute}{second}{'am' if local.hour < 12 else 'pm'}{_which_of_two(local)}"


def _which_of_two(local: datetime) -> str:
    """Name the clock of a time that comes twice when the clocks go back."""
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f" {local.tzname()}" if twice and from_local(local.replace(tzinfo=None, fold=0)) else ""


def span(length: timedelta) -> str:
    """Write a length of time to the minute under 3 hours, to the hour under 4 days, else to the day."""
    minutes = max(0, int(length.total_seconds())) // 60
    if minutes < 1:
        return "less than a minute"
    if minutes < 180:
        hours, rest = divmod(minutes, 60)
        pieces = [count(hours, "hour")] * bool(hours) + [count(rest, "minute")] * bool(rest)
        return " ".join(pieces)
    if minutes < 96 * 60:
        return count(minutes // 60, "hour")
    return count(minutes // 1440, "day")


def reason(text: str, near: datetime) -> str:
    """Write a reason for people: each instant in it with its day named, everything else as it stands."""

    def said(found: re.Match[str]) -> str:
        instant = from_local(datetime.fromisoformat(found[0]))
        # A stamp does not say which of two equal hours it means, so neither do we.
        return re.sub(" (BST|GMT)$", "", when(instant, near)) if instant is not None else found[0]

    return _STAMP.sub(said, text)


def wrapped(text: str, indent: int = INDENT, first: str = "") -> str:
    """Wrap a paragraph to the page, indented; `first` stands in front of its first line instead."""
    lead = first.ljust(indent) if first else " " * indent
    if first and len(first) >= indent:
        lead = first + "  "
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
