"""The store's records, each with the child it is about, as they stood at the end of one day.

Given the tables of the records and of the links, and the day; gives Ibis tables that a rule can be written in. Nothing
that happened or was recorded after the day is in them, so that a list can be made again for any day of the past.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cached_property

import ibis
import ibis.expr.types as ir

from lanthorn.linkage.parameters import parameters as linkage_parameters

_ADULT_AT = 18
_STATED_YEAR = r"^\d{4}-\d{2}$"


class Linked:
    """The linked records of one day. Each property is one Ibis table with a column `child_id`."""

    def __init__(self, tables: Mapping[str, ibis.Table], as_of: date) -> None:
        self._tables = dict(tables)
        self.as_of = as_of
        self._end = datetime.combine(as_of, time.max)

    def missing_tables(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the needed tables that have not been loaded."""
        return tuple(name for name in needs if name not in self._tables)

    def table(self, name: str) -> ibis.Table:
        """A table as it stands in the store, whatever its days."""
        return self._tables[name]

    def with_child(self, rows: ibis.Table) -> ibis.Table:
        """Rows with a `record_id`, and the child that linkage found behind each; others are left out."""
        child = self._tables["child"].select("record_id", "child_id")
        return rows.inner_join(child, "record_id")

    @cached_property
    def offences(self) -> ibis.Table:
        """Offences reported by the day: event_id, reported_on, offence_code, flagged, happened_on.

        `flagged` is whether a flag had been set by the day; where the day of a flag is not recorded, that of the report
        stands in. `happened_on` is the day of the flag where there is one, else that of the report.
        """
        offence = self._tables["offence"]
        offence = offence.filter(offence.reported_on <= self.as_of)
        bears = offence.flag_category.notnull() | offence.flagged_on.notnull()
        flagged_on = offence.flagged_on.fill_null(offence.reported_on)
        flagged = bears & (flagged_on <= self.as_of)
        return offence.select(
            "offence_reference",
            "reported_on",
            "offence_code",
            event_id=ibis.literal("offence:") + offence.offence_reference,
            flagged=flagged,
            happened_on=(flagged & (flagged_on > offence.reported_on)).ifelse(flagged_on, offence.reported_on),
        )

    @cached_property
    def victims(self) -> ibis.Table:
        """Each time a child was a victim or at risk in an offence: child, record and the columns of the offence."""
        involvement = self._tables["involvement"]
        victim = involvement.filter(involvement.role == "victim")
        victim = victim.select("offence_reference", record_id=_involvement_id(victim))
        return self.with_child(victim).inner_join(self.offences, "offence_reference").cache()

    @cached_property
    def suspects(self) -> ibis.Table:
        """Each time a suspect was named: record, offence, and `person`, the name and date of birth in one spelling.

        Suspects are not linked. `person` is the same only where name and date of birth are, once case, accents,
        hyphens and the like are left out; it is missing where either is not recorded or stands for "not known".
        """
        involvement = self._tables["involvement"]
        suspect = involvement.filter(involvement.role == "suspect")
        forename, surname = plain_name(suspect.forename), plain_name(suspect.surname)
        known = is_a_name(suspect.forename) & is_a_name(suspect.surname)
        person = forename + "|" + surname + "|" + suspect.date_of_birth.cast("string")
        suspect = suspect.select(
            "offence_reference", record_id=_involvement_id(suspect), person=known.ifelse(person, ibis.null("string"))
        )
        return suspect.inner_join(self.offences, "offence_reference").cache()

    @cached_property
    def missing(self) -> ibis.Table:
        """Police reports of missing children made by the day; a return after the day is not yet known."""
        report = self._tables["missing_report"]
        report = report.filter(report.reported_at <= self._end)
        report = report.mutate(record_id=ibis.literal("missing_report:") + report.report_reference)
        return (
            self.with_child(report)
            .select(
                "child_id",
                "record_id",
                "reported_at",
                "missing_from",
                "authority",
                event_id="record_id",
                happened_on=report.reported_at.date(),
                returned_at=(report.returned_at <= self._end).ifelse(report.returned_at, ibis.null("timestamp")),
            )
            .cache()
        )

    @cached_property
    def episodes(self) -> ibis.Table:
        """Stretches of being looked after that began by the day, each from the latest return that has it.

        An episode without an end is known to be open until `known_until`, the last day of its return's year.
        """
        episode = _of_latest_return(self._tables["care_episode"], "care_authority", "child_id", "began_on")
        episode = episode.filter(episode.began_on <= self.as_of)
        year = _first_year(episode.return_year)
        episode = episode.mutate(known_until=ibis.date(year + 1, 3, 31))
        return (
            self._of_care(episode)
            .select("child_id", "record_id", "care_authority", "began_on", "ended_on", "known_until")
            .cache()
        )

    @cached_property
    def absences(self) -> ibis.Table:
        """Times missing (M) or away (A) in the returns that began by the day, each from the latest return."""
        key = ("care_authority", "child_id", "began_on", "absence_kind")
        absence = _of_latest_return(self._tables["care_absence"], *key)
        absence = self._of_care(absence.filter(absence.began_on <= self.as_of))
        return absence.select("child_id", "record_id", "care_authority", "absence_kind", "began_on", "ended_on")

    @cached_property
    def returned_years(self) -> ibis.Table:
        """The years of which an authority returned absences: care_authority, returned_from, returned_until."""
        absence = self._tables["care_absence"]
        year = absence.select("care_authority", year=_first_year(absence.return_year)).distinct()
        year = year.filter(year.year.notnull())
        return year.select(
            "care_authority", returned_from=ibis.date(year.year, 4, 1), returned_until=ibis.date(year.year + 1, 3, 31)
        )

    def _of_care(self, rows: ibis.Table) -> ibis.Table:
        record = ibis.literal("care_child:") + rows.care_authority + "|" + rows.child_id
        return self.with_child(rows.mutate(record_id=record).drop("child_id"))

    @cached_property
    def births(self) -> ibis.Table:
        """Every date of birth that any agency recorded: child_id, record_id, date_of_birth."""
        found = []
        if "involvement" in self._tables:
            involvement = self._tables["involvement"].filter(lambda t: t.role == "victim")
            found.append(involvement.select("date_of_birth", record_id=_involvement_id(involvement)))
        if "missing_report" in self._tables:
            report = self._tables["missing_report"]
            found.append(
                report.select("date_of_birth", record_id=ibis.literal("missing_report:") + report.report_reference)
            )
        if "care_child" in self._tables:
            child = self._tables["care_child"]
            record = ibis.literal("care_child:") + child.care_authority + "|" + child.child_id
            found.append(child.select("date_of_birth", record_id=record))
        return self.with_child(ibis.union(*found) if len(found) > 1 else found[0])

    @cached_property
    def adults(self) -> ibis.Table:
        """Children who by every date of birth recorded are 18 or over on the day: child_id."""
        youngest = self.births.group_by("child_id").agg(born_on=lambda t: t.date_of_birth.max())
        return youngest.filter(youngest.born_on <= _years_before(self.as_of, _ADULT_AT)).select("child_id")


