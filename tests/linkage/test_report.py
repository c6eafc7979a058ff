"""The report on the links: whole, explained, accessible, and without a word on any child."""

import math
import re
from html.parser import HTMLParser

import pyarrow.parquet as pq
import pytest

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link, write_report
from lanthorn.linkage.decisions import Decision, record_decisions
from lanthorn.linkage.report import figures
from lanthorn.linkage.report.waterfall import typical_pairs, waterfall

RECORDS = """
    record  | forename | surname | born       | sex    | postcode | placement | authority
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
    report1 | Becky    | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
    report2 | Becky    | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
    report3 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  |           | E09000008
    care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
"""
CRIME, REPORT, CARE = "involvement:crime1|1", "missing_report:report1", "care_child:E09000025|care1"


@pytest.fixture
def store(store_of) -> Store:
    made = store_of(RECORDS)
    link(made, defaults=True)
    return made


@pytest.fixture
def page(store, tmp_path) -> str:
    write_report(store, tmp_path / "links.html")
    return (tmp_path / "links.html").read_text(encoding="utf-8")


def test_the_page_says_nothing_of_a_child(page):
    shown = page.casefold()
    assert CRIME in page
    assert not [word for word in ("rebecca", "becky", "ward<", "yusuf", "2000-05-14", "e15", "cr0") if word in shown]


def test_the_page_needs_nothing_beside_it_and_runs_nothing(page):
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)
    assert not re.findall(r"url\(", page)
    assert "default-src 'none'" in page


class _Outline(HTMLParser):
    """The headings, and what every chart and table says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.counted: dict[str, int] = {}
        self.open: list[str] = []
        self.charts: list[tuple[bool, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counted[tag] = self.counted.get(tag, 0) + 1
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "svg":
            self.charts.append(("figure" in self.open, dict(attrs).get("aria-hidden") == "true"))
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass


def test_headings_follow_each_other_and_every_chart_has_words_and_a_table(page):
    outline = _Outline()
    outline.feed(page)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert outline.charts
    assert all(inside and hidden for inside, hidden in outline.charts)
    assert outline.counted["figcaption"] == outline.counted["figure"] == len(outline.charts)
    assert outline.counted["caption"] == outline.counted["table"] >= len(outline.charts)


def test_the_steps_of_a_pair_add_up_to_its_weight(store):
    for left, right in typical_pairs(store):
        pair = waterfall(store, left, right)
        assert sum(step.bits for step in pair.steps) == pytest.approx(pair.match_weight, abs=1e-6)
        assert pair.probability == pytest.approx(1 / (1 + 2**-pair.match_weight), abs=1e-5)


def test_the_steps_say_in_what_two_records_agree(store):
    steps = {step.what: step for step in waterfall(store, CRIME, REPORT).steps}
    assert steps["forename"].level == "nickname or formal name"
    assert steps["surname"].level == steps["date of birth"].level == "same"
    assert (steps["missing days"].level, steps["missing days"].bits) == ("counts neither way", 0)
    prior = store.need(Layer.LINKS).manifest.parameters["model"]["prior"]
    assert steps["before anything is compared"].bits == pytest.approx(math.log2(prior / (1 - prior)))


def test_any_pair_can_be_asked_for_in_either_order(store, tmp_path):
    assert waterfall(store, REPORT, CRIME).match_weight == waterfall(store, CRIME, REPORT).match_weight
    write_report(store, tmp_path / "links.html", pairs=[(CARE, CRIME)])
    assert f"{CARE} and {CRIME}" in (tmp_path / "links.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ("missing_report:nowhere", "not among the linked records"),
        ("missing_report:report3", "not compared, or weighs less"),
    ],
)
def test_a_pair_that_cannot_be_explained_is_refused_and_nothing_is_written(store, tmp_path, other, message):
    with pytest.raises(LanthornError, match=message):
        write_report(store, tmp_path / "links.html", pairs=[(CRIME, other)])
    assert not (tmp_path / "links.html").exists()


def test_records_described_alike_were_never_compared(store):
    with pytest.raises(LanthornError, match="exactly alike"):
        waterfall(store, REPORT, "missing_report:report2")


def test_every_child_and_every_kept_pair_is_in_a_bar(store):
    assert sum(size.children for size in figures.sizes(store)) == 2
    assert [size.children for size in figures.sizes(store)][:4] == [1, 0, 0, 1]
    pairs = pq.read_table(store.need(Layer.LINKS).table("candidate")).num_rows
    assert sum(bar.joined + bar.apart for bar in figures.spread(store)) == pairs


def test_what_changed_since_the_run_before_is_counted(store):
    assert figures.changes(store) is None
    record_decisions(store, [Decision(CRIME, "missing_report:report3", "same", "One", "seen in person")])
    link(store, defaults=True)
    found = figures.changes(store)
    assert (found.before, found.children_before, found.children_now) == (1, 2, 1)
    assert (found.records_new, found.records_gone, found.pairs_joined, found.pairs_parted) == (0, 0, 4, 0)
    assert [change.record for change in found.changed] == sorted(
        [CARE, CRIME, REPORT, "missing_report:report2", "missing_report:report3"]
    )
    assert {(change.before, change.now) for change in found.changed} == {(4, 5), (1, 5)}


def test_new_and_lost_records_are_no_change_of_company(store):
    with store.write(Layer.RECORDS) as writer:
        for name, path in store.version(Layer.RECORDS, 1).tables().items():
            table = pq.read_table(path)
            pq.write_table(table.slice(0, 2) if name == "missing_report" else table, writer.path(name))
    link(store, defaults=True)
    found = figures.changes(store)
    assert (found.records_new, found.records_gone, found.pairs_joined, found.pairs_parted) == (0, 1, 0, 0)
    assert found.changed == ()


def test_with_care_records_alone_the_page_says_that_no_model_was_needed(store_of, tmp_path):
    store = store_of("""
        record | born       | sex    | postcode | placement | authority
        care1  | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
    """)
    link(store, defaults=True)
    write_report(store, tmp_path / "links.html")
    assert "no model was needed" in (tmp_path / "links.html").read_text(encoding="utf-8")


def test_the_report_says_that_default_weights_stand_in(page):
    assert "weights were not learnt from these records" in page
