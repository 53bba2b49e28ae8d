"""Rules that the product holds without anybody breaking them: what each does, and that each one is named here."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from homeward import protocol
from homeward.commands.at_hand import calendar
from homeward.packs.tests import shipped, test_rules_broken
from homeward.packs.tests.shipped import MIA, OLA
from homeward.protocol import terms
from homeward.protocol.errors import SituationError
from homeward.protocol.events_away import CircumstancesChanged
from homeward.protocol.reading import Reading
from homeward.protocol.situation import History
from homeward.protocol.tests.cast import instant, night

REPORT: Final = '2026-10-23T22:15 reported category = "missing", by = "placement"'
SATURDAY: Final = "2026-10-24T12:00"
FROM_ABROAD: Final = 'born = 2009-03-02\nlooked_after_since = 2026-10-20\nresponsible_authority = "luton"\nunaccompanied = true'
AT_ONCE: Final = '2026-10-24T08:00 answered question = "missing_soon_after_care", answer = true'
EVERY_RISK: Final = f"{MIA}disability = true\nknown_risks = {sorted(terms.RISKS)}"


def history(id_: str, events: str, at: str, child: str = MIA) -> History:
    return History(night(events, child, shipped.protocols(id_)), instant(at))


def test_an_absconder_under_sixteen_is_missing_and_one_of_sixteen_is_not() -> None:
    gone = '2026-10-23T22:15 reported category = "absconder", by = "placement"'
    sixteen = MIA.replace("2011-03-02", "2010-03-02")

    assert shipped.due("pan-beds", "BEDS-065", gone, SATURDAY) == ["2026-10-24T22:15+01:00"]
    assert shipped.due("pan-beds", "BEDS-065", gone, SATURDAY, sixteen) == []


def test_a_migrant_child_recorded_as_an_absconder_counts_as_missing_meanwhile() -> None:
    gone = '2026-10-23T22:15 reported category = "absconder", by = "placement"'
    another = FROM_ABROAD.removesuffix("\nunaccompanied = true")

    assert shipped.due("pan-beds", "BEDS-065", gone, SATURDAY, FROM_ABROAD) == ["2026-10-24T22:15+01:00"]
    assert shipped.due("pan-beds", "BEDS-065", gone, SATURDAY, another) == []


@pytest.mark.parametrize("lacks", ["by", "reason"])
def test_a_duty_is_not_set_aside_without_a_reason_and_a_post(lacks: str) -> None:
    said = {"by": 'by = "team_manager"', "reason": 'reason = "She is at her aunt\'s, seen by police"'}
    whole = f'2026-10-24T09:00 duty_set_aside clause = "BEDS-062", {said["by"]}, {said["reason"]}'
    bare = f'2026-10-24T09:00 duty_set_aside clause = "BEDS-062", {"".join(v for k, v in said.items() if k != lacks)}'

    assert shipped.stands("pan-beds", f"{REPORT}\n{whole}", SATURDAY)["BEDS-062"] == "set_aside"
    with pytest.raises(SituationError, match=lacks):
        shipped.stands("pan-beds", f"{REPORT}\n{bare}", SATURDAY)


def test_a_report_needs_a_category_and_nothing_more() -> None:
    found = shipped.stands("pan-beds", '2026-10-23T22:15 reported category = "missing"', SATURDAY, "")

    assert (found["BEDS-053"], found["BEDS-062"], found["BEDS-026"]) == ("open", "open", "met")


def test_fear_for_a_childs_safety_ends_the_search_and_makes_the_report_urgent() -> None:
    late = '2026-10-23T21:45 absence_noted explained = false, by = "placement"'
    afraid = f'{late}\n2026-10-23T22:00 concern_raised about = "safety", by = "placement"'
    words = {d.clause.name: d.words for d in shipped.owed("pan-beds", afraid, "2026-10-23T22:05")}
    before = shipped.stands("pan-beds", late, "2026-10-23T21:50")
    after = shipped.stands("pan-beds", afraid, "2026-10-23T22:05")

    assert (before["BEDS-038"], before["BEDS-026"]) == ("open", "waiting")
    assert (after["BEDS-038"], after["BEDS-026"], after["BEDS-123"]) == ("no_longer_needed", "open", "open")
    assert words["BEDS-026"] == "at once"


def test_a_child_gone_straight_after_coming_into_care_counts_as_at_risk_of_trafficking() -> None:
    told = f"{REPORT}\n{AT_ONCE}"
    back = f'{told}\n2026-10-24T09:00 returned to = "placement"'

    assert shipped.limit("pan-beds", "BEDS-074", told, SATURDAY, FROM_ABROAD).asks[:1] == (
        "How long after becoming looked after did the child go missing?",
    )
    assert shipped.stands("pan-beds", back, SATURDAY, FROM_ABROAD)["BEDS-077 return"] == "open"
    assert "BEDS-077 return" not in shipped.stands(
        "pan-beds", back.replace("answer = true", "answer = false"), SATURDAY, FROM_ABROAD
    )


@pytest.mark.parametrize(("id_", "name"), [("pan-beds", "BEDS-074"), ("cheshire-east", "CHES-02")])
def test_whether_it_was_straight_after_is_asked_and_never_counted_in_hours(id_: str, name: str) -> None:
    unanswered = shipped.limit(id_, name, REPORT, SATURDAY, FROM_ABROAD)

    assert unanswered.in_force is None
    assert len(unanswered.asks) == 1


@pytest.mark.parametrize(("id_", "name"), [("pan-beds", "BEDS-074"), ("cheshire-east", "CHES-02")])
def test_the_risk_is_held_for_whatever_turns_on_it(id_: str, name: str) -> None:
    at_once = AT_ONCE if id_ == "pan-beds" else AT_ONCE.replace("_care", "_being_cared_for")
    folded = history(id_, f"{REPORT}\n{at_once}", SATURDAY, FROM_ABROAD)
    (laid,) = shipped.protocols(id_).used(folded)

    _, taken = Reading(folded, laid.house, calendar()).risks(1, instant(SATURDAY))

    assert taken["trafficking"][0] is True
    assert shipped.limit(id_, name, f"{REPORT}\n{at_once}", SATURDAY, FROM_ABROAD).in_force is True


def test_every_update_of_the_form_says_by_whom_when_and_to_whom_and_none_replaces_another() -> None:
    told = """2026-10-01T10:00 essential_information_updated by = "social_worker", to = "placement"
