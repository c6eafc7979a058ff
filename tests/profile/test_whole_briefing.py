"""A whole briefing from a small synthetic London: every question, true words, nothing small given away."""

import re
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest

from lanthorn.errors import LanthornError, StoreError
from lanthorn.evidence import Store
from lanthorn.measures import UNITS, catalogue
from lanthorn.profile import Profile, make_profile
from lanthorn.profile.content import Page
from lanthorn.profile.pages import aims, linkage
from lanthorn.profile.wording import percent, phrases
from lanthorn.vocabulary import parse_period
from tests.profile.conftest import YEAR

pytestmark = pytest.mark.slow

NEVER_RECORDED = {"outcome"}
COUNTS_OF_CHILDREN = ("Number", "Total", "Children recorded as victims, by home", "Missing reports")
"""Heads of columns that hold protected counts."""


def rows(made: Profile, table: str) -> list[dict]:
    return pq.read_table(made.results.table(table)).to_pylist()


def sentences(pages: tuple[Page, ...]) -> Iterator[str]:
    for page in pages:
        yield page.headline.text
        yield from (sentence.text for sentence in page.paragraphs)
        yield from page.caveats


def test_every_question_has_one_page_in_the_order_of_its_section(made: Profile):
    ids = [page.id for page in made.briefing.pages]
    alone = [name for name in catalogue().ids() if not aims.is_gathered(name)]
    assert sorted(ids) == sorted([*alone, *(f"aims.{aim}" for aim in aims.GATHERED), linkage.ID])
    sections = [page.section for page in made.briefing.pages]
    assert len(set(sections)) == sum(before != after for before, after in zip(["", *sections], sections, strict=False))


def test_every_question_is_answered_but_those_that_no_extract_can_answer(made: Profile):
    assert {page.id for page in made.briefing.pages if not page.answered} == NEVER_RECORDED


def test_no_small_count_of_children_is_published_anywhere(made: Profile):
    exempt = {measure.id for measure in catalogue().measures if not UNITS[measure.unit].children}
    counts = [row["count"] for row in rows(made, "cell") if row["measure"] not in exempt]
    assert len([count for count in counts if count is None]) > 0
    assert not [count for count in counts if count is not None and 0 < count < 5]
    for page in made.briefing.pages:
        if page.id not in exempt:
            of_children = page.figures[-1:] if page.id == "aims.raise" else page.figures  # the others count sessions
            for figure in of_children:
                number = [place for place, name in enumerate(figure.table.columns) if name in COUNTS_OF_CHILDREN]
                assert not [row[place] for row in figure.table.values for place in number if row[place] in (1, 2, 3, 4)]


def test_every_fact_in_a_sentence_agrees_with_its_protected_cell(made: Profile):
    cells = {}
    for row in rows(made, "cell"):
        # A cell stands in several breakdowns; the one by its own last dimension has the share.
        key = (row["measure"], _named(row["breakdown"], row["cell"]))
        if key not in cells or row["share"] is not None:
            cells[key] = row
    checked = 0
    for fact in rows(made, "fact"):
        key = (fact["measure"], frozenset(filter(None, fact["cell"].split(";"))))
        if fact["kind"] not in ("count", "share") or key not in cells:
            continue
        cell, shown = cells[key], fact["shown"]
        checked += 1
        if fact["kind"] == "count":
            assert shown.replace("\u00a0", " ").split(" ")[0] == f"{cell['count']:,}", fact
        else:
            assert _true(shown, cell["share"]), (fact, cell["share"])
    assert checked > 60


def _named(breakdown: str, cell: str) -> frozenset[str]:
    pairs = zip(breakdown.split(";"), cell.split(";"), strict=True)
    return frozenset(f"{name}={value}" for name, value in pairs if value != "total")


def _true(shown: str, share: float) -> bool:
    if bound := re.fullmatch(r"at (least|most) ([\d.]+)%", shown):
        limit = float(bound[2]) / 100
        return limit <= share < limit + 0.01 if bound[1] == "least" else limit - 0.01 < share <= limit
    named = {phrase.words: phrase for phrase in phrases()}
    if shown in named:
        return named[shown].true_of(share)
    return shown == {0: "none", 1: "all"}.get(share, percent(share)) or shown == percent(share)


