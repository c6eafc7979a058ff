"""Hold a case, lift the hold, ask for a disposal, and review it: the second agreement carries it out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.holding import holders
from lanthorn.casework.access.models import User
from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import AccessGrant, Case
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.retention.due import KIND_OF_CASE, NotDueError, called, must_be_due
from lanthorn.casework.retention.erasing import Rows, erase, rows_of
from lanthorn.casework.retention.mentions import Mention, mentions, take_out
from lanthorn.casework.retention.models import KEEPERS, Disposal, LegalHold, Stub
from lanthorn.errors import LanthornError


class DisposalRefusedError(LanthornError):
    """A disposal, or a lifting of a hold, that may not be."""


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


def ask_for_disposal(record: Protected, reason: str, *, by: Any) -> Disposal:
    """Ask for it. Raises DisposalRefusedError where the record is open, held or not due yet."""
    rule, until = _must_be_due(record)
    restricted = isinstance(record, Case) and record.restricted
    disposal = Disposal(
        kind=record._meta.label_lower, about=record.pk, reference=called(record), rule=rule, kept_until=until,
        restricted=restricted, reason=reason, opened_by=by,
    )  # fmt: skip
    disposal.save()
    current_watch().note(Operation.ALTERATION, record.audit_subjects(), ["disposal.opened_by"])
    if not restricted:
        for user in _keepers_but(by):
            tell(user, NoticeKind.DISPOSAL_TO_REVIEW, page="retention:disposal", about=disposal.pk)
    return disposal


def found_mentions(disposal: Disposal, user: Any) -> list[Mention]:
    """Where other records name the child of this case, for a reviewer to look at."""
    return mentions(rows_of(_record(disposal)), user)


def decide_on_mentions(disposal: Disposal, shown: Iterable[Mention], chosen: Iterable[str], *, by: Any) -> int:
    """Take the child's name out of the chosen places; the others stay, as they name somebody else.

    Gives how many fields were changed. Raises DisposalRefusedError for who asked for the disposal.
    """
    _may_be_reviewed(disposal, by)
    wanted, listed = set(chosen), list(shown)
    current_watch().because(disposal.reason)
    changed = take_out([one for one in listed if one.key in wanted], rows_of(_record(disposal)))
    disposal.mentions_by, disposal.mentions_at = by, timezone.now()
    disposal.mentions_left = sorted({one.key for one in listed} - wanted)
    disposal.save()
    return changed


def agree(disposal: Disposal, *, by: Any) -> None:
    """Agree to it; with the second agreement, everything of the record is destroyed at once.

    Raises DisposalRefusedError for who asked for it, who agreed before, where the case is held by now, and where
    nobody has looked yet through the texts that name the child.
    """
    _may_be_reviewed(disposal, by)
    now = timezone.now()
    if disposal.first_by_id is None:
        disposal.first_by, disposal.first_at = by, now
        disposal.save()
        return
    if disposal.first_by_id == by.pk:
        raise DisposalRefusedError("You agreed before: the second reviewer is somebody else.")
    record = _record(disposal)
    _must_be_due(record)
    rows = rows_of(record)
    _mentions_must_be_decided(disposal, rows, by)
    disposal.known_to = _who_could_see(record) if disposal.restricted else []
    erase(rows, current_watch(), disposal.reason)
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
    """Refuse it: the record stays. Raises DisposalRefusedError as `agree` does."""
    _may_be_reviewed(disposal, by)
    disposal.refused_by, disposal.refused_at, disposal.refusal = by, timezone.now(), reason
    disposal.save()


def _record(disposal: Disposal) -> Protected:
    model: Any = apps.get_model(disposal.kind)
    return model.objects.for_purpose("retention").get(pk=disposal.about)  # type: ignore[no-any-return] # a protected record


def _must_be_due(record: Protected) -> tuple[str, date]:
    try:
        return must_be_due(record)
    except NotDueError as not_due:
        raise DisposalRefusedError(str(not_due)) from not_due


def _may_be_reviewed(disposal: Disposal, by: Any) -> None:
    if disposal.opened_by_id == by.pk:
        raise DisposalRefusedError("Nobody reviews a disposal that they asked for.")
    if disposal.refused_at or disposal.disposed_at:
        raise DisposalRefusedError("This disposal was decided before.")


def _mentions_must_be_decided(disposal: Disposal, rows: Rows, by: Any) -> None:
    if disposal.kind != KIND_OF_CASE:
        return
    if disposal.mentions_at is None:
        raise DisposalRefusedError("Look first through the texts of other records that name the child.")
    if {one.key for one in mentions(rows, by)} - set(disposal.mentions_left):
        raise DisposalRefusedError("Another text that names the child was found since: look through them again.")


def _who_could_see(record: Protected) -> list[str]:
    held = AccessGrant.objects.for_purpose("retention").filter(case=record.pk, opens_restricted=True)
    held = held.filter(Q(ends=None) | Q(ends__gt=timezone.now()))
    return sorted({str(user) for user in held.values_list("user", flat=True)})


def _keepers_but(user: Any) -> list[User]:
    return list(holders(*KEEPERS).exclude(pk=user.pk))
