"""How an agency writes a person down: the true name, birth, sex and ethnicity, with the agency's own errors.

Given true persons and the rates of an agency (a table of ``data/errors.toml``), gives back texts as they stand in
its files. Nothing here knows which agency, or what a file looks like.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.synthetic.chance import Flags, Ints, Rng, happens
from lanthorn.synthetic.clock import date_text, from_parts, parts
from lanthorn.synthetic.households import draw_ethnicity, ethnicity_codes
from lanthorn.synthetic.names import forenames, nicknames
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.postcodes import another_unit, postcode_text
from lanthorn.synthetic.texts import blanked, changed_where, constant, misspelt, pick, without_accents

POLICE_SEX = ("F", "M")
_POLICE_ETHNICITY = {
    "WBRI": "W1", "WIRI": "W2", "WOTH": "W9", "WIRT": "W9", "WROM": "W9", "MWBC": "M1", "MWBA": "M2", "MWAS": "M3",
    "MOTH": "M9", "AIND": "A1", "APKN": "A2", "ABAN": "A3", "AOTH": "A9", "BCRB": "B1", "BAFR": "B2", "BOTH": "B9",
    "CHNE": "O1", "OOTH": "O9",
}  # fmt: skip
NOT_STATED, NOT_KNOWN = "NS", "N/K"
_SAFE_DAY = 28


@dataclass
class Identity:
    """True persons: numbers into the vocabulary of names, birth, sex, ethnicity, and the place of the family."""

    forename: Ints
    middle_name: Ints
    surname: Any
    other_surname: Any
    birth: Ints
    sex: Ints
    ethnicity: Ints
    place: Ints

    def __len__(self) -> int:
        return len(self.birth)


@dataclass
class Written:
    """Persons as written: Arrow arrays of text, blank where nothing was written."""

    forenames: Any
    surname: Any
    birth: Any
    sex: Any
    ethnicity: Any

    def take(self, entry: Ints) -> "Written":
        """The entries of these numbers."""
        index = pa.array(entry)
        return Written(
            *(column.take(index) for column in (self.forenames, self.surname, self.birth, self.sex, self.ethnicity))
        )


class Rates:
    """The error rates of one agency: zero for what it never gets wrong."""

    def __init__(self, agency: str) -> None:
        self._table = parameters("errors")[agency]

    def __getitem__(self, error: str) -> float:
        return float(self._table[error]["rate"]) if error in self._table else 0.0

    def strike(self, rng: Rng, error: str, size: int) -> Flags:
        """For each of `size` entries whether the error happens."""
        return happens(rng, self[error], size)


def written(rng: Rng, person: Identity, rates: Rates) -> Written:
    """The persons as this agency writes them."""
    size = len(person)
    forename = _forenames(rng, person, rates)
    surname = _surnames(rng, person, rates)
    swapped = rates.strike(rng, "names_swapped", size)
    forename, surname = pick(swapped, surname, forename), pick(swapped, forename, surname)
    plain = rates.strike(rng, "accents_dropped", size)
    upper, lower = rates.strike(rng, "upper_case", size), rates.strike(rng, "lower_case", size)
    forename, surname = (
        changed_where(
            changed_where(changed_where(text, plain, without_accents), upper, pc.utf8_upper), lower, pc.utf8_lower
        )
        for text in (forename, surname)
    )
    return Written(
        forenames=blanked(forename, rates.strike(rng, "forename_missing", size)),
        surname=surname,
        birth=_births(rng, person.birth, rates),
        sex=_sexes(rng, person.sex, rates),
        ethnicity=_ethnicities(rng, person, rates),
    )


def _forenames(rng: Rng, person: Identity, rates: Rates) -> Any:
    size = len(person)
    first, count, nicks = nicknames()
    text = forenames().texts.take(pa.array(person.forename))
    called = rates.strike(rng, "nickname", size) & (count[person.forename] > 0)
    which = first[person.forename] + (rng.random(size) * count[person.forename]).astype(np.int64)
    text = pick(called, nicks.take(pa.array(np.where(called, which, 0))), text)
    text = changed_where(text, rates.strike(rng, "forename_misspelt", size), lambda some: misspelt(rng, some))
    middle = forenames().texts.take(pa.array(np.maximum(person.middle_name, 0)))
    added = rates.strike(rng, "middle_name_added", size) & (person.middle_name >= 0)
    return pick(added, pc.binary_join_element_wise(text, middle, " "), text)


def _surnames(rng: Rng, person: Identity, rates: Rates) -> Any:
    size = len(person)
    text = pick(rates.strike(rng, "other_surname", size), person.other_surname, person.surname)
    hyphenated = pc.match_substring(text, "-").to_numpy(zero_copy_only=False)
    is_double = hyphenated | pc.match_substring(text, " ").to_numpy(zero_copy_only=False)
    part_lost = is_double & rates.strike(rng, "surname_part_lost", size)
    keeps_last = happens(rng, 0.5, size)
    text = changed_where(text, part_lost & keeps_last, lambda some: pc.replace_substring_regex(some, "^.*[- ]", ""))
    text = changed_where(text, part_lost & ~keeps_last, lambda some: pc.replace_substring_regex(some, "[- ].*$", ""))
    unhyphened = hyphenated & ~part_lost & rates.strike(rng, "hyphen_lost", size)
    as_one = happens(rng, 0.5, size)
    text = changed_where(text, unhyphened & as_one, lambda some: pc.replace_substring(some, "-", ""))
    text = changed_where(text, unhyphened & ~as_one, lambda some: pc.replace_substring(some, "-", " "))
    return changed_where(text, rates.strike(rng, "surname_misspelt", size), lambda some: misspelt(rng, some))


def slipped_births(rng: Rng, birth: Ints, rates: Rates) -> Ints:
    """Dates of birth with day and month swapped, the default first of January, or one digit mistyped."""
    size = len(birth)
    year, month, day = parts(birth)
    swapped = rates.strike(rng, "day_month_swapped", size) & (day <= 12)
    month, day = np.where(swapped, day, month), np.where(swapped, month, day)
    default = rates.strike(rng, "default_birth_date", size)
    month, day = np.where(default, 1, month), np.where(default, 1, day)
    slipped = rates.strike(rng, "birth_digit_slip", size) & ~default
    digit, by = rng.integers(0, 3, size), rng.integers(1, 9, size)
    tens = day // 10
    other_day = np.minimum(np.where(tens == 3, _SAFE_DAY, np.maximum(tens * 10 + (day + by) % 10, 1)), _SAFE_DAY)
    day = np.where(slipped & (digit == 0), other_day, day)
    month = np.where(slipped & (digit == 1), (month + by) % 12 + 1, month)
    year = np.where(slipped & (digit == 2), year + np.where(by % 2, 1, -1), year)
    return from_parts(year, month, np.where(slipped, np.minimum(day, _SAFE_DAY), day))


def _births(rng: Rng, birth: Ints, rates: Rates) -> Any:
    size = len(birth)
    text = date_text(slipped_births(rng, birth, rates))
    impossible = rates.strike(rng, "impossible_birth_date", size)
    text = changed_where(text, impossible, impossible_date)
    return blanked(text, rates.strike(rng, "birth_date_missing", size))


def impossible_date(text: Any) -> Any:
    """The same year's 31 February."""
    return pc.utf8_replace_slice(text, 0, 5, "31/02")