2026-10-20T16:30 essential_information_updated by = "key_worker", to = ["police", "placement"]"""
    updates = [(e.at, e.by, getattr(e, "to", ())) for e in history("pan-beds", told, SATURDAY).events]
    asks = shipped.limit("pan-beds", "BEDS-113", told, SATURDAY).asks

    assert updates == [
        (instant("2026-10-01T10:00"), ("social_worker",), ("placement",)),
        (instant("2026-10-20T16:30"), ("key_worker",), ("police", "placement")),
    ]
    assert asks == (
        "By whom, on what date and at what time was the form updated?",
        "To whom was the updated form submitted?",
    )


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_nobody_has_assessed_a_child_until_somebody_has_however_many_risks_there_are(id_: str) -> None:
    folded = history(id_, f'{REPORT}\n2026-10-23T22:20 concern_raised about = "safety"', SATURDAY, EVERY_RISK)

    assert folded.level_at(len(folded.events) - 1) == terms.NOT_ASSESSED


def test_nothing_in_the_core_makes_a_level() -> None:
    levels = {"RiskAssessed", "RiskConfirmed", "RiskReviewed"}
    made = [
        f"{path.name}, line {call.lineno}"
        for path in Path(str(protocol.__file__)).parent.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in levels
    ]

    assert made == []
    assert not hasattr(CircumstancesChanged, "level")


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_factors_are_words_and_carry_no_weight(id_: str) -> None:
    items = [item for c in shipped.clauses(id_) if c.kind == "form" for item in (c.shown or {})["items"]]

    assert items
    assert {type(item) for item in items} == {str}


@pytest.mark.parametrize(("id_", "name"), [("wakefield", "WAKE-20"), ("england", "ENG-08")])
def test_a_second_absence_begins_unassessed_and_a_history_neither_lowers_nor_carries_over(
    id_: str, name: str
) -> None:
    twice = f"""{REPORT}
2026-10-23T22:30 risk_assessed level = "high", by = "police"
2026-10-24T02:00 returned to = "placement"
2026-10-25T22:15+00:00 reported category = "missing", by = "placement", id = "again\""""
    folded = history(id_, twice, "2026-10-25T23:00")

    assert folded.level_at(len(folded.events) - 1) == terms.NOT_ASSESSED
    assert shipped.stands(id_, twice, "2026-10-25T23:00")[name] == "met open"


def test_no_rule_anywhere_holds_a_level_down() -> None:
    down = [c.name for c in shipped.ALL if c.rule is not None and c.rule.level_never & {"medium", "high"}]

    assert down == []


@pytest.mark.parametrize("level", terms.LEVELS)
@pytest.mark.parametrize("category", sorted(terms.CATEGORIES))
def test_cheshires_guidance_forbids_nobody_anything_that_they_do_to_protect_a_child(
    level: str, category: str
) -> None:
    told = f"""2026-10-23T22:15 reported category = "{category}"
2026-10-23T22:20 risk_assessed level = "{level}"
2026-10-23T22:30 decided about = "recovery_order", outcome = "not_needed", reason = "Her aunt can fetch her now"
2026-10-23T22:40 located confirmed = "told_by_other", where = "At her aunt's\""""
    found = shipped.limits("cheshire-east", told, SATURDAY)

    assert [
        one.clause.name for one in found.values() if one.broken_by and one.clause.pack == "cheshire-east"
    ] == []
    assert found["CHES-03"].in_force is True


