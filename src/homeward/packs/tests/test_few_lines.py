"""A budget for what people see: a child at medium risk who is home within six hours must not leave a wall of lines.

Six open lines for an agency is our number. A line is one thing to do: clauses that one entry meets are one line, as are the
turns of a recurring duty. What was owed before this night, what asks a question and what may be done are counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pytest

from homeward.packs.tests import shipped
from homeward.packs.tests.shipped import MIA, OLA
from homeward.protocol.duty import OPEN, OVERDUE, OWED, WAITING, Duty
from homeward.protocol.terms import POSTS
from homeward.protocol.tests.cast import instant

MOST_LINES: Final = 6
MOST_CLAUSES: Final = {
    ("pan-beds", "police"): 8,
    ("pan-beds", "childrens_social_care"): 9,
    ("practice-guide", "childrens_social_care"): 8,
}
"""Where an agency has more than six clauses open that night, one line each: they are more than pages may show apart."""

NIGHT: Final = """2026-10-23T22:15 reported category = "missing", by = "{by}"
2026-10-23T22:30 risk_assessed level = "medium", by = "police"
2026-10-24T04:15 returned to = "{home}", by = "police\""""
AT_FIVE: Final = "2026-10-24T05:00"
STORIES: Final = {
    "looked after": (MIA, NIGHT.format(by="placement", home="placement")),
    "at home": (OLA, NIGHT.format(by="parent", home="home")),
}


def agency(role: str) -> str:
    """Answer the agency to which a post belongs."""
    return next((name for name, posts in POSTS.items() if role in posts), role)


def what_is_done(duty: Duty) -> tuple[str, ...]:
    """Answer what would meet a duty, and who is told: two duties of an agency that ask the same are one line."""
    terms = duty.clause.duty
    assert terms is not None
    patterns = terms.met_by or terms.met_by_all
    kinds = patterns[0].kinds if patterns else (duty.clause.name,)
    return (kinds[0], *(duty.to if kinds[0] in ("notified", "contact_made") else ()))


def open_that_night(id_: str, story: str) -> list[Duty]:
    """Answer what is owed at five in the morning."""
    child, night = STORIES[story]
    found = shipped.owed(id_, night, AT_FIVE, child)
    return [
        d
        for d in found
        if d.status in OWED and not d.missed and d.clause.duty and d.clause.duty.force != "may"
    ]


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("id_", shipped.PACKS)
def test_a_child_home_in_six_hours_leaves_an_agency_six_things_to_do_at_most(id_: str, story: str) -> None:
    lines: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for duty in open_that_night(id_, story):
        if duty.status in (OPEN, OVERDUE, WAITING) and duty.arose >= instant("2026-10-23T22:15"):
            lines[agency(duty.owner)].add(what_is_done(duty))

    assert {name: sorted(found) for name, found in lines.items() if len(found) > MOST_LINES} == {}


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("id_", shipped.PACKS)
def test_the_clauses_open_that_night_do_not_grow_unnoticed(id_: str, story: str) -> None:
    clauses: dict[str, set[str]] = defaultdict(set)
    for duty in open_that_night(id_, story):
        clauses[agency(duty.owner)].add(duty.clause.id)

    over = {n: sorted(c) for n, c in clauses.items() if len(c) > MOST_CLAUSES.get((id_, n), MOST_LINES)}

    assert over == {}


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("id_", shipped.PACKS)
def test_nothing_is_red_an_hour_after_a_child_is_home(id_: str, story: str) -> None:
    assert [d.clause.name for d in open_that_night(id_, story) if d.status == OVERDUE] == []
