"""What linkage writes into the store, and what it says and does not say while it works."""

import dataclasses
import json
from io import StringIO

import pyarrow.parquet as pq
import pytest

from lanthorn.errors import LanthornError, StoreError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import blocking, link, training
from lanthorn.linkage.comparisons import COMPARISONS
from lanthorn.linkage.learn_defaults import write_weights
from lanthorn.linkage.weights import LevelWeight, Weights, default_weights
from lanthorn.records import record_id

TABLE = """
    record  | forename | surname | born       | sex    | postcode | placement | authority
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
    report1 | Becky    | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
    report2 | Becky    | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
    report3 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  |           | E09000008
    care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
"""


def _rows(store: Store, table: str) -> list[dict[str, object]]:
    return pq.read_table(store.need(Layer.LINKS).table(table)).to_pylist()


def test_every_record_that_could_be_linked_has_a_child_named_by_its_smallest_record(store_of):
    store = store_of(TABLE)
    link(store, defaults=True)
    care = record_id("care_child", "E09000025", "care1")
    assert _rows(store, "child") == [
        {"record_id": care, "record_table": "care_child", "child_id": care},
        {"record_id": record_id("involvement", "crime1", "1"), "record_table": "involvement", "child_id": care},
        {"record_id": record_id("missing_report", "report1"), "record_table": "missing_report", "child_id": care},
        {"record_id": record_id("missing_report", "report2"), "record_table": "missing_report", "child_id": care},
        {
            "record_id": record_id("missing_report", "report3"),
            "record_table": "missing_report",
            "child_id": record_id("missing_report", "report3"),
        },
    ]


def test_reports_that_describe_a_child_alike_are_compared_once(store_of):
    store = store_of(TABLE)
    assert link(store, defaults=True).descriptions == 4
    described = {row["record_id"]: row["description_id"] for row in _rows(store, "description")}
    assert described["missing_report:report2"] == described["missing_report:report1"] == "missing_report:report1"


def test_links_are_kept_with_weight_and_probability_for_explanation(store_of):
    store = store_of(TABLE)
    report = link(store, defaults=True)
    links = _rows(store, "link")
    assert len(links) == report.links > 0
    assert all(row["record_id_l"] < row["record_id_r"] for row in links)
    strongest = links[0]
    odds = 2 ** strongest["match_weight"]
    assert strongest["match_probability"] == pytest.approx(odds / (1 + odds), abs=1e-5)


def test_a_link_says_in_what_the_two_descriptions_agree(store_of):
    store = store_of(TABLE)
    link(store, defaults=True)
    [becky] = [
        row for row in _rows(store, "link") if row["record_id_r"] == "missing_report:report1" and row["forename"]
    ]
    assert {name: becky[name] for name in ("forename", "surname", "date_of_birth", "sex", "place", "missing_days")} == {
        "forename": "nickname or formal name",
        "surname": "same",
        "date_of_birth": "same",
        "sex": "same",
        "place": "same postcode",
        "missing_days": None,
    }


def test_the_manifest_holds_the_model_the_thresholds_and_what_was_not_learnt(store_of):
    store = store_of(TABLE)
    report = link(store, seed=7, defaults=True)
    stated = store.need(Layer.LINKS).manifest.parameters
    assert store.need_fresh(Layer.LINKS, Layer.RECORDS).number == report.version
    assert (stated["seed"], stated["trained"], stated["splink"][0]) == (7, False, "5")
    assert stated["joined_match_weight"] > stated["kept_match_weight"]
    assert len(stated["model"]["levels"]) == len(stated["not_learnt"]) > 20
    assert json.loads(json.dumps(stated)) == stated


def test_few_records_are_linked_with_the_default_weights_and_it_is_said(store_of):
    told: list[str] = []
    assert not link(store_of(TABLE), progress=told.append, defaults=True).trained
    assert any("default weights" in line for line in told)


def test_the_pairs_of_every_rule_are_told_before_any_is_compared(store_of):
    told: list[str] = []
    budgets: list[dict[str, int]] = []
    link(
        store_of(TABLE),
        progress=told.append,
        budget=lambda pairs: budgets.append({**pairs, "told": len(told)}),
        defaults=True,
    )
    [budget] = budgets
    assert list(budget) == [*(rule.meaning for rule in blocking.RULES), "told"]
    assert budget["same date of birth and surname"] >= 1
    assert any(line.startswith("Comparing the pairs") for line in told[budget["told"] :])


def test_nothing_of_a_child_appears_on_the_screen(store_of, capfd):
    told: list[str] = []
    report = link(store_of(TABLE), progress=told.append, defaults=True)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
    shown = " ".join([*told, str(report)]).casefold()
    assert not [value for value in ("rebecca", "becky", "ward", "2000-05-14", "e15", "report1") if value in shown]


@pytest.mark.parametrize("absent", ["involvement", "missing_report", "care_child", "care_episode", "care_absence"])
def test_any_table_may_be_absent(make_store, rows_of, absent):
    rows = rows_of(TABLE)
    expected = sum(len(rows[name]) for name in {"involvement", "missing_report", "care_child"} - {absent})
    rows.pop(absent, None)
    store = make_store(rows)
    assert sum(link(store, defaults=True).records.values()) == len(_rows(store, "child")) == expected


