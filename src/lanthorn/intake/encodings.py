"""Which encoding a text file is in, strictly, and its text as UTF-8 bytes for a reader.

A byte-order mark decides; without one the file is UTF-8 if every byte of it is, else Windows-1252. A byte that is
none of these, or a NUL byte, is an error with its line: nothing is replaced or guessed.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from lanthorn.errors import BadFileError

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CODECS = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}


def find_encoding(path: Path) -> str:
    """The name of the encoding: UTF-8, UTF-16 or Windows-1252.

    Raises BadFileError, with the line, where the file is in none of them.
    """
    with path.open("rb") as source:
        start = source.read(4)
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    if marked is not None and marked not in _CODECS:
        raise BadFileError(f"{path} is in {marked}; expected UTF-8, UTF-16 or Windows-1252. Save it as UTF-8.")
    if marked:
        _read_through(path, marked)
        return marked
    try:
        _read_through(path, "UTF-8")
    except UndecodableError:
        _read_through(path, "Windows-1252")
        return "Windows-1252"
    return "UTF-8"


class UndecodableError(BadFileError):
    """A byte that the encoding does not have."""


def decoded(path: Path, encoding: str) -> Iterator[str]:
    """The file's text in pieces. Raises BadFileError with the line of a byte that the encoding does not have."""
    decoder = codecs.getincrementaldecoder(_CODECS[encoding])("strict")
    line = 1
    with path.open("rb") as source:
        while True:
            chunk = source.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as fault:
                before = fault.object[: fault.start].decode(_CODECS[encoding], "ignore")
                raise UndecodableError(
                    f"{path}, line {line + before.count(chr(10))}: a byte that {encoding} does not have. "
                    "Export the file again as UTF-8."
                ) from None
            if "\0" in text:
                line += text[: text.index("\0")].count("\n")
                raise BadFileError(
                    f"{path}, line {line}: a NUL byte, so this is not a text file in UTF-8, UTF-16 (with its "
                    "byte-order mark) or Windows-1252. Export it again as CSV in UTF-8."
                )
            line += text.count("\n")
            if text:
                yield text
            if not chunk:
                return


def _read_through(path: Path, encoding: str) -> None:
    for _ in decoded(path, encoding):
        pass


class Utf8Stream:
    """The file's text as a stream of UTF-8 bytes, with some bytes of ours after its end."""

    def __init__(self, path: Path, encoding: str, ending: bytes) -> None:
        self._pieces = self._all(path, encoding, ending)
        self._held = b""
        self.closed = False

    @staticmethod
    def _all(path: Path, encoding: str, ending: bytes) -> Iterator[bytes]:
        for text in decoded(path, encoding):
            yield text.encode()
        yield ending

    def read(self, size: int = -1) -> bytes:
        """The next bytes: as many as asked for, fewer at the end, all that is left for a negative size."""
        pieces, length = [self._held], len(self._held)
        while size < 0 or length < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            pieces.append(piece)
            length += len(piece)
        content = b"".join(pieces)
        wanted = length if size < 0 else size
        self._held = content[wanted:]
        return content[:wanted]

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def close(self) -> None:
        """Stop reading the file."""
        self.closed = True
