"""Who is brought to attention, by sex, age, ethnicity, authority and care, against everyone it could have been.

Given the answer of a run, and later what came of screening; gives, for each group, how many children are brought to
attention, what part that is of the group's children in the records, how its rate compares with that of the other
groups in the population, and how many of those screened were screened in. Small counts are protected in `publish`.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.evidence import Layer, Store, connect, open_tables
from lanthorn.identification.considered import Considered
from lanthorn.identification.given import SCREENED as SCREENED_TABLE
from lanthorn.identification.given import columns
from lanthorn.identification.intervals import Interval, rate_ratio, share
from lanthorn.identification.linked import Linked
from lanthorn.identification.people import described
from lanthorn.vocabulary import UNKNOWN, authorities, codes, population

DIMENSIONS = ("sex", "age_band", "ethnic_group", "authority", "looked_after")
IN_SCOPE = ("10_12", "13_15", "16_17")
"""The bands of age of the page: children of 10 to 17, the ages of the profile's rates."""

KNOWN = "children in the records"
CONSIDERED = "children brought to attention"
SCREENED = "children brought to attention and screened"
SCREENED_IN = "children brought to attention and screened in"


@dataclass(frozen=True)
class Group:
    """One group of children aged 10 to 17 who live in the area. A count that is hidden is None."""

    dimension: str
    value: str
    label: str
    considered: int | None
    known: int | None
    """Children of the group with any record in the store, whatever for."""
    share_of_known: Interval | None
    """What part of those children is brought to attention."""
    population: int | None
    """Children of the group who live in the area; None where no population by this is held."""
    rate_ratio: Interval | None
    """The rate in the group's population over that in the population of all other groups together."""
    screened: int | None = None
    screened_in: int | None = None
    share_screened_in: Interval | None = None
    """Of those of the group who were screened, what part was screened in."""


@dataclass(frozen=True)
class Fairness:
    """The groups of every dimension, and how many children brought to attention the page leaves out."""

    groups: tuple[Group, ...]
    considered: int
    """Children of the page: aged 10 to 17, living in the area."""
    left_out: int | None
    """Children brought to attention who are younger, live elsewhere, or whose age or home is not known."""

    def counts(self) -> dict[tuple[str, str], dict[str, int]]:
        """What is to be protected: by what is counted and dimension, the count of each value."""
        found: dict[tuple[str, str], dict[str, int]] = {}
        for group in self.groups:
            counted = {
                KNOWN: group.known,
                CONSIDERED: group.considered,
                SCREENED: group.screened,
                SCREENED_IN: group.screened_in,
            }
            for what, count in counted.items():
                if count is not None:
                    found.setdefault((what, group.dimension), {})[group.value] = count
        return found

    def publish(self, is_hidden: Callable[[str, str, str], bool], threshold: int) -> "Fairness":
        """The page with every count hidden that disclosure control hides, and whatever it could be worked out from.

        `is_hidden` is asked of what is counted, the dimension and the value.
        """
        small = self.left_out is not None and 0 < self.left_out < threshold
        groups = tuple(_published(group, is_hidden) for group in self.groups)
        return replace(self, groups=groups, left_out=None if small else self.left_out)


def fairness(store: Store, considered: Considered, screened: Any = None) -> Fairness:
    """Who is brought to attention, against the children in the records and the population of mid-2014.

    `screened` is an Arrow table of what came of screening: `child` (any record of the child) and `screened_in`. The
    versions of the store are those of the run. Raises BadFileError where `screened` lacks a column.
    """
    links = store.version(Layer.LINKS, considered.links_version)
    records = store.version(Layer.RECORDS, considered.records_version)
    connection = connect()
    child = connection.read_parquet(str(links.table("child")), table_name="child")
    linked = Linked({**open_tables(records.tables(), connection), "child": child}, considered.as_of)
    return fairness_of(linked, considered, screened)


def fairness_of(linked: Linked, considered: Considered, screened: Any = None) -> Fairness:
    """The same from linked records that are open already."""
    everyone = described(linked).to_pyarrow()
    in_scope = pc.and_(
        pc.is_in(everyone["age_band"], value_set=pa.array(IN_SCOPE)),
        pc.is_in(everyone["authority"], value_set=pa.array([entry.code for entry in authorities()])),
    )
    known = everyone.filter(in_scope)
    shown = known.filter(pc.is_in(known["child_id"], value_set=considered.children["child_id"].combine_chunks()))
    outcome = _outcomes(linked, shown, screened)
    groups = [group for name in DIMENSIONS for group in _groups(name, known, shown, outcome)]
    return Fairness(tuple(groups), shown.num_rows, considered.children.num_rows - shown.num_rows)


