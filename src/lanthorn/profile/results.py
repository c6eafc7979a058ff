"""The results as the store keeps them: protected cells, findings with their facts, and the account of each measure.

Nothing is written here that the briefing could not print.
"""

from collections.abc import Collection, Iterable, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from lanthorn.evidence import VersionWriter
from lanthorn.measures import PublishedAnswer
from lanthorn.profile.content import Fact, Page, Sentence
from lanthorn.profile.protecting import Protected, over_both_periods
from lanthorn.profile.ways import account
from lanthorn.vocabulary import Period

_TEXT, _WHOLE, _REAL = pa.string(), pa.int64(), pa.float64()

CELL = pa.schema(
    {
        "measure": _TEXT, "breakdown": _TEXT, "cell": _TEXT, "shown": _TEXT, "count": _WHOLE, "denominator": _WHOLE,
        "share": _REAL, "share_low": _REAL, "share_high": _REAL, "rate": _REAL, "rate_low": _REAL, "rate_high": _REAL,
    }
)  # fmt: skip
"""One protected cell: breakdown and cell are values joined by ";"; whatever is hidden is missing."""

FINDING = pa.schema({"finding": _TEXT, "page": _TEXT, "place": _TEXT, "text": _TEXT})
FACT = pa.schema({"finding": _TEXT, "measure": _TEXT, "cell": _TEXT, "kind": _TEXT, "shown": _TEXT})
ACCOUNT = pa.schema({"measure": _TEXT, "section": _TEXT, "label": _TEXT, "value": _TEXT})

HEADLINE, PARAGRAPH = "headline", "paragraph"


def write(
    writer: VersionWriter, protected: Protected, pages: Sequence[Page], period: Period, corrected: Collection[str] = ()
) -> None:
    """Write the four tables of a results version. The same content gives the same bytes.

    `corrected` are the measures of which an audit of the links has corrected shares.
    """
    _write(writer, "cell", CELL, (row for answer in protected.answers for row in _cells(answer)))
    _write(writer, "finding", FINDING, (row for page in pages for row, _ in _findings(page)))
    _write(writer, "fact", FACT, (_fact(row, fact) for page in pages for row, said in _findings(page)
                                  for fact in said.facts))  # fmt: skip
    _write(writer, "account", ACCOUNT, (row for answer in protected.answers
                                        for row in _account(answer, protected, period, corrected)))  # fmt: skip


def _write(writer: VersionWriter, name: str, schema: pa.Schema, rows: Iterable[dict[str, object]]) -> None:
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), writer.path(name), compression="zstd")


def _cells(answer: PublishedAnswer) -> Iterable[dict[str, object]]:
    for table in answer.tables:
        for key, cell in table.cells.items():
            if over_both_periods(answer, table.dimensions, key):
                continue
            row: dict[str, object] = {
                "measure": answer.measure.id,
                "breakdown": ";".join(table.dimensions),
                "cell": ";".join(key),
                "shown": cell.shown,
                "count": cell.count,
                "denominator": cell.denominator,
            }
            for name, estimate in (("share", cell.share), ("rate", cell.rate)):
                if estimate is not None:
                    row |= {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}
            yield row


def _findings(page: Page) -> Iterable[tuple[dict[str, object], Sentence]]:
    said = [(HEADLINE, page.headline), *((PARAGRAPH, sentence) for sentence in page.paragraphs)]
    for number, (place, sentence) in enumerate(said, start=1):
        yield {"finding": f"{page.id}/{number}", "page": page.id, "place": place, "text": sentence.text}, sentence


def _fact(row: dict[str, object], fact: Fact) -> dict[str, object]:
    named = {"measure": fact.measure, "cell": fact.cell, "kind": fact.kind, "shown": fact.shown}
    return {"finding": row["finding"], **named}


def _account(
    answer: PublishedAnswer, protected: Protected, period: Period, corrected: Collection[str]
) -> Iterable[dict[str, object]]:
    for section in account(answer, protected.rule, period, corrected=answer.measure.id in corrected):
        for label, value in section.rows:
            yield {"measure": answer.measure.id, "section": section.title, "label": label, "value": value}
