"""Reading the terms of a duty: who, when, how met, and one clock at most (pack language, sections 5 and 6)."""

from __future__ import annotations

import re
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.attributes import attributes_of
from homeward.protocol.clause_keys import ClauseReader
from homeward.protocol.clauses import Clock, DutyTerms, Owner, Route
from homeward.protocol.clocks import Length
from homeward.protocol.conditions import STEADY
from homeward.protocol.errors import did_you_mean
from homeward.protocol.events import KINDS
from homeward.protocol.patterns import Pattern
from homeward.protocol.toml_files import shown

CLOCKS: Final = ("within", "every", "before", "by_opening", "by_closing")
_ENDS_ABSENCE: Final = ("back", "returned", "died", "episode_closed")
_BEFORE_ASSESSMENT: Final = ("reported", "went_missing", "absence_known", "absence_began")
_UNITS: Final = (
    "minutes",
    "hours",
    "days",
    "weeks",
    "working days",
    "minute",
    "hour",
    "day",
    "week",
    "working day",
)


def read_duty(reader: ClauseReader) -> DutyTerms:
    """Answer the terms of a duty. Raises PackError for what the language does not know."""
    force = reader.known("force", reader.text("force", "must"), ("must", "should", "may"))
    standing, starts = _starts(reader)
    terms_ = DutyTerms(
        owner=_owner(reader),
        to=reader.routed("to", _recipients),
        with_=reader.roles("with"),
        force=force,
        standing=standing,
        starts=starts,
        when=reader.condition("when"),
        doubtful=reader.doubt(),
        while_=reader.condition("while"),
        until=reader.patterns("until"),
        after=reader.patterns("after", owner=True),
        met_by=reader.patterns("met_by", owner=True),
        met_by_all=reader.patterns("met_by_all", owner=True),
        agreed_by=reader.roles("agreed_by"),
        escalate=reader.roles("escalate"),
        set_aside_by=reader.roles("set_aside_by") if "set_aside_by" in reader.table else None,
        clock=_clock(reader),
    )
    _check(reader, terms_)
    return terms_


def _starts(reader: ClauseReader) -> tuple[bool, tuple[Pattern, ...]]:
    standing = reader.flag("standing")
    if standing and "starts" in reader.table:
        reader.refuse("standing and starts. A standing duty is not for one child: keep one of the two.")
    if not standing and "starts" not in reader.table:
        reader.refuse("no starts. Say which event or moment starts it, or standing = true.")
    starts = reader.patterns("starts", moments=True)
    return standing, starts


def _owner(reader: ClauseReader) -> Owner:
    value = reader.table.get("owner")
    if value is None:
        reader.refuse("no owner. Say who owes it: owner = a role.")
    if isinstance(value, dict):
        if set(value) != {"named_in", "is"}:
            reader.refuse('write owner = { named_in = "agency", is = "any_agency" }', "owner")
        return Owner((Route(None, reader.role("owner", value["is"])),), _named_in(reader, value["named_in"]))
    if isinstance(value, list) and len(value) > 1 and all(isinstance(v, str) for v in value):
        ways = f"[{{ when = {{ ... }}, is = {shown(value[0])} }}, {{ is = {shown(value[1])} }}]"
        reader.refuse(
            f"a duty has one owner. Write two clauses, each with its own part, or ways: {ways}", "owner"
        )
    routes = reader.routed("owner", reader.role)
    if not routes:
        reader.refuse("no owner. Say who owes it: owner = a role.")
    return Owner(routes)


def _named_in(reader: ClauseReader, attribute: Any) -> str:
    known = ("agency", "by", "to", "with", "from")
    return str(reader.known("owner", attribute, known))


def _recipients(key: str, value: Any) -> tuple[str, ...]:
    """Read the recipients of one way: a role, or a list of roles. The reader's own check names the clause."""
    values = value if isinstance(value, list) else [value]
    return tuple(values)


def _check_recipients(reader: ClauseReader, routes: tuple[Route, ...]) -> None:
    for route in routes:
        for role in route.value:
            reader.role("to", role)


def _clock(reader: ClauseReader) -> Clock:
    table = reader.table
    several = [k for k in CLOCKS if k in table]
    if len(several) > 1:
        reader.refuse(f"two clocks, {' and '.join(several)}. Keep one, or give one of them its own part.")
    counts_from = reader.text("counts_from")
    if counts_from and counts_from != "start":
        reader.refuse(f'{shown(counts_from)} is not known. Write counts_from = "start".', "counts_from")
    if counts_from and not {"once", "within"} <= set(table):
        reader.refuse("counts_from goes with once and within together.", "counts_from")
    return Clock(
        once=_length(reader, "once", table["once"]) if "once" in table else None,
        within=reader.routed("within", lambda key, value: _length(reader, key, value)),
        every=_every(reader) if "every" in table else None,
        before=reader.patterns("before"),
        by_opening=reader.service("by_opening"),
        by_closing=reader.service("by_closing"),
        counts_from_start=bool(counts_from),
        words=reader.text("words") or None,
        plan_time=reader.text("plan_time"),
        at_once_if=reader.patterns("at_once_if"),
    )


