"""What people judged is only ever added to, and a line changed by another hand is noticed."""

import pytest

from lanthorn.errors import StoreError
from lanthorn.evidence import Store
from lanthorn.linkage.ledger import Ledger


@pytest.fixture
def ledger(tmp_path) -> Ledger:
    return Ledger(Store.open(tmp_path / "store", create=True), "test")


def _plain(ledger: Ledger) -> list[dict[str, object]]:
    return [{name: value for name, value in entry.items() if name != "recorded_at"} for entry in ledger.entries()]


def test_a_store_where_nobody_judged_holds_no_entries(ledger):
    assert ledger.entries() == []


def test_entries_come_back_in_the_order_in_which_they_were_recorded(ledger):
    ledger.append([{"answer": "yes"}, {"answer": "no"}])
    ledger.append([{"answer": "Zoë"}])
    assert _plain(ledger) == [{"answer": "yes"}, {"answer": "no"}, {"answer": "Zoë"}]
    assert all(entry["recorded_at"] for entry in ledger.entries())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: [lines[0].replace("yes", "no"), *lines[1:]],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: lines[1:],
        lambda lines: [*lines, "not an entry"],
        lambda lines: [*lines, "[1, 2]"],
    ],
    ids=["changed", "taken out", "swapped", "first taken out", "no entry", "another kind of entry"],
)
def test_any_alteration_is_noticed_and_nothing_can_be_added(ledger, spoil):
    ledger.append([{"answer": "yes"}, {"answer": "no"}, {"answer": "yes"}])
    altered = "\n".join(spoil(ledger.path.read_text(encoding="utf-8").splitlines())) + "\n"
    ledger.path.write_text(altered, encoding="utf-8")
    with pytest.raises(StoreError, match="line"):
        ledger.entries()
    with pytest.raises(StoreError, match="line"):
        ledger.append([{"answer": "no"}])
    assert ledger.path.read_text(encoding="utf-8") == altered
