"""Briefings of authorities beside London's: views of one publication, which withstands an attack as a whole."""

import pytest

from lanthorn.disclosure import attack
from lanthorn.disclosure.publication import Symbol
from lanthorn.errors import LanthornError
from lanthorn.evidence import Store
from lanthorn.measures import catalogue
from lanthorn.profile import Profiles, Wanted, make_local_profiles, make_profile
from lanthorn.profile.beside import local, standing
from lanthorn.profile.beside.authorities import authority_named, folder_name
from lanthorn.profile.formats import rendered
from lanthorn.vocabulary import authorities
from tests.profile.conftest import YEAR

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(london: Store, few_questions: object) -> Profiles:
    return make_local_profiles(london, YEAR, Wanted(synthetic=True))


def test_every_authority_has_a_briefing_that_bears_its_name(made: Profiles):
    assert list(made.of_authorities) == [entry.code for entry in authorities()]
    assert [briefing.area for briefing in made.of_authorities.values()] == [entry.label for entry in authorities()]


def test_all_briefings_together_with_londons_withstand_an_attack(made: Profiles):
    hidden = [key for _, key, value in made.publication.cells if value is Symbol.CONFIDENTIAL]
    assert hidden
    assert attack([made.publication], exact=False).passes


def test_londons_briefing_is_what_it_is_alone(london: Store, few_questions: object, made: Profiles):
    alone = make_profile(london, YEAR, synthetic=True).briefing
    assert [page.headline.text for page in made.whole.pages] == [page.headline.text for page in alone.pages]
    assert [page.figures for page in made.whole.pages] == [page.figures for page in alone.pages]


def test_what_an_authority_is_told_is_the_same_count_in_londons_tables(made: Profiles):
    """An authority's total is its cell of London's map: the same number, or hidden in both."""
    (homes,) = (page for page in made.whole.pages if page.id == "place.home")
    of_london = {row[0]: row[1] for figure in homes.figures for row in figure.table.rows}
    for briefing in made.of_authorities.values():
        (page,) = (page for page in briefing.pages if page.id == "victim.age_sex")
        totals = {row[1] for figure in page.figures for row in figure.table.rows[-1:]}
        assert totals <= {of_london[briefing.area]}


def test_no_small_count_is_shown_in_any_briefing(made: Profiles):
    for briefing in made.of_authorities.values():
        for page in briefing.pages:
            for figure in page.figures:
                places = [place for place, name in enumerate(figure.table.columns) if name.startswith("Number")]
                assert not [row[place] for row in figure.table.values for place in places if row[place] in (1, 2, 3, 4)]


def test_every_number_of_an_authority_is_a_fact_of_the_publication(made: Profiles):
    for briefing in made.of_authorities.values():
        (page, *_) = (page for page in briefing.pages if page.id == standing.ID)
        for figure in page.figures:
            for values, facts in zip(figure.table.values, figure.table.facts, strict=True):
                assert all(own for value, own in zip(values, facts, strict=True) if value is not None)


def test_an_authoritys_briefing_is_written_in_every_format_it_is_asked_in(made: Profiles):
    found = made.of_authorities[authority_named("Newham").code]
    assert "Newham" in rendered(found, "html").decode()
    assert rendered(found, "json") == rendered(found, "json")


def test_an_authority_is_known_by_its_name_or_its_code_and_no_other():
    assert authority_named("camden").code == authority_named("E09000007").code
    with pytest.raises(LanthornError, match="'Camelot' is no authority: expected one of City of London"):
        authority_named("Camelot")
    assert folder_name("City of London") == "city-of-london"


def test_every_question_told_of_an_authority_is_one_that_there_is_by_a_place_that_its_unit_has():
    asked = {measure.id: measure for measure in catalogue().measures}
    for name, told in local.questions().items():
        widened = local.with_authorities(asked[name])
        assert {(told.place, dimension) for dimension in told.dimensions} <= set(widened.breakdowns)
