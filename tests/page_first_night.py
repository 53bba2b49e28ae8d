"""docs/first-night.md: the night of docs/first-night.toml told for all five areas, worked out by the engine and not by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from homeward.commands.asked import silent_about
from homeward.commands.at_hand import calendar, shelf
from homeward.commands.clause_words import cited
from homeward.commands.wording import by_when, capital, count, listed, plain, reason, when
from homeward.protocol.clocks import say
from homeward.protocol.duties import Duties, duties
from homeward.protocol.duty import MET, MET_LATE, NO_LONGER_NEEDED, OVERDUE, SET_ASIDE, UNCLEAR, WAITING, Duty
from homeward.protocol.layers import Pack
from homeward.protocol.reasons import told
from homeward.protocol.situation import History
from homeward.protocol.situations import Situation, read_chronology
from tests.repository import DOCS

AREAS: Final = ("banes", "pan-beds", "wakefield", "cheshire-east", "practice-guide")
BASE: Final = "england"
MOMENT: Final = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
"""Monday at midday: the child is back, and what the return asks for is running."""

THEMES: Final[dict[str, tuple[str, ...]]] = {
    "Before the report, and the report": ("basic_measure_taken", "reported"),
    "The risk": ("risk_assessed", "risk_confirmed", "risk_reviewed"),
    "Looking for the child": ("enquiry_made", "essential_information_shared"),
    "When the child is back: the police": ("prevention_interview_held", "medical_attention_offered"),
    "When the child is back: the return home interview": (
        "return_interview_offered",
        "return_interview_held",
    ),
    "Meetings": ("meeting_held",),
    "Records": ("record_opened", "record_closed"),
    "Telling others, and speaking with them": (
        "notified",
        "contact_made",
        "handed_over",
        "referred",
        "transferred",
    ),
    "Decisions and plans": ("decided", "plan_recorded", "essential_information_updated"),
    "Everything else": (),
}
"""What a duty is about, by the kinds of event that meet it; the first theme that fits takes it."""


def page() -> str:
    """Write the whole page."""
    return "\n".join([*_story(), *_areas(), *_themes(), *_not_here()]) + "\n"


def _story() -> Iterator[str]:
    yield "# The first night, told for five areas"
    yield ""
    yield "One child, one night, five protocols. The child does not exist; `docs/first-night.toml` holds what happened, with a"
    yield "comment at each step. In each area the child's home authority is that area's own. What each area owes by"
    yield f"{when(MOMENT, full=True)}, and why, is worked out by the engine: `python -m tests.pages` writes this page, and a test"
    yield "fails when it is out of date. Ask for any other moment with:"
    yield ""
    yield "```"
    yield "./homeward duties docs/first-night.toml --at 2026-10-24T23:00"
    yield "```"
    yield ""
    yield "## What happened"
    yield ""
    for event in History(_situation("pan-beds").chronology, MOMENT).events:
        detail = [
            plain(str(value)) for key in ("measure", "confirmed") if (value := getattr(event, key, None))
        ]
        said = reason(told(event).replace(f" {say(event.at)}", ""), MOMENT)
        yield f"- {when(event.at)}: {said}{f' ({listed(detail)})' if detail else ''}."
    yield ""


def _areas() -> Iterator[str]:
    yield "## The areas side by side"
    yield ""
    yield "| area | protocol | done | done late | overdue | still owed | turns missed | unclear | no duties of their own for |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for id_ in (*AREAS, BASE):
        pack, answer = _pack(id_), _answer(id_)
        own = [d for d in answer if d.clause.pack == id_]
        missed = sum(d.missed for d in own)
        left = [d for d in own if not d.missed]
        met = sum(d.status == MET for d in left)
        late = sum(d.status == MET_LATE for d in left)
        overdue = sum(d.status == OVERDUE for d in left)
        unclear = sum(d.status == UNCLEAR for d in left)
        owed = sum(d.status in ("open", WAITING) for d in left)
        silent = listed(map(plain, silent_about(pack))) or "nobody"
        numbers = (met, late, overdue, owed, missed, unclear)
        yield f"| {pack.area} | `{pack.id}` {pack.version} | {' | '.join(map(str, numbers))} | {silent} |"
    yield ""
    yield "Silence is not absence of a duty. England is the national base under all five: an area's clause may stand in for one"
    yield "of its clauses. A clause that nobody has verified yet says so, and is never counted as a breach."
    yield ""


def _themes() -> Iterator[str]:
    for theme in THEMES:
        rows = [row for id_ in (*AREAS, BASE) for row in _rows(id_, theme)]
        if rows:
            yield f"## {theme}"
            yield ""
            yield "| area | clause | what | whose | by when | how it stands | why |"
            yield "|---|---|---|---|---|---|---|"
            yield from rows
            yield ""


def _rows(id_: str, theme: str) -> Iterator[str]:
    own = [d for d in _answer(id_) if d.clause.pack == id_ and _theme(d) == theme]
    own.sort(key=lambda d: (d.clause.order, d.start_at, d.key.rsplit("/", 1)[0], d.occurrence))
    folded: dict[tuple[str, str], list[Duty]] = {}
    for duty in own:
        folded.setdefault((duty.clause.name, str(duty.start_at)), []).append(duty)
    for turns in folded.values():
        last = turns[-1]
        whose = plain(last.owner) + (f", to {listed(map(plain, last.to))}" if last.to else "")
        cells = (
            _pack(id_).area, f"`{last.clause.name}`", last.clause.says, f"{whose} ({_force(last)})",
            "; ".join(dict.fromkeys(_due(t) for t in turns)), "; ".join(_stands(t) for t in turns), _why(last),
        )  # fmt: skip
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _theme(duty: Duty) -> str:
    terms = duty.clause.duty
    assert terms is not None
    kinds = {kind for pattern in (*terms.met_by, *terms.met_by_all) for kind in pattern.kinds}
    return next(theme for theme, those in THEMES.items() if kinds & set(those) or not those)


def _force(duty: Duty) -> str:
    return duty.clause.duty.force if duty.clause.duty else ""


def _due(duty: Duty) -> str:
    if duty.due is not None:
        return by_when(duty.due, MOMENT)
    return f'"{duty.words}"' if duty.words else "no time given"


def _stands(duty: Duty) -> str:
    turn = f"turn {duty.occurrence} " if duty.clause.duty and duty.clause.duty.clock.every else ""
    unverified = "" if duty.clause.verified else " (not yet verified)"
    if duty.met_at is not None:
        said = f"{'done' if duty.status == MET else 'done late'} {when(duty.met_at, MOMENT)}"
    elif duty.missed:
        said = "missed"
    elif duty.status == UNCLEAR:
        said = f"unclear: {' '.join(duty.asks)}"
    elif duty.status == NO_LONGER_NEEDED:
        said = "no longer needed" + (", and was not done" if duty.was_overdue else "")
    elif duty.status == SET_ASIDE:
        said = "set aside"
    elif duty.status == OVERDUE:
        said = "**overdue**"
    else:
        said = "waits for something else first" if duty.status == WAITING else "still owed"
    return f"{turn}{said}{unverified}"


def _why(duty: Duty) -> str:
    start = reason(duty.why[0], MOMENT)
    reading = f" Our reading: {listed(map(plain, duty.clause.assumed))}." if duty.clause.assumed else ""
    return f"{capital(start)}. {cited(duty.clause)}.{reading}"


def _not_here() -> Iterator[str]:
    yield "## What each area has to say that this night does not call for"
    yield ""
    for id_ in AREAS:
        pack = _pack(id_)
        called = {d.clause.name for d in _answer(id_)}
        rest = [c for c in pack.clauses if c.duty is not None and c.name not in called]
        yield f"- {pack.area}: {count(len(rest), 'other duty', 'other duties')}. `./homeward pack show {id_}` prints them all."


@cache
def _answer(id_: str) -> Duties:
    situation = _situation(id_)
    return duties(situation.chronology, situation.protocols, calendar(), MOMENT)


@cache
def _situation(id_: str) -> Situation:
    """Read the night for one area: the same child and events, under that area's pack and with its authority."""
    document: dict[str, Any] = tomllib.loads((DOCS / "first-night.toml").read_text())
    authorities = sorted(_pack(id_).authorities)
    child = document["child"] | ({"responsible_authority": authorities[-1]} if authorities else {})
    protocols = shelf(None).protocols([id_])
    chronology = read_chronology(child, document["event"], protocols, str, lambda number: str)
    return Situation(chronology, protocols)


@cache
def _pack(id_: str) -> Pack:
    return shelf(None).versions(id_)[-1]
