"""The table of published figures speaks the language of the measures."""

from collections import Counter

import pytest

from lanthorn.measures import catalogue
from lanthorn.synthetic.published import STATISTICS, PublishedFigure, published_figures


@pytest.mark.parametrize("figure", published_figures(), ids=lambda figure: figure.id)
def test_a_figure_names_a_measure_and_one_of_its_breakdowns(figure: PublishedFigure) -> None:
    measure = catalogue().measure(figure.measure)
    dimensions = tuple(name for name, _ in figure.selection)
    assert not dimensions or dimensions in measure.breakdowns
    assert figure.statistic in STATISTICS
    assert figure.source
    assert figure.words


@pytest.mark.parametrize("figure", published_figures(), ids=lambda figure: figure.id)
def test_a_width_has_a_reason(figure: PublishedFigure) -> None:
    assert bool(figure.half_width) == bool(figure.half_width_reason)


def test_ids_are_unique() -> None:
    assert set(Counter(figure.id for figure in published_figures()).values()) == {1}
