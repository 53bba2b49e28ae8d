"""The packs at hand: folders of packs, each pack a folder of versions. Reads from disk what is asked for, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from homeward.protocol import terms
from homeward.protocol.errors import PackError, did_you_mean, one_of
from homeward.protocol.layers import Line, Pack, Protocols
from homeward.protocol.pack_reader import read_pack
from homeward.protocol.toml_files import parse_toml, read_text, shown

NO_BASE = "none"


class Shelf:
    """Packs by id in the folders it is handed. A pack is found once: two folders with one id are refused."""

    def __init__(self, folders: Sequence[Path], *, hint: str = "") -> None:
        """Look through the folders for packs; nothing is read yet. `hint` ends the refusal of a pack that is not there."""
        self._hint = hint
        self._places: dict[str, Path] = {}
        self._versions: dict[str, tuple[Pack, ...]] = {}
        for folder in folders:
            try:
                self._look(folder)
            except OSError as error:
                raise PackError(f"{folder}: cannot be read ({error.strerror}).") from None

    def _look(self, folder: Path) -> None:
        if not folder.is_dir():
            raise PackError(f"{folder}: there is no such folder of packs.")
        inside = [folder] if list(folder.glob("pack*.toml")) else sorted(folder.iterdir())
        for place in inside:
            if not place.is_dir() or not list(place.glob("pack*.toml")):
                continue
            name = place.resolve().name
            if name in self._places:
                raise PackError(
                    f"{place}: a pack of the name {name} is there already. Give yours another id and folder."
                )
            self._places[name] = place

    def ids(self) -> list[str]:
        """Answer the ids of all packs."""
        return sorted(self._places)

    def folder(self, id_: str) -> Path:
        """Answer the folder of a pack. Raises PackError where there is none of the name."""
        if id_ not in self._places:
            raise PackError(
                f"There is no pack '{id_}'.{did_you_mean(id_, self._places)} Packs here: {one_of(self._places)}."
                f"{self._hint}"
            )
        return self._places[id_]

    def versions(self, id_: str, above: tuple[str, ...] = ()) -> tuple[Pack, ...]:
        """Answer the versions of a pack, earliest first, each closed where the next begins."""
        held = self._versions.get(id_)
        if held is None:
            folder = self.folder(id_)
            if id_ in above:
                raise PackError(
                    f"{id_}: its base goes round: {' lies on '.join((*above, id_))}. Break the ring."
                )
            files = sorted(folder.glob("pack*.toml"))
            packs = {file.name: self.read(file, (*above, id_)) for file in files if _is_version(file)}
            if not packs:
                raise PackError(f"{folder}: no pack.toml or pack-<version>.toml in it.")
            _check_versions(packs)
            held = self._versions[id_] = _in_turn(list(packs.values()))
        return held

    def read(self, file: Path, above: tuple[str, ...] = ()) -> Pack:
        """Read one version from its file and check it against its base."""
        folder = file.resolve().parent
        name = f"{folder.name}/{file.name}"
        text = read_text(file)
        document = parse_toml(name, text, PackError)
        base = _base_named(document)
        if base and base not in self._places:
            known = one_of(self._places)
            raise PackError(
                f"{name}, [pack]: there is no pack {shown(base)} to be its base.{did_you_mean(base, self._places)} "
                f"Packs here: {known}.{self._hint}"
            )
        bases = self.versions(base, above or (folder.name,)) if base else ()
        pack = read_pack(name, text, document, lambda source: _source(folder, source), _codes(bases))
        if pack.id != folder.name:
            raise PackError(
                f"{name}, [pack]: id {shown(pack.id)} is not the name of its folder, {shown(folder.name)}."
            )
        _check_base(name, pack, bases)
        return pack

    def bases(self, versions: Sequence[Pack]) -> dict[str, tuple[Pack, ...]]:
        """Answer the versions of everything that lies beneath some versions of a pack, by id."""
        found: dict[str, tuple[Pack, ...]] = {}
        for base in sorted({v.base for v in versions if v.base}):
            beneath = self.versions(base)
            found |= {base: beneath, **self.bases(beneath)}
        return found

    def protocols(self, names: Sequence[str], *, base: bool = True) -> Protocols:
        """Answer the protocols of some packs, each named "id" or "id@version". Raises PackError for an unknown one."""
        lines = []
        for name in names:
            id_, _, version = name.partition("@")
            versions = self.versions(id_)
            if version and version not in {v.version for v in versions}:
                known = one_of(v.version for v in versions)
                raise PackError(f"There is no version '{version}' of {id_}. Versions here: {known}.")
            lines.append(Line(versions, self.bases(versions) if base else {}, version))
        return Protocols(lines)


def _is_version(file: Path) -> bool:
    return file.name == "pack.toml" or file.name.startswith("pack-")


def _base_named(document: Mapping[str, Any]) -> str:
    header = document.get("pack", {})
    base = header.get("base", "") if isinstance(header, dict) else ""
    return base if isinstance(base, str) else ""


def _source(folder: Path, name: str) -> str | None:
    file = folder / name
    return read_text(file) if file.is_file() and folder in file.resolve().parents else None


def _codes(bases: Sequence[Pack]) -> Mapping[str, frozenset[str]]:
    codes = dict(terms.CODES)
    for base in bases:
        for name, values in base.codes.items():
            codes[name] = codes.get(name, frozenset()) | values
    return codes


def _check_base(file: str, pack: Pack, bases: Sequence[Pack]) -> None:
    known = {c.id for base in bases for c in base.clauses}
    for clause in pack.clauses:
        for id_ in clause.replaces:
            where = f"{file}, clause {clause.name}"
            if id_ not in known:
                raise PackError(
                    f"{where}: replaces {id_}, which is not in {pack.base or 'a base: this pack names none'}."
                )
            if not clause.because:
                raise PackError(f"{where}: replaces {id_} and gives no because.")
    for withdrawal in pack.withdrawals:
        if withdrawal.clause not in known:
            raise PackError(f"{file}, [[withdraw]]: {withdrawal.clause} is not in {pack.base or 'a base'}.")


def _check_versions(packs: Mapping[str, Pack]) -> None:
    held: dict[str, str] = {}
    for file, pack in packs.items():
        if pack.version in held:
            raise PackError(
                f"{pack.id}: version {pack.version} twice, in {held[pack.version]} and {file}. Give each its own."
            )
        held[pack.version] = file


def _in_turn(packs: Sequence[Pack]) -> tuple[Pack, ...]:
    ordered = sorted(packs, key=lambda p: p.effective_from)
    closed: list[Pack] = []
    for pack, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following is not None:
            last = following.effective_from - timedelta(days=1)
            if pack.effective_until is not None and pack.effective_until > last:
                raise PackError(
                    f"{pack.id}: versions {pack.version} and {following.version} overlap on {following.effective_from}. "
                    "effective_until is the last day."
                )
        until = pack.effective_until or (following.effective_from - timedelta(days=1) if following else None)
        closed.append(replace(pack, effective_until=until))
    return tuple(closed)
