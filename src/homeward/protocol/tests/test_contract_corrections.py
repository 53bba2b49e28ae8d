"""Corrections: what was recorded wrongly, known when; and what a key keeps (events page, section 2; pack language, section 7)."""

from __future__ import annotations

from homeward.protocol.tests.cast import FRIDAY, ask, clock, duty, pack

TERMS = pack(
    duty(
        'starts = { event = "went_missing" }\nwithin = "24 hours"\nmet_by = { event = "notified", to = "school" }'
    )
)
SUNDAY = "2026-10-25T12:00"
TOLD = '\n2026-10-24T08:00 notified to = "school", id = "told"'


def correct(event: str, recorded: str = "2026-10-24T12:00", more: str = "", id_: str = "mend") -> str:
    """Write a correction."""
    return f'\n{recorded} corrected event = "{event}", reason = "A slip", id = "{id_}"{more}'


def test_a_correction_without_a_replacement_takes_the_event_back() -> None:
    assert [d.status for d in ask(TERMS, FRIDAY + TOLD + correct("told"), SUNDAY)] == ["overdue"]
    assert len(ask(TERMS, FRIDAY + correct("report"), SUNDAY)) == 0


def test_a_replacement_stands_in_and_keeps_the_id_so_that_the_key_is_stable() -> None:
    later = ', replacement = { at = 2026-10-23T23:00:00, what = "reported", category = "missing" }'
    (before,) = ask(TERMS, FRIDAY, SUNDAY)
    (after,) = ask(TERMS, FRIDAY + correct("report", more=later), SUNDAY)
    assert clock(after.due) == "2026-10-24T23:00+01:00"
    assert after.key == before.key == "town/T-01//report/1"


def test_a_correction_applies_whatever_at_is() -> None:
    night = FRIDAY + correct("report", "2026-10-30T12:00")
    assert len(ask(TERMS, night, "2026-10-23T23:00")) == 0


def test_a_correction_does_not_apply_to_what_was_known_before_it_was_recorded() -> None:
    night = FRIDAY + correct("report", "2026-10-30T12:00")
    assert len(ask(TERMS, night, SUNDAY, known_at="2026-10-30T11:59")) == 1
    assert len(ask(TERMS, night, SUNDAY, known_at="2026-10-30T12:00")) == 0


def test_of_two_corrections_of_one_event_the_later_recorded_stands() -> None:
    moved = ', replacement = { at = 2026-10-24T09:00:00, what = "notified", to = "school" }'
    first = correct("told", "2026-10-24T12:00", id_="one")
    second = correct("told", "2026-10-24T13:00", moved, id_="two")
    for night in (FRIDAY + TOLD + first + second, FRIDAY + TOLD + second + first):
        (found,) = ask(TERMS, night, SUNDAY)
        assert clock(found.met_at) == "2026-10-24T09:00+01:00"
    (then,) = ask(TERMS, FRIDAY + TOLD + first + second, SUNDAY, known_at="2026-10-24T12:30")
    assert then.status == "overdue"


def test_a_correction_may_itself_be_taken_back() -> None:
    night = FRIDAY + TOLD + correct("told", id_="one") + correct("one", "2026-10-24T13:00", id_="two")
    assert [d.status for d in ask(TERMS, night, SUNDAY)] == ["met"]
    assert [d.status for d in ask(TERMS, night, SUNDAY, known_at="2026-10-24T12:30")] == ["overdue"]


def test_taking_back_the_later_of_two_corrections_lets_the_earlier_stand() -> None:
    moved = ', replacement = { at = 2026-10-24T09:00:00, what = "notified", to = "school" }'
    night = (
        FRIDAY
        + TOLD
        + correct("told", "2026-10-24T12:00", moved, "one")
        + correct("told", "2026-10-24T13:00", id_="two")
    )
    assert [d.status for d in ask(TERMS, night, SUNDAY)] == ["overdue"]
    (found,) = ask(TERMS, night + correct("two", "2026-10-24T14:00", id_="three"), SUNDAY)
    assert clock(found.met_at) == "2026-10-24T09:00+01:00"


def test_a_chain_of_corrections_of_corrections_settles_from_the_last() -> None:
    night = FRIDAY + TOLD + correct("told", "2026-10-24T12:00", id_="one")
    night += correct("one", "2026-10-24T13:00", id_="two") + correct("two", "2026-10-24T14:00", id_="three")
    assert [d.status for d in ask(TERMS, night, SUNDAY)] == ["overdue"]


def test_an_event_of_the_wrong_child_is_no_part_of_the_night() -> None:
    night = FRIDAY + TOLD + correct("told", more=', kind = "wrong_child"')
    assert [d.status for d in ask(TERMS, night, SUNDAY)] == ["overdue"]


def test_a_replacement_may_be_of_another_kind_and_lie_after_at() -> None:
    away = ', replacement = { at = 2026-10-23T22:15:00, what = "absence_noted" }'
    assert len(ask(TERMS, FRIDAY + correct("report", more=away), SUNDAY)) == 0
    later = ', replacement = { at = 2026-10-24T22:00:00, what = "notified", to = "school" }'
    (found,) = ask(TERMS, FRIDAY + TOLD + correct("told", more=later), "2026-10-24T12:00")
    assert (found.status, found.met_at) == ("open", None)


def test_a_repeat_taken_back_as_a_duplicate_changes_nothing() -> None:
    again = '\n2026-10-23T22:20 reported category = "missing", id = "again"'
    plain = [d.as_json() for d in ask(TERMS, FRIDAY, SUNDAY)]
    night = FRIDAY + again + correct("again", more=', kind = "duplicate"')
    assert [d.as_json() for d in ask(TERMS, night, SUNDAY)] == plain


def test_what_was_recorded_later_is_left_out_of_what_was_known() -> None:
    late = FRIDAY + '\n2026-10-24T08:00 notified to = "school", recorded = 2026-10-25T09:00:00'
    assert [d.status for d in ask(TERMS, late, "2026-10-24T23:00")] == ["met"]
    assert [d.status for d in ask(TERMS, late, "2026-10-24T23:00", known_at="2026-10-24T23:00")] == [
        "overdue"
    ]


def test_correcting_a_meeting_leaves_every_key_as_it_was() -> None:
    daily = pack(
        duty('starts = { event = "went_missing" }\nwhile = { missing = true }\nevery = "4 hours"'),
        duty('starts = { event = "reported" }', "T-02"),
    )
    before = [d.key for d in ask(daily, FRIDAY + TOLD, SUNDAY)]
    assert [d.key for d in ask(daily, FRIDAY + TOLD + correct("told"), SUNDAY)] == before
    assert len(set(before)) == len(before)
