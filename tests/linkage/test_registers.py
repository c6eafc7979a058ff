"""Registers hold each child once; addresses are optional. Both change what may be one child, and what is found."""

from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link
from tests.linkage.conftest import SCHEMAS

_CHILD = {"surname": "Ward", "date_of_birth": date(2000, 5, 14), "sex": "female", "home_postcode": "E15 3AB"}
REGISTERS = ("involvement", "missing_report")


def _store(folder, victim: dict, reports: list[dict], address: bool = True) -> Store:
    rows = {
        "involvement": [{"offence_reference": "crime1", "person_number": "1", "role": "victim", **_CHILD, **victim}],
        "missing_report": [
            {"report_reference": f"report{number}", "reported_at": datetime(2014, 6, 1), **_CHILD, **report}
            for number, report in enumerate(reports, start=1)
        ],
    }
    store = Store.open(folder / "store", create=True)
    with store.write(Layer.RECORDS) as writer:
        for name, records in rows.items():
            schema = SCHEMAS[name].append(pa.field("home_address", pa.string())) if address else SCHEMAS[name]
            pq.write_table(pa.Table.from_pylist(records, schema=schema), writer.path(name))
    return store


def _child_of(store: Store, registers=()) -> dict[str, str]:
    link(store, registers=registers, defaults=True)
    rows = pq.read_table(store.need(Layer.LINKS).table("child")).to_pylist()
    return {row["record_id"].split(":")[1]: row["child_id"] for row in rows}


@pytest.mark.parametrize(("registers", "joined"), [((), False), (REGISTERS, True)])
def test_another_forename_is_a_twin_unless_both_sources_hold_each_child_once(tmp_path, registers, joined):
    child = _child_of(_store(tmp_path, {"forename": "Rebecca"}, [{"forename": "Amina"}]), registers)
    assert (child["crime1|1"] == child["report1"]) is joined


def test_between_registers_the_twins_own_record_is_the_stronger_link(tmp_path):
    child = _child_of(
        _store(tmp_path, {"forename": "Rebecca"}, [{"forename": "Amina"}, {"forename": "Rebecca"}]), REGISTERS
    )
    assert child["crime1|1"] == child["report2"] != child["report1"]


def test_words_of_an_address_find_and_join_what_little_else_would(tmp_path):
    moved = {"forename": "Rebeka", "surname": "Bello", "date_of_birth": date(2000, 5, 14), "home_postcode": None}
    written = {"forename": "Rebecca", "home_address": "Flat 7, 12 Juniper Street, Plaistow"}
    again = moved | {"home_address": "12 juniper st plaistow 7"}
    (tmp_path / "with").mkdir()
    child = _child_of(_store(tmp_path / "with", written, [again]))
    assert child["crime1|1"] == child["report1"]
    levels = _address_levels(Store.open(tmp_path / "with" / "store"))
    assert levels == ["all words in common"]


def _address_levels(store: Store) -> list[str]:
    return pq.read_table(store.need(Layer.LINKS).table("link"))["address"].to_pylist()
