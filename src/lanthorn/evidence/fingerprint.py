"""Fingerprints (SHA-256) of files and texts, by which a figure can be traced to the bytes it came from."""

import hashlib
from pathlib import Path


def fingerprint_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; the file is read in pieces, so its size does not matter."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def fingerprint_text(*texts: str) -> str:
    """SHA-256 of some texts in their order, in hexadecimal; ("ab", "c") and ("a", "bc") differ."""
    digest = hashlib.sha256()
    for text in texts:
        encoded = text.encode()
        digest.update(f"{len(encoded)}:".encode())
        digest.update(encoded)
    return digest.hexdigest()
