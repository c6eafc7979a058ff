"""A simulated reviewer, for evaluation and demonstration only: answers from the truth, with a stated rate of errors.

Given the workbook of an audit and the truth beside a synthetic London; gives back the workbook as a careful person
would hand it in. It marks the workbook as filled in by a simulated reviewer, and that mark stays with every figure.
"""

from pathlib import Path

import duckdb
import numpy as np
from openpyxl import load_workbook

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage.audit import CANNOT_TELL, NO, YES
from lanthorn.linkage.audit.book import CRIME, DAY, PERSON_NUMBER, REVIEWER_KIND, SIMULATED
from lanthorn.linkage.questions import Question, answerable, make_facts, open_records
from lanthorn.linkage.spreadsheet import ABOUT, ROWS
from lanthorn.records import record_id

ERROR_RATE = 0.01
"""Of answers given, those that are wrong: what clerical reviewers of linked records are commonly found to get wrong."""
CANNOT_TELL_RATE = 0.01
"""Of children looked up, those of whom the reviewer cannot tell."""


def fill_in(
    workbook: Path,
    store: Store,
    truth: Path,
    *,
    seed: int = 1,
    error_rate: float = ERROR_RATE,
    cannot_tell_rate: float = CANNOT_TELL_RATE,
) -> int:
    """Fill the workbook in from the truth and save it in its place; returns the number of answers.

    Another seed is another reviewer. Raises LanthornError where the folder holds no truth of these records.
    """
    book = load_workbook(workbook)
    page, about = book[ROWS], book[ABOUT]
    heading = {str(cell.value): cell.column for cell in page[1]}
    lines = range(2, page.max_row + 1)
    asked = [
        (
            record_id("involvement", *(str(page.cell(line, heading[name]).value) for name in (CRIME, PERSON_NUMBER))),
            str(page.cell(line, heading[DAY]).value),
        )
        for line in lines
    ]
    rng, answers = np.random.default_rng(seed), 0
    for question, true in _true_answers(store, truth, asked).items():
        wrong, silent = rng.random(len(asked)) < error_rate, rng.random(len(asked)) < cannot_tell_rate
        for line, is_true, is_wrong, is_silent in zip(lines, true, wrong, silent, strict=True):
            answer = CANNOT_TELL if is_silent else YES if is_true != is_wrong else NO
            page.cell(line, heading[question.asked]).value = answer
            answers += 1
    for row in about.iter_rows():
        if row[0].value == REVIEWER_KIND:
            row[1].value = f"{SIMULATED}: from the truth of a synthetic London, {error_rate:.1%} of answers wrong"
    book.save(workbook)
    return answers


def _true_answers(store: Store, truth: Path, asked: list[tuple[str, str]]) -> dict[Question, list[bool]]:
    """For each question that the records can answer, the true answer of each record and day asked about."""
    file, tables = truth / "record_child.parquet", store.need(Layer.RECORDS).tables()
    if not file.is_file():
        raise LanthornError(f"{truth} holds no record_child.parquet: it is not the truth of a synthetic London.")
    with duckdb_connection() as connection:
        open_records(connection, tables)
        connection.read_parquet(str(file)).create_view("truth")
        connection.execute("create view member as select record_id, person_id as unit from truth")
        connection.execute(
            "create table asked as select unnest($records) as record_id, unnest($days)::date as reported_on, "
            "unnest($places) as place",
            {
                "records": [record for record, _ in asked],
                "days": [day for _, day in asked],
                "places": list(range(len(asked))),
            },
        )
        return {question: _answers(connection, question) for question in answerable(tables)}


def _answers(connection: duckdb.DuckDBPyConnection, question: Question) -> list[bool]:
    make_facts(connection, question)
    found = connection.execute(f"""
        select exists (select 1 from fact where fact.unit = victim.unit and {question.holds})
        from (select * from asked left join member using (record_id)) as victim order by place
    """).fetchall()  # noqa: S608 - own queries only
    return [bool(row[0]) for row in found]
