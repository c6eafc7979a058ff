"""What a reader sees of a hold and of a disposal: nothing of the child."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import day, moment
from lanthorn.casework.retention.due import KIND_OF_CASE
from lanthorn.casework.retention.models import Disposal, LegalHold
from lanthorn.casework.retention.schedule import schedule


def state(disposal: Disposal) -> str:
    """Where it stands."""
    if disposal.disposed_at:
        return "Carried out"
    if disposal.refused_at:
        return "Refused"
    return "Waits for the second reviewer" if disposal.first_at else "Waits for two reviewers"


def _by(user: object, at: object) -> str:
    return f"{user}, {moment(at)}" if user else "Nobody yet"  # type: ignore[arg-type] # a moment where there is a user


def _mentions(disposal: Disposal) -> str:
    if disposal.kind != KIND_OF_CASE:
        return "Not needed: it is about no child's case"
    return _by(disposal.mentions_by, disposal.mentions_at)


HOLD_SHEET: Sheet[LegalHold] = Sheet(
    "hold",
    [
        Field("case", "Case", "identity", lambda one: one.case.reference),
        Field("reason", "Why it is held", "concern", lambda one: one.reason),
        Field("placed", "Placed by", "identity", lambda one: _by(one.placed_by, one.placed_at)),
        Field("lifted", "Lifted by", "identity", lambda one: _by(one.lifted_by, one.lifted_at)),
    ],
)

DISPOSAL_SHEET: Sheet[Disposal] = Sheet(
    "disposal",
    [
        Field("reference", "What it is about", "identity", lambda one: one.reference),
        Field("state", "Where it stands", "identity", state),
        Field("rule", "Row of the schedule", "identity", lambda one: schedule().label(one.rule)),
        Field("kept_until", "Kept until", "identity", lambda one: day(one.kept_until)),
        Field("reason", "Why", "identity", lambda one: one.reason),
        Field("opened", "Asked for by", "identity", lambda one: _by(one.opened_by, one.opened_at)),
        Field("mentions", "Texts that name the child looked through by", "identity", _mentions),
        Field("first", "First reviewer", "identity", lambda one: _by(one.first_by, one.first_at)),
        Field("second", "Second reviewer", "identity", lambda one: _by(one.second_by, one.second_at)),
        Field("refused", "Refused by", "identity", lambda one: _by(one.refused_by, one.refused_at)),
        Field("disposed", "Carried out", "identity", lambda one: moment(one.disposed_at)),
        Field(
            "counts",
            "What was destroyed",
            "identity",
            lambda one: ", ".join(f"{kind}: {count}" for kind, count in sorted(one.counts.items())) or "Nothing yet",
        ),
    ],
)
