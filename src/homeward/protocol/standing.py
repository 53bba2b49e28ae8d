"""How a duty stands: the first status that holds (events page of the design, section 3), and the reasons for it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from homeward.protocol import terms
from homeward.protocol.duty import (
    LATE_WORD,
    MET,
    MET_LATE,
    NO_LONGER_NEEDED,
    OPEN,
    OVERDUE,
    SET_ASIDE,
    UNCLEAR,
    WAITING,
    Duty,
    Told,
)
from homeward.protocol.matter import Matter, unmet_after
from homeward.protocol.meeting import Met, Recipient, Window, meeting
from homeward.protocol.reading import Reading
from homeward.protocol.reasons import reasons
from homeward.protocol.setting_aside import Aside, Span, asides

AT_ONCE: Final = "at once"


def stand(
    matter: Matter, window: Window, occurrence: int, arose: datetime, due: datetime | None, now: datetime
) -> Duty:  # fmt: skip
    """Answer a duty with its status at `now`. `due` None: no time is given."""
    reading, clause = matter.reading, matter.clause
    recurring = bool(clause.duty and clause.duty.clock.every)
    met = meeting(reading, clause, matter.to, window)
    span = Span(matter.start.root, matter.start.at, matter.start.absence, occurrence, arose, due, recurring)
    found = asides(reading, clause, matter.protocol.set_aside_by(clause), span)
    duty = Duty(clause, lambda d: reasons(matter, met, found, d, recurring))
    duty.key = _key(matter, occurrence)
    duty.occurrence, duty.start_at, duty.arose, duty.due = occurrence, matter.start.at, arose, due
    duty.words = _words(matter)
    duty.asks = tuple(dict.fromkeys((*matter.asks, *met.asks)))
    duty.to = matter.to
    recipients, place = _with_asides(reading, met, found)
    _status(matter, duty, place, found, now, recurring)
    duty.recipients = tuple(_told(reading, r) for r in recipients)
    duty.owner = _owner(matter, duty, due if recurring else None)
    return duty


def _key(matter: Matter, occurrence: int) -> str:
    clause = matter.clause
    return "/".join((clause.pack, clause.id, clause.part or "", matter.start.root, str(occurrence)))


def _words(matter: Matter) -> str | None:
    clock = matter.clause.duty.clock if matter.clause.duty else None
    return AT_ONCE if matter.urgent_from is not None else (clock.words if clock else None)


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


def _status(
    matter: Matter, duty: Duty, place: int | None, found: list[Aside], now: datetime, recurring: bool
) -> None:  # fmt: skip
    history, due = matter.reading.history, duty.due
    end = matter.end if not (recurring and matter.end and due and matter.end.at > due) else None
    ended_in_time = end is not None and (due is None or end.at <= due)
    if place is not None:
        event = history.events[place]
        duty.met_at = event.at
        duty.late_word = event.recorded - event.at > LATE_WORD
        duty.status = MET_LATE if due is not None and event.at > due else MET
        duty.asks = ()
        return
    duty.ended_at = end.at if end else None
    past = due is not None and now > due
    died = matter.died()
    if _set_aside(duty, found, matter):
        duty.status = SET_ASIDE
    elif died or ended_in_time:
        duty.status = NO_LONGER_NEEDED
        over = due is not None and past and (end is None or end.at > due)
        duty.was_overdue = over or (end is not None and ended_in_time and _owed_at_once(matter, duty))
        duty.missed = recurring and over
    elif matter.asks:
        duty.status, duty.was_overdue, duty.missed = UNCLEAR, end is not None, recurring and past
    elif past:
        duty.status, duty.was_overdue, duty.missed = OVERDUE, end is not None, recurring
    elif _waits(matter):
        duty.status = WAITING
    else:
        duty.status = OPEN
    if duty.status in (SET_ASIDE, NO_LONGER_NEEDED):
        duty.asks = ()


def _owed_at_once(matter: Matter, duty: Duty) -> bool:
    """Answer whether what ended undone was owed at once: a failure although no number was given."""
    words = (duty.words or "").lower()
    if matter.asks or _waits(matter) or (matter.clause.duty and matter.clause.duty.force == "may"):
        return False
    return any(urgent in words for urgent in terms.URGENT_WORDS)


def _set_aside(duty: Duty, found: list[Aside], matter: Matter) -> bool:
    valid = [a for a in found if not a.void]
    if any(not a.to for a in valid):
        return True
    aside_for = {role for a in valid for role in a.to}
    return bool(matter.to and aside_for) and all(not terms.covers(r).isdisjoint(aside_for) for r in matter.to)


def _waits(matter: Matter) -> bool:
    return matter.urgent_from is None and bool(unmet_after(matter))


def _told(reading: Reading, recipient: Recipient) -> Told:
    at = reading.history.times[recipient.place] if recipient.place is not None else None
    return Told(recipient.role, recipient.state, at)


def _owner(matter: Matter, duty: Duty, upto: datetime | None) -> str:
    """Answer who owes it: handing over moves what is still owed, not what was met before."""
    owner = matter.owner
    if "handed_over" in matter.reading.history.by_kind:
        for place, other in matter.handovers(upto):
            settled = duty.met_at is not None and duty.met_at <= matter.reading.history.times[place]
            owner = owner if settled else other
    return owner
