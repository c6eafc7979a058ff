"""How the sample's tables, and the ways of its figures, are put together."""

from lanthorn.profile.content import DataTable, Way

HIDDEN = "[c]: a small count, or one from which a small count could be worked out, is not shown."


def way(measure: str, counted: str, denominator: str, recorded: str, *notes: str) -> Way:
    return Way(measure, "1.2", counted, denominator, recorded, "Police extract of flagged crimes, 3 June 2015", notes)


def a_table(caption: str, first: str, rows: list[tuple[str, ...]], *, columns: tuple[str, ...] = ()) -> DataTable:
    columns = columns or ("Number", "Share", "95% interval")[: len(rows[0]) - 1]
    hidden = any("[c]" in cell for row in rows for cell in row)
    values = tuple((None, *(number(cell) for cell in row[1:])) for row in rows)
    return DataTable(
        caption, (first, *columns), tuple(rows), (False, *(column != "Meaning" for column in columns)),
        strong=tuple(i for i, row in enumerate(rows) if row[0] == "Total"), values=values,
        notes=(HIDDEN,) if hidden else (),
    )  # fmt: skip


def number(text: str) -> float | None:
    """The number that a cell shows, if it shows one."""
    digits = text.replace(",", "").removesuffix("%")
    return float(digits) if digits.replace(".", "", 1).isdigit() else None
