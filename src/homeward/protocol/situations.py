"""Situation files: one child, what was recorded, which packs apply (events page of the design, section 1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NoReturn

from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.clocks import midnight
from homeward.protocol.errors import SituationError, did_you_mean, one_of
from homeward.protocol.event import Event
from homeward.protocol.event_reader import instant, read_child, read_event
from homeward.protocol.events_back import Answered, Corrected, DutySetAside
from homeward.protocol.layers import Protocols
from homeward.protocol.shelf import NO_BASE, Shelf
from homeward.protocol.toml_files import parse_toml, printable, read_text, shown
from homeward.protocol.toml_lines import Lines

MOST_EVENTS: Final = 20_000
_KEYS: Final = ("packs", "base", "child", "event")


@dataclass(frozen=True, slots=True)
class Situation:
    """A child's chronology and the protocols that apply."""

    chronology: Chronology
    protocols: Protocols


def read_situation(path: Path, shelf: Shelf) -> Situation:
    """Read a situation file. Raises HomewardError with file, line, key and what was expected."""
    text = read_text(path)
    name = path.name
    document = parse_toml(name, text, SituationError)
    lines = Lines(text)
    for key in document:
        if key not in _KEYS:
            raise SituationError(
                _at(name, lines.of(key)) + f"unknown key '{shown(key)[1:-1]}'.{did_you_mean(key, _KEYS)}"
            )
    protocols = _protocols(document, shelf, lambda key: _at(name, lines.of(key)) + key)

    def child_place(key: str) -> str:
        return _at(name, lines.of("child", *_steps(key))) + f"[child] {key}".rstrip()

    def event_place(number: int) -> Callable[[str], str]:
        def place(key: str) -> str:
            said = f"event {number}{', ' + key if key else ''}"
            return _at(name, lines.of("event", number - 1, *_steps(key))) + said

        return place

    chronology = read_chronology(
        document.get("child", {}), document.get("event", []), protocols, child_place, event_place
    )
    return Situation(chronology, protocols)


def _steps(key: str) -> list[str]:
    """Answer the steps to a key within a table: a replacement's are written "replacement, at"."""
    return key.split(", ") if key else []


def _at(name: str, line: int | None) -> str:
    return f"{name}, line {line}, " if line else f"{name}, "


def _protocols(document: Mapping[str, Any], shelf: Shelf, place: Callable[[str], str]) -> Protocols:
    packs = document.get("packs")
    if not isinstance(packs, list) or not packs or not all(isinstance(p, str) for p in packs):
        raise SituationError(
            f'{place("packs")}: say which packs apply, as in packs = ["pan-beds"]. Here: {one_of(shelf.ids())}.'
        )
    ids = [p.partition("@")[0] for p in packs]
    if len(set(ids)) < len(ids):
        raise SituationError(f"{place('packs')}: one pack twice. Name each once.")
    for id_, pack in zip(ids, packs, strict=True):
        if id_ not in shelf.ids() or pack.endswith("@"):
            raise SituationError(
                f"{place('packs')}: there is no pack {shown(pack)}.{did_you_mean(id_, shelf.ids())} "
                f"Packs here: {one_of(shelf.ids())}."
            )
        _check_version(shelf, id_, pack.partition("@")[2], place)
    base = document.get("base", "")
    if base not in ("", NO_BASE):
        raise SituationError(
            f'{place("base")}: {shown(base)} is not known. Write base = "none", or leave it out.'
        )
    return shelf.protocols(packs, base=base != NO_BASE)


def _check_version(shelf: Shelf, id_: str, version: str, place: Callable[[str], str]) -> None:
    known = [pack.version for pack in shelf.versions(id_)] if version else []
    if version not in known and version:
        raise SituationError(
            f"{place('packs')}: there is no version {shown(version)} of {id_}.{did_you_mean(version, known)} "
            f"Versions here: {one_of(known)}."
        )


def read_chronology(
    child: object,
    events: object,
    protocols: Protocols,
    child_place: Callable[[str], str],
    event_place: Callable[[int], Callable[[str], str]],
) -> Chronology:
    """Read a child and events, and refuse what makes no sense together."""
    born, facts = read_child(child, child_place)
    if not isinstance(events, list):
        raise SituationError(f"{event_place(1)('')}: events are written [[event]], with two brackets.")
    if len(events) > MOST_EVENTS:
        raise SituationError(
            f"{event_place(1)('')}: {len(events):,} events; at most {MOST_EVENTS:,} are read."
        )
    codes = codes_of(protocols)
    read = [read_event(table, number, codes, event_place(number)) for number, table in enumerate(events, 1)]
    _check_ids(read, event_place)
    _check_sense(read, born, protocols, event_place)
    return Chronology(born, facts, tuple(read))


