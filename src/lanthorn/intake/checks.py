"""The checks of an extract's rows, as one SQL query made from the fields of its table.

The query reads `raw` (file_number, source_row, the text of each mapped field), `given` (file_number and what the
folders say) and `translation` (field, recorded, code). It yields every row with its fields in their own types, the
`fault` that keeps it out of the records and the `notes` on values that were left out or are in no code list.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lanthorn.intake.extract import Extract
from lanthorn.intake.reasons import FORMULA, IMPOSSIBLE, LINE_BREAK, MISSING
from lanthorn.intake.values import TRANSLATED, expected, name, text, trimmed, value
from lanthorn.records import Field, Kind

UNKNOWN_CODE = "unknown code"

NOT_BEFORE: dict[str, tuple[tuple[str, str], ...]] = {
    "offence": (("committed_from", "committed_to"),),
    "missing_report": (("reported_at", "returned_at"),),
    "care_episode": (("began_on", "ended_on"),),
    "care_absence": (("began_on", "ended_on"),),
    "case_episode": (("opened_on", "closed_on"),),
    "referral": (("sent_at", "acknowledged_at"),),
    "agency_return": (("asked_at", "answered_at"),),
    "action": (("set_on", "closed_on"),),
    "missing_episode": (("last_seen_at", "returned_at"),),
    "context_link": (("since", "ended_on"),),
    "disruption": (("begins_on", "outcome_on"),),
}
"""By table: pairs of fields of which the second cannot lie before the first. Where it does, it is left out."""

_HARMLESS = r"[+-]([ ]*[0-9][0-9., ]*)?"
"""A number or telephone number with its sign, or a lone sign."""
_FAULT = "STRUCT(field VARCHAR, found VARCHAR, expected VARCHAR, reason VARCHAR)"
_NOTE = "STRUCT(field VARCHAR, kind VARCHAR, found VARCHAR, expected VARCHAR)"


def cells(extract: Extract) -> str:
    """Query: the raw rows with every field of the table as trimmed text, NULL where there is nothing."""
    columns = []
    for field in extract.table.fields:
        if field.name in extract.columns:
            columns.append(f"{trimmed(name(field.name), extract.blank)} AS {name(field.name)}")
        elif field.name in extract.from_folders:
            columns.append(f"given.{name(field.name)}")
        else:
            columns.append(f"NULL::VARCHAR AS {name(field.name)}")
    return f"SELECT file_number, source_row, {', '.join(columns)} FROM raw JOIN given USING (file_number)"


def checked(extract: Extract, today: date) -> str:
    """Query: every row with its values, its `fault` and its `notes`; the last two are NULL for a row without any."""
    table = extract.table
    lookups = [field for field in table.fields if field.kind in TRANSLATED]
    joins = [
        f"LEFT JOIN (SELECT recorded, code FROM translation WHERE field = {text(field.name)}) AS {_lookup(field)} "
        f"ON {_lookup(field)}.recorded = lower(cell.{name(field.name)})"
        for field in lookups
    ]
    columns = [
        f"{value(extract, field, f'cell.{name(field.name)}', f'{_lookup(field)}.code', today)} AS {name(field.name)}"
        for field in table.fields
    ]
    columns += [f"cell.{name(field.name)} AS {_found(field)}" for field in table.fields]
    columns += [f"{_lookup(field)}.code IS NOT NULL AS {_listed(field)}" for field in lookups]
    late = [(table.by_name[second], table.by_name[first]) for first, second in NOT_BEFORE.get(table.name, ())]
    kept = {
        field.name: f"CASE WHEN {name(field.name)} < {name(first.name)} THEN NULL ELSE {name(field.name)} END"
        for field, first in late
    }
    problems = [*_problems(extract, today), *(_too_early(field, first) for field, first in late)]
    return f"""
        WITH cell AS ({cells(extract)}),
        read AS (SELECT file_number, source_row, {", ".join(columns)} FROM cell {" ".join(joins)})
        SELECT file_number, source_row,
            {", ".join(f"{kept.get(field.name, name(field.name))} AS {name(field.name)}" for field in table.fields)},
            {_first_fault(extract, today)} AS fault,
            {_all_notes(problems)} AS notes
        FROM read
    """


@dataclass(frozen=True)
class _Problem:
    """A value that is noted: the condition under which it is, and what was expected instead."""

    field: Field
    kind: str
    condition: str
    expected: str


def _problems(extract: Extract, today: date) -> Iterator[_Problem]:
    for field in extract.table.fields:
        if field.name in extract.from_folders:
            # One word for the whole file, which the intake report shows; a note on every row would say no more.
            continue
        words = expected(extract, field, today)
        if field.kind in (Kind.CODE, Kind.AUTHORITY):
            yield _Problem(field, UNKNOWN_CODE, f"{_found(field)} IS NOT NULL AND NOT {_listed(field)}", words)
        elif field.kind is not Kind.TEXT and not field.required:
            yield _Problem(field, IMPOSSIBLE, _cannot_be(field), words)


def _too_early(field: Field, first: Field) -> _Problem:
    condition = f"{name(field.name)} < {name(first.name)}"
    return _Problem(field, IMPOSSIBLE, condition, f"a date not before that in {first.name}")


def _first_fault(extract: Extract, today: date) -> str:
    """The first fault of a row, in the order in which a reader would look for them; NULL where there is none."""
    cases = []
    for field in extract.table.fields:
        if field.name in extract.columns:
            cases.append((_is_formula(_found(field)), field, "a value, not a formula", FORMULA))
            broken = f"regexp_matches({_found(field)}, '[\\r\\n]')"
            cases.append((broken, field, "a value on one line: a quotation mark may be open", LINE_BREAK))
    for field in extract.table.fields:
        if field.required:
            words = expected(extract, field, today)
            cases.append((f"{_found(field)} IS NULL", field, words, MISSING))
            cases.append((f"{name(field.name)} IS NULL", field, words, IMPOSSIBLE))
    branches = " ".join(
        f"WHEN {condition} THEN {{'field': {text(field.name)}, 'found': coalesce({_found(field)}, ''), "
        f"'expected': {text(words)}, 'reason': {text(reason)}}}"
        for condition, field, words, reason in cases
    )
    return f"(CASE {branches} END)::{_FAULT}"


def _all_notes(problems: list[_Problem]) -> str:
    """All notes on a row as a list; NULL where there is none, which is nearly always and so is asked first."""
    if not problems:
        return f"NULL::{_NOTE}[]"
    entries = ", ".join(
        f"CASE WHEN {problem.condition} THEN {{'field': {text(problem.field.name)}, 'kind': {text(problem.kind)}, "
        f"'found': {_found(problem.field)}, 'expected': {text(problem.expected)}}} END"
        for problem in problems
    )
    any_at_all = " OR ".join(f"({problem.condition})" for problem in problems)
    return f"(CASE WHEN {any_at_all} THEN list_filter([{entries}], lambda note: note IS NOT NULL) END)::{_NOTE}[]"


def _cannot_be(field: Field) -> str:
    return f"{_found(field)} IS NOT NULL AND {name(field.name)} IS NULL"


def _is_formula(cell: str) -> str:
    # What a spreadsheet would run when the value is opened in it (OWASP, "CSV injection").
    signed = f"left({cell}, 1) IN ('+', '-') AND NOT regexp_full_match({cell}, {text(_HARMLESS)})"
    return f"(left({cell}, 1) IN ('=', '@') OR ({signed}))"


def _found(field: Field) -> str:
    return name(f"{field.name}: text")


def _listed(field: Field) -> str:
    return name(f"{field.name}: listed")


def _lookup(field: Field) -> str:
    return name(f"{field.name}: lookup")
