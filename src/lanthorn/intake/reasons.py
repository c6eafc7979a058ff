"""Why a row is kept out: the few words that stand in the ledger, and what each means."""

WRONG_NUMBER_OF_FIELDS = "wrong number of fields"
FORMULA = "formula"
LINE_BREAK = "line break"
MISSING = "missing"
IMPOSSIBLE = "impossible"
REPEATS = "repeats an earlier row"
REFERS_TO_NOTHING = "refers to nothing"

REASONS: dict[str, str] = {
    WRONG_NUMBER_OF_FIELDS: "The row has more or fewer fields than the header row: which value is which is not known.",
    FORMULA: "A cell holds what a spreadsheet program would run, or the error that a formula left behind.",
    LINE_BREAK: "A value runs over several lines: a quotation mark may have been left open and swallowed other rows.",
    MISSING: "A field without which there is no record is empty.",
    IMPOSSIBLE: "A field without which there is no record holds what it cannot hold: 31 February, a date to come.",
    REFERS_TO_NOTHING: "What the row is about is not among the records: a person in an offence that is not there.",
    REPEATS: "An earlier row, of this file or of another, has the same key. The entry names that row.",
}
"""Reason to its meaning, in the order in which a row is judged: a row with two faults has the first."""
