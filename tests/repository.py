"""The files of the repository, for tests that read them all. Nothing that an installation or a check left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SRC = ROOT / "src"
DOCS = ROOT / "docs"
LEFT_BEHIND = {"__pycache__", "build", "dist", "node_modules"}
HIDDEN_BUT_OURS = {".ci", ".gitignore"}


def files() -> Iterator[Path]:
    """Yield every file that belongs to the repository, with the time of a walk and no need of git."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if _is_ours(name)]
        yield from (Path(folder, name) for name in names if _is_ours(name))


def python_files() -> Iterator[Path]:
    """Yield every file of Python, the launcher with them."""
    yield ROOT / "homeward"
    yield from (path for path in files() if path.suffix == ".py")


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every file that is text, by its path from the root, with what it says."""
    for path in files():
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def _is_ours(name: str) -> bool:
    return name in HIDDEN_BUT_OURS or not (
        name.startswith(".") or name in LEFT_BEHIND or name.endswith((".egg-info", ".pyc"))
    )
