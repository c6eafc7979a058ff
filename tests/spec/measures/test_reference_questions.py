"""Questions that are answered by citing: which definition is in force, and what is known of true prevalence."""

from datetime import date

import pytest

from lanthorn.errors import BadDefinitionError
from lanthorn.measures import catalogue
from lanthorn.vocabulary import definition_in_force, prevalence_estimates, protocol_in_force

TITLE = "Questions answered by citing"


def test_the_two_questions_of_context_come_first_in_the_catalogue():
    assert catalogue().ids()[:2] == ["definition", "context.prevalence"]


@pytest.mark.parametrize(
    ("day", "definition"),
    [("2008-12-31", None), ("2015-03-31", "acpo-2009"), ("2017-02-15", "acpo-2009"), ("2017-02-16", "dfe-2017")],
)
def test_the_definition_in_force_on_a_day(day, definition):
    found = definition_in_force(date.fromisoformat(day))
    assert (found.id if found else None) == definition


@pytest.mark.parametrize(
    ("day", "protocol"),
    [("2013-01-31", None), ("2015-02-28", "london-2013"), ("2015-03-31", "london-2015"), ("2026-01-01", "london-2021")],
)
def test_the_protocol_in_force_on_a_day(day, protocol):
    found = protocol_in_force(date.fromisoformat(day))
    assert (found.id if found else None) == protocol


def test_every_estimate_of_prevalence_names_its_source_and_how_far_it_is_to_be_trusted():
    assert len(prevalence_estimates()) >= 5
    for estimate in prevalence_estimates():
        assert estimate.source
        assert estimate.grade
        assert estimate.population


def test_every_question_of_the_briefing_is_in_the_catalogue():
    assert set(catalogue().ids()) >= {
        "definition", "context.prevalence", "volume.category", "volume.comparable", "online.volume", "place.offence",
        "unit.investigating", "place.home", "notification.channel", "missing.history", "missing.repeat", "missing.care",
        "victim.age_sex", "suspect.age_sex", "suspect.age_gap", "relationship", "response.aims",
    }  # fmt: skip


def test_what_the_briefing_could_not_say_is_in_the_catalogue_too():
    assert set(catalogue().ids()) >= {
        "rate.children", "flow.home_offence", "repeat.victim", "missing.unflagged", "lead_time", "completeness",
        "trend.month", "flag.quality", "flag.delay", "ethnicity.recorded", "ethnicity.victims", "ethnicity.suspects",
        "outcome",
    }  # fmt: skip


def test_a_question_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(BadDefinitionError, match=r"no measure named 'volume.categry'. Known: definition, .*volume"):
        catalogue().measure("volume.categry")
