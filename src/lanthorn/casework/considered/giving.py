"""What the casework gives back to `lanthorn identify`: what was decided, and what came of screening.

A child is named by a record of an agency, as in the list. Nothing of a restricted case is given: not even that there is
one.
"""

from typing import Any

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import note
from lanthorn.casework.considered.models import ConsideredDecision
from lanthorn.casework.screening.models import Outcome, Screening

_SCREENED_IN = {
    Outcome.PANEL: "true",
    Outcome.STRATEGY: "true",
    Outcome.SUPPORT: "false",
    Outcome.NO_FURTHER_ACTION: "false",
}


def decision_rows() -> list[tuple[str, str, str, str, str]]:
    """A row for each child and rule decided: child, rule, day, decision, the records that were seen."""
    rows = []
    for decision in _unrestricted().select_related("child").order_by("on", "child__store_name"):
        note(Operation.DISCLOSURE, decision.audit_subjects(), ["considereddecision.decided", "considereddecision.seen"])
        for rule, records in sorted(decision.seen.items()):
            row = (decision.child.store_name, rule, decision.on.isoformat(), decision.decided, "; ".join(records))
            rows.append(row)
    return rows


def screened_rows() -> list[tuple[str, str]]:
    """A row for each decided child whose case was screened: child, and whether screened in.

    Screened in is what goes to the panel or to an urgent strategy discussion.
    """
    rows: list[tuple[str, str]] = []
    decisions = _unrestricted().exclude(case=None, referral__case=None)
    for decision in decisions.select_related("child", "referral").order_by("on", "child__store_name"):
        case: Any = decision.case_id or (decision.referral.case_id if decision.referral else None)
        screenings = Screening.objects.for_purpose("decisions given back").filter(case=case, second_to=None)
        latest = screenings.order_by("-made_on", "-sent_at").first()
        if latest is not None:
            note(Operation.DISCLOSURE, latest.audit_subjects(), ["screening.outcome"])
            rows.append((decision.child.store_name, _SCREENED_IN[Outcome(latest.outcome)]))
    return rows


def _unrestricted() -> Any:
    found = ConsideredDecision.objects.for_purpose("decisions given back")
    return found.exclude(case__restricted=True).exclude(referral__case__restricted=True)
