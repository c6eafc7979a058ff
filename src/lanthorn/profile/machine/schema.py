"""The published JSON Schema of a briefing: given a document, says whether it is one, and where it is not."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator

from lanthorn.errors import BadFileError

FORMAT = "lanthorn-briefing/1"
"""The name of the format and its version: a field taken away or given another meaning raises the number."""


@cache
def schema() -> dict[str, Any]:
    """The schema, as published with the documentation."""
    text = (files("lanthorn.profile.machine") / "briefing.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def validate(document: object, name: str) -> None:
    """Nothing where the document is a briefing; else BadFileError with its name, the place and what was expected."""
    errors = sorted(Draft202012Validator(schema()).iter_errors(document), key=lambda error: list(map(str, error.path)))
    if errors:
        place = "/".join(str(part) for part in errors[0].path) or "the document itself"
        raise BadFileError(
            f"{name} is not a briefing in the format {FORMAT}: at {place}, {errors[0].message[:200]}"
            + (f" ({len(errors) - 1} more)." if len(errors) > 1 else ".")
        )
