"""The pages of screening besides the journeys: one screening, how far scorers agree, and what a referrer is told."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.access.models import Role
from lanthorn.casework.cases.models import Case
from lanthorn.casework.referrals.views import referral_of
from lanthorn.casework.screening.agreement import Agreement, agreement
from lanthorn.casework.screening.models import Outcome, Screening, ScreeningIndicator
from lanthorn.casework.screening.sheets import INDICATOR_SHEETS, TOLD_SHEET, WHOLE_SCREENING_SHEET, group_of


def page(request: HttpRequest, screening: UUID) -> HttpResponse:
    """One screening; once it was scored again, what the second scorer said of each indicator stands beside it."""
    user: Any = request.user
    visible = Screening.objects.visible_to(user).select_related("scorer__agency")
    found = visible.filter(pk=screening).first()
    if found is None:
        raise Http404
    second = visible.filter(second_to=found).first()
    rows = ScreeningIndicator.objects.visible_to(user).filter(screening__in=[found, second] if second else [found])
    shown: dict[str, dict[UUID, Any]] = {}
    pairs: dict[str, dict[UUID, str]] = {}
    for row in rows.select_related("screening"):
        shown.setdefault(row.code, {})[row.screening_id] = INDICATOR_SHEETS[group_of(row)].show(row, user)
        pairs.setdefault(row.code, {})[row.screening_id] = row.state
    context = {
        "screening": WHOLE_SCREENING_SHEET.show(found, user),
        "case": found.case_id if Case.objects.visible_to(user).filter(pk=found.case_id).exists() else None,
        "indicators": [(one[found.pk], one.get(second.pk) if second else None) for one in shown.values()],
        "may_compare": user.holds(Role.FRONT_DOOR, Role.CHAIR),
        "second": WHOLE_SCREENING_SHEET.show(second, user) if second else None,
        "agreed": _agreed(pairs, found.pk, second.pk) if second else None,
    }
    return render(request, "screening/page.html", context)


def told(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Why there is no further action: for whoever made the referral, also after the case circle has ended for them."""
    found = referral_of(request, referral)
    decided = Screening.objects.for_purpose("reason told to the referrer").filter(
        case=found.case_id, outcome=Outcome.NO_FURTHER_ACTION, case__restricted=False
    )
    screening = decided.order_by("-sent_at").first() if found.case_id else None
    if screening is None:
        raise Http404
    return render(
        request, "screening/told.html", {"told": TOLD_SHEET.show(screening, request.user), "referral": found.pk}
    )


def agreements(request: HttpRequest) -> HttpResponse:
    """Over all screenings that were scored twice: how far two people read the tool in the same way. Numbers only."""
    scored_twice = Screening.objects.for_purpose("agreement of screenings").exclude(second_to=None)
    categories = list(scored_twice.values_list("second_to__category", "category"))
    codes = ScreeningIndicator.objects.for_purpose("agreement of screenings")
    seconds = codes.exclude(screening__second_to=None).values_list("screening__second_to", "code", "state")
    firsts = codes.filter(screening__in=scored_twice.values("second_to")).values_list("screening", "code", "state")
    first_of: dict[tuple[UUID | None, str], str] = {(screening, code): state for screening, code, state in firsts}
    states = [(first_of[key, code], state) for key, code, state in seconds if (key, code) in first_of]
    rows: list[tuple[str, Agreement]] = [
        ("The category given", agreement(categories)),
        ("Each indicator: present, absent or not known", agreement(states)),
    ]
    return render(request, "screening/agreement.html", {"rows": rows})


def _agreed(pairs: dict[str, dict[UUID, str]], first: UUID, second: UUID) -> Agreement:
    return agreement([(one[first], one[second]) for one in pairs.values() if {first, second} <= one.keys()])
