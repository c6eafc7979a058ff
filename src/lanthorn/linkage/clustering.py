"""From scored pairs to children: which descriptions are one child, and never two that cannot be.

One wrong link in a chain would make one child of many. So each component of strong links is checked: where it holds
two descriptions that cannot be the same child, it is built up again from its strongest link down, and a link that
would bring such two together is left out. Given the tables `description` and `pair` (unique_id_l, unique_id_r,
match_weight, rounded); gives back the cluster of each description.
"""

import duckdb
import numpy as np
import numpy.typing as npt

from lanthorn.linkage.comparisons import ONE_SWAPPED
from lanthorn.linkage.deciding import Decided, connected
from lanthorn.linkage.parameters import parameters

Numbers = npt.NDArray[np.int64]

_COLUMNS = (
    "unique_id", "register", "forename", "forename_initial", "forenames", "formal_names",
    "surname", "surname_initial", "surname_parts", "identifiers",
    "birth_text", "birth_year", "birth_month", "birth_day",
)  # fmt: skip
_BOTH_SIDES = ", ".join(f"{side}.{column} as {column}_{side}" for column in _COLUMNS for side in "lr")

# What the model, which weighs each aspect by itself, cannot see. Brothers and sisters share surname and home, twins the
# date of birth too, and a care record, which has no name, would join any two children born on one day: a clearly
# different forename tells them apart. Cousins may share both names, and a record without date of birth would join
# them: dates that differ in several digits tell them apart, unless day and month are swapped or only the year is
# known. And an authority knows a child by one identifier only.
_FORENAMES_DIFFER = f"""(
    jaro_winkler_similarity(forename_l, forename_r) < {parameters().far_spelling}
    and not list_has_any(formal_names_l, formal_names_r)
    and not list_has_any(forenames_l, forenames_r)
    and not coalesce({ONE_SWAPPED}, false))"""
_BIRTH_DATES_DIFFER = f"""(
    hamming(birth_text_l, birth_text_r) >= {parameters().digits_of_different_birth_dates}
    and not (birth_year_l = birth_year_r and birth_day_l = birth_month_r and birth_month_l = birth_day_r)
    and not (birth_year_l = birth_year_r and ((birth_month_l = 1 and birth_day_l = 1)
        or (birth_month_r = 1 and birth_day_r = 1))))"""

# A register holds each child once. Between two registers a twin is no danger: each twin's own record is the stronger
# link. Elsewhere a number that both sources hold outweighs names and dates, for twins have two.
_APART = f"""coalesce(register_l = register_r, false) or (
    (register_l is null or register_r is null)
    and not coalesce(list_has_any(identifiers_l, identifiers_r), false)
    and coalesce({_FORENAMES_DIFFER} or {_BIRTH_DATES_DIFFER}, false))"""

_APART_PAIRS = f"""
    create or replace table pair as
    select unique_id_l, unique_id_r, match_weight, {_APART} as apart
    from (
        select match_weight, {_BOTH_SIDES} from pair
        join description l on l.unique_id = pair.unique_id_l join description r on r.unique_id = pair.unique_id_r
    )
"""  # noqa: S608 - own columns and parameters only

_CANNOT_BE_ONE_CHILD = f"""
    with sides as (
        select description.*, component from description join placed using (unique_id)
        join disputable using (component)
    ),
    compared as (
        select {_BOTH_SIDES}
        from sides l join sides r on l.component = r.component and l.unique_id < r.unique_id
    )
    select unique_id_l - 1, unique_id_r - 1 from compared
    where ({_APART})
    order by all
"""  # noqa: S608 - own columns and parameters only

# Pairs of equal weight are taken in the order of their numbers, so that a tie is always broken alike.
_STRONG_LINKS = """
    select unique_id_l - 1, unique_id_r - 1 from pair
    join description l on l.unique_id = unique_id_l join description r on r.unique_id = unique_id_r
    where match_weight >= case when l.register <> r.register then $between_registers else $joined end
    order by match_weight desc, unique_id_l, unique_id_r
"""


def mark_apart(connection: duckdb.DuckDBPyConnection) -> None:
    """Add to `pair` the column `apart`: whether the two cannot be one child, whatever their weight."""
    connection.execute(_APART_PAIRS)


