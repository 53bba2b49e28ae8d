"""How a child stands at a moment, in a few lines: still missing or back, for how long, at which level, in which category."""

from __future__ import annotations

from datetime import datetime

from homeward.commands.wording import capital, count, listed, plain, reason, span, when
from homeward.protocol import terms
from homeward.protocol.clocks import Calendar, age_on, local_date
from homeward.protocol.facts import UNKNOWN
from homeward.protocol.layers import Protocol, Protocols
from homeward.protocol.reading import Reading
from homeward.protocol.reasons import told
from homeward.protocol.situation import Absence, History


def in_force(history: History, protocols: Protocols) -> list[Protocol]:
    """Answer the protocols of the absence in question; where there is none, those that would apply."""
    if history.absences:
        return list(protocols.on(local_date(history.absences[-1].start)))
    return protocols.used(history) or list(protocols.on_last())


def child(history: History, now: datetime) -> str:
    """Write who the child is, as far as it is recorded: age, looked after by whom, placed where."""
    day, facts = local_date(now), history.facts
    said = [f"a child of {age_on(history.born, day)}" if history.born else "a child whose age is not known"]
    since = facts.at("looked_after_since", now)
    if since is UNKNOWN:
        said.append("looked after or not is not known")
    else:
        said.append("looked after" if since and since <= day else "not looked after")
    for key, words in (("responsible_authority", "responsible authority"), ("placement", "placement")):
        value = facts.at(key, now)
        if value is not UNKNOWN and value:
            said.append(f"{words} {value}" if key == "responsible_authority" else str(value))
    placed = facts.at("placed_in", now)
    if placed is not UNKNOWN and placed:
        said.append(f"placed in {placed}")
    return capital(", ".join(said))


def state(history: History, protocols: Protocols, calendar: Calendar, now: datetime) -> list[str]:
    """Write the child's state: the first line is the one to read if only one is read."""
    if history.died is not None:
        return [
            f"THE CHILD HAS DIED, {when(history.times[history.died], now)}. What was still owed has ended."
        ]
    if not history.absences:
        return ["NO ABSENCE RECORDED up to then."]
    absence = history.absences[-1]
    lines = [_running(history, protocols, calendar, absence, now)]
    if absence.end is not None:
        lines = [_over(history, absence, now)]
    lines.append(_level(history, absence, now))
    unclosed = [
        a for a in history.absences if a.closed is None and a.end is not None and a.report is not None
    ]
    if len(history.absences) > 1:
        lines.append(f"Absence {absence.number} of {count(len(history.absences), 'recorded absence')}.")
    if unclosed:
        lines.append(f"{count(len(unclosed), 'episode')} over and not closed yet.")
    return lines


def _running(
    history: History, protocols: Protocols, calendar: Calendar, absence: Absence, now: datetime
) -> str:
    last = len(history.events) - 1
    category = plain(history.category_at(last) or "")
    if absence.report is None:
        return f"NOT REPORTED, away {span(now - absence.began)} (since {when(absence.began, now)})."
    found = ", LOCATED BUT NOT YET BACK" if history.found_at(last) else ""
    readings = [Reading(history, p.house, calendar) for p in in_force(history, protocols)]
    verdicts = [(r, r.missing_at(last)) for r in readings]
    missing = next((r for r, (answer, _) in verdicts if answer), None)
    if missing is not None:
        spans = missing.missing_spans(absence)
        since = next((history.times[s.first] for s in spans if s.verdict[0]), absence.start)
        return f"STILL MISSING, {span(now - since)} (since {when(since, now)}){found}."
    asks = [question for _, (answer, questions) in verdicts if answer is None for question in questions]
    since = history.times[absence.report]
    if asks:
        return f"MAY BE MISSING, {span(now - since)}, recorded as {category}: {asks[0]}"
    return f"STILL AWAY, {span(now - since)}, recorded as {category} (since {when(since, now)}){found}."


def _over(history: History, absence: Absence, now: datetime) -> str:
    assert absence.end is not None
    assert absence.ended is not None
    event = history.events[absence.end]
    away = f"after {span(absence.ended - absence.start)}"
    if event.kind != "returned":
        return f"NO LONGER ABSENT since {when(absence.ended, now)}, {away}: {reason(told(event), now)}."
    places = [plain(str(getattr(history.events[p], "to", ""))) for p in absence.returns]
    return f"BACK since {when(absence.ended, now)}, {away}: {listed(places, 'then')}."


def _level(history: History, absence: Absence, now: datetime) -> str:
    last = len(history.events) - 1
    level = history.level_at(last)
    if level == terms.NOT_ASSESSED:
        return "Level of risk in force: not assessed yet in this absence."
    place = absence.levels[-1][0]
    event = history.events[place]
    by = f" by {listed(map(plain, event.by))}" if event.by else ""
    return f"Level of risk in force: {plain(level)}, recorded {when(event.at, now)}{by}."
