"""The versioned store on disk.

    store/
      lanthorn-store.json     what this folder is
      parts/                  what intake took from each file, by content (see lanthorn.intake)
      records/ links/ results/
        0001/  0002/ …        immutable versions: Parquet tables and manifest.json
        CURRENT               the number of the version in force

A version is written into a folder that nobody reads and then renamed; CURRENT is replaced last. A run that dies
leaves the last whole version in force, and its leftovers are cleared by the next writer.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from lanthorn import __version__
from lanthorn.errors import StoreError
from lanthorn.evidence.fingerprint import fingerprint_file
from lanthorn.evidence.manifest import Input, Manifest

FORMAT = 1
_MARKER = "lanthorn-store.json"


class Layer(StrEnum):
    """One arrow of the data flow: what it writes is a layer of the store."""

    RECORDS = "records"
    LINKS = "links"
    RESULTS = "results"


@dataclass(frozen=True)
class Version:
    """One immutable version of one layer."""

    folder: Path
    manifest: Manifest

    @property
    def number(self) -> int:
        """Its number within the layer, from 1."""
        return self.manifest.number

    def table(self, name: str) -> Path:
        """Path of a table's Parquet file. Raises StoreError when this version has no such table."""
        path = self.folder / f"{name}.parquet"
        if not path.is_file():
            raise StoreError(
                f"The store's {self.manifest.layer} (version {self.number}) hold no table {name!r}; "
                f"they hold: {', '.join(sorted(self.manifest.rows)) or 'nothing'}."
            )
        return path

    def tables(self) -> dict[str, Path]:
        """Every table's Parquet file by name."""
        return {name: self.table(name) for name in self.manifest.rows}


@dataclass
class VersionWriter:
    """A version in the making: write `<table>.parquet` files into `folder`, set what the manifest is to say."""

    folder: Path
    layer: Layer
    number: int
    parameters: dict[str, Any] = field(default_factory=dict)
    parents: dict[str, int] = field(default_factory=dict)
    inputs: Sequence[Input] = ()

    def path(self, table: str) -> Path:
        """Where to write that table."""
        return self.folder / f"{table}.parquet"

    def _manifest(self) -> Manifest:
        tables = sorted(self.folder.glob("*.parquet"))
        return Manifest(
            layer=self.layer.value,
            number=self.number,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            code_version=__version__,
            parameters=self.parameters,
            parents=self.parents,
            inputs=tuple(self.inputs),
            rows={path.stem: pq.read_metadata(path).num_rows for path in tables},
            sha256={path.stem: fingerprint_file(path) for path in tables},
        )


class Store:
    """A folder that holds records, links and results, each as a series of versions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Store":
        """The store in that folder; with `create`, a new one where the folder is missing or empty.

        Raises StoreError where there is none, or where the folder holds something else.
        """
        marker = folder / _MARKER
        if marker.is_file():
            found = json.loads(marker.read_text(encoding="utf-8")).get("format")
            if found != FORMAT:
                raise StoreError(f"{folder} is a store of format {found}; this version reads format {FORMAT}.")
            return cls(folder)
        if not create:
            raise StoreError(f"{folder} is not a Lanthorn store. `lanthorn intake FILES… --store {folder}` makes one.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{folder} holds other things; a new store needs a new or empty folder.")
        folder.mkdir(parents=True, exist_ok=True)
        marker.write_text(json.dumps({"what": "Lanthorn store", "format": FORMAT}) + "\n", encoding="utf-8")
        return cls(folder)

    @classmethod
    def fresh(cls, folder: Path) -> "Store":
        """A new store in that folder, in place of an earlier one. Raises StoreError where it holds something else."""
        if folder.exists():
            shutil.rmtree(cls.open(folder, create=True).folder)
        return cls.open(folder, create=True)

    @property
    def parts(self) -> Path:
        """Where intake keeps what it took from each file, by content."""
        return self.folder / "parts"

    def current(self, layer: Layer) -> Version | None:
        """The version in force, or None where nothing has been written yet."""
        pointer = self.folder / layer.value / "CURRENT"
        if not pointer.is_file():
            return None
        return self.version(layer, int(pointer.read_text(encoding="ascii")))

    def version(self, layer: Layer, number: int) -> Version:
        """One version by its number. Raises StoreError when it is missing or damaged."""
        folder = self.folder / layer.value / f"{number:04d}"
        return Version(folder, Manifest.read(folder / "manifest.json"))

    def versions(self, layer: Layer) -> list[Version]:
        """Every version that is still there, the oldest first. Raises StoreError when one is damaged."""
        numbers = [int(path.name) for path in (self.folder / layer.value).glob("*") if path.name.isdigit()]
        return [self.version(layer, number) for number in sorted(numbers)]

    def need(self, layer: Layer) -> Version:
        """The version in force. Raises StoreError that says which command writes that layer."""
        version = self.current(layer)
        if version is None:
            command = {Layer.RECORDS: "intake FILES…", Layer.LINKS: "link", Layer.RESULTS: "profile"}[layer]
            raise StoreError(
                f"{self.folder} holds no {layer.value} yet. Run `lanthorn {command} --store {self.folder}` first."
            )
        return version

    def need_fresh(self, layer: Layer, parent: Layer) -> Version:
        """The version in force, made from the parent layer's version in force. Raises StoreError when it is stale."""
        version, source = self.need(layer), self.need(parent)
        if version.manifest.parents.get(parent.value) != source.number:
            raise StoreError(
                f"The {layer.value} in {self.folder} were made from version "
                f"{version.manifest.parents.get(parent.value)} of the {parent.value}, "
                f"but version {source.number} is in force. Make the {layer.value} again."
            )
        return version

    @contextmanager
    def write(self, layer: Layer) -> Iterator[VersionWriter]:
        """A new version of a layer, in force when the block ends without an error; otherwise nothing changes.

        Raises StoreError when another program is writing to this store.
        """
        with self.locked():
            home = self.folder / layer.value
            home.mkdir(exist_ok=True)
            for leftover in home.glob(".making-*"):
                shutil.rmtree(leftover)
            number = 1 + max((int(path.name) for path in home.iterdir() if path.name.isdigit()), default=0)
            making = home / f".making-{number:04d}"
            making.mkdir()
            try:
                writer = VersionWriter(making, layer, number)
                yield writer
                writer._manifest().write(making / "manifest.json")
                _flush_to_disk(making)
                making.rename(home / f"{number:04d}")
                _replace_text(home / "CURRENT", f"{number}\n")
            finally:
                shutil.rmtree(making, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store for writing; the same program may hold it twice. Raises StoreError when another one does."""
        if getattr(self, "_held", False):
            yield
            return
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise StoreError(
                    f"Another program is writing to {self.folder}. Wait for it, or use another store."
                ) from fault
            self._held = True
            try:
                yield
            finally:
                self._held = False


def _flush_to_disk(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as written:
            os.fsync(written.fileno())


def _replace_text(path: Path, text: str) -> None:
    making = path.with_name(f".{path.name}.making")
    with making.open("w", encoding="ascii") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    making.replace(path)


def describe(manifest: Manifest) -> Mapping[str, str]:
    """The manifest in a few lines for a screen: version, time, code, parents, number of inputs."""
    parents = ", ".join(f"{layer} {number}" for layer, number in manifest.parents.items()) or "none"
    return {
        "Version": f"{manifest.layer} {manifest.number}",
        "Written": manifest.created,
        "Code": f"lanthorn {manifest.code_version}",
        "Made from": parents,
        "Input files": f"{len(manifest.inputs):,}",
    }
