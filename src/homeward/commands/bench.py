"""`./homeward bench`: how fast the engine is, as medians and ratios. Nothing here passes or fails.

What is measured stands in `benches`; how to read what is printed, in docs/measures/engine.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Final

from homeward.commands import at_hand
from homeward.commands.benches import ten_duties
from homeward.commands.benches.bpmn import Peer
from homeward.commands.benches.by_hand import ten_duties_by_hand
from homeward.commands.benches.histories import history, just_after
from homeward.commands.benches.stopwatch import Figure, Work, measure
from homeward.protocol.chronology import Chronology
from homeward.protocol.clocks import Calendar
from homeward.protocol.duties import Duties, duties
from homeward.protocol.layers import Protocols

HELP = "Measure how fast the engine is, by itself and beside two others; prints medians and ratios."
EXAMPLE = "./homeward bench --runs 9"

AREA: Final = "pan-beds"
SIZES: Final = (100, 1_000, 10_000)
RUNS: Final = 7
AT_LEAST: Final = 0.2
"""Seconds for which each work is repeated in a run, so that one call's luck does not count."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare how long to measure, and where packs are."""
    parser.add_argument(
        "--runs", type=_positive, default=RUNS, metavar="N", help=f"runs of each (as a rule {RUNS})"
    )
    parser.add_argument(
        "--quick", action="store_true", help="one call of each and small histories: to see that it works"
    )
    at_hand.add_packs_option(parser)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of runs; write 1 or more")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Print each figure as soon as it is known."""
    runs, at_least = (1, 0.0) if args.quick else (args.runs, AT_LEAST)
    sizes = SIZES[:1] if args.quick else SIZES
    calendar = at_hand.calendar()
    print(f"Medians of {runs} run{'s' if runs > 1 else ''}, least and most in brackets.", flush=True)
    start = perf_counter()
    protocols = at_hand.shelf(args.packs).protocols([AREA])
    print(f"\nPacks read and checked once, england and {AREA}: {_time(perf_counter() - start)}", flush=True)
    for part in (
        _one_child(protocols, calendar, runs, at_least),
        _many_events(protocols, calendar, sizes, runs, at_least),
        _side_by_side(calendar, runs, at_least),
    ):
        for line in part:
            print(line, flush=True)
    return 0


def _answer(chronology: Chronology, protocols: Protocols, calendar: Calendar) -> Callable[[], Duties]:
    now = just_after(chronology)
    return lambda: duties(chronology, protocols, calendar, now)


def _one_child(protocols: Protocols, calendar: Calendar, runs: int, at_least: float) -> Iterator[str]:
    answer = _answer(history(20, protocols), protocols, calendar)
    works: dict[str, Work] = {
        "duties": answer,
        "json": lambda: json.dumps([duty.as_json() for duty in answer()]),
    }
    measured = measure(works, runs, at_least)
    yield f"\nOne child with 20 events under england and {AREA}: {len(answer())} duties"
    yield f"  which, whose, due when, how they stand   {_times(measured.seconds('duties'))}  (at most 500 µs; aim 300)"
    yield f"  the same with every reason, as JSON      {_times(measured.seconds('json'))}"


def _many_events(
    protocols: Protocols, calendar: Calendar, sizes: tuple[int, ...], runs: int, at_least: float
) -> Iterator[str]:
    histories = {str(n): history(n, protocols) for n in sizes}
    works: dict[str, Work] = {name: _answer(h, protocols, calendar) for name, h in histories.items()}
    measured = measure(works, runs, at_least)
    few = str(sizes[0])
    yield "\nCost of an event in longer histories of the same make"
    for number in sizes:
        name = str(number)
        each = measured.seconds(name, 1 / number)
        line = f"  {number:>6,} events, {len(histories[name].events) // 20:>3} absences   {_times(each)} an event"
        if name != few:
            line += f"   {_ratio(measured.ratio(name, few, sizes[0] / number))} that of {few}"
        yield line + ("  (at most 2 times)" if number == SIZES[-1] else "")


def _side_by_side(calendar: Calendar, runs: int, at_least: float) -> Iterator[str]:
    protocols = ten_duties.protocols()
    lives = [ten_duties.life(number) for number in range(1, len(ten_duties.LIFE) + 1)]
    whole, end = lives[-1], ten_duties.at(len(ten_duties.LIFE) - 1)

    def life() -> None:
        for place, chronology in enumerate(lives):
            duties(chronology, protocols, calendar, ten_duties.at(place))

    works: dict[str, Work] = {
        "once": lambda: duties(whole, protocols, calendar, end),
        "hand": lambda: ten_duties_by_hand(whole.events, True, True, end),
        "life": life,
    }
    peer = _peer()
    if peer is None:
        measured = measure(works, runs, at_least)
    else:
        with peer.own_clock():
            works |= {"peer": peer.life, "stored": lambda: peer.life(stored=True)}
            measured = measure(works, runs, at_least)
    yield "\nThe same ten duties, one episode of ten events"
    yield f"  Homeward, one answer                     {_times(measured.seconds('once'))}"
    yield f"  a function written by hand               {_times(measured.seconds('hand'))}"
    yield f"    Homeward takes {_ratio(measured.ratio('once', 'hand'))} as long  (at most 5 times; aim 3)"
    yield f"  Homeward, an answer after each event     {_times(measured.seconds('life'))}"
    if peer is None:
        yield "  SpiffWorkflow is not installed, so it is left out. To add it: python -m pip install SpiffWorkflow"
        return
    for name, says in (("peer", "in memory"), ("stored", "stored between events")):
        yield f"  SpiffWorkflow, {says:<25} {_times(measured.seconds(name))}"
        yield f"    it takes {_ratio(measured.ratio(name, 'life'))} as long as an answer after each event,"
        yield f"    {_ratio(measured.ratio(name, 'once'))} as long as one answer  (at least 100 times)"


def _peer() -> Peer | None:
    try:
        return Peer()
    except ImportError:
        return None


def _times(figure: Figure) -> str:
    return f"{_time(figure.median):>8} ({_time(figure.least)} to {_time(figure.most)})"


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def _ratio(figure: Figure) -> str:
    return f"{figure.median:.3g} times ({figure.least:.3g} to {figure.most:.3g})"
