"""The units that are counted: one view each, with one row per unit and one column per dimension."""

from lanthorn.errors import BadDefinitionError
from lanthorn.measures.units import care, completeness, flags, missing, police
from lanthorn.measures.units.declared import Unit
from lanthorn.measures.units.of_casework import CASEWORK_UNITS
from lanthorn.measures.units.sources import Sources

__all__ = ["UNITS", "Sources", "Unit", "unit"]


_POLICE = "Police records of offences flagged for child sexual exploitation"
_MISSING = "Police reports of missing children"
_CARE = "Children looked after returns (SSDA903) of the local authorities"
_VICTIM = (
    "Each child who was a victim in an offence flagged and reported in the period, once, however many offences; "
    "records are recognised as one child by linkage; age is on the day of the first report"
)

_MISSING_CHILD = (
    "Each child reported missing to police in the period, once, however many reports, in the authority of the first "
    "report that gives one; looked after where a placement of a return began by the day of the first report and had "
    "not ended on it"
)
_FLAG = ("cse_flag",)
_REPORTED = (("offence", "reported_on"),)
_MISSED = (("missing_report", "reported_at"),)

UNITS: dict[str, Unit] = {
    entry.name: entry
    for entry in (
        Unit(
            "offence", "flagged offence", "flagged offences",
            "Each crime reference that bears a flag for child sexual exploitation and was reported to police in the "
            "period, once", "offence", ("offence",), _POLICE, police.offences, series=_FLAG, dated=_REPORTED,
        ),
        Unit(
            "offence_of_two_periods", "flagged offence", "flagged offences",
            "Each crime reference that bears a flag and was reported to police in the period or in the one before, "
            "once", "offence_of_two_periods", ("offence",), _POLICE, police.offences_of_two_periods,
            series=_FLAG, dated=_REPORTED,
        ),
        Unit(
            "victim", "child", "children", _VICTIM, "victim", ("offence", "involvement", "child"), _POLICE,
            police.victims, series=_FLAG, dated=_REPORTED,
        ),
        Unit(
            "victim_with_missing_history", "child", "children",
            f"{_VICTIM}; a child counts as missing before where police took a missing report of the child in the "
            f"{police.MONTHS_LOOKED_BACK} months before the day of the first report", "victim",
            ("offence", "involvement", "missing_report", "child"), f"{_POLICE}, linked to {_MISSING.lower()}",
            missing.victims_with_missing_history, series=(*_FLAG, "missing_report"), dated=(*_REPORTED, *_MISSED),
        ),
        Unit(
            "victim_with_care_status", "child", "children",
            f"{_VICTIM}; a child counts as looked after where a placement of a return began by the day of the first "
            "report and had not ended on it", "victim",
            ("offence", "involvement", "care_child", "care_episode", "child"),
            f"{_POLICE}, linked to {_CARE[0].lower()}{_CARE[1:]}", missing.victims_with_care_status,
            series=(*_FLAG, "ssda903"), dated=_REPORTED,
        ),
        Unit(
            "victim_with_lead_time", "child", "children",
            f"{_VICTIM}; the lead time runs from the day of the first missing report of the child in the records "
            "loaded to the day of the child's first flag in them, and where the day of a flag is not recorded, that "
            "of its report stands in", "victim",
            ("offence", "involvement", "missing_report", "child"), f"{_POLICE}, linked to {_MISSING.lower()}",
            missing.victims_with_lead_time, series=(*_FLAG, "missing_report"), dated=(*_REPORTED, *_MISSED),
        ),
        Unit(
            "suspect", "named suspect", "named suspects",
            "Each suspect named in an offence flagged and reported in the period, once per offence: exports carry no "
            "identifier of a person, so a suspect named in two offences counts twice; age is on the day of the report",
            "suspect", ("offence", "involvement"), _POLICE, police.suspects, series=_FLAG, dated=_REPORTED,
        ),
        Unit(
            "pair", "pair of victim and suspect", "pairs of victim and suspect",
            "Each pair of a victim and a suspect named in the same offence flagged and reported in the period",
            "pair", ("offence", "involvement"), _POLICE, police.pairs, series=_FLAG, dated=_REPORTED,
        ),
        Unit(
            "missing_report", "missing report", "missing reports",
            "Each report of a missing child made to police in the period, once per report", "missing_report",
            ("missing_report",), _MISSING, missing.reports, series=("missing_report",), dated=_MISSED,
        ),
        Unit(
            "missing_child", "child", "children",
            _MISSING_CHILD, "missing_child",
            ("missing_report", "child", "care_child", "care_episode"),
            f"{_MISSING}, linked to {_CARE[0].lower()}{_CARE[1:]}",
            missing.children_reported_missing, series=("missing_report", "ssda903"), dated=_MISSED,
        ),
        Unit(
            "missing_child_with_flags", "child", "children",
            f"{_MISSING_CHILD}; reported missing often where a report of the period was the third, or a later one, "
            f"within {missing.DAYS_OF_OFTEN} days; flagged where the child was a victim in a flagged offence reported "
            "by the end of the period", "missing_child",
            ("missing_report", "offence", "involvement", "child", "care_child", "care_episode"),
            f"{_MISSING}, linked to {_POLICE[0].lower()}{_POLICE[1:]} and to {_CARE[0].lower()}{_CARE[1:]}",
            missing.children_reported_missing_with_flags, series=(*_FLAG, "missing_report", "ssda903"),
            dated=(*_REPORTED, *_MISSED),
        ),
        Unit(
            "looked_after_child", "child", "children",
            "Each child looked after at any time in the period, once, as the latest return knows the child; age on the "
            "last day of the period", "looked_after_child", ("care_child", "care_episode", "child"), _CARE,
            care.children_looked_after, series=("ssda903",),
        ),
        Unit(
            "looked_after_child_with_absences", "child", "children",
            "Each child looked after at any time in the period, once, with how often the return says that the child "
            "was missing in the period", "looked_after_child",
            ("care_child", "care_episode", "care_absence", "child"), _CARE,
            care.children_looked_after_with_absences, series=("ssda903", "ssda903_missing"),
        ),
        Unit(
            "care_absence", "absence", "absences",
            "Each time a looked-after child was missing, or away without authorisation, that began in the period",
            "care_absence", ("care_child", "care_absence", "child"), _CARE, care.absences, series=("ssda903_missing",),
        ),
        Unit(
            "field_of_record", "record", "records",
            "Each record of the period and each of its fields, by whether the field holds a usable value",
            "field_of_record", (), "All records loaded", completeness.fields, weighted=True, children=False,
        ),
        Unit(
            "flag_check", "check", "checks",
            "Each police record reported in the period and each rule that looks at it; a record that meets a rule is "
            "for a person to check, and is not thereby wrong", "flag_check", ("offence", "involvement"),
            _POLICE, flags.checks, series=_FLAG, dated=_REPORTED,
        ),
        Unit(
            "outcome_of_offence", "flagged offence", "flagged offences",
            "Each flagged offence reported in the period, once, by what came of its investigation and of the "
            "safeguarding of the child", "offence", ("outcome",), "Police and social care records of outcomes", None,
            why_never="the police extracts hold no outcome of an investigation, and the children looked after return "
            "no outcome of safeguarding work; both need records of their own with the date of each outcome",
        ),
        *CASEWORK_UNITS,
    )
}  # fmt: skip


def unit(name: str) -> Unit:
    """The unit of that name. Raises BadDefinitionError when there is none."""
    if name not in UNITS:
        raise BadDefinitionError(f"There is no unit named {name!r}. Known: {', '.join(sorted(UNITS))}.")
    return UNITS[name]