def test_a_ranking_in_a_sentence_is_the_order_of_the_shown_cells(made: Profile):
    cells = {(row["measure"], row["breakdown"], row["cell"]): row["count"] for row in rows(made, "cell")}
    ranked = [fact for fact in rows(made, "fact") if fact["kind"] == "rank" and ";" not in fact["cell"]]
    assert len(ranked) >= 5
    for fact in ranked:
        breakdown, value = fact["cell"].split("=")
        mine = cells[fact["measure"], breakdown, value]
        others = [
            count
            for (measure, dimensions, cell), count in cells.items()
            if (measure, dimensions) == (fact["measure"], breakdown)
            and cell not in ("total", "unknown", "outside", "other") and count is not None
        ]  # fmt: skip
        assert mine is not None
        assert sum(count > mine for count in others) == int(fact["shown"]) - 1, fact


def test_sentences_read_as_sentences(made: Profile):
    for text in sentences(made.briefing.pages):
        assert not re.search(r"\bNone\b(?! (of|have))|nan|\{|\}|\[c\]|  |0% to 0%|\.\.|;$|, and$", text), text
        assert text[0].isupper() or text[0].isdigit(), text
    for page in made.briefing.pages:
        if page.answered:
            assert not page.headline.text.endswith("."), page.headline.text
            assert all(sentence.text.endswith((".", ":")) for sentence in page.paragraphs), page.id
        else:
            assert page.headline.text.endswith("."), page.headline.text


def test_every_table_has_a_number_beside_every_printed_number(made: Profile):
    for page in made.briefing.pages:
        for figure in page.figures:
            table = figure.table
            assert len(table.values) == len(table.rows)
            for printed, numbers in zip(table.rows, table.values, strict=True):
                assert len(printed) == len(numbers) == len(table.columns)
                for text, number, numeric in zip(printed, numbers, table.numeric, strict=True):
                    if numeric and re.fullmatch(r"[\d,]+", text):
                        assert number == float(text.replace(",", ""))
                    if text in ("[c]", "–"):
                        assert number is None


def test_the_volumes_of_the_two_years_are_refused_with_the_reason(made: Profile):
    (page,) = (page for page in made.briefing.pages if page.id == "volume.comparable")
    assert "cannot be compared" in page.headline.text
    assert any("October 2013" in sentence.text for sentence in page.paragraphs)
    for other in made.briefing.pages:
        assert not re.search(r"\b(rose|fell|increase|decrease|more than in)\b", other.headline.text)


def test_a_linked_share_is_published_as_at_least_with_the_reason(made: Profile):
    (page,) = (page for page in made.briefing.pages if page.id == "missing.history")
    assert page.headline.text.startswith("At least ")
    assert any("bound" in caveat for caveat in page.caveats)
    assert all(mark.low is None for figure in page.figures if figure.chart for mark in figure.chart.marks)


def test_the_same_store_gives_the_same_briefing_and_the_same_bytes(london: Store, made: Profile):
    again = make_profile(london, YEAR, synthetic=True)
    assert again.briefing == made.briefing
    assert again.results.manifest.sha256 == made.results.manifest.sha256
    assert again.results.number > made.results.number


def test_the_manifest_says_what_the_results_were_made_from(london: Store, made: Profile):
    manifest = made.results.manifest
    assert manifest.parents == {"records": 1, "links": 1}
    assert manifest.parameters["period"] == "2014-15"
    assert manifest.parameters["threshold"] == 5
    assert manifest.parameters["measures"]["volume.category"] == catalogue().measure("volume.category").version


def test_a_period_without_records_is_refused(london: Store):
    with pytest.raises(LanthornError, match="nothing of 1 April 1950"):
        make_profile(london, parse_period("1950-51"))


def test_an_empty_store_is_refused_with_what_to_run_first(tmp_path):
    store = Store.open(tmp_path / "store", create=True)
    with pytest.raises(StoreError, match="lanthorn intake"):
        make_profile(store, YEAR)