def looked_after_on(episode: ibis.Table, day: ir.DateValue | date) -> ir.BooleanValue:
    """Whether an episode covers a day: begun by it, not ended on it, and open as far as its return can know."""
    known_open = episode.ended_on.isnull() & (episode.known_until.isnull() | (episode.known_until >= day))
    return (episode.began_on <= day) & ((episode.ended_on > day) | known_open)


def plain_name(name: ir.StringValue) -> ir.StringValue:
    """A name in small Latin letters alone: case, accents, blanks and signs left out."""
    return name.lower().translate(*_ACCENTS).re_replace("[^a-z]", "")


def is_a_name(name: ir.StringValue) -> ir.BooleanValue:
    """Whether what is recorded is a name: it has a letter, and is none of the words that stand for "not known"."""
    placeholders = ["", *(word.replace(" ", "") for word in linkage_parameters().placeholder_names)]
    return name.notnull() & ~plain_name(name).isin(placeholders)


def _involvement_id(involvement: ibis.Table) -> ir.StringValue:
    return ibis.literal("involvement:") + involvement.offence_reference + "|" + involvement.person_number


def _first_year(return_year: ir.StringValue) -> ir.IntegerValue:
    """2014 for "2014-15"; missing where the year is not stated."""
    stated = return_year.re_search(_STATED_YEAR)
    return stated.ifelse(return_year, ibis.null("string")).substr(0, 4).cast("int64")


def _of_latest_return(rows: ibis.Table, *key: str) -> ibis.Table:
    """Of rows that several years' returns repeat, those of the latest: its word counts, a blank included."""
    return rows.filter(rows.return_year == rows.return_year.max().over(ibis.window(group_by=list(key))))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # on 29 February, those born by the 28th have come of age and those born on 1 March have not
        return date(day.year - years, 2, 28)


def _accents() -> tuple[str, str]:
    """Letters with accents, and beside each the plain letter that it is without them."""
    pairs = []
    for number in range(0xC0, 0x250):
        letter = chr(number)
        plain = unicodedata.normalize("NFD", letter)[0]
        if plain.isascii() and plain.isalpha() and letter == letter.lower():
            pairs.append((letter, plain))
    return "".join(letter for letter, _ in pairs), "".join(plain for _, plain in pairs)


_ACCENTS = _accents()
