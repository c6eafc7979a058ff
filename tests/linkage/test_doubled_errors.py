"""Linkage on a synthetic London whose agencies err twice as often as by default, against the truth beside it."""

import pytest

from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import evaluate, link
from lanthorn.synthetic import generate
from lanthorn.synthetic.parameters import parameters

pytestmark = pytest.mark.slow

SCALE = 0.15  # enough descriptions to learn the weights from, small enough for a test
NO_MISTAKES = {"rows", "authority_style"}  # damage of files, and how a borough is written


@pytest.fixture
def doubled_errors(monkeypatch):
    for agency, rates in parameters("errors").items():
        if agency not in NO_MISTAKES:
            for rate in rates.values():
                monkeypatch.setitem(rate, "rate", min(1.0, 2 * rate["rate"]))


def test_with_every_error_rate_doubled_children_are_still_recognised(doubled_errors, tmp_path):
    made = generate(tmp_path / "london", seed=3, scale=SCALE)
    store = Store.open(tmp_path / "store", create=True)
    take_in(made.files, store)
    assert link(store, defaults=True).trained
    scores = evaluate(store, made.truth).scores
    found = {name: round(scores[name].f1, 3) for name in ("pairs, all records", "B-cubed, all records")}
    assert all(f1 >= 0.97 for f1 in found.values()), found
