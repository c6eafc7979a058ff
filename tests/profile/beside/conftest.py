"""A few questions in place of all, so that whole briefings of two sides are made in seconds."""

from dataclasses import replace

import pytest

from lanthorn.measures import catalogue
from lanthorn.profile import ground

FEW = ("volume.category", "place.offence", "place.home", "rate.children", "victim.age_sex", "repeat.victim")


@pytest.fixture(scope="package")
def few_questions():
    """Only these questions are asked."""
    whole = catalogue()
    few = replace(whole, measures=tuple(measure for measure in whole.measures if measure.id in FEW))
    asked = pytest.MonkeyPatch()
    asked.setattr(ground, "catalogue", lambda files=(): few)
    yield few
    asked.undo()
