"""What packs say, and what they leave unsaid: no blame, no number where it may be out of date, no silence read as no duty."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any, Final

import pytest

from homeward.packs.tests import shipped
from homeward.protocol.clauses import Clause
from homeward.protocol.terms import covers

BLAME: Final = re.compile(
    r"""\bmispers?\b|\brunaways?\b|\babsconded\b|\btruants?\b|attention[ -]seek|\bstreet ?wise\b|\blifestyle choice
    |\bpromiscu|\bchild prostitut|\bmanipulat|\bdefian|\bunruly\b|\bdisruptive\b|\bnon-complian|\bbad behaviour
    |\b(?:plac|put)(?:e|es|ed|ing|s|ting)\s+(?:him|her|them)sel(?:f|ves)\s+(?:at\s+risk|in\s+danger)
    |\b(?:choose|chooses|chose|choosing)\s+to\s+(?:go|run|stay|be)\b|\brefus(?:e|es|ed|ing)\s+to\s+engage
    |\bfails?\s+to\s+(?:return|engage|come)|\bonly\s+(?:her|him|them)sel(?:f|ves)\s+to\s+blame""",
    re.IGNORECASE | re.VERBOSE,
)
"""Ways of saying that it is the child's doing."""
ABSCOND: Final = re.compile(r"\babscond", re.IGNORECASE)
IN_LAW: Final = {"BEDS-010", "BEDS-012", "BEDS-013"}
"""Clauses about the legal category of that name: they explain it, and take children out of it."""
TELEPHONE: Final = re.compile(r"(?:\+44|\b0)\d[\d ]{6,}\d")
SHOWN: Final = ("says", "text", "note", "because")
READ_AT_LEGISLATION_GOV_UK: Final = {"ENG-23", "ENG-24", "ENG-25", "ENG-28"}


def sentences(clause: Clause) -> Iterator[str]:
    """Yield what a page shows of a clause as our own words; items of a form are the source's questions."""
    yield clause.says
    yield clause.text
    if clause.rule is not None:
        yield from clause.rule.ask
        yield clause.rule.doubtful.says if clause.rule.doubtful else ""
    if clause.duty is not None:
        yield clause.duty.doubtful.says if clause.duty.doubtful else ""


def words(id_: str) -> Iterator[tuple[str, str]]:
    """Yield every sentence of a pack with where it stands."""
    for clause in shipped.clauses(id_):
        yield from ((clause.name, sentence) for sentence in sentences(clause))
    for pack in shipped.versions(id_):
        yield from ((f"question {key}", said) for key, said in pack.questions.items())
        yield from ((f"label {key}", said) for key, said in pack.labels.items())
        yield "title", f"{pack.area}: {pack.title}"


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_no_sentence_of_a_pack_blames_a_child(id_: str) -> None:
    assert [(place, said) for place, said in words(id_) if BLAME.search(said)] == []


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_absconder_stands_only_where_the_legal_category_is_explained(id_: str) -> None:
    found = {place for place, said in words(id_) if ABSCOND.search(said)}

    assert found <= IN_LAW


@pytest.mark.parametrize(
    "said", ["They place themselves at risk", "a known runaway", "She chose to stay out"]
)
def test_blame_is_recognised(said: str) -> None:
    assert BLAME.search(said)


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_a_telephone_number_stands_only_in_contacts_and_services_where_it_can_be_checked(id_: str) -> None:
    found = [
        clause.name
        for clause in shipped.clauses(id_)
        if clause.kind != "contact"
        and TELEPHONE.search(" ".join(str(getattr(clause, key)) for key in SHOWN) + str(clause.shown or ""))
    ]

    assert found == []


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_every_telephone_number_is_one_that_the_source_prints(id_: str) -> None:
    printed = re.sub(r"\s", "", " ".join(shipped.source(id_)))
    pack = (shipped.SHELF.folder(id_) / "pack.toml").read_text(encoding="utf-8")
    held = [re.sub(r"\s", "", number) for number in TELEPHONE.findall(pack)]

    # The last six figures: a source may leave the dialling code out of its second number.
    assert [number for number in held if number[-6:] not in printed] == []


@pytest.mark.parametrize("role", ["police", "childrens_social_care", "placement", "family"])
def test_cheshires_guidance_for_schools_does_not_cover(role: str) -> None:
    (pack,) = shipped.versions("cheshire-east")

    assert covers(role).isdisjoint(pack.covers)


def test_the_practice_guide_names_no_host_and_no_area() -> None:
    (pack,) = shipped.versions("practice-guide")
    owners = {str(route.value) for c in pack.clauses if c.duty is not None for route in c.duty.owner.routes}

    assert {"host_authority", "police"}.isdisjoint({*pack.covers, *owners})
    assert pack.authorities == frozenset()


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_an_area_that_says_whom_its_text_covers_holds_a_duty_for_each_of_them_and_for_nobody_else(
    id_: str,
) -> None:
    (pack,) = shipped.versions(id_)
    owners = {str(route.value) for c in pack.clauses if c.duty is not None for route in c.duty.owner.routes}
    covered = {role for agency in pack.covers for role in covers(agency)}

    assert owners - covered - {"any_agency", "all_agencies"} == set()


def test_a_national_clause_not_read_in_the_legislation_itself_is_not_verified() -> None:
    assert {c.id for c in shipped.clauses("england") if c.verified} == READ_AT_LEGISLATION_GOV_UK
    assert {c.cite.source for c in shipped.clauses("england") if c.verified} == {
        "care-planning",
        "children-act",
    }


def test_every_national_clause_cites_a_national_text_and_its_section() -> None:
    document = tomllib.loads((shipped.SHELF.folder("england") / "pack.toml").read_text(encoding="utf-8"))
    titles: dict[str, Any] = document["source"]

    assert [
        c.name for c in shipped.clauses("england") if not c.cite.section or not titles[c.cite.source]["title"]
    ] == []


@pytest.mark.parametrize("id_", shipped.AREAS)
def test_every_clause_of_an_area_cites_lines_that_say_something(id_: str) -> None:
    text = shipped.source(id_)
    empty = [
        c.name
        for c in shipped.clauses(id_)
        if not any(text[n - 1].strip() for n in shipped.lines_of(c.cite.lines) if n is not None)
    ]

    assert empty == []


@pytest.mark.parametrize("id_", shipped.PACKS)
def test_a_duty_is_short_enough_for_a_list_on_a_telephone(id_: str) -> None:
    assert [c.says for c in shipped.clauses(id_) if c.kind == "duty" and len(c.says.split()) > 14] == []