def test_after_two_nights_or_where_it_is_often_the_record_asks_about_each_exploitation() -> None:
    asked = (
        "Sexual exploitation",
        "Criminal exploitation",
        "Radicalisation",
        "Trafficking",
        "Labour exploitation",
    )
    often = '2026-10-23T22:20 answered question = "often", answer = '
    one, two = "2026-10-24T23:59", "2026-10-25T00:00"

    def asks(events: str, at: str) -> tuple[bool | None, tuple[str, ...]]:
        found = shipped.limit("practice-guide", "PRAC-03", events, at)
        return found.in_force, found.asks

    assert asks(REPORT, one) == (None, ("Does this child go missing often?",))
    assert asks(REPORT, two) == (True, asked)
    assert asks(f"{REPORT}\n{often}true", one) == (True, asked)
    assert asks(f"{REPORT}\n{often}false", one) == (False, ())


def test_an_interviewer_who_works_with_the_child_is_asked_about() -> None:
    asked = ("Does the interviewer already work with this child?",)
    known = f'{OLA}open_to = ["youth_offending_service"]'

    assert shipped.limit("banes", "BANES-12 independent", REPORT, SATURDAY, known).asks == asked
    assert shipped.limit("banes", "BANES-12 independent", REPORT, SATURDAY, OLA).asks == ()


def test_while_a_child_is_missing_the_next_review_is_asked_for() -> None:
    asked = ("When will the risk be reviewed next, and by whom?",)

    assert shipped.limit("england", "ENG-09", REPORT, SATURDAY).asks == asked
    assert (
        shipped.limit("england", "ENG-09", f'{REPORT}\n2026-10-24T02:00 returned to = "home"', SATURDAY).asks
        == ()
    )


SHOWN_BY: Final[dict[str, tuple[Callable[..., None], ...]]] = {
    "BANES-12 independent": (test_an_interviewer_who_works_with_the_child_is_asked_about,),
    "BANES-17": (
        test_factors_are_words_and_carry_no_weight,
        test_nobody_has_assessed_a_child_until_somebody_has_however_many_risks_there_are,
    ),
    "BEDS-010": (test_an_absconder_under_sixteen_is_missing_and_one_of_sixteen_is_not,),
    "BEDS-013": (test_a_migrant_child_recorded_as_an_absconder_counts_as_missing_meanwhile,),
    "BEDS-022": (test_a_duty_is_not_set_aside_without_a_reason_and_a_post,),
    "BEDS-027": (
        test_a_report_needs_a_category_and_nothing_more,
        test_fear_for_a_childs_safety_ends_the_search_and_makes_the_report_urgent,
    ),
    "BEDS-074": (
        test_a_child_gone_straight_after_coming_into_care_counts_as_at_risk_of_trafficking,
        test_whether_it_was_straight_after_is_asked_and_never_counted_in_hours,
        test_the_risk_is_held_for_whatever_turns_on_it,
    ),
    "BEDS-104": (
        test_nothing_in_the_core_makes_a_level,
        test_nobody_has_assessed_a_child_until_somebody_has_however_many_risks_there_are,
    ),
    "BEDS-113": (test_every_update_of_the_form_says_by_whom_when_and_to_whom_and_none_replaces_another,),
    "CHES-02": (
        test_whether_it_was_straight_after_is_asked_and_never_counted_in_hours,
        test_the_risk_is_held_for_whatever_turns_on_it,
    ),
    "CHES-03": (test_cheshires_guidance_forbids_nobody_anything_that_they_do_to_protect_a_child,),
    "ENG-05": (
        test_a_second_absence_begins_unassessed_and_a_history_neither_lowers_nor_carries_over,
        test_no_rule_anywhere_holds_a_level_down,
    ),
    "ENG-09": (test_while_a_child_is_missing_the_next_review_is_asked_for,),
    "PRAC-03": (test_after_two_nights_or_where_it_is_often_the_record_asks_about_each_exploitation,),
    "WAKE-06": (
        test_a_second_absence_begins_unassessed_and_a_history_neither_lowers_nor_carries_over,
        test_no_rule_anywhere_holds_a_level_down,
    ),
}
"""Rules kept by the software, and the tests that show it. Those that can be broken are in `test_rules_broken` too."""


def test_every_rule_said_to_be_kept_by_the_software_is_shown_to_be() -> None:
    said = {c.name for c in shipped.ALL if c.rule is not None and c.rule.kept_by == "software"}
    shown = set(SHOWN_BY) | {name for _, name in test_rules_broken.NAMED}

    assert said - shown == set()
    assert set(SHOWN_BY) - said == set()
