"""What people have decided, kept apart from the model: an append-only file of JSON lines in the store.

Each line holds the fingerprint of the line before, so that a line altered or taken out is noticed. Given a store and
a name; appends entries all at once, and gives back every entry in the order in which it was recorded.
"""

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lanthorn.errors import StoreError
from lanthorn.evidence import Store, fingerprint_text

FOLDER = "judgements"
"""Beside the store's layers: what people judged, which no run of the model may change."""

_FIRST = "0" * 64


class Ledger:
    """The judgements of one kind in one store."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self.path = store.folder / FOLDER / f"{name}.jsonl"

    def entries(self) -> list[dict[str, Any]]:
        """Every entry, oldest first. Raises StoreError where the file has been altered by another hand."""
        if not self.path.is_file():
            return []
        previous, found = _FIRST, []
        for number, line in enumerate(self.path.read_text(encoding="utf-8").splitlines(), start=1):
            entry = self._entry(line, number)
            if entry.pop("previous", None) != previous:
                raise StoreError(
                    f"{self.path}, line {number}: it does not follow from the line before. The file has been altered; "
                    "restore the store from its back-up."
                )
            previous = fingerprint_text(line)
            found.append(entry)
        return found

    def append(self, entries: Sequence[dict[str, Any]]) -> None:
        """Record these entries, all or none, each with the time.

        Raises StoreError where another program writes to the store, or the file has been altered.
        """
        with self._store.locked():
            self.entries()
            before = self.path.read_text(encoding="utf-8") if self.path.is_file() else ""
            previous = fingerprint_text(before.splitlines()[-1]) if before else _FIRST
            now, lines = datetime.now(UTC).isoformat(timespec="seconds"), []
            for entry in entries:
                line = json.dumps({**entry, "recorded_at": now, "previous": previous}, ensure_ascii=False)
                lines.append(line)
                previous = fingerprint_text(line)
            self._replace(before + "".join(f"{line}\n" for line in lines))

    def _replace(self, text: str) -> None:
        """Put the longer file in the place of the shorter, so that a run that dies leaves one of the two."""
        self.path.parent.mkdir(exist_ok=True)
        making = self.path.with_name(f".{self.path.name}.making")
        with making.open("w", encoding="utf-8") as target:
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        making.replace(self.path)

    def _entry(self, line: str, number: int) -> dict[str, Any]:
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        if not isinstance(entry, dict):
            raise StoreError(
                f"{self.path}, line {number}: expected an entry in JSON, found something else. The file is damaged; "
                "restore the store from its back-up."
            )
        return entry
