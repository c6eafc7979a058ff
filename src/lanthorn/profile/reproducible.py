"""Files that come out the same each time: given a zip package or nothing, gives it with one fixed moment for its date.

The moment is SOURCE_DATE_EPOCH where that is set (reproducible-builds.org); otherwise the first that a zip can hold.
"""

import io
import os
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

from lanthorn.errors import LanthornError

_FIRST_OF_ZIP = datetime(1980, 1, 1, tzinfo=UTC)
_PROPERTY = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
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


def stamp() -> str:
    """The moment as documents write it, or nothing where none was set and a format can do without a date."""
    now = moment()
    return "" if now == _FIRST_OF_ZIP else now.strftime("%Y-%m-%dT%H:%M:%SZ")


def repacked(package: bytes, rewrite: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """A zip package with the same entries in the same order, bearing the one moment and nothing of this machine.

    `rewrite` is given each entry's name and content, and gives the content to keep.
    """
    date = max(moment(), _FIRST_OF_ZIP).timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, date)
            info.compress_type = zipfile.ZIP_STORED if entry.filename in _STORED else zipfile.ZIP_DEFLATED
            info.create_system = 0
            content = old.read(entry.filename)
            new.writestr(info, rewrite(entry.filename, content) if rewrite else content)
    return out.getvalue()


def dated(name: str, content: bytes) -> bytes:
    """An entry of an Office package, the dates among its properties put at the one moment."""
    if name != "docProps/core.xml":
        return content
    return _PROPERTY.sub(rb"\g<1>" + moment().strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
