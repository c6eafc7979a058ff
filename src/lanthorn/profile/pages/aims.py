"""The six aims of the protocol: an overview, and a page an aim that gathers what its measures say."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from lanthorn.measures import unit
from lanthorn.measures.builtin import aims as measures
from lanthorn.profile import figures
from lanthorn.profile.content import Page, Sentence
from lanthorn.profile.pages.aims_cases import OF_CASES
from lanthorn.profile.pages.aims_partners import OF_PARTNERS
from lanthorn.profile.pages.aims_sessions import OF_SESSIONS, coverage
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Told
from lanthorn.vocabulary import aims

_SAY = templates(
    "response.aims", aim="number label question needs", introduction="", headline="referrals decisions sessions",
    headline_total="total", by_aim="", not_answered="question reason", none_supplied="",
)  # fmt: skip
OVERVIEW = "response.aims"

GATHERED: Mapping[str, tuple[str, ...]] = {
    "identify": tuple(measure.id for measure in measures.IDENTIFY),
    "collaborate": tuple(measure.id for measure in measures.COLLABORATE),
    "intervene": tuple(measure.id for measure in measures.INTERVENE),
    "solve": tuple(measure.id for measure in measures.SOLVE),
    "act": tuple(measure.id for measure in measures.ACT),
    "raise": tuple(measure.id for measure in measures.RAISE),
}
"""By aim, the measures that its page gathers, in order. In a whole briefing they have no page of their own."""
_PART: Mapping[str, Callable[[Told], Page]] = {**OF_CASES, **OF_PARTNERS, **OF_SESSIONS}


def is_gathered(measure: str) -> bool:
    """Whether a measure stands on the page of its aim."""
    return any(measure in ids for ids in GATHERED.values())


def overview(told: Told) -> Page:
    """How much work is recorded for each aim."""
    by = told.by("aim")
    return told.page(
        [
            _SAY.say(
                "headline", referrals=by.number(aim="identify"), decisions=by.number(aim="intervene"),
                sessions=by.number(aim="raise"),
            ),
            _SAY.say("headline_total", total=by.how_many()),
        ],
        figures=[figures.counts(by, told.title(_SAY.text("by_aim")))],
    )  # fmt: skip


def without_records(told: Told) -> Page:
    """What each aim would be measured by, where no casework records, or not all of them, were supplied."""
    supplied = any(name in told.setting.loaded for name in unit(told.measure.unit).needs)
    paragraphs = [Sentence(_SAY.text("introduction" if supplied else "none_supplied"))]
    for number, entry in enumerate(aims(), start=1):
        aim = _SAY.text("aim", number=str(number), label=entry.label, question=entry.question, needs=entry.needs)
        paragraphs.append(Sentence(aim))
    return told.unanswered(paragraphs)


def pages(told: Sequence[Told]) -> list[Page]:
    """A page an aim of which anything is answered, in the order of the protocol."""
    by_question = {one.question: one for one in told}
    found = []
    for aim in aims():
        of_aim = [by_question[name] for name in GATHERED[aim.code] if name in by_question]
        parts = [_PART[one.question](one) for one in of_aim if not one.answer.unanswerable]
        if not parts:
            continue
        lacking = [one for one in of_aim if one.answer.unanswerable]
        more = coverage(by_question) if aim.code == "raise" else None
        found.append(_gathered(aim.code, aim.label, [*parts, *([more] if more else [])], lacking))
    return found


def _gathered(code: str, label: str, parts: Sequence[Page], lacking: Iterable[Told]) -> Page:
    """One page from several: the first headline on top, the others as sentences, each with what stands behind it."""
    first, *others = parts
    said = list(first.paragraphs)
    for part in others:
        said += [_as_sentence(part), *part.paragraphs]
    for one in lacking:
        reason = one.unanswered().headline.text
        said.append(Sentence(_SAY.text("not_answered", question=one.measure.question, reason=reason)))
    return Page(
        id=f"aims.{code}",
        section=measures.SECTION,
        question=label,
        headline=first.headline,
        paragraphs=tuple(said),
        figures=tuple(figure for part in parts for figure in part.figures),
        caveats=tuple(dict.fromkeys(caveat for part in parts for caveat in part.caveats)),
        ways=tuple(way for part in parts for way in part.ways),
    )


def _as_sentence(part: Page) -> Sentence:
    """A part's headline within the page; one that rests on no figure says which question it leaves open."""
    text = f"{part.headline.text}."
    if not part.headline.facts:
        return Sentence(_SAY.text("not_answered", question=part.question, reason=text))
    return Sentence(text, part.headline.facts)


PAGES = {OVERVIEW: overview, **_PART}
UNANSWERED = {OVERVIEW: without_records}
