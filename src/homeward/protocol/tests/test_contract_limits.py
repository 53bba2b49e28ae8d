"""Rules and prohibitions: pack language, section 8, sentence by sentence."""

from __future__ import annotations

import pytest

from homeward.protocol.tests.cast import ADA, BEN, CAI, FRIDAY, ask, clause, clock, duty, limit, only, pack

SUNDAY = "2026-10-25T12:00"
YOUNG = "born = 2011-03-02"
ASSESSED = FRIDAY + '\n2026-10-23T23:00 risk_assessed level = "%s", id = "level", by = "%s"'
NEVER_LOW = pack(
    clause("rule", 'when = { age_under = 18 }\nlevel_never = ["low", "no_apparent_risk"]', "R-1")
)


@pytest.mark.parametrize(
    ("level", "broken"), [("low", True), ("no_apparent_risk", True), ("medium", False), ("high", False)]
)
def test_a_level_that_is_not_allowed_breaks_the_rule(level: str, broken: bool) -> None:
    found = limit(NEVER_LOW, ASSESSED % (level, "inspector"), SUNDAY, YOUNG)
    assert (found.in_force, found.broken_by) == (True, ("level",) if broken else ())


@pytest.mark.parametrize("kind", ["risk_assessed", "risk_confirmed", "risk_reviewed"])
def test_a_level_is_judged_however_it_is_recorded(kind: str) -> None:
    night = f'{FRIDAY}\n2026-10-23T23:00 {kind} level = "low", id = "level"'
    assert limit(NEVER_LOW, night, SUNDAY, YOUNG).broken_by == ("level",)


@pytest.mark.parametrize(
    ("level", "broken"), [("low", True), ("no_apparent_risk", True), ("medium", False), ("high", False)]
)
def test_a_floor_is_broken_by_what_lies_beneath_it(level: str, broken: bool) -> None:
    floor = pack(clause("rule", 'level_at_least = "medium"', "R-1"))
    assert bool(limit(floor, ASSESSED % (level, "inspector"), SUNDAY).broken_by) is broken


def test_a_rule_is_judged_at_each_level_recorded_and_now() -> None:
    rule = pack(clause("rule", 'when = { risk = "csec" }\nlevel_at_least = "medium"', "R-1"))
    night = (
        ASSESSED % ("low", "inspector") + '\n2026-10-24T08:00 circumstances_changed known_risks = ["csec"]\n'
        '2026-10-24T09:00 risk_reviewed level = "low", id = "second"'
    )
    assert limit(rule, night, "2026-10-24T07:00").in_force is False
    found = limit(rule, night, SUNDAY)
    assert (found.in_force, found.broken_by) == (True, ("second",))


def test_a_rule_that_turns_on_something_not_known_is_not_known_and_asks() -> None:
    found = limit(NEVER_LOW, FRIDAY, SUNDAY, CAI)
    assert (found.in_force, found.asks, found.broken_by) == (None, ("When was the child born?",), ())


def test_a_rule_that_does_not_apply_is_not_in_force() -> None:
    assert limit(NEVER_LOW, FRIDAY, SUNDAY, "born = 2000-03-02").in_force is False


BELOW = pack(clause("rule", 'level_at_least = "medium"\nmay_go_below = ["inspector"]', "R-1"))


@pytest.mark.parametrize(
    ("by", "reason", "broken"),
    [
        ("inspector", ', reason = "Seen by the officer"', False),
        ("inspector", "", True),
        ("call_handler", ', reason = "Known to be safe"', True),
        ("detective_chief_inspector", ', reason = "Known to be safe"', True),
    ],
)
def test_a_post_that_may_go_below_does_so_with_a_reason(by: str, reason: str, broken: bool) -> None:
    assert bool(limit(BELOW, ASSESSED % ("low", by) + reason, SUNDAY).broken_by) is broken


NEVER_ABSCONDER = 'when = { age_under = 16 }\ncategory_never = ["absconder", "wanted"]'


def test_a_category_that_is_not_allowed_breaks_the_rule() -> None:
    rule = pack(clause("rule", NEVER_ABSCONDER, "R-1"))
    told = '2026-10-23T22:15 reported category = "absconder", id = "report"'
    assert limit(rule, told, SUNDAY, YOUNG).broken_by == ("report",)
    changed = f'{FRIDAY}\n2026-10-24T08:00 recategorised category = "wanted", id = "change"'
    assert limit(rule, changed, SUNDAY, YOUNG).broken_by == ("change",)
    assert limit(rule, FRIDAY, SUNDAY, YOUNG).broken_by == ()


def test_who_may_go_below_a_level_may_not_use_a_category_that_is_not_allowed() -> None:
    rule = pack(clause("rule", f'{NEVER_ABSCONDER}\nlevel_never = "low"\nmay_go_below = "inspector"', "R-1"))
    told = f'{FRIDAY}\n2026-10-24T08:00 recategorised category = "wanted", id = "change", by = "inspector", reason = "Warrant"'
    assert limit(rule, told, SUNDAY, YOUNG).broken_by == ("change",)


# What counts as missing, what counts as a risk

AWAY = '2026-10-23T22:15 reported category = "away_without_authorisation"'
COUNTS = 'counts_as_missing = ["away_without_authorisation"]'
MISSING = duty('starts = { event = "went_missing" }\nwhile = { missing = true }')


