"""What a reader sees of a review."""

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.cases.protocol import category_label
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.reviews.models import Review


def _category(review: Review) -> str:
    after = category_label(review.category)
    if review.category == review.category_before:
        return f"{after}, as before"
    return f"{after}, before: {category_label(review.category_before) or 'none given'}. {review.category_reason}"


def facts_in_words(facts: dict[str, list[str]]) -> str:
    """What other apps knew then, a line each."""
    return "\n".join(f"{label}: {'; '.join(lines) if lines else 'none'}" for label, lines in facts.items())


REVIEW_SHEET: Sheet[Review] = Sheet(
    "review",
    [
        Field("held_on", "Reviewed on", "concern", lambda one: day(one.held_on)),
        Field("reviewer", "By", "identity", lambda one: f"{one.reviewer.name}, {one.reviewer.agency.name}"),
        Field("change", "What has changed", "concern", lambda one: one.change),
        Field("heard", "How the child was heard", "concern", lambda one: one.get_heard_display()),
        Field("voice", "What the child says and wants", "concern", lambda one: one.voice),
        Field("facts", "Since the last review", "concern", lambda one: facts_in_words(one.facts)),
        Field("category", "Category", "concern", _category),
        Field("follows", "What follows", "concern", lambda one: one.get_follows_display()),
        Field("next_review", "Next review", "concern", lambda one: day(one.next_review)),
    ],
)
