"""The interface in the words of OpenAPI 3.1, made from the record tables and the register: it cannot fall behind them.

`manage.py openapi` writes it to docs/reference/casework-api.json, and a test compares the two.
"""

from typing import Any

from django.urls import reverse

from lanthorn import __version__
from lanthorn.casework.access.sheets import WITHHELD, Sheet
from lanthorn.casework.api.exports import EXPORTS
from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.people.sheets import PERSON_SHEET
from lanthorn.records import Field, Kind, Table
from lanthorn.vocabulary import codes

Schema = dict[str, Any]

_TYPES: dict[Kind, Schema] = {
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.NUMBER: {"type": "integer"},
}
_ANYWHERE = "00000000-0000-4000-8000-000000000000"
_REFUSALS = {
    "401": "No token, or none that stands",
    "403": "The token may not take this",
    "404": "There is no such record, or none that the token's account may see",
    "429": "Too many requests; wait a minute",
}


def document() -> Schema:
    """The whole description, ready to be written as JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lanthorn casework: interface for machines",
            "version": __version__,
            "description": "Reads only. Every answer is an event of the audit, in the name of the token's account, "
            "or is not given. Moments are by the clock on the wall in London, without a zone.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {
            reverse("api:openapi"): _get("This description", "openapi", {"type": "object"}, "403", "404"),
            reverse("api:records"): _get("Which record tables there are", "tables", _tables(), "404"),
            **{reverse(f"api:{one.table.name}"): _page(one.table) for one in EXPORTS},
            _case_path(): _case(),
        },
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Made by an administrator, for an account, a purpose and a time. Never in an "
                    "address.",
                }
            },
            "schemas": {one.table.name: _rows(one.table) for one in EXPORTS} | {"problem": _problem()},
        },
    }


def _get(summary: str, name: str, schema: Schema, *never: str, parameters: list[Schema] | None = None) -> Schema:
    answers: Schema = {"200": {"description": summary, "content": {"application/json": {"schema": schema}}}}
    for status, words in _REFUSALS.items():
        if status not in never:
            content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}}
            answers[status] = {"description": words, "content": content}
    own = {"parameters": parameters} if parameters else {}
    return {"get": {"operationId": name, "summary": summary, **own, "responses": answers}}


def _object(properties: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties),
            "additionalProperties": False, **more}  # fmt: skip


def _tables() -> Schema:
    text = {"type": "string"}
    return _object({"tables": {"type": "array", "items": _object({"name": text, "meaning": text, "href": text})}})


def _page(table: Table) -> Schema:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}}
    following = {"type": ["string", "null"], "description": "Give it as `after` for the next page; null at the end"}
    after = {
        "name": "after", "in": "query", "required": False, "schema": {"type": "string", "format": "uuid"},
        "description": "What the page before gave as `next`",
    }  # fmt: skip
    schema = _object({"rows": rows, "next": following})
    return _get(table.meaning, table.name, schema, "404", parameters=[after])


def _rows(table: Table) -> Schema:
    return _object({field.name: _field(field) for field in table.fields}, description=table.meaning)


def _field(field: Field) -> Schema:
    own = dict(_TYPES.get(field.kind, {"type": "string"}))
    if field.kind is Kind.CODE:
        own["examples"] = list(codes(field.codes).by_code)
    choices = [own, {"const": WITHHELD}] if field.kind in _TYPES else [own]
    if not field.required:
        choices.append({"type": "null"})
    return {"description": field.meaning, "anyOf": choices}


def _case_path() -> str:
    return reverse("api:case", kwargs={"case": _ANYWHERE}).replace(_ANYWHERE, "{case}")


def _case() -> Schema:
    sheets: dict[str, Sheet[Any]] = {"case": CASE_SHEET, "child": PERSON_SHEET}
    schema = _object(
        {
            name: _object(
                {"id": {"type": "string", "format": "uuid"}}
                | {field.name: {"type": "string", "description": field.label} for field in sheet.fields}
            )
            for name, sheet in sheets.items()
        }
    )
    case = {"name": "case", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    return _get("A case and its child, as their pages show them", "case", schema, "403", parameters=[case])


def _problem() -> Schema:
    return _object({"title": {"type": "string"}, "status": {"type": "integer"}}, description="RFC 9457")
