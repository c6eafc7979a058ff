"""Where actions show outside their own pages: case page, item of an agenda, pack, review, stage, My work."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sections import Section, add_section
from lanthorn.casework.cases.stages import Stage, add_stage
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.panels.models import AgendaItem
from lanthorn.casework.panels.parts import Part, add_item_part, add_pack_part
from lanthorn.casework.plans.models import Action, QuietCase, State
from lanthorn.casework.plans.sheets import ACTION_SHEET
from lanthorn.casework.reviews.facts import Since, add_since
from lanthorn.casework.work.due import Due, add_due

_WITH = ("case", "item", "owner__agency", "agency")


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The actions of the case, open ones first."""
    found = Action.objects.visible_to(request.user).filter(case=case).select_related(*_WITH).order_by("due")
    shown = [(ACTION_SHEET.show(one, request.user), one.state == State.OPEN) for one in found]
    return {
        "open": [action for action, is_open in shown if is_open],
        "ended": [action for action, is_open in shown if not is_open],
        "new": None if case.closed_at else reverse("plans:new", args=[case.pk]),
    }


def of_items(user: Any, items: Sequence[AgendaItem]) -> Mapping[UUID, dict[str, Any]]:
    """The actions of each item's case, or of the item itself where it is on no case; all of them, and a way to add."""
    return {
        item.pk: {
            "open": [ACTION_SHEET.show(one, user) for one in actions if one.state == State.OPEN],
            "ended": [ACTION_SHEET.show(one, user) for one in actions if one.state != State.OPEN],
            "new": reverse("plans:item_new", args=[item.pk])
            if item.meeting.is_run_by(user) and item.meeting.signed_at is None
            else None,
        }
        for item, actions in _by_item(user, items)
    }


def of_pack(user: Any, items: Sequence[AgendaItem]) -> Mapping[UUID, dict[str, Any]]:
    """The open actions of each item's case, on paper."""
    return {
        item.pk: {"actions": [ACTION_SHEET.show(one, user) for one in actions if one.state == State.OPEN]}
        for item, actions in _by_item(user, items)
        if any(one.state == State.OPEN for one in actions)
    }


def with_open_actions(cases: Collection[UUID]) -> Iterable[UUID]:
    """Those of the cases that have an open action."""
    found = Action.objects.for_purpose("stages").filter(case__in=cases, state=State.OPEN)
    return found.values_list("case", flat=True)


def due(user: Any) -> Iterable[Due]:
    """The user's open actions, without what they say; and cases they lead that have gone quiet."""
    for action in Action.objects.visible_to(user).filter(owner=user.pk, state=State.OPEN).select_related("case"):
        about = f"case {action.case.reference}" if action.case else "an item of the panel"
        yield Due(action.due, f"Finish an action, {about}", reverse("plans:page", args=[action.pk]))
    quiet = QuietCase.objects.visible_to(user).filter(ended_at=None, case__closed_at=None, case__owner=user.pk)
    for one in quiet.select_related("case"):
        what = f"Write in case {one.case.reference}, quiet since {day(one.since)}"
        yield Due(one.told_at.date(), what, reverse("cases:page", args=[one.case_id]))


def not_met_since(user: Any, case: Case, since: date) -> Iterable[str]:
    """Actions of the case given up since that day, and open ones overdue."""
    given_up = Q(state=State.NOT_DONE, closed_at__date__gte=since)
    overdue = Q(state=State.OPEN, due__lt=timezone.localdate())
    found = Action.objects.visible_to(user).filter(given_up | overdue, case=case).select_related(*_WITH).order_by("due")
    for shown in ACTION_SHEET.show_all(found, user):
        yield f"{shown['what']}. {shown['owner']}, due {shown['due']}. {shown['state']}"


def register() -> None:
    """Add it all. Called once, as the app is ready."""
    add_section(Section(60, "Actions", "plans/of_case.html", of_case))
    add_item_part(Part(60, "Actions", "plans/of_case.html", of_items))
    add_pack_part(Part(60, "Open actions", "plans/on_paper.html", of_pack))
    add_stage(
        Stage(
            80, "plan", "Plan in hand: actions are open", lambda case: bool(with_open_actions([case.pk])),
            with_open_actions,
        )
    )  # fmt: skip
    add_due(due)
    add_since(Since("Actions not met", not_met_since))


def _by_item(user: Any, items: Sequence[AgendaItem]) -> Iterable[tuple[AgendaItem, list[Action]]]:
    cases = [item.case_id for item in items if item.case_id]
    found = Action.objects.visible_to(user).filter(Q(case__in=cases) | Q(case=None, item__in=[one.pk for one in items]))
    actions = list(found.select_related(*_WITH).order_by("due"))
    for item in items:
        if item.case_id:
            yield item, [one for one in actions if one.case_id == item.case_id]
        else:
            yield item, [one for one in actions if one.item_id == item.pk]
