"""What a reader sees of a referral. A protected address is withheld here from everybody, the referrer included."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import day, moment
from lanthorn.casework.people.sheets import birth_in_words
from lanthorn.casework.referrals.models import Referral


def _hidden(referral: Referral) -> bool:
    return referral.address_protected


def _name(referral: Referral) -> str:
    return f"{referral.forename} {referral.surname}".strip() or referral.also_known_as


def _told(answer: str, why_not: str) -> str:
    return f"{answer}: {why_not}" if why_not else answer


REFERRAL_SHEET: Sheet[Referral] = Sheet(
    "referral",
    [
        Field("name", "Name", "identity", _name),
        Field("also_known_as", "Also known as", "identity", lambda one: one.also_known_as),
        Field("birth", "Date of birth", "identity", birth_in_words),
        Field("phone", "Telephone", "address", lambda one: one.phone),
        Field("address", "Address", "address", lambda one: one.address_lines, hidden=_hidden),
        Field("postcode", "Postcode", "address", lambda one: one.postcode, hidden=_hidden),
        Field("seen", "What was seen or heard", "concern", lambda one: one.seen),
        Field("thought", "What the referrer thinks it means", "concern", lambda one: one.thought),
        Field(
            "danger",
            "In immediate danger when it was written",
            "concern",
            lambda one: "Yes" if one.immediate_danger else "No",
        ),
        Field("channel", "How they learned of it", "concern", lambda one: one.get_channel_display()),
        Field("told_on", "When they learned of it", "concern", lambda one: day(one.told_on)),
        Field(
            "online",
            "Did any of it happen online",
            "concern",
            lambda one: _told(one.get_online_display(), one.online_where),
        ),
        Field(
            "child_told",
            "Does the child know",
            "concern",
            lambda one: _told(one.get_child_told_display(), one.child_not_told),
        ),
        Field(
            "carer_told",
            "Does a carer know",
            "concern",
            lambda one: _told(one.get_carer_told_display(), one.carer_not_told),
        ),
        Field("referrer", "Who referred", "identity", lambda one: f"{one.referrer.name}, {one.agency.name}"),
        Field("sent", "Sent", "identity", lambda one: moment(one.sent_at)),
        Field("acknowledged", "Acknowledged", "identity", lambda one: moment(one.acknowledged_at)),
    ],
)

# For lists: who it is about, from whom, since when. No address, no words of the concern.
REFERRAL_LINE: Sheet[Referral] = Sheet(
    "referral",
    [field for field in REFERRAL_SHEET.fields if field.name in {"name", "referrer", "sent", "acknowledged"}],
)
