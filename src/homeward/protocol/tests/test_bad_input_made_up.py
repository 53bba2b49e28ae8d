"""Whatever a file holds, what comes out is an answer or a refusal in words: files with a slip made up by chance.

`./homeward test` tries few. A developer who has changed a reader chooses the profile "deep":

    HYPOTHESIS_PROFILE=deep ./homeward test -k test_bad_input_made_up
"""

from __future__ import annotations

import contextlib
import copy
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from random import Random
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from homeward.protocol import duties as engine
from homeward.protocol.errors import HomewardError, PackError, SituationError
from homeward.protocol.limits import limits
from homeward.protocol.pack_reader import read_pack
from homeward.protocol.situations import read_chronology, read_situation
from homeward.protocol.tests.stories import CALENDAR, SHIPPED, asked_often, laid, shelf, shipped, write
from homeward.protocol.toml_files import parse_toml, shown
from homeward.protocol.toml_lines import Lines

chances = st.randoms(use_true_random=False, note_method_calls=False)


local = datetime.fromisoformat
ODD: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 3, 10**30, 16**5000, 1.5, float("nan"), float("inf"), "", " ", "x", "missing", "police", "\x1b[2J",
    "ნინო", "x" * 5000, [], [[]], [{}], ["police", 3], {}, {"event": "reported"}, {"event": []}, {"when": {}, "is": 1},
    date(1, 1, 1), date(9999, 12, 31), date(2026, 2, 28), local("0001-01-01T00:00"), local("9999-12-31T23:59"),
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC), local("2026-03-29T01:30"), time(7, 0),
)  # fmt: skip


@cache
def pack_text(id_: str) -> str:
    return (SHIPPED / id_ / "pack.toml").read_text(encoding="utf-8")


@cache
def parsed(id_: str) -> dict[str, Any]:
    return tomllib.loads(pack_text(id_))


def some_of(chance: Random) -> dict[str, Any]:
    """Answer a pack that ships with a few of its clauses, free to be changed."""
    document = parsed(chance.choice(shipped()))
    clauses = [chance.choice(document["clause"]) for _ in range(chance.choice((1, 3)))]
    return copy.deepcopy({**document, "clause": clauses})


def read(text: str, document: dict[str, Any]) -> None:
    """Read a pack as the shelf would, above the national base."""
    codes = laid(("england",)).lines[0].versions[0].codes
    read_pack("made-up/pack.toml", text, document, lambda file: "a line\n" * 5000, codes)


def places(value: Any, inside: tuple[Any, int | str] | None = None) -> Iterator[tuple[Any, int | str]]:
    """Yield every place of a document where a value stands: what holds it, and the key or number."""
    if inside is not None:
        yield inside
    keys = (
        list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    )
    for key in keys:
        yield from places(value[key], (value, key))


def slip(chance: Random, document: dict[str, Any]) -> None:
    """Put one value, or the name of one key, otherwise."""
    holder, key = chance.choice(list(places(document)))
    value = chance.choice(ODD)
    luck = chance.random()
    if luck < 0.2 and isinstance(holder, dict):
        holder[chance.choice(("evry", "not_by", "by", "event", "is", "when", "at", "\x00"))] = value
    elif luck < 0.3 or value is None:
        del holder[key]
    else:
        holder[key] = copy.deepcopy(value)


@asked_often
@given(chances)
def test_a_pack_with_a_slip_is_read_or_refused(chance: Random) -> None:
    document = some_of(chance)
    for _ in range(chance.choice((1, 1, 2))):
        slip(chance, document)

    with contextlib.suppress(PackError):
        read("", document)


@asked_often
@given(chances)
def test_a_clause_with_a_slip_is_read_or_refused(chance: Random) -> None:
    document = some_of(chance)
    slip(chance, chance.choice(document["clause"]))

    with contextlib.suppress(PackError):
        read("", document)


@asked_often
@given(chances)
def test_a_pack_whose_text_was_damaged_is_read_or_refused(chance: Random) -> None:
    whole = pack_text(chance.choice(shipped()))
    head, *clauses = whole.split("[[clause]]")
    text = damaged(chance, f"{head}[[clause]]{chance.choice(clauses)}")

    with contextlib.suppress(PackError):
        read(text, parse_toml("made-up/pack.toml", text, PackError))


@asked_often
@given(chances)
def test_a_situation_with_a_slip_is_answered_or_refused(chance: Random) -> None:
    story = write(chance, 6)
    document: dict[str, Any] = {"child": dict(story.child), "event": [dict(event) for event in story.events]}
    slip(chance, document)

    try:
        chronology = read_chronology(
            document.get("child", {}), document.get("event", []), story.protocols(), str, lambda number: str
        )
    except SituationError:
        return
    for duty in engine_answer(chronology, story):
        assert duty.as_json()


def engine_answer(chronology: Any, story: Any) -> Any:
    """Ask for duties and limits; no clause may fail."""
    found = engine.duties(chronology, story.protocols(), CALENDAR, story.now)
    assert found.faults == ()
    limits(chronology, story.protocols(), CALENDAR, story.now)
    return found


NIGHT: Final = '''packs = ["wakefield", "banes@2024"]
[child]
born = 2011-03-02
known_risks = ["csec"]
plan = { report_missing = "30 minutes" }
[[event]]
at = 2026-10-23T22:15:00
what = "reported"
category = "missing"
by = "placement"
[[event]]
at = 2026-10-25T01:30:00+01:00
what = "notified"
to = ["police", "childrens_social_care"]
[[event]]
at = 2026-10-25T02:30:00
what = "corrected"
event = "e2"
reason = """
[[event]] as told
twice"""
[event.replacement]
at = 2026-10-24T01:30:00
what = "still_missing"
'''


@asked_often
@given(chances)
def test_a_situation_file_that_was_damaged_is_read_or_refused(tmp_path_factory: Any, chance: Random) -> None:
    file = tmp_path_factory.mktemp("made-up") / "night.toml"
    file.write_bytes(damaged(chance, NIGHT).encode("utf-8", errors="surrogatepass"))

    with contextlib.suppress(HomewardError):
        read_situation(file, shelf())


PIECES: Final = (
    "", " ", "\n", "=", '"', "'", "[", "]", "[[", "{", "}", ",", ".", "#", "\\", "\x00", "\x1b", "\r", "\u2028", "\ufeff",
    "2026-02-30", "T", ":", "[child]\n", "[[event]]\n", "a.b.c = 1\n", '"""', "'''", "0x", "9" * 5000, "é", "🙂", "true",
)  # fmt: skip


def damaged(chance: Random, text: str) -> str:
    """Cut a stretch out of a text, or put a piece into it, a few times over."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(PIECES) + text[at + chance.choice((0, 0, 1, 3, 30)) :]
    return text


@asked_often
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*PIECES, "a", "1", "at", "what"]), max_size=25).map("".join)
)
def test_any_text_at_all_is_parsed_or_refused_and_its_lines_told(text: str) -> None:
    try:
        document = parse_toml("made-up.toml", text, SituationError)
    except SituationError:
        return
    for holder, key in places(document):
        assert shown(holder[key])
    lines = Lines(text)
    for key in document:
        line = lines.of(key)
        assert line is not None
        assert line <= text.count("\n") + 1
