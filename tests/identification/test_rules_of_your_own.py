"""A rule of an area's own in one file: it is asked as the built-in ones are, and refused where it is not sound."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lanthorn.errors import BadDefinitionError
from lanthorn.identification import Parameter, Rule, read_parameters, recent, rules
from tests.spec.identification.whiteboard import ask, children_of, why_not, words_of

OWN = """
from lanthorn.identification import Parameter, Rule, recent


def from_elsewhere(linked, parameters):
    report = linked.missing
    return recent(report.filter(report.missing_from == "other"), linked.as_of, parameters["recent_days"])


rule = Rule(
    id="local.from_elsewhere", version="1", name="Missing from elsewhere",
    reason="Reported missing from neither home nor placement {times}.", source="Local choice",
    needs=("missing_report", "child"), evidence=from_elsewhere,
    parameters={"recent_days": Parameter(30, "Local choice: the month of the meeting")},
)
"""
REPORTS = """
report_reference | reported_at      | missing_from
M1               | 2015-03-20T10:00 | other
M2               | 2015-03-20T10:00 | home
"""
CHILDREN = "ann: missing_report:M1\nbob: missing_report:M2"


def _file(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own_rules.py"
    file.write_text(text, encoding="utf-8")
    return file


def _rule(**changed) -> Rule:
    whole = Rule(
        id="local.any",
        version="1",
        name="Reported missing",
        reason="Reported missing {times}.",
        source="Local choice",
        needs=("missing_report", "child"),
        evidence=lambda linked, parameters: recent(linked.missing, linked.as_of, parameters["recent_days"]),
        parameters={"recent_days": Parameter(90, "Local choice")},
    )
    return replace(whole, **changed)


def test_a_rule_in_a_file_is_asked_beside_the_built_in_ones(tmp_path):
    found = rules([_file(tmp_path, OWN)])
    assert found[-1].id == "local.from_elsewhere"
    answer = ask(found[-1], missing_report=REPORTS, children=CHILDREN)
    assert children_of(answer) == ["ann"]
    assert words_of(answer, "ann") == ["Reported missing from neither home nor placement once, on 20 March 2015."]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected `rule = Rule"),
        ("rule = 3", "expected `rule = Rule"),
        ("1 / 0", "ZeroDivisionError"),
        (OWN.replace("local.from_elsewhere", "missing.often"), "Two rules are named 'missing.often'"),
        (OWN.replace("{times}", "{score}"), "its reason names 'score'"),
        (OWN.replace('{"recent_days": Param', '{"days": Param'), "needs the parameter 'recent_days'"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_the_reason(tmp_path, text, said):
    with pytest.raises(BadDefinitionError, match=said):
        rules([_file(tmp_path, text)])


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadDefinitionError, match="there is no such file of rules"):
        rules([tmp_path / "none.py"])


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (lambda linked, parameters: linked.missing.drop("record_id"), "its expression is not sound"),
        (lambda linked, parameters: linked.missing.nothing, "its expression is not sound"),
        (lambda linked, parameters: linked.missing.mutate(record_id=None), "without a child, an event, a record"),
        (lambda linked, parameters: linked.missing.mutate(happened_on=date(2015, 4, 1)), "a record of after the day"),
        (
            lambda linked, parameters: linked.missing.mutate(happened_on=linked.missing.record_id),
            "asking it failed with ArrowInvalid",
        ),
    ],
)
def test_a_rule_that_gives_back_something_else_is_refused_by_its_name(evidence, said):
    with pytest.raises(BadDefinitionError, match=r"Rule local\.any") as raised:
        ask(_rule(evidence=evidence), missing_report=REPORTS, children=CHILDREN)
    assert said in str(raised.value)
    assert "M1" not in str(raised.value)


@pytest.mark.parametrize(("day", "asked"), [(date(2015, 3, 30), False), (date(2015, 3, 31), True)])
def test_a_rule_is_asked_only_while_it_is_in_force(day, asked):
    found = ask(_rule(valid_from=date(2015, 3, 31)), missing_report=REPORTS, children=CHILDREN, as_of=day)
    assert why_not(found) == ("" if asked else "it is in force from 31 March 2015")
    assert children_of(found) == (["ann", "bob"] if asked else [])


def test_the_last_day_of_a_rule_is_one_of_its_days():
    rule = _rule(valid_to=date(2015, 3, 31))
    assert why_not(ask(rule, missing_report=REPORTS, children=CHILDREN)) == ""
    later = ask(rule, missing_report=REPORTS, children=CHILDREN, as_of=date(2015, 4, 1))
    assert why_not(later) == "it is in force until 31 March 2015"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"missing.never": {"days": 3}}, "'missing.never', which is no rule"),
        ({"missing.often": {"weeks": 3}}, "has no parameter 'weeks'"),
        ({"missing.often": {"days": "3"}}, "'days' is '3', expected a whole number above nought"),
        ({"missing.often": {"days": 0}}, "expected a whole number above nought"),
        ({"missing.often": {"days": True}}, "expected a whole number above nought"),
    ],
)
def test_a_parameter_that_is_not_sound_is_refused(given, said):
    with pytest.raises(BadDefinitionError, match=said):
        ask("missing.often", missing_report=REPORTS, children=CHILDREN, parameters=given)


def test_parameters_are_read_from_a_file_by_rule(tmp_path):
    file = tmp_path / "parameters.toml"
    file.write_text('["missing.often"]\nreports = 4\n["offence.no_flag"]\noffence_codes = ["71"]\n', encoding="utf-8")
    assert read_parameters(file) == {"missing.often": {"reports": 4}, "offence.no_flag": {"offence_codes": ["71"]}}


@pytest.mark.parametrize(
    ("text", "said"),
    [("reports = 4", "stands alone"), ("[missing.often]\nreports = 4", "quotation marks"), ("[", "not a TOML file")],
)
def test_a_file_of_parameters_that_is_not_sound_is_refused(tmp_path, text, said):
    file = tmp_path / "parameters.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadDefinitionError, match=said):
        read_parameters(file)


def test_every_built_in_rule_says_why_and_where_each_of_its_numbers_comes_from():
    for rule in rules():
        assert rule.source
        assert rule.needs
        for parameter in rule.parameters.values():
            assert parameter.reason
