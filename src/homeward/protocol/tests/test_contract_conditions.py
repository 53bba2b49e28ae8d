"""Conditions: yes, no and not known; facts learnt and facts that change (pack language, section 4)."""

from __future__ import annotations

import pytest

from homeward.protocol.errors import PackError
from homeward.protocol.tests.cast import ADA, BEN, CAI, FRIDAY, clock, only, owed

SUNDAY = "2026-10-25T12:00"
REPORT = '2026-10-23T22:15 reported category = "missing"'


def answer(when: str, child: str = ADA, night: str = REPORT, tables: str = "", more: str = "") -> str:
    """Answer a condition at the report: yes, no or not known."""
    found = owed(f'starts = {{ event = "reported" }}\nwhen = {when}', night, SUNDAY, child, tables, more)
    assert all(d.asks for d in found if d.status == "unclear")
    return "no" if not found else "not known" if found[-1].status == "unclear" else "yes"


@pytest.mark.parametrize(
    "fact",
    [
        "social_worker",
        "lead_professional",
        "school",
        "unaccompanied",
        "care_leaver",
        "disability",
        "child_protection_plan",
    ],
)
def test_a_fact_of_the_child_is_yes_no_or_not_known(fact: str) -> None:
    assert answer(f"{{ {fact} = true }}", f"{fact} = true") == "yes"
    assert answer(f"{{ {fact} = true }}", ADA) == "no"
    assert answer(f"{{ {fact} = false }}", ADA) == "yes"
    assert answer(f"{{ {fact} = true }}", CAI) == "not known"
    assert answer(f"{{ {fact} = false }}", CAI) == "not known"


@pytest.mark.parametrize(
    ("since", "said"), [("2026-10-22", "yes"), ("2026-10-23", "yes"), ("2026-10-24", "no")]
)
def test_looked_after_holds_from_its_date_on(since: str, said: str) -> None:
    assert answer("{ looked_after = true }", f"looked_after_since = {since}") == said


@pytest.mark.parametrize(
    ("child", "said"),
    [
        (BEN, "yes"),
        ('responsible_authority = "luton"\nplaced_in = "luton"', "no"),
        ('responsible_authority = "luton"', "no"),
        (CAI, "not known"),
        ('placed_in = "wakefield"\nunknown = ["responsible_authority"]', "not known"),
    ],
)
def test_placed_out_is_in_the_area_of_an_authority_other_than_the_responsible_one(
    child: str, said: str
) -> None:
    assert answer("{ placed_out = true }", child) == said


@pytest.mark.parametrize(
    ("authority", "responsible", "placed"),
    [("luton", "yes", "no"), ("wakefield", "no", "yes"), ("leeds", "no", "no")],
)
def test_responsible_here_and_placed_here_are_by_this_packs_authorities(
    authority: str, responsible: str, placed: str
) -> None:
    more = f'authorities = ["{authority}"]'
    assert answer("{ responsible_here = true }", BEN, more=more) == responsible
    assert answer("{ placed_here = true }", BEN, more=more) == placed
    assert answer("{ placed_here = true }", CAI, more=more) == "not known"


def test_placed_nowhere_else_is_placed_where_the_responsible_authority_is() -> None:
    assert (
        answer("{ placed_here = true }", 'responsible_authority = "luton"', more='authorities = ["luton"]')
        == "yes"
    )


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2012-02-29", "2026-02-28", 13),
        ("2012-02-29", "2026-03-01", 14),
        ("2012-02-29", "2028-02-29", 16),
        ("2011-10-23", "2026-10-22", 14),
        ("2011-10-23", "2026-10-23", 15),
    ],
)
def test_age_is_in_whole_years_that_day_and_a_leap_day_child_ages_on_the_first_of_march(
    born: str, day: str, age: int
) -> None:
    terms = 'starts = { event = "reported" }\nwhen = { age_from = %d, age_under = %d }'
    night = f'{day}T12:00 reported category = "missing"'
    assert len(owed(terms % (age, age + 1), night, "2028-12-01T12:00", f"born = {born}")) == 1


def test_age_is_by_the_local_date() -> None:
    # Half past midnight in summer is still the day before in UTC.
    terms = 'starts = { event = "reported" }\nwhen = { age_from = 12 }'
    night = '2026-07-07T00:30 reported category = "missing"'
    assert len(owed(terms, night, "2026-07-08T00:00", "born = 2014-07-07")) == 1


