"""What police hold: flagged offences and the persons in them, and reports of missing children.

Given the true events, gives back the columns of each file as texts with the systems' own errors, and beside them,
for the truth alone, which child each record is about.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.records import record_id
from lanthorn.synthetic.care import Episodes, Stays
from lanthorn.synthetic.chance import Flags, Ints, Rng, stream
from lanthorn.synthetic.clock import MINUTES_A_DAY, date_text, moment_text, parts
from lanthorn.synthetic.exploitation import Offences, categories, channels, offence_codes
from lanthorn.synthetic.households import NONE, People
from lanthorn.synthetic.misrecording import Identity, Rates, Written, impossible_date, written, written_postcodes
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import written_names
from lanthorn.synthetic.postcodes import sector_text, somewhere_in
from lanthorn.synthetic.suspects import Named, relationships
from lanthorn.synthetic.texts import blanked, changed_where, constant

VICTIM, SUSPECT, WITNESS = range(3)
_ROLES = ("VIC", "SUS", "WIT")
_MISSING_FROM = ("HOME ADDRESS", "CARE PLACEMENT", "OTHER")


@dataclass
class Extract:
    """The rows of one kind of file: columns under their headings, the day each row was reported, and the truth."""

    columns: Mapping[str, Any]
    reported: Ints
    record_ids: Any
    """Of rows about a child; null for others and for rows that lost their reference."""
    child: Ints
    """NONE for rows that are not about a child."""


def _numbered(rng: Rng, kind: str, size: int) -> Any:
    """Rising reference numbers with gaps, as text."""
    given = parameters("references")[kind]
    gaps = rng.geometric(1.0 / given["mean_gap"], size)
    return pa.array(given["first"] + np.cumsum(gaps)).cast(pa.string())


def _two_digit_year(day: Ints) -> Any:
    return pc.utf8_slice_codeunits(pa.array(parts(day)[0]).cast(pa.string()), 2, stop=4)


def _record_ids(table: str, *keys: Any) -> Any:
    """`lanthorn.records.record_id` for whole arrays."""
    joined = pc.binary_join_element_wise(*keys, "|")
    return pc.binary_join_element_wise(record_id(table, ""), joined, "")


def _words(words: list[str] | tuple[str, ...], number: Ints) -> Any:
    return pa.array(words).take(pa.array(number))


def _entries(rng: Rng, rates: Rates, child: Ints, time: Ints) -> tuple[Ints, Ints]:
    """Which entry of a person each row uses, and whose it is: the last one again, or a new one typed in."""
    order = np.lexsort((time, child))
    first = np.concatenate([np.ones(min(len(order), 1), dtype=bool), child[order][1:] != child[order][:-1]])
    fresh = first | rates.strike(rng, "entry_again", len(order))
    entry = np.empty(len(order), dtype=np.int64)
    entry[order] = np.cumsum(fresh) - 1
    return entry, child[order][fresh]


def identity_of(people: People, child: Ints) -> Identity:
    """The true identity of these children."""
    index = pa.array(child)
    return Identity(
        forename=people.forename[child],
        middle_name=people.middle_name[child],
        surname=people.surname.take(index),
        other_surname=people.other_surname.take(index),
        birth=people.known.birth[child],
        sex=people.known.sex[child],
        ethnicity=people.ethnicity[child],
        place=people.known.place[child],
    )


def _damaged(rng: Rng, extract: Extract, reference: str, reported: str) -> Extract:
    """The rows with what an export does to a few of them: reference lost, row doubled, impossible report date."""
    rates, size = Rates("rows"), len(extract.reported)
    lost = rates.strike(rng, "missing_reference", size)
    impossible = rates.strike(rng, "impossible_report_date", size)
    columns = dict(extract.columns)
    columns[reference] = blanked(columns[reference], lost)
    columns[reported] = changed_where(columns[reported], impossible, impossible_date)
    doubled = np.flatnonzero(rates.strike(rng, "duplicate_reference", size))
    row = np.sort(np.concatenate([np.arange(size), doubled]))
    index = pa.array(row)
    return Extract(
        columns={heading: column.take(index) for heading, column in columns.items()},
        reported=extract.reported[row],
        record_ids=pc.if_else(pa.array(lost), pa.scalar(None, pa.string()), extract.record_ids).take(index),
        child=extract.child[row],
    )


def _optional_date(rng: Rng, day: Ints, known: Flags) -> Any:
    rates = Rates("rows")
    text = changed_where(date_text(day), rates.strike(rng, "impossible_other_date", len(day)), impossible_date)
    return blanked(text, ~known)


def offence_extract(seed: int, offences: Offences) -> tuple[Extract, Any]:
    """The file of flagged offences, and the reference of every offence (whether flagged or not)."""
    rng, rates = stream(seed, "police offences"), Rates("rows")
    reference = pc.binary_join_element_wise(
        _numbered(rng, "crime", len(offences)), _two_digit_year(offences.reported), "/"
    )
    row = np.flatnonzero(offences.flagged)
    size, day = len(row), offences.reported[row]
    known = offences.committed_from[row] <= day
    sector = sector_text(somewhere_in(rng, offences.place[row]))

    def unless(error: str, text: Any) -> Any:
        return blanked(text, rates.strike(rng, error, size))

    columns = {
        "Crime Ref": reference.take(pa.array(row)),
        "Date Reported": date_text(day),
        "Committed From": _optional_date(rng, offences.committed_from[row], known),
        "Committed To": _optional_date(rng, offences.committed_to[row], known),
        "CSE Flag": unless("category_missing", _words(categories(), offences.category[row])),
        "Date Flagged": date_text(offences.flagged_on[row]),
        "HO Code": _words(offence_codes(), offences.code[row]),
        "Online Marker": unless("online_missing", _words(("N", "Y"), offences.online[row].astype(np.int64))),
        "Borough": unless("borough_missing", written_names(rng, offences.place[row])),
        "Location Sector": unless("sector_missing", sector),
        "Investigating Unit": unless(
            "unit_missing", _words(parameters("exploitation")["unit"]["codes"], offences.unit[row])
        ),
        "How Notified": unless("channel_missing", _words(channels(), offences.channel[row])),
    }
    nobody = np.full(size, NONE, dtype=np.int64)
    extract = Extract(columns, day, pa.nulls(size, pa.string()), nobody)
    return _damaged(rng, extract, "Crime Ref", "Date Reported"), reference


@dataclass
class _Rows:
    """Persons of one role, before they are put in the order of their offences."""

    offence: Ints
    role: int
    child: Ints
    person: Written
    postcode: Any
    authority: Any
    relationship: Any


def _victims(rng: Rng, people: People, stays: Stays, episodes: Episodes, offences: Offences) -> _Rows:
    rates = Rates("police_crime")
    flagged = offences.flagged[offences.victim_offence]
    offence, child = offences.victim_offence[flagged], offences.victim_child[flagged]
    day = offences.reported[offence]
    entry, whose = _entries(rng, rates, child, day)
    person = written(rng, identity_of(people, whose), rates).take(entry)
    size = len(child)
    placed = stays.covers(child, day) & rates.strike(rng, "placement_as_home", size)
    episode = np.where(placed, episodes.on(child, day), 0)
    place = np.where(placed, episodes.place[episode], people.known.place[child])
    postcode = np.where(placed, episodes.postcode[episode], people.home[child])
    former = np.where(placed, NONE, people.former_home[child])
    authority = blanked(written_names(rng, place), rates.strike(rng, "home_authority_missing", size))
    return _Rows(
        offence, VICTIM, child, person, written_postcodes(rng, postcode, former, rates), authority, constant("", size)
    )


def _others(rng: Rng, offences: Offences, named: Named, role: int) -> _Rows:
    rates = Rates("police_suspect")
    kept = np.flatnonzero(offences.flagged[named.offence])
    size, none = len(kept), np.full(len(kept), NONE, dtype=np.int64)
    person = written(rng, named.person, rates).take(kept)
    relationship = _words(relationships(), np.maximum(named.relationship[kept], 0))
    authority = written_names(rng, named.person.place[kept])
    return _Rows(
        offence=named.offence[kept],
        role=role,
        child=none,
        person=person,
        postcode=written_postcodes(rng, named.home[kept], none, rates),
        authority=blanked(authority, rates.strike(rng, "home_authority_missing", size)),
        relationship=blanked(relationship, named.relationship[kept] == NONE),
    )


def person_extract(
    seed: int,
    people: People,
    stays: Stays,
    episodes: Episodes,
    offences: Offences,
    reference: Any,
    suspects: Named,
    witnesses: Named,
) -> Extract:
    """The file of persons in flagged offences: victims first, then suspects, then witnesses."""
    rng = stream(seed, "police persons")
    groups = (
        _victims(rng, people, stays, episodes, offences),
        _others(rng, offences, suspects, SUSPECT),
        _others(rng, offences, witnesses, WITNESS),
    )
    offence = np.concatenate([group.offence for group in groups])
    role = np.concatenate([np.full(len(group.offence), group.role) for group in groups])
    order = np.lexsort((role, offence))
    offence, role = offence[order], role[order]
    begins = np.concatenate([np.ones(min(len(offence), 1), dtype=bool), offence[1:] != offence[:-1]])
    number = np.arange(len(offence)) - np.maximum.accumulate(np.where(begins, np.arange(len(offence)), 0)) + 1
    person_number = pa.array(number).cast(pa.string())
    crime = reference.take(pa.array(offence))

    def together(parts: list[Any]) -> Any:
        return pa.concat_arrays([_plain(part) for part in parts]).take(pa.array(order))

    columns = {
        "Crime Ref": crime,
        "Person No": person_number,
        "Role": _words(_ROLES, role),
        "Forenames": together([group.person.forenames for group in groups]),
        "Surname": together([group.person.surname for group in groups]),
        "DOB": together([group.person.birth for group in groups]),
        "Sex": together([group.person.sex for group in groups]),
        "Self Defined Ethnicity": together([group.person.ethnicity for group in groups]),
        "Home Postcode": together([group.postcode for group in groups]),
        "Home Borough": together([group.authority for group in groups]),
        "Relationship To Victim": together([group.relationship for group in groups]),
    }
    child = np.concatenate([group.child for group in groups])[order]
    record = _record_ids("involvement", crime, person_number)
    return Extract(columns, offences.reported[offence], record, child)


def _plain(text: Any) -> Any:
    return text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text


def missing_extract(seed: int, people: People, spells: Spells) -> Extract:
    """The file of missing reports, in the order of report."""
    rng, rates, row_rates = stream(seed, "police missing"), Rates("police_missing"), Rates("rows")
    told = np.flatnonzero(spells.told_police)
    told = told[np.argsort(spells.began[told], kind="stable")]
    child, began, size = spells.child[told], spells.began[told], len(told)
    day = began // MINUTES_A_DAY
    reference = pc.binary_join_element_wise(_two_digit_year(day), _numbered(rng, "missing", size), "MIS")
    entry, whose = _entries(rng, rates, child, began)
    person = written(rng, identity_of(people, whose), rates).take(entry)
    placed = spells.postcode[told] != people.home[child]
    as_home = ~placed | rates.strike(rng, "placement_as_home", size)
    postcode = np.where(as_home, spells.postcode[told], people.home[child])
    former = np.where(placed & as_home, NONE, people.former_home[child])
    source = _words(_MISSING_FROM, spells.source[told])
    borough = blanked(written_names(rng, spells.place[told]), row_rates.strike(rng, "borough_missing", size))
    columns = {
        "Report Ref": reference,
        "Reported At": moment_text(began),
        "Returned At": blanked(moment_text(spells.ended[told]), row_rates.strike(rng, "return_time_missing", size)),
        "Missing From": blanked(source, row_rates.strike(rng, "missing_from_missing", size)),
        "Borough": borough,
        "Forenames": person.forenames,
        "Surname": person.surname,
        "DOB": person.birth,
        "Sex": person.sex,
        "Self Defined Ethnicity": person.ethnicity,
        "Home Postcode": written_postcodes(rng, postcode, former, rates),
    }
    return _damaged(
        rng, Extract(columns, day, _record_ids("missing_report", reference), child), "Report Ref", "Reported At"
    )


def rows_of_year(extract: Extract, first: int, last: int) -> tuple[Mapping[str, Any], Ints]:
    """The columns of what was reported from the first to the last day, and the numbers of those rows."""
    row = np.flatnonzero((extract.reported >= first) & (extract.reported <= last))
    index = pa.array(row)
    return {heading: column.take(index) for heading, column in extract.columns.items()}, row
