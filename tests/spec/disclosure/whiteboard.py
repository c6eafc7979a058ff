"""Published tables as an analyst would write them on a whiteboard, read as a publication.

The first column and the first row are the values; "all" is the total, "x" a hidden cell.
"""

from lanthorn.disclosure import Publication, attack
from lanthorn.disclosure.publication import TOTAL, Symbol, Table


def grid(text: str, *dimensions: str, name: str = "grid", population: str = "children", column: str = "count") -> Table:
    """A two-way table (or, with one dimension, a one-way one)."""
    lines = [line.split() for line in text.strip().splitlines()]

    def value(word: str) -> int | Symbol:
        return Symbol.CONFIDENTIAL if word == "x" else int(word)

    def key(word: str) -> str:
        return TOTAL if word == "all" else word

    if len(dimensions) == 1:
        return Table(name, population, dimensions, {(key(w),): value(v) for w, v in lines}, column=column)
    heads, *rows = lines
    cells = {(key(row[0]), key(head)): value(word) for row in rows for head, word in zip(heads, row[1:], strict=True)}
    return Table(name, population, dimensions, cells, column=column)


def intervals(publication: Publication) -> dict[str, tuple[int, int | None]]:
    """What can be known of each hidden count: "place a, sex f" to least and greatest; every one must be certain."""
    report = attack(publication)
    assert not report.inconsistent
    assert all(finding.exact for finding in report.findings)
    return {finding.count.words.split(": ", 1)[1]: (finding.low, finding.high) for finding in report.findings}


def verdicts(publication: Publication) -> dict[str, str]:
    """The verdict on each hidden count, with how nearly it is known."""
    return {
        finding.count.words.split(": ", 1)[1]: f"{finding.verdict} {finding.why}".strip()
        for finding in attack(publication).findings
    }