def _outcomes(linked: Linked, shown: Any, screened: Any) -> Any:
    """Those of the children shown who were screened, each with whether screened in; None where none was given."""
    if screened is None:
        return None
    sound = columns(screened, SCREENED_TABLE, "The table of screenings")
    child = linked.table("child").select("record_id", "child_id").to_pyarrow()
    named = sound.join(child, "child", "record_id", join_type="inner")
    once = named.group_by("child_id").aggregate([("screened_in", "max")])
    return shown.join(once, "child_id", join_type="inner")


def _groups(name: str, known: Any, shown: Any, outcome: Any) -> list[Group]:
    among, at = Counter(known[name].to_pylist()), Counter(shown[name].to_pylist())
    tested = None if outcome is None else Counter(outcome[name].to_pylist())
    accepted = None if outcome is None else Counter(outcome.filter(outcome["screened_in_max"])[name].to_pylist())
    people = _population(name, among)
    labels = _labels(name)
    values = [*labels, *([UNKNOWN] if among[UNKNOWN] else [])]
    # A rate is compared among those for whom the value is recorded: nobody in the population is of unknown sex.
    recorded, everybody = sum(at[value] for value in labels), sum(people.values())
    groups = []
    for value in values:
        here = people.get(value)
        ratio = None if here is None else rate_ratio(at[value], here, recorded - at[value], everybody - here)
        groups.append(
            Group(
                dimension=name,
                value=value,
                label=labels.get(value, "Not known"),
                considered=at[value],
                known=among[value],
                share_of_known=share(at[value], among[value]),
                population=here,
                rate_ratio=ratio,
                screened=None if tested is None else tested[value],
                screened_in=None if accepted is None else accepted[value],
                share_screened_in=None if tested is None or accepted is None else share(accepted[value], tested[value]),
            )
        )
    return groups


def _population(name: str, among: Mapping[str, int]) -> dict[str, int]:
    """Children aged 10 to 17 in the population by value; empty where no population by this is held."""
    cells = [cell for cell in population() if cell.age >= 10]
    if name == "looked_after":
        # Every looked-after child is in the returns, so the rest of the population is not looked after.
        cared_for = among.get("yes", 0)
        return {"yes": cared_for, "no": sum(cell.population for cell in cells) - cared_for} if cared_for else {}
    found: Counter[str] = Counter()
    for cell in cells:
        band = "10_12" if cell.age <= 12 else "13_15" if cell.age <= 15 else "16_17"
        value = {"sex": cell.sex, "age_band": band, "authority": cell.authority}.get(name)
        if value is not None:
            found[value] += cell.population
    return dict(found)


def _labels(name: str) -> dict[str, str]:
    if name == "age_band":
        return {"10_12": "10 to 12", "13_15": "13 to 15", "16_17": "16 and 17"}
    if name == "looked_after":
        return {"yes": "Looked after", "no": "Not looked after"}
    if name == "authority":
        return {entry.code: entry.label for entry in authorities()}
    return {code.code: code.label for code in codes(name).codes}


def _published(group: Group, is_hidden: Callable[[str, str, str], bool]) -> Group:
    if is_hidden(KNOWN, group.dimension, group.value):
        # The population of children looked after is counted in the same records.
        held = None if group.dimension == "looked_after" else group.population
        ratio = None if held is None else group.rate_ratio
        group = replace(group, known=None, share_of_known=None, population=held, rate_ratio=ratio)
    if is_hidden(CONSIDERED, group.dimension, group.value):
        group = replace(group, considered=None, share_of_known=None, rate_ratio=None)
    if group.screened is not None and is_hidden(SCREENED, group.dimension, group.value):
        group = replace(group, screened=None, share_screened_in=None)
    if group.screened_in is not None and is_hidden(SCREENED_IN, group.dimension, group.value):
        group = replace(group, screened_in=None, share_screened_in=None)
    return group
