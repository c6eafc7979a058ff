"""The way of a figure goes down to the files it came from, and says what its page says."""

import pytest

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, fingerprint_text
from lanthorn.profile import Profile, explain

pytestmark = pytest.mark.slow


def rows(store: Store, name: str) -> dict[str, str]:
    return {label: value for section in explain(store, name).sections for label, value in section.rows}


def test_a_measure_is_explained_from_definition_to_input_files(london: Store, made: Profile):
    explanation = explain(london, "missing.history")
    titles = [section.title for section in explanation.sections]
    for title in (
        "What it says", "Definition", "Numerator and denominator", "How far recorded", "Disclosure control",
        "Intervals and linkage", "Comparability", "The results it comes from", "The links between records",
        "The records and their files",
    ):  # fmt: skip
        assert title in titles
    text = str(explanation)
    for entry in london.need(Layer.RECORDS).manifest.inputs:
        assert (entry.sha256 in text) == (entry.table in ("offence", "involvement", "missing_report"))


def test_many_files_of_one_kind_are_taken_together_with_one_fingerprint(london: Store, made: Profile):
    returns = [entry for entry in london.need(Layer.RECORDS).manifest.inputs if entry.table == "care_episode"]
    found = rows(london, "missing.care")[f"{len(returns)} files of ssda903-episodes (care_episode), taken together"]
    total = sum(entry.rows for entry in returns)
    digest = fingerprint_text(*(entry.sha256 for entry in returns))
    assert found.startswith(f"{total:,} rows:")
    assert found.endswith(digest)


def test_a_finding_is_explained_with_its_facts(london: Store, made: Profile):
    found = rows(london, "volume.category/1")
    assert "Category 1" in found["volume.category/1"]
    assert "volume.category: category=1" in found["volume.category/1, share"]


def test_the_foot_of_the_page_says_the_same(london: Store, made: Profile):
    found = set(rows(london, "victim.age_sex").values())
    (page,) = (page for page in made.briefing.pages if page.id == "victim.age_sex")
    (way,) = page.ways
    assert {way.counted, way.denominator, way.source, *way.notes} <= found


def test_a_cited_question_is_explained_as_cited(london: Store, made: Profile):
    assert "Cited, not counted" in [section.title for section in explain(london, "definition").sections]


def test_an_unknown_name_is_refused_with_the_known_ones(london: Store, made: Profile):
    with pytest.raises(LanthornError, match=r"no measure or finding 'volume'.*volume\.category"):
        explain(london, "volume")
