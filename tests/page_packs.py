"""The table of docs/packs.md: the packs that ship, and how much each holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import yaml

from homeward.commands.at_hand import shelf


def ship() -> Iterator[str]:
    """Write the table of the packs that ship."""
    yield "| pack | area | version | duties | clauses | not yet verified | requirement rows |"
    yield "|---|---|---|---|---|---|---|"
    held = shelf(None)
    for id_ in held.ids():
        pack = held.versions(id_)[-1]
        rows = held.folder(id_) / "requirements.yaml"
        number = len(yaml.safe_load(rows.read_text())["rows"]) if rows.is_file() else "none"
        duties = sum(c.duty is not None for c in pack.clauses)
        unverified = sum(not c.verified for c in pack.clauses)
        yield f"| `{id_}` | {pack.area} | {pack.version} | {duties} | {len(pack.clauses)} | {unverified} | {number} |"


TABLES: Final = {"ship": ship}
