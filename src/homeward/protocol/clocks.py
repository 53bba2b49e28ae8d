"""Deadline arithmetic: local time, lengths of time, working days. Knows nothing of duties; never reads a clock.

Instants are aware and in UTC; what people see is local time in Europe/London. Hours, days (24) and weeks are elapsed
time across clock changes; working days are counted by the local calendar (events page of the design, section 3).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)
_LENGTH = re.compile(r"([0-9]{1,6}) (minute|hour|day|week|working day)s?")
_UNITS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(hours=24),
    "week": timedelta(hours=24 * 7),
}
_LONGEST = timedelta(days=366 * 30)


@cache
def london() -> ZoneInfo:
    """Answer the time zone of everything that people see."""
    return ZoneInfo("Europe/London")


def to_local(instant: datetime) -> datetime:
    """Answer the same instant in local time."""
    return instant.astimezone(london())


def local_date(instant: datetime) -> date:
    """Answer the local date of an instant."""
    return instant.astimezone(london()).date()


def from_local(wall: datetime) -> datetime | None:
    """Answer the instant (UTC) of a local time without offset; None where the clocks skip it.

    Of a time that the clocks repeat, it is the first of the two.
    """
    instant = wall.replace(tzinfo=london(), fold=0).astimezone(UTC)
    return instant if instant.astimezone(london()).replace(tzinfo=None) == wall else None


def midnight(day: date) -> datetime:
    """Answer the instant at which a local day begins."""
    return datetime.combine(day, time(), tzinfo=london()).astimezone(UTC)


def say(instant: datetime) -> str:
    """Write an instant for a reason: local, to the minute (`2026-10-23T22:15`), seconds only where there are any."""
    local = to_local(instant).replace(tzinfo=None)
    return local.isoformat(timespec="minutes" if not (local.second or local.microsecond) else "seconds")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as a pack writes it: `number` of `unit` (minute, hour, day, week, working day)."""

    number: int
    unit: str
    elapsed: timedelta | None = field(compare=False)
    """What it is in elapsed time; None for working days."""

    @classmethod
    def parse(cls, text: object) -> Length | None:
        """Read "3 working days"; None if it is not a length of time that the language knows."""
        found = _LENGTH.fullmatch(text) if isinstance(text, str) else None
        if not found or int(found[1]) == 0:
            return None
        number, unit = int(found[1]), found[2]
        if unit == "working day":
            return cls(number, unit, None) if number <= 1000 else None
        elapsed = number * _UNITS[unit]
        return cls(number, unit, elapsed) if elapsed <= _LONGEST else None

    def __str__(self) -> str:
        """Write it as a pack does."""
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The bank holidays of England that are known, and the years for which they are."""

    bank_holidays: frozenset[date]
    first_year: int
    last_year: int

    @classmethod
    def of(cls, days: Iterable[date]) -> Calendar:
        """Make a calendar from every bank holiday of a run of whole years."""
        known = frozenset(days)
        years = sorted(day.year for day in known) or [date.max.year]
        return cls(known, years[0], years[-1])

    def knows(self, first: date, last: date) -> bool:
        """Answer whether bank holidays are known for all the days between two."""
        return self.first_year <= first.year and last.year <= self.last_year

    def is_working_day(self, day: date, closed: Collection[date] = ()) -> bool:
        """Answer whether a day counts: no Saturday, Sunday, bank holiday or day of closure."""
        return day.weekday() < 5 and day not in self.bank_holidays and day not in closed

    def end_of_working_day(self, start: datetime, number: int, closed: Collection[date] = ()) -> datetime:
        """Answer the end (24:00 local) of the `number`th working day after the local day of `start`."""
        day = local_date(start)
        while number:
            day += timedelta(days=1)
            number -= self.is_working_day(day, closed)
        return midnight(day + timedelta(days=1))

    def after(self, start: datetime, length: Length, closed: Collection[date] = ()) -> datetime:
        """Answer the instant so long after `start`."""
        if length.elapsed is not None:
            return start + length.elapsed
        return self.end_of_working_day(start, length.number, closed)


def age_on(born: date, day: date) -> int:
    """Answer the age in whole years; someone born on 29 February ages on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
