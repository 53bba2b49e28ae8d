"""The ten duties of `ten_duties` written out by hand: what a programmer would write who needed these ten and no others.

It does the same work (owner, due time, status, when met), without packs, reasons, corrections, or anything not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from homeward.protocol.event import Event
from homeward.protocol.terms import covers

HOUR = timedelta(hours=1)
DAY = timedelta(hours=24)
SAFE = frozenset({"home", "placement", "place_of_safety"})
FAMILY, SOCIAL_CARE, LEADERS = covers("family"), covers("childrens_social_care"), covers("senior_leadership")
POLICE, SERGEANT = covers("police"), covers("detective_sergeant")

_STATUS = {(True, False): "met", (True, True): "met_late", (False, True): "overdue", (False, False): "open"}


class Row(NamedTuple):
    """One duty: which, whose, its occurrence, when due, how it stands, when it was met."""

    clause: str
    owner: str
    occurrence: int
    due: datetime
    status: str
    met_at: datetime | None


def ten_duties_by_hand(
    events: Iterable[Event], looked_after: bool, social_worker: bool, now: datetime
) -> list[Row]:
    """Answer the ten duties of one episode at a moment."""
    held: dict[str, list[Any]] = {}
    for event in sorted(events, key=lambda e: e.at):
        if event.at <= now:
            held.setdefault(event.kind, []).append(event)
    rows: list[Row] = []
    if "reported" not in held:
        return rows
    notified = held.get("notified", ())
    start = held["reported"][0].at
    back = held["returned"][0].at if "returned" in held else None
    missing = held["reported"][0].category == "missing"

    def one(clause: str, owner: str, since: datetime, due: datetime, events: Iterable[Any]) -> None:
        met = next((e.at for e in events if e.at >= since), None)
        late = now > due if met is None else met > due
        status = _STATUS[met is not None, late]
        rows.append(Row(clause, owner, 1, due, status, met))

    one("TEN-01", "call_handler", start, start + HOUR, held.get("risk_assessed", ()))
    if missing:
        _while_missing(one, rows, held, notified, start, back, now, looked_after, social_worker)
    if back is not None:
        _once_back(one, rows, held, notified, back, now)
    return rows


def _while_missing(
    one: Callable[..., None], rows: list[Row], held: dict[str, list[Any]], notified: Sequence[Any], start: datetime,
    back: datetime | None, now: datetime, looked_after: bool, social_worker: bool,
) -> None:  # fmt: skip
    if looked_after:
        told = (e for e in notified if not FAMILY.isdisjoint(e.to))
        one("TEN-02", "placement", start, start + 4 * HOUR, told)
    told = (e for e in notified if not SOCIAL_CARE.isdisjoint(e.to) and not POLICE.isdisjoint(e.by))
    one("TEN-03", "police", start, start + DAY, told)
    _reviews(rows, held.get("risk_reviewed", ()), start, back, now)
    mark = start + DAY
    if social_worker and now >= mark and (back is None or back > mark):
        meetings = (e for e in held.get("meeting_held", ()) if e.kind_ == "strategy")
        one("TEN-05", "childrens_social_care", start, mark + 12 * HOUR, meetings)
    mark = start + 2 * DAY
    if now >= mark and (back is None or back > mark):
        told = (e for e in notified if not LEADERS.isdisjoint(e.to))
        one("TEN-06", "social_worker", start, mark + 4 * HOUR, told)


def _reviews(
    rows: list[Row], reviews: Sequence[Any], start: datetime, back: datetime | None, now: datetime
) -> None:
    number, arose = 1, start
    while arose <= now and (back is None or arose < back):
        due = arose + DAY
        met = next((e.at for e in reviews if arose < e.at <= due and not SERGEANT.isdisjoint(e.by)), None)
        if met is not None:
            status = "met"
        elif back is not None and back <= due:
            status = "no_longer_needed"
        else:
            status = "overdue" if now > due else "open"
        rows.append(Row("TEN-04", "detective_sergeant", number, due, status, met))
        number, arose = number + 1, due


def _once_back(
    one: Callable[..., None], rows: list[Row], held: dict[str, list[Any]], notified: Sequence[Any], back: datetime,
    now: datetime,
) -> None:  # fmt: skip
    checks, interviews = held.get("prevention_interview_held", ()), held.get("return_interview_held", ())
    one("TEN-07", "police", back, back + DAY, checks)
    if held["returned"][0].to in SAFE:
        one("TEN-08", "return_interviewer", back, back + 3 * DAY, interviews)
        row = rows[-1]
        if row.status == "open":
            declined = held.get("return_interview_declined", ())
            if any(e.declined_by == "child" for e in declined):
                rows[-1] = row._replace(status="no_longer_needed")
            elif not checks:
                rows[-1] = row._replace(status="waiting")
    told = (e for e in notified if not SOCIAL_CARE.isdisjoint(e.to) and e.about == "returned")
    one("TEN-09", "police", back, back + DAY, told)
    if interviews:
        held_at = interviews[0].at
        one("TEN-10", "social_worker", held_at, held_at + 7 * DAY, held.get("plan_recorded", ()))
