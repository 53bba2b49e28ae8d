"""What holds of every history, asked of made-up ones under every pack that ships.

`./homeward test` asks few. A developer who has changed the engine chooses the profile "deep", which takes minutes:

    HYPOTHESIS_PROFILE=deep ./homeward test -k test_properties
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.protocol.duties import Duties
from homeward.protocol.duty import STATUSES, Duty
from homeward.protocol.tests.stories import DEEP, TICK, Story, Table, asked_often, laid, shipped, write

chances = st.randoms(use_true_random=False, note_method_calls=False)


def rows(duties: Duties) -> list[dict[str, object]]:
    """Answer every duty as it is printed: two answers are the same when these are."""
    return [duty.as_json() for duty in duties]


@asked_often
@given(chances)
def test_the_same_story_gives_the_same_answer(chance: Random) -> None:
    story = write(chance, 12)

    first, second = story.answer(), story.answer()

    assert rows(first) == rows(second)
    assert (first.next_change, first.notes) == (second.next_change, second.notes)


@asked_often
@given(chances)
def test_the_order_in_which_events_stand_in_the_file_does_not_matter(chance: Random) -> None:
    story = write(chance, 12)
    shuffled = list(story.events)
    chance.shuffle(shuffled)

    assert rows(story.with_events(*shuffled).answer()) == rows(story.answer())


@asked_often
@given(chances)
def test_an_event_that_no_clause_asks_about_changes_no_duty(chance: Random) -> None:
    story = write(chance, 12)
    beside = chance.choice(story.events)["at"] + chance.choice(
        (-TICK, timedelta(0), TICK, timedelta(hours=30))
    )
    what = chance.choice(("linked", "unlinked", "packs_pinned", "acknowledged"))
    other: Table = {"id": "zz", "at": beside, "what": what, **({"other": "n9"} if "linked" in what else {})}

    assert rows(story.with_events(*story.events, other).answer()) == rows(story.answer())


@asked_often
@given(chances)
def test_a_duty_once_met_stays_met(chance: Random) -> None:
    story = write(chance, 12)
    # What was not known and is learnt later counts as having been so all along, so such duties are left out.
    met = {
        d.key: d for d in story.answer() if d.met_at is not None and not d.asks and not set_aside_for_some(d)
    }

    later = {
        d.key: d
        for d in story.answer(story.now + chance.choice((TICK, timedelta(hours=5), timedelta(days=90))))
    }

    for key, duty in met.items():
        if key not in later and duty.clause.duty and duty.clause.duty.clock.every:
            continue  # Only the last thousand occurrences are listed.
        assert key in later, (key, duty)
        assert (later[key].status, later[key].met_at) == (duty.status, duty.met_at), (key, duty, later[key])


def set_aside_for_some(duty: Duty) -> bool:
    """Answer whether some recipients were excused: a setting aside lapses when the level rises."""
    return any(told.state == "set_aside" for told in duty.recipients)


@asked_often
@given(chances)
def test_a_corrected_time_keeps_the_keys_of_what_it_started(chance: Random) -> None:
    story = write(chance, 10)
    events = [e for e in story.events if e["what"] != "corrected"]
    wrong = chance.choice(events) if events else None
    apart = wrong and all(abs(e["at"] - wrong["at"]) > timedelta(minutes=2) for e in events if e is not wrong)
    if not wrong or not apart or wrong["at"] + timedelta(minutes=2) > story.now:
        return
    moved = {**wrong, "at": wrong["at"] + timedelta(minutes=1)}
    slip: Table = {
        "id": "zz",
        "at": story.now,
        "what": "corrected",
        "event": wrong["id"],
        "reason": "x",
        "replacement": moved,
    }
    plain = story.with_events(*events)

    before, after = plain.answer(), plain.with_events(*events, slip).answer()

    assert {d.key for d in before if time_plays_no_part(d)} == {d.key for d in after if time_plays_no_part(d)}


def time_plays_no_part(duty: Duty) -> bool:
    """Answer whether a duty arises whatever the hour: no mark, no recurrence, no condition on hours, ages or counts."""
    terms = duty.clause.duty
    assert terms is not None
    conditions = [c for c in (terms.when, terms.doubtful and terms.doubtful.when, terms.while_) if c]
    asked = {atom.name for condition in conditions for atom in condition.atoms()}
    steady = {
        "age_under",
        "age_from",
        "in_hours",
        "out_of_hours",
        "episodes",
        "nights_missing",
        "looked_after",
    }
    return not (terms.clock.once or terms.clock.every or terms.until or asked & steady)


@asked_often
@given(chances)
def test_no_answer_changes_before_the_next_change_that_was_foretold(chance: Random) -> None:
    story = write(chance, 10)
    now = story.answer()
    until = now.next_change or story.now + timedelta(days=4000)
    assert until > story.now
    between = story.now + (until - story.now) * chance.random()

    for moment in (between, until - TICK):
        assert rows(story.answer(max(story.now, min(moment, until - TICK)))) == rows(now), moment


@asked_often
@given(chances)
def test_a_made_up_story_obeys_the_contract(chance: Random) -> None:
    obeys(write(chance, 15))


@pytest.mark.parametrize("pack", shipped())
def test_a_history_of_hundreds_of_events_finishes_and_obeys_the_contract(pack: str) -> None:
    for seed in range(60 if DEEP else 1):
        obeys(write(Random(f"{pack} {seed}"), 500, (pack,)))


def obeys(story: Story) -> None:
    """Hold an answer to what the events page promises of every answer."""
    answer = story.answer()
    keys = [duty.key for duty in answer]
    assert len(set(keys)) == len(keys)
    by_start: dict[str, list[Duty]] = {}
    for duty in answer:
        holds_alone(story, duty)
        by_start.setdefault(duty.key.rpartition("/")[0], []).append(duty)
    for occurrences in by_start.values():
        follow_one_another(occurrences)


def holds_alone(story: Story, duty: Duty) -> None:
    """Hold one duty to the contract."""
    terms = duty.clause.duty
    assert terms is not None
    assert duty.status in STATUSES
    assert duty.arose <= story.now
    assert duty.owner
    assert duty.why[-1].split(" ")[0] in {p.id for line in laid(story.packs).lines for p in line.packs}
    assert duty.due is None or duty.due > duty.arose or bool(terms.clock.before), duty
    assert (duty.met_at is not None) == (duty.status in ("met", "met_late"))
    assert duty.met_at is None or duty.met_at <= story.now
    if duty.status == "met_late":
        assert duty.due is not None
        assert duty.met_at is not None
        assert duty.met_at > duty.due
    if duty.status == "overdue":
        assert duty.due
        assert story.now > duty.due
    if duty.status in ("open", "waiting"):
        assert duty.due is None or story.now <= duty.due
    if duty.status == "unclear":
        assert duty.asks
    if terms.force == "may":
        assert duty.due is None
    if duty.status == "met":
        assert all(told.state != "owed" for told in duty.recipients)


def follow_one_another(occurrences: list[Duty]) -> None:
    """Hold the occurrences of one start to their grid: each span begins where the last ended, and is met only in it."""
    assert len(occurrences) <= 1000
    terms = occurrences[0].clause.duty
    assert terms is not None
    if terms.clock.every is None:
        assert [d.occurrence for d in occurrences] == [1]
        return
    for one, following in pairwise(occurrences):
        assert following.occurrence == one.occurrence + 1
        assert following.arose == one.due
    for duty in occurrences:
        assert duty.due == duty.arose + (terms.clock.every.elapsed or timedelta(0))
        assert duty.met_at is None or duty.arose <= duty.met_at <= duty.due
        assert not duty.missed or duty.status in ("overdue", "unclear") or duty.was_overdue
        assert any(f"occurrence {duty.occurrence}" in reason.split(":")[0] for reason in duty.why)


def test_a_base_named_as_a_pack_besides_the_one_that_lies_on_it_is_asked_once() -> None:
    left: Table = {
        "at": datetime(2026, 10, 23, 22, 15, tzinfo=UTC),
        "what": "reported",
        "category": "missing",
    }
    for packs in (("wakefield", "england"), ("england", "wakefield")):
        answer = Story(packs, {}, (left,), left["at"] + timedelta(hours=1)).answer()

        assert len({duty.key for duty in answer}) == len(answer)


def test_each_occurrence_gives_its_own_number_among_its_reasons() -> None:
    left: Table = {
        "at": datetime(2026, 10, 23, 22, 15, tzinfo=UTC),
        "what": "reported",
        "category": "missing",
    }
    answer = Story(("pan-beds",), {}, (left,), left["at"] + timedelta(hours=60)).answer()

    said = [duty.why for duty in answer if duty.clause.id == "BEDS-062"]

    assert [any(f"occurrence {n}:" in reason for reason in why) for n, why in enumerate(said, 1)] == [
        True,
        True,
        True,
    ]
