"""What protection knows besides the sums in each table: facts that always hold, joint sums, and which cells matter."""

import subprocess
import sys
from fractions import Fraction

import pytest

from lanthorn.disclosure import Options, Publication, PublicationError, attack, protect_publication
from lanthorn.disclosure.publication import Hierarchy, Share, Symbol, Table, count_of
from tests.spec.disclosure.whiteboard import grid

PLACES = """
        p    q    r  all
    a   3   20   20   43
    b  20    9   20   49
    c  20   20    8   48
    all 43  49   48  140
"""


def hidden(publication: Publication, name: str, options: Options | None = None) -> set[tuple[str, ...]]:
    protected = protect_publication(publication, options or Options(singletons=False))
    return {key for key, value in protected.publication.table(name).cells.items() if value is Symbol.CONFIDENTIAL}


def same(*, low: int = 1) -> Share:
    diagonal = tuple(count_of("p", home=home, offence=place) for home, place in zip("abc", "pqr", strict=True))
    return Share("the diagonal is those at home", diagonal, (count_of("p", at_home="yes"),), Fraction(low), Fraction(1))


def test_a_fact_that_always_holds_is_known_while_cells_are_chosen():
    at_home = Table("home", "p", ("at_home",), {("yes",): 20, ("no",): 120, ("total",): 140})
    table = grid(PLACES, "home", "offence")
    tables = (Table("grid", "p", table.dimensions, table.cells), at_home)
    protected = protect_publication(Publication("t", tables, facts=(same(),)))
    assert attack(protected.publication).passes
    assert protected.publication.facts == (same(),)


def test_a_fact_that_is_not_true_is_refused():
    at_home = Table("home", "p", ("at_home",), {("yes",): 21, ("no",): 119, ("total",): 140})
    table = grid(PLACES, "home", "offence")
    tables = (Table("grid", "p", table.dimensions, table.cells), at_home)
    with pytest.raises(PublicationError, match="not true of the counts"):
        protect_publication(Publication("t", tables, facts=(same(),)))


def test_areas_by_areas_are_known_to_be_sums_of_authorities_by_authorities():
    inside = {"a1": "a", "a2": "a", "b1": "b", "b2": "b"}
    fine = {(home, place): 20 for home in inside for place in inside} | {("a1", "b1"): 0, ("a1", "b2"): 3}
    fine |= {("a2", "b1"): 0, ("a2", "b2"): 0}
    cells, areas = {}, {}
    for (home, place), number in fine.items():
        for key in ((home, place), (home, "total"), ("total", place), ("total", "total")):
            cells[key] = cells.get(key, 0) + number
        key = (inside[home], inside[place])
        areas[key] = areas.get(key, 0) + number
    hierarchies = (Hierarchy("home", "home_area", inside), Hierarchy("offence", "offence_area", inside))
    tables = (Table("fine", "p", ("home", "offence"), cells), Table("areas", "p", ("home_area", "offence_area"), areas))
    protected = protect_publication(Publication("t", tables, hierarchies=hierarchies))
    assert attack(protected.publication).passes


def test_of_two_cells_the_one_of_less_weight_is_hidden_though_it_is_larger():
    publication = Publication("t", (grid("a 3\nb 8\nc 9\nd 30\nall 50", "place"),))
    assert hidden(publication, "grid") == {("a",), ("b",)}
    weights = {count_of("children", place="b"): 5}
    assert hidden(publication, "grid", Options(singletons=False, weights=weights)) == {("a",), ("c",)}


def test_the_same_counts_are_protected_alike_whatever_the_order_of_sets():
    script = (
        "import random\n"
        "from lanthorn.disclosure import Publication, Table, publication_of, protect_publication\n"
        "from itertools import product\n"
        "numbers = random.Random(7)\n"
        "joint = {key: numbers.choice([0, 1, 2, 3, 8, 9, 20]) for key in product('pqrst', 'xyz', 'klm')}\n"
        "def table(*at):\n"
        "    counts = {}\n"
        "    for key, count in joint.items():\n"
        "        for chosen in product(*((key[place], 'total') for place in at)):\n"
        "            counts[chosen] = counts.get(chosen, 0) + count\n"
        "    return Table(f't{at}'.replace(' ', ''), 'children', tuple('abc'[place] for place in at), counts)\n"
        "made = protect_publication(publication_of('t', [table(0, 1), table(1, 2), table(0, 2)]))\n"
        "print(sorted(count.words for count in made.hidden))\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
    assert len(printed.pop()) > 10


def test_a_count_that_readers_know_already_is_not_hidden_to_protect_others():
    publication = Publication("t", (grid("a 3\nb 8\nc 9\nd 30\nall 50", "place"),))
    known = frozenset({count_of("children", place="b")})
    assert hidden(publication, "grid", Options(singletons=False, never_hide=known)) == {("a",), ("c",)}
