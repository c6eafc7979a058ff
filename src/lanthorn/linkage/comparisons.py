"""What is compared between two descriptions, and which degrees of agreement are told apart.

Given nothing; gives back the comparisons as data: each is a list of levels from the strongest agreement to none, with
the SQL condition (in DuckDB's words) under which a pair falls into it. Splink weighs each level by how much more often
true pairs fall into it (m) than different children do by chance (u).
"""

import re
from dataclasses import dataclass

import duckdb

from lanthorn.linkage.parameters import parameters

OTHERWISE = "ELSE"


@dataclass(frozen=True)
class Level:
    """One degree of agreement. A level that is `unknown` counts for nothing, neither for nor against."""

    name: str
    condition: str
    unknown: bool = False
    term_frequency: str = ""
    """The column whose common values count for less than its rare ones."""


@dataclass(frozen=True)
class Comparison:
    """One aspect of two descriptions, with its levels in the order in which they are tried."""

    name: str
    levels: tuple[Level, ...]
    possible: str
    """What must hold of all descriptions together (an aggregate in SQL) for any pair to be compared in this."""
    stated: bool = False
    """Whether the weights shipped with Lanthorn hold where the records cannot teach them."""

    @property
    def weighed(self) -> tuple[Level, ...]:
        """The levels that have a weight."""
        return tuple(level for level in self.levels if not level.unknown)


_POLICE_AND_CARE = "count(*) filter (in_care) > 0 and count(*) filter (not in_care) > 0"
_NEAR, _FAR = parameters().near_spelling, parameters().far_spelling

# Spellings this near nearly always share the first letter, and letters are cheap to compare.
_FORENAME_AS_SURNAME = (
    f"((forename_initial_l = surname_initial_r and jaro_winkler_similarity(forename_l, surname_r) >= {_NEAR})"
    " or list_contains(surname_parts_r, forename_l))"
)
_SURNAME_AS_FORENAME = (
    f"((surname_initial_l = forename_initial_r and jaro_winkler_similarity(surname_l, forename_r) >= {_NEAR})"
    " or list_contains(surname_parts_l, forename_r))"
)
SWAPPED = f"(forename_l <> forename_r and {_FORENAME_AS_SURNAME} and {_SURNAME_AS_FORENAME})"
ONE_SWAPPED = f"(forename_l <> forename_r and ({_FORENAME_AS_SURNAME} or {_SURNAME_AS_FORENAME}))"

FORENAME = Comparison(
    "forename",
    (
        Level("not recorded", "forename_l is null or forename_r is null", unknown=True),
        Level("same", "forename_l = forename_r", term_frequency="forename"),
        Level("forename and surname swapped", SWAPPED),
        Level("one stands as the other's surname", ONE_SWAPPED),
        Level("nickname or formal name", "list_has_any(formal_names_l, formal_names_r)"),
        Level(
            "near spelling, or another of the forenames",
            f"jaro_winkler_similarity(forename_l, forename_r) >= {_NEAR} or list_has_any(forenames_l, forenames_r)",
        ),
        Level("sounds alike", "forename_sound_l = forename_sound_r"),
        Level("far spelling", f"jaro_winkler_similarity(forename_l, forename_r) >= {_FAR}"),
        Level("different", OTHERWISE),
    ),
    possible="count(forename) > 1",
)

# Swapped names are one piece of evidence, so they are weighed once, with the forename.
SURNAME = Comparison(
    "surname",
    (
        Level(
            "not recorded, or weighed with the forename",
            f"surname_l is null or surname_r is null or coalesce({ONE_SWAPPED}, false)",
            unknown=True,
        ),
        Level("same", "surname_l = surname_r", term_frequency="surname"),
        Level("near spelling", f"jaro_winkler_similarity(surname_l, surname_r) >= {_NEAR}"),
        Level("a part of a double surname", "list_has_any(surname_parts_l, surname_parts_r)"),
        Level("sounds alike", "surname_sound_l = surname_sound_r"),
        Level("far spelling", f"jaro_winkler_similarity(surname_l, surname_r) >= {_FAR}"),
        Level("different", OTHERWISE),
    ),
    possible="count(surname) > 1",
)

DATE_OF_BIRTH = Comparison(
    "date_of_birth",
    (
        Level("not recorded", "date_of_birth_l is null or date_of_birth_r is null", unknown=True),
        # 1 January mostly means that only the year is known, so it is no more evidence than the year.
        Level(
            "same year, one or both on 1 January",
            "birth_year_l = birth_year_r and ((birth_month_l = 1 and birth_day_l = 1)"
            " or (birth_month_r = 1 and birth_day_r = 1))",
        ),
        Level("same", "date_of_birth_l = date_of_birth_r"),
        Level(
            "day and month swapped",
            "birth_year_l = birth_year_r and birth_day_l = birth_month_r and birth_month_l = birth_day_r",
        ),
        Level("one digit differs", "hamming(birth_text_l, birth_text_r) = 1"),
        Level("same year and month", "birth_year_l = birth_year_r and birth_month_l = birth_month_r"),
        Level("same day and month", "birth_month_l = birth_month_r and birth_day_l = birth_day_r"),
        Level("same year", "birth_year_l = birth_year_r"),
        Level("different", OTHERWISE),
    ),
    possible="count(date_of_birth) > 1",
)

SEX = Comparison(
    "sex",
    (
        Level("not recorded", "sex_l is null or sex_r is null", unknown=True),
        Level("same", "sex_l = sex_r"),
        Level("different", OTHERWISE),
    ),
    possible="count(sex) > 1",
)

