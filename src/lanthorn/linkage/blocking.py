"""Which pairs of descriptions are compared at all, and how many that may be.

Given the table `description`; gives back the blocking rules for Splink, and counts beforehand how many pairs each can
bring, so that a run that would not end is refused before it begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from lanthorn.errors import LanthornError
from lanthorn.linkage.parameters import parameters

# A register holds each child once, so two of its records are two children.
NOT_OF_ONE_REGISTER = "(l.register is null or r.register is null or l.register <> r.register)"
# Returns bear no names: records of two authorities' care are compared only where they share a number, as a child has
# who was looked after by both.
NOT_BOTH_IN_CARE = "not (l.in_care and r.in_care)"


@dataclass(frozen=True)
class BlockingRule:
    """Pairs that agree in all of these columns; `array` is a column of lists of which one value must agree."""

    meaning: str
    columns: tuple[str, ...]
    array: str = ""
    further: str = ""
    """A condition that sifts the pairs but cannot find them."""
    between_care: bool = False
    """Whether two care records of different authorities are compared as well."""

    @property
    def condition(self) -> str:
        """The rule as Splink reads it."""
        keys = (*self.columns, self.array) if self.array else self.columns
        agreements = [f"l.{column} = r.{column}" for column in keys]
        sifted = [NOT_OF_ONE_REGISTER, *(() if self.between_care else (NOT_BOTH_IN_CARE,))]
        return " and ".join([*agreements, *([self.further] if self.further else []), *sifted])

    def settings(self) -> dict[str, object]:
        """The rule as an entry of Splink's settings."""
        return {
            "blocking_rule": self.condition,
            "sql_dialect": "duckdb",
            **({"arrays_to_explode": [self.array]} if self.array else {}),
        }

    def most_pairs(self, connection: duckdb.DuckDBPyConnection) -> int:
        """How many pairs the rule brings at most: the sum of n(n-1)/2 over its blocks."""
        columns, source = list(self.columns), "description"
        if self.array:
            columns = [*columns, "element"]
            source = f"(select *, unnest({self.array}) as element from description)"  # noqa: S608 - own names only
        keys, known = ", ".join(columns), [f"{column} is not null" for column in columns]
        counted = connection.execute(
            f"select coalesce(sum(size * (size - 1) // 2), 0)::bigint from "  # noqa: S608 - own column names only
            f"(select count(*) as size from {source} where {' and '.join(known)} group by {keys})"
        )
        return int(counted.fetchall()[0][0])


RULES = (
    BlockingRule("same date of birth and forename", ("date_of_birth", "forename")),
    BlockingRule("same date of birth and surname", ("date_of_birth", "surname")),
    BlockingRule("same date of birth and postcode sector", ("date_of_birth",), array="sectors"),
    BlockingRule("same forename and surname, in either order", ("both_names",)),
    BlockingRule("same postcode and year of birth", ("birth_year",), array="postcodes"),
    BlockingRule("same surname and postcode", ("surname",), array="postcodes"),
    BlockingRule("same forename and postcode", ("forename",), array="postcodes"),
    BlockingRule("same number of a kind that sources share", (), array="identifiers", between_care=True),
    BlockingRule("two rare words of the address in common", (), array="address_keys"),
    BlockingRule(
        "same date of birth, and forename or surname nearly so",
        ("date_of_birth", "sex_or_unknown"),
        further="(list_has_any(l.formal_names, r.formal_names) or list_has_any(l.surname_parts, r.surname_parts)"
        " or l.forename = r.surname or l.surname = r.forename"
        " or l.forename_sound = r.forename_sound or l.surname_sound = r.surname_sound"
        " or l.forename is null or r.forename is null or list_has_any(l.authorities, r.authorities))",
    ),
)


def count_pairs(connection: duckdb.DuckDBPyConnection, rules: tuple[BlockingRule, ...]) -> dict[str, int]:
    """How many pairs each rule brings at most, counted before any pair is made."""
    return {rule.meaning: rule.most_pairs(connection) for rule in rules}


def check_budget(pairs: Mapping[str, int]) -> int:
    """The sum of pairs over all rules. Raises LanthornError where it is above the stated budget."""
    total, budget = sum(pairs.values()), parameters().most_candidate_pairs
    if total > budget:
        most = max(pairs, key=lambda rule: pairs[rule])
        raise LanthornError(
            f"Linkage would compare up to {total:,} pairs of descriptions; its budget is {budget:,}. The rule "
            f"{most!r} alone brings {pairs[most]:,}. Link fewer years or authorities at a time, or look for a value "
            "that stands in most records where it is not known (a name, a date of birth, a postcode)."
        )
    return total
