"""Typing a command and reading what it prints, as of a Monday in November; and a small area to type it about."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest import mock

from homeward.commands import at_hand
from homeward.commands.main import main

MONDAY: Final = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """What one run of the command line printed, and its exit code."""

    code: int
    out: str
    err: str

    def __contains__(self, text: str) -> bool:
        """Look for a text, wherever lines were broken."""
        return " ".join(text.split()) in " ".join(self.out.split())


def typed(*argv: object, clock: datetime = MONDAY) -> Said:
    """Type a command at a moment."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(at_hand, "clock", return_value=clock),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main([str(word) for word in argv])
    return Said(code, out.getvalue(), err.getvalue())


HULL: Final = """
[pack]
id = "hull"
area = "Hull"
title = "When a child is missing"
version = "1"
effective_from = 2026-01-01
authorities = ["hull"]
covers = ["police", "childrens_social_care", "placement", "family", "return_interviewer"]
[source.hull]
file = "sources/hull.txt"
[question]
often = "Does this child go missing often?"
[[clause]]
id = "HULL-01"
duty = "Tell children's social care"
owner = "police"
to = "childrens_social_care"
starts = { event = "reported" }
within = "2 hours"
met_by = { event = "notified", by = "owner" }
assumed = ["owner"]
cite = { source = "hull", section = "Police", lines = "3" }
[[clause]]
id = "HULL-02"
duty = "Review the risk"
owner = "detective_sergeant"
starts = { event = "went_missing" }
while = { missing = true }
every = "24 hours"
met_by = { event = "risk_reviewed" }
cite = { source = "hull", section = "Police", lines = "4" }
[[clause]]
id = "HULL-03"
duty = "Tell the family, the school and the IRO"
owner = "social_worker"
to = ["family", "school", "iro"]
starts = { event = "went_missing" }
words = "without delay"
met_by = { event = "notified" }
verified = false
cite = { source = "hull", section = "Social care", lines = "6" }
[[clause]]
id = "HULL-04"
duty = "Talk about why"
owner = "social_worker"
starts = { event = "went_missing" }
when = { answer = "often" }
met_by = { event = "meeting_held", kind = "strategy" }
cite = { source = "hull", section = "Social care", lines = "7" }
[[clause]]
id = "HULL-05"
rule = "No child is low risk"
level_never = ["low"]
cite = { source = "hull", section = "Risk", lines = "9" }
[[clause]]
id = "HULL-06"
definition = "A child whose whereabouts are not known"
term = "missing"
beside = ["HULL-02", "reported"]
cite = { source = "hull", section = "Words", lines = "10" }
"""
SOURCE: Final = """Hull: when a child is missing

The police tell children's social care within 2 hours.
They review the risk every 24 hours.

Tell the family, the school and the IRO without delay.
Talk about why, if the child goes missing often.

No child is low risk.
Missing: whereabouts are not known.
"""
ROWS: Final = """
rows:
- {id: HULL-01, kind: duty, text: "Tell social care", force: must, assumed: owner, lines: "3"}
- {id: HULL-02, kind: system, text: "Review the risk", force: must, lines: "4"}
- {id: HULL-03, kind: duty, text: "Tell three", force: must, lines: "6"}
- {id: HULL-04, kind: duty, text: "Talk about why", force: must, lines: "7"}
- {id: HULL-05, kind: rule, text: "Never low", lines: "9"}
- {id: HULL-06, kind: definition, text: "Missing", lines: "10"}
"""
NIGHT: Final = """
packs = ["hull"]
[child]
born = 2011-03-02
looked_after_since = 2026-01-10
responsible_authority = "hull"
[[event]]
id = "report"
at = 2026-10-23T22:15:00
what = "reported"
category = "missing"
by = "placement"
[[event]]
id = "first"
at = 2026-10-23T22:30:00
what = "risk_assessed"
level = "low"
by = "call_handler"
[[event]]
at = 2026-10-23T23:00:00
recorded = 2026-10-25T09:00:00
what = "notified"
to = "parent"
by = "social_worker"
"""


def hull(folder: Path, *changes: tuple[str, str], scenarios: str = "") -> Path:
    """Write the pack of Hull, with changes, and return the folder of packs in which it lies."""
    place = folder / "packs" / "hull"
    (place / "sources").mkdir(parents=True, exist_ok=True)
    text = HULL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (place / "pack.toml").write_text(text)
    (place / "sources" / "hull.txt").write_text(SOURCE)
    (place / "requirements.yaml").write_text(ROWS)
    if scenarios:
        (place / "scenarios.toml").write_text(scenarios)
    return place.parent


def night(folder: Path, more: str = "") -> Path:
    """Write the situation of a Friday night in Hull and return its file."""
    file = folder / "night.toml"
    file.write_text(NIGHT + more)
    return file
