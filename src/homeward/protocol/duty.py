"""A duty as it is answered: what is required of whom, by when, how it stands, and why. Its reasons are written when asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import to_local
from homeward.protocol.matter import Matter
from homeward.protocol.meeting import Met
from homeward.protocol.reasons import reasons
from homeward.protocol.setting_aside import Aside

MET: Final = "met"
MET_LATE: Final = "met_late"
SET_ASIDE: Final = "set_aside"
NO_LONGER_NEEDED: Final = "no_longer_needed"
UNCLEAR: Final = "unclear"
OVERDUE: Final = "overdue"
WAITING: Final = "waiting"
OPEN: Final = "open"
STATUSES: Final = (MET, MET_LATE, SET_ASIDE, NO_LONGER_NEEDED, UNCLEAR, OVERDUE, WAITING, OPEN)
"""The statuses, the first that holds first (events page of the design, section 3)."""

OWED: Final = (UNCLEAR, OVERDUE, WAITING, OPEN)
AT_ONCE: Final = "at once"
LATE_WORD: Final = timedelta(hours=24)


class Told(NamedTuple):
    """One recipient of a duty: told, not_told, set_aside or owed, and when that was settled."""

    role: str
    state: str
    at: datetime | None


class Duty:
    """One duty, or one occurrence of a recurring one.

    Instants are aware (UTC). `due` is None where the source gives no time. `why` holds the reasons in the order in which
    they were used: the start, each condition that decided, the arithmetic, what met or ended it, pack and version.
    """

    status: str = OPEN
    met_at: datetime | None = None
    ended_at: datetime | None = None
    asks: tuple[str, ...] = ()
    missed: bool = False
    was_overdue: bool = False
    late_word: bool = False

    def __init__(
        self, matter: Matter, met: Met, asides: Sequence[Aside], occurrence: int, arose: datetime, due: datetime | None
    ) -> None:  # fmt: skip
        """Begin with what it is worked out from; `standing` says how it stands."""
        self.matter = matter
        self.met = met
        self.asides = asides
        self.occurrence = occurrence
        self.arose = arose
        self.due = due
        self.owner = matter.owner

    @property
    def clause(self) -> Clause:
        """Answer the clause that asks for it."""
        return self.matter.plan.clause

    @property
    def key(self) -> str:
        """Answer its key: pack, clause, part, the event that started it, occurrence."""
        return f"{self.matter.plan.prefix}{self.matter.start.root}/{self.occurrence}"

    @property
    def to(self) -> tuple[str, ...]:
        """Answer who is told or seen."""
        return self.matter.to

    @property
    def start_at(self) -> datetime:
        """Answer the instant of its start."""
        return self.matter.start.at

    @property
    def words(self) -> str | None:
        """Answer the source's words about time."""
        return AT_ONCE if self.matter.urgent_from is not None else self.matter.plan.clock.words

    @property
    def recipients(self) -> tuple[Told, ...]:
        """Answer how each recipient stands."""
        times = self.matter.reading.history.times
        return tuple(Told(r, s, None if p is None else times[p]) for r, s, p in self.met.recipients)

    @property
    def why(self) -> list[str]:
        """Answer the reasons, each a sentence."""
        return reasons(self)

    def as_json(self) -> dict[str, Any]:
        """Answer the duty as the `duties` command prints it: times local to Europe/London with their offset."""
        clause, terms = self.clause, self.clause.duty
        assert terms is not None
        row: dict[str, Any] = {
            "clause": clause.id, "part": clause.part, "pack": clause.pack, "duty": clause.says, "force": terms.force,
            "owner": self.owner, "to": list(self.to), "with": list(terms.with_), "occurrence": self.occurrence,
            "arose": _iso(self.arose), "due": _iso(self.due), "status": self.status, "met_at": _iso(self.met_at),
            "words": self.words, "asks": list(self.asks), "assumed": list(clause.assumed),
            "verified": clause.verified, "why": self.why, "key": self.key,
        }  # fmt: skip
        if self.missed:
            row["missed"] = True
        if self.was_overdue:
            row["was_overdue"] = True
        if self.late_word:
            row["late_word"] = True
        if self.recipients:
            row["recipients"] = [_told(r) for r in self.recipients]
        return row

    def __repr__(self) -> str:
        return f"<{self.clause.name} {self.occurrence} {self.status}>"


def _told(recipient: Told) -> dict[str, Any]:
    row: dict[str, Any] = {"role": recipient.role, "state": recipient.state}
    if recipient.at is not None:
        row["at"] = _iso(recipient.at)
    return row


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else to_local(instant).isoformat()
