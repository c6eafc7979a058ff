"""What a reader sees of a line of the disclosure register."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.disclosures.models import Disclosure
from lanthorn.casework.look.templatetags.look import moment


def state(disclosure: Disclosure) -> str:
    """Where it stands."""
    if disclosure.approved is None:
        return "Waits for somebody else to approve it"
    if not disclosure.approved:
        return "Refused"
    return "Given" if disclosure.given_at else "Approved: not given yet"


DISCLOSURE_SHEET: Sheet[Disclosure] = Sheet(
    "disclosure",
    [
        Field("case", "Case", "identity", lambda one: one.case.reference),
        Field("state", "Where it stands", "identity", state),
        Field("recipient", "To whom", "identity", lambda one: one.recipient),
        Field("what", "What is given", "concern", lambda one: one.what),
        Field("why", "Why", "concern", lambda one: one.why),
        Field("basis", "Lawful basis", "identity", lambda one: one.get_basis_display()),
        Field("asked", "Asked by", "identity", lambda one: f"{one.asked_by.name}, {moment(one.asked_at)}"),
        Field(
            "decided",
            "Approved or refused by",
            "identity",
            lambda one: f"{one.decided_by.name}, {moment(one.decided_at)}" if one.decided_by else "Nobody yet",
        ),
        Field("reason", "Why so decided", "concern", lambda one: one.reason),
        Field("given", "Given", "identity", lambda one: moment(one.given_at)),
    ],
)
