"""A measure of the user's own gets what the built-in ones get: page, protection, results, explanation."""

import pyarrow.parquet as pq
import pytest

from lanthorn.evidence import Store
from lanthorn.profile import explain, make_profile
from lanthorn.profile.content import ChartKind
from tests.profile.conftest import YEAR

pytestmark = pytest.mark.slow


@pytest.fixture
def own(london: Store, own_file):
    return make_profile(london, YEAR, measure_files=[own_file])


def test_it_has_a_page_with_charts_that_suit_its_breakdowns(own):
    page = own.briefing.pages[-1]
    assert page.id == "local.boroughs"
    assert page.section == "Measures of your own"
    assert page.headline.text.startswith("Category: Category 1 (at risk) for")
    kinds = [figure.chart.kind for figure in page.figures if figure.chart]
    assert kinds == [ChartKind.BARS, ChartKind.SHARE_BARS, ChartKind.COLUMNS]


def test_it_is_protected_and_stands_in_the_results(own):
    cells = [row for row in pq.read_table(own.results.table("cell")).to_pylist() if row["measure"] == "local.boroughs"]
    assert cells
    assert not [row for row in cells if row["count"] in (1, 2, 3, 4)]
    assert own.results.manifest.parameters["measures"]["local.boroughs"] == "7"
    assert own.results.manifest.parameters["measure_files"].keys() == {"local.py"}


def test_it_is_explained(london: Store, own):
    text = str(explain(london, "local.boroughs"))
    assert "investigated by boroughs" in text
    assert "local.boroughs, 7" in text
