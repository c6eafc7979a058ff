"""From a store to files: a whole run on a small synthetic London, twice the same; files safe, whole or not at all."""

import csv
import json
import shutil
import stat
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer import Typer
from typer.testing import CliRunner

from lanthorn.cli.identify import identify
from lanthorn.errors import BadFileError, LanthornError, StoreError
from lanthorn.evidence import Layer, Store
from lanthorn.identification import consider, evaluate, month_ends, read_decided, write_considered
from lanthorn.identification.scores import ALL_RULES
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.synthetic import Generated, generate
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, authorities

AS_OF = date(2015, 3, 31)


@pytest.fixture(scope="module")
def london(tmp_path_factory) -> Generated:
    return generate(tmp_path_factory.mktemp("london") / "london", seed=5, scale=0.05)


@pytest.fixture(scope="module")
def store(london, tmp_path_factory) -> Store:
    made = Store.open(tmp_path_factory.mktemp("store") / "store", create=True)
    take_in(list(london.files), made)
    link(made, defaults=True)
    return made


@pytest.fixture(scope="module")
def considered(store):
    return consider(store, AS_OF)


def test_the_same_store_and_day_give_the_same_bytes(store, considered, tmp_path):
    again = consider(store, AS_OF)
    assert considered.children.num_rows > 10
    for folder, run in (("one", considered), ("two", again)):
        write_considered(run, tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_every_record_behind_a_reason_is_in_the_store_and_no_later_than_the_day(considered):
    assert max(considered.evidence["happened_on"].to_pylist()) <= AS_OF
    assert {row.split(":")[0] for row in considered.evidence["record_id"].to_pylist()} <= {
        "involvement",
        "missing_report",
    }


def test_records_without_links_or_newer_than_them_are_refused(store, tmp_path):
    shutil.copytree(store.folder, tmp_path / "store")
    copied = Store.open(tmp_path / "store")
    with copied.write(Layer.RECORDS) as writer:
        for name, path in store.need(Layer.RECORDS).tables().items():
            shutil.copy(path, writer.path(name))
    with pytest.raises(StoreError, match="Make the links again"):
        consider(copied, AS_OF)
    shutil.rmtree(copied.folder / "links")
    with pytest.raises(StoreError, match="lanthorn link"):
        consider(copied, AS_OF)


def test_a_case_closes_the_reason_of_a_flag_without_one(store):
    without = consider(store, AS_OF, tables=_cases([]))
    children = [row["child_id"] for row in without.reasons.to_pylist() if row["rule"] == "flag.no_open_case"]
    assert children
    after = consider(store, AS_OF, tables=_cases(children[:1]))
    left = [row["child_id"] for row in after.reasons.to_pylist() if row["rule"] == "flag.no_open_case"]
    assert left == children[1:]


def _cases(records):
    references = [f"C{number}" for number, _ in enumerate(records)]
    opened = pa.array([date(2015, 1, 1)] * len(records), pa.date32())
    return {
        "case_episode": pa.table(
            {"case_reference": pa.array(references, pa.string()), "opened_on": opened,
             "closed_on": pa.nulls(len(records), pa.date32())}
        ),
        "case_record": pa.table(
            {"case_reference": pa.array(references, pa.string()), "record_id": pa.array(records, pa.string())}
        ),
    }  # fmt: skip


def test_every_child_has_an_authority_or_says_unknown_and_all_its_records(store, considered):
    codes = {entry.code for entry in authorities()}
    assert set(considered.children["authority"].to_pylist()) <= codes | {UNKNOWN, OUTSIDE}
    links = pq.read_table(store.need(Layer.LINKS).table("child")).to_pylist()
    shown = set(considered.children["child_id"].to_pylist())
    assert sorted((row["child_id"], row["record_id"]) for row in considered.records.to_pylist()) == sorted(
        (row["child_id"], row["record_id"]) for row in links if row["child_id"] in shown
    )


def test_files_are_for_their_owner_alone_and_no_cell_is_a_formula(store, considered, tmp_path):
    [child, *_] = considered.view()
    decided = pa.table(
        {
            "child": [child.child_id],
            "rule": [child.reasons[0].rule],
            "decided_on": [date(2013, 5, 1)],
            "decision": ["=HYPERLINK(1)"],
        }
    )
    folder = tmp_path / "out"
    files = write_considered(consider(store, AS_OF, decided=decided), folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    with (folder / "reasons.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert "'=HYPERLINK(1)" in {row["decision"] for row in rows}
    account = json.loads((folder / "identification.json").read_text(encoding="utf-8"))
    assert account["as_of"] == "2015-03-31"
    assert [rule["id"] for rule in account["rules"] if not rule["asked"]] == ["health.presentation"]


def test_an_earlier_run_is_replaced_and_anything_else_is_left_alone(considered, tmp_path):
    write_considered(considered, tmp_path / "out")
    write_considered(considered, tmp_path / "out")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(LanthornError, match="holds other things"):
        write_considered(considered, tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_a_run_that_dies_leaves_the_earlier_files_as_they_were(considered, tmp_path, monkeypatch):
    write_considered(considered, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def dies(*_args, **_more):
        raise OSError("no space left on the device")

    monkeypatch.setattr("lanthorn.identification.writing.pq.write_table", dies)
    with pytest.raises(OSError, match="no space"):
        write_considered(considered, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_decisions_are_read_from_csv(tmp_path):
    file = tmp_path / "decided.csv"
    file.write_text("child,rule,decided_on,decision\nmissing_report:M1,missing.often,2015-03-01,refer\n", "utf-8")
    assert read_decided(file).to_pylist()[0]["decided_on"] == date(2015, 3, 1)
    file.write_text("child,rule,decided_on,decision\nmissing_report:M1,missing.often,1 March,refer\n", "utf-8")
    with pytest.raises(BadFileError, match="'decided_on' does not hold date32"):
        read_decided(file)


def test_month_ends_are_last_days_of_whole_months():
    assert month_ends(date(2015, 3, 31), 2) == (date(2015, 2, 28), date(2015, 3, 31))
    assert month_ends(date(2015, 3, 30), 2) == (date(2015, 1, 31), date(2015, 2, 28))


def test_the_rules_against_the_truth(store, london):
    days = month_ends(AS_OF, 3)
    found = evaluate(store, london.truth, days)
    by_rule = {score.rule: score for score in found.scores}
    together = by_rule.pop(ALL_RULES)
    assert together.shown <= sum(score.shown for score in by_rule.values())
    assert together.shown >= max(score.shown for score in by_rule.values())
    assert found.exploited > found.never_flagged > 0
    by_sex = [group for group in found.groups if group.dimension == "Sex"]
    assert sum(group.exploited for group in by_sex) == found.exploited
    assert sum(group.shown for group in by_sex) == together.shown
    # Reasons that rest on a flag are right in a London where every flag is of a child exploited.
    assert by_rule["flag.looked_after"].precision.value == 1.0
    assert by_rule["missing.often"].precision.value > found.base_rate


def test_another_folder_than_the_truth_is_refused(store, tmp_path):
    with pytest.raises(LanthornError, match=r"holds no person\.parquet"):
        evaluate(store, tmp_path, [AS_OF])


@pytest.fixture
def run():
    app = Typer(pretty_exceptions_enable=False)
    app.command()(identify)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_prints_counts_alone_and_writes_who_is_shown_with_small_counts_hidden(store, tmp_path, run):
    out, who = tmp_path / "out", tmp_path / "who.csv"
    result = run("--store", store.folder, "--as-of", "2015-03-31", "--out", out, "--who", who)
    assert result.exit_code == 0, result.output
    assert "missing_report:" not in result.output
    assert "care_child:" not in result.output
    with who.open(encoding="utf-8-sig", newline="") as source:
        counts = [row["To consider"] for row in csv.DictReader(source)]
    assert "c" in counts
    assert not {"1", "2", "3", "4"} & set(counts)


def test_a_file_of_decisions_that_is_not_there_ends_the_command_before_anything_is_written(store, tmp_path, run):
    out = tmp_path / "out"
    result = run("--store", store.folder, "--as-of", "2015-03-31", "--out", out, "--decided", tmp_path / "none.csv")
    assert isinstance(result.exception, BadFileError)
    assert not Path(out).exists()


def test_the_command_compares_its_lists_with_the_truth(store, london, run, monkeypatch):
    monkeypatch.setattr("lanthorn.cli.identify._MONTHS_EVALUATED", 1)
    result = run("--store", store.folder, "--as-of", "2015-03-31", "--evaluate", london.truth)
    assert result.exit_code == 0, result.output
    assert "children in the records are exploited by the truth" in result.output
    assert "Not asked: health.presentation." in result.output
