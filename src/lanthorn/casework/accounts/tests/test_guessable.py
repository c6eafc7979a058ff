"""Passwords that others would guess or that are known from a breach are refused, and nothing is asked outside."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.accounts.guessable import faults_of, stands_in
from lanthorn.casework.demonstration.loading import Loaded

GOOD = "harbour thistle seven marble"
SETS = st.sets(st.text("0123456789ABCDEF", min_size=40, max_size=40), min_size=1, max_size=40)


def hashed(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def refused(password: str, user: Any = None) -> list[str | None]:
    try:
        validate_password(password, user)
    except ValidationError as found:
        return [fault.code for fault in found.error_list]
    return []


def written(file: Path, hashes: set[str]) -> Path:
    file.write_bytes(b"".join(f"{one}:{place}\r\n".encode() for place, one in enumerate(sorted(hashes), start=1)))
    return file


@pytest.mark.parametrize(
    "password",
    ["Lanthorn-Casework1", "lanth0rnC@sework", "safeguarding children", "Police2026London!", "W3lcomeLanthorn99"],
)
def test_a_password_of_the_words_of_this_work_is_refused(password: str) -> None:
    assert "password_of_context_words" in refused(password)


def test_the_words_of_ones_own_agency_and_name_are_refused_too(world: Loaded) -> None:
    user = world.users["detective"]
    own = f"{user.agency.name.split()[0]}-{user.name.replace(' ', '-')}-26"
    assert "password_of_context_words" in refused(own, user)
    assert refused(GOOD, user) == []
    assert refused("police thistle seven marble", user) == [], "beside enough of other words they do no harm"


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_breached_password_is_refused_from_a_file_or_a_folder_of_ranges(
    as_folder: bool, tmp_path: Path, settings: Any
) -> None:
    known, others = hashed(GOOD), {hashed(str(number)) for number in range(500)}
    settings.BREACHED_PASSWORDS = tmp_path
    if as_folder:
        for one in others | {known}:
            same = {other[5:] for other in others | {known} if other[:5] == one[:5]}
            written(tmp_path / f"{one[:5]}.txt", same)
        written(tmp_path / f"{hashed('another harbour thistle marble')[:5]}.txt", {"0" * 35})
    else:
        settings.BREACHED_PASSWORDS = written(tmp_path / "ordered-by-hash.txt", others | {known})
    assert refused(GOOD) == ["password_breached"]
    assert refused("another harbour thistle marble") == []


@given(SETS, SETS)
def test_every_hash_of_a_list_is_found_and_no_other(tmp_path_factory: Any, kept: set[str], others: set[str]) -> None:
    file = written(tmp_path_factory.mktemp("list") / "hashes.txt", kept)
    for one in kept | others:
        assert stands_in(file, one.encode()) is (one in kept)


def test_a_list_that_is_away_is_no_reason_to_let_a_password_through(tmp_path: Path, settings: Any) -> None:
    settings.BREACHED_PASSWORDS = tmp_path / "away"
    with pytest.raises(OSError, match="away"):
        validate_password(GOOD)


def test_what_is_no_such_list_is_named(tmp_path: Path) -> None:
    file = tmp_path / "passwords.txt"
    file.write_text("password\n")
    assert any("does not begin with a SHA-1 hash" in fault for fault in faults_of(file))
    assert list(faults_of(written(tmp_path / "good.txt", {hashed(GOOD)}))) == []
    assert any("cannot be read" in fault for fault in faults_of(tmp_path / "away"))
