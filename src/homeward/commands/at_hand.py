"""What the commands hand to the core: the packs at hand and the calendar of bank holidays."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from govuk_bank_holidays.bank_holidays import BankHolidays

from homeward.protocol.clocks import Calendar
from homeward.protocol.shelf import Shelf

PACKS_SETTING = "HOMEWARD_PACKS"
_HINT = " If it is your own, name its folder with --packs FOLDER."


def shipped_packs() -> Path:
    """Return the folder of the packs that come with the product."""
    return Path(str(files("homeward.packs")))


def folders(packs: str | None) -> list[Path]:
    """Return where packs lie: those that ship, and a council's own folder, named by option or by HOMEWARD_PACKS."""
    own = packs or os.environ.get(PACKS_SETTING)
    return [shipped_packs(), *([Path(own)] if own else [])]


def shelf(packs: str | None) -> Shelf:
    """Return the packs that ship and those of a council's own folder."""
    places = folders(packs)
    return Shelf(places, hint="" if len(places) > 1 else _HINT)


def clock() -> datetime:
    """Return the real time. Commands may read it, to say what is a forecast and what is in force today; the core never does."""
    return datetime.now(UTC)


@cache
def calendar() -> Calendar:
    """Return the bank holidays of England that the library holds, without asking the network."""
    held = BankHolidays(use_cached_holidays=True)
    return Calendar.of(day["date"] for day in held.get_holidays(division=BankHolidays.ENGLAND_AND_WALES))


def add_packs_option(parser: argparse.ArgumentParser) -> None:
    """Declare --packs, which several commands share."""
    parser.add_argument(
        "--packs",
        metavar="FOLDER",
        help=f"a folder of your own packs besides those that ship (or set {PACKS_SETTING})",
    )
