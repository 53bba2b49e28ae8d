"""Rules that people keep: each is put before them in its own words, and nothing claims that the software keeps it."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from homeward.packs.tests import shipped, test_rules_broken, test_rules_held

REPORT: Final = '2026-10-23T22:15 reported category = "missing", by = "placement"'
SATURDAY: Final = "2026-10-24T12:00"
INTERVIEWED: Final = (
    f'{REPORT}\n2026-10-24T02:00 returned to = "home"\n2026-10-24T09:00 return_interview_held'
)
LEAVER: Final = "born = 2006-03-02\ncare_leaver = true\ndisability = true"


class Principle(NamedTuple):
    """A rule of a pack, words of it that must reach people, and a child and a night for which it holds."""

    pack: str
    clause: str
    words: str
    child: str = shipped.MIA
    events: str = REPORT


PRINCIPLES: Final = (
    Principle("banes", "BANES-05", "safety and well-being are paramount"),
    Principle("pan-beds", "BEDS-002", "placing authority stays responsible"),
    Principle("pan-beds", "BEDS-020", "the child's welfare comes first"),
    Principle("pan-beds", "BEDS-033", "safety comes before any request for confidentiality"),
    Principle("pan-beds", "BEDS-052", "ask another force to check addresses"),
    Principle("pan-beds", "BEDS-071 care_leavers", "served differently up to the age of 21", LEAVER),
    Principle("pan-beds", "BEDS-071 adults", "under vulnerable adults' protocols", LEAVER),
    Principle("pan-beds", "BEDS-090", "not directly involved in the child's care"),
    Principle("pan-beds", "BEDS-091", "any absence is considered at the review"),
    Principle("pan-beds", "BEDS-116", "everyone who works with children at risk of going missing"),
    Principle("pan-beds", "BEDS-148", "do not make them tell it again"),
    Principle("wakefield", "WAKE-03", "significant harm is more likely"),
    Principle("wakefield", "WAKE-07", "repeatedly is not viewed as normal"),
    Principle("england", "ENG-12 review", "reviewed at every stage"),
    Principle("england", "ENG-12 record", "who gave it and when"),
    Principle("england", "ENG-21 record", "kept on the child's record", shipped.MIA, INTERVIEWED),
    Principle("england", "ENG-25 distance", "director of children's services approves"),
)


@pytest.mark.parametrize("principle", PRINCIPLES, ids=lambda p: f"{p.clause}: {p.words}")
def test_a_rule_that_people_keep_is_put_before_them_in_its_words(principle: Principle) -> None:
    found = shipped.limit(principle.pack, principle.clause, principle.events, SATURDAY, principle.child)
    rule = found.clause.rule

    assert principle.words in found.clause.says
    assert (found.in_force, found.broken_by) == (True, ())
    assert rule is not None
    assert (rule.kept_by, rule.has_effect(), rule.counts_as_missing, rule.counts_as_risk) == (
        "people", False, frozenset(), "",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["BEDS-071 care_leavers", "BEDS-071 adults", "ENG-21 record"])
def test_a_rule_for_some_is_not_put_before_those_who_have_another_child_in_mind(name: str) -> None:
    id_ = "england" if name.startswith("ENG") else "pan-beds"

    assert shipped.limit(id_, name, REPORT, SATURDAY).in_force is False


def test_a_new_rule_or_prohibition_fails_until_a_test_names_it() -> None:
    every = {clause.name for clause in shipped.ALL if clause.kind in ("rule", "must_not")}
    broken = {name for _, name in test_rules_broken.NAMED}
    people = {principle.clause for principle in PRINCIPLES}

    assert every == set(test_rules_held.SHOWN_BY) | broken | people


def test_every_rule_says_who_keeps_it() -> None:
    assert [
        c.name for c in shipped.ALL if c.rule is not None and c.rule.kept_by not in ("people", "software")
    ] == []
