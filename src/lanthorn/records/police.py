"""Police records: offences flagged for child sexual exploitation, the people in them, reports of missing children."""

from datetime import date

from lanthorn.records.field import Field, Kind
from lanthorn.records.table import Table

OFFENCE = Table(
    name="offence",
    meaning="One crime report or report of concern that bears, or may bear, a flag for child sexual exploitation",
    agency="police",
    key=("offence_reference",),
    fields=(
        Field("offence_reference", Kind.TEXT, "The crime system's reference", required=True),
        Field("reported_on", Kind.DATE, "The day on which it was reported to police", required=True,
              earliest=date(1990, 1, 1)),
        Field("committed_from", Kind.DATE, "First day on which it happened, as recorded", earliest=date(1940, 1, 1)),
        Field("committed_to", Kind.DATE, "Last day on which it happened, as recorded", earliest=date(1940, 1, 1)),
        Field("flag_category", Kind.CODE, "Category of the flag: 1 at risk, 2 targeted, 3 habitual",
              codes="flag_category"),
        Field("flagged_on", Kind.DATE, "The day on which the flag was set", earliest=date(2000, 1, 1)),
        Field("offence_code", Kind.CODE, "Home Office offence code, or NC for a concern that is not a crime",
              codes="offence_code"),
        Field("online", Kind.YES_NO, "Whether the record bears the online marker"),
        Field("offence_authority", Kind.AUTHORITY, "Local authority in which it is located"),
        Field("offence_sector", Kind.TEXT, "Coarse location: postcode sector, never an address"),
        Field("investigating_unit", Kind.CODE, "Unit that investigates", codes="investigating_unit"),
        Field("notification_channel", Kind.CODE, "How police came to know of it", codes="notification_channel"),
    ),
)  # fmt: skip

INVOLVEMENT = Table(
    name="involvement",
    meaning="One person in one offence, in one role",
    agency="police",
    key=("offence_reference", "person_number"),
    refers_to="offence",
    reference=("offence_reference",),
    fields=(
        Field("offence_reference", Kind.TEXT, "The crime system's reference of the offence", required=True),
        Field("person_number", Kind.TEXT, "Which person of that offence: 1, 2, 3 …", required=True),
        Field("role", Kind.CODE, "Victim or child at risk, suspect, witness", codes="role", required=True),
        Field("forename", Kind.TEXT, "Given names as recorded", identifying=True),
        Field("surname", Kind.TEXT, "Family name as recorded", identifying=True),
        Field("date_of_birth", Kind.DATE, "Date of birth as recorded", identifying=True),
        Field("sex", Kind.CODE, "Sex as recorded", codes="sex"),
        Field("ethnicity", Kind.CODE, "Ethnicity as recorded, in the codes of the DfE", codes="ethnicity"),
        Field("home_postcode", Kind.POSTCODE, "Postcode of the home address", identifying=True),
        Field("home_authority", Kind.AUTHORITY, "Local authority of the home address"),
        Field("relationship", Kind.CODE, "On a suspect's row: what the suspect is to the victim",
              codes="relationship"),
    ),
)  # fmt: skip

MISSING_REPORT = Table(
    name="missing_report",
    meaning="One police report that a child is missing",
    agency="police",
    key=("report_reference",),
    fields=(
        Field("report_reference", Kind.TEXT, "The missing-person system's reference", required=True),
        Field("reported_at", Kind.MOMENT, "When the child was reported missing", required=True,
              earliest=date(1990, 1, 1)),
        Field("returned_at", Kind.MOMENT, "When the child was found or came back", earliest=date(1990, 1, 1)),
        Field("missing_from", Kind.CODE, "From where: home, care placement, elsewhere", codes="missing_from"),
        Field("authority", Kind.AUTHORITY, "Local authority from which the child went missing"),
        Field("forename", Kind.TEXT, "Given names as recorded", identifying=True),
        Field("surname", Kind.TEXT, "Family name as recorded", identifying=True),
        Field("date_of_birth", Kind.DATE, "Date of birth as recorded", identifying=True),
        Field("sex", Kind.CODE, "Sex as recorded", codes="sex"),
        Field("ethnicity", Kind.CODE, "Ethnicity as recorded, in the codes of the DfE", codes="ethnicity"),
        Field("home_postcode", Kind.POSTCODE, "Postcode of the home or placement", identifying=True),
    ),
)  # fmt: skip
