"""Refuses a password that others would guess, or that is known from a breach elsewhere. Nothing is asked outside.

Breached passwords are looked up in a list of SHA-1 hashes on this machine, as Have I Been Pwned hands it out: one file
ordered by hash, or a folder of ranges, one file for each first five letters.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError

_WORDS = Path(__file__).parent / "data" / "context_words.toml"
_FEWEST_LEFT = 8  # letters that are of no such word; NIST SP 800-63B's own least length of a password
_SHORTEST_WORD = 4
_LIKE_LETTERS = str.maketrans("0134578@$!", "oleastbasi")
_PREFIX = 5
_LINE = re.compile(rb"[0-9A-F]{35,40}:\d+")
_LONGEST_LINE = 64


class ContextWordsValidator:
    """None that is little but the words of this work, of one's agency or of one's name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where too few letters are left without these words."""
        typed = password.lower()
        left = meant = typed.translate(_LIKE_LETTERS)
        for word in sorted({*context_words(), *_words_of(user)}, key=len, reverse=True):
            left = left.replace(word, " " * len(word))
        kept = sum(letter.isalpha() and still != " " for letter, still in zip(typed, left, strict=True))
        if left != meant and kept < _FEWEST_LEFT:
            raise ValidationError(
                "This is mostly words that others would guess here. Put together words that have nothing to do with "
                "your work.",
                code="password_of_context_words",
            )

    def get_help_text(self) -> str:
        """What is asked."""
        return "Not the words of your work, your agency or your name."


class BreachedPasswordValidator:
    """None that stands in the list of breached passwords, where this installation has one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where it stands there; OSError where the list cannot be read."""
        if settings.BREACHED_PASSWORDS is None:
            return
        hashed = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        if stands_in(settings.BREACHED_PASSWORDS, hashed):
            raise ValidationError(
                "This password is known from a breach of another service. Choose one that you use nowhere else.",
                code="password_breached",
            )

    def get_help_text(self) -> str:
        """What is asked."""
        return "Not one that is known from a breach of another service."


@cache
def context_words() -> frozenset[str]:
    """The words of the list, of all its groups."""
    with _WORDS.open("rb") as opened:
        return frozenset(word for group in tomllib.load(opened).values() for word in group["words"])


def stands_in(passwords: Path, hashed: bytes) -> bool:
    """Whether the hash stands in the list: by halving the file, so that none of it is loaded."""
    if passwords.is_dir():
        part, sought = _range(passwords, hashed[:_PREFIX].decode()), hashed[_PREFIX:]
    else:
        part, sought = passwords, hashed
    with part.open("rb") as opened:
        return _found(opened, part.stat().st_size, sought)


def faults_of(passwords: Path) -> Iterable[str]:
    """What is wrong with a list, in words: where nothing is found in it because it is no such list."""
    try:
        part = _range(passwords, "00000") if passwords.is_dir() else passwords
        with part.open("rb") as opened:
            first = opened.readline(_LONGEST_LINE).strip()
    except OSError as fault:
        yield f"The list of breached passwords cannot be read: {fault.strerror}."
        return
    if not _LINE.fullmatch(first):
        yield "The list of breached passwords does not begin with a SHA-1 hash in capitals, a colon and a count."


def _range(folder: Path, prefix: str) -> Path:
    named = folder / f"{prefix}.txt"
    return named if named.exists() else folder / prefix


def _found(opened: BinaryIO, size: int, sought: bytes) -> bool:
    """Halve the file until `low` is the first place after which no line comes before what is sought."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        line = _line_from(opened, middle)
        if line and line < sought:
            low = middle + 1
        else:
            high = middle
    return _line_from(opened, low).split(b":")[0] == sought


def _line_from(opened: BinaryIO, place: int) -> bytes:
    """The first whole line that begins at this place or after it."""
    opened.seek(max(place - 1, 0))
    if place:
        opened.readline()
    return opened.readline().strip()


def _words_of(user: Any) -> set[str]:
    if user is None:
        return set()
    texts = (user.name, user.agency.name, user.agency.code, user.email, user.job)
    words = {word for text in texts for word in re.split(r"[^a-z]+", text.lower())}
    return {word for word in words if len(word) >= _SHORTEST_WORD}
