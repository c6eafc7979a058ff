"""The numbers and word lists of linkage, as `data/` holds them with their reasons.

Given nothing; gives back one frozen `Parameters` and the table of nicknames.
"""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("lanthorn.linkage") / "data"


@dataclass(frozen=True)
class Parameters:
    """What `data/parameters.toml` states; the reason for each stands there."""

    placeholder_names: tuple[str, ...]
    surname_particles: tuple[str, ...]
    shortest_surname_part: int
    shortest_sound: int
    longest_name: int
    filler_share: float
    filler_share_of_postcodes: float
    fewest_descriptions_for_a_filler: int
    shared_identifiers: tuple[tuple[str, str], ...]
    most_dates_of_birth_of_a_family_home: int
    street_kinds: tuple[str, ...]
    placeholder_addresses: tuple[str, ...]
    longest_address: int
    address_words_that_find: int
    near_spelling: float
    far_spelling: float
    most_candidate_pairs: int
    pairs_compared_at_once: int
    share_of_memory: float
    fewest_likely_pairs: int
    least_weight_of_agreement: float
    deterministic_recall: float
    random_pairs: int
    most_training_pairs: int
    digits_kept: int
    smallest_probability: float
    decimals: int
    kept_match_weight: float
    candidate_match_weight: float
    joined_match_weight: float
    joined_match_weight_between_registers: float
    decided_match_weight: float
    review_lowest_match_weight: float
    review_highest_match_weight: float
    review_most_pairs: int
    digits_of_different_birth_dates: int
    audit_strata: tuple[float, ...]
    audit_size: int
    audit_fewest_answers: int
    audit_fewest_a_stratum: int
    audit_least_expected_error: float
    audit_draws: int
    audit_prior: float
    audit_error_of_one_reviewer: tuple[float, float]
    audit_group_prior: float
    audit_fewest_true_of_a_group: int


@cache
def parameters() -> Parameters:
    """The parameters in force."""
    sections: dict[str, dict[str, Any]] = tomllib.loads(data_text("parameters.toml"))
    stated: dict[str, Any] = {}
    for section in sections.values():
        stated |= {name: _frozen(value) for name, value in section.items()}
    return Parameters(**stated)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


@cache
def nicknames() -> tuple[tuple[str, str], ...]:
    """Pairs of nickname and formal name, both standardised; a nickname may stand for several formal names."""
    return tuple((row["nickname"], row["formal_name"]) for row in csv.DictReader(data_lines("nicknames.csv")))


def data_text(name: str) -> str:
    """The text of one of the room's own data files."""
    return (_DATA / name).read_text(encoding="utf-8")


def data_lines(name: str) -> list[str]:
    """The lines of one of the room's own data files, without comments."""
    return [line for line in data_text(name).splitlines() if not line.startswith("#")]