def _sexes(rng: Rng, sex: Ints, rates: Rates) -> Any:
    size = len(sex)
    shown = np.where(rates.strike(rng, "sex_wrong", size), 1 - sex, sex)
    text = pa.array(POLICE_SEX).take(pa.array(shown))
    return pick(rates.strike(rng, "sex_missing", size), NOT_KNOWN, text)


def _ethnicities(rng: Rng, person: Identity, rates: Rates) -> Any:
    size = len(person)
    differs = rates.strike(rng, "ethnicity_differs", size)
    shown = np.where(differs, draw_ethnicity(rng, person.place), person.ethnicity)
    text = pa.array([_POLICE_ETHNICITY[code] for code in ethnicity_codes()]).take(pa.array(shown))
    missing = rates.strike(rng, "ethnicity_missing", size)
    not_stated = pick(happens(rng, 0.5, size), NOT_STATED, constant("", size))
    return pick(missing, not_stated, text)


def written_postcodes(rng: Rng, postcode: Ints, former: Ints, rates: Rates) -> Any:
    """Postcodes as written: sometimes the former one (negative for none), mistyped, without the space, or blank."""
    size = len(postcode)
    old = rates.strike(rng, "old_postcode", size) & (former >= 0)
    shown = np.where(old, former, postcode)
    shown = np.where(rates.strike(rng, "postcode_slip", size), another_unit(rng, shown), shown)
    unspaced = rates.strike(rng, "postcode_unspaced", size)
    text = changed_where(postcode_text(shown), unspaced, lambda some: pc.replace_substring(some, " ", ""))
    return blanked(text, rates.strike(rng, "postcode_missing", size))