def _length(reader: ClauseReader, key: str, value: Any) -> Length:
    length = Length.parse(value)
    if length is None:
        reader.refuse(f"{shown(value)} is not a length of time.{_nearest(value)}", key)
    return length


def _nearest(value: Any) -> str:
    found = re.fullmatch(r"\s*(\d{1,6})\s*(.*?)\s*", value[:60]) if isinstance(value, str) else None
    near = did_you_mean(found[2], _UNITS) if found and int(found[1]) else ""
    unit = re.search(r"'(.*)'", near)
    if found and unit:
        plural = unit[1].rstrip("s") + ("" if int(found[1]) == 1 else "s")
        return f' Write "{found[1]} {plural}".'
    return ' Write a number and minutes, hours, days, weeks or working days, such as "24 hours".'


def _every(reader: ClauseReader) -> Length:
    length = _length(reader, "every", reader.table["every"])
    if length.elapsed is None:
        reader.refuse(
            "again and again is not counted in working days. Write days or weeks of elapsed time.", "every"
        )
    if "while" not in reader.table and "until" not in reader.table:
        reader.refuse("every never stops. Add while or until.")
    return length


def _check(reader: ClauseReader, duty: DutyTerms) -> None:
    _check_recipients(reader, duty.to)
    clocks = [k for k in (*CLOCKS, "once") if k in reader.table]
    if duty.force == "may" and clocks:
        reader.refuse(
            f"a may with a clock ({clocks[0]}). A permission is never overdue: leave the clock out."
        )
    if duty.standing:
        odd = [
            k
            for k in ("when", "while", "until", "after", "doubtful", "met_by", "met_by_all", *clocks)
            if k in reader.table
        ]
        if odd:
            reader.refuse(
                f"{odd[0]} on a standing duty, which is not for one child. Leave it out, or use starts."
            )
    if duty.met_by and duty.met_by_all:
        reader.refuse("met_by and met_by_all. Keep one: any one of them, or every one.")
    if duty.agreed_by and not duty.met_by:
        reader.refuse("agreed_by needs met_by: the decision that each post records.", "agreed_by")
    if duty.clock.plan_time and not duty.clock.within:
        reader.refuse("plan_time replaces within: add the within that holds without a plan.", "plan_time")
    if any(p.if_possible for p in (*duty.met_by, *duty.after, *duty.until, *duty.starts)):
        reader.refuse("if_possible may stand only in met_by_all.")
    if duty.met_by_all and all(p.if_possible for p in duty.met_by_all):
        reader.refuse("every pattern is if_possible: it would be met by nothing. Require one.", "met_by_all")
    _check_moment_sense(reader, duty)


def _check_moment_sense(reader: ClauseReader, duty: DutyTerms) -> None:
    names = [p.moment or kind for p in duty.starts for kind in (p.kinds or ("",))]
    asked = {a.name for a in duty.while_.atoms()} if duty.while_ else set()
    for steady in STEADY:
        if steady in asked:
            reader.refuse(f"{steady} cannot stand in while: no event changes it. Put it in when.", "while")
    if duty.clock.once and any(n in _ENDS_ABSENCE for n in names):
        reader.refuse("once counts only while the absence runs, and this start ends it. Use within.", "once")
    if (
        not duty.clock.once
        and _asks_level(reader.table.get("when"))
        and any(n in _BEFORE_ASSESSMENT for n in names)
    ):
        reader.refuse(
            "level here is judged at the report, before anybody has assessed it. Start from risk_became.",
            "when",
        )
    owner_known = duty.owner.named_in
    if owner_known and duty.starts and any(p.moment for p in duty.starts):
        reader.refuse("named_in asks the starting event, and a moment is none. Start from an event.", "owner")
    for kind in (kind for p in duty.starts for kind in p.kinds if owner_known):
        if owner_known != "by" and owner_known not in attributes_of(KINDS[kind]):
            reader.refuse(
                f"named_in = '{owner_known}', which '{kind}' does not carry. Name what it has.", "owner"
            )


def _asks_level(table: Any) -> bool:
    for one in table if isinstance(table, list) else [table or {}]:
        for key in ("level", "not_level"):
            value = one.get(key, terms.NOT_ASSESSED)
            if value not in (terms.NOT_ASSESSED, [terms.NOT_ASSESSED]):
                return True
    return False
