"""How a duty stands: the first status that holds (events page of the design, section 3), and the reasons for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from homeward.protocol import terms
from homeward.protocol.duty import (
    LATE_WORD,
    MET,
    MET_LATE,
    NO_LONGER_NEEDED,
    OVERDUE,
    SET_ASIDE,
    UNCLEAR,
    WAITING,
    Duty,
)
from homeward.protocol.matter import Matter, unmet_after
from homeward.protocol.meeting import Met, Recipient
from homeward.protocol.reading import End, Reading
from homeward.protocol.setting_aside import Aside, Span, asides


def stand(
    matter: Matter, met: Met, occurrence: int, arose: datetime, due: datetime | None, now: datetime
) -> Duty:  # fmt: skip
    """Answer a duty with its status at `now`. `due` None: no time is given."""
    history = matter.reading.history
    asides_: Sequence[Aside] = ()
    if "duty_set_aside" in history.by_kind:
        asides_, met = _asides(matter, met, occurrence, arose, due)
    duty = Duty(matter, met, asides_, occurrence, arose, due)
    if met.place is not None:
        event = history.events[met.place]
        duty.met_at = event.at
        duty.status = MET if due is None or event.at <= due else MET_LATE
        if event.recorded is not event.at:
            duty.late_word = event.recorded - event.at > LATE_WORD
    else:
        _not_met(matter, duty, now)
    if "handed_over" in history.by_kind:
        duty.owner = _owner(matter, duty, due if matter.plan.every is not None else None)
    return duty


def _asides(
    matter: Matter, met: Met, occurrence: int, arose: datetime, due: datetime | None
) -> tuple[list[Aside], Met]:
    start, plan = matter.start, matter.plan
    span = Span(start.root, start.at, start.absence, occurrence, arose, due, plan.every is not None)
    found = asides(matter.reading, plan.clause, plan.allowed, span)
    recipients, place = _with_asides(matter.reading, met, found)
    return found, Met(place, tuple(recipients), met.asks)


def _with_asides(reading: Reading, met: Met, found: list[Aside]) -> tuple[list[Recipient], int | None]:
    """Settle recipients for whom alone the duty was set aside."""
    valid = [a for a in found if not a.void and a.to]
    if not valid or not met.recipients or met.place is not None:
        return list(met.recipients), met.place
    recipients = []
    for recipient in met.recipients:
        covered = terms.covers(recipient.role)
        aside = next((a for a in valid if not covered.isdisjoint(a.to)), None)
        excused = recipient.state == "owed" and aside is not None
        recipients.append(
            Recipient(recipient.role, "set_aside", aside.place) if excused and aside else recipient
        )
    settled = [r.place for r in recipients if r.place is not None]
    told = any(r.state in ("told", "not_told") for r in recipients)
    return recipients, (max(settled) if told and len(settled) == len(recipients) else None)


def _not_met(matter: Matter, duty: Duty, now: datetime) -> None:
    due, end, recurring = duty.due, matter.end, matter.plan.every is not None
    if end is not None:
        if recurring and due and end.at > due:
            end = None
        else:
            duty.ended_at = end.at
    past = due is not None and now > due
    if duty.asides and _set_aside(matter, duty.asides):
        duty.status = SET_ASIDE
    elif matter.died() or (end is not None and (due is None or end.at <= due)):
        duty.status = NO_LONGER_NEEDED
        over = due is not None and past and (end is None or end.at > due)
        ended_in_time = end is not None and (due is None or end.at <= due)
        duty.was_overdue = over or (ended_in_time and _owed_at_once(matter))
        duty.missed = recurring and over
    else:
        _owed(matter, duty, end, past)


def _owed(matter: Matter, duty: Duty, end: End | None, past: bool) -> None:
    asks = matter.asks or duty.met.asks
    if asks:
        duty.asks = tuple(dict.fromkeys((*matter.asks, *duty.met.asks)))
    if matter.asks:
        duty.status = UNCLEAR
    elif past:
        duty.status = OVERDUE
    elif matter.plan.terms.after and _waits(matter):
        duty.status = WAITING
        return
    else:
        return
    duty.was_overdue = end is not None
    duty.missed = past and matter.plan.every is not None


def _owed_at_once(matter: Matter) -> bool:
    """Answer whether what ended undone was owed at once: a failure although no number was given."""
    urgent = matter.plan.urgent or matter.urgent_from is not None
    return urgent and not matter.asks and matter.plan.terms.force != "may" and not _waits(matter)


def _set_aside(matter: Matter, found: Sequence[Aside]) -> bool:
    valid = [a for a in found if not a.void]
    if any(not a.to for a in valid):
        return True
    aside_for = {role for a in valid for role in a.to}
    return bool(matter.to and aside_for) and all(not terms.covers(r).isdisjoint(aside_for) for r in matter.to)


def _waits(matter: Matter) -> bool:
    return matter.urgent_from is None and bool(unmet_after(matter))


def _owner(matter: Matter, duty: Duty, upto: datetime | None) -> str:
    """Answer who owes it: handing over moves what is still owed, not what was met before."""
    owner = matter.owner
    for place, other in matter.handovers(upto):
        settled = duty.met_at is not None and duty.met_at <= matter.reading.history.times[place]
        owner = owner if settled else other
    return owner
