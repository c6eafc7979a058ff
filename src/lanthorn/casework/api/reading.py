"""One page of a record table, or all of it; every row noted for the audit as disclosed, to whom and what for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lanthorn.casework.access.sheets import WITHHELD
from lanthorn.casework.api.exports import EXPORTS, Export
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import current_watch, note

LAWFUL_BASIS = "public-task"
"""UK GDPR article 6(1)(e), with DPA 2018 schedule 1, paragraph 18: the profile is made to safeguard children."""
PAGE = 500
"""Records a page: as many subjects as one event of the audit is then about."""

Row = dict[str, Any]


@dataclass(frozen=True)
class RowsPage:
    """Some rows, and after which record the next ones come; None at the end."""

    rows: tuple[Row, ...]
    after: UUID | None


def read_page(export: Export, user: Any, purpose: str, *, after: UUID | None = None, size: int = PAGE) -> RowsPage:
    """The rows of the next records in the order of their identifiers, as this user may read them."""
    asked = export.rows().order_by("pk")
    found = list((asked.filter(pk__gt=after) if after else asked)[: size + 1])
    rows: list[Row] = []
    read: set[str] = set()
    subjects: dict[Any, None] = {}
    for record in found[:size]:
        for one in export.each(record):
            shown = export.sheet.show(one, user)
            rows.append({field.name: WITHHELD if field.withheld else field.value for field in shown})
            read |= {f"{export.sheet.kind}.{field.name}" for field in shown if not field.withheld}
            subjects |= dict.fromkeys((*record.audit_subjects(), *one.audit_subjects()))
    current_watch().because(purpose, lawful_basis=LAWFUL_BASIS, recipients=[user.agency_code])
    note(Operation.DISCLOSURE, subjects, read)
    return RowsPage(tuple(rows), found[size - 1].pk if len(found) > size else None)


def read_all(export: Export, user: Any, purpose: str) -> Iterator[Row]:
    """Every row, page by page. The caller's watch must last until the end."""
    after = None
    while True:
        page = read_page(export, user, purpose, after=after)
        yield from page.rows
        if page.after is None:
            return
        after = page.after


def rows_for_figures() -> dict[str, list[Row]]:
    """Every row of every table, for figures of which nobody sees a row: only protected numbers are shown of them."""
    return {
        export.table.name: [
            {field.name: field.read(one) for field in export.sheet.fields}
            for record in export.rows().order_by("pk")
            for one in export.each(record)
        ]
        for export in EXPORTS
    }
