"""Every number of a table, a chart or a map is a fact of the publication, let in like a sentence, or not published."""

from fractions import Fraction

import pytest

from lanthorn.disclosure import Rule, attack
from lanthorn.disclosure.publication import Range, Share, Symbol, count_of
from lanthorn.linkage import EstimatedQuality, LinkedShare
from lanthorn.linkage.audit import Interval
from lanthorn.measures.definition import Denominator
from lanthorn.profile import Profile
from lanthorn.profile.admitting import Draft, Spoken, say_what_may_be_said
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.claims import Claims
from lanthorn.profile.content import Chart, ChartKind, DataTable, Fact, Figure, Mark, Page, Sentence
from lanthorn.profile.drawn import numbers_of
from lanthorn.profile.estimated import with_unknown
from lanthorn.profile.figures import authority_map, bars, rate_bars, shares_of
from lanthorn.profile.linked import LinkQuality
from lanthorn.profile.opening import rows_told
from lanthorn.profile.pages import linkage
from lanthorn.profile.protecting import Protected, protect_answers
from lanthorn.profile.told import Setting, Told
from lanthorn.vocabulary import authorities
from tests.profile.conftest import YEAR
from tests.profile.test_publication import answer, measure
from tests.profile.test_release import BOYS_OF_14_ARE_FEW, children


def spoken(protected: Protected, *figures: Figure) -> Spoken:
    """What a page with these figures may say."""
    claims = Claims(protected.whole, protected.hidden_counts, [a.measure for a in protected.answers], YEAR)
    page = Page("who", "section", "?", Sentence("Nothing"), figures=figures)
    return say_what_may_be_said(protected, claims, lambda withheld: Draft((page,)))


def by(protected: Protected, *dimensions: str) -> Breakdown:
    shown = protected.answers[0]
    return Breakdown(shown.measure, shown.by(*dimensions))


def table_of(text: str, value: float, *facts: Fact) -> Figure:
    """A table and a chart of one number."""
    table = DataTable("Boys", ("Age", "Share"), (("14", text),), (False, True), values=((None, value),),
                      facts=(((), facts),))  # fmt: skip
    chart = Chart(ChartKind.BARS, "Boys", "", (Mark("14", value, text, facts=facts),), "Share")
    return Figure(table, chart)


def test_a_share_in_a_table_and_its_bar_are_stated_exactly():
    found = spoken(children(BOYS_OF_14_ARE_FEW), bars(by(children(BOYS_OF_14_ARE_FEW), "sex"), "Children by sex"))
    girls = count_of("victim, 2014-15", sex="female")
    (share,) = (f for f in found.publication.facts if isinstance(f, Share) and f.parts == (girls,))
    assert share.low == share.high == Fraction(120, 149)
    assert share.says.startswith("Children by sex: Female")
    assert found.left_out == ()


def test_an_interval_tells_of_how_many_the_share_is():
    found = spoken(children(BOYS_OF_14_ARE_FEW), bars(by(children(BOYS_OF_14_ARE_FEW), "sex"), "Children by sex"))
    wholes = [fact for fact in found.publication.facts if isinstance(fact, Range) and len(fact.counts) > 1]
    assert {(fact.low, fact.high) for fact in wholes} == {(149, 149)}


def test_a_number_of_a_hidden_count_is_a_symbol_in_the_table_and_its_chart_is_left_out():
    protected = children(BOYS_OF_14_ARE_FEW)
    planted = Fact("who", "sex=male;age=14", "7%", "exact share")
    found = spoken(protected, table_of("7%", 6.9, planted))
    (figure,) = found.draft.pages[0].figures
    assert figure.table.rows == (("14", "[c]"),)
    assert figure.table.values == ((None, None),)
    assert figure.chart is None
    assert found.left_out[0].page == "who"


def test_a_number_that_bears_no_fact_is_not_published():
    found = spoken(children(BOYS_OF_14_ARE_FEW), table_of("120", 120.0))
    assert found.draft.pages[0].figures[0].table.rows == (("14", "[c]"),)
    assert "cannot be traced" in found.left_out[0].why[0]


def test_a_share_that_is_not_the_one_of_its_counts_is_not_published():
    found = spoken(children(BOYS_OF_14_ARE_FEW), table_of("99%", 99.0, Fact("who", "sex=female", "99%", "exact share")))
    assert found.draft.pages[0].figures[0].table.rows == (("14", "[c]"),)


def test_what_is_shown_of_protected_tables_is_all_let_in():
    protected = children(BOYS_OF_14_ARE_FEW)
    figure = shares_of(by(protected, "sex", "age"), "15", "Age by sex")
    found = spoken(protected, figure)
    assert found.draft.pages[0].figures == (figure,)
    assert found.admitted == 0
    assert attack(found.publication).passes


HOMES = [entry.code for entry in authorities()]
HOME = measure("who", "victim", ("home_authority",))


def homes() -> Protected:
    return protect_answers([answer(HOME, {(code,): 7 * place for place, code in enumerate(HOMES)})], threshold=5)


