"""A browser's report of a broken content policy is noted by its rule; whatever else it says is kept nowhere."""

import json
import logging

import pytest
from django.test import Client

CANARY = "https://casework.example/?q=Mohammed+Karim"
WHERE = "/policy-reports"


def sent(report: object, caplog: pytest.LogCaptureFixture) -> list[str]:
    caplog.set_level(logging.INFO)
    answer = Client(enforce_csrf_checks=True).post(WHERE, json.dumps(report), content_type="application/csp-report")
    assert (answer.status_code, answer.content) == (204, b"")
    return [record.getMessage() for record in caplog.records if record.name == "lanthorn.casework.policy"]


def test_every_page_names_where_to_report(db: None) -> None:
    assert f"report-uri {WHERE}" in Client().get("/sign-in").headers["Content-Security-Policy"]


def test_a_report_is_noted_by_its_rule_alone(db: None, caplog: pytest.LogCaptureFixture) -> None:
    told = {"effective-directive": "script-src-elem", "document-uri": CANARY, "blocked-uri": CANARY, "sample": CANARY}
    (line,) = sent({"csp-report": told}, caplog)
    assert "script-src-elem" in line
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "report",
    [{"csp-report": {"effective-directive": CANARY}}, {"csp-report": {}}, {"csp-report": [CANARY]}, [CANARY], CANARY,
     {"csp-report": {"effective-directive": "img-src", "sample": "x" * 20_000}}],
)  # fmt: skip
def test_a_report_that_is_none_is_answered_alike_and_leaves_nothing(
    report: object, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert sent(report, caplog) == []
    assert CANARY not in caplog.text
