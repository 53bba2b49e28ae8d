"""Ten duties and the ten events of one episode, from the report to its closure: small enough to write out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from homeward.protocol import terms
from homeward.protocol.chronology import Chronology
from homeward.protocol.errors import PackError
from homeward.protocol.layers import Line, Protocols
from homeward.protocol.pack_reader import read_pack
from homeward.protocol.situations import read_chronology
from homeward.protocol.toml_files import parse_toml

NAME: Final = "ten-duties"
REPORTED: Final = datetime(2026, 10, 23, 21, 15, tzinfo=UTC)
LIFE: Final[tuple[tuple[int, str, dict[str, Any]], ...]] = (
    (0, "reported", {"category": "missing", "by": "placement"}),
    (1, "risk_assessed", {"level": "medium", "by": "call_handler"}),
    (2, "notified", {"to": "parent", "about": "missing", "by": "placement"}),
    (3, "notified", {"to": "social_worker", "about": "missing", "by": "police"}),
    (20, "risk_reviewed", {"level": "medium", "by": "detective_sergeant"}),
    (30, "meeting_held", {"kind": "strategy", "by": "team_manager"}),
    (54, "returned", {"to": "placement", "by": "police"}),
    (60, "prevention_interview_held", {"by": "police"}),
    (100, "return_interview_held", {"by": "return_interviewer"}),
    (140, "episode_closed", {"by": "police"}),
)
"""Hours from the report, what happened, and who did it. Two duties are never done and one review is missed."""

PACK: Final = """
[pack]
id = "ten-duties"
version = "1"
area = "Nowhere"
title = "Ten duties, for the benchmark"
effective_from = 2020-01-01
[source.none]
title = "Made up for the benchmark"
[[clause]]
id = "TEN-01"
duty = "Assess the risk"
owner = "call_handler"
starts = { event = "reported" }
within = "1 hour"
met_by = { event = "risk_assessed" }
[[clause]]
id = "TEN-02"
duty = "Tell the family"
owner = "placement"
starts = { event = "went_missing" }
when = { looked_after = true }
within = "4 hours"
met_by = { event = "notified", to = "family" }
[[clause]]
id = "TEN-03"
duty = "Tell children's social care"
owner = "police"
starts = { event = "went_missing" }
within = "24 hours"
met_by = { event = "notified", by = "police", to = "childrens_social_care" }
[[clause]]
id = "TEN-04"
duty = "Review the risk"
owner = "detective_sergeant"
starts = { event = "went_missing" }
while = { missing = true }
every = "24 hours"
met_by = { event = "risk_reviewed", by = "detective_sergeant" }
[[clause]]
id = "TEN-05"
duty = "Hold a strategy meeting"
owner = "childrens_social_care"
starts = { event = "went_missing" }
once = "24 hours"
when = { social_worker = true }
within = "12 hours"
met_by = { event = "meeting_held", kind = "strategy" }
[[clause]]
id = "TEN-06"
duty = "Alert senior leadership"
owner = "social_worker"
starts = { event = "went_missing" }
once = "48 hours"
within = "4 hours"
met_by = { event = "notified", to = "senior_leadership" }
[[clause]]
id = "TEN-07"
duty = "Check that the child is well"
owner = "police"
starts = { event = "back" }
within = "24 hours"
met_by = { event = "prevention_interview_held" }
[[clause]]
id = "TEN-08"
duty = "Hold a return home interview"
owner = "return_interviewer"
starts = { event = "back", to = ["home", "placement", "place_of_safety"] }
after = { event = "prevention_interview_held" }
within = "72 hours"
met_by = { event = "return_interview_held" }
until = { event = "return_interview_declined", declined_by = "child" }
[[clause]]
id = "TEN-09"
duty = "Tell children's social care that the child is back"
owner = "police"
starts = { event = "back" }
within = "24 hours"
met_by = { event = "notified", to = "childrens_social_care", about = "returned" }
[[clause]]
id = "TEN-10"
duty = "Update the child's plans"
owner = "social_worker"
starts = { event = "return_interview_held" }
within = "7 days"
met_by = { event = "plan_recorded" }
""".replace("[[clause]]", '[[clause]]\ncite = { source = "none", section = "Made up" }')


def protocols() -> Protocols:
    """Answer the ten duties as the one protocol in force, with no base."""
    document = parse_toml(NAME, PACK, PackError)
    pack = read_pack(f"{NAME}/pack.toml", PACK, document, lambda source: None, terms.CODES)
    return Protocols([Line([pack], {}, pack.version)])


def life(number: int = len(LIFE)) -> Chronology:
    """Answer the chronology of the episode after so many of its events."""
    child = {"looked_after_since": datetime(2026, 1, 10, tzinfo=UTC).date(), "social_worker": True}
    tables = [{"at": at(place), "what": LIFE[place][1], **LIFE[place][2]} for place in range(number)]
    return read_chronology(
        child, tables, protocols(), lambda key: key, lambda place: lambda key: f"{place} {key}"
    )


def at(place: int) -> datetime:
    """Answer when the event at a place of the life happened."""
    return REPORTED + timedelta(hours=LIFE[place][0])
