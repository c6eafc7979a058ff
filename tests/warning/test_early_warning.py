"""The early warning from records: words, months that do not compare, and what is hidden before it leaves the agency."""

import csv
from datetime import date

import pytest

from lanthorn.cli.warn import protected
from lanthorn.errors import BadDefinitionError
from lanthorn.measures.warning import early_warning_of, say_how_sure
from lanthorn.measures.warning.writing import write_warnings
from tests.spec.tables import stored
from tests.warning.counts import months

NEWHAM, LAMBETH, BEXLEY = "E09000025", "E09000022", "E09000004"
AS_OF = date(2015, 3, 31)


def reports(*, last: dict[str, int], each: dict[str, int], number: int = 20, leave_out: tuple[str, ...] = ()):
    """Missing reports: so many each month in each authority, and another number in the last month."""
    wanted = [
        (month, place)
        for month in months(number)
        if month not in leave_out
        for place, count in (last if month == "2015-03" else each).items()
        for _ in range(count)
    ]
    rows = [
        {"report_reference": f"M{entry}", "reported_at": f"{month}-{1 + entry % 28:02d}T12:00", "authority": place}
        for entry, (month, place) in enumerate(wanted)
    ]
    return stored("missing_report", rows)


def offences(number: int):
    """Flagged offences, ten a month in Newham, up to December 2015."""
    days = [f"{month}-{day:02d}" for month in months(number, "2015-12") for day in range(1, 11)]
    rows = [
        {"offence_reference": f"A{entry}", "reported_on": day, "flag_category": "1", "offence_authority": NEWHAM}
        for entry, day in enumerate(days)
    ]
    return stored("offence", rows)


def _ask(**more):
    return early_warning_of({"missing_report": reports(**more)}, "missing.reports", AS_OF)


def test_a_month_with_many_more_than_before_is_flagged_and_said_in_words():
    found = _ask(last={NEWHAM: 30, LAMBETH: 10, BEXLEY: 10}, each={NEWHAM: 10, LAMBETH: 10, BEXLEY: 10})
    assert [(row.label, len(row.months)) for row in found.flagged] == [("Newham", 1), ("Newham", 3)]
    assert found.flagged[0].words == (
        "Newham recorded 30 missing reports in March 2015; 4 to 17 would be expected from the 16 months from "
        "September 2013 to December 2014."
    )
    assert found.flagged[1].words.startswith("Newham recorded 50 missing reports from January 2015 to March 2015;")


def test_where_nothing_changed_nobody_is_flagged():
    found = _ask(last={NEWHAM: 11, LAMBETH: 9}, each={NEWHAM: 10, LAMBETH: 10})
    assert found.flagged == ()
    assert found.declined == ""
    assert len(found.rows) == 66


def test_the_month_in_which_records_begin_may_be_loaded_in_part_and_is_left_out():
    assert _ask(last={NEWHAM: 10}, each={NEWHAM: 10}, number=16).declined == ""
    assert _ask(last={NEWHAM: 10}, each={NEWHAM: 10}, number=15).declined == (
        "No early warning on missing reports for March 2015: 15 months that may be compared are needed, and there are "
        "14: the records loaded begin in January 2014."
    )


def test_a_month_without_any_record_breaks_the_series():
    found = _ask(last={NEWHAM: 10}, each={NEWHAM: 10}, number=30, leave_out=("2014-05",))
    assert found.declined.endswith("and there are 9: the records loaded begin in June 2014.")


def test_a_last_month_without_any_record_is_not_taken_for_nought():
    assert _ask(last={NEWHAM: 0}, each={NEWHAM: 10}).declined.endswith("no records of March 2015 are loaded.")


@pytest.mark.parametrize(("as_of", "month"), [(date(2015, 3, 30), "2015-02"), (date(2015, 3, 31), "2015-03")])
def test_the_last_whole_month_is_looked_at(as_of, month):
    tables = {"missing_report": reports(last={NEWHAM: 10}, each={NEWHAM: 10})}
    assert early_warning_of(tables, "missing.reports", as_of).month == month


def test_flags_compare_only_once_their_use_has_settled():
    tables = {"offence": offences(60)}
    found = early_warning_of(tables, "volume.category", date(2015, 11, 30))
    assert found.declined == (
        "No early warning on flagged offences for November 2015: 15 months that may be compared are needed, and there "
        "are 14: flags for child sexual exploitation exist only since October 2013; in the first year after the flags "
        "began, recording grew as officers came to use them."
    )
    settled = early_warning_of(tables, "volume.category", date(2015, 12, 31))
    assert settled.declined == ""
    assert (settled.before[0], settled.before[-1]) == ("2014-10", "2015-09")


def test_without_the_records_there_is_a_reason_instead():
    assert "the records it needs are not loaded" in early_warning_of({}, "missing.reports", AS_OF).declined


def test_a_measure_that_is_not_watched_is_refused_by_name():
    with pytest.raises(BadDefinitionError, match=r"no early warning on 'lead_time'.*missing\.reports"):
        early_warning_of({}, "lead_time", AS_OF)


def test_small_counts_are_hidden_and_with_them_whether_they_are_flagged():
    each = {NEWHAM: 10, LAMBETH: 10, BEXLEY: 0}
    found = _ask(last={NEWHAM: 10, LAMBETH: 10, BEXLEY: 4}, each=each, number=26)
    assert {row.label for row in found.flagged} == {"Bexley"}
    shown = protected(found, 5)
    assert shown.flagged == ()
    for row in shown.rows:
        assert (row.chance, row.adjusted) == (None, None)
        if row.count is None:
            assert (row.expected_low, row.expected_high, row.flagged, row.words) == (None, None, None, "")
    hidden = {row.label for row in shown.rows if row.count is None and len(row.months) == 1}
    assert "Bexley" in hidden
    assert len(hidden) > 1  # alone it could be worked out from the total


def test_what_is_protected_adds_up():
    found = _ask(last={NEWHAM: 30, LAMBETH: 10}, each={NEWHAM: 10, LAMBETH: 10})
    last, before = found.counts.values()
    assert last["total", "total"] == 40 + 2 * 20
    assert last[NEWHAM, "last month"] + last[NEWHAM, "months between"] == last[NEWHAM, "total"] == 50
    assert before[(NEWHAM,)] == 160


def test_the_rows_are_a_table_and_a_file(tmp_path):
    found = _ask(last={NEWHAM: 30, LAMBETH: 10}, each={NEWHAM: 10, LAMBETH: 10})
    assert found.table().num_rows == 66
    declined = early_warning_of({}, "volume.category", AS_OF)
    write_warnings([declined, found], tmp_path / "warnings.csv")
    with (tmp_path / "warnings.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) == 67
    assert rows[0]["In words"].startswith("No early warning on flagged offences")
    assert [row["Local authority"] for row in rows if row["More than expected"] == "yes"] == ["Newham", "Newham"]


def test_a_publication_says_how_many_may_be_chance():
    assert say_how_sure().startswith("Of the authorities flagged, about one in 10 may be so by chance.")
