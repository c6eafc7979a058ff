"""A small synthetic London taken in and linked, and its profile: made once for all tests of the briefing's content."""

from pathlib import Path

import pytest

from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.profile import Profile, make_profile
from lanthorn.synthetic import generate
from lanthorn.vocabulary import parse_period

YEAR = parse_period("2014-15")


@pytest.fixture(scope="session")
def london(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A tenth of London."""
    folder = tmp_path_factory.mktemp("profile")
    made = generate(folder / "london", seed=3, scale=0.1)
    store = Store.open(folder / "store", create=True)
    take_in(made.files, store)
    link(store, defaults=True)
    return store


@pytest.fixture(scope="session")
def made(london: Store) -> Profile:
    """Its profile for 2014-15."""
    return make_profile(london, YEAR, synthetic=True)


@pytest.fixture(scope="session")
def care_alone(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds nothing but returns of children looked after."""
    folder = tmp_path_factory.mktemp("care")
    made = generate(folder / "london", seed=4, scale=0.02)
    store = Store.open(folder / "store", create=True)
    take_in([path for path in made.files if "social_care" in path.parts], store)
    link(store, defaults=True)
    return store


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    """A file of a user's own measures."""
    path = tmp_path / "local.py"
    path.write_text(
        "from lanthorn.measures import Measure\n"
        "measure = Measure(\n"
        '    id="local.boroughs", version="7", question="Which category do offences investigated by boroughs have?",\n'
        '    unit="offence", breakdowns=(("category",), ("offence_area", "category"), ("month",)),\n'
        '    where=lambda offence: offence.investigating_unit == "borough", where_words="investigated by boroughs",\n'
        ")\n",
        encoding="utf-8",
    )
    return path
