"""The stages that are measured, each a function of paths and numbers that gives back what it did in counts."""

from pathlib import Path

from lanthorn.evidence import Layer, Store, connect, duckdb_connection, open_tables
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.measures import TOTAL, Answer, Evaluator, catalogue, publish
from lanthorn.synthetic import generate
from lanthorn.vocabulary import parse_period

PERIOD = "2014-15"
SEED = 1

Counts = dict[str, int]


def synth(london: Path, scale: float) -> Counts:
    """A synthetic London of two years at a scale."""
    return generate(london, seed=SEED, scale=scale).counts


def intake(london: Path, folder: Path) -> Counts:
    """All files of the agencies into a new store."""
    files = sorted(path for path in (london / "agencies").rglob("*") if path.is_file())
    store = Store.open(folder, create=True)
    take_in(files, store)
    return {"files": len(files), **_rows(store, Layer.RECORDS)}


def linkage(folder: Path) -> Counts:
    """Which records are the same child."""
    report = link(Store.open(folder), seed=SEED, defaults=True)
    return {"records": sum(report.records.values()), "children": report.children, "links": report.links}


def links_from_truth(london: Path, folder: Path) -> None:
    """Write the links that the truth gives: for the measures, at sizes that linkage cannot take."""
    store = Store.open(folder)
    with store.write(Layer.LINKS) as writer, duckdb_connection() as connection:
        writer.parents = {Layer.RECORDS.value: store.need(Layer.RECORDS).number}
        connection.read_parquet(str(london / "truth" / "record_child.parquet")).create_view("truth")
        connection.sql(
            "SELECT record_id, split_part(record_id, ':', 1) AS record_table, person_id::VARCHAR AS child_id FROM truth"
        ).write_parquet(str(writer.path("child")))


def all_measures(folder: Path) -> Counts:
    """Every measure of the catalogue, answered and published without hiding anything."""
    answers = answer(folder, [measure.id for measure in catalogue().measures])
    for found in answers.values():
        publish(found, lambda _table, _key: False)
    answered = [found for found in answers.values() if found.tables]
    return {"measures": len(answered), "cells": sum(len(table.counts) for found in answered for table in found.tables)}


def some_measures(folder: Path, names: list[str]) -> dict[str, dict[tuple[str, ...], dict[tuple[str, ...], int]]]:
    """Measure to breakdown to the counts of these measures, without their margins and noughts."""
    return {
        name: {
            table.dimensions: {key: count for key, count in table.counts.items() if count and TOTAL not in key}
            for table in found.tables
        }
        for name, found in answer(folder, names).items()
    }


def answer(folder: Path, names: list[str]) -> dict[str, Answer]:
    """The answers to these measures over the store's records and links."""
    store = Store.open(folder)
    paths = {**store.need(Layer.RECORDS).tables(), "child": store.need(Layer.LINKS).table("child")}
    evaluator = Evaluator(open_tables(paths, connect()), parse_period(PERIOD))
    return {name: evaluator.answer(catalogue().measure(name)) for name in names}


def _rows(store: Store, layer: Layer) -> Counts:
    tables = open_tables(store.need(layer).tables(), connect())
    return {name: int(table.count().to_pyarrow().as_py()) for name, table in sorted(tables.items())}
