"""A model learnt once can be kept, read and used again."""

import json

import pytest

from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer
from lanthorn.linkage import link, read_model, write_model
from lanthorn.linkage.weights import SAVED

RECORDS = """
    record  | forename | surname | born       | sex    | postcode | authority
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report1 | Becky    | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
"""


@pytest.fixture
def store(store_of):
    made = store_of(RECORDS)
    link(made, defaults=True)
    return made


def test_a_saved_model_gives_the_same_links(store, tmp_path):
    before = store.need(Layer.LINKS)
    write_model(store, tmp_path / "model.json")
    report = link(store, model=read_model(tmp_path / "model.json"))
    after = store.need(Layer.LINKS)
    assert after.manifest.sha256 == before.manifest.sha256
    assert {level["source"] for level in after.manifest.parameters["model"]["levels"]} == {SAVED}
    assert not report.trained


def test_the_saved_model_holds_nothing_of_a_child(store, tmp_path):
    write_model(store, tmp_path / "model.json")
    text = (tmp_path / "model.json").read_text().casefold()
    assert not [word for word in ("rebecca", "becky", "ward", "e15", "2000") if word in text]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda model: model | {"what": "a recipe"}, "is not a Lanthorn linkage model"),
        (lambda model: model | {"comparisons": "0"}, "other comparisons"),
    ],
)
def test_a_model_of_something_else_is_refused(store, tmp_path, spoil, message):
    file = tmp_path / "model.json"
    write_model(store, file)
    file.write_text(json.dumps(spoil(json.loads(file.read_text()))))
    with pytest.raises(LanthornError, match=message):
        read_model(file)


def test_a_model_that_knows_too_little_for_these_records_is_refused_by_name(store, tmp_path):
    file = tmp_path / "model.json"
    write_model(store, file)
    model = json.loads(file.read_text())
    file.write_text(json.dumps(model | {"levels": model["levels"][1:]}))
    with pytest.raises(LanthornError, match="has no weight for forename: same"):
        link(store, model=read_model(file))


def test_a_file_that_is_no_model_is_refused(tmp_path):
    (tmp_path / "text.json").write_text("not JSON")
    for name in ("text.json", "nowhere.json"):
        with pytest.raises(BadFileError, match="cannot be read as a saved model"):
            read_model(tmp_path / name)
