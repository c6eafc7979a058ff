"""Propose a transfer, accept or decline it; and which areas are accountable for a case meanwhile."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Agency, AgencyKind
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.circle import end, let_in
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.plans.acting import keep_for_open_actions
from lanthorn.casework.transfers.models import Answer, Transfer
from lanthorn.errors import LanthornError


class TransferRefusedError(LanthornError):
    """A transfer that cannot be made or answered."""


def accountable_areas(case: Case) -> list[str]:
    """The codes of the areas that are accountable now: two while a transfer waits to be accepted."""
    waiting = Transfer.objects.for_purpose("accountable areas").filter(case=case, answer=Answer.WAITING)
    return [case.area, *waiting.values_list("to_area", flat=True)]


def areas_in_words(case: Case) -> list[str]:
    """The same as readers know them, by an agency of each area, in one query; that of the case comes first."""
    waiting = Transfer.objects.for_purpose("accountable areas").filter(case=case, answer=Answer.WAITING)
    found = Agency.objects.filter(Q(area=case.area) | Q(area__in=waiting.values("to_area"))).exclude(area="")
    names: dict[str, str] = {case.area: case.area or "Not known"}
    for agency in sorted(found, key=lambda one: (one.kind == AgencyKind.SOCIAL_CARE, one.code)):
        names[agency.area] = f"{agency.name} ({agency.area})"
    return list(names.values())


def propose(case: Case, to_user: Any, reason: str, *, by: Any) -> Transfer:
    """Ask a colleague of another area to lead it there. They can read the case from now on.

    Raises TransferRefusedError where the case is closed, another transfer waits, or it is no other area.
    """
    area = to_user.agency.area
    if case.closed_at:
        raise TransferRefusedError("A closed case is not transferred.")
    if case.owner_id != by.pk:
        raise TransferRefusedError("Only who leads the case can ask to transfer it.")
    if not area or area == case.area:
        raise TransferRefusedError("Choose somebody of another area.")
    if len(accountable_areas(case)) > 1:
        raise TransferRefusedError("Another transfer of this case waits to be accepted.")
    current_watch().because(reason, lawful_basis="safeguarding", recipients=[to_user.agency_code])
    held = AccessGrant.held_by(to_user).filter(case=case).exists()
    grant = None if held else let_in(case, to_user, Basis.WORKER, "Asked to lead the case in their area", by=by)
    transfer = Transfer(
        case=case, from_area=case.area, to_area=area, to_user=to_user, reason=reason, by=by, grant=grant
    )
    transfer.save()
    tell(to_user, NoticeKind.TRANSFER_ASKED, page="transfers:page", about=transfer.pk)
    return transfer


def accept(transfer: Transfer, *, by: Any) -> None:
    """Lead it from now on: the other area alone is accountable, and who led it before leaves the circle.

    Where actions of theirs are still open, a membership for these stays until the last of them is closed.
    """
    _must_wait_for(transfer, by)
    case, earlier = transfer.case, transfer.case.owner
    case.area, case.owner = transfer.to_area, transfer.to_user
    case.save()
    let_in(case, transfer.to_user, Basis.OWNER, "Accepted the transfer of the case", by=None)
    if transfer.grant is not None:  # not through `end`, which keeps an owner's: the one just given takes its place
        transfer.grant.ends = timezone.now()
        transfer.grant.save()
    _leave(case, earlier)
    _answer(transfer, Answer.ACCEPTED)


def decline(transfer: Transfer, reason: str, *, by: Any) -> None:
    """Leave it where it is. What let the colleague read the case ends."""
    _must_wait_for(transfer, by)
    if transfer.grant is not None:
        end(transfer.grant)
    transfer.answer_reason = reason
    _answer(transfer, Answer.DECLINED)


def _must_wait_for(transfer: Transfer, by: Any) -> None:
    if transfer.answer != Answer.WAITING:
        raise TransferRefusedError("This transfer was answered before.")
    if transfer.to_user_id != by.pk:
        raise TransferRefusedError("Only the colleague who was asked can answer.")


def _leave(case: Case, earlier: Any) -> None:
    """End whatever let the earlier lead see the case; an action's owner can see its case as long as it is open."""
    held = AccessGrant.objects.for_purpose("transfer").filter(case=case, user=earlier, ends=None)
    for grant in held.exclude(basis=Basis.ACTION):
        grant.ends = timezone.now()
        grant.save()
    keep_for_open_actions(case, earlier)


def _answer(transfer: Transfer, answer: Answer) -> None:
    transfer.answer, transfer.answered_at = answer, timezone.now()
    transfer.save()
    tell(transfer.by, NoticeKind.TRANSFER_ANSWERED, page="work:home")
