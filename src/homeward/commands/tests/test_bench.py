"""`bench` runs and prints; its figures are never tested."""

from __future__ import annotations

import sys

import pytest

from homeward.commands.main import main


def test_it_prints_each_comparison_with_its_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("SpiffWorkflow")

    assert main(["bench", "--quick"]) == 0

    printed = capsys.readouterr().out
    for part in (
        "Packs read",
        "One child with 20 events",
        "an event",
        "by hand",
        "SpiffWorkflow",
        " times (",
    ):
        assert part in printed


def test_without_the_peer_it_says_how_to_add_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [n for n in sys.modules if n.partition(".")[0] == "SpiffWorkflow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SpiffWorkflow", None)

    assert main(["bench", "--quick"]) == 0

    assert "SpiffWorkflow is not installed" in capsys.readouterr().out


def test_a_number_of_runs_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", "--runs", "0"])

    assert stopped.value.code == 2
    assert "0 is not a number of runs; write 1 or more" in capsys.readouterr().err
