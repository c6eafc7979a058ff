"""A few questions in place of all, so that whole briefings of two sides are made in seconds."""

from dataclasses import replace
from shutil import copytree

import pytest

from lanthorn.evidence import Store
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


@pytest.fixture(scope="session")
def london(london: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small London in a copy, so that the profile that other tests explain stays the last one of their store."""
    copied = tmp_path_factory.mktemp("beside") / "store"
    copytree(london.folder, copied)
    return Store.open(copied)
