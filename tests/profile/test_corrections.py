"""An estimate corrected for linkage error takes the bound's place in words, table and chart alike."""

import pytest

from lanthorn.evidence import Store
from lanthorn.measures import Estimate
from lanthorn.profile import make_profile
from tests.profile.conftest import YEAR

pytestmark = pytest.mark.slow


def test_a_corrected_share_stands_in_words_table_and_chart(london: Store):
    corrected = {("missing.history", ("missing_before",), ("yes",)): Estimate(0.664, 0.61, 0.72)}
    briefing = make_profile(london, YEAR, corrections=corrected).briefing
    (page,) = (page for page in briefing.pages if page.id == "missing.history")
    assert page.headline.text.startswith("An estimated 66% (between 61% and 72%) of the children")
    assert any("corrected for errors of linkage" in caveat for caveat in page.caveats)
    assert not any("bound" in caveat for caveat in page.caveats)
    figure = page.figures[0]
    assert figure.table.rows[0][2:] == ("66%", "61% to 72%")
    assert any("corrected for the links' errors" in note for note in figure.table.notes)
    mark = figure.chart.marks[0]
    assert (mark.value, mark.low, mark.high) == pytest.approx((66.4, 61, 72))
    assert "errors of linkage included" in figure.chart.intervals
