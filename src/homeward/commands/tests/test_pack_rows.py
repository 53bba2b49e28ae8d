"""`pack coverage` with a slip in the requirement rows: each is named, so that none hides a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.commands.tests.at_keyboard import ROWS, hull, typed


def coverage_of(folder: Path, old: str, new: str) -> tuple[int, str]:
    packs = hull(folder)
    assert old in ROWS
    (packs / "hull" / "requirements.yaml").write_text(ROWS.replace(old, new))
    said = typed("pack", "coverage", "hull", "--packs", packs)
    return said.code, " ".join((said.out + said.err).split())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("HULL-01, kind: duty", "HULL-01, kind: dutty", "HULL-01: 'dutty' is no kind of row. Did you mean 'duty'? Kinds: "),
        ("HULL-01, kind: duty", "HULL-01, kind: [duty]", "HULL-01: ['duty'] is no kind of row. Kinds: "),
        ("HULL-02, kind: system", "HULL-02, knid: x, kind: system", "HULL-02: unknown key 'knid'. Did you mean 'kind'? Keys: "),
        ("id: HULL-02", "id: HULL-01", "HULL-01: two rows of this id. Give each its own."),
        ('text: "Tell three", force: must', 'text: "Tell three", force: shall',
         "HULL-03: force is 'shall'. Write must, should or may."),
        ('lines: "7"', 'lines: "7, 62"', "HULL-04: line 62 is beyond the end of its source, which has 10 lines."),
        ('lines: "7"', 'lines: "seven"', "HULL-04: 'seven' are not lines. Write \"12\", \"12-14\" or \"12, 14-16\"."),
        ('lines: "7"', 'lines: "0"', "HULL-04: line 0 is not a line of its source, which has 10 lines."),
        ("id: HULL-04", "id: 4", "row 4: id is a text, such as HULL-04, not 4."),
    ],
)  # fmt: skip
def test_a_slip_in_a_row_is_named_and_fails(tmp_path: Path, old: str, new: str, said: str) -> None:
    code, page = coverage_of(tmp_path, old, new)

    assert code == 1
    assert f"SLIP: {said}" in page
    assert "No row of kind duty or system is missing" not in page


def test_lines_may_be_written_as_a_number(tmp_path: Path) -> None:
    code, page = coverage_of(tmp_path, 'lines: "7"', "lines: 7")

    assert (code, "SLIP" in page) == (0, False)
