"""What the benchmark sets side by side answers alike; how long it takes is never tested."""

from __future__ import annotations

import pytest

from homeward.commands.benches import ten_duties
from homeward.commands.benches.bpmn import Peer
from homeward.commands.benches.by_hand import Row, ten_duties_by_hand
from homeward.commands.benches.histories import EPISODE, history, just_after
from homeward.commands.benches.stopwatch import Figure, Runs, measure
from homeward.protocol.clocks import Calendar
from homeward.protocol.duties import duties

PLACES = range(len(ten_duties.LIFE))


@pytest.fixture(scope="module")
def peer() -> Peer:
    pytest.importorskip("SpiffWorkflow")
    return Peer()


def by_homeward(place: int) -> set[Row]:
    answer = duties(
        ten_duties.life(place + 1), ten_duties.protocols(), Calendar.of([]), ten_duties.at(place)
    ).duties
    return {
        Row(d.clause.id, d.owner, d.occurrence, d.due, d.status, d.met_at)
        for d in answer
        if d.due is not None
    }


@pytest.mark.parametrize("place", PLACES)
def test_the_function_by_hand_answers_as_the_engine_does_after_each_event(place: int) -> None:
    events = ten_duties.life(place + 1).events

    assert set(ten_duties_by_hand(events, True, True, ten_duties.at(place))) == by_homeward(place)


def test_all_ten_duties_arise_in_the_episode() -> None:
    assert {row.clause for row in by_homeward(PLACES[-1])} == {f"TEN-{n:02}" for n in range(1, 11)}


def test_the_process_owes_what_the_engine_says_is_owed_once_the_child_is_back(peer: Peer) -> None:
    with peer.own_clock():
        owed, fired = peer.life()[6]

    # The process cannot take a review away when the child is back, and its marks run from the report.
    assert {task for task in owed if task.startswith("TEN")} == {
        row.clause for row in by_homeward(6) if row.met_at is None and row.clause != "TEN-04"
    }
    assert fired == ["TEN-06-overdue"]


def test_the_process_answers_alike_when_it_is_stored_between_events(peer: Peer) -> None:
    with peer.own_clock():
        assert peer.life(stored=True) == peer.life()


def test_the_clock_of_the_process_is_given_back(peer: Peer) -> None:
    before = peer.timers_read()
    with peer.own_clock():
        pass

    assert peer.timers_read() is before


def test_a_history_has_the_number_of_events_asked_for_and_goes_on_as_it_began() -> None:
    protocols = ten_duties.protocols()
    short, long = history(30, protocols), history(100, protocols)

    assert len(short.events) == 30
    assert len(long.events) == 100
    assert long.events[:30] == short.events
    assert [e.kind for e in long.events[:20]] == [what for _, what, _ in EPISODE]
    assert just_after(long) > max(e.at for e in long.events)


def test_a_ratio_compares_within_each_run() -> None:
    runs = Runs({"one": [2.0, 30.0, 4.0], "other": [1.0, 10.0, 4.0]})

    assert runs.ratio("one", "other") == Figure(2.0, 1.0, 3.0)
    assert runs.seconds("one", 0.5) == Figure(2.0, 1.0, 15.0)


def test_every_work_is_called_in_every_run() -> None:
    called: list[str] = []

    measure({"a": lambda: called.append("a"), "b": lambda: called.append("b")}, 2, 0.0)

    assert called == ["a", "b", "a", "b", "a", "b"]
