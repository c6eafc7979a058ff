"""A log line names the page and the kind of fault, and nothing that anybody typed."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.look.logs import StructuredFormatter
from lanthorn.casework.work.urls import urlpatterns

CANARY = "Mohammed Karim lives at 12 Tanner's Yard"


def line_of(record: logging.LogRecord) -> dict[str, Any]:
    text = StructuredFormatter().format(record)
    assert CANARY not in text
    assert "\n" not in text
    return dict(json.loads(text))


def test_an_exception_is_logged_by_its_kind_and_place_without_its_text(
    world: Loaded, as_user: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(request: Any) -> None:
        raise ValueError(CANARY)

    monkeypatch.setattr(urlpatterns[0], "callback", fails)
    client = as_user("teacher")
    client.raise_request_exception = False
    answer = client.get("/", query_params={"q": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.content.decode()
    assert "Nothing was saved" in answer.content.decode()
    record = next(one for one in caplog.records if one.name == "django.request")
    line = line_of(record)
    assert (line["page"], line["fault"], line["status"]) == ("work:home", "ValueError", 500)
    assert any(place.startswith("fails:") for place in line["where"])


def test_what_a_librarys_logger_says_is_left_out_and_what_ours_says_is_one_line() -> None:
    theirs = logging.LogRecord("django.security", logging.WARNING, "", 1, "Bad: %s", (CANARY,), None)
    assert "message" not in line_of(theirs)
    ours = logging.LogRecord("lanthorn.casework", logging.INFO, "", 1, "one\nforged line", (), None)
    assert line_of(ours)["message"] == "one\nforged line"


def test_health_answers_without_a_sign_in_and_tells_nothing(db: None) -> None:
    assert Client().get("/health/alive").json() == {"status": "alive"}
    assert Client().get("/health/ready").json() == {"status": "ready"}
