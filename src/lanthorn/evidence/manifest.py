"""What a version of the store was made from: inputs, parameters, code, and how many rows came of it."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lanthorn.errors import StoreError


@dataclass(frozen=True)
class Input:
    """One file that went in: where it stands in the store, its bytes' fingerprint, and what became of its rows."""

    slot: str
    file: str
    sha256: str
    table: str
    rows: int
    accepted: int
    rejected: int
    details: dict[str, Any] = field(default_factory=dict)
    """What the reader of that format wants to remember: encoding, mapping, unread columns …"""


@dataclass(frozen=True)
class Manifest:
    """The way of one version. `parents` names the versions of other layers it was computed from."""

    layer: str
    number: int
    created: str
    code_version: str
    parameters: dict[str, Any]
    parents: dict[str, int]
    inputs: tuple[Input, ...]
    rows: dict[str, int]
    """Table name to its number of rows."""
    sha256: dict[str, str]
    """Table name to the fingerprint of its Parquet file."""

    def write(self, path: Path) -> None:
        """Write the manifest as readable JSON."""
        path.write_text(json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Read a manifest. Raises StoreError when it is missing or damaged."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            inputs = tuple(Input(**entry) for entry in content.pop("inputs"))
            return cls(inputs=inputs, **content)
        except (OSError, ValueError, TypeError, KeyError) as fault:
            raise StoreError(
                f"{path} is missing or damaged ({type(fault).__name__}). "
                "Restore the store from its back-up, or load the files into a new one."
            ) from fault