def test_the_shade_of_a_map_is_the_range_of_its_class():
    figure = authority_map(by(homes(), "home_authority"), "Homes", boundaries=False)
    page = Page("who", "section", "?", Sentence("Nothing"), figures=(figure,))
    shades = {
        fact.cell: fact.shown for said in numbers_of(page) for fact in said.facts if fact.kind == "class"
    }  # fmt: skip
    counts = {f"home_authority={code}": 7 * place for place, code in enumerate(HOMES)}
    assert shades.keys() == {cell for cell, count in counts.items()}
    for cell, shown in shades.items():
        low, high = map(int, shown.split("-"))
        assert low <= counts[cell] <= high
    assert 1 < len(set(shades.values())) < len(HOMES)
    found = spoken(homes(), figure)
    assert any(isinstance(fact, Range) and fact.low != fact.high for fact in found.publication.facts)


def test_a_rate_is_its_count_because_everybody_knows_how_many_people_live_there():
    rated = measure("who", "victim", ("home_authority",), denominator=Denominator.CHILDREN_10_17)
    protected = protect_answers(
        [answer(rated, {(code,): 9 + 7 * place for place, code in enumerate(HOMES)})], threshold=5
    )
    figure = rate_bars(by(protected, "home_authority"), "Rates")
    page = Page("who", "section", "?", Sentence("Nothing"), figures=(figure,))
    kinds = {fact.kind for said in numbers_of(page) for fact in said.facts}
    assert kinds == {"count", "rate", "public"}
    found = spoken(protected, figure)
    assert found.left_out == ()
    exact = {fact.counts[0]: fact.low for fact in found.publication.facts if isinstance(fact, Range)}
    assert exact[count_of("victim, 2014-15", home_authority=HOMES[2])] == 23


MISSING = measure("missing.history", "victim_with_missing_history", ("missing_before",), ("sex", "missing_before"))


def audited(children_looked_at: int) -> Spoken:
    """The page about the links of a year with an audit."""
    joint = {("female", "yes"): 80, ("female", "no"): 40, ("male", "yes"): 20, ("male", "no"): 10}
    protected = protect_answers([answer(MISSING, {("yes",): 100, ("no",): 50}, joint)], threshold=5)
    share = LinkedShare(
        "missing.history", "2014-15", 150, 100 / 150, 0.71, Interval(0.66, 0.7, 0.74), None, "",
        Interval(0.9, 0.95, 0.98), Interval(0.97, 0.99, 1.0), audited=children_looked_at,
    )  # fmt: skip
    quality = LinkQuality(EstimatedQuality(0.98, 0.95, 900, 700.0), {"missing.history": share})
    setting = Setting(YEAR, "London", False, protected.rule, frozenset())
    page = linkage.page(quality, [Told(entry, setting) for entry in protected.answers])
    claims = Claims(protected.whole, protected.hidden_counts, [MISSING], YEAR)

    def draft(withheld: frozenset[Fact]) -> Draft:
        may = tuple(said for said in page.paragraphs if withheld.isdisjoint(said.facts))
        return Draft((Page(page.id, page.section, page.question, page.headline, may, page.figures),))

    return say_what_may_be_said(protected, claims, draft)


def test_the_page_about_the_links_is_in_the_publication():
    found = audited(150)
    assert found.left_out == ()
    says = [fact.says for fact in found.publication.facts]
    for figure in ("71%", "66% to 74%", "90% to 98%", "97% to 100%", "98% of the links are right", "150 children"):
        assert any(figure in text for text in says), figure
    of_children = next(fact for fact in found.publication.facts if "66% to 74%" in fact.says)
    assert isinstance(of_children, Share)
    assert set(of_children.whole) == {count_of("victim, 2014-15", missing_before=answer) for answer in ("yes", "no")}
    assert attack(found.publication).passes


def test_an_audit_of_fewer_children_than_may_be_told_is_not_told():
    found = audited(3)
    assert not any("3 children" in said.text for said in found.draft.pages[0].paragraphs)
    assert any("3 children" in entry.text for entry in found.left_out)


def test_what_only_facts_speak_of_has_a_table_that_says_it_was_never_counted():
    protected = children(BOYS_OF_14_ARE_FEW)
    unknown = Range("a guess", (count_of("children in truth"),), 5, 9)
    made = with_unknown(protected.publication, [unknown])
    assert [table.cells for table in made.tables if table.population == "children in truth"] == [
        {(): Symbol.NOT_AVAILABLE}
    ]
    assert with_unknown(made, [unknown]) is made
    assert not attack(made.with_facts((unknown,))).inconsistent


def test_the_last_page_does_not_tell_of_few_rows_turned_away():
    rule = Rule(threshold=5)
    assert rows_told(1000, 1000, 0, rule) == ("1,000", "1,000", "0")
    assert rows_told(1000, 990, 10, rule) == ("1,000", "990", "10")
    assert rows_told(1000, 997, 3, rule) == ("1,000", "[c]", "[c]")
    assert rows_told(3, 3, 0, rule) == ("[c]", "[c]", "[c]")


@pytest.mark.slow
def test_every_number_of_a_briefing_bears_the_facts_that_it_says(made: Profile):
    numbers = [(page.id, said) for page in made.briefing.pages for said in numbers_of(page)]
    assert len(numbers) > 1000
    assert not [(page, said.text) for page, said in numbers if not said.facts]
    account = made.results.manifest.parameters["disclosure"]
    assert account["left_out"] == []
    assert account["facts_that_follow"] > 500
