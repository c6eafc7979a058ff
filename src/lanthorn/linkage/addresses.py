"""Addresses as words: what of an address is compared, and by which of its words likely pairs are found.

An address is optional: where a source has a column `home_address`, its words and numbers are kept in any order, for
lines are swapped and run together, without those that most addresses share ("Road"). Given the table `person` with
`address`, gives it `address_words` and `address_keys` instead.
"""

import duckdb

from lanthorn.linkage.parameters import parameters


def add_address_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Put in the place of `address` its words, and pairs of its rarest words; NULL where there are none."""
    chosen = parameters()
    connection.execute(
        _WORDS,
        {
            "kinds": list(chosen.street_kinds),
            "placeholders": list(chosen.placeholder_addresses),
            "longest": chosen.longest_address,
        },
    )
    connection.execute(_WITH_KEYS, {"rarest": chosen.address_words_that_find})


_WORDS = """
    create or replace table person as
    with split as (
        select *, string_split(trim(regexp_replace(
            lower(strip_accents(left(coalesce(address, ''), $longest))), '[^a-z0-9]+', ' ', 'g')), ' ') as words
        from person
    )
    select * exclude (address, words),
        case when array_to_string(words, ' ') not in (select unnest($placeholders::varchar[])) then
            nullif(list_sort(list_distinct(list_filter(words,
                lambda word: word <> '' and not list_contains($kinds::varchar[], word)))), []) end as address_words
    from split
"""

# A word that stands in one record only finds nothing: mostly it is a slip.
_WITH_KEYS = """
    create or replace table person as
    with standing as (
        select address_words, word, count(*) as records
        from (select address_words, unnest(address_words) as word from person) group by all
    ),
    ranked as (
        select address_words, word, sum(records) over (partition by word) as everywhere from standing
        qualify everywhere > 1
    ),
    rarest as (
        select address_words, word from ranked
        qualify row_number() over (partition by address_words order by everywhere, word) <= $rarest
    ),
    keyed as (
        select address_words, list(l.word || ' ' || r.word order by l.word, r.word) as address_keys
        from rarest l join rarest r using (address_words) where l.word < r.word group by address_words
    )
    select person.*, address_keys from person left join keyed using (address_words)
"""
