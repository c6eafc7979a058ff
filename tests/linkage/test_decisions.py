"""People's decisions win over the model, survive every run, contradict nobody in silence, and can be taken back."""

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link
from lanthorn.linkage.decisions import Decision, applicable, decisions_in, record_decisions
from lanthorn.linkage.review import JUDGEMENT, LEFT, REASON, RIGHT, record_review, write_review
from lanthorn.linkage.spreadsheet import ROWS

# Reports 1 to 3 are one child, 4 and 5 another; 6 resembles the second child's and is her twin's.
RECORDS = """
    record  | forename | surname | born       | sex    | postcode | authority
    report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report2 | Becky    | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report3 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report4 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
    report5 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
    report6 | Hodan    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
    report7 | Grace    | Okafor  | 2001-11-30 | female | N1 4QR   | E09000019
"""
ALL = [f"report{number}" for number in range(1, 8)]
BY_THE_MODEL = {
    frozenset({"report1", "report2", "report3"}),
    frozenset({"report4", "report5"}),
    frozenset({"report6"}),
    frozenset({"report7"}),
}


def _children(store: Store) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in pq.read_table(store.need(Layer.LINKS).table("child")).to_pylist():
        found.setdefault(row["child_id"], set()).add(row["record_id"].split(":")[1])
    return {frozenset(records) for records in found.values()}


def _decide(store: Store, left: str, judgement: str, right: str) -> None:
    decision = Decision(f"missing_report:{left}", f"missing_report:{right}", judgement, "A reviewer", "seen in person")
    record_decisions(store, [decision])


@pytest.fixture
def store(store_of) -> Store:
    made = store_of(RECORDS)
    link(made, defaults=True)
    assert _children(made) == BY_THE_MODEL
    return made


def test_what_a_person_joins_is_joined_though_the_model_holds_it_impossible(store):
    _decide(store, "report4", "same", "report6")
    link(store, defaults=True)
    assert _children(store) == BY_THE_MODEL - {frozenset({"report4", "report5"}), frozenset({"report6"})} | {
        frozenset({"report4", "report5", "report6"})
    }


def test_what_a_person_parts_is_parted_though_all_agrees(store):
    _decide(store, "report1", "different", "report2")
    link(store, defaults=True)
    assert _children(store) >= {frozenset({"report1", "report3"}), frozenset({"report2"})}


def test_a_record_described_exactly_like_another_can_be_told_apart_from_it(store):
    _decide(store, "report4", "different", "report5")
    link(store, defaults=True)
    assert _children(store) >= {frozenset({"report4"}), frozenset({"report5"})}


def test_of_two_records_described_alike_one_can_be_joined_to_a_child_and_the_other_kept_from_it(store):
    _decide(store, "report4", "same", "report7")
    _decide(store, "report5", "different", "report7")
    link(store, defaults=True)
    assert _children(store) >= {frozenset({"report4", "report7"}), frozenset({"report5"})}


def test_decisions_survive_every_run_and_stand_beside_the_links(store):
    _decide(store, "report1", "different", "report2")
    _decide(store, "report6", "same", "report7")
    first = link(store, defaults=True)
    again = link(store, seed=9, defaults=True)
    assert first.decisions_applied == again.decisions_applied == 2
    assert frozenset({"report6", "report7"}) in _children(store)
    rows = pq.read_table(store.need(Layer.LINKS).table("link")).to_pylist()
    decided = {(row["record_id_l"][-7:], row["record_id_r"][-7:]): row["decision"] for row in rows if row["decision"]}
    assert decided == {("report1", "report2"): "different", ("report6", "report7"): "same"}


def test_a_decision_that_contradicts_earlier_ones_is_reported_and_not_followed(store):
    _decide(store, "report4", "same", "report6")
    _decide(store, "report6", "same", "report7")
    _decide(store, "report4", "different", "report7")
    report = link(store, defaults=True)
    assert frozenset({"report4", "report5", "report6", "report7"}) in _children(store)
    [conflict] = report.conflicts
    assert conflict.words == (
        "missing_report:report4 is another child than missing_report:report7, but: "
        "missing_report:report4 is the same child as missing_report:report6; "
        "missing_report:report6 is the same child as missing_report:report7. "
        "It is not applied until one of these is taken back."
    )


def test_a_contradiction_is_seen_from_the_other_side_too():
    decisions = [_decision("a", "different", "c"), _decision("a", "same", "b"), _decision("b", "same", "c")]
    found = applicable(decisions)
    assert (found.same, found.different) == ((("a", "b"),), (("a", "c"),))
    [conflict] = found.conflicts
    assert conflict.decision == decisions[2]
    assert set(conflict.because_of) == {decisions[0], decisions[1]}


def test_taking_one_back_ends_the_contradiction(store):
    _decide(store, "report4", "same", "report6")
    _decide(store, "report6", "same", "report7")
    _decide(store, "report4", "different", "report7")
    _decide(store, "report6", "unsure", "report7")
    assert link(store, defaults=True).conflicts == ()
    assert _children(store) >= {frozenset({"report4", "report5", "report6"}), frozenset({"report7"})}


def test_a_decision_on_a_record_that_is_gone_waits_and_is_counted(store):
    _decide(store, "report4", "same", "report6")
    with store.write(Layer.RECORDS) as writer:
        table = pq.read_table(store.version(Layer.RECORDS, 1).table("missing_report"))
        pq.write_table(table.slice(0, 5), writer.path("missing_report"))
    report = link(store, defaults=True)
    assert (report.decisions_applied, report.decisions_without_record) == (0, 1)


