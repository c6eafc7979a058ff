"""Files that come out the same each time: given a zip package or nothing, gives it with one fixed moment for its date.

The moment is SOURCE_DATE_EPOCH where that is set (reproducible-builds.org); otherwise the first that a zip can hold.
"""

import io
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from lanthorn.errors import LanthornError

_FIRST_OF_ZIP = datetime(1980, 1, 1, tzinfo=UTC)
_STORED = ("mimetype",)
"""Entries that a reader expects uncompressed: the first of an OpenDocument package."""


def moment() -> datetime:
    """The moment that stands as a file's date, in UTC.

    Raises LanthornError where SOURCE_DATE_EPOCH is set and not a whole number of seconds since 1970.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not text:
        return _FIRST_OF_ZIP
    if not text.isascii() or not text.isdigit():
        raise LanthornError(f"SOURCE_DATE_EPOCH is {text!r}; expected a whole number of seconds since 1 January 1970.")
    return datetime.fromtimestamp(int(text), UTC)


def repacked(package: bytes, rewritten: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """A zip package with the same entries in the same order, bearing the one moment and nothing of this machine.

    An entry named in `rewritten` is given to its function, and what comes back takes its place.
    """
    date = max(moment(), _FIRST_OF_ZIP).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, date)
            info.compress_type = zipfile.ZIP_STORED if entry.filename in _STORED else zipfile.ZIP_DEFLATED
            info.create_system = 0
            content = old.read(entry.filename)
            rewrite = (rewritten or {}).get(entry.filename)
            new.writestr(info, rewrite(content) if rewrite else content)
    return out.getvalue()
