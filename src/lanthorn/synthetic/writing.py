"""Writing an agency's CSV file, in its own encoding, byte for byte the same each time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from lanthorn.synthetic.texts import plain_letters

UTF_8, UTF_8_WITH_MARK, WINDOWS_1252 = "utf-8", "utf-8-sig", "cp1252"


def write_csv(path: Path, columns: Mapping[str, Any], *, encoding: str = UTF_8, quoted: bool = False) -> Path:
    """Write these columns of text under their headings, each value in quotation marks or none; gives back the path.

    A letter that Windows-1252 lacks is written without its accent, as a system that keeps that encoding does.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = pa.BufferOutputStream()
    options = pa_csv.WriteOptions(include_header=False, quoting_style="all_valid" if quoted else "none")
    pa_csv.write_csv(pa.table(dict(columns)), buffer, options)
    content = (",".join(columns) + "\n").encode() + buffer.getvalue().to_pybytes()
    if encoding == WINDOWS_1252:
        content = _windows_1252(content.decode())
    elif encoding == UTF_8_WITH_MARK:
        content = b"\xef\xbb\xbf" + content
    path.write_bytes(content)
    return path


def _windows_1252(text: str) -> bytes:
    letters = {letter: letter.encode(WINDOWS_1252, "ignore") for letter in set(text)}
    lacking: dict[str, str | int | None] = {
        letter: plain_letters(letter) for letter, encoded in letters.items() if not encoded
    }
    return text.translate(str.maketrans(lacking)).encode(WINDOWS_1252, "replace")
