"""The interface's description: valid, current, and true of what the interface answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from lanthorn.casework.access.register import entries
from lanthorn.casework.api.openapi import document
from lanthorn.casework.api.tests.planting import a_token, machine
from lanthorn.casework.api.tokens import service_account
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.planting import plant_records

KEPT = Path(__file__).resolve().parents[5] / "docs" / "reference" / "casework-api.json"


@pytest.fixture(autouse=True)
def _no_refusals_yet(db: None) -> None:
    cache.clear()


def holds(answer: Any, path: str, status: str = "200") -> None:
    """Fail where the answer is not what the description says of that path."""
    described = document()
    content = described["paths"][path]["get"]["responses"][status]["content"]
    (schema,) = [entry["schema"] for entry in content.values()]
    whole = {"components": described["components"], **schema}
    Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(answer.json())


def test_it_is_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_the_page_in_the_documentation_is_current() -> None:
    """Made anew by `python -m lanthorn.casework.manage openapi > docs/reference/casework-api.json`."""
    assert json.loads(KEPT.read_text(encoding="utf-8")) == document()


def test_it_describes_every_page_for_machines_and_no_other() -> None:
    machines = [entry for entry in entries() if entry.machine]
    assert len(document()["paths"]) == len(machines)


def test_every_answer_is_as_described(world: Loaded) -> None:
    planted = plant_records(world)
    administrator = world.users["administrator"]
    profile = machine(a_token(service_account(administrator.agency), administrator, takes_records=True)[1])
    nurse = machine(a_token(world.users["nurse"], administrator)[1])
    for path in document()["paths"]:
        if "{case}" in path:
            holds(nurse.get(path.replace("{case}", str(planted.arguments["case"]))), path)
            holds(nurse.get(path.replace("{case}", str(planted.restricted["case"]))), path, "404")
        else:
            holds(profile.get(path), path)
            holds(machine("lanthorn_guessed").get(path), path, "401")
    holds(nurse.get("/api/v1/records"), "/api/v1/records", "403")
