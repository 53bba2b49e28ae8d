"""TOML from people who have never heard of it: one sentence, with the line."""

from __future__ import annotations

from datetime import date, time

import pytest

from homeward.protocol.errors import SituationError
from homeward.protocol.toml_files import parse_toml, shown
from homeward.protocol.toml_lines import Lines

CURLY = 'quotation marks are straight (") and not curly'
DAY = "a date is written 2026-01-01, without quotation marks"
SMALL = "true and false are written in small letters"
QUOTES = "this is not TOML (a value is missing or not known: a text stands in quotes)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nwhat = reported", f"line 2: {QUOTES}: what = reported"),
        ("what = ", f"line 1: {QUOTES}: what ="),
        ("what = “reported”", f"line 1: {CURLY}: what = “reported”"),
        ("what = ‘reported’", f"line 1: {CURLY}: what = ‘reported’"),
        ('say = { by = "a“b", to = „police“ }', f'line 1: {CURLY}: say = {{ by = "a“b", to = „police“ }}'),
        ('say = "“hello”" x', 'line 1: this is not TOML (one key and one value on a line, a text in quotes): say = "“hello”" x'),
        ("from = 01/01/2026", f"line 1: {DAY}: from = 01/01/2026"),
        ("from = 2026/01/01", f"line 1: {DAY}: from = 2026/01/01"),
        ("from = 1.1.2026", f"line 1: {DAY}: from = 1.1.2026"),
        ("seen = True", f"line 1: {SMALL}: seen = True"),
        ("when = { school = FALSE }", f"line 1: {SMALL}: when = {{ school = FALSE }}"),
        ('a = "x = True" y', 'line 1: this is not TOML (one key and one value on a line, a text in quotes): a = "x = True" y'),
        ("[[clause]]\nid = 1\n[clause]  # two", "line 3: write [[clause]], with two brackets: [clause]  # two"),
        ("[event]\nid = 1\n[[event]]", "line 1: write [[event]], with two brackets: [event]"),
        ('what = "reported\nby = "police"', "line 1: this is not TOML (a text whose quotes are not closed): what = \"reported"),
        ("a = 1\na = 2", "line 2: this is not TOML (a key that stands there already): a = 2"),
        ("[child]\n[child]", "line 2: this is not TOML (a table that stands there already, or a value of that name): [child]"),
        ("just words", "line 1: this is not TOML (a key needs = and a value): just words"),
        ("= 3", "line 1: this is not TOML (neither a key nor a table): = 3"),
        ("[child\n", "line 1: this is not TOML (a table's name stands in brackets that are not closed): [child"),
        ("born = 2 March 2011",
         "line 1: this is not TOML (one key and one value on a line, a text in quotes): born = 2 March 2011"),
        ('a = "C:\\home"', 'line 1: this is not TOML (a backslash that is not followed by a known letter): a = "C:\\home"'),
        ("a = { b = 1\n", "line 1: this is not TOML (a table in one line that lacks a comma or its bracket): a = { b = 1"),
        ('\na = """x\n\n', "line 2: this is not TOML (a text whose quotes are not closed, here or above): a = \"\"\"x"),
        ("at = 2026-02-30T10:00:00", "line 1: a date or time that does not exist: at = 2026-02-30T10:00:00"),
        ("at = 2026-10-24T25:00:00", "line 1: a date or time that does not exist: at = 2026-10-24T25:00:00"),
        ("born = 2011-02-29", "line 1: a date or time that does not exist: born = 2011-02-29"),
        ("at = 2026-10-23T22:15", "line 1: a time needs its seconds, as in 2026-10-23T22:15:00: at = 2026-10-23T22:15"),
        ('a = "\x1b[2J"', 'line 1: this is not TOML (a character that may not stand there): a = "�[2J"'),
        ("\n\na = " + "9" * 5000, "line 3: a number too long to be read."),
        ("\na" + ".a" * 200_000 + " = 1", "line 2: a key of more than 100 parts."),
        ('x = "\u2028"\na = b', f"line 2: {QUOTES}: a = b"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_toml(text: str, said: str) -> None:
    with pytest.raises(SituationError) as refused:
        parse_toml("night.toml", text, SituationError)

    assert str(refused.value) == f"night.toml, {said}"


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 5000, "a = " + "{ a = " * 5000, "a = " + "[" * 5000 + "]" * 5000]
)
def test_a_text_nested_too_deep(text: str) -> None:
    with pytest.raises(
        SituationError, match=r"^night\.toml: tables or lists inside one another too deep to read\.$"
    ):
        parse_toml("night.toml", text, SituationError)


@pytest.mark.parametrize(
    ("value", "as_shown"),
    [
        (True, "true"), (3, "3"),
        pytest.param(16**5000, "a number of very many digits", id="huge"), (date(2026, 2, 1), "2026-02-01"),
        (time(7), "07:00:00"), ("it's", "'it's'"), ("\x1b[2J", "'�[2J'"), ([], "[]"), (["a", 1], "['a', 1]"),
        ({"a": {"b": 1}}, "{ a = { b = 1 } }"), ([1] * 99, "[1, 1, 1, 1, 1, ...]"), ("x" * 999, "'" + "x" * 59 + " ..."),
    ],
)  # fmt: skip
def test_a_value_in_a_message_is_written_as_toml_writes_it_and_cut_short(
    value: object, as_shown: str
) -> None:
    assert shown(value) == as_shown


DOCUMENT = '''\
packs = ["wakefield"]  # [[event]]
child.born = 2011-03-02
"child".plan = { report_missing = "30 minutes" }


[[event]]
what = "decided"
reason = """
[[event]]
at = 3 ""\\""" and so on"""
note = \'\'\'
[[event]]\'\'\'

[[ event ]]
"at" = 2026-10-24 10:00:00
list = [ # one
  { a = 1 },
  { a = 2, b = [
    3, 4 ] } ]
[event.replacement]
at = 2026-10-24T10:00:00
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("packs",), 1), (("child", "born"), 2), (("child",), 2), (("child", "plan", "report_missing"), 3),
        (("event",), 6), (("event", 0), 6), (("event", 0, "reason"), 8), (("event", 0, "note"), 11), (("event", 0, "at"), 6),
        (("event", 1), 14), (("event", 1, "at"), 15), (("event", 1, "list", 1, "a"), 18), (("event", 1, "list", 1, "b", 1), 19),
        (("event", 1, "replacement", "at"), 21), (("event", 1, "replacement", "by"), 20), (("event", 2), 6), (("shoes",), None),
    ],
)  # fmt: skip
def test_where_a_key_stands(path: tuple[str | int, ...], line: int | None) -> None:
    assert parse_toml("night.toml", DOCUMENT, SituationError)

    assert Lines(DOCUMENT).of(*path) == line
    assert Lines(DOCUMENT.replace("\n", "\r\n")).of(*path) == line
