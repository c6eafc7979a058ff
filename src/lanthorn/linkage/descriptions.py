"""From persons to descriptions: what is described alike by one agency is compared once.

A child with twenty missing reports mostly is twenty times the same names, date of birth and postcode. Splink would
compare and count them as twenty records, and learn from the copies that true pairs never differ. Given the table
`person`, makes `description` (what Splink compares) and `described` (record_id to unique_id).
"""

from collections.abc import Sequence

import duckdb

from lanthorn.linkage.parameters import parameters

DEFAULT_BIRTHDAY = "month(date_of_birth) = 1 and day(date_of_birth) = 1"
"""1 January stands in many systems for "only the year is known"."""


def describe(connection: duckdb.DuckDBPyConnection, alone: Sequence[str] = ()) -> int:
    """Make `description` and `described` (anew); returns the number of descriptions.

    Records are alike only where names and a full date of birth or a postcode are there: two records that merely
    both lack everything are not the same child. Each care child is a description of its own, and so are the records
    named in `alone`.
    """
    connection.execute(
        "create or replace temp table alone as select unnest($alone::varchar[]) as record_id", {"alone": list(alone)}
    )
    connection.execute(f"""
        create or replace table alike as
        select *, min(record_id) over (
            partition by record_table, forenames, surname, date_of_birth, sex, postcodes, address_words, identifiers,
                case when forename is not null and surname is not null and care_authority is null
                    and (len(postcodes) > 0 or (date_of_birth is not null and not ({DEFAULT_BIRTHDAY})))
                    and record_id not in (select record_id from alone)
                then '' else record_id end
        ) as first_record_id
        from person
    """)  # noqa: S608 - own condition only
    connection.execute("""
        create or replace table described as
        select record_id, record_table, first_record_id,
            (dense_rank() over (order by first_record_id))::integer as unique_id
        from alike
    """)
    connection.execute(_DESCRIPTION.format(most=parameters().most_dates_of_birth_of_a_family_home))
    return int(connection.execute("select count(*) from description").fetchall()[0][0])


# A postcode district is the part before the space ("E15"), a sector goes one digit further ("E15 3").
_DESCRIPTION = """
    create or replace table description as
    with crowded as (
        select postcode from (select unnest(postcodes) as postcode, date_of_birth from person) as lived
        group by postcode having count(distinct date_of_birth) > {most}
    ),
    first_record as (
        select described.unique_id, alike.* from alike join described using (record_id)
        where alike.record_id = alike.first_record_id
    ),
    family_home as (
        select unique_id, list(postcode order by postcode) as postcodes
        from (select unique_id, unnest(postcodes) as postcode from first_record) anti join crowded using (postcode)
        group by unique_id
    ),
    all_records as (
        select described.unique_id,
            list_sort(list_distinct(flatten(list(alike.authorities)))) as authorities,
            list_distinct(flatten(list(alike.missing_days))) as missing_days
        from alike join described using (record_id) group by described.unique_id
    )
    select first_record.* exclude (authorities, missing_days, first_record_id, formal_names, postcodes, identifiers),
        nullif(all_records.authorities, []) as authorities,
        nullif(all_records.missing_days, []) as missing_days,
        nullif(first_record.postcodes, []) as postcodes,
        nullif(first_record.identifiers, []) as identifiers,
        nullif(list_transform(first_record.identifiers, lambda one: split_part(one, ':', 1)), []) as identifier_kinds,
        first_record.postcodes[1] as first_postcode,
        care_authority is not null as in_care,
        coalesce(sex, 'unknown') as sex_or_unknown,
        case when first_record.forename is not null and first_record.surname is not null
            then array_to_string(list_sort([first_record.forename, first_record.surname]), ' ') end as both_names,
        case when first_record.forename is not null then first_record.formal_names end as formal_names,
        first_record.forename[1] as forename_initial,
        first_record.surname[1] as surname_initial,
        strftime(date_of_birth, '%Y%m%d') as birth_text,
        year(date_of_birth) as birth_year,
        month(date_of_birth) as birth_month,
        day(date_of_birth) as birth_day,
        family_home.postcodes as family_postcodes,
        list_sort(list_distinct(list_transform(first_record.postcodes, lambda code: code[:-3]))) as sectors,
        list_sort(list_distinct(list_transform(first_record.postcodes, lambda code: split_part(code, ' ', 1))))
            as districts
    from first_record join all_records using (unique_id) left join family_home using (unique_id)
    order by unique_id
"""