@pytest.mark.parametrize(
    ("when", "child", "said"),
    [
        ('{ legal_status = ["s20", "s31"] }', 'legal_status = "s31"', "yes"),
        ('{ legal_status = "s20" }', ADA, "no"),
        ('{ not_legal_status = "s20" }', ADA, "yes"),
        ('{ not_legal_status = "s20" }', CAI, "not known"),
        ('{ placement = "children\'s home" }', BEN, "yes"),
        ('{ not_placement = "foster" }', BEN, "yes"),
        (
            '{ open_to = "youth_offending_service" }',
            'open_to = ["early_help", "youth_offending_service"]',
            "yes",
        ),
        ('{ open_to = "youth_offending_service" }', CAI, "not known"),
        ('{ risk = ["csec", "cce"] }', 'known_risks = ["cce"]', "yes"),
        ('{ not_risk = "csec" }', CAI, "not known"),
        ('{ category = ["missing", "absconder"] }', ADA, "yes"),
        ('{ not_category = "missing" }', ADA, "no"),
        ('{ level = "not_assessed" }', ADA, "yes"),
        ("{ absent = true, missing = true, found = false }", ADA, "yes"),
        ('{ recorded = { event = "agency_told" } }', ADA, "no"),
        ('{ not_recorded = { event = "agency_told" } }', ADA, "yes"),
    ],
)
def test_conditions_with_a_value_are_any_of_those_listed(when: str, child: str, said: str) -> None:
    assert answer(when, child) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{ disability = true, school = true }", "no"),  # all of: one no is no
        ("{ disability = true, social_worker = true }", "not known"),
        ("[{ disability = true }, { social_worker = true }]", "yes"),  # any of: one yes is yes
        ("[{ disability = true }, { school = true }]", "not known"),
        ("[{ school = true }, { care_leaver = true }]", "no"),
    ],
)
def test_all_of_and_any_of_with_something_not_known(when: str, said: str) -> None:
    assert answer(when, 'social_worker = true\nunknown = ["disability"]') == said


def test_a_recorded_event_counts_in_this_absence_only() -> None:
    night = f'{REPORT}\n2026-10-23T23:00 still_missing\n2026-10-24T08:00 returned to = "home"\n2026-10-24T10:00 {REPORT[17:]}'
    assert (
        len(
            owed(
                'starts = { event = "returned" }\nwhen = { recorded = { event = "still_missing" } }',
                night,
                SUNDAY,
            )
        )
        == 1
    )
    later = night + '\n2026-10-24T12:00 returned to = "home"'
    assert (
        len(
            owed(
                'starts = { event = "returned" }\nwhen = { recorded = { event = "still_missing" } }',
                later,
                SUNDAY,
            )
        )
        == 1
    )


# Learnt and changed


def test_a_fact_learnt_later_that_was_unknown_was_so_all_along() -> None:
    terms = 'starts = { event = "reported" }\nwhen = { social_worker = true }\nwithin = "24 hours"'
    night = REPORT + "\n2026-10-24T12:00 circumstances_changed social_worker = %s"
    assert only(terms, night % "true", "2026-10-24T11:00", CAI).status == "unclear"
    learnt = only(terms, night % "true", "2026-10-24T12:00", CAI)
    assert (learnt.status, clock(learnt.due)) == ("open", "2026-10-24T22:15+01:00")
    assert owed(terms, night % "false", "2026-10-24T12:00", CAI) == []


def test_a_fact_that_changes_counts_from_then() -> None:
    night = REPORT + "\n2026-10-24T12:00 circumstances_changed social_worker = true"
    assert answer("{ social_worker = true }", ADA, night) == "no"
    assert len(owed('starts = { event = "concern_raised" }\nwhen = { social_worker = true }',
                    night + '\n2026-10-24T13:00 concern_raised about = "home"', SUNDAY)) == 1  # fmt: skip


def test_an_empty_value_is_none_any_more() -> None:
    terms = 'starts = { event = "reported" }\nwhile = { looked_after = true }'
    night = REPORT + '\n2026-10-24T12:00 circumstances_changed looked_after_since = ""'
    assert only(terms, night, SUNDAY, BEN).status == "no_longer_needed"


def test_a_move_changes_the_placement_from_then() -> None:
    terms = 'starts = { event = "reported" }\nwhile = { placement = "children\'s home" }'
    night = REPORT + '\n2026-10-24T12:00 placement_changed to = "foster", placed_in = "leeds"'
    assert only(terms, night, "2026-10-24T11:59", BEN).status == "open"
    assert only(terms, night, SUNDAY, BEN).status == "no_longer_needed"


