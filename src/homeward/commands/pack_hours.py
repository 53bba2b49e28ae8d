"""The hours of a service in words, as `pack show` prints and `pack diff` compares them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from homeward.commands.wording import listed, plain
from homeward.protocol.hours import Opening, Service

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def hours_in_words(service: Service) -> Iterator[str]:
    """Answer when a service is open, when nobody knows, and the days on which it is closed."""
    if service.closed_when_open:
        yield f"open when {plain(service.closed_when_open)} is closed"
    elif service.hours is None:
        yield "hours not known"
    else:
        yield f"open {listed(map(_opening, service.hours))}" if service.hours else "never open"
    for opening in service.unclear:
        yield f"not known {_opening(opening)}{f' ({opening.says})' if opening.says else ''}"
    if service.closed:
        yield f"closed on {listed(map(str, sorted(service.closed)))}"


def _opening(opening: Opening) -> str:
    start, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in (opening.start, opening.end))
    too = ", bank holidays too" if opening.bank_holidays else ""
    return f"{listed(_spans(opening.days))} {start} to {end}{too}"


def _spans(days: frozenset[int]) -> Iterator[str]:
    """Answer days as spans: those that follow one another as "Mon-Fri"."""
    for _, run in groupby(enumerate(sorted(days)), key=lambda placed: placed[1] - placed[0]):
        span = [_DAYS[day] for _, day in run]
        yield span[0] if len(span) == 1 else f"{span[0]}-{span[-1]}"
