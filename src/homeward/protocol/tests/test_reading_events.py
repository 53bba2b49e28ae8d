"""What a table of an event becomes when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from homeward.protocol import terms
from homeward.protocol.attributes import attributes_of
from homeward.protocol.errors import SituationError
from homeward.protocol.event_reader import read_child, read_event
from homeward.protocol.events import KINDS
from homeward.protocol.facts import LEFT_OUT, UNKNOWN

NOON: Final = datetime.fromisoformat("2026-10-24T12:00:00")
VALUES: Final[Mapping[str, Any]] = {
    "role": "police",
    "yes or no": "yes",
    "words": "so it was",
    "id": "x",
    "code or words": "home",
}


def event(what: str, **says: Any) -> Any:
    return read_event({"at": NOON, "what": what, **says}, 1, terms.CODES)


@pytest.mark.parametrize("what", KINDS)
def test_every_kind_of_event_is_read_with_what_it_requires_and_not_without(what: str) -> None:
    needs = {key: a for key, a in attributes_of(KINDS[what]).items() if a.required}
    says = {
        key: VALUES[a.type]
        if a.type in VALUES
        else sorted(terms.CODES[a.code_list] if a.code_list else a.values)[0]
        for key, a in needs.items()
    }

    assert event(what, **says).kind == what
    for key in needs:
        with pytest.raises(SituationError, match=f"'{what}' needs {key}"):
            event(what, **{k: v for k, v in says.items() if k != key})


def test_an_event_without_an_id_takes_its_place_in_the_file() -> None:
    assert read_event({"at": NOON, "what": "died"}, 7, terms.CODES).id == "e7"


def test_what_was_written_down_when_is_left_out_was_written_down_as_it_happened() -> None:
    died = event("died")

    assert died.recorded == died.at == datetime(2026, 10, 24, 11, 0, tzinfo=UTC)


def test_one_role_or_several_become_several_and_each_once() -> None:
    assert event("notified", to="police").to == ("police",)
    assert event("notified", to=["school", "police", "school"]).to == ("school", "police")


@pytest.mark.parametrize(("said", "means"), [(True, True), ("yes", True), (False, False), ("no", False)])
def test_yes_and_no_may_be_written_either_way(said: object, means: bool) -> None:
    assert event("absence_noted", explained=said).explained is means


def test_what_is_left_out_takes_its_usual_value() -> None:
    assert event("reported", category="missing").to == ("police",)
    assert event("located").confirmed == "seen"
    assert event("absence_noted").explained is None


def test_an_outcome_that_is_no_code_is_words() -> None:
    assert event("decided", about="publicity", outcome="wait until dawn").outcome == "wait until dawn"


def test_words_may_run_over_lines_and_ids_may_not() -> None:
    assert event("located", how="by bus\nand on foot").how == "by bus\nand on foot"
    with pytest.raises(SituationError, match="a short word is expected"):
        event("absence_noted", setting="by bus\nand on foot")


def test_a_fact_may_cease_to_be_so() -> None:
    changed = event("circumstances_changed", looked_after_since="", known_risks=[])

    assert (changed.looked_after_since, changed.known_risks) == ("", ())


def test_of_a_child_what_is_left_out_is_not_so_and_what_nobody_knows_is_unknown() -> None:
    born, facts = read_child({"born": date(2011, 3, 2), "unknown": ["school", "disability"]}, str)

    assert born == date(2011, 3, 2)
    assert facts["school"] is facts["disability"] is UNKNOWN
    assert {k: v for k, v in facts.items() if v is not UNKNOWN} == {
        k: v for k, v in LEFT_OUT.items() if k not in ("school", "disability")
    }
