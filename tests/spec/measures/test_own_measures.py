"""Measures of your own: one file outside the package, with every output and check of the built-in ones."""

import pytest

from lanthorn.errors import BadDefinitionError
from lanthorn.measures import Denominator, Evaluator, Measure, catalogue
from lanthorn.vocabulary import parse_period
from tests.spec.tables import answer, counts, expected, published, table

TITLE = "Measures of your own"

OFFENCES = """
offence_reference | reported_on | flag_category | online | notification_channel
A1                | 2014-05-01  | 1             | yes    | phone
A2                | 2014-05-02  | 1             | no     | phone
A3                | 2014-05-03  | 2             | yes    | school
"""
FILE = """
from lanthorn.measures import Measure

measure = Measure(
    id="local.online_channel",
    version="1",
    question="How do police hear of online offences?",
    unit="offence",
    breakdowns=(("notification_channel",), ("category", "notification_channel")),
    where=lambda offence: offence.online == "yes",
    where_words="with the online marker",
)
"""


def _written(folder, text: str):
    file = folder / "measures.py"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_measure_in_a_file_is_answered_like_a_built_in_one(tmp_path):
    own = catalogue([_written(tmp_path, FILE)]).measure("local.online_channel")
    result = answer(own, offence=OFFENCES)
    assert counts(result, "category", "notification_channel") == expected("""
    category | notification_channel | offences
    1        | phone                | 1
    2        | school               | 1
    """)
    phone = published(result).by("notification_channel").cell(notification_channel="phone")
    assert (phone.count, phone.denominator, phone.share.value) == (1, 2, 0.5)


def test_it_comes_after_the_built_in_measures(tmp_path):
    assert catalogue([_written(tmp_path, FILE)]).ids()[-1] == "local.online_channel"


def test_several_measures_may_stand_in_one_file(tmp_path):
    two = FILE + 'from dataclasses import replace\nmeasures = [measure, replace(measure, id="b")]\ndel measure\n'
    assert catalogue([_written(tmp_path, two)]).ids()[-2:] == ["local.online_channel", "b"]


def test_none_of_the_narrower_kind_is_an_answer_of_nought():
    own = Measure(
        id="own", version="1", question="?", unit="offence", breakdowns=(("category",),),
        where=lambda offence: offence.notification_channel == "health", where_words="reported by a health service",
    )  # fmt: skip
    result = answer(own, offence=OFFENCES)
    assert result.unanswerable == ""
    assert result.tables[0].total == 0
    assert published(result).by("category").cell(category="1").count == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "expected `measure = Measure"),
        ("measure = 'volume'", "expected `measure = Measure"),
        ("measures = []", "expected `measure = Measure"),
        ("measures = [1]", "expected `measure = Measure"),
        ("import nowhere_to_be_found", "running it failed with ModuleNotFoundError"),
        ("measure = (", "running it failed with SyntaxError"),
        ("raise SystemExit(0)", "running it failed with SystemExit"),
        (FILE.replace('"offence"', '"offender"'), "no unit named 'offender'. Known: .*offence"),
        (FILE.replace('("category", ', '("categry", '), "local.online_channel: There is no dimension named 'categry'"),
        (FILE.replace("local.online_channel", "volume.category"), "Two measures are named 'volume.category'"),
        (FILE.replace('(("notification_channel",), ("category", "notification_channel"))', "()"), "at least one"),
        (FILE.replace('("category", "notification_channel")', '("category", "category")'), "a dimension twice"),
        (FILE.replace('    where_words="with the online marker",\n', ""), "must say the same, so give both"),
        (FILE.replace("    where=lambda offence: offence.online == \"yes\",\n", ""), "must say the same, so give both"),
        (FILE.replace("    where_words", '    series=("cse_flags",),\n    where_words'), "no recording series named"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_sound_is_refused_with_its_fault(tmp_path, text, message):
    with pytest.raises(BadDefinitionError, match=message):
        catalogue([_written(tmp_path, text)])


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadDefinitionError, match=r"none\.py: there is no such file of measures"):
        catalogue([tmp_path / "none.py"])


def test_the_same_file_twice_is_refused(tmp_path):
    file = _written(tmp_path, FILE)
    with pytest.raises(BadDefinitionError, match=r"Two measures are named 'local\.online_channel'"):
        catalogue([file, file])


def test_a_dimension_that_the_unit_does_not_have_is_refused_with_those_it_has():
    own = Measure(id="own", version="1", question="?", unit="offence", breakdowns=(("sex",),))
    evaluator = Evaluator({"offence": table("offence", OFFENCES)}, parse_period("2014-15"))
    with pytest.raises(BadDefinitionError, match=r"unit 'offence' has no dimension 'sex'. It has: category, .*online"):
        evaluator.answer(own)


def test_a_rate_is_by_one_place_with_or_without_the_ages_of_the_rate():
    with pytest.raises(BadDefinitionError, match="one place, with or without 'age_in_scope'"):
        Measure(
            id="own", version="1", question="?", unit="victim", breakdowns=(("home_area", "sex"),),
            denominator=Denominator.CHILDREN_10_17,
        )  # fmt: skip
