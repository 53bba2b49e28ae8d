"""One start of one clause in one reading: all that its duty, or each of its occurrences, is worked out from."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime

from homeward.protocol.events_back import HandedOver
from homeward.protocol.meeting import Tenure
from homeward.protocol.patterns import Pattern
from homeward.protocol.plan import Plan
from homeward.protocol.reading import End, Reading, Start


class Matter:
    """The start, the plan, the reading, and what has been settled of owner, recipients and arithmetic."""

    __slots__ = (
        "arose", "asks", "end", "owner", "place", "plan", "reading", "start", "sum", "to", "urgent_from",
    )  # fmt: skip

    def __init__(
        self, reading: Reading, plan: Plan, start: Start, arose: datetime, place: int, asks: tuple[str, ...],
        end: End | None,
    ) -> None:  # fmt: skip
        """Keep what has been settled; owner and recipients that depend on the child, and arithmetic, follow."""
        self.reading = reading
        self.plan = plan
        self.start = start
        self.arose = arose
        self.place = place
        self.asks = asks
        self.end = end
        self.owner = plan.owner
        self.to = plan.to
        self.sum = plan.says
        self.urgent_from: int | None = None

    def absence_range(self) -> tuple[int, int]:
        """Answer the places of the absence to which the start belongs; of all events where it belongs to none."""
        absence = self.start.absence
        return (absence.first, absence.stop) if absence else (0, len(self.reading.history.events))

    def died(self) -> bool:
        """Answer whether the child has died, which ends everything still owed but what begins with the death."""
        return self.reading.history.died is not None and not at_death(self.reading, self.start)

    def skip(self) -> int:
        """Answer the place of the starting event, which never meets its duty; a moment may coincide with one that does."""
        return -1 if self.start.moment else self.start.place

    def handovers(self, upto: datetime | None = None) -> list[tuple[int, str]]:
        """Answer the places at which what the owner still owes passed on, and to whom."""
        history = self.reading.history
        found: list[tuple[int, str]] = []
        owner = self.owner
        first, stop = self.absence_range()
        for place in history.by_kind.get("handed_over", ()):
            event = history.events[place]
            passed_on = first <= place < stop and place >= self.start.place and place != self.skip()
            if not isinstance(event, HandedOver) or not passed_on:
                continue
            if upto is not None and event.at > upto:
                break
            if event.to and owner in event.from_:
                owner = event.to[0]
                found.append((place, owner))
        return found

    def owners(self, upto: datetime | None = None) -> tuple[Tenure, ...]:
        """Answer everybody who owes the duty in turn, with the places between which they do."""
        end = len(self.reading.history.events)
        if "handed_over" not in self.reading.history.by_kind:
            return (Tenure(self.owner, 0, end),)
        passed = [(0, self.owner), *self.handovers(upto)]
        stops = [place for place, _ in passed[1:]] + [end]
        return tuple(Tenure(owner, first, stop) for (first, owner), stop in zip(passed, stops, strict=True))


def at_death(reading: Reading, start: Start) -> bool:
    """Answer whether a duty begins with the child's death."""
    return not start.moment and start.place >= 0 and reading.history.events[start.place].kind == "died"


def unmet_after(matter: Matter) -> list[Pattern]:
    """Answer the patterns that must have happened in this absence first and have not."""
    duty = matter.plan.terms
    if not duty.after:
        return []
    first, stop = matter.absence_range()
    return [p for p in duty.after if _first_in(matter, p, first, stop) is None]


def _first_in(matter: Matter, pattern: Pattern, first: int, stop: int) -> int | None:
    found = []
    for owner in {t.role for t in matter.owners()} if pattern.by_owner else {""}:
        sure = matter.reading.hits(pattern.owned_by(owner)).sure
        i = bisect_left(sure, first)
        if i < len(sure) and sure[i] < stop:
            found.append(sure[i])
    return min(found, default=None)


def after_order(matter: Matter, met_at: datetime | None) -> list[str]:
    """Answer which patterns of `after` were met out of order: the duty first, what it should wait for later or never."""
    terms_ = matter.plan.terms
    if met_at is None:
        return []
    first, stop = matter.absence_range()
    late = []
    for pattern in terms_.after:
        place = _first_in(matter, pattern, first, stop)
        if place is None or matter.reading.history.times[place] > met_at:
            late.append(pattern.says)
    return late
