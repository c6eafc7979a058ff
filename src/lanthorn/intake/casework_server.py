"""The casework's record tables, read from a running server page by page, and taken into the store as files are.

Given its address and a token; what it gives that is no row of its table is refused before anything is taken in.
"""

import http.client
import json
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Store
from lanthorn.intake.report import IntakeReport
from lanthorn.intake.taking_in import take_in
from lanthorn.records import CASEWORK, Table
from lanthorn.records.writing import Value, write_records

_RECORDS = "/api/v1/records/"
_SECONDS = 60
_MOST_WAITS = 10
_ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token is sent to the server that was named, and to no other that it may point to."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nowhere."""
        return


_OPENER = urllib.request.build_opener(_NoRedirect)


def take_in_from_server(
    address: str, token: str, store: Store, *, progress: Callable[[str], None] | None = None
) -> IntakeReport:
    """Take in every record table of the casework at that address. The same rows again change nothing.

    Its rows stand in slots of that server's name, so that the caseworks of two areas lie beside each other in one
    store. Raises LanthornError where it cannot be reached or refuses the token, BadFileError where what it gives is no
    table of records; and as `take_in` does. Then nothing has been taken in.
    """
    tell = progress or (lambda _: None)
    base = _checked(address)
    with tempfile.TemporaryDirectory(prefix="lanthorn-") as name:
        folder = Path(name)
        # Those that refer to others are read first: what a row refers to was there before it, and so is read after.
        for table in reversed(CASEWORK):
            tell(f"Reading {table.name}")
            write_records(
                folder / f"{table.name}@{urlsplit(base).hostname}.csv", table, _rows(base, token, table, tell)
            )
        report = take_in([folder], store, progress=progress)
    return replace(report, files=tuple(replace(line, file=Path(line.file).name) for line in report.files))


def _checked(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise LanthornError(f"{address} is no address of a casework. Expected such as https://casework.example.")
    if parts.scheme == "http" and parts.hostname not in _ON_THIS_MACHINE:
        raise LanthornError(f"{address} is not https: the token could be read on its way. Nothing was sent.")
    return address.rstrip("/")


def _rows(base: str, token: str, table: Table, tell: Callable[[str], None]) -> Iterator[Mapping[str, Value]]:
    """Every row of a table, checked to have its fields and no other."""
    number, after = 0, None
    while True:
        where = f"{base}{_RECORDS}{table.name}"
        page = _page(f"{where}?{urlencode({'after': after})}" if after else where, token, tell)
        if not isinstance(page, dict) or not isinstance(page.get("rows"), list) or "next" not in page:
            raise BadFileError(f"{where} does not answer with rows of {table.name}. Nothing has been taken in.")
        for row in page["rows"]:
            number += 1
            yield _sound(row, table, f"{where}, row {number}")
        after = page["next"]
        if after is None:
            return


def _sound(row: Any, table: Table, where: str) -> Mapping[str, Value]:
    names = [field.name for field in table.fields]
    if not isinstance(row, dict) or set(row) != set(names):
        found = ", ".join(sorted(row)) if isinstance(row, dict) else "no row"
        raise BadFileError(
            f"{where}: found {found}. Expected the fields {', '.join(names)}: this casework is of another version. "
            "Nothing has been taken in."
        )
    for name, value in row.items():
        if not isinstance(value, str | int | bool | None):
            raise BadFileError(
                f"{where}, {name}: found a {type(value).__name__}. Expected a text, a number or nothing."
            )
    return row


def _page(url: str, token: str, tell: Callable[[str], None]) -> Any:
    request = urllib.request.Request(  # noqa: S310 - _checked has let through http and https only
        url, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"}
    )
    for _ in range(_MOST_WAITS):
        try:
            with _OPENER.open(request, timeout=_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            wait = refusal.headers.get("Retry-After", "")
            if refusal.code != http.HTTPStatus.TOO_MANY_REQUESTS or not wait.isdigit():
                raise LanthornError(_in_words(refusal.code, url)) from refusal
            tell(f"The casework asks to wait {wait} seconds")
            time.sleep(int(wait))
        except (OSError, http.client.HTTPException) as fault:
            raise LanthornError(f"{url} cannot be reached ({fault}). Nothing has been taken in.") from fault
        except ValueError as fault:
            raise BadFileError(f"{url} does not answer in JSON. Nothing has been taken in.") from fault
    raise LanthornError(f"{url} asks to wait again and again. Nothing has been taken in. Try again later.")


def _in_words(status: int, url: str) -> str:
    reasons = {
        401: "does not know the token: it may be over or ended. Ask its administrator for another",
        403: "refuses the token: it was not made for taking records",
        404: "has no record tables: is this the casework's address, and is it of this version?",
    }
    return f"{url} {reasons.get(status, f'answers {status}: try again later')}. Nothing has been taken in."
