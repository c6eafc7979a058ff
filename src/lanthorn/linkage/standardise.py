"""From agencies' records to persons as described: one row per record that could be linked, in one spelling.

Given the store's record tables on a DuckDB connection, makes the table `person`: record_id, record_table, forename,
forenames, formal_names, forename_sound, surname, surname_parts, surname_sound, date_of_birth, sex, postcodes,
authorities, address_words, address_keys, care_authority, register, missing_days, identifiers. What an agency does
not record is NULL or an empty list; so is a name without a single Latin letter, which nothing here could compare.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import duckdb
import jellyfish

from lanthorn.errors import LanthornError
from lanthorn.linkage.addresses import add_address_words
from lanthorn.linkage.parameters import nicknames, parameters
from lanthorn.records import CARE_ABSENCE, CARE_CHILD, CARE_EPISODE, INVOLVEMENT, MISSING_REPORT, Table

# Letters that are letters of their own, so that removing accents leaves them as they are.
_OWN_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}

_PERSONS = {
    INVOLVEMENT.name: "select {record_id} as record_id, forename, surname, date_of_birth, sex, "
    "[home_postcode] as postcodes, [home_authority] as authorities, {address} as address, "
    "null::varchar as care_authority, {register} as register, []::date[] as missing_days, {identifiers} as identifiers "
    "from involvement where role = 'victim'",
    MISSING_REPORT.name: "select {record_id} as record_id, forename, surname, date_of_birth, sex, "
    "[home_postcode] as postcodes, [authority] as authorities, {address} as address, "
    "null::varchar as care_authority, {register} as register, [reported_at::date] as missing_days, "
    "{identifiers} as identifiers from missing_report",
    CARE_CHILD.name: "select {record_id} as record_id, null::varchar as forename, null::varchar as surname, "
    "date_of_birth, sex, coalesce(postcodes, []) as postcodes, [care_authority] as authorities, "
    "null::varchar as address, care_authority, 'care_child:' || care_authority as register, "
    "coalesce(missing_days, []) as missing_days, {identifiers} as identifiers from latest_care_child "
    "left join care_postcode using (care_authority, child_id) left join care_missing using (care_authority, child_id)",
}


def standardise(
    connection: duckdb.DuckDBPyConnection,
    tables: Mapping[str, Path],
    tell: Callable[[str], None] = lambda _: None,
    registers: Collection[str] = (),
) -> None:
    """Make the table `person` from whichever of the record tables are there.

    `register` names the source of a record that holds each child once, if it does: one authority's children looked
    after, and whichever record tables are named in `registers`.
    A value that stands in most descriptions is what a system fills in, not what is known of a child: it is taken as
    not recorded, and `tell` is told of which column. Raises LanthornError where none of them is.
    """
    present = [name for name in _PERSONS if name in tables]
    if not present:
        raise LanthornError(
            "The store's records hold no victims, missing reports or children looked after: there is nothing to link. "
            "Take in a police extract of persons or of missing reports, or an SSDA903 return."
        )
    _define_macros(connection)
    _read(connection, tables)
    connection.execute(
        "create table nickname as select unnest($nicknames) as nickname, unnest($formal_names) as formal_name",
        {"nicknames": [pair[0] for pair in nicknames()], "formal_names": [pair[1] for pair in nicknames()]},
    )
    recorded = "\nunion all by name ".join(
        f"select '{name}' as record_table, * from ({_person_sql(connection, name, registers)})"  # noqa: S608 - own names only
        for name in present
    )
    connection.execute(f"create table recorded as {recorded}")
    connection.execute(_STANDARDISED.format(longest=parameters().longest_name))
    _forget_fillers(connection, tell)
    _add_sounds(connection)
    add_address_words(connection)


def _define_macros(connection: duckdb.DuckDBPyConnection) -> None:
    own_letters = "lower(text)"
    for letter, spelling in _OWN_LETTERS.items():
        own_letters = f"replace({own_letters}, '{letter}', '{spelling}')"
    chosen = parameters()
    connection.execute(f"""
        create macro name_words(text) as list_filter(
            string_split(regexp_replace(
                regexp_replace(strip_accents({own_letters}), '[''’‘`´.]', '', 'g'), '[^a-z]+', ' ', 'g'), ' '),
            lambda word: word <> '' );
        create macro known_name(words) as case
            when array_to_string(words, ' ') in ({_quoted(chosen.placeholder_names)})
              or list_has_all([{_quoted(chosen.placeholder_names)}], words) then []::varchar[]
            else words end;
        create macro surname_parts_of(words) as list_sort(list_distinct(list_filter(words, lambda word:
            length(word) >= {chosen.shortest_surname_part} and word not in ({_quoted(chosen.surname_particles)}))));
    """)


def _read(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Path]) -> None:
    for name in (*_PERSONS, CARE_EPISODE.name, CARE_ABSENCE.name):
        if name in tables:
            connection.read_parquet(str(tables[name])).create_view(name)
    if CARE_CHILD.name in tables:
        connection.execute(_LATEST_CARE_CHILD)
        for name, there, otherwise in _OF_CARE_CHILD:
            connection.execute(there if name in tables else otherwise)


def _person_sql(connection: duckdb.DuckDBPyConnection, name: str, registers: Collection[str]) -> str:
    columns = set(connection.table(name).columns)
    there = [
        f"case when regexp_full_match({column}, '{pattern}') then '{column}:' || {column} end"
        for column, pattern in parameters().shared_identifiers
        if column in columns
    ]
    identifiers = f"list_filter([{', '.join(there)}], lambda one: one is not null)" if there else "[]::varchar[]"
    return _PERSONS[name].format(
        record_id=_record_id_sql(name),
        identifiers=identifiers,
        address="home_address" if "home_address" in columns else "null::varchar",
        register=f"'{name}'" if name in registers else "null::varchar",
    )


def _forget_fillers(connection: duckdb.DuckDBPyConnection, tell: Callable[[str], None]) -> None:
    chosen = parameters()
    for column, words in _MAY_BE_FILLED_IN.items():
        share = chosen.filler_share_of_postcodes if column == "postcodes" else chosen.filler_share
        connection.execute(
            _FILLER.format(column=column),
            {"share": share, "fewest": chosen.fewest_descriptions_for_a_filler},
        )
        [(fillers,)] = connection.execute("select count(*) from filler").fetchall()
        if fillers:
            tell(f"One {words} stands in most descriptions, as if a system had filled it in: it counts as not recorded")
            connection.execute(_WITHOUT_FILLER[column])


def _add_sounds(connection: duckdb.DuckDBPyConnection) -> None:
    """Add how each name sounds to an English ear (Philips' Metaphone 1990), worked out once for each name."""
    names = connection.execute(
        "select distinct name from (select forename as name from person union all select surname from person) "
        "where name is not null order by name"
    ).fetchall()
    heard = [(name, jellyfish.metaphone(name).replace(" ", "")) for (name,) in names]
    connection.execute(
        "create table sound as select unnest($names::varchar[]) as name, unnest($sounds::varchar[]) as sound",
        {"names": [name for name, _ in heard], "sounds": [sound for _, sound in heard]},
    )
    connection.execute(_SOUNDING, {"shortest": parameters().shortest_sound})


def _record_id_sql(name: str) -> str:
    """`lanthorn.records.record_id` in SQL. A care child is one over all its returns, so the year is no part of it."""
    table: Table = {table.name: table for table in (INVOLVEMENT, MISSING_REPORT, CARE_CHILD)}[name]
    key = " || '|' || ".join(column for column in table.key if column != "return_year")
    return f"'{name}:' || {key}"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


_LATEST_CARE_CHILD = """
    create view latest_care_child as select * from care_child
    qualify row_number() over (
        partition by care_authority, child_id order by nullif(return_year, 'not stated') desc nulls last) = 1
"""

# Police do not hear of absences without authorisation (A), only of a child who is missing (M). Some returns give the
# day after as the first, so the day before each counts too.
_OF_CARE_CHILD = (
    (
        CARE_EPISODE.name,
        """
        create view care_postcode as select care_authority, child_id,
            list_distinct(list(home_postcode) || list(placement_postcode)) as postcodes
        from care_episode group by care_authority, child_id
        """,
        "create view care_postcode as "
        "select distinct care_authority, child_id, []::varchar[] as postcodes from care_child",
    ),
    (
        CARE_ABSENCE.name,
        """
        create view care_missing as select care_authority, child_id,
            list_distinct(list(began_on) || list((began_on - interval 1 day)::date)) as missing_days
        from care_absence where absence_kind = 'M' group by care_authority, child_id
        """,
        "create view care_missing as "
        "select distinct care_authority, child_id, []::date[] as missing_days from care_child",
    ),
)

_STANDARDISED = """
    create table person as
    with words as (
        select record_id, record_table, date_of_birth, address, care_authority, register, missing_days,
            list_sort(identifiers) as identifiers,
            known_name(name_words(left(coalesce(forename, ''), {longest}))) as forenames,
            known_name(name_words(left(coalesce(surname, ''), {longest}))) as surname_words,
            case when sex in ('female', 'male') then sex end as sex,
            list_sort(list_distinct(list_filter(postcodes, lambda code: code is not null))) as postcodes,
            list_sort(list_distinct(list_filter(authorities, lambda code: code is not null))) as authorities
        from recorded
    ),
    formal as (
        select nickname, list_sort(list(formal_name)) as formal_names from nickname group by nickname
    )
    select words.* exclude (surname_words),
        forenames[1] as forename,
        list_sort(list_distinct([forenames[1]] || coalesce(formal_names, []))) as formal_names,
        nullif(array_to_string(surname_words, ''), '') as surname,
        surname_parts_of(surname_words) as surname_parts
    from words left join formal on formal.nickname = words.forenames[1]
"""

_SOUNDING = """
    create or replace table person as
    select person.*,
        case when length(of_forename.sound) >= $shortest then of_forename.sound end as forename_sound,
        case when length(of_surname.sound) >= $shortest then of_surname.sound end as surname_sound
    from person left join sound of_forename on of_forename.name = forename
        left join sound of_surname on of_surname.name = surname
"""

_MAY_BE_FILLED_IN = {
    "forename": "forename",
    "surname": "surname",
    "date_of_birth": "date of birth",
    "postcodes": "postcode",
}

# Counted over different descriptions, for one child may have most of the reports.
_FILLER = """
    create or replace temp table filler as
    with different as (select distinct forenames, surname, date_of_birth, postcodes, forename from person),
    held as (select unnest(case when '{column}' = 'postcodes' then postcodes else [{column}::varchar] end) as value
        from different)
    select value from held where value is not null group by value
    having count(*) >= $fewest and count(*) > $share * (select count(*) from different)
"""

_WITHOUT_FILLER = {
    "forename": "update person set forename = null, forenames = [], formal_names = [] where forename in (from filler)",
    "surname": "update person set surname = null, surname_parts = [] where surname in (from filler)",
    "date_of_birth": "update person set date_of_birth = null where date_of_birth::varchar in (from filler)",
    "postcodes": "update person set postcodes = list_filter(postcodes, lambda code: not list_contains(fillers, code)) "
    "from (select list(value) as fillers from filler)",
}
