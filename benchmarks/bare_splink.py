"""The script that one would write with Splink alone for the same store: tuned by hand, and nothing around it.

Given a store with records and the truth; reads the three record tables, links them, clusters, and gives back how many
records, pairs and children, and how good the clusters are. What Lanthorn does beyond (descriptions, budget, review,
two who cannot be one child, candidates for the error of figures, a version of the store) is left out.
"""

from pathlib import Path

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as library
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from lanthorn.evidence import Layer, Store

THRESHOLD = 0.95
"""High, for one wrong link in a chain makes one child of many."""

_PERSONS = """
    create table person as
    with care_place as (
        select care_authority, child_id, list_distinct(list(home_postcode) || list(placement_postcode)) as postcodes
        from care_episode group by all
    )
    select 'involvement:' || offence_reference || '|' || person_number as unique_id,
        lower(forename) as forename, lower(surname) as surname, date_of_birth, sex, [home_postcode] as postcodes,
        false as in_care
    from involvement where role = 'victim'
    union all select 'missing_report:' || report_reference, lower(forename), lower(surname), date_of_birth, sex,
        [home_postcode], false from missing_report
    union all select distinct on (care_authority, child_id) 'care_child:' || care_authority || '|' || child_id,
        null, null, date_of_birth, sex, postcodes, true
    from care_child left join care_place using (care_authority, child_id)
"""

B_CUBED = """
    with sized as (
        select count(*) over (partition by cluster_id) as in_cluster,
            count(*) over (partition by person_id) as in_truth,
            count(*) over (partition by cluster_id, person_id) as in_both
        from {clusters} join read_parquet('{truth}') on record_id = unique_id
    )
    select avg(in_both / in_cluster), avg(in_both / in_truth), count(*) from sized
"""


def bare_splink(store: Path, truth: Path, out: Path) -> dict[str, float]:
    """Link the store's records and write the clusters into `out`; the B-cubed F1 and what was counted."""
    connection = duckdb.connect()
    for name, path in Store.open(store).need(Layer.RECORDS).tables().items():
        connection.read_parquet(str(path)).create_view(name)
    connection.execute(_PERSONS)
    apart = "(not l.in_care or not r.in_care)"
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.JaroWinklerAtThresholds("forename", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            library.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            library.CustomComparison(
                output_column_name="date_of_birth",
                comparison_levels=[
                    levels.NullLevel("date_of_birth"),
                    levels.ExactMatchLevel("date_of_birth"),
                    levels.CustomLevel("month(date_of_birth_l) = day(date_of_birth_r) and day(date_of_birth_l) = "
                                       "month(date_of_birth_r) and year(date_of_birth_l) = year(date_of_birth_r)"),
                    levels.CustomLevel("year(date_of_birth_l) = year(date_of_birth_r)"),
                    levels.ElseLevel(),
                ],
            ),
            library.ExactMatch("sex"),
            library.ArrayIntersectAtSizes("postcodes", [1]),
        ],
        blocking_rules_to_generate_predictions=[
            f"l.date_of_birth = r.date_of_birth and l.forename = r.forename and {apart}",
            f"l.date_of_birth = r.date_of_birth and l.surname = r.surname and {apart}",
            f"l.forename = r.forename and l.surname = r.surname and {apart}",
            {"blocking_rule": f"l.date_of_birth = r.date_of_birth and l.postcodes = r.postcodes and {apart}",
             "sql_dialect": "duckdb", "arrays_to_explode": ["postcodes"]},
            {"blocking_rule": f"l.surname = r.surname and l.postcodes = r.postcodes and {apart}",
             "sql_dialect": "duckdb", "arrays_to_explode": ["postcodes"]},
        ],
        retain_matching_columns=False,
    )  # fmt: skip
    linker = Linker(
        DuckDBAPI(connection=connection).register("person", dataset_display_name="person"), settings, log_level=None
    )
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("forename", "surname", "date_of_birth")], 0.7)
    training.estimate_u_using_random_sampling(max_pairs=1.5e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("forename", "surname")):
        training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1.5e6)
    pairs = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, THRESHOLD).physical_name
    connection.execute(f"copy (select cluster_id, unique_id from {clusters}) to '{out / 'bare.parquet'}'")
    precision, recall, records = connection.execute(
        B_CUBED.format(clusters=clusters, truth=truth / "record_child.parquet")
    ).fetchall()[0]
    return {"records": records, "B-cubed F1": 2 * precision * recall / (precision + recall)}