def test_the_model_is_not_taught_by_decisions(store):
    before = store.need(Layer.LINKS).manifest.parameters["model"]
    _decide(store, "report4", "same", "report6")
    link(store, defaults=True)
    assert store.need(Layer.LINKS).manifest.parameters["model"] == before


def _decision(left: str, judgement: str, right: str) -> Decision:
    return Decision(left, right, judgement, "A reviewer", "seen in person")


_PAIRS = st.tuples(st.sampled_from(ALL), st.sampled_from(ALL)).filter(lambda pair: pair[0] < pair[1])
_KEEP = settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_KEEP
@given(pairs=st.lists(_PAIRS, min_size=1, max_size=4, unique=True))
def test_merge_then_split_restores_the_same_people(store, pairs):
    apart = [pair for pair in pairs if not any(set(pair) <= child for child in BY_THE_MODEL)]
    for left, right in apart:
        _decide(store, left, "same", right)
    link(store, defaults=True)
    for left, right in apart:
        assert any({left, right} <= child for child in _children(store))
        _decide(store, left, "different", right)
    link(store, defaults=True)
    assert _children(store) == BY_THE_MODEL
    for left, right in apart:
        _decide(store, left, "unsure", right)
    link(store, defaults=True)
    assert _children(store) == BY_THE_MODEL


@_KEEP
@given(decisions=st.lists(st.tuples(_PAIRS, st.sampled_from(["same", "different"])), max_size=6))
def test_every_decision_is_followed_or_reported(store, decisions):
    for (left, right), judgement in decisions:
        _decide(store, left, judgement, right)
    report = link(store, defaults=True)
    children = _children(store)
    refused = {conflict.decision.pair for conflict in report.conflicts}
    for decision in decisions_in(store):
        if decision.pair not in refused and decision.judgement != "unsure":
            left, right = (record.split(":")[1] for record in decision.pair)
            together = any({left, right} <= child for child in children)
            assert together == (decision.judgement == "same")
    assert sorted(record for child in children for record in child) == ALL


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (Decision("a", "b", "perhaps", "One", "why"), "one of same, different, unsure"),
        (Decision("a", "a", "same", "One", "why"), "with itself"),
        (Decision("a", "b", "same", " ", "why"), "name of whoever"),
        (Decision("a", "b", "same", "One", " "), "needs a reason"),
    ],
)
def test_a_decision_needs_a_judgement_a_person_and_a_reason(store, decision, message):
    with pytest.raises(LanthornError, match=message):
        record_decisions(store, [_decision("a", "same", "b"), decision])
    assert decisions_in(store) == ()


BORDERLINE = """
    record  | forename | surname | born       | sex    | postcode | authority
    report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    report2 | Rebecca  | Ward    | 2001-05-14 | female | N1 4QR   | E09000019
    report3 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
    report4 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008
"""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_borderline_pairs_are_written_judged_and_followed(store_of, tmp_path, ending):
    store, file = store_of(BORDERLINE), tmp_path / f"review.{ending}"
    link(store, defaults=True)
    assert write_review(store, file) == 1
    before = _children(store)
    judgement = "different" if any({"report1", "report2"} <= child for child in before) else "same"
    _judge(file, judgement, "same school photograph")
    assert record_review(store, file, "A reviewer") == 1
    assert record_review(store, file, "A reviewer") == 0
    link(store, defaults=True)
    assert _children(store) != before
    assert write_review(store, file) == 0


def _judge(file, judgement: str, reason: str) -> None:
    if file.suffix == ".csv":
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        file.write_text("\n".join([lines[0], *(line[:-1] + f"{judgement},{reason}" for line in lines[1:])]))
        return
    book = load_workbook(file)
    page = book[ROWS]
    heading = {cell.value: cell.column for cell in page[1]}
    page.cell(2, heading[JUDGEMENT]).value, page.cell(2, heading[REASON]).value = judgement, reason
    book.save(file)


def test_the_review_file_names_records_and_agreements_and_no_child(store_of, tmp_path):
    store = store_of(BORDERLINE)
    link(store, defaults=True)
    write_review(store, tmp_path / "review.csv")
    text = (tmp_path / "review.csv").read_text(encoding="utf-8-sig")
    assert text.startswith(f"{LEFT},{RIGHT},Forename,Surname,Date of birth")
    assert "missing_report:report1" in text
    assert not [word for word in ("rebecca", "ward", "2000", "e15", "e09") if word in text.casefold()]


@pytest.mark.parametrize(
    ("judgement", "reason", "message"),
    [
        ("maybe", "because", "row 2, .*expected same, different, unsure"),
        ("same", "", "row 2, Reason: found nothing"),
    ],
)
def test_a_review_that_is_not_clear_is_refused_whole(store_of, tmp_path, judgement, reason, message):
    store, file = store_of(BORDERLINE), tmp_path / "review.csv"
    link(store, defaults=True)
    write_review(store, file)
    _judge(file, judgement, reason)
    with pytest.raises(BadFileError, match=message):
        record_review(store, file, "A reviewer")
    assert decisions_in(store) == ()


def test_a_review_of_other_records_is_refused(store_of, tmp_path):
    store, file = store_of(BORDERLINE), tmp_path / "review.csv"
    link(store, defaults=True)
    file.write_text(f"{LEFT},{RIGHT},{JUDGEMENT},{REASON}\nmissing_report:x,missing_report:report1,same,why\n")
    with pytest.raises(BadFileError, match="names 1 records that are not"):
        record_review(store, file, "A reviewer")
    file.write_text(f"{LEFT},{RIGHT}\n")
    with pytest.raises(BadFileError, match="lacks the columns Same child"):
        record_review(store, file, "A reviewer")
