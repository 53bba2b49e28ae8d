"""What every event carries. The kinds are in `events`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from homeward.protocol.attributes import roles

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event carries: id, `at` and `recorded` (aware, UTC) and who did it (one role or several)."""

    id: str
    at: datetime
    recorded: datetime
    by: Roles = roles()
    kind: ClassVar[str] = ""
