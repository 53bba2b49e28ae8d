"""The pages of docs/ that are worked out from the code and the packs. `python -m tests.pages` writes them afresh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests import (
    page_commands,
    page_events,
    page_first_night,
    page_pack_language,
    page_packs,
    page_write_a_pack,
)
from tests.repository import DOCS

BETWEEN = re.compile(r"(<!-- (\S+), written by `python -m tests\.pages` -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def written() -> Iterator[tuple[Path, str]]:
    """Yield each page with the text that it should have."""
    yield DOCS / "first-night.md", page_first_night.page()
    for page, tables in (("events.md", page_events.TABLES), ("packs.md", page_packs.TABLES)):
        pieces = {name: "\n".join(table()) for name, table in tables.items()}
        yield DOCS / page, _filled(DOCS / page, pieces)
    yield DOCS / "commands.md", _filled(DOCS / "commands.md", page_commands.outputs())


def _filled(page: Path, pieces: dict[str, str]) -> str:
    """Put each piece between its own marks and leave the rest of the page as it is."""

    def piece(found: re.Match[str]) -> str:
        return f"{found[1]}\n{pieces[found[2]]}\n\n{found[4]}"

    return BETWEEN.sub(piece, page.read_text())


def followed(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield, as `written`, the pages whose packs have to be tried on disk first, in an empty folder."""
    (folder / "language").mkdir()
    yield page_pack_language.PAGE, page_pack_language.page(folder / "language")
    (folder / "guide").mkdir()
    page = page_write_a_pack.PAGE
    yield page, page_write_a_pack.Follower(folder / "guide").follow(page.read_text())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        for path, text in (*written(), *followed(Path(made))):
            path.write_text(text)
            print(f"{path.name} written")
