"""A common password is refused by the list that Django brings: nothing of a password is asked outside."""

import socket
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

COMMON_AND_LONG = "qwerty123456"


def test_a_common_password_is_refused_without_asking_anybody_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("somebody outside was asked")

    monkeypatch.setattr(socket.socket, "connect", refused)
    with pytest.raises(ValidationError) as found:
        validate_password(COMMON_AND_LONG)
    assert [fault.code for fault in found.value.error_list] == ["password_too_common"]
    validate_password("harbour lantern thistle seven")
