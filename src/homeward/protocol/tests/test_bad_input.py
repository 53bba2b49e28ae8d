"""What a situation file with a slip in it is told: file, line, key and what was expected, in one or two plain sentences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from homeward.protocol.clocks import to_local
from homeward.protocol.duties import duties
from homeward.protocol.duty import Duty
from homeward.protocol.errors import HomewardError, SituationError
from homeward.protocol.situations import Situation, read_chronology, read_instant, read_situation
from homeward.protocol.tests.stories import CALENDAR, laid, shelf

NIGHT = """\
packs = ["wakefield"]

[child]
born = 2011-03-02
social_worker = true

[[event]]
at = 2026-10-23T22:15:00
what = "reported"
category = "missing"
by = "placement"
"""


def read(folder: Path, text: str | bytes, name: str = "night.toml") -> Situation:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_situation(file, shelf())


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(HomewardError) as refused:
        read(folder, text)
    said = str(refused.value).replace(str(folder), "...")
    assert len(said) < 1500
    return said


def more(lines: str) -> str:
    """Answer the night with another event; its `what` stands on line 14."""
    return f"{NIGHT}\n[[event]]\n{lines}"


# Keys, kinds, values


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ('pack = ["banes"]', "night.toml, line 1, unknown key 'pack'. Did you mean 'packs'?"),
        ('packs = "banes"', 'night.toml, line 1, packs: say which packs apply, as in packs = ["pan-beds"]. Here: '),
        ("packs = []", 'night.toml, line 1, packs: say which packs apply, as in packs = ["pan-beds"]. Here: '),
        ('packs = ["bane"]', "night.toml, line 1, packs: there is no pack 'bane'. Did you mean 'banes'? Packs here: "),
        ('packs = ["banes", "banes"]', "night.toml, line 1, packs: one pack twice. Name each once."),
        ('packs = ["banes@1066"]', "night.toml, line 1, packs: there is no version '1066' of banes. Versions here: "),
        ('base = "nobody"\npacks = ["banes"]', "night.toml, line 1, base: 'nobody' is not known. "
         'Write base = "none", or leave it out.'),
    ],
)  # fmt: skip
def test_the_head_of_the_file(tmp_path: Path, slip: str, said: str) -> None:
    assert refusal(tmp_path, NIGHT.replace('packs = ["wakefield"]', slip)).startswith(said)


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("borne = 2011-03-02", "line 4, [child] borne: unknown key. Did you mean 'born'? Keys: "),
        ('born = "2 March 2011"', "line 4, [child] born: a date such as 2011-03-02 is expected, not '2 March 2011'."),
        ("born = 2011-03-02T10:00:00", "line 4, [child] born: a date such as 2011-03-02 is expected, not 2011-03-02T10:00:00."),
        ("born = 0001-01-01", "line 4, [child] born: the year 1 cannot be right."),
        ("born = 9999-12-31", "line 4, [child] born: the year 9999 cannot be right."),
        ('school = "perhaps"', "line 4, [child] school: true or false is expected, not 'perhaps'."),
        ("school = 1", 'line 4, [child] school: true or false is expected, not 1.'),
        ('known_risks = "cce"', "line 4, [child] known_risks: a list is expected, not 'cce'."),
        ('known_risks = ["traficking"]', "line 4, [child] known_risks: 'traficking' is not known. Did you mean 'trafficking'? "),
        ("known_risks = [[]]", "line 4, [child] known_risks: text is expected, not []."),
        ('legal_status = "s21"', "line 4, [child] legal_status: 's21' is not known. Known: "),
        ('plan = { report_missing = "soon" }', "line 4, [child] plan: report_missing = 'soon' is not a length of time. "
         'Write "30 minutes".'),
        ('plan = "soon"', 'line 4, [child] plan: write plan = { report_missing = "30 minutes" }.'),
        ('unknown = ["social_worker"]', "line 4, [child] unknown: social_worker is given a value and said to be unknown. "
         "Keep one."),
        ('unknown = ["shoes"]', "line 4, [child] unknown: 'shoes' is not known. Known: "),
        ("born = 2011-03-02\nlooked_after_since = 2010-01-01", "line 5, [child] looked_after_since: "
         "before the child was born (2011-03-02). One of the two is wrong."),
        ('placed_in = """a\nb"""', "line 4, [child] placed_in: a short word is expected, on one line, of 120 characters at most."),
    ],
)  # fmt: skip
def test_the_child(tmp_path: Path, slip: str, said: str) -> None:
    assert refusal(tmp_path, NIGHT.replace("born = 2011-03-02", slip)).startswith(f"night.toml, {said}")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('what = "retruned"', "line 14, event 2, what: 'retruned' is no kind of event. Did you mean 'returned'?"),
        ('what = ["returned"]', "line 14, event 2, what: ['returned'] is no kind of event. Kinds: "),
        ("by = \"police\"", "line 13, event 2, what: no what: which kind of event is it? Kinds: "),
        ('what = "died"', "line 13, event 2, at: no at: when did it happen?"),
        ('what = "died"\nat = 2026-10-24', "line 15, event 2, at: a date without a time. "
         "Write a time such as 2026-10-23T22:15:00."),
        ('what = "died"\nat = "noon"', "line 15, event 2, at: 'noon'. Write a time such as 2026-10-23T22:15:00."),
        ('what = "died"\nat = 0001-01-01T00:00:00', "line 15, event 2, at: the year 1 cannot be right."),
        ('what = "died"\nat = 9999-12-31T23:59:59', "line 15, event 2, at: the year 9999 cannot be right."),
        ('what = "died"\nat = 2027-03-28T01:30:00', "line 15, event 2, at: 01:30 on 28 March 2027 does not exist: "
         "the clocks go forward over it."),
        ('what = "died"\nat = 2011-03-01T23:59:59', "line 15, event 2, at: before the child was born (2011-03-02). "
         "One of the two is wrong."),
        ('what = "died"\nat = 2026-10-24T10:00:00\nrecorded = "late"', "line 16, event 2, recorded: 'late'. "
         "Write a time such as 2026-10-23T22:15:00."),
        ('what = "died"\nat = 2026-10-24T10:00:00\nto = "police"', "line 16, event 2, to: 'died' has no 'to'. "
         "It has: at, by, id, recorded, what."),
        ('what = "returned"\nat = 2026-10-24T10:00:00', "line 13, event 2, to: 'returned' needs to."),
        ('what = "returned"\nat = 2026-10-24T10:00:00\nto = "hmoe"', "line 16, event 2, to: 'hmoe' is not known. "
         "Did you mean 'home'? Known: "),
        ('what = "returned"\nat = 2026-10-24T10:00:00\nto = ["home"]', "line 16, event 2, to: ['home'] is not known. Known: "),
        ('what = "died"\nat = 2026-10-24T10:00:00\nby = "polise"', "line 16, event 2, by: 'polise' is not a role. "
         "Did you mean 'police'? Roles: "),
        ('what = "died"\nat = 2026-10-24T10:00:00\nby = []', "line 16, event 2, by: an empty list. "
         "Name a role, or leave it out."),
        ('what = "located"\nat = 2026-10-24T10:00:00\nhow = ["on foot"]', "line 16, event 2, how: "
         "text is expected, not ['on foot']."),
        ('what = "absence_noted"\nat = 2026-10-24T10:00:00\nsince = 2026-10-24T10:00:01', "line 16, event 2, since: "
         "the absence cannot have begun after it was told of. One of the two is wrong."),
        ('what = "absence_noted"\nat = 2026-10-24T10:00:00\nsince = 2001-10-24T10:00:01', "line 16, event 2, since: "
         "before the child was born (2011-03-02). One of the two is wrong."),
        ('what = "answered"\nat = 2026-10-24T10:00:00\nquestion = "shoes"\nanswer = "yes"', "line 16, event 2, question: "
         "no pack here asks 'shoes'. Questions: "),
        ('what = "duty_done"\nat = 2026-10-24T10:00:00\nclause = "WAKE-0"', "line 16, event 2, clause: "
         "no pack here has a clause 'WAKE-0'. Did you mean 'WAKE-"),
        ('what = "duty_set_aside"\nat = 2026-10-24T10:00:00\nclause = "WAKE-13"\nby = "police"\nreason = "x"\noccurrence = 0',
         "line 19, event 2, occurrence: a whole number is expected, not 0."),
        ('what = "circumstances_changed"\nat = 2026-10-24T10:00:00\nschool = true\nunknown = ["school"]', "line 17, event 2, "
         "unknown: school is given a value and said to be unknown. Keep one."),
    ],
)  # fmt: skip
def test_an_event(tmp_path: Path, lines: str, said: str) -> None:
    assert refusal(tmp_path, more(lines)).startswith(f"night.toml, {said}")


@pytest.mark.parametrize("number", ["0x" + "f" * 5000, "-1", "1e400", "nan", "true", "10_000_000_000"])
def test_a_number_beyond_all_sense(tmp_path: Path, number: str) -> None:
    aside = (
        'what = "duty_set_aside"\nat = 2026-10-24T10:00:00\nclause = "WAKE-13"\nby = "police"\nreason = "x"\n'
    )
    text = more(f"{aside}occurrence = {number}")

    assert refusal(tmp_path, text).startswith(
        "night.toml, line 19, event 2, occurrence: a whole number is expected, not "
    )


def test_one_id_twice(tmp_path: Path) -> None:
    text = more('id = "e1"\nwhat = "died"\nat = 2026-10-24T10:00:00')

    assert refusal(tmp_path, text) == (
        "night.toml, line 14, event 2, id: event 1 has the id 'e1' too. Give each its own."
    )


@pytest.mark.parametrize("id_", ["", "  ", "a/b", "child", "x" * 121, "a\\nb"])
def test_an_id_that_cannot_be_one(tmp_path: Path, id_: str) -> None:
    text = more(f'id = "{id_}"\nwhat = "died"\nat = 2026-10-24T10:00:00')

    assert refusal(tmp_path, text).startswith("night.toml, line 14, event 2, id: ")


CORRECTION = 'what = "corrected"\nat = 2026-10-24T10:00:00\nreason = "a slip"\n'


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('event = "e7"', "line 17, event 2, event: there is no event 'e7'."),
        ('event = "e2"', "line 17, event 2, event: a correction cannot correct itself. Name another event."),
        ('event = "e1"\nreplacement = 3', "line 18, event 2, replacement: an event is a table with at and what."),
        ('event = "e1"\n[event.replacement]\nwhat = "corrected"', "line 18, event 2, replacement: "
         "a correction cannot be replaced by another. "),
        ('event = "e1"\n[event.replacement]\nwhat = "died"\nat = 2026-02-01', "line 20, event 2, replacement, at: "
         "a date without a time. "),
        ('event = "e1"\nreplacement = { what = "died", at = 2001-02-01T10:00:00 }', "line 18, event 2, replacement, at: "
         "before the child was born (2011-03-02). "),
        ('event = "e1"\nreplacement = { what = "duty_done", clause = "X", at = 2026-02-01T10:00:00 }', "line 18, event 2, "
         "replacement, clause: no pack here has a clause 'X'."),
    ],
)  # fmt: skip
def test_a_correction(tmp_path: Path, lines: str, said: str) -> None:
    assert refusal(tmp_path, more(CORRECTION + lines)).startswith(f"night.toml, {said}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('packs = ["banes"]\nevent = [\n{ at = 2026-10-24T10:00:00, what = "died" },\n{ at = 3, what = "died" } ]', 4),
        ('packs = ["banes"]\n[[ "event" ]]\n"at" = 2026-10-24T10:00:00\nwhat = "x"', 4),
        ('packs = ["banes"]\n[[event]]\nat = 2026-10-24T10:00:00\nwhat = "decided"\nabout = "publicity"\n'
         'reason = """\n[[event]]\nat = 1\n"""\noutcome = 3', 10),
        ('packs = ["banes"]\nchild.born = 2011-01-01\nchild.school = 3', 3),
        ('packs = ["banes"]\r\n[child]\r\nborn = 3', 3),
        ('packs = ["banes"]\n[child]\nplaced_in = "a\u2028b\x85c"\nborn = 3', 3),
        ('packs = ["banes"]\n[child]\n# \u2028 \x0c\nborn = 3'.replace("\x0c", "\x85"), 4),
    ],
)  # fmt: skip
def test_the_line_is_right_however_the_file_is_written(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(tmp_path, text).startswith(f"night.toml, line {line}, ")


# Answers that look like slips


def times(situation: Situation) -> list[str]:
    return [to_local(event.at).isoformat() for event in situation.chronology.in_order()]


def test_a_time_in_the_repeated_hour_is_the_first_of_the_two_and_with_its_offset_the_one_it_says(
    tmp_path: Path,
) -> None:
    told = "\n".join(
        f'[[event]]\nwhat = "still_missing"\nat = 2026-10-25T01:30:00{offset}'
        for offset in ("", "+01:00", "Z", "+00:00")
    )

    assert times(read(tmp_path, f'packs = ["banes"]\n{told}')) == [
        "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00", "2026-10-25T01:30:00+00:00",
    ]  # fmt: skip


def test_a_child_who_was_never_reported_may_return(tmp_path: Path) -> None:
    situation = read(
        tmp_path, 'packs = ["wakefield"]\n[[event]]\nwhat = "returned"\nto = "home"\nat = 2026-10-24T10:00:00'
    )

    answer = ask(situation, "2026-10-25T10:00")

    assert all(duty.status for duty in answer)


@pytest.mark.parametrize("name", ["ნინო", "Zoë", "阿明", "أمل", "🙂", "Ⅷ"])
def test_names_in_any_script_may_stand_in_words_and_ids(tmp_path: Path, name: str) -> None:
    told = f'id = "{name}"\nwhat = "located"\nhow = "{name} rang"\nat = 2026-10-24T10:00:00'

    situation = read(tmp_path, more(told))

    assert situation.chronology.events[1].id == name


@pytest.mark.parametrize(
    "text", ["\ufeff" + NIGHT, NIGHT.replace("\n", "\r\n"), NIGHT.rstrip("\n"), NIGHT + "\n\n# the end"]
)
def test_marks_and_line_endings_of_other_editors_make_no_difference(tmp_path: Path, text: str) -> None:
    assert times(read(tmp_path, text)) == ["2026-10-23T22:15:00+01:00"]


def test_a_file_with_packs_and_nothing_else_owes_nothing(tmp_path: Path) -> None:
    assert list(ask(read(tmp_path, 'packs = ["wakefield"]'), "2026-10-25T10:00")) == []


def ask(situation: Situation, at: str) -> list[Duty]:
    found = duties(situation.chronology, situation.protocols, CALENDAR, read_instant(at, "--at"))
    assert found.faults == ()
    return list(found)


def test_ten_thousand_events_are_read_and_answered() -> None:
    # As the parser hands them over: the parser's own quarter of a second is not ours to test.
    first = datetime(2026, 1, 1, tzinfo=UTC)
    kinds: list[dict[str, object]] = [
        {"what": "still_missing"},
        {"what": "contact_attempted", "with": "child"},
    ]
    told: list[dict[str, object]] = [{"at": first, "what": "reported", "category": "missing"}]
    told += [{"at": first + timedelta(minutes=30 * n), **kinds[n % 2]} for n in range(10_000)]

    chronology = read_chronology({}, told, laid(("banes",)), str, lambda number: str)
    answer = duties(chronology, laid(("banes",)), CALENDAR, first + timedelta(days=300))

    assert len(chronology.events) == 10_001
    assert answer.faults == ()
    assert len(answer)


# Files that are none


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    file = tmp_path / "night.toml"
    with file.open("wb") as opened:
        opened.truncate(10_000_000)

    with pytest.raises(
        HomewardError, match=r"larger than 5 MB, which no situation or pack is\. Is it the right file\?$"
    ):
        read_situation(file, shelf())


def test_too_many_events() -> None:
    with pytest.raises(SituationError) as refused:
        read_chronology(
            {}, [{}] * 20_001, laid(("banes",)), str, lambda number: lambda key: f"event {number}"
        )

    assert str(refused.value) == "event 1: 20,001 events; at most 20,000 are read."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (NIGHT.encode("utf-16"), ".../night.toml: this is not text in UTF-8. Save it as UTF-8."),
        (
            NIGHT.encode("utf-16-le"),
            ".../night.toml: this is not text in UTF-8 (it holds NUL bytes). Save it as UTF-8.",
        ),
        (
            NIGHT.encode() + b"\x00",
            ".../night.toml: this is not text in UTF-8 (it holds NUL bytes). Save it as UTF-8.",
        ),
        (b"name = '\xe9'", ".../night.toml: this is not text in UTF-8. Save it as UTF-8."),
        (b"", 'night.toml, packs: say which packs apply, as in packs = ["pan-beds"]. Here: '),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, content: bytes, said: str) -> None:
    assert refusal(tmp_path, content).startswith(said)


def test_a_folder_in_place_of_a_file_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(HomewardError, match=r": this is not a file\.$"):
        read_situation(tmp_path, shelf())
    with pytest.raises(HomewardError, match=r"night\.toml: there is no such file\.$"):
        read_situation(tmp_path / "night.toml", shelf())


# The moment that is asked about


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("nonsense", "--at nonsense: not a time that exists. Write it as 2026-10-24T23:00."),
        ("", "--at : not a time that exists. Write it as 2026-10-24T23:00."),
        ("2026-02-30T10:00", "--at 2026-02-30T10:00: not a time that exists. Write it as 2026-10-24T23:00."),
        ("2026-10-24", "--at 2026-10-24: a date without a time. Write it as 2026-10-24T23:00."),
        (
            "2027-03-28T01:30",
            "--at 2027-03-28T01:30: 01:30 on 28 March 2027 does not exist: the clocks go forward over it.",
        ),
        ("0001-01-01T00:00", "--at 0001-01-01T00:00: the year 1 cannot be right."),
        ("9999-12-31T23:59", "--at 9999-12-31T23:59: the year 9999 cannot be right."),
        ("1900-01-01T00:00", "--at 1900-01-01T00:00: the year 1900 cannot be right."),
        ("\udcff\x1b[2J", "--at ��[2J: not a time that exists. Write it as 2026-10-24T23:00."),
    ],
)
def test_a_moment_that_cannot_be_asked_about(at: str, said: str) -> None:
    with pytest.raises(SituationError) as refused:
        read_instant(at, "--at")

    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("at", "means"),
    [
        ("2026-10-24T23:00", "2026-10-24T23:00:00+01:00"),
        ("2026-10-24 23:00", "2026-10-24T23:00:00+01:00"),
        ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-24T23:00Z", "2026-10-25T00:00:00+01:00"),
    ],
)
def test_a_moment_is_local_unless_it_carries_an_offset(at: str, means: str) -> None:
    assert to_local(read_instant(at, "--at")).isoformat() == means
