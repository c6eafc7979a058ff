"""The SSDA903 return of children looked after, as the Department for Education lays out its CSV files.

Source: DfE, "Children looked-after by local authorities in England: guide to the SSDA903 collection", 2017 to 2026.
"""

from lanthorn.intake.extract import Extract
from lanthorn.records import CARE_ABSENCE, CARE_CHILD, CARE_EPISODE

_DATES = ("%d/%m/%Y",)

# Every file may be empty: an authority that looked after no child in the year, or where none was missing, returns the
# headings alone.

HEADER = Extract(
    name="ssda903-header",
    table=CARE_CHILD,
    columns={"child_id": "CHILD", "sex": "SEX", "date_of_birth": "DOB", "ethnicity": "ETHNIC", "upn": "UPN"},
    dates=_DATES,
    may_be_empty=True,
    # Codes 1 and 2 until 2024, M and F since the return of 2025.
    values={"sex": {"1": "male", "2": "female", "M": "male", "F": "female"}},
    optional=frozenset({"upn"}),
)

EPISODES = Extract(
    name="ssda903-episodes",
    table=CARE_EPISODE,
    columns={
        "child_id": "CHILD",
        "began_on": "DECOM",
        "reason_began": "RNE",
        "legal_status": "LS",
        "need": "CIN",
        "placement": "PLACE",
        "ended_on": "DEC",
        "reason_ended": "REC",
        "home_postcode": "HOME_POST",
        "placement_postcode": "PL_POST",
    },
    dates=_DATES,
    may_be_empty=True,
    # The postcodes are left out of copies that an authority shares more widely.
    optional=frozenset({"home_postcode", "placement_postcode"}),
)

MISSING = Extract(
    name="ssda903-missing",
    table=CARE_ABSENCE,
    columns={"child_id": "CHILD", "absence_kind": "MISSING", "began_on": "MIS_START", "ended_on": "MIS_END"},
    dates=_DATES,
    may_be_empty=True,
)

EXTRACTS = (HEADER, EPISODES, MISSING)

NOT_USED: dict[str, frozenset[str]] = {
    "ad1": frozenset({"CHILD", "DATE_INT", "DATE_MATCH"}),
    "oc2": frozenset({"CHILD", "SDQ_SCORE", "CONVICTED"}),
    "oc3": frozenset({"CHILD", "IN_TOUCH", "ACTIV", "ACCOM"}),
    "placed_adoption": frozenset({"CHILD", "DATE_PLACED", "DATE_PLACED_CEASED"}),
    "prev_perm": frozenset({"CHILD", "PREV_PERM", "LA_PERM"}),
    "reviews": frozenset({"CHILD", "REVIEW", "REVIEW_CODE"}),
    "social_worker": frozenset({"CHILD", "SW_ID", "SW_DECOM"}),
    "uasc": frozenset({"CHILD", "DUC"}),
}
"""Files of the return that the profile asks nothing of, by the headings that tell them apart."""
