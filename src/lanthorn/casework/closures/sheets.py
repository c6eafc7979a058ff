"""What a reader sees of a closure, and of the other episodes of a child."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.cases.models import Case
from lanthorn.casework.closures.models import Closure, Reopening
from lanthorn.casework.closures.wording import label
from lanthorn.casework.look.templatetags.look import day


def _answer(closure: Closure) -> str:
    if closure.answered_by is None:
        return "Waits for somebody else to agree"
    answer = "Agreed" if closure.agreed else "Not agreed"
    return f"{answer} by {closure.answered_by.name}, {closure.answered_by.agency.name}. {closure.answer_reason}"


CLOSURE_SHEET: Sheet[Closure] = Sheet(
    "closure",
    [
        Field("outcome", "What was reached", "concern", lambda one: label("outcome", one.outcome)),
        Field("leads_now", "Who leads from now on", "concern", lambda one: one.leads_now),
        Field("plan_for_return", "If the worry returns", "concern", lambda one: one.plan_for_return),
        Field("retention_class", "Kept as", "identity", lambda one: label("retention", one.retention_class)),
        Field("proposed", "Proposed by", "identity", lambda one: f"{one.proposed_by.name}, {day(one.proposed_at)}"),
        Field("answer", "Answer", "identity", _answer),
    ],
)

REOPENING_SHEET: Sheet[Reopening] = Sheet(
    "reopening",
    [
        Field("reason", "Why it was opened again", "concern", lambda one: one.reason),
        Field("earlier", "Earlier episode", "identity", lambda one: f"Case {one.earlier.reference}"),
    ],
)

EPISODE_SHEET: Sheet[Case] = Sheet(
    "case",
    [
        Field("reference", "Case reference", "identity", lambda case: case.reference),
        Field("opened", "Opened", "identity", lambda case: day(case.opened_at)),
        Field("closed", "Closed", "identity", lambda case: day(case.closed_at) if case.closed_at else "Open"),
        Field("ground", "Closed on", "concern", lambda case: case.get_closing_ground_display()),
    ],
)