# Postcode and authority say the same thing more or less finely, so they are one comparison.
_PLACE_LEVELS = (
    Level("same postcode", "list_has_any(family_postcodes_l, family_postcodes_r)"),
    Level("same postcode, where many children live", "list_has_any(postcodes_l, postcodes_r)"),
    Level("same postcode sector", "list_has_any(sectors_l, sectors_r)"),
    Level("same postcode district", "list_has_any(districts_l, districts_r)"),
    Level("same authority", "list_has_any(authorities_l, authorities_r)"),
    Level("different", OTHERWISE),
)
_NO_PLACE = "(postcodes_l is null or postcodes_r is null) and (authorities_l is null or authorities_r is null)"
_OF_ONE_AGENCY = "(care_authority_l is null) = (care_authority_r is null)"

PLACE = Comparison(
    "place",
    (
        Level("not recorded, or one of police and one of care", f"{_NO_PLACE} or not {_OF_ONE_AGENCY}", unknown=True),
        *_PLACE_LEVELS,
    ),
    possible="count(*) filter (not in_care and (postcodes is not null or authorities is not null)) > 1",
)

# A return holds the family's postcode and that of every placement, and one of them nearly always is the one that police
# wrote down: that authority and no postcode agree is evidence between two police records, and none here.
CARE_PLACE = Comparison(
    "care_place",
    (
        Level("not recorded, or not one of police and one of care", f"{_NO_PLACE} or {_OF_ONE_AGENCY}", unknown=True),
        *_PLACE_LEVELS,
    ),
    possible=_POLICE_AND_CARE,
)

# Optional. How an address is written differs more than what it says, so words are counted, in whichever order.
_WORDS_IN_COMMON = "len(list_intersect(address_words_l, address_words_r))"
_FEWER_WORDS = "least(len(address_words_l), len(address_words_r))"
ADDRESS = Comparison(
    "address",
    (
        Level("not recorded", "address_words_l is null or address_words_r is null", unknown=True),
        Level("all words in common", f"{_WORDS_IN_COMMON} >= 2 and {_WORDS_IN_COMMON} = {_FEWER_WORDS}"),
        Level("most words in common", f"{_WORDS_IN_COMMON} >= 2 and 3 * {_WORDS_IN_COMMON} >= 2 * {_FEWER_WORDS}"),
        Level("several words in common", f"{_WORDS_IN_COMMON} >= 2"),
        Level("a word in common", f"{_WORDS_IN_COMMON} = 1"),
        Level("different", OTHERWISE),
    ),
    possible="count(address_words) > 1",
)

# Of a child in care, police and social care each write down when the child went missing. A day in common is evidence;
# that no day is in common is little against it, for returns miss some, and a stay in care may have ended before.
_DAYS_IN_COMMON = "len(list_intersect(missing_days_l, missing_days_r))"
MISSING_DAYS = Comparison(
    "missing_days",
    (
        Level(
            "not recorded, or not one of police and one of care",
            f"missing_days_l is null or missing_days_r is null or {_OF_ONE_AGENCY}",
            unknown=True,
        ),
        Level(
            "several days in common, most of those reported",
            f"{_DAYS_IN_COMMON} >= 2"
            f" and 2 * {_DAYS_IN_COMMON} >= case when care_authority_l is null then len(missing_days_l)"
            " else len(missing_days_r) end",
        ),
        Level("a day in common", "list_has_any(missing_days_l, missing_days_r)"),
        Level("none in common", OTHERWISE),
    ),
    possible="count(missing_days) filter (in_care) > 0 and count(missing_days) filter (not in_care) > 0",
)

# Optional: a number that two sources share (pupil number, NHS number, Police National Computer number). Two numbers of
# one kind that differ are evidence against, though not beyond doubt: digits are mistyped. What a number means is known
# beforehand, so its weights may be stated: where only care records bear one, no pair is there to learn them from.
IDENTIFIER = Comparison(
    "identifier",
    (
        Level(
            "no kind in common",
            "identifier_kinds_l is null or identifier_kinds_r is null"
            " or not list_has_any(identifier_kinds_l, identifier_kinds_r)",
            unknown=True,
        ),
        Level("same", "list_has_any(identifiers_l, identifiers_r)"),
        Level("different", OTHERWISE),
    ),
    possible="count(identifiers) > 1",
    stated=True,
)

COMPARISONS = (FORENAME, SURNAME, DATE_OF_BIRTH, SEX, PLACE, CARE_PLACE, ADDRESS, MISSING_DAYS, IDENTIFIER)


def level_name_sql(comparison: Comparison) -> str:
    """The name of the level into which a pair falls, as SQL over the columns of both; NULL where it is unknown."""
    tried = " ".join(
        f"when {level.condition} then " + ("null" if level.unknown else _quoted(level.name))
        for level in comparison.levels
        if level.condition != OTHERWISE
    )
    return f"(case {tried} else {_quoted(comparison.levels[-1].name)} end)"


def columns_compared() -> tuple[str, ...]:
    """The columns of a description that the conditions name, each once."""
    conditions = " ".join(level.condition for comparison in COMPARISONS for level in comparison.levels)
    return tuple(sorted(set(re.findall(r"\b(\w+)_[lr]\b", conditions))))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def comparisons_in_use(connection: duckdb.DuckDBPyConnection) -> tuple[Comparison, ...]:
    """The comparisons that any pair of the table `description` can be compared in; the others take no part."""
    asked = ", ".join(comparison.possible for comparison in COMPARISONS)
    found = connection.execute(f"select {asked} from description").fetchall()[0]  # noqa: S608 - own conditions only
    return tuple(comparison for comparison, possible in zip(COMPARISONS, found, strict=True) if possible)
