"""What a reader sees of persons of concern, places, groups, links and disruptions."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from lanthorn.casework.access.sheets import Field, Sheet, ShownRecord
from lanthorn.casework.areas import authority_label
from lanthorn.casework.contexts.models import Context, Disruption, Link
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.people.models import Name, NameKind


def with_names(contexts: Any, through: str = "") -> Any:
    """Contexts of a query that is scoped already, with the names of persons of concern, in one query more."""
    names = Name.objects.for_purpose("names of persons shown").order_by("recorded_at", "pk")
    return contexts.select_related(f"{through}person").prefetch_related(
        Prefetch(f"{through}person__names", queryset=names, to_attr="shown_names")
    )


def name_of(context: Context) -> str:
    """The name by which it is known: a person's from their names, brought along by `with_names`."""
    if context.person is None:
        return context.name
    names = [name for name in getattr(context.person, "shown_names", []) if name.kind == NameKind.NAME]
    return names[0].whole if names else "Name not known"


CONTEXT_SHEET: Sheet[Context] = Sheet(
    "context",
    [
        Field("name", "Name", "identity", name_of),
        Field("kind", "What it is", "identity", lambda one: one.get_kind_display()),
        Field("reference", "Reference", "identity", lambda one: one.reference),
        Field("where", "Where", "concern", lambda one: one.where),
        Field("area", "Local authority", "concern", lambda one: authority_label(one.area) if one.area else ""),
        Field("described", "What is known", "concern", lambda one: one.described),
        Field("recorded", "Recorded", "identity", lambda one: day(one.recorded_at)),
    ],
)

# For lists: which it is, and nothing that is known of it.
CONTEXT_LINE: Sheet[Context] = Sheet(
    "context", [field for field in CONTEXT_SHEET.fields if field.name in {"name", "kind", "reference"}]
)

LINK_SHEET: Sheet[Link] = Sheet(
    "link",
    [
        Field("case", "Child's case", "identity", lambda one: one.case.reference if one.case else ""),
        Field("kind", "How linked", "concern", lambda one: one.get_kind_display()),
        Field("since", "Known since", "concern", lambda one: day(one.since)),
        Field("source", "Source", "concern", lambda one: one.source),
        Field("review", "Looked at again", "concern", lambda one: day(one.review_on) if one.review_on else "No"),
        Field("ends", "Ended", "concern", lambda one: day(one.ends) if one.ends else "No"),
    ],
)

DISRUPTION_SHEET: Sheet[Disruption] = Sheet(
    "disruption",
    [
        Field("kind", "What", "concern", lambda one: one.get_kind_display()),
        Field("authority", "By whom", "concern", lambda one: one.authority),
        Field("begins", "From", "concern", lambda one: day(one.begins)),
        Field("expires", "Until", "concern", lambda one: day(one.expires)),
        Field("outcome", "What came of it", "concern", lambda one: one.get_outcome_display() or "Not known yet"),
        Field("outcome_on", "Since", "concern", lambda one: day(one.outcome_on)),
    ],
)


def show_links(links: Iterable[Link], user: Any, seen_from: Context | None = None) -> list[dict[str, Any]]:
    """Each link, and its far end where that is no case: seen from a case, or from one of the ends."""
    shown = []
    for link in links:
        ends: tuple[Context | None, ...] = (link.context, link.other)
        far = [end for end in ends if end is not None and (seen_from is None or end.pk != seen_from.pk)]
        far_end: ShownRecord | None = CONTEXT_LINE.show(far[0], user) if far else None
        shown.append({"link": LINK_SHEET.show(link, user), "case": link.case_id, "far": far_end, "open": not link.ends,
                      "unknown": bool(link.review_on)})  # fmt: skip
    return shown
