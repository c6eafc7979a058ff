"""The one error of this room: a publication whose description or tables cannot be taken as they stand."""


class PublicationError(ValueError):
    """Says where in a publication something is wrong: the table, the row, the column, what was found, what expected.

    `table`, `row` and `column` are empty where the fault is not in one. Values of shown cells may be named; a count
    that is to be hidden never is.
    """

    def __init__(self, problem: str, *, table: str = "", row: str = "", column: str = "") -> None:
        self.problem, self.table, self.row, self.column = problem, table, row, column
        place = [f"{kind} {name}" for kind, name in (("table", table), ("row", row), ("column", column)) if name]
        super().__init__(f"{', '.join(place)}: {problem}" if place else problem)
