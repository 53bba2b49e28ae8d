"""The answer of `duties` as a page for people: questions, then what is owed, most pressing first, then what is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from homeward.commands.wording import (
    by_when,
    capital,
    count,
    listed,
    plain,
    reason,
    sentence,
    span,
    when,
    wrapped,
)
from homeward.protocol.duties import Duties
from homeward.protocol.duty import (
    MET,
    MET_LATE,
    NO_LONGER_NEEDED,
    OPEN,
    OVERDUE,
    OWED,
    SET_ASIDE,
    UNCLEAR,
    WAITING,
    Duty,
)
from homeward.protocol.terms import URGENT_WORDS

COLUMN: Final = 14
MOST_REASONS: Final = 3
NOTHING: Final = "No duty has arisen by then under these texts, as far as they go. That is not an all-clear."
_NOT_SHORT: Final = ("no ", "still owed to", "the source ", "waits for")


@dataclass(frozen=True, slots=True)
class _Group:
    """One heading and what stands under it."""

    title: str
    holds: Callable[[Duty], bool]
    settled: bool = False


def _may(duty: Duty) -> bool:
    return duty.clause.duty is not None and duty.clause.duty.force == "may"


def _owed(duty: Duty, status: str) -> bool:
    return duty.status == status and not duty.missed and not _may(duty)


_GROUPS: Final = (
    _Group("OVERDUE", lambda d: _owed(d, OVERDUE) and d.clause.verified),
    _Group(
        "OVERDUE BY CLAUSES NOT YET VERIFIED (no breach until somebody has checked them)",
        lambda d: _owed(d, OVERDUE),
    ),
    _Group("DUE, the soonest first", lambda d: _owed(d, OPEN) and d.due is not None),
    _Group("OWED NOW, the source gives no time in numbers", lambda d: _owed(d, OPEN)),
    _Group("WAITING for something else first", lambda d: _owed(d, WAITING)),
    _Group("UNCLEAR until a question is answered", lambda d: _owed(d, UNCLEAR)),
    _Group("MAY BE DONE", lambda d: d.status in OWED and not d.missed),
    _Group("MET LATE", lambda d: d.status == MET_LATE, settled=True),
    _Group("MET", lambda d: d.status == MET, settled=True),
    _Group("SET ASIDE", lambda d: d.status == SET_ASIDE, settled=True),
    _Group("NO LONGER NEEDED", lambda d: d.status == NO_LONGER_NEEDED, settled=True),
)


def page(answer: Duties, *, since: datetime | None = None, every_reason: bool = False) -> str:
    """Write the page of an answer, without its head.

    `since` is when the absence in question began: what was owed before it comes after what it brought about.
    `every_reason` shows all reasons of all duties.
    """
    groups = _groups(answer, since or answer.now, every_reason)
    blocks = [*_questions(answer.duties), *groups, *_closing(answer)]
    return "\n\n".join(blocks) or wrapped(NOTHING, 0)


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """Sort duties so that the same answer is always printed the same way."""
    return sorted(
        duties, key=lambda d: (d.arose, d.clause.pack, d.clause.order, d.start_at, d.occurrence, d.key)
    )


def _questions(duties: Sequence[Duty]) -> Iterator[str]:
    turns_on: dict[str, int] = {}
    for duty in duties:
        if duty.status in OWED and not duty.missed:
            for question in duty.asks:
                turns_on[question] = turns_on.get(question, 0) + 1
    if turns_on:
        lines = [f"QUESTIONS: {len(turns_on)}"]
        for question, number in sorted(turns_on.items(), key=lambda q: -q[1]):
            lines.append(wrapped(f"{question} ({count(number, 'duty turns', 'duties turn')} on it)", 3, "?"))
        yield "\n".join(lines)


def _groups(answer: Duties, since: datetime, every_reason: bool) -> Iterator[str]:
    left = in_order(answer.duties)
    missed = [d for d in left if d.missed and d.status in OWED]
    for group in _GROUPS:
        held = [d for d in left if group.holds(d)]
        left = [d for d in left if not group.holds(d)]
        if group.settled and missed:
            yield _missed(missed, answer.now)
            missed = []
        if held:
            yield _group(group, held, answer.now, since, every_reason)


def _group(group: _Group, held: list[Duty], now: datetime, since: datetime, every_reason: bool) -> str:
    if group.settled:
        blocks = [_settled_block(d, now, every_reason) for d in held]
    else:
        held.sort(key=lambda duty: _pressing(duty, since))
        blocks = [_block(same, now, every_reason) for same in _asked_twice(held)]
    gap = "\n" if group.settled and not every_reason else "\n\n"
    return wrapped(f"{group.title}: {len(held)}", 0) + "\n" + gap.join(blocks)


def _pressing(duty: Duty, since: datetime) -> tuple[bool, bool, bool, datetime]:
    """Sort by due time; without one, what is asked at once first, what was owed before the absence last."""
    words = (duty.words or "").lower()
    urgent = any(word in words for word in URGENT_WORDS)
    return duty.due is None, not urgent, duty.arose < since, duty.due or duty.arose


def _missed(missed: Sequence[Duty], now: datetime) -> str:
    """Fold the turns of one recurring duty that nobody can take any more into one line."""
    folded: dict[tuple[str, str, datetime], list[Duty]] = {}
    for duty in missed:
        folded.setdefault((duty.clause.pack, duty.clause.name, duty.start_at), []).append(duty)
    lines = ["MISSED TURNS of what recurs (nobody can make them good: say why, once each)"]
    for turns in folded.values():
        last = turns[-1]
        times = listed(when(t.due, now) for t in turns[-3:] if t.due)
        which = f"due {times}" if len(turns) < 4 else f"the last three due {times}"
        lines.append(
            wrapped(
                f"{sentence(last.clause.says)} {count(len(turns), 'turn')}, {which}.",
                COLUMN,
                f"{last.clause.name}",
            )
        )
    return "\n".join(lines)


def _asked_twice(held: Iterable[Duty]) -> list[list[Duty]]:
    """Put together what two packs ask in the same words of the same people: both stand, the more pressing first."""
    together: dict[tuple[str, str, tuple[str, ...], datetime, int], list[Duty]] = {}
    for duty in held:
        key = (duty.clause.says.lower(), duty.owner, duty.to, duty.start_at, duty.occurrence)
        same = together.setdefault(key, [])
        if any(duty.clause.pack == other.clause.pack for other in same):
            together[(duty.key, *key[1:])] = [duty]
        else:
            same.append(duty)
    return list(together.values())


def _sentence(duty: Duty) -> str:
    turn = f" (turn {duty.occurrence})" if duty.clause.duty and duty.clause.duty.clock.every else ""
    return sentence(f"{duty.clause.says}{turn}")


def _block(same: Sequence[Duty], now: datetime, every_reason: bool) -> str:
    duty, *others = same
    lines = [wrapped(_sentence(duty), COLUMN, duty.clause.name)]
    lines += [wrapped(line, COLUMN) for line in _details(duty, now)]
    if every_reason:
        lines.append(_every_reason(duty, now))
    elif short := _short(duty):
        lines.append(wrapped(f"Why: {reason('; '.join(short), now)}.", COLUMN))
    for other in others:
        too = [
            f"{other.clause.name} of {other.clause.pack} asks the same.",
            _when(other, now),
            *_marks(other),
        ]
        lines.append(wrapped(" ".join(too), COLUMN))
        if every_reason:
            lines.append(_every_reason(other, now))
    return "\n".join(lines)


def _settled_block(duty: Duty, now: datetime, every_reason: bool) -> str:
    line = wrapped(f"{_sentence(duty)} {_settled(duty, now)}", COLUMN, duty.clause.name)
    return f"{line}\n{_every_reason(duty, now)}" if every_reason else line


def _every_reason(duty: Duty, now: datetime) -> str:
    return wrapped("Why: " + "; ".join(reason(why, now) for why in duty.why) + ".", COLUMN)


def _settled(duty: Duty, now: datetime) -> str:
    said = [capital(_who(duty)) + "."]
    if duty.met_at is not None:
        said.append(f"{'Done' if duty.status == MET else 'Done late'} {when(duty.met_at, now)}.")
    if duty.status == MET_LATE and duty.due:
        said.append(f"It was due {by_when(duty.due, now)}.")
    if duty.was_overdue:
        said.append("It was owed and not done when it ended.")
    if duty.late_word:
        said.append("Written down more than a day later.")
    return " ".join([*said, *_marks(duty)])


def _details(duty: Duty, now: datetime) -> Iterator[str]:
    yield f"{capital(_who(duty))}. {_when(duty, now)}"
    if duty.recipients and any(r.state != "owed" for r in duty.recipients):
        yield " ".join(_recipients(duty, now))
    for question in duty.asks:
        yield f"? {question}"
    if duty.was_overdue:
        yield "What it was owed for has ended since; it is late all the same."
    if marks := _marks(duty):
        yield " ".join(marks)


def _who(duty: Duty) -> str:
    terms = duty.clause.duty
    assert terms is not None
    who = plain(duty.owner)
    if duty.to:
        who += f", to {listed(map(plain, duty.to))}"
    if terms.with_:
        who += f", with {listed(map(plain, terms.with_))}"
    return who if terms.force == "must" else f"{who} ({terms.force})"


def _when(duty: Duty, now: datetime) -> str:
    words = f'"{capital(duty.words)}" in the source\'s words. ' if duty.words else ""
    if duty.words == "at once":
        words = "At once. "
    if duty.due is not None:
        late = now - duty.due
        passed = f"{span(late)} ago" if late > timedelta() else f"in {span(-late)}"
        return f"{words}Due {by_when(duty.due, now)}, {passed}."
    return f"{words}Open for {span(now - duty.arose)}, since {when(duty.arose, now)}."


def _recipients(duty: Duty, now: datetime) -> Iterator[str]:
    for state, said in (("told", "Told"), ("not_told", "Not told, by decision"), ("set_aside", "Set aside")):
        those = [r for r in duty.recipients if r.state == state]
        if those:
            each = listed(f"{plain(r.role)}{f' ({when(r.at, now)})' if r.at else ''}" for r in those)
            yield f"{said}: {each}."
    owed = [plain(r.role) for r in duty.recipients if r.state == "owed"]
    if owed:
        yield f"Still owed: {listed(owed)}."


def _marks(duty: Duty) -> list[str]:
    marks = []
    if duty.clause.assumed:
        marks.append(f"Our reading: {listed(map(plain, duty.clause.assumed))}.")
    if not duty.clause.verified:
        marks.append("Not yet verified.")
    return marks


def _short(duty: Duty) -> list[str]:
    """The first reasons, without what the page says already: what is not done, the source's words, the pack."""
    reasons = [why for why in duty.why[:-1] if not why.startswith(_NOT_SHORT)]
    return reasons[:MOST_REASONS]


def _closing(answer: Duties) -> Iterator[str]:
    for fault in answer.faults:
        yield wrapped(
            f"FAULT: {fault.clause.name} of {fault.clause.pack} could not be worked out ({fault.error}). What it asks "
            "for is not known here: look it up in the protocol itself.",
            0,
        )
    for note in answer.notes:
        yield wrapped(f"NOTE: {note}", 0)
    if answer.next_change is not None:
        change = when(answer.next_change, answer.now, full=True)
        yield wrapped(f"If nothing more is recorded, this changes next on {change}.", 0)