def test_with_care_records_alone_every_identifier_of_an_authority_is_one_child(store_of):
    store = store_of("""
        record | born       | sex    | year    | postcode | placement | authority
        care1  | 2000-05-14 | female | 2013-14 | E15 3AB  | CR0 2EF   | E09000025
        care1  | 2000-05-14 | female | 2014-15 | E15 3AB  | CR0 2EF   | E09000025
        care1  | 2000-05-14 | female | 2014-15 | E15 3AB  | CR0 2EF   | E09000008
        care2  | 2000-05-14 | female | 2014-15 | E15 3AB  | CR0 2EF   | E09000025
    """)
    report = link(store, defaults=True)
    assert (report.children, report.links, report.trained) == (3, 0, False)
    assert [row["child_id"] for row in _rows(store, "child")] == [
        "care_child:E09000008|care1",
        "care_child:E09000025|care1",
        "care_child:E09000025|care2",
    ]


def test_default_weights_are_not_made_from_default_weights(store_of):
    store = store_of(TABLE)
    link(store, defaults=True)
    with pytest.raises(LanthornError, match="default weights"):
        write_weights(store, StringIO())


def test_weights_that_take_agreement_for_no_evidence_are_not_used(store_of, monkeypatch):
    usual = default_weights()
    senseless = Weights(usual.prior, {key: LevelWeight(0.5, 0.5, "learnt") for key in usual.levels})
    asked = dataclasses.replace(training.parameters(), fewest_likely_pairs=0)
    monkeypatch.setattr(training, "parameters", lambda: asked)
    monkeypatch.setattr(training, "_learn", lambda *_: (senseless, []))
    told: list[str] = []
    assert not link(store_of(TABLE), progress=told.append, defaults=True).trained
    assert any("no evidence" in line for line in told)
    with pytest.raises(LanthornError, match="no evidence"):
        link(store_of(TABLE))


def test_too_few_records_to_learn_from_are_an_error_that_says_what_to_do(store_of):
    store = store_of(TABLE)
    with pytest.raises(LanthornError, match=r"too few to learn from \(500 are needed\).*--model.*--defaults"):
        link(store)
    assert store.current(Layer.LINKS) is None


def test_a_level_that_no_pair_could_teach_is_an_error_that_names_it(store_of, monkeypatch):
    usual = default_weights()
    asked = dataclasses.replace(training.parameters(), fewest_likely_pairs=0)
    monkeypatch.setattr(training, "parameters", lambda: asked)
    monkeypatch.setattr(training, "_learn", lambda *_: (usual, ["surname: sounds alike"]))
    with pytest.raises(LanthornError, match=r"weight of surname: sounds alike\. .*--defaults"):
        link(store_of(TABLE))
    told: list[str] = []
    link(store_of(TABLE), progress=told.append, defaults=True)
    assert any("surname: sounds alike: its default weight is used, as asked" in line for line in told)


def test_what_no_record_holds_takes_no_part_in_the_model(store_of):
    store = store_of(TABLE)
    link(store, defaults=True)
    compared = {level["comparison"] for level in store.need(Layer.LINKS).manifest.parameters["model"]["levels"]}
    assert "address" not in compared
    assert {"forename", "date_of_birth"} <= compared


def test_each_stage_says_how_long_it_took_and_what_it_held(store_of):
    stages = link(store_of(TABLE), defaults=True).stages
    assert [stage.name for stage in stages][-1] == "Writing the links"
    assert all(stage.seconds >= 0 and stage.peak_mebibytes > 0 for stage in stages)


def test_a_limit_of_memory_changes_nothing_but_where_it_is_held(store_of):
    free, limited = store_of(TABLE), store_of(TABLE)
    link(free, defaults=True)
    link(limited, defaults=True, memory="200MB")
    assert free.need(Layer.LINKS).manifest.sha256 == limited.need(Layer.LINKS).manifest.sha256
    with pytest.raises(LanthornError, match="'a lot' is no amount of memory"):
        link(free, defaults=True, memory="a lot")


def test_more_pairs_than_the_budget_are_refused_before_they_are_compared(store_of, monkeypatch):
    store = store_of(TABLE)
    monkeypatch.setattr(blocking, "parameters", lambda: type("Tight", (), {"most_candidate_pairs": 3}))
    with pytest.raises(LanthornError, match="its budget is 3"):
        link(store, defaults=True)
    assert store.current(Layer.LINKS) is None


def test_a_level_without_a_weight_is_an_error():
    complete = default_weights()
    some = dict(complete.levels)
    del some["sex", "different"]
    with pytest.raises(LanthornError, match="sex: different"):
        Weights(complete.prior, some).of(COMPARISONS)


def test_the_default_weights_speak_for_agreement_and_against_difference():
    levels = default_weights().levels
    for comparison in COMPARISONS:
        weights = [levels[comparison.name, level.name] for level in comparison.weighed]
        assert weights[-1].match_weight < 0 < max(weight.match_weight for weight in weights)
        assert sum(weight.u for weight in weights) == pytest.approx(1, abs=0.05)


def test_a_weight_is_in_bits():
    assert LevelWeight(m=0.5, u=0.125, source="default").match_weight == 2


def test_a_store_without_records_is_refused(tmp_path):
    with pytest.raises(StoreError, match="intake"):
        link(Store.open(tmp_path / "empty", create=True))


def test_a_store_with_nothing_to_link_is_refused(make_store):
    with pytest.raises(LanthornError, match="no victims"):
        link(make_store({}), defaults=True)
