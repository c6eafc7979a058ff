"""One page a question: a small function from a published answer to its page, one file a section of the briefing."""

from collections.abc import Callable, Sequence

from lanthorn.measures import PublishedAnswer, ReferenceQuestion
from lanthorn.profile.content import Page
from lanthorn.profile.pages import (
    aims,
    care,
    comparison,
    context,
    missing,
    own,
    people,
    places,
    quality,
    response,
    volume,
)
from lanthorn.profile.told import Setting, Told

PAGES: dict[str, Callable[[Told], Page]] = {
    **volume.PAGES,
    **comparison.PAGES,
    **places.PAGES,
    **response.PAGES,
    **people.PAGES,
    **missing.PAGES,
    **care.PAGES,
    **quality.PAGES,
    **aims.PAGES,
}
"""Measure id to its page. A measure that is not here has the generic page."""

UNANSWERED: dict[str, Callable[[Told], Page]] = {**aims.UNANSWERED}
"""Measure id to its page where the records cannot answer it and there is more to say than the reason."""


def pages_of(
    references: Sequence[ReferenceQuestion], answers: Sequence[PublishedAnswer], setting: Setting, *,
    more: Sequence[Page] = (),
) -> tuple[Page, ...]:  # fmt: skip
    """Every page, section by section in the order in which sections first appear; `more` are of no single measure."""
    found = references_of(references, setting)
    told = [Told(answer, setting) for answer in answers]
    found += [page_of(one) for one in told if not aims.is_gathered(one.question)]
    found += aims.pages(told)
    found += more
    sections = list(dict.fromkeys(page.section for page in found))
    return tuple(sorted(found, key=lambda page: sections.index(page.section)))


def references_of(references: Sequence[ReferenceQuestion], setting: Setting) -> list[Page]:
    """The pages of what is answered by citing."""
    return [context.PAGES[question.id](question, setting) for question in references]


def page_of(told: Told) -> Page:
    """The page of one measure."""
    if told.answer.unanswerable:
        return UNANSWERED.get(told.question, Told.unanswered)(told)
    return PAGES.get(told.question, own.page)(told)
