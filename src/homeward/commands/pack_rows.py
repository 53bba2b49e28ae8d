"""The requirement rows beside a pack, read; and each slip in them named, so that none hides a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from homeward.commands.wording import count
from homeward.protocol.clauses import KINDS
from homeward.protocol.errors import PackError, one_of
from homeward.protocol.pack_reader import cited_lines
from homeward.protocol.toml_files import near, read_text, shown

ROW_KINDS: Final = (*KINDS, "system", "analysis")
ROW_KEYS: Final = (
    "id", "kind", "section", "text", "trigger", "owner", "to", "force", "deadline", "assumed", "lines",
)  # fmt: skip
FORCES: Final = ("must", "should", "may")
_HOW: Final = "rows are written rows: with - {id: ..., kind: ..., text: ...} beneath."

Row = Mapping[str, Any]


def read_rows(file: Path) -> Sequence[Row]:
    """Answer the rows of a file as written. Raises PackError where it holds none, or a row lacks id, kind or text."""
    if not file.is_file():
        raise PackError(
            f"{file.parent.name}: there is no requirements.yaml beside this pack to set it against."
        )
    name = f"{file.parent.name}/{file.name}"
    try:
        document = yaml.safe_load(read_text(file))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PackError(f"{name}{f', line {mark.line + 1}' if mark else ''}: this is not YAML.") from None
    rows = document.get("rows") if isinstance(document, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PackError(f"{name}: {_HOW}")
    for number, row in enumerate(rows, 1):
        lacking = [key for key in ("id", "kind", "text") if key not in row]
        if lacking:
            raise PackError(f"{name}, {row.get('id') or f'row {number}'}: no {lacking[0]}. {_HOW}")
    return rows


def slips(rows: Sequence[Row], texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Answer what is wrong in the rows: ids, kinds, keys, forces, and lines that the sources do not have."""
    length = max(map(len, texts.values()), default=None)
    for number, row in enumerate(rows, 1):
        if not isinstance(row["id"], str):
            yield f"row {number}: id is a text, such as HULL-04, not {shown(row['id'])}."
            continue
        for said in (*_of_words(row), *_of_lines(row, length)):
            yield f"{row['id']}: {said}"
    times = Counter(row["id"] for row in rows if isinstance(row["id"], str))
    for id_ in (id_ for id_, number in times.items() if number > 1):
        yield f"{id_}: {'two' if times[id_] == 2 else times[id_]} rows of this id. Give each its own."


def _of_words(row: Row) -> Iterator[str]:
    kind, force = row["kind"], row.get("force")
    if kind not in ROW_KINDS:
        yield f"{shown(kind)} is no kind of row.{near(kind, ROW_KINDS)} Kinds: {one_of(ROW_KINDS)}."
    for key in (key for key in row if key not in ROW_KEYS):
        yield f"unknown key {shown(key)}.{near(key, ROW_KEYS)} Keys: {one_of(ROW_KEYS)}."
    if force is not None and force not in FORCES:
        yield f"force is {shown(force)}. Write must, should or may."


def _of_lines(row: Row, length: int | None) -> Iterator[str]:
    written = row.get("lines")
    for line in cited_lines("" if written is None else str(written)):
        if line is None:
            yield f'{shown(written)} are not lines. Write "12", "12-14" or "12, 14-16".'
        elif length is not None and not 1 <= line <= length:
            which = "beyond the end of" if line > length else "not a line of"
            yield f"line {line} is {which} its source, which has {count(length, 'line')}."
            return
