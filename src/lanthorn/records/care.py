"""Children looked after, as the Department for Education's SSDA903 return lays them out.

The return bears no names. A child's identifier is the authority's own, so it identifies a child only together with
the authority. Each year's return repeats the children and the open episodes of the year before: the year is part of
every key, and whoever counts children takes the latest return.
"""

from datetime import date

from lanthorn.records.field import Field, Kind
from lanthorn.records.table import Table

_AUTHORITY = Field(
    "care_authority", Kind.AUTHORITY, 'The authority that made the return, or "not stated"', required=True
)
_YEAR = Field("return_year", Kind.TEXT, 'The year of the return ("2014-15"), or "not stated"', required=True)
_CHILD = Field("child_id", Kind.TEXT, "The authority's own identifier of the child (CHILD)", required=True)

CARE_CHILD = Table(
    name="care_child",
    meaning="One child looked after, as one authority knows the child (header)",
    agency="social care",
    key=("care_authority", "return_year", "child_id"),
    fields=(
        _AUTHORITY,
        _YEAR,
        _CHILD,
        Field("sex", Kind.CODE, "Sex as recorded (SEX: 1 male, 2 female)", codes="sex"),
        Field("date_of_birth", Kind.DATE, "Date of birth (DOB)", identifying=True, may_lie_ahead=True),
        Field("ethnicity", Kind.CODE, "Ethnicity (ETHNIC)", codes="ethnicity"),
        Field("upn", Kind.TEXT, "Unique pupil number (UPN)", identifying=True),
    ),
)

CARE_EPISODE = Table(
    name="care_episode",
    meaning="One stretch of being looked after under one legal status in one placement (episodes)",
    agency="social care",
    key=("care_authority", "return_year", "child_id", "began_on"),
    refers_to="care_child",
    reference=("care_authority", "return_year", "child_id"),
    fields=(
        _AUTHORITY,
        _YEAR,
        _CHILD,
        Field("began_on", Kind.DATE, "First day of the episode (DECOM)", required=True, earliest=date(1980, 1, 1)),
        Field("reason_began", Kind.TEXT, "Reason for a new episode (RNE)"),
        Field("legal_status", Kind.CODE, "Legal status (LS)", codes="legal_status"),
        Field("need", Kind.TEXT, "Category of need (CIN)"),
        Field("placement", Kind.CODE, "Kind of placement (PLACE)", codes="placement"),
        Field("ended_on", Kind.DATE, "Last day of the episode (DEC)", earliest=date(1980, 1, 1)),
        Field("reason_ended", Kind.TEXT, "Reason the episode ceased (REC)"),
        Field("home_postcode", Kind.POSTCODE, "Postcode of the home at entry (HOME_POST)", identifying=True),
        Field("placement_postcode", Kind.POSTCODE, "Postcode of the placement (PL_POST)", identifying=True),
    ),
)

CARE_ABSENCE = Table(
    name="care_absence",
    meaning="One time a looked-after child was missing, or away without authorisation (missing)",
    agency="social care",
    key=("care_authority", "return_year", "child_id", "began_on", "absence_kind"),
    refers_to="care_child",
    reference=("care_authority", "return_year", "child_id"),
    fields=(
        _AUTHORITY,
        _YEAR,
        _CHILD,
        Field("absence_kind", Kind.CODE, "M missing, A away without authorisation (MISSING)", codes="absence_kind",
              required=True),
        Field("began_on", Kind.DATE, "First day (MIS_START)", required=True, earliest=date(1980, 1, 1)),
        Field("ended_on", Kind.DATE, "Day of return (MIS_END)", earliest=date(1980, 1, 1)),
    ),
)  # fmt: skip
