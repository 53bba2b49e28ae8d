"""Every pack that ships can be read, and does what the scenarios beside it say, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from homeward.commands.at_hand import calendar
from homeward.packs.tests import shipped
from homeward.protocol.scenarios import Outcome, gaps, run

TOLD = [
    pytest.param(id_, scenario.name, id=f"{id_}: {scenario.name}")
    for id_ in shipped.PACKS
    for scenario in shipped.scenarios(id_)
]


@cache
def outcomes(id_: str) -> Mapping[str, Outcome]:
    """Answer what each scenario of a pack showed, each run once."""
    return {scenario.name: run(scenario, calendar()) for scenario in shipped.scenarios(id_)}


def test_the_packs_that_ship_are_the_five_areas_and_the_national_base() -> None:
    assert shipped.SHELF.ids() == sorted(shipped.PACKS)


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_a_pack_that_ships_can_be_read_and_laid_over_its_base(id_: str) -> None:
    (pack,) = shipped.versions(id_)

    assert pack.clauses
    assert pack.base == ("" if id_ == shipped.BASE else shipped.BASE)
    assert shipped.protocols(id_).lines[0].id == id_


@pytest.mark.parametrize(("id_", "name"), TOLD)
def test_a_scenario_comes_out_as_it_was_worked_out_by_hand(id_: str, name: str) -> None:
    assert outcomes(id_)[name].wrong == ()


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_no_clause_lacks_a_scenario_where_it_is_met_does_not_apply_is_overdue_or_is_broken(id_: str) -> None:
    assert gaps(shipped.clauses(id_), list(outcomes(id_).values())) == []


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_no_two_scenarios_of_a_pack_bear_one_name(id_: str) -> None:
    names = [scenario.name for scenario in shipped.scenarios(id_)]

    assert sorted(set(names)) == sorted(names)