OFTEN = '[question]\noften = "Does this child go missing often?"\n'


def test_a_local_question_is_not_known_until_it_is_answered() -> None:
    found = only('starts = { event = "reported" }\nwhen = { answer = "often" }', REPORT, SUNDAY, tables=OFTEN)
    assert (found.status, found.asks) == ("unclear", ("Does this child go missing often?",))
    assert answer('{ not_answer = "often" }', tables=OFTEN) == "not known"


@pytest.mark.parametrize(("said", "when", "holds"), [
    ("true", "answer", "yes"), ("false", "answer", "no"), ("false", "not_answer", "yes"), ('"yes"', "answer", "yes"),
])  # fmt: skip
def test_an_answer_settles_a_local_question_from_the_beginning(said: str, when: str, holds: str) -> None:
    night = f'{REPORT}\n2026-10-24T12:00 answered question = "often", answer = {said}'
    assert answer(f'{{ {when} = "often" }}', night=night, tables=OFTEN) == holds


# Hours

OFFICE = (
    '[service.front_door]\nhours = [{ days = "Mon-Fri", from = "09:00", to = "17:00" }]\n'
    'unclear_hours = [{ days = "Sun", from = "09:00", to = "17:00" }]\n'
    '[service.emergency_duty_team]\nclosed_when_open = "front_door"\n[service.police]\nname = "Town police"\n'
)


@pytest.mark.parametrize(
    ("at", "front_door", "night_team"),
    [
        ("2026-10-23T09:00", "yes", "no"),
        ("2026-10-23T16:59", "yes", "no"),
        ("2026-10-23T17:00", "no", "yes"),
        ("2026-10-24T12:00", "no", "yes"),
        ("2026-10-25T12:00", "not known", "not known"),  # unclear on Sundays
        ("2026-10-25T08:00", "no", "yes"),
        ("2026-12-25T12:00", "no", "yes"),  # a Friday, and Christmas
        ("2026-10-26T09:30", "yes", "no"),  # after the clocks went back
    ],
)
def test_a_service_is_open_closed_or_not_known(at: str, front_door: str, night_team: str) -> None:
    night = f'{at} reported category = "missing"'

    def said(when: str) -> str:
        found = owed(
            f'starts = {{ event = "reported" }}\nwhen = {when}', night, "2027-01-01T12:00", tables=OFFICE
        )
        return "no" if not found else "not known" if found[0].status == "unclear" else "yes"

    assert said('{ in_hours = "front_door" }') == front_door
    assert said('{ in_hours = "emergency_duty_team" }') == night_team
    assert said('{ out_of_hours = "emergency_duty_team" }') == front_door


def test_a_service_without_hours_is_not_known_to_be_open_or_closed() -> None:
    assert answer('{ in_hours = "police" }', tables=OFFICE) == "not known"
    assert answer('{ out_of_hours = "police" }', tables=OFFICE) == "not known"


DOUBT = (
    'when = { age_under = 12 }\ndoubtful = { when = { age_under = 13 }, says = "Exactly 12 is in neither" }'
)


@pytest.mark.parametrize(
    ("born", "status"), [("2015-01-01", "open"), ("2014-01-01", "unclear"), ("2013-01-01", "none")]
)
def test_where_the_source_is_silent_the_duty_is_unclear_and_says_so(born: str, status: str) -> None:
    found = owed(f'starts = {{ event = "reported" }}\n{DOUBT}', FRIDAY, SUNDAY, f"born = {born}")
    assert [d.status for d in found] == ([] if status == "none" else [status])
    assert all("Exactly 12 is in neither" in d.asks for d in found if d.status == "unclear")


@pytest.mark.parametrize("asked", ["age_under = 12", 'in_hours = "front_door"', "nights_missing = 1"])
def test_what_no_event_changes_may_not_stand_in_while(asked: str) -> None:
    with pytest.raises(PackError, match="while"):
        owed(f'starts = {{ event = "reported" }}\nwhile = {{ {asked} }}', FRIDAY, SUNDAY, tables=OFFICE)


def test_one_question_is_asked_once_of_a_duty() -> None:
    terms = (
        'owner = [{ when = { looked_after = true }, is = "placement" }, { is = "parent" }]\n'
        'starts = { event = "reported" }\nwhen = { looked_after = true }'
    )
    assert only(terms, FRIDAY, SUNDAY, CAI).asks == ("Is the child looked after, and since when?",)
