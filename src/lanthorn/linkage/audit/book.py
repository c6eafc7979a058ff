"""The workbook that a reviewer fills in, blind: references and days, no answer of the model and no order that tells.

Given an audit; writes the workbook, and reads it back, checked against the sample that was drawn.
"""

from pathlib import Path

from lanthorn.errors import BadFileError
from lanthorn.evidence import Store
from lanthorn.linkage.audit.agreement import ANSWERS
from lanthorn.linkage.audit.register import Audit, audit_of, record_answers
from lanthorn.linkage.questions import question_of
from lanthorn.linkage.spreadsheet import Sheet, choice, read_sheet, write_sheet

AUDIT, REVIEWER_KIND, PERSON, SIMULATED = "Audit", "Filled in by", "a person", "SIMULATED REVIEWER"
NUMBER, CRIME, PERSON_NUMBER, DAY = "Number", "Crime reference", "Person number", "Day of the first report"

_HOW = (
    "Each row is one child who is recorded as a victim. Open the crime report by its reference, read there who the "
    "child is, and look the child up in the system that each question is about: by name, other names, date of birth "
    "and addresses, the way you would look for any child. Please do not ask what the computer found."
)
_ANSWER = (
    f"In the coloured columns write {', '.join(ANSWERS[:-1])} or {ANSWERS[-1]}. Leave a cell empty that you have not "
    "got to yet; the workbook can be handed in again. Please change nothing else, and write no names anywhere."
)
_WHY = (
    "The children were drawn at random. From your answers it is worked out how many links the computer misses, and "
    "the published figure is corrected for that. It is no judgement of a child, nor of whoever wrote the record."
)


def write_workbook(audit: Audit, path: Path) -> None:
    """Write the workbook of a sample. Raises BadFileError where the name does not end in .xlsx."""
    if path.suffix.lower() != ".xlsx":
        raise BadFileError(f"{path.name}: expected a name that ends in .xlsx.")
    asked = [question_of(question).asked for question in audit.questions]
    about = [
        (AUDIT, audit.id),
        ("Children", f"{len(audit.sample.items)} children, offences flagged and reported in {audit.period}"),
        ("What to do", _HOW),
        ("How to answer", _ANSWER),
        ("What it is for", _WHY),
        (REVIEWER_KIND, PERSON),
    ]
    rows = [
        (str(item.number), *_references(item.record_id), item.reported_on, *[""] * len(asked))
        for item in audit.sample.items
    ]
    sheet = Sheet(about, (NUMBER, CRIME, PERSON_NUMBER, DAY, *asked), rows, dict.fromkeys(asked, ANSWERS), asked)
    write_sheet(path, sheet)


def record_workbook(store: Store, path: Path, reviewer: str) -> tuple[Audit, int, int]:
    """Read a workbook back and record its answers; gives the audit, how many were recorded and how many are open.

    Raises BadFileError, and records nothing, where the workbook is not that of an audit of this store, a row is not
    the one that was drawn, or an answer is none of those offered; LanthornError where no reviewer is named.
    """
    name = " ".join(reviewer.split())
    if not name:
        raise BadFileError("A reviewer must be named: their answers are kept apart from those of others.")
    filled = read_sheet(path, (NUMBER, CRIME, PERSON_NUMBER, DAY))
    if AUDIT not in filled.about:
        raise BadFileError(f"{path} does not say which audit it is of: expected a workbook of `audit-links sample`.")
    audit = audit_of(store, filled.about[AUDIT])
    asked = {question_of(question).asked: question for question in audit.questions}
    items = {str(item.number): item for item in audit.sample.items}
    answers: list[tuple[int, str, str]] = []
    seen: set[str] = set()
    for row, cells in filled.rows:
        item = items.get(cells[NUMBER])
        if item is None or (cells[CRIME], cells[PERSON_NUMBER]) != _references(item.record_id):
            raise BadFileError(
                f"{path}, row {row}: its number and references are not those that were drawn for {audit.id}. "
                "Nothing of the file has been recorded."
            )
        if cells[NUMBER] in seen:
            raise BadFileError(f"{path}, row {row}: number {item.number} stands there twice. Nothing was recorded.")
        seen.add(cells[NUMBER])
        for heading, question in asked.items():
            if heading not in cells:
                raise BadFileError(f"{path} lacks the column {heading!r}: expected the workbook as it was written.")
            answer = choice(path, row, heading, cells[heading], ANSWERS)
            if answer:
                answers.append((item.number, question, answer))
    simulated = filled.about.get(REVIEWER_KIND, "").startswith(SIMULATED)
    recorded = record_answers(store, audit, name, answers, simulated=simulated)
    return audit_of(store, audit.id), recorded, len(items) * len(asked) - len(answers)


def _references(record_id: str) -> tuple[str, str]:
    """Crime reference and person number of a victim's record."""
    crime, _, person = record_id.partition(":")[2].rpartition("|")
    return crime, person
