"""Nothing is written that gives a hidden count away: sentences are admitted, the whole is attacked, and refused."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lanthorn.cli.app import app
from lanthorn.disclosure import Publication, Verdict, attack, read_publication
from lanthorn.disclosure.publication import Count, Range, Symbol
from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer, Store
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.measures import Estimate
from lanthorn.profile import Profile, make_profile, making
from lanthorn.profile.admitting import Draft, Spoken, corrections_of_shown, say_what_may_be_said
from lanthorn.profile.claims import Claims
from lanthorn.profile.content import Fact, Page, Sentence
from lanthorn.profile.earlier import read_earlier
from lanthorn.profile.protecting import Protected, protect_answers
from lanthorn.profile.release import withstand, write_release
from lanthorn.synthetic import generate
from lanthorn.vocabulary import parse_period
from tests.profile.conftest import YEAR
from tests.profile.test_publication import answer, measure

SEX_AGE = measure("who", "victim", ("sex",), ("sex", "age"))


def children(joint: dict[tuple[str, str], int]) -> Protected:
    by_sex: dict[tuple[str, ...], int] = {}
    for (sex, _), count in joint.items():
        by_sex[sex,] = by_sex.get((sex,), 0) + count
    return protect_answers([answer(SEX_AGE, by_sex, joint)], threshold=5)


BOYS_OF_14_ARE_FEW = {
    ("female", "14"): 40, ("female", "15"): 50, ("female", "16"): 30,
    ("male", "14"): 2, ("male", "15"): 18, ("male", "16"): 9,
}  # fmt: skip


def spoken(protected: Protected, *sentences: Sentence) -> Spoken:
    """What is said of a page with these sentences as its headlines, the first that may be said."""

    def draft(withheld: frozenset[Fact]) -> Draft:
        may = [sentence for sentence in sentences if withheld.isdisjoint(sentence.facts)]
        return Draft((Page("who", "section", "?", may[0] if may else Sentence("Nothing can be shown")),))

    claims = Claims(protected.whole, protected.hidden_counts, [SEX_AGE], YEAR)
    return say_what_may_be_said(protected, claims, draft)


def said(cell: str, shown: str, kind: str) -> Sentence:
    return Sentence(f"{cell}: {shown}", (Fact("who", cell, shown, kind),))


def hidden_cells(protected: Protected) -> dict[tuple[str, ...], bool]:
    return {key: cell.count is None for key, cell in protected.answers[0].by("sex", "age").cells.items()}


def test_a_figure_of_shown_counts_adds_nothing_and_is_said():
    found = spoken(children(BOYS_OF_14_ARE_FEW), said("sex=female", "120 children", "count"))
    assert (found.follow, found.admitted, found.left_out) == (1, 0, ())
    assert found.draft.pages[0].headline.text == "sex=female: 120 children"


def test_the_printed_number_of_a_hidden_count_is_left_out_and_a_coarser_sentence_said():
    protected = children(BOYS_OF_14_ARE_FEW)
    assert hidden_cells(protected)["male", "14"]
    found = spoken(protected, said("sex=male;age=14", "2", "count"), said("sex=male", "29", "count"))
    assert found.draft.pages[0].headline.text == "sex=male: 29"
    (left_out,) = found.left_out
    assert left_out.page == "who"
    assert left_out.why


def test_a_share_of_a_hidden_count_that_pins_it_is_left_out():
    found = spoken(children(BOYS_OF_14_ARE_FEW), said("sex=male;age=14", "7%", "share"))
    assert len(found.left_out) == 1
    assert found.draft.pages[0].headline.text == "Nothing can be shown"


def test_a_rank_over_hidden_counts_that_leaves_them_wide_is_admitted():
    protected = children(BOYS_OF_14_ARE_FEW)
    assert hidden_cells(protected)["male", "14"]
    found = spoken(protected, said("sex=male;age=15", "1", "rank"))
    assert (found.follow, found.admitted, found.left_out) == (0, 1, ())


def test_a_figure_that_cannot_be_traced_to_counts_is_left_out():
    assert len(spoken(children(BOYS_OF_14_ARE_FEW), said("sex=female", "about 121", "guess")).left_out) == 0
    assert len(spoken(children(BOYS_OF_14_ARE_FEW), said("sex=male;age=14", "few", "guess")).left_out) == 1
    assert len(spoken(children(BOYS_OF_14_ARE_FEW), said("sex=female", "99%", "share")).left_out) == 1


def test_what_the_sentences_say_is_in_the_publication():
    found = spoken(children(BOYS_OF_14_ARE_FEW), said("sex=female", "120 children", "count"))
    assert found.publication.facts[-1].says == "sex=female: 120 children"


def test_a_corrected_share_of_a_hidden_count_is_not_published():
    protected = children(BOYS_OF_14_ARE_FEW)
    estimate = Estimate(0.2, 0.1, 0.3)
    corrections = {("who", ("sex", "age"), key): estimate for key in (("male", "14"), ("female", "15"))}
    kept = corrections_of_shown(corrections, protected)
    shown = {("who", ("sex", "age"), key) for key, hidden in hidden_cells(protected).items() if not hidden}
    assert set(kept) == set(corrections) & shown


def test_a_publication_with_a_planted_fact_is_refused_without_printing_the_count():
    protected = children(BOYS_OF_14_ARE_FEW)
    withstand(protected.publication)
    (count,) = protected.whole.counts("who", ("sex", "age"), ("male", "14"))
    planted = Range("a boy's page says how many", (count,), 2, 2)
    with pytest.raises(LanthornError) as refused:
        withstand(protected.publication.with_facts((planted,)))
    text = str(refused.value)
    assert "nothing was written" in text
    assert "who-by-sex-age, sex male, age 14" in text
    assert "a boy's page says how many" in text
    assert not re.search(r"\b2\b", text)


def test_a_sentence_that_contradicts_its_table_is_refused():
    protected = children(BOYS_OF_14_ARE_FEW)
    (count,) = protected.whole.counts("who", ("sex",), ("female",))
    with pytest.raises(LanthornError, match="cannot all be true"):
        withstand(protected.publication.with_facts((Range("121 girls", (count,), 121, 121),)))


joints = st.builds(
    lambda numbers: dict(zip(product(("female", "male", "unknown"), ("13", "14", "15")), numbers, strict=True)),
    st.lists(st.integers(0, 12), min_size=9, max_size=9),
)


@settings(max_examples=25, deadline=None)
@given(joint=joints)
def test_no_count_from_1_to_4_can_be_recovered_from_any_tables_of_children(joint: dict[tuple[str, str], int]):
    protected = children(joint)
    shown = [cell.count for table in protected.answers[0].tables for cell in table.cells.values()]
    assert not [count for count in shown if count is not None and 1 <= count <= 4]
    true = protected.whole.values
    for finding in attack(protected.publication).findings:
        if 1 <= true[finding.count] <= 4:
            hopeless = finding.count in protected.report.unprotected
            assert finding.verdict is Verdict.PROTECTED or hopeless, finding.words
            if not hopeless:
                assert finding.high is None or finding.high - finding.low >= 4


# The whole way.

slow = pytest.mark.slow


@slow
def test_the_folder_of_a_profile_withstands_the_attack_command(made: Profile, tmp_path: Path):
    folder = write_release(made.publication, tmp_path / "publication")
    again = write_release(made.publication, folder)
    assert read_publication(again) is not None
    result = CliRunner().invoke(app, ["attack", str(folder)])
    assert result.exit_code == 0, result.output


@slow
def test_the_publication_holds_every_shown_cell_and_one_symbol_for_every_hidden_one(made: Profile):
    symbols = {value for _, _, value in made.publication.cells if isinstance(value, Symbol)}
    assert symbols == {Symbol.CONFIDENTIAL, Symbol.NOT_APPLICABLE, Symbol.NOT_AVAILABLE}  # the last: of estimates
    assert not [value for _, _, value in made.publication.cells if isinstance(value, int) and 1 <= value <= 4]
    texts = {
        text for page in made.briefing.pages for figure in page.figures for row in figure.table.rows for text in row
    }
    assert "[c]" in texts
    assert not {text for text in texts if re.search(r"\[(?!c\]|z\]|x\])|\*|<\s*5", text)}


@slow
def test_the_last_page_says_how_it_was_protected_but_not_how_many_are_small(made: Profile):
    provenance = dict(made.briefing.provenance)
    assert "withstood an attack" in provenance["Attack before release"]
    assert "follow from counts that are shown" in provenance["Figures in sentences, tables and charts"]
    account = made.results.manifest.parameters["disclosure"]
    assert account["hidden"] > 0
    assert not {"cost", "bound", "primary", "complementary"} & account.keys()


@slow
def test_a_profile_that_would_disclose_is_not_written(london: Store, made: Profile, monkeypatch: pytest.MonkeyPatch):
    before = [version.number for version in london.versions(Layer.RESULTS)]
    say = making.say_what_may_be_said

    def planted(protected: Protected, claims: Claims, draft: Callable[[frozenset[Fact]], Draft]) -> Spoken:
        found = say(protected, claims, draft)
        count = next(c for c in protected.hidden_counts if 1 <= protected.whole.values[c] <= 4)
        number = protected.whole.values[count]
        return replace(found, publication=_telling(found.publication, count, number))

    monkeypatch.setattr(making, "say_what_may_be_said", planted)
    with pytest.raises(LanthornError, match="nothing was written"):
        make_profile(london, YEAR)
    assert [version.number for version in london.versions(Layer.RESULTS)] == before


def _telling(publication: Publication, count: Count, number: int) -> Publication:
    return publication.with_facts((*publication.facts, Range("a planted sentence", (count,), number, number)))


@slow
def test_the_same_store_gives_the_same_publication(london: Store, made: Profile):
    assert make_profile(london, YEAR).publication == made.publication


@slow
def test_an_edition_beside_an_earlier_one_hides_what_that_one_hides(london: Store, made: Profile, tmp_path: Path):
    folder = write_release(made.publication, tmp_path / "earlier")
    again = make_profile(london, YEAR, earlier=[folder])
    assert attack([again.publication, read_publication(folder)], exact=False).passes
    assert "and of 1 published earlier" in dict(again.briefing.provenance)["Attack before release"]


@slow
def test_next_years_profile_does_not_show_what_last_years_hid(london: Store, made: Profile, tmp_path: Path):
    last = make_profile(london, parse_period("2013-14"))
    folder = write_release(last.publication, tmp_path / "last")
    this = make_profile(london, YEAR, earlier=[folder])
    assert attack([this.publication, last.publication], exact=False).passes


def test_an_earlier_publication_that_cannot_be_read_is_an_error(tmp_path: Path):
    with pytest.raises(BadFileError, match="earlier publication"):
        read_earlier([tmp_path / "none"])


def test_a_folder_of_other_files_is_not_written_over(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(LanthornError, match="no publication"):
        write_release(children(BOYS_OF_14_ARE_FEW).publication, tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "keep"


@slow
@pytest.mark.parametrize("seed", [11, 12])
def test_profiles_of_other_cities_withstand_the_attack(seed: int, tmp_path: Path):
    city = generate(tmp_path / "city", seed=seed, scale=random.Random(seed).choice([0.03, 0.05]))
    store = Store.open(tmp_path / "store", create=True)
    take_in(city.files, store)
    link(store, defaults=True)
    made = make_profile(store, YEAR)
    report = attack(made.publication)
    assert report.passes
    assert len(report.findings) > 100
    assert all(found.high is None or found.high - found.low >= 4 for found in report.findings if found.low < 5)
