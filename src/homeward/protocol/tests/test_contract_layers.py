"""Base, versions, two packs: pack language, section 9, and the dates of section 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.protocol.errors import HomewardError
from homeward.protocol.layers import Protocols
from homeward.protocol.limits import limits
from homeward.protocol.shelf import Shelf
from homeward.protocol.tests.cast import (
    ADA,
    BEN,
    ENGLAND,
    FRIDAY,
    ask,
    clause,
    clock,
    duty,
    instant,
    night,
    pack,
)

SUNDAY = "2026-10-25T12:00"
TELL = 'starts = { event = "reported" }\nmet_by = { event = "notified", to = "%s" }\n'
LAND = pack(duty(TELL % "school", "ENG-01"), duty(TELL % "health", "ENG-02"), id_="land")
BASE = 'base = "land"'


def instead(of: str, id_: str, because: str = "This area is stricter") -> str:
    """Write a clause that stands in for one of the base."""
    return duty(
        TELL % "parent" + f'replaces = ["{of}"]\n' + (f'because = "{because}"' if because else ""), id_
    )


def withdraw(of: str) -> str:
    """Write that an area removes a clause of the base."""
    return f'[[withdraw]]\nclause = "{of}"\nbecause = "Not so here"\ncite = {{ source = "text", section = "2" }}\n'


def lay(folder: Path, names: list[str], *packs: str, base: bool = True) -> Protocols:
    """Put packs on a shelf and take some of them."""
    for number, text in enumerate(packs):
        id_ = text.split('id = "', 1)[1].split('"', 1)[0]
        (folder / id_).mkdir(exist_ok=True)
        (folder / id_ / f"pack-{number}.toml").write_text(text, encoding="utf-8")
    return Shelf([folder]).protocols(names, base=base)


def listed(under: Protocols, told: str = FRIDAY, at: str = SUNDAY, child: str = ADA) -> list[str]:
    """Write which duties are listed, with the pack in which each clause stands."""
    return sorted(f"{d.clause.pack} {d.clause.id}" for d in ask(under, told, at, child))


def test_the_clauses_of_the_base_stand(tmp_path: Path) -> None:
    town = pack(duty(TELL % "parent", "TOWN-1"), more=BASE)
    assert listed(lay(tmp_path, ["town"], LAND, town)) == ["land ENG-01", "land ENG-02", "town TOWN-1"]


def test_a_situation_may_leave_the_base_out(tmp_path: Path) -> None:
    town = pack(duty(TELL % "parent", "TOWN-1"), more=BASE)
    assert listed(lay(tmp_path, ["town"], LAND, town, base=False)) == ["town TOWN-1"]


def test_an_area_clause_replaces_one_of_the_base(tmp_path: Path) -> None:
    town = pack(instead("ENG-01", "TOWN-1"), more=BASE)
    assert listed(lay(tmp_path, ["town"], LAND, town)) == ["land ENG-02", "town TOWN-1"]


def test_a_withdrawal_removes_one_of_the_base(tmp_path: Path) -> None:
    town = pack(withdraw("ENG-01"), duty(TELL % "parent", "TOWN-1"), more=BASE)
    assert listed(lay(tmp_path, ["town"], LAND, town)) == ["land ENG-02", "town TOWN-1"]


def test_a_base_may_have_a_base(tmp_path: Path) -> None:
    force = pack(withdraw("ENG-02"), duty(TELL % "police", "FORCE-1"), id_="force", more=BASE)
    town = pack(duty(TELL % "parent", "TOWN-1"), more='base = "force"')
    assert listed(lay(tmp_path, ["town"], LAND, force, town)) == [
        "force FORCE-1",
        "land ENG-01",
        "town TOWN-1",
    ]


def test_a_base_that_goes_round_is_refused(tmp_path: Path) -> None:
    one = pack(duty(TELL % "parent", "ONE-1"), id_="one", more='base = "two"')
    two = pack(duty(TELL % "parent", "TWO-1"), id_="two", more='base = "one"')
    with pytest.raises(HomewardError, match="round"):
        lay(tmp_path, ["one"], one, two)


@pytest.mark.parametrize(
    ("of", "because", "said"), [("ENG-99", "Why", "not in land"), ("ENG-01", "", "because")]
)
def test_replacing_what_is_not_there_or_without_a_because_is_refused(
    tmp_path: Path, of: str, because: str, said: str
) -> None:
    with pytest.raises(HomewardError, match=said):
        lay(tmp_path, ["town"], LAND, pack(instead(of, "TOWN-1", because), more=BASE))


# Two packs

HOME = pack(duty(TELL % "parent", "HOME-1"), id_="home", more=BASE)
HOST = pack(duty(TELL % "parent", "HOST-1"), id_="host", more=BASE)


def test_with_two_packs_a_clause_of_their_base_is_asked_once_and_both_their_own_stand(tmp_path: Path) -> None:
    under = lay(tmp_path, ["home", "host"], LAND, HOME, HOST)
    assert listed(under, child=BEN) == ["home HOME-1", "host HOST-1", "land ENG-01", "land ENG-02"]


@pytest.mark.parametrize("letting_go", ["home", "host"])
def test_a_clause_of_the_base_stands_while_one_of_two_packs_keeps_it(tmp_path: Path, letting_go: str) -> None:
    packs = {
        id_: pack(
            instead("ENG-01", f"{id_}-1") if id_ == letting_go else duty(TELL % "parent", f"{id_}-1"),
            id_=id_,
            more=BASE,
        )
        for id_ in ("home", "host")
    }
    under = lay(tmp_path, ["home", "host"], LAND, *packs.values())
    assert listed(under) == ["home home-1", "host host-1", "land ENG-01", "land ENG-02"]


def test_a_clause_of_the_base_falls_away_if_both_let_it_go(tmp_path: Path) -> None:
    home = pack(instead("ENG-01", "HOME-1"), id_="home", more=BASE)
    host = pack(withdraw("ENG-01"), duty(TELL % "parent", "HOST-1"), id_="host", more=BASE)
    assert listed(lay(tmp_path, ["home", "host"], LAND, home, host)) == [
        "home HOME-1",
        "host HOST-1",
        "land ENG-02",
    ]


def test_one_event_may_meet_the_duties_of_both_and_each_keeps_its_clause(tmp_path: Path) -> None:
    under = lay(tmp_path, ["home", "host"], LAND, HOME, HOST)
    found = [
        d
        for d in ask(under, f'{FRIDAY}\n2026-10-24T08:00 notified to = "parent"', SUNDAY)
        if "-1" in d.clause.id
    ]
    assert [(d.clause.id, d.status) for d in found if d.clause.pack != "land"] == [
        ("HOME-1", "met"),
        ("HOST-1", "met"),
    ]


AWAY = '2026-10-23T22:15 reported category = "away_without_authorisation"'
WENT = 'starts = { event = "went_missing" }'
COUNTS = clause("rule", 'counts_as_missing = ["away_without_authorisation"]', "RULE-1")


def test_each_of_two_packs_reads_the_night_by_its_own_rules() -> None:
    strict = pack(duty(WENT, "STRICT-1"), COUNTS, id_="strict")
    plain = pack(duty(WENT, "PLAIN-1"), id_="plain")
    assert [d.clause.id for d in ask([strict, plain], AWAY, SUNDAY)] == ["STRICT-1"]


def test_a_rule_of_the_base_shapes_the_reading_of_both_packs_above_it(tmp_path: Path) -> None:
    land = pack(COUNTS, id_="land")
    home = pack(duty(WENT, "HOME-1"), id_="home", more=BASE)
    host = pack(duty(WENT, "HOST-1"), id_="host", more=BASE)
    assert listed(lay(tmp_path, ["home"], land, home, host), AWAY) == ["home HOME-1"]
    assert listed(lay(tmp_path, ["host"], land, home, host), AWAY) == ["host HOST-1"]
    assert listed(lay(tmp_path, ["home", "host"], land, home, host), AWAY) == ["home HOME-1", "host HOST-1"]


def test_a_risk_that_the_base_gives_is_read_by_both_packs_above_it(tmp_path: Path) -> None:
    land = pack(clause("rule", 'counts_as_risk = "trafficking"', "RULE-1"), id_="land")
    at_risk = 'starts = { event = "reported" }\nwhen = { risk = "trafficking" }'
    home = pack(duty(at_risk, "HOME-1"), id_="home", more=BASE)
    host = pack(duty(at_risk, "HOST-1"), id_="host", more=BASE)
    assert listed(lay(tmp_path, ["home", "host"], land, home, host)) == ["home HOME-1", "host HOST-1"]


def test_a_rule_of_the_base_of_two_packs_is_shown_once(tmp_path: Path) -> None:
    land = pack(clause("rule", 'level_never = "low"', "RULE-1"), id_="land")
    under = lay(tmp_path, ["home", "host"], land, HOME, HOST)
    told = night(f'{FRIDAY}\n2026-10-23T23:00 risk_assessed level = "low", id = "low"', ADA, under)
    found = limits(told, under, ENGLAND, instant(SUNDAY))
    assert [(r.clause.id, r.broken_by) for r in found] == [("RULE-1", ("low",))]


def test_each_of_two_packs_has_its_own_hours_and_days_of_closure() -> None:
    hours = '[service.front_door]\nhours = [{ days = "Mon-Fri", from = "%s", to = "17:00" }]\n'
    terms = 'starts = { event = "reported" }\nby_opening = "front_door"'
    early = pack(duty(terms, "EARLY-1"), id_="early", tables=hours % "08:00")
    late = pack(duty(terms, "LATE-1"), id_="late", tables=hours % "09:30")
    found = {d.clause.id: clock(d.due) for d in ask([early, late], FRIDAY, SUNDAY)}
    assert found == {"EARLY-1": "2026-10-26T08:00+00:00", "LATE-1": "2026-10-26T09:30+00:00"}


# Versions and dates

OLD = pack(duty(TELL % "parent", "OLD-1"), more='version = "2020"')
NEW = pack(duty(TELL % "parent", "NEW-1"), more='version = "2026"\neffective_from = 2026-10-24')


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('2026-10-23T23:59 reported category = "missing"', "OLD-1"),
        ('2026-10-24T00:00 reported category = "missing"', "NEW-1"),
        (
            '2026-10-23T20:00 agency_told agency = "school"\n2026-10-24T08:00 reported category = "missing"',
            "OLD-1",
        ),
    ],
)
def test_an_absence_runs_under_the_version_in_force_at_its_first_word(
    tmp_path: Path, told: str, said: str
) -> None:
    assert listed(lay(tmp_path, ["town"], OLD, NEW), told) == [f"town {said}"]


def test_the_duties_after_an_absence_stay_under_its_version(tmp_path: Path) -> None:
    back = 'starts = { event = "back" }'
    old, new = OLD + duty(back, "OLD-2"), NEW + duty(back, "NEW-2")
    told = f'{FRIDAY}\n2026-10-24T08:00 returned to = "home"\n2026-10-25T08:00 reported category = "missing"'
    assert listed(lay(tmp_path, ["town"], old, new), told) == ["town NEW-1", "town OLD-1", "town OLD-2"]


def test_a_version_may_be_named_for_all(tmp_path: Path) -> None:
    assert listed(lay(tmp_path, ["town@2026"], OLD, NEW)) == ["town NEW-1"]
    with pytest.raises(HomewardError, match="1999"):
        lay(tmp_path, ["town@1999"])


def test_an_absence_before_any_version_has_no_duties_and_that_is_said(tmp_path: Path) -> None:
    answer = ask(lay(tmp_path, ["town"], NEW), FRIDAY, SUNDAY)
    assert len(answer) == 0
    assert any("town" in note for note in answer.notes)


def test_versions_of_one_pack_may_not_overlap(tmp_path: Path) -> None:
    old = OLD.replace(
        "effective_from = 2020-01-01", "effective_from = 2020-01-01\neffective_until = 2026-12-31"
    )
    with pytest.raises(HomewardError, match="overlap"):
        lay(tmp_path, ["town"], old, NEW)


DATED = pack(
    duty(TELL % "school" + "valid_until = 2026-10-23", "DATED-1"),
    duty(TELL % "parent" + "valid_from = 2026-10-24", "DATED-1"),
    duty('starts = { event = "concern_raised" }\nvalid_from = 2026-10-24', "DATED-2"),
    duty('starts = { event = "back" }\nvalid_until = 2026-10-23', "DATED-3"),
)


def test_a_value_changes_on_a_day_by_two_clauses_of_one_id() -> None:
    told = '2026-10-24T00:00 reported category = "missing"\n2026-10-24T08:00 notified to = "parent"'
    assert [d.status for d in ask(DATED, told, SUNDAY)] == ["met"]
    earlier = '2026-10-23T23:59 reported category = "missing"\n2026-10-24T08:00 notified to = "parent"'
    assert [d.status for d in ask(DATED, earlier, SUNDAY)] == ["open"]


def test_the_dates_of_a_clause_are_judged_at_the_absences_first_word() -> None:
    told = f'{FRIDAY}\n2026-10-24T07:00 concern_raised about = "home"\n2026-10-24T08:00 returned to = "home"'
    assert sorted(d.clause.id for d in ask(DATED, told, SUNDAY)) == ["DATED-1", "DATED-3"]


def test_outside_any_absence_the_dates_of_a_clause_are_judged_at_the_duty() -> None:
    raised = '%s concern_raised about = "may_go_missing"'
    assert len(ask(DATED, raised % "2026-10-23T23:59", SUNDAY)) == 0
    assert len(ask(DATED, raised % "2026-10-24T00:00", SUNDAY)) == 1


def test_one_id_twice_needs_dates_that_do_not_overlap_or_a_part() -> None:
    with pytest.raises(HomewardError, match="twice"):
        ask(pack(duty(TELL % "school"), duty(TELL % "parent")), FRIDAY, SUNDAY)


def test_a_change_of_the_base_does_not_change_an_absence_that_began_before_it(tmp_path: Path) -> None:
    land_1 = pack(duty(TELL % "school", "ENG-01"), id_="land", more='version = "1"')
    land_2 = pack(
        duty(TELL % "health", "ENG-02"), id_="land", more='version = "2"\neffective_from = 2026-10-24'
    )
    town = pack(duty(TELL % "parent", "TOWN-1"), more=BASE)
    under = lay(tmp_path, ["town"], land_1, land_2, town)
    assert listed(under) == ["land ENG-01", "town TOWN-1"]


def test_an_absence_after_a_change_of_the_base_runs_under_the_new_base(tmp_path: Path) -> None:
    land_1 = pack(duty(TELL % "school", "ENG-01"), id_="land", more='version = "1"')
    land_2 = pack(
        duty(TELL % "health", "ENG-02"), id_="land", more='version = "2"\neffective_from = 2026-10-24'
    )
    town = pack(duty(TELL % "parent", "TOWN-1"), more=BASE)
    under = lay(tmp_path, ["town"], land_1, land_2, town)
    assert listed(under, '2026-10-24T08:00 reported category = "missing"') == ["land ENG-02", "town TOWN-1"]