def test_a_category_may_count_as_missing_for_every_clause_of_the_pack() -> None:
    assert len(ask(pack(MISSING), AWAY, SUNDAY)) == 0
    (found,) = ask(pack(MISSING, clause("rule", COUNTS, "R-1")), AWAY, SUNDAY)
    assert (found.status, clock(found.arose)) == ("open", "2026-10-23T22:15+01:00")


def test_a_move_between_categories_that_both_count_as_missing_is_no_second_start() -> None:
    rule = clause("rule", COUNTS, "R-1")
    night = f'{AWAY}\n2026-10-24T01:00 recategorised category = "missing"'
    assert len(ask(pack(MISSING, rule), night, SUNDAY)) == 1


def test_what_counts_as_missing_may_turn_on_the_child_and_then_asks() -> None:
    rule = clause("rule", f"when = {{ looked_after = true }}\n{COUNTS}", "R-1")
    assert len(ask(pack(MISSING, rule), AWAY, SUNDAY, BEN)) == 1
    assert len(ask(pack(MISSING, rule), AWAY, SUNDAY, ADA)) == 0
    (found,) = ask(pack(MISSING, rule), AWAY, SUNDAY, CAI)
    assert (found.status, found.asks) == ("unclear", ("Is the child looked after, and since when?",))


def test_a_child_may_be_taken_to_have_a_risk() -> None:
    rule = clause("rule", 'when = { unaccompanied = true }\ncounts_as_risk = "trafficking"', "R-1")
    packs = pack(rule, duty('starts = { event = "reported" }\nwhen = { risk = "trafficking" }'))
    assert [d.status for d in ask(packs, FRIDAY, SUNDAY, "unaccompanied = true")] == ["open"]
    assert len(ask(packs, FRIDAY, SUNDAY, ADA)) == 0
    assert [d.status for d in ask(packs, FRIDAY, SUNDAY, 'unknown = ["unaccompanied"]')] == ["unclear"]


def test_while_a_rule_holds_it_asks_what_the_record_must_ask() -> None:
    rule = pack(clause("rule", 'when = { age_under = 18 }\nask = ["Who saw the child last?"]', "R-1"))
    assert limit(rule, FRIDAY, SUNDAY, YOUNG).asks == ("Who saw the child last?",)
    assert limit(rule, FRIDAY, SUNDAY, "born = 2000-03-02").asks == ()


# Prohibitions

NO_PUBLICITY = (
    'who = "police"\nwhen = { age_under = 18 }\nuntil = { event = "decided", about = "photograph_consent" }\n'
    'broken_by = { event = "notified", to = "press" }'
)
BAN = pack(clause("must_not", NO_PUBLICITY, "M-1"))
PRESS = '\n%s notified to = "press", by = "%s", id = "press"'
CONSENT = '\n2026-10-24T09:00 decided about = "photograph_consent", outcome = "yes"'


@pytest.mark.parametrize(("at", "broken"), [("2026-10-24T08:00", True), ("2026-10-24T10:00", False)])
def test_what_nobody_may_do_is_allowed_once_that_has_happened(at: str, broken: bool) -> None:
    assert bool(limit(BAN, FRIDAY + PRESS % (at, "inspector") + CONSENT, SUNDAY, YOUNG).broken_by) is broken


def test_a_prohibition_of_somebody_is_not_broken_by_others() -> None:
    assert limit(BAN, FRIDAY + PRESS % ("2026-10-24T08:00", "parent"), SUNDAY, YOUNG).broken_by == ()


def test_a_prohibition_in_force_turns_on_its_condition() -> None:
    assert limit(BAN, FRIDAY, SUNDAY, YOUNG).in_force is True
    assert limit(BAN, FRIDAY, SUNDAY, "born = 2000-03-02").in_force is False
    assert limit(BAN, FRIDAY, SUNDAY, CAI).in_force is None


def test_nobody_is_named_where_nobody_may() -> None:
    everyone = pack(clause("must_not", NO_PUBLICITY.split("\n", 1)[1], "M-1"))
    assert limit(everyone, FRIDAY + PRESS % ("2026-10-24T08:00", "parent"), SUNDAY, YOUNG).broken_by == (
        "press",
    )


def test_permission_in_an_earlier_absence_is_none_in_this_one() -> None:
    night = (
        FRIDAY + CONSENT + '\n2026-10-24T10:00 returned to = "home"\n2026-10-24T12:00 reported category = "missing"'
        + PRESS % ("2026-10-24T13:00", "police")
    )  # fmt: skip
    assert limit(BAN, night, SUNDAY, YOUNG).broken_by == ("press",)


def test_the_json_of_a_limit_holds_what_the_page_names() -> None:
    row = limit(BAN, FRIDAY, SUNDAY, YOUNG).as_json()
    assert {"clause", "pack", "kind", "says", "in_force", "asks", "broken_by"} <= set(row)
    assert (row["clause"], row["pack"], row["kind"], row["in_force"]) == ("M-1", "town", "must_not", True)


def test_a_rule_never_starts_a_duty() -> None:
    assert only('starts = { event = "reported" }', FRIDAY, SUNDAY).clause.id == "T-01"
    assert len(ask(NEVER_LOW, FRIDAY, SUNDAY, YOUNG)) == 0
