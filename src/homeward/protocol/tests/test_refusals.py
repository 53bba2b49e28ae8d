"""What is refused, held to the letter of the pack language, section 10: these are the words that a pack's writer meets."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.protocol.tests.drafts import (
    CARE_TEAM,
    draft,
    duty,
    head,
    put,
    read,
    refusal,
    rule,
    shelf_refusal,
)


def test_a_key_misspelt() -> None:
    assert refusal(draft(duty('evry = "24 hours"'))) == (
        "pan-beds/pack.toml, clause BEDS-062: unknown key 'evry' for a duty. Did you mean 'every'?"
    )


def test_a_moment_misspelt() -> None:
    assert refusal(draft(duty('starts = { event = "went_mising" }'))) == (
        "pan-beds/pack.toml, clause BEDS-062, starts: 'went_mising' is neither an event nor a moment. "
        "Did you mean 'went_missing'?"
    )


def test_a_length_of_time_misspelt() -> None:
    assert refusal(draft(duty('id = "BEDS-089"', 'within = "3 workng days"'))) == (
        "pan-beds/pack.toml, clause BEDS-089, within: '3 workng days' is not a length of time. Write \"3 working days\"."
    )


def test_two_clocks() -> None:
    two = duty('within = "24 hours"', 'every = "24 hours"', "while = { missing = true }")

    assert refusal(draft(two)) == (
        "pan-beds/pack.toml, clause BEDS-062: two clocks, within and every. Keep one, or give one of them its own part."
    )


def test_a_recurring_clock_that_never_stops() -> None:
    assert refusal(draft(duty('every = "24 hours"'))) == (
        "pan-beds/pack.toml, clause BEDS-062: every never stops. Add while or until."
    )


@pytest.mark.parametrize(
    "asks",
    [
        'by_opening = "childrens_social_care"',
        'by_closing = "childrens_social_care"',
        'when = { out_of_hours = "childrens_social_care" }',
        'when = { in_hours = "childrens_social_care" }',
    ],
)
def test_a_service_that_the_pack_does_not_have(asks: str) -> None:
    assert refusal(draft(duty('id = "BEDS-047"', asks))) == (
        "pan-beds/pack.toml, clause BEDS-047: no [service.childrens_social_care] in this pack. "
        "Add it; leave its hours out if the source gives none."
    )


def test_no_citation() -> None:
    assert refusal(draft(duty(without="cite"))) == (
        "pan-beds/pack.toml, clause BEDS-062: no citation. Add cite = { source = ..., section = ... }."
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ['replaces = ["ENG-99"]', 'because = "Wakefield says more"'],
            "replaces ENG-99, which is not in england.",
        ),
        (['replaces = ["ENG-12"]'], "replaces ENG-12 and gives no because."),
    ],
)
def test_a_base_clause_replaced_that_is_not_there_or_without_a_reason(
    tmp_path: Path, lines: list[str], said: str
) -> None:
    put(tmp_path / "england", draft(duty('id = "ENG-12"'), head=head("england")))
    put(
        tmp_path / "wakefield",
        draft(duty('id = "WAKE-30"', *lines), head=head("wakefield", base='"england"')),
    )

    assert shelf_refusal(tmp_path, "wakefield") == f"wakefield/pack.toml, clause WAKE-30: {said}"


@pytest.mark.parametrize("start", ["reported", "went_missing", "absence_known", "absence_began"])
@pytest.mark.parametrize(
    "asked", ['level = "high"', 'not_level = ["low", "medium"]', 'level = ["not_assessed", "high"]']
)
def test_a_level_judged_before_anybody_has_assessed_it(start: str, asked: str) -> None:
    early = duty('id = "BEDS-023"', f'starts = {{ event = "{start}" }}', f"when = {{ {asked} }}")

    assert refusal(draft(early)) == (
        "pan-beds/pack.toml, clause BEDS-023, when: level here is judged at the report, before anybody has assessed it. "
        "Start from risk_became."
    )


# Also refused, as the page lists them.


def test_a_clause_of_no_kind() -> None:
    said = refusal(draft(duty(without="duty")))

    assert said.startswith(
        "pan-beds/pack.toml, clause BEDS-062: of no kind. Write its sentence under one of: contact, "
    )


def test_a_kind_misspelt() -> None:
    assert refusal(draft(duty('dutty = "Review"', without="duty"))).endswith("Did you mean 'duty'?")


def test_a_clause_of_two_kinds() -> None:
    assert refusal(draft(duty('rule = "No child is low risk"'))) == (
        "pan-beds/pack.toml, clause BEDS-062: two kinds, duty and rule. Keep one, or make two clauses."
    )


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ('{ event = "notified", frm = "police" }', "'notified' has no 'frm'. It has: about, by, to."),
        ('{ event = "risk_assessed", level = "higher" }', "level = 'higher' is not known. Did you mean 'high'? "
         "Known: high, low, medium, no_apparent_risk."),
        ('{ event = "notified", by = "polise" }', "'polise' is not a role. Did you mean 'police'?"),
        ('{ event = "notified", about = "mising" }', "about = 'mising' is not known. Did you mean 'missing'? Known: "),
    ],
)  # fmt: skip
def test_an_attribute_level_role_or_code_that_does_not_exist(pattern: str, said: str) -> None:
    refused = refusal(draft(duty(f"met_by = {pattern}")))

    assert refused.startswith(f"pan-beds/pack.toml, clause BEDS-062, met_by: {said}")


def test_a_category_that_does_not_exist() -> None:
    refused = refusal(draft(duty('starts = { event = "category_became", category = "mising" }')))

    assert refused.startswith(
        "pan-beds/pack.toml, clause BEDS-062, starts: category = 'mising' is not known. Did you mean 'missing'? Known: "
    )


def test_a_may_with_a_clock() -> None:
    assert refusal(draft(duty('force = "may"', 'within = "1 hour"'))) == (
        "pan-beds/pack.toml, clause BEDS-062: a may with a clock (within). A permission is never overdue: leave the clock out."
    )


def test_one_id_twice_without_a_part_or_dates() -> None:
    assert refusal(draft(duty(), duty())) == (
        "pan-beds/pack.toml, clause BEDS-062: twice in this pack. Give one a part, or dates that do not overlap."
    )


@pytest.mark.parametrize("ring", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_a_base_that_goes_round(tmp_path: Path, ring: list[str]) -> None:
    for id_, base in zip(ring, [*ring[1:], ring[0]], strict=True):
        put(tmp_path / id_, draft(duty(), head=head(id_, base=f'"{base}"')))

    assert shelf_refusal(tmp_path, "a") == (
        f"a: its base goes round: {' lies on '.join([*ring, 'a'])}. Break the ring."
    )


def test_a_line_beyond_the_end_of_its_source() -> None:
    late = duty('cite = { source = "pan-beds", section = "Police", lines = "12, 299-301" }')

    assert refusal(draft(late)) == (
        "pan-beds/pack.toml, clause BEDS-062, cite: line 301 is beyond the end of pan-beds, which has 300 lines."
    )


def test_one_question_worded_differently_in_two_packs(tmp_path: Path) -> None:
    asks = '[question]\noften = "Does this child go missing often?"\n'
    put(tmp_path / "england", draft(duty(), head=head("england"), tables=asks.replace("often?", "a lot?")))
    put(tmp_path / "wakefield", draft(duty(), head=head("wakefield", base='"england"'), tables=asks))

    assert shelf_refusal(tmp_path, "wakefield") == (
        "england and wakefield word one question, 'often', differently. "
        "Give one of them another name, or word both alike."
    )


def test_what_a_draft_says_in_full_is_read() -> None:
    """The drafts of these tests are refused for their slip alone."""
    assert [c.id for c in read(draft(duty(), rule(), tables=CARE_TEAM)).clauses] == ["BEDS-062", "BEDS-059"]
