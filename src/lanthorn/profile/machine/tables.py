"""The protected tables as one tidy long table: given a briefing, gives a row a cell, as Arrow or as Parquet bytes."""

import io
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq

from lanthorn.profile.clean import cleaned
from lanthorn.profile.content import Briefing, DataTable, Page

TIDY = pa.schema(
    [
        pa.field("area", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        pa.field("section", pa.string(), nullable=False),
        pa.field("page", pa.string(), nullable=False),
        pa.field("question", pa.string(), nullable=False),
        pa.field("table", pa.int32(), nullable=False),
        pa.field("caption", pa.string(), nullable=False),
        pa.field("row_number", pa.int32(), nullable=False),
        pa.field("row", pa.string(), nullable=False),
        pa.field("column_number", pa.int32(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("total", pa.bool_(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("value", pa.float64()),
    ]
)
"""One row a cell. `table` is the figure's number in print, `text` the cell as printed, `value` the same as a number
in the unit printed and null where the cell holds words or a symbol."""


def tidy(briefing: Briefing) -> pa.Table:
    """Every cell of every table but the first column's, which names the row, in printed order."""
    briefing = cleaned(briefing)
    tables = ((page, figure.table) for page in briefing.pages for figure in page.figures)
    cells = [
        {"area": briefing.area, "period": briefing.period, **cell}
        for number, (page, table) in enumerate(tables, start=1)
        for cell in _cells(page, number, table)
    ]
    return pa.Table.from_pylist(cells, schema=TIDY)


def render_parquet(briefing: Briefing) -> bytes:
    """The tidy table as a Parquet file; the same briefing gives the same bytes under the same version of Arrow."""
    out, briefing = io.BytesIO(), cleaned(briefing)
    heading = {"title": briefing.title, "marking": briefing.marking, "synthetic": str(briefing.synthetic).lower()}
    pq.write_table(tidy(briefing).replace_schema_metadata(heading), out, compression="zstd")
    return out.getvalue()


def _cells(page: Page, number: int, table: DataTable) -> Iterator[dict[str, object]]:
    for row_place, texts in enumerate(table.rows):
        for column_place in range(1, len(table.columns)):
            yield {
                "section": page.section,
                "page": page.id,
                "question": page.question,
                "table": number,
                "caption": table.caption,
                "row_number": row_place + 1,
                "row": texts[0],
                "column_number": column_place,
                "column": table.columns[column_place],
                "total": row_place in table.strong,
                "text": texts[column_place],
                "value": table.values[row_place][column_place] if table.values else None,
            }
