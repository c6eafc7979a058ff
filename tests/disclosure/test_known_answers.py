"""What the literature says of suppressed cells, on its own small tables."""

import pytest

from lanthorn.disclosure import AttackReport, Options, Publication, Rule, Verdict, attack, protect_publication
from lanthorn.disclosure.publication import TOTAL, Symbol, Table, count_of

HIDDEN = Symbol.CONFIDENTIAL

SALES = {
    ("I", "A"): 20, ("I", "B"): 50, ("I", "C"): 10, ("I", TOTAL): 80,
    ("II", "A"): 8, ("II", "B"): 19, ("II", "C"): 22, ("II", TOTAL): 49,
    ("III", "A"): 17, ("III", "B"): 32, ("III", "C"): 12, ("III", TOTAL): 61,
    (TOTAL, "A"): 45, (TOTAL, "B"): 101, (TOTAL, "C"): 44, (TOTAL, TOTAL): 190,
}  # fmt: skip
"""Investment of enterprises by activity and region: the table of Fischetti and Salazar (2001), figure 1."""


def hiding(*keys: tuple[str, str]) -> AttackReport:
    cells = {key: HIDDEN if key in keys else value for key, value in SALES.items()}
    return attack(Publication("t", (Table("t", "investment", ("activity", "region"), cells),)))


def interval(report: AttackReport, activity: str, region: str) -> tuple[int, int | None]:
    wanted = count_of("investment", activity=activity, region=region)
    (found,) = (finding for finding in report.findings if finding.count == wanted)
    return found.low, found.high


def test_a_cell_alone_in_its_row_is_known_exactly():
    report = hiding(("II", "C"))
    assert interval(report, "II", "C") == (22, 22)
    assert report.findings[0].why == "exactly"


def test_a_cell_alone_in_its_column_is_known_exactly_though_two_stand_in_its_row():
    report = hiding(("II", "C"), ("II", "A"))
    assert interval(report, "II", "C") == (22, 22)
    assert interval(report, "II", "A") == (8, 8)


def test_the_cells_of_a_cycle_can_each_move_as_far_as_its_least_cell_allows():
    """The published example: hide II-C, II-A, III-A and III-C, and II-C is known to be from 5 to 30 hidden units."""
    report = hiding(("II", "C"), ("II", "A"), ("III", "A"), ("III", "C"))
    # Round a cycle what one cell gains its neighbours lose: up by the least of those, down by the least of the others.
    assert interval(report, "II", "C") == (22 - min(22, 17), 22 + min(8, 12))
    assert interval(report, "II", "A") == (8 - min(8, 12), 8 + min(22, 17))
    assert interval(report, "III", "A") == (17 - min(22, 17), 17 + min(8, 12))
    assert interval(report, "III", "C") == (12 - min(8, 12), 12 + min(22, 17))
    assert report.of(Verdict.PROTECTED) == report.findings


def test_two_cycles_that_share_a_cell_let_it_move_further():
    once = hiding(("II", "C"), ("II", "A"), ("III", "A"), ("III", "C"))
    twice = hiding(("II", "C"), ("II", "A"), ("III", "A"), ("III", "C"), ("I", "A"), ("I", "C"))
    assert interval(once, "II", "C") == (5, 30)
    # II-A may now take all of II-C, for I-A can give what III-A has not; upwards II-A itself has no more to give.
    assert interval(twice, "II", "C") == (0, 30)


@pytest.mark.parametrize("unsafe", [2, 3])
def test_one_unsafe_cell_is_protected_round_the_cheapest_rectangle(unsafe: int):
    """Of the rectangles through the unsafe corner the cheapest is hidden: the loss is known by hand."""
    joint = {("a", "x"): unsafe, ("a", "y"): 5, ("a", "z"): 40, ("b", "x"): 6, ("b", "y"): 10 - unsafe + 1,
             ("b", "z"): 50, ("c", "x"): 60, ("c", "y"): 70, ("c", "z"): 80}  # fmt: skip
    cells: dict[tuple[str, ...], int | Symbol] = {}
    for (row, column), number in joint.items():
        for key in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            cells[key] = int(cells.get(key, 0)) + number
    publication = Publication("t", (Table("t", "children", ("row", "column"), cells),), rule=Rule(threshold=5))
    report = protect_publication(publication, Options(singletons=False)).report
    assert report.exact
    corner = sum(joint[key] + 1 for key in (("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")))
    assert report.cost == report.bound == corner
