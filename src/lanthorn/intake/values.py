"""How the text of a field becomes its value, as SQL: one expression per kind of field.

The expression is NULL where the text is not what the field holds. `expected` says in words what it should have been.
"""

from datetime import date

from lanthorn.intake.extract import ISO_DATES, ISO_MOMENTS, Extract
from lanthorn.records import Field, Kind

SQL_TYPES = {Kind.DATE: "DATE", Kind.MOMENT: "TIMESTAMP", Kind.YES_NO: "BOOLEAN", Kind.NUMBER: "BIGINT"}
"""How a kind is stored; any other as VARCHAR."""

TRANSLATED = (Kind.CODE, Kind.AUTHORITY, Kind.YES_NO)
"""Kinds whose text is looked up in a table of what agencies write."""

_BLANKS = " \t\r\n\u00a0\u200b\ufeff"
_WHOLE_NUMBER = r"[+-]?[0-9]{1,18}"
# The forms of a UK postcode, blanks taken out: Cabinet Office, Government Data Standards Catalogue, "Postcode".
_POSTCODE = r"GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}"


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """A name as an SQL identifier."""
    return '"' + value.replace('"', '""') + '"'


def sql_type(kind: Kind) -> str:
    """The type in which a kind of field is stored."""
    return SQL_TYPES.get(kind, "VARCHAR")


def trimmed(cell: str, blank: tuple[str, ...]) -> str:
    """The cell without outer blanks, in Unicode NFC; NULL where the agency writes that there is nothing."""
    clean = f"trim(nfc_normalize({cell}), {text(_BLANKS)})"
    nothing = ", ".join(sorted(text(value.strip().lower()) for value in {*blank, ""}))
    return f"CASE WHEN lower({clean}) IN ({nothing}) THEN NULL ELSE {clean} END"


def value(extract: Extract, field: Field, cell: str, code: str, today: date) -> str:
    """The value of a trimmed cell; `code` is what its text translates to, NULL where it is in no list."""
    if field.kind in (Kind.CODE, Kind.AUTHORITY):
        return f"coalesce({code}, {cell})"
    if field.kind is Kind.YES_NO:
        return f"({code} = 'yes')"
    if field.kind is Kind.NUMBER:
        return f"CASE WHEN regexp_full_match({cell}, {text(_WHOLE_NUMBER)}) THEN {cell}::BIGINT END"
    if field.kind is Kind.POSTCODE:
        packed = f"regexp_replace(upper({cell}), '[^A-Z0-9]', '', 'g')"
        spaced = f"left({packed}, -3) || ' ' || right({packed}, 3)"
        return f"CASE WHEN regexp_full_match({packed}, {text(_POSTCODE)}) THEN {spaced} END"
    if field.kind in (Kind.DATE, Kind.MOMENT):
        formats = ", ".join(text(entry) for entry in _formats(extract, field))
        read = f"try_strptime({cell}, [{formats}])::{sql_type(field.kind)}"
        latest = "" if field.may_lie_ahead else f" AND {read}::DATE <= DATE '{today}'"
        return f"CASE WHEN {read} >= DATE '{field.earliest}'{latest} THEN {read} END"
    return cell


def expected(extract: Extract, field: Field, today: date) -> str:
    """What a field's text should have been, in words for the ledger."""
    if field.kind in (Kind.DATE, Kind.MOMENT):
        latest = "" if field.may_lie_ahead else f" and not after {today}"
        ways = " or ".join(_formats(extract, field))
        return f"a date written as {ways}, not before {field.earliest}{latest}"
    return {
        Kind.TEXT: field.meaning,
        Kind.CODE: f"a code of the list {field.codes}",
        Kind.AUTHORITY: "the name or GSS code of a local authority",
        Kind.POSTCODE: "a full UK postcode",
        Kind.YES_NO: "yes or no",
        Kind.NUMBER: "a whole number",
    }[field.kind]


def _formats(extract: Extract, field: Field) -> tuple[str, ...]:
    own, always = (extract.dates, ISO_DATES) if field.kind is Kind.DATE else (extract.moments, ISO_MOMENTS)
    return tuple(dict.fromkeys((*own, *always)))