def cluster(connection: duckdb.DuckDBPyConnection, descriptions: int, decided: Decided | None = None) -> Numbers:
    """The cluster of each description in the order of unique_id (from 1): the position of its first description.

    What people decided wins over weights and over what the model holds to be impossible. Two descriptions that a person
    takes for one child make one child of the two that the model finds, unless another decision keeps members of these
    apart: then the person's pair is joined first, and the model builds around it.
    """
    decided = decided or Decided()
    first = decided.same[:0]
    while True:
        found = _by_weight(connection, descriptions, Decided(first, decided.different))
        merged, refused = _merged(found, decided)
        if not len(refused):
            return _first_of_each(merged)
        first = np.vstack([first, refused])


def _by_weight(connection: duckdb.DuckDBPyConnection, descriptions: int, decided: Decided) -> Numbers:
    """Clusters by the strength of links, the pairs decided to be the same joined before any other."""
    chosen = parameters()
    links = _pairs(
        connection,
        _STRONG_LINKS,
        joined=chosen.joined_match_weight,
        between_registers=chosen.joined_match_weight_between_registers,
    )
    component = connected(np.vstack([decided.same, links]), descriptions)
    within = decided.different[component[decided.different[:, 0]] == component[decided.different[:, 1]]]
    apart = np.vstack([within, _cannot_be_one_child(connection, component)])
    disputed = np.isin(component, component[apart[:, 0]])
    links, same = (pairs[disputed[pairs[:, 0]]] for pairs in (links, decided.same))
    return _built_up(component, disputed, same, links, apart)


def _merged(cluster: Numbers, decided: Decided) -> tuple[Numbers, Numbers]:
    """Whole clusters joined as people decided; and the decisions that would join what another keeps apart."""
    home = {int(name): int(name) for name in cluster[decided.same].ravel()}
    strangers: dict[int, set[int]] = {}
    for left, right in cluster[decided.different].tolist():
        strangers.setdefault(left, set()).add(right)
        strangers.setdefault(right, set()).add(left)
    refused = []
    for pair in decided.same.tolist():
        one, other = (home[int(cluster[position])] for position in pair)
        members = [name for name, root in home.items() if root == other]
        against = strangers.get(one, set())
        if one == other:
            continue
        if against.intersection(members):
            refused.append(pair)
            continue
        home.update(dict.fromkeys(members, one))
        strangers[one] = against | strangers.get(other, set())
    root = np.array([home.get(int(name), int(name)) for name in np.unique(cluster)], dtype=np.int64)
    return root[np.unique(cluster, return_inverse=True)[1]], np.array(refused, dtype=np.int64).reshape(-1, 2)


def _cannot_be_one_child(connection: duckdb.DuckDBPyConnection, component: Numbers) -> Numbers:
    placed = {"unique_id": np.arange(1, len(component) + 1), "component": component}
    connection.register("placed", placed)
    connection.execute(
        "create or replace temp table disputable as select component from placed group by component having count(*) > 1"
    )
    return _pairs(connection, _CANNOT_BE_ONE_CHILD)


def _built_up(
    component: Numbers, disputed: npt.NDArray[np.bool_], same: Numbers, links: Numbers, apart: Numbers
) -> Numbers:
    """Disputed components taken to pieces and joined link by link: as people decided, then the strongest first.

    Disputed components are few and small, so this walks over them in Python.
    """
    cluster = component + len(component)
    members = {int(position): {int(position)} for position in np.flatnonzero(disputed)}
    strangers: dict[int, set[int]] = {position: set() for position in members}
    for left, right in apart.tolist():
        strangers[left].add(right)
        strangers[right].add(left)
    home = {position: position for position in members}
    for place, (left, right) in enumerate(np.vstack([same, links]).tolist()):
        one, other = home[left], home[right]
        if one == other or (place >= len(same) and strangers[one] & members[other]):
            continue
        members[one] |= members.pop(other)
        strangers[one] |= strangers.pop(other)
        home.update(dict.fromkeys(members[one], one))
    cluster[list(home)] = list(home.values())
    return cluster


def _first_of_each(cluster: Numbers) -> Numbers:
    _, first, place = np.unique(cluster, return_index=True, return_inverse=True)
    return np.asarray(first[place], dtype=np.int64)


def _pairs(connection: duckdb.DuckDBPyConnection, query: str, **values: object) -> Numbers:
    columns = connection.execute(query, values or None).fetchnumpy().values()
    return np.column_stack([np.asarray(column, dtype=np.int64) for column in columns])
