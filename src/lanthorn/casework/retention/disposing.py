"""Hold a case, lift the hold, ask for a disposal, and review it: the second agreement carries it out."""

from datetime import date
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.retention.erasing import erase
from lanthorn.casework.retention.models import KEEPERS, Disposal, LegalHold, Stub
from lanthorn.casework.retention.schedule import kept_until
from lanthorn.errors import LanthornError


class DisposalRefusedError(LanthornError):
    """A disposal, or a lifting of a hold, that may not be."""


def due_cases() -> list[tuple[Case, Any]]:
    """Closed cases that the schedule keeps no longer, with the day; held and restricted ones left out.

    A child's episodes are kept together until the last of them is due.
    """
    cases = Case.objects.for_purpose("retention").filter(restricted=False).select_related("person")
    held = set(_holds().values_list("case", flat=True))
    asked = set(Disposal.objects.for_purpose("retention").filter(refused_at=None).values_list("about", flat=True))
    until: dict[Any, list[tuple[Case, Any]]] = {}
    for case in cases:
        until.setdefault(case.person_id, []).append((case, kept_until(case)))
    today = timezone.localdate()
    return [
        (case, day)
        for episodes in until.values()
        if all(day is not None and day < today for _, day in episodes)
        for case, day in episodes
        if case.pk not in held | asked
    ]


def hold(case: Case, reason: str, *, by: Any) -> LegalHold:
    """Keep the case, whatever the schedule says."""
    placed = LegalHold(case=case, reason=reason, placed_by=by)
    placed.save()
    return placed


def lift(placed: LegalHold, reason: str, *, by: Any) -> None:
    """Lift a hold that somebody else placed. Raises DisposalRefusedError."""
    if placed.lifted_at:
        raise DisposalRefusedError("This hold was lifted before.")
    if placed.placed_by_id == by.pk:
        raise DisposalRefusedError("Nobody lifts their own hold.")
    placed.lifted_by, placed.lifted_at, placed.lift_reason = by, timezone.now(), reason
    placed.save()


def ask_for_disposal(case: Case, reason: str, *, by: Any) -> Disposal:
    """Ask for it. Raises DisposalRefusedError where the case is open, held or not due yet."""
    until = _may_be_disposed_of(case)
    disposal = Disposal(
        about=case.pk, reference=case.reference, rule=case.closing_ground, kept_until=until,
        restricted=case.restricted, reason=reason, opened_by=by,
    )  # fmt: skip
    disposal.save()
    current_watch().note(Operation.ALTERATION, [Subject("case", case.pk)], ["disposal.opened_by"])
    if not case.restricted:
        for user in _keepers_but(by):
            tell(user, NoticeKind.DISPOSAL_TO_REVIEW, page="retention:disposal", about=disposal.pk)
    return disposal


def agree(disposal: Disposal, *, by: Any) -> None:
    """Agree to it; with the second agreement, everything of the case is destroyed at once.

    Raises DisposalRefusedError for who asked for it, who agreed before, and where the case is held by now.
    """
    _may_be_reviewed(disposal, by)
    now = timezone.now()
    if disposal.first_by_id is None:
        disposal.first_by, disposal.first_at = by, now
        disposal.save()
        return
    if disposal.first_by_id == by.pk:
        raise DisposalRefusedError("You agreed before: the second reviewer is somebody else.")
    case = Case.objects.for_purpose("retention").select_related("person").get(pk=disposal.about)
    _may_be_disposed_of(case)
    rows = erase(case, current_watch(), disposal.reason)
    disposal.second_by, disposal.second_at, disposal.disposed_at = by, now, now
    disposal.counts = {str(model._meta.verbose_name): len(keys) for model, keys in rows.items()}
    disposal.save()
    Stub.objects.bulk_create(
        Stub(record_id=key, kind=model._meta.model_name or "", disposal=disposal)
        for model, keys in rows.items()
        if model._meta.pk.get_internal_type() == "UUIDField"
        for key in keys
    )


def refuse(disposal: Disposal, reason: str, *, by: Any) -> None:
    """Refuse it: the case stays. Raises DisposalRefusedError as `agree` does."""
    _may_be_reviewed(disposal, by)
    disposal.refused_by, disposal.refused_at, disposal.refusal = by, timezone.now(), reason
    disposal.save()


def _may_be_reviewed(disposal: Disposal, by: Any) -> None:
    if disposal.opened_by_id == by.pk:
        raise DisposalRefusedError("Nobody reviews a disposal that they asked for.")
    if disposal.refused_at or disposal.disposed_at:
        raise DisposalRefusedError("This disposal was decided before.")


def _may_be_disposed_of(case: Case) -> date:
    """The last day until which any episode of the child was kept. Raises DisposalRefusedError."""
    if _holds().filter(case=case).exists():
        raise DisposalRefusedError("This case is held: it is not disposed of until the hold is lifted.")
    episodes = Case.objects.for_purpose("retention").filter(person=case.person_id).select_related("person")
    today, last = timezone.localdate(), date.min
    for episode in episodes:
        until = kept_until(episode)
        if until is None:
            raise DisposalRefusedError("This child has an open case: nothing of theirs is disposed of.")
        if until >= today:
            raise DisposalRefusedError(f"The schedule keeps it until {until.day} {until:%B %Y}.")
        last = max(last, until)
    return last


def _holds() -> Any:
    return LegalHold.objects.for_purpose("retention").filter(lifted_at=None)


def _keepers_but(user: Any) -> list[User]:
    roles = [Role(role) for role in KEEPERS]
    found = User.objects.filter(is_active=True, role_holdings__role__in=roles, role_holdings__ends=None)
    return list(found.exclude(pk=user.pk).distinct())
