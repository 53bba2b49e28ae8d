"""A duty as it is answered: what is required of whom, by when, how it stands, and why. Its reasons are written when asked for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from homeward.protocol.clauses import Clause
from homeward.protocol.clocks import to_local

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

    __slots__ = (
        "_because", "arose", "asks", "clause", "due", "ended_at", "key", "late_word", "met_at", "missed", "occurrence",
        "owner", "recipients", "start_at", "status", "to", "was_overdue", "words",
    )  # fmt: skip

    def __init__(self, clause: Clause, because: Any) -> None:
        """Begin a duty of a clause; `because` writes its reasons when they are asked for."""
        self.clause = clause
        self._because = because
        self.key = ""
        self.owner = ""
        self.to: tuple[str, ...] = ()
        self.occurrence = 1
        self.start_at: datetime
        self.arose: datetime
        self.due: datetime | None = None
        self.status = OPEN
        self.met_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.words: str | None = None
        self.asks: tuple[str, ...] = ()
        self.recipients: tuple[Told, ...] = ()
        self.missed = False
        self.was_overdue = False
        self.late_word = False

    @property
    def why(self) -> list[str]:
        """Answer the reasons, each a sentence."""
        reasons: list[str] = self._because(self)
        return reasons

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
