"""What a reader sees of a person beside another, and of a merge."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.cases.models import Case
from lanthorn.casework.look.templatetags.look import moment
from lanthorn.casework.people.models import Identifier, PersonMerge, Phone

MERGE_SHEET: Sheet[PersonMerge] = Sheet(
    "personmerge",
    [
        Field("reason", "Why they are one person", "identity", lambda one: one.reason),
        Field("joined", "Joined by", "identity", lambda one: f"{one.by.name}, {moment(one.at)}"),
        Field("moved", "Records that moved", "identity", lambda one: str(len(one.moved))),
        Field(
            "split", "Separated again by", "identity",
            lambda one: f"{one.split_by.name}, {moment(one.split_at)}" if one.split_by else "Nobody",
        ),
        Field("split_reason", "Why they are two", "identity", lambda one: one.split_reason),
    ],
)  # fmt: skip
REFERENCE_SHEET: Sheet[Case] = Sheet("case", [Field("reference", "Case", "identity", lambda case: case.reference)])
PHONE_SHEET: Sheet[Phone] = Sheet("phone", [Field("digits", "Telephone", "identity", lambda one: one.digits)])
NUMBER_SHEET: Sheet[Identifier] = Sheet(
    "identifier", [Field("value", "Number", "identity", lambda one: f"{one.scheme} {one.value}")]
)
