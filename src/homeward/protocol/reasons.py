"""Why a duty is there and stands as it does, in sentences, in the order in which they were used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import say
from homeward.protocol.event import Event
from homeward.protocol.events_away import Reported
from homeward.protocol.matter import Matter, after_order, unmet_after
from homeward.protocol.meeting import Met
from homeward.protocol.setting_aside import Aside
from homeward.protocol.terms import in_words

if TYPE_CHECKING:
    from homeward.protocol.duty import Duty


def reasons(duty: Duty) -> list[str]:
    """Answer the reasons of a duty: start, conditions, owner, arithmetic, what met or ended it, pack and version."""
    matter = duty.matter
    why = [_start(matter), *_conditions(matter)]
    if duty.owner != matter.owner:
        why.append(f"handed over from {in_words(matter.owner)} to {in_words(duty.owner)}")
    why += _arithmetic(matter, duty)
    why += _outcome(matter, duty.met, duty)
    why += [_aside(matter, aside) for aside in duty.asides]
    end, recurring = matter.end, matter.plan.every is not None
    if end is not None and duty.met_at is None and not (recurring and duty.due and end.at > duty.due):
        why.append(f"ended by {told(matter.reading.history.events[end.place])}")
    clause = matter.plan.clause
    why.append(f"{clause.pack} {clause.version}")
    return why


def told(event: Event) -> str:
    """Write an event in a line: what, when, by whom."""
    by = f" by {' and '.join(in_words(r) for r in event.by)}" if event.by else ""
    detail = ""
    for name in ("category", "level", "about", "outcome", "kind_", "declined_by", "to", "with_"):
        value = getattr(event, name, None)
        if isinstance(value, str) and len(value) < 40 and not (name == "outcome" and " " in value):
            detail += f" {in_words(value)}"
        elif (
            isinstance(value, tuple) and value and not (isinstance(event, Reported) and value == ("police",))
        ):
            detail += f" {'to' if name == 'to' else 'with'} {' and '.join(in_words(r) for r in value)}"
    return f"{in_words(event.kind)}{detail} {say(event.at)}{by}"


def _start(matter: Matter) -> str:
    start, history = matter.start, matter.reading.history
    if start.root == "child":
        return f"{in_words(start.moment)} {say(start.at)}, before the first event"
    event = told(history.events[start.place]) if start.place >= 0 else say(start.at)
    if not start.moment:
        return event
    at = f" {say(start.at)}" if start.place < 0 or history.times[start.place] != start.at else ""
    return f"{in_words(start.moment)}{at}: {event}"


def _conditions(matter: Matter) -> list[str]:
    duty, reading = matter.plan.terms, matter.reading
    why: list[str] = []
    for condition in (duty.when, duty.while_):
        if condition is not None:
            why += condition.says(reading, matter.place, matter.arose)
    for routes in (duty.owner.routes, duty.to, duty.clock.within):
        for route in routes:
            if route.when is not None and route.when.test(reading, matter.place, matter.arose) is not False:
                why += route.when.says(reading, matter.place, matter.arose)
                break
    if duty.doubtful is not None and duty.doubtful.says in matter.asks:
        why.append(f"doubtful: {duty.doubtful.says}")
    return list(dict.fromkeys(why))


def _arithmetic(matter: Matter, duty: Duty) -> list[str]:
    terms, every = matter.plan.terms, matter.plan.every
    sum_ = matter.sum if every is None else f"every {every}, occurrence {duty.occurrence}"
    why = []
    if terms.clock.once is not None:
        why.append(f"a mark: {terms.clock.once} from the start, {say(matter.arose)}")
    if sum_:
        why.append(f"{sum_}{f': {say(duty.due)}' if duty.due else ''}")
    if duty.words:
        urgent = matter.urgent_from
        if urgent is not None:
            why.append(f"at once, because of {told(matter.reading.history.events[urgent])}")
        else:
            why.append(f'the source says "{duty.words}"')
    if not sum_ and not duty.words:
        why.append("the source gives no time")
    return why


def _outcome(matter: Matter, met: Met, duty: Duty) -> list[str]:
    history = matter.reading.history
    if duty.met_at is not None:
        place = met.place if met.place is not None else history.place_at(duty.met_at)
        said = f"met by {told(history.events[place])}"
        if duty.late_word:
            said += f", recorded {say(history.events[place].recorded)}"
        return [
            said,
            *(f"the order was not kept: {p} had not happened" for p in after_order(matter, duty.met_at)),
        ]
    ignored = _ignored(matter)
    owed = [in_words(r.role) for r in duty.recipients if r.state == "owed"]
    if owed:
        return [f"still owed to {', '.join(owed)}", *ignored, *_waiting(matter)]
    return [f"no {_wanted(matter.plan.clause)}", *ignored, *_waiting(matter)]


def _ignored(matter: Matter) -> list[str]:
    """Answer what was recorded as done and does not count, because other events meet this clause."""
    terms, history = matter.plan.terms, matter.reading.history
    if not (terms.met_by or terms.met_by_all):
        return []
    done = [history.events[p] for p in history.by_kind.get("duty_done", ())]
    mine = [e for e in done if getattr(e, "clause", None) == matter.plan.clause.id]
    return [f"{told(e)} does not count: this clause is met by what it names" for e in mine]


def _waiting(matter: Matter) -> list[str]:
    if matter.urgent_from is not None:
        return []
    return [f"waits for {p.says}" for p in unmet_after(matter)]


def _wanted(clause: Clause) -> str:
    duty = clause.duty
    assert duty is not None
    patterns = duty.met_by or duty.met_by_all
    return " or ".join(p.says for p in patterns) if patterns else f"duty done {clause.id}"


def _aside(matter: Matter, aside: Aside) -> str:
    event = matter.reading.history.events[aside.place]
    by = " and ".join(in_words(r) for r in event.by)
    return aside.void or f"set aside {say(event.at)} by {by}" + (
        f" for {' and '.join(map(in_words, aside.to))}" if aside.to else ""
    )
