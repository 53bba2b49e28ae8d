"""When a service is open, as far as its source says. Not known is an answer: nothing here guesses an hour.

A service's hours come from a pack's `[service.*]`. Times are local; on bank holidays a service is closed unless it says
otherwise. `closed_when_open` makes an out-of-hours team: open exactly when another service is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from homeward.protocol.clocks import Calendar, local_date, london
from homeward.protocol.terms import in_words

_HORIZON = 400
"""Days ahead in which a next opening is looked for: over a year, so that a service open once a year is found."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Opening:
    """One line of hours: on these weekdays (Monday is 0) from one minute of the day to another, which may be next day."""

    days: frozenset[int]
    start: int
    end: int
    bank_holidays: bool = False
    says: str = ""

    def on(self, day: date, calendar: Calendar, closed: frozenset[date]) -> Span | None:
        """Answer the span that begins on a day, if any (instants in UTC)."""
        if day.weekday() not in self.days or day in closed:
            return None
        if day in calendar.bank_holidays and not self.bank_holidays:
            return None
        end_day = day if self.end > self.start else day + timedelta(days=1)
        return _instant(day, self.start), _instant(end_day, self.end)


def _instant(day: date, minute: int) -> datetime:
    day += timedelta(days=minute // 1440)
    wall = datetime.combine(day, time(minute % 1440 // 60, minute % 60), tzinfo=london())
    return wall.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Service:
    """What an area calls a role, how to reach it, and when it is open."""

    role: str
    name: str = ""
    contact: str = ""
    hours: tuple[Opening, ...] | None = None
    unclear: tuple[Opening, ...] = ()
    closed: frozenset[date] = frozenset()
    closed_when_open: str = ""

    def spans(
        self, openings: tuple[Opening, ...], start: datetime, days: int, calendar: Calendar
    ) -> Iterator[Span]:
        """Answer the spans of some openings from the day before `start` on, in order, touching ones joined."""
        first = local_date(start) - timedelta(days=1)
        found = sorted(
            span
            for ahead in range(days + 2)
            for opening in openings
            if (span := opening.on(first + timedelta(days=ahead), calendar, self.closed))
        )
        held: Span | None = None
        for span in found:
            if held and span[0] <= held[1]:
                held = (held[0], max(held[1], span[1]))
                continue
            if held:
                yield held
            held = span
        if held:
            yield held


class Hours:
    """The services of a protocol in force, asked together because one may be open when another is closed."""

    def __init__(self, services: Mapping[str, Service], calendar: Calendar) -> None:
        """Keep the services by role and the calendar that closes them."""
        self.services = services
        self.calendar = calendar

    def is_open(self, role: str, instant: datetime) -> bool | None:
        """Answer whether a service is open; None where its source does not say."""
        service = self.services.get(role)
        if service is None:
            return None
        if service.closed_when_open:
            other = self.is_open(service.closed_when_open, instant)
            return None if other is None else not other
        if service.hours is None:
            return None
        if self._within(service, service.hours, instant):
            return True
        return None if self._within(service, service.unclear, instant) else False

    def _within(self, service: Service, openings: tuple[Opening, ...], instant: datetime) -> bool:
        return any(s <= instant < e for s, e in service.spans(openings, instant, 0, self.calendar))

    def next_opening(self, role: str, after: datetime) -> datetime | None:
        """Answer when a service next opens after an instant; None where its source does not say."""
        return self._next_change(role, after, opens=True)

    def next_closing(self, role: str, after: datetime) -> datetime | None:
        """Answer when a service next closes after an instant; None where its source does not say."""
        return self._next_change(role, after, opens=False)

    def _next_change(self, role: str, after: datetime, *, opens: bool) -> datetime | None:
        service = self.services.get(role)
        if service is None:
            return None
        if service.closed_when_open:
            return self._next_change(service.closed_when_open, after, opens=not opens)
        if service.hours is None:
            return None
        for days in (10, _HORIZON):
            spans = service.spans(service.hours, after, days, self.calendar)
            found = next((at for s, e in spans if (at := s if opens else e) > after), None)
            if found is not None and found < after + timedelta(days=days - 1):
                return None if self._doubt(service, after, found, days) else found
        return None

    def _doubt(self, service: Service, after: datetime, found: datetime, days: int) -> bool:
        spans = service.spans(service.unclear, after, days, self.calendar)
        return any(s < found and e > after for s, e in spans)

    def always_open(self, role: str, instant: datetime) -> bool:
        """Answer whether a service is known to be open and never to close."""
        service = self.services.get(role)
        if service is None or service.hours is None or service.closed_when_open:
            return False
        return (
            bool(self.is_open(role, instant))
            and self.next_closing(role, instant) is None
            and not service.unclear
        )

    def question(self, role: str, instant: datetime | None = None) -> str:
        """Ask what is not known about a service's hours, with the source's silence where the pack words it."""
        service = self.services.get(role)
        name = (service.name if service else "") or in_words(role)
        if service and service.closed_when_open:
            return self.question(service.closed_when_open, instant)
        says = next((o.says for o in (service.unclear if service else ()) if o.says), "")
        return f"When is {name} open?" + (f" {says}." if says else "")
