"""The facts of the apps around a case, each shown through the sheet of its own app."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.cases.models import Case
from lanthorn.casework.contexts.models import Context, Disruption, Link
from lanthorn.casework.contexts.sheets import DISRUPTION_SHEET, show_links, with_names
from lanthorn.casework.disclosures.models import Disclosure
from lanthorn.casework.disclosures.sheets import DISCLOSURE_SHEET
from lanthorn.casework.missing.models import MissingEpisode
from lanthorn.casework.missing.sheets import EPISODE_SHEET, with_steps
from lanthorn.casework.referrals.models import Referral
from lanthorn.casework.referrals.sheets import REFERRAL_LINE
from lanthorn.casework.timeline.facts import Fact, add_facts
from lanthorn.casework.transfers.models import Transfer
from lanthorn.casework.transfers.sheets import TRANSFER_SHEET


def _said(record: ShownRecord, *names: str) -> str:
    return ". ".join(str(record[name]) for name in names)


def the_case(case: Case, user: Any) -> Iterator[Fact]:
    """Opened and closed."""
    yield Fact(case.opened_at, "The case was opened")
    if case.closed_at:
        yield Fact(case.closed_at, "The case was closed", case.get_closing_ground_display())


def referrals(case: Case, user: Any) -> Iterator[Fact]:
    """Referrals, when they were sent."""
    found = Referral.objects.visible_to(user).filter(case=case).select_related("referrer__agency", "agency")
    for one in found:
        more = _said(REFERRAL_LINE.show(one, user), "referrer")
        yield Fact(one.sent_at, "A referral was sent", more, reverse("referrals:page", args=[one.pk]))


def missing_episodes(case: Case, user: Any) -> Iterator[Fact]:
    """When the child went missing and returned."""
    episodes: Any = with_steps(MissingEpisode.objects.visible_to(user).filter(case=case))
    href = reverse("missing:of_case", args=[case.pk])
    for one in episodes:
        shown = EPISODE_SHEET.show(one, user)
        yield Fact(one.last_seen_at, "The child was last seen before they were missing", _said(shown, "source"), href)
        if one.returned_at:
            yield Fact(one.returned_at, "The child returned", f"Interview: {shown['interview']}", href)


def links(case: Case, user: Any) -> Iterator[Fact]:
    """Links to persons of concern, places and groups, from when they are known."""
    found = Link.objects.visible_to(user).filter(case=case).select_related("case", "context")
    loaded = list(with_names(found, "context__"))
    for one, row in zip(loaded, show_links(loaded, user), strict=True):
        more = f"{row['far']['name']}: {row['link']['kind']}. {row['link']['source']}"
        yield Fact(one.since, f"Link to a {one.context.get_kind_display().lower()}", more,
                   reverse("contexts:page", args=[one.context_id]))  # fmt: skip


def disruptions(case: Case, user: Any) -> Iterator[Fact]:
    """Disruptions of what is linked to the case, and what came of them."""
    linked = Link.objects.visible_to(user).filter(case=case).values("context")
    context = Context.objects.visible_to(user).filter(pk__in=linked).values("pk")
    for one in Disruption.objects.visible_to(user).filter(context__in=context):
        shown, href = DISRUPTION_SHEET.show(one, user), reverse("contexts:page", args=[one.context_id])
        yield Fact(one.begins, "A disruption began", _said(shown, "kind", "authority"), href)
        if one.outcome_on:
            yield Fact(one.outcome_on, "What came of a disruption", _said(shown, "kind", "outcome"), href)


def disclosures(case: Case, user: Any) -> Iterator[Fact]:
    """What was given to somebody outside the circle."""
    found = Disclosure.objects.visible_to(user).filter(case=case).exclude(given_at=None)
    for one in found.select_related("case", "asked_by", "decided_by"):
        more = _said(DISCLOSURE_SHEET.show(one, user), "recipient", "what")
        yield Fact(one.given_at, "Something was disclosed", more, reverse("disclosures:page", args=[one.pk]))  # type: ignore[arg-type] # excluded above


def transfers(case: Case, user: Any) -> Iterator[Fact]:
    """Transfers between areas."""
    found = Transfer.objects.visible_to(user).filter(case=case).select_related("case", "to_user__agency", "by")
    for one in found:
        shown, href = TRANSFER_SHEET.show(one, user), reverse("transfers:page", args=[one.pk])
        yield Fact(one.at, "A transfer was asked for", _said(shown, "to_user", "reason"), href)
        if one.answered_at:
            yield Fact(one.answered_at, "A transfer was answered", _said(shown, "answer"), href)


def register() -> None:
    """Put these sources on every timeline."""
    for source in (the_case, referrals, missing_episodes, links, disruptions, disclosures, transfers):
        add_facts(source)
