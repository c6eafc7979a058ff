"""The blind audit of victims: what is drawn, what the workbook shows and hides, what comes back."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link
from lanthorn.linkage.audit import audit_of, audits, new_audit, record_workbook, write_workbook
from lanthorn.linkage.audit.book import NUMBER, PERSON_NUMBER, REVIEWER_KIND
from lanthorn.linkage.audit.register import audit_for
from lanthorn.linkage.audit.sampling import draw_sample
from lanthorn.linkage.posterior import Posterior
from lanthorn.linkage.questions import MISSING_CARE, MISSING_HISTORY
from lanthorn.linkage.share import linked_share
from lanthorn.linkage.spreadsheet import ABOUT, ROWS
from lanthorn.vocabulary import parse_period

PERIOD = parse_period("2014-15")

RECORDS = """
    record   | forename | surname | born       | sex    | postcode | authority | reported   | missing
    =crime-1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-09-01 |
    crime2   | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 | 2014-06-01 |
    crime3   | Hannah   | Cole    | 2001-03-09 | male   | N1 4QR   | E09000019 | 2015-01-05 |
    report1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 |            | 2014-08-01
"""


@pytest.fixture
def store(store_of) -> Store:
    made = store_of(RECORDS.replace("=crime-1", "crime1"))
    link(made, defaults=True)
    return made


def _filled(path: Path, answer: str, *, only: int | None = None) -> Path:
    book = load_workbook(path)
    page = book[ROWS]
    for line in range(2, page.max_row + 1):
        if only in (None, line):
            page.cell(line, page.max_column).value = answer
    book.save(path)
    return path


def _texts(path: Path) -> str:
    book = load_workbook(path)
    return " ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)


def test_the_workbook_shows_references_and_days_and_nothing_of_a_child_or_of_the_model(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    shown = _texts(tmp_path / "audit.xlsx")
    assert all(reference in shown for reference in ("crime1", "crime2", "crime3", "2014-09-01"))
    hidden = ["Rebecca", "Ward", "Amina", "2000", "E15", "report1", "probab", "0.9", "stratum", "weight"]
    assert not [text for text in hidden if text.casefold() in shown.casefold()]


def test_answers_come_back_as_they_were_filled_in(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    audit, recorded, left = record_workbook(store, _filled(tmp_path / "audit.xlsx", "Yes "), "  Reviewer  One ")
    assert (recorded, left, audit.reviewers) == (3, 0, ("Reviewer One",))
    assert audit.settled("missing.history") == {1: True, 2: True, 3: True}
    assert not audit.simulated


def test_a_workbook_can_be_handed_in_half_done_and_again(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    assert record_workbook(store, _filled(tmp_path / "audit.xlsx", "no", only=2), "One")[1:] == (1, 2)
    assert record_workbook(store, _filled(tmp_path / "audit.xlsx", "no"), "One")[1:] == (2, 0)
    assert record_workbook(store, tmp_path / "audit.xlsx", "One")[1:] == (0, 0)


def test_a_later_answer_of_the_same_reviewer_stands_in_for_the_earlier_and_both_are_kept(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    record_workbook(store, _filled(tmp_path / "audit.xlsx", "no"), "One")
    audit = record_workbook(store, _filled(tmp_path / "audit.xlsx", "yes", only=2), "One")[0]
    assert sorted(audit.settled("missing.history").values()) == [False, False, True]
    ledger = (store.folder / "judgements" / "audit.jsonl").read_text()
    assert ledger.count('"kind": "answer"') == 4


def test_where_two_reviewers_differ_nothing_is_settled_until_a_third_decides(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    for reviewer, answer in (("One", "yes"), ("Two", "no")):
        audit = record_workbook(store, _filled(tmp_path / "audit.xlsx", answer), reviewer)[0]
    assert (audit.settled("missing.history"), audit.undecided("missing.history")) == ({}, (1, 2, 3))
    [agreed] = audit.agreements("missing.history")
    assert (agreed.reviewers, agreed.both_answered, agreed.agreed, agreed.kappa) == (("One", "Two"), 3, 0, 0.0)
    audit = record_workbook(store, _filled(tmp_path / "audit.xlsx", "no"), "Three")[0]
    assert audit.settled("missing.history") == {1: False, 2: False, 3: False}


def test_what_a_simulated_reviewer_answered_stays_marked(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    book = load_workbook(_filled(tmp_path / "audit.xlsx", "no"))
    [cell] = [row[1] for row in book[ABOUT].iter_rows() if row[0].value == REVIEWER_KIND]
    cell.value = "SIMULATED REVIEWER, for a test"
    book.save(tmp_path / "audit.xlsx")
    assert record_workbook(store, tmp_path / "audit.xlsx", "One")[0].simulated


def test_an_answer_that_is_none_is_refused_without_repeating_it_and_nothing_is_recorded(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    _filled(tmp_path / "audit.xlsx", "yes")
    _filled(tmp_path / "audit.xlsx", "Rebecca was", only=3)
    with pytest.raises(BadFileError, match=r"row 3, .*11 characters; expected yes, no, cannot tell") as refused:
        record_workbook(store, tmp_path / "audit.xlsx", "One")
    assert "Rebecca" not in str(refused.value)
    assert audit_of(store, audit.id).reviewers == ()


@pytest.mark.parametrize(
    ("heading", "value", "message"),
    [(NUMBER, "99", "not those that were drawn"), (PERSON_NUMBER, "7", "not those that were drawn")],
)
def test_a_row_that_was_not_drawn_is_refused(store, tmp_path, heading, value, message):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    book = load_workbook(tmp_path / "audit.xlsx")
    [column] = [cell.column for cell in book[ROWS][1] if cell.value == heading]
    book[ROWS].cell(2, column).value = value
    book.save(tmp_path / "audit.xlsx")
    with pytest.raises(BadFileError, match=message):
        record_workbook(store, tmp_path / "audit.xlsx", "One")


def test_files_that_are_no_workbook_of_an_audit_are_refused(store, tmp_path):
    (tmp_path / "text.xlsx").write_text("not a workbook")
    with pytest.raises(BadFileError, match="cannot be read"):
        record_workbook(store, tmp_path / "text.xlsx", "One")
    with pytest.raises(BadFileError, match="not there"):
        record_workbook(store, tmp_path / "nowhere.xlsx", "One")
    with pytest.raises(BadFileError, match="reviewer"):
        record_workbook(store, tmp_path / "text.xlsx", " ")
    with pytest.raises(BadFileError, match=r"\.xlsx"):
        write_workbook(new_audit(store, PERIOD, size=3), tmp_path / "audit.ods")


def test_a_reference_that_looks_like_a_formula_stays_text(store_of, tmp_path):
    text = RECORDS.replace("=crime-1", "crime-1")
    made = store_of(text)
    link(made, defaults=True)
    audit = new_audit(made, PERIOD, size=3)
    for item in audit.sample.items:
        object.__setattr__(item, "record_id", item.record_id.replace("crime-1", '=HYPERLINK("x")'))
    write_workbook(audit, tmp_path / "audit.xlsx")
    page = load_workbook(tmp_path / "audit.xlsx")[ROWS]
    cells = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert [cell.data_type for cell in cells] == ["s"]
    assert all(cell.quotePrefix for cell in cells)


def test_without_an_audit_the_share_is_at_least_what_the_links_say_with_the_reason(store):
    share = linked_share(store, "missing.history", PERIOD)
    assert (share.interval, share.at_least) == (None, pytest.approx(1 / 3))
    assert "no sample of these children has been checked by hand" in share.reason


def test_an_audit_of_all_gives_the_share_that_reviewers_found(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    for reviewer in ("One", "Two"):
        record_workbook(store, _filled(tmp_path / "audit.xlsx", "yes"), reviewer)
    share = linked_share(store, "missing.history", PERIOD)
    assert (share.interval.low, share.interval.mid, share.interval.high) == (1, 1, 1)
    assert (share.at_least, share.reason, share.audited, share.undecided) == (None, "", 3, 0)
    assert share.plug_in == pytest.approx(1 / 3)
    assert share.sensitivity.mid == pytest.approx(1 / 3, abs=0.01)


def test_a_half_answered_audit_is_not_yet_used(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    record_workbook(store, _filled(tmp_path / "audit.xlsx", "yes", only=2), "One")
    share = linked_share(store, "missing.history", PERIOD)
    assert share.interval is None
    assert "only 1 of the 3 children" in share.reason


def test_an_audit_still_holds_when_the_same_records_are_linked_again(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    record_workbook(store, _filled(tmp_path / "audit.xlsx", "yes"), "One")
    link(store, seed=2, defaults=True)
    assert linked_share(store, "missing.history", PERIOD).interval is not None


def test_an_audit_does_not_hold_for_another_period_or_for_other_records(store, tmp_path):
    audit = new_audit(store, PERIOD, size=3)
    write_workbook(audit, tmp_path / "audit.xlsx")
    record_workbook(store, _filled(tmp_path / "audit.xlsx", "yes"), "One")
    assert audit_for(store, parse_period("2013-14"), "missing.history")[1].startswith("no sample")
    before = store.need(Layer.RECORDS)
    with store.write(Layer.RECORDS) as writer:
        for name, path in before.tables().items():
            table = pq.read_table(path)
            pq.write_table(table.slice(1) if name == "involvement" else table, writer.path(name))
    link(store, defaults=True)
    share = linked_share(store, "missing.history", PERIOD)
    assert share.interval is None
    assert "other records than those now loaded" in share.reason


def test_a_question_that_the_records_cannot_answer_is_refused_by_name(store):
    with pytest.raises(LanthornError, match="care_child"):
        linked_share(store, "missing.care", PERIOD)
    with pytest.raises(LanthornError, match="there are: missing"):
        linked_share(store, "missing.nothing", PERIOD)


def test_a_period_without_victims_is_refused(store):
    with pytest.raises(LanthornError, match="no victims"):
        new_audit(store, parse_period("2010-11"), size=3)
    with pytest.raises(LanthornError, match="no victims"):
        linked_share(store, "missing.history", parse_period("2010-11"))


def test_groups_can_be_given_child_by_child(store):
    ids = {row: f"group {number}" for number, row in enumerate(["involvement:crime1|1", "involvement:crime2|1"])}
    groups = linked_share(store, "missing.history", PERIOD, by=ids).groups["group"]
    assert {name: group.victims for name, group in groups.items()} == {"group 0": 1, "group 1": 1, "unknown": 1}
    with pytest.raises(LanthornError, match="sex, ethnicity_group, looked_after"):
        linked_share(store, "missing.history", PERIOD, by="height")


def test_audits_are_numbered_and_an_unknown_one_is_refused(store):
    assert [new_audit(store, PERIOD, size=2, seed=seed).id for seed in (1, 2)] == ["audit-1", "audit-2"]
    assert [audit.id for audit in audits(store)] == ["audit-1", "audit-2"]
    with pytest.raises(LanthornError, match="audit-1, audit-2"):
        audit_of(store, "audit-9")


def _posterior(probability: np.ndarray, question=MISSING_HISTORY) -> Posterior:
    names = np.array([f"involvement:{number:05d}|1" for number in range(len(probability))], dtype=object)
    days = np.full(len(probability), np.datetime64("2014-09-01"))
    nothing = np.full(len(probability), None)
    return Posterior(question, names, names, days, nothing, nothing, probability, probability >= 0.5, probability > 0)


def test_the_sample_has_the_size_asked_for_and_its_weights_add_up_to_all_victims():
    rng = np.random.default_rng(1)
    posteriors = [
        _posterior(rng.beta(0.1, 0.1, 1800)),
        _posterior(rng.beta(0.05, 0.3, 1800), MISSING_CARE),
    ]
    sample = draw_sample(posteriors, 250, seed=1)
    assert len({item.record_id for item in sample.items}) == len(sample.items) == 250
    assert sum(item.weight for item in sample.items) == pytest.approx(1800)
    assert sum(stratum.victims for stratum in sample.strata) == 1800
    assert all(stratum.drawn >= min(4, stratum.victims) for stratum in sample.strata)


def test_more_are_drawn_where_the_model_is_unsure_but_some_where_it_is_sure():
    probability = np.concatenate([np.zeros(900), np.full(900, 0.3)])
    sure, unsure = draw_sample([_posterior(probability)], 250, seed=1).strata
    assert (sure.victims, unsure.victims) == (900, 900)
    assert 30 < sure.drawn < unsure.drawn


def test_the_order_of_the_sample_does_not_tell_the_strata_apart():
    probability = np.concatenate([np.zeros(100), np.full(100, 0.99)])
    sample = draw_sample([_posterior(probability)], 200, seed=1)
    half = [item.stratum for item in sample.items[:100]]
    assert 30 < half.count(half[0]) < 70


def test_the_same_seed_draws_the_same_sample_and_another_seed_another():
    posteriors = [_posterior(np.random.default_rng(1).beta(0.1, 0.1, 500))]
    assert draw_sample(posteriors, 50, seed=1) == draw_sample(posteriors, 50, seed=1)
    assert draw_sample(posteriors, 50, seed=1).items != draw_sample(posteriors, 50, seed=2).items


def test_a_sample_larger_than_the_population_takes_everybody():
    sample = draw_sample([_posterior(np.zeros(30))], 250, seed=1)
    assert {item.weight for item in sample.items} == {1.0}
    assert len(sample.items) == 30
