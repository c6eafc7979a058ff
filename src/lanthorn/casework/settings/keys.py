"""The secrets, each from an environment variable or from the file that NAME_FILE points to."""

import base64
import binascii
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def text_secret(name: str) -> str:
    """The secret of that name, or an empty text where neither the variable nor its file is set."""
    file = os.environ.get(f"{name}_FILE", "")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, "")


def key_secret(name: str) -> bytes:
    """The 32 bytes that the secret of that name holds in base64.

    Raises ImproperlyConfigured, without the value, where it is missing or of another length.
    """
    return _decoded(name, text_secret(name))


def earlier_keys(name: str) -> list[bytes]:
    """The keys of before that the secret of that name holds, in base64, one a line, the latest first."""
    return [_decoded(name, line) for line in text_secret(name).split()]


def _decoded(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"{name} is missing or not {KEY_BYTES} bytes in base64. Make one with: openssl rand -base64 {KEY_BYTES}"
        )
    return key
