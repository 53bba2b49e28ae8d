"""What can be wrong with what we are given. Every message is written for the person who has to mend it.

HomewardError                 anything a user can mend; its text is shown as it stands
├── FileError                 a file that cannot be read at all
├── SituationError            a situation file, an instant or an event that makes no sense
└── PackError                 a pack, a clause or a scenario that is refused
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class HomewardError(Exception):
    """Something the reader can mend: the message says where, what, why and what to do."""


class FileError(HomewardError):
    """A file that cannot be opened, decoded or parsed."""


class SituationError(HomewardError):
    """A situation that is refused."""


class PackError(HomewardError):
    """A pack that is refused."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the nearest known word, or nothing."""
    near = difflib.get_close_matches(str(word)[:80], sorted(known), n=1, cutoff=0.7)
    return f" Did you mean '{near[0]}'?" if near else ""


def one_of(known: Iterable[str], most: int = 30) -> str:
    """List the known words for a message, at most `most` of them."""
    words = sorted(known)
    tail = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + tail
