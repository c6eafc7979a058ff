"""What a reader sees of a transfer."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.areas import authority_label
from lanthorn.casework.look.templatetags.look import moment
from lanthorn.casework.transfers.models import Transfer

TRANSFER_SHEET: Sheet[Transfer] = Sheet(
    "transfer",
    [
        Field("case", "Case", "identity", lambda one: one.case.reference),
        Field("answer", "Where it stands", "identity", lambda one: one.get_answer_display()),
        Field("from_area", "From area", "identity", lambda one: authority_label(one.from_area)),
        Field("to_area", "To area", "identity", lambda one: authority_label(one.to_area)),
        Field("to_user", "Who would lead it", "identity", lambda one: f"{one.to_user.name}, {one.to_user.agency.name}"),
        Field("reason", "Why", "concern", lambda one: one.reason),
        Field("by", "Asked by", "identity", lambda one: f"{one.by.name}, {moment(one.at)}"),
        Field("answered", "Answered", "identity", lambda one: moment(one.answered_at)),
        Field("answer_reason", "Why it was declined", "concern", lambda one: one.answer_reason),
    ],
)
