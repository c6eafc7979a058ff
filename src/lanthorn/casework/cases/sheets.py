"""What a reader sees of a case and of its circle."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.cases.models import AccessGrant, Case, EmergencyAccess
from lanthorn.casework.cases.protocol import category_label
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.look.templatetags.look import day, moment

CASE_SHEET: Sheet[Case] = Sheet(
    "case",
    [
        Field("reference", "Case reference", "identity", lambda case: case.reference),
        Field("stage", "Stage", "concern", lambda case: stage(case).label),
        Field("category", "Category", "concern", lambda case: category_label(case.category)),
        Field("owner", "Who leads it", "identity", lambda case: f"{case.owner.name}, {case.owner.agency.name}"),
        Field("opened", "Opened", "identity", lambda case: day(case.opened_at)),
        Field("next_review", "Next review", "concern", lambda case: day(case.next_review)),
    ],
)

# For pages that only name a case.
CASE_LINE: Sheet[Case] = Sheet("case", [Field("reference", "Case reference", "identity", lambda case: case.reference)])

GRANT_SHEET: Sheet[AccessGrant] = Sheet(
    "grant",
    [
        Field("who", "Who", "identity", lambda grant: f"{grant.user.name}, {grant.user.agency.name}"),
        Field("basis", "On what footing", "identity", lambda grant: grant.get_basis_display()),
        Field("reason", "Why", "identity", lambda grant: grant.reason),
        Field("begins", "Since", "identity", lambda grant: day(grant.begins)),
    ],
)

EMERGENCY_SHEET: Sheet[EmergencyAccess] = Sheet(
    "emergency",
    [
        Field("reference", "Case reference", "identity", lambda one: one.case.reference),
        Field("who", "Who opened it", "identity", lambda one: f"{one.user.name}, {one.user.agency.name}"),
        Field("begins", "When", "identity", lambda one: moment(one.begins)),
        Field("reason", "Why, in their words", "concern", lambda one: one.reason),
    ],
)
