"""What docs/pack-language.md says of refusals, tried: each example is put into a sound pack, and what comes back is shown.

An example is some lines of TOML, and under them, after `#`, the refusal. `# (without cite)` takes a line out.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from homeward.commands.at_hand import shipped_packs
from homeward.protocol.errors import HomewardError
from homeward.protocol.shelf import Shelf
from tests.repository import DOCS

PAGE: Final = DOCS / "pack-language.md"
_EXAMPLES: Final = re.compile(
    r"^<!-- refusals in (?P<place>[^\n]+) -->\n```toml\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_WITHOUT: Final = re.compile(r"# \(without (\w+)\)")
_HEAD: Final = {
    "id": '"area"',
    "area": '"An area"',
    "version": '"2026-06"',
    "effective_from": "2026-06-01",
    "base": '"england"',
}
_CLAUSE: Final = {"id": '"AREA-01"', "cite": '{ source = "protocol", section = "Police" }'}
_KINDS: Final = {
    "a duty": {"duty": '"Review the risk"', "owner": '"police"', "starts": '{ event = "went_missing" }'},
    "a rule": {"rule": '"No child under 18 is at low risk"'},
}
_SOURCES: Final = '[source.protocol]\n[source.held]\nfile = "sources/held.txt"\n'


def page(folder: Path) -> str:
    """Answer the page with each refusal as it comes; packs are written to the folder."""

    def tried(found: re.Match[str]) -> str:
        place = found["place"]
        done = [_tried(folder, place, example) for example in examples(found["text"])]
        return f"<!-- refusals in {place} -->\n```toml\n" + "\n\n".join(done) + "\n```"

    return _EXAMPLES.sub(tried, PAGE.read_text())


def examples(text: str) -> Iterator[str]:
    """Yield each example of a block without the refusal under it."""
    for piece in re.split(r"\n{2,}", text.strip()):
        yield "\n".join(
            line for line in piece.splitlines() if not line.startswith("# ") or _WITHOUT.match(line)
        )


def _tried(folder: Path, place: str, example: str) -> str:
    said = refusal(folder, place, example)
    return f"{example}\n{textwrap.fill(said, 118, initial_indent='# ', subsequent_indent='# ', break_on_hyphens=False)}"


def refusal(folder: Path, place: str, example: str) -> str:
    """Answer how a pack with an example in it is refused, without the file's name; "" if it is not."""
    area = folder / "area"
    (area / "sources").mkdir(parents=True, exist_ok=True)
    (area / "sources" / "held.txt").write_text("The risk is reviewed.\n")
    (area / "pack.toml").write_text(_pack(place, example))
    try:
        Shelf([shipped_packs(), folder]).versions("area")
    except HomewardError as wrong:
        return re.sub(r"^area(/pack\.toml)?(, clause AREA-01)?[,:] ", "", str(wrong))
    return ""


def _pack(place: str, example: str) -> str:
    head = _lines(_HEAD)
    clause = "[[clause]]\n" + _lines(_CLAUSE | _KINDS["a duty"])
    if place in _KINDS:
        clause = "[[clause]]\n" + _lines(_CLAUSE | _KINDS[place], example)
    elif not example.startswith("["):
        head = _lines(_HEAD, example)
    else:
        clause += example + "\n"
    return f"[pack]\n{head}\n{_SOURCES}\n{clause}"


def _lines(held: Mapping[str, str], example: str = "") -> str:
    """Answer the lines of a table with those of the example in place of, or beside, what it holds."""
    without = set(_WITHOUT.findall(example))
    own = [line for line in example.splitlines() if not line.startswith("#")]
    keys = {line.partition("=")[0].strip() for line in own} | without
    return "".join(f"{line}\n" for line in [*(f"{k} = {v}" for k, v in held.items() if k not in keys), *own])


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        PAGE.write_text(page(Path(made)))
    print(f"{PAGE.name} written")
