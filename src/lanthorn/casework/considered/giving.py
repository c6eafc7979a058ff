"""What the casework gives back to `lanthorn identify`: what was decided, and what came of screening.

A child is named by a record of an agency, as in the list. Nothing of a restricted case is given: not even that there is
one.
"""

from typing import Any

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import note
from lanthorn.casework.considered.models import ConsideredDecision, ConsideredRecord
from lanthorn.casework.screening.models import Outcome, Screening

_SCREENED_IN = {Outcome.PANEL: "true", Outcome.STRATEGY: "true", Outcome.SUPPORT: "false",
                     Outcome.NO_FURTHER_ACTION: "false"}  # fmt: skip


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


def records_of_cases() -> list[tuple[str, str]]:
    """Case reference and record for every record of a child whom somebody found to be that of the case.

    For the casework's own export: a case without any such record is not in it, nor is a restricted one.
    """
    by_child: dict[Any, str] = {}
    for decision in _unrestricted().select_related("case", "referral__case"):
        case = decision.case or (decision.referral.case if decision.referral else None)
        if case is not None:
            by_child[decision.child_id] = case.reference
    records = ConsideredRecord.objects.for_purpose("decisions given back").filter(child__in=by_child)
    return sorted({(by_child[child], record) for child, record in records.values_list("child", "record")})


def _unrestricted() -> Any:
    found = ConsideredDecision.objects.for_purpose("decisions given back")
    return found.exclude(case__restricted=True).exclude(referral__case__restricted=True)
