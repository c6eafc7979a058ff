"""Numbers that two sources share are optional: evidence where they stand, and missed by nobody where they do not."""

from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link
from tests.linkage.conftest import SCHEMAS

# Names that no two records share, and dates of birth a day apart: without a number nothing joins them.
_POLICE = {"forename": "Rebecca", "surname": "Ward", "date_of_birth": date(2000, 5, 14), "sex": "female"}


def _store(folder, column: str, police: str | None, care: str | None, **changed: object) -> Store:
    rows = {
        "missing_report": {
            "report_reference": "report1",
            "reported_at": datetime(2014, 6, 1, 22),
            **_POLICE,
            **changed,
            column: police,
        },
        "care_child": {
            "care_authority": "E09000025",
            "return_year": "2014-15",
            "child_id": "care1",
            "sex": "female",
            "date_of_birth": date(2000, 5, 14),
            column: care,
        },
    }
    store = Store.open(folder / "store", create=True)
    with store.write(Layer.RECORDS) as writer:
        for name, row in rows.items():
            schema = SCHEMAS[name].append(pa.field(column, pa.string()))
            pq.write_table(pa.Table.from_pylist([row], schema=schema), writer.path(name))
    return store


def _joined(store: Store) -> bool:
    link(store, defaults=True)
    children = pq.read_table(store.need(Layer.LINKS).table("child"))["child_id"].to_pylist()
    return len(set(children)) == 1


@pytest.mark.parametrize(
    ("column", "number"), [("upn", "A123456789012"), ("nhs_number", "9434765919"), ("pnc_id", "2014/123456A")]
)
def test_the_same_number_joins_what_little_else_would(tmp_path, column, number):
    assert _joined(_store(tmp_path, column, number, number))


def test_without_a_number_the_same_records_stay_apart(tmp_path):
    assert not _joined(_store(tmp_path, "upn", None, "A123456789012"))


def test_the_same_number_outweighs_a_digit_mistyped_in_the_date_of_birth(tmp_path):
    number = "A123456789012"
    assert _joined(_store(tmp_path, "upn", number, number, date_of_birth=date(2000, 5, 15)))


def test_two_numbers_of_one_kind_that_differ_are_evidence_against(tmp_path):
    store = _store(tmp_path, "upn", "A123456789012", "B987654321098")
    assert not _joined(store)
    [pair] = pq.read_table(store.need(Layer.LINKS).table("candidate")).to_pylist()
    assert pair["match_weight"] < -5


@pytest.mark.parametrize("reason", ["UN1", "UN7", "not known", "0"])
def test_what_stands_where_there_is_no_number_is_none(tmp_path, reason):
    """The return writes UN1 to UN7 for a child without a pupil number: all of them would be one child."""
    assert not _joined(_store(tmp_path, "upn", reason, reason))


def test_a_child_looked_after_by_two_authorities_is_known_by_the_number(tmp_path):
    number = "A123456789012"
    store = _store(tmp_path, "upn", number, number)
    with store.write(Layer.RECORDS) as writer:
        before = store.version(Layer.RECORDS, 1)
        rows = pq.read_table(before.table("care_child"))
        other = rows.to_pylist()[0] | {"care_authority": "E09000008", "child_id": "care9"}
        pq.write_table(pa.concat_tables([rows, pa.Table.from_pylist([other], rows.schema)]), writer.path("care_child"))
        pq.write_table(pq.read_table(before.table("missing_report")), writer.path("missing_report"))
    assert _joined(store)


def test_the_same_number_outweighs_another_forename_which_alone_would_keep_two_apart(tmp_path):
    number, report = "A123456789012", {"report_reference": "report2", "forename": "Daniel"}
    store = _store(tmp_path, "upn", number, None)
    with store.write(Layer.RECORDS) as writer:
        rows = pq.read_table(store.version(Layer.RECORDS, 1).table("missing_report"))
        other = rows.to_pylist()[0] | report
        pq.write_table(
            pa.concat_tables([rows, pa.Table.from_pylist([other], rows.schema)]), writer.path("missing_report")
        )
    assert _joined(store)
    with store.write(Layer.RECORDS) as writer:
        twin = other | {"upn": "B987654321098"}
        pq.write_table(
            pa.concat_tables([rows, pa.Table.from_pylist([twin], rows.schema)]), writer.path("missing_report")
        )
    assert not _joined(store)
