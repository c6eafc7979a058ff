"""What is handed out of a room is hidden, rounded, and has withstood the attack; else nothing is."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.disclosure import TOTAL, Publication, PublicationError, Rule, attack
from lanthorn.disclosure import leaving as module
from lanthorn.disclosure.leaving import Cells, fit_to_leave
from lanthorn.disclosure.publication import Rounding, Symbol, Table

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=8)


def _cells(counts: list[int], *, total: bool) -> Cells:
    cells: dict[tuple[str, ...], int] = {(f"v{place}",): count for place, count in enumerate(counts)}
    if total:
        cells[TOTAL,] = sum(counts)
    return cells


@settings(deadline=None, max_examples=40)
@given(counts=COUNTS, total=st.booleans())
def test_no_small_count_leaves_and_every_other_is_to_the_nearest_five(counts: list[int], total: bool) -> None:
    cells = _cells(counts, total=total)
    left = fit_to_leave("Any", {"places": cells})["places"]
    assert list(left) == list(cells)
    for key, shown in left.items():
        if shown is None:
            continue
        assert not 0 < cells[key] < 5
        assert shown % 5 == 0
        assert abs(shown - cells[key]) <= 2


@settings(deadline=None, max_examples=20)
@given(counts=COUNTS)
def test_what_leaves_withstands_an_attack_made_anew_from_it_alone(counts: list[int]) -> None:
    cells = _cells(counts, total=True)
    left = fit_to_leave("Any", {"places": cells})["places"]
    shown = {key: Symbol.CONFIDENTIAL if value is None else value for key, value in left.items()}
    table = Table("places", "places", ("area",), shown)
    assert attack([Publication("Any", (table,), rule=Rule(5), roundings=(Rounding(5),))]).passes


def test_one_small_count_beside_its_total_takes_another_with_it() -> None:
    cells: Cells = {("north",): 20, ("east",): 3, ("south",): 15, (TOTAL,): 38}
    left = fit_to_leave("Any", {"places": cells})["places"]
    assert left["east",] is None
    assert (left[TOTAL,], list(left.values()).count(None)) == (40, 2)


def test_a_table_without_cells_leaves_without_any() -> None:
    assert fit_to_leave("Any", {"places": {}, "groups": {("a",): 0}}) == {"places": {}, "groups": {("a",): 0}}


@dataclass
class _Careless:
    """What a protection gives that hides one count and shows all that it can be worked out from."""

    publication: Publication


def test_where_protection_is_careless_the_attack_refuses_and_names_no_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(true: Publication, *_: Any, **__: Any) -> _Careless:
        hidden = Table("places", "places", ("area",), {("east",): Symbol.CONFIDENTIAL, (TOTAL,): 0})
        return _Careless(Publication(true.title, (hidden,), rule=Rule(5)))

    monkeypatch.setattr(module, "make_safe", careless)
    with pytest.raises(PublicationError, match="Any: what is hidden could be worked out"):
        fit_to_leave("Any", {"places": {("east",): 3, (TOTAL,): 3}})