def codes_of(protocols: Protocols) -> Mapping[str, frozenset[str]]:
    """Answer the codes of the product and of every pack that applies."""
    codes = dict(terms.CODES)
    for pack in (p for line in protocols.lines for p in line.packs):
        for name, values in pack.codes.items():
            codes[name] = codes.get(name, frozenset()) | values
    return codes


Places = Callable[[int], Callable[[str], str]]


def _check_ids(events: list[Event], place: Places) -> None:
    held: dict[str, int] = {}
    for number, event in enumerate(events, 1):
        if event.id in held:
            raise SituationError(
                f"{place(number)('id')}: event {held[event.id]} has the id '{event.id}' too. Give each its own."
            )
        held[event.id] = number
    _check_corrections(events, place)
    for number, event, within in _with_replacements(events):
        key = "event" if isinstance(event, Corrected) else "start"
        named = getattr(event, key) if isinstance(event, Corrected | DutySetAside) else None
        if named is None or (key == "start" and named == "child"):
            continue
        if named not in held:
            raise SituationError(
                f"{place(number)(within + key)}: there is no event '{named}'.{did_you_mean(named, held)}"
            )
        if key == "event" and named == event.id:
            raise SituationError(
                f"{place(number)(key)}: a correction cannot correct itself. Name another event."
            )


def _check_corrections(events: list[Event], place: Places) -> None:
    """Refuse what could only be settled by a guess: corrections of one another, and a stand-in for a wrong child's event."""
    corrects = {e.id: e.event for e in events if isinstance(e, Corrected)}
    for number, event in enumerate(events, 1):
        if not isinstance(event, Corrected):
            continue
        if event.kind_ == "wrong_child" and event.replacement is not None:
            raise SituationError(
                f'{place(number)("replacement")}: an event of the wrong child has none. Leave it out, or write kind = "mistake".'
            )
        passed, at = {event.id}, event.event
        while at in corrects and at not in passed:
            passed.add(at)
            at = corrects[at]
        if at == event.id and len(passed) > 1:
            raise SituationError(
                f"{place(number)('event')}: '{event.id}' and '{event.event}' correct each other. Keep one."
            )


def _with_replacements(events: list[Event]) -> Iterator[tuple[int, Event, str]]:
    """Answer each event with its number, and each replacement with where its keys stand."""
    for number, event in enumerate(events, 1):
        yield number, event, ""
        if isinstance(event, Corrected) and event.replacement is not None:
            yield number, event.replacement, "replacement, "


def _check_sense(events: list[Event], born: date | None, protocols: Protocols, place: Places) -> None:
    packs = [pack for line in protocols.lines for pack in line.packs]
    questions = {question for pack in packs for question in pack.questions}
    clauses = {clause.id for pack in packs for clause in pack.clauses}
    birth = None if born is None else midnight(born)
    for number, event, within in _with_replacements(events):

        def refuse(key: str, what: str, number: int = number, within: str = within) -> NoReturn:
            raise SituationError(f"{place(number)(within + key)}: {what}")

        if birth is not None and event.at < birth:
            refuse("at", f"before the child was born ({born}). One of the two is wrong.")
        since: datetime | None = getattr(event, "since", None)
        if since is not None and since > event.at:
            refuse("since", "the absence cannot have begun after it was told of. One of the two is wrong.")
        if since is not None and birth is not None and since < birth:
            refuse("since", f"before the child was born ({born}). One of the two is wrong.")
        if isinstance(event, Answered) and event.question not in questions:
            known = one_of(questions) or "none"
            hint = did_you_mean(str(event.question), questions)
            refuse("question", f"no pack here asks '{event.question}'.{hint} Questions: {known}.")
        named = getattr(event, "clause", None)
        if named is not None and named not in clauses:
            refuse("clause", f"no pack here has a clause '{named}'.{did_you_mean(named, clauses)}")


def read_instant(text: str, option: str) -> datetime:
    """Read an instant typed on the command line: local time unless it carries an offset. Raises SituationError."""

    def fail(what: str) -> Any:
        raise SituationError(f"{option} {printable(text[:60])}: {what}")

    try:
        value: object = datetime.fromisoformat(text)
    except ValueError:
        fail("not a time that exists. Write it as 2026-10-24T23:00.")
    if len(text) <= 10:
        fail("a date without a time. Write it as 2026-10-24T23:00.")
    return instant(value, fail)
