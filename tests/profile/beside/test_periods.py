"""A comparison briefing, made from records: one publication of both periods, the same in every format."""

import io
import re

import pytest
from pypdf import PdfReader

from lanthorn.disclosure import attack
from lanthorn.errors import LanthornError
from lanthorn.evidence import Store
from lanthorn.measures import Estimate
from lanthorn.profile import Profile, Wanted, make_comparison
from lanthorn.profile.beside.comparable import reasons
from lanthorn.profile.beside.periods import _named, _settings
from lanthorn.profile.formats import NAMES, rendered
from lanthorn.profile.ground import Ground
from lanthorn.vocabulary import parse_period
from tests.profile.conftest import YEAR

pytestmark = pytest.mark.slow
BEFORE = parse_period("2013-14")


@pytest.fixture(scope="module")
def both(london: Store, few_questions: object) -> Profile:
    return make_comparison(london, YEAR, BEFORE, Wanted(synthetic=True))


def test_every_question_stands_once_with_both_periods(both: Profile):
    pages = {page.id: page for page in both.briefing.pages}
    assert len(pages) == len(both.briefing.pages)
    for figure in pages["victim.age_sex"].figures:
        assert any("2013-14" in column for column in figure.table.columns)
        assert any("2014-15" in column for column in figure.table.columns)


def test_flags_were_new_so_that_numbers_are_not_compared_and_the_page_says_so(both: Profile):
    (page,) = (page for page in both.briefing.pages if page.id == "volume.category")
    words = " ".join([page.headline.text, *(sentence.text for sentence in page.paragraphs)])
    assert any("flags for child sexual exploitation exist only since October 2013" in said for said in page.caveats)
    assert not re.search(r"offences in 2014-15, (up|down) from", words.replace("\u00a0", " "))


def test_the_publication_holds_both_periods_and_withstands_an_attack(both: Profile):
    populations = {table.population for table in both.publication.tables}
    assert {"offence, 2013-14", "offence, 2014-15"} <= populations
    assert attack([both.publication], exact=False).passes


def test_every_format_says_the_same_findings(both: Profile):
    found = both.briefing
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(rendered(found, "pdf"))).pages)
    paper = re.sub(r"\s+", "", text)
    web = re.sub(r"\s+", "", rendered(found, "html").decode().replace("\u00a0", ""))
    for page in found.pages:
        finding = re.sub(r"\s+", "", page.headline.text)
        assert finding in paper
        assert finding in web
    for name in set(NAMES) - {"pdf", "html"}:
        assert rendered(found, name)


def test_a_period_that_is_not_before_is_refused(london: Store):
    with pytest.raises(LanthornError, match="2014-15 does not end before 2013-14 begins"):
        make_comparison(london, BEFORE, YEAR)


def test_corrections_that_are_brought_are_of_the_later_period_alone(london: Store, few_questions: object):
    share = ("volume.category", ("category",), ("1",))
    brought = Estimate(0.5, 0.45, 0.55)
    ground = Ground.of(london, Wanted(corrections={share: brought}))
    answers = [ground.answers(period) for period in (YEAR, BEFORE)]
    protected = ground.protect([*answers[0], *(_named(one, BEFORE) for one in answers[1])], "t")
    later, earlier = _settings(ground, protected, answers)
    assert later.corrections == {share: brought}
    assert not earlier.corrections


def test_a_share_that_looks_back_is_not_compared_where_the_months_before_were_not_loaded(london: Store):
    ground = Ground.of(london, Wanted())
    asked = [measure for measure in ground.questions.measures if measure.id == "missing.history"]
    if asked:
        (answer,) = ground.answers(YEAR, asked)
        found = reasons(answer, BEFORE, YEAR, ground.tables)
        assert any("begin only on" in why for why in found.shares["missing_before"])
