"""Which sentences and figures may stand beside the protected counts.

Those that follow from shown counts add nothing. Those that rest on anything else are let in one at a time, headlines
first and then the numbers of tables, charts and maps, while an attack still passes; the rest are said more coarsely or
left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lanthorn.disclosure import Publication, PublicationError, Sentence, admit
from lanthorn.disclosure.publication import Count, Fact
from lanthorn.profile import content
from lanthorn.profile.claims import Claim, Claims
from lanthorn.profile.content import Page
from lanthorn.profile.drawn import numbers_of, without
from lanthorn.profile.estimated import with_unknown
from lanthorn.profile.estimates import Corrections
from lanthorn.profile.protecting import Protected
from lanthorn.profile.release import withstand

SECONDS = 300.0


@dataclass(frozen=True)
class LeftOut:
    """A sentence or a number that would have given a hidden count away, or that cannot be traced to any count."""

    page: str
    text: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """Pages, and the headlines of the first one with the facts that each rests on."""

    pages: tuple[Page, ...]
    headlines: tuple[tuple[content.Headline, tuple[content.Fact, ...]], ...] = ()


@dataclass(frozen=True)
class Spoken:
    """A draft whose every sentence may stand, the publication that says the same, and the account of it."""

    draft: Draft
    publication: Publication
    follow: int = 0
    """Facts that follow from shown counts, so that they add nothing."""
    admitted: int = 0
    """Facts that rest on something else, and that an attack showed to give nothing away."""
    left_out: tuple[LeftOut, ...] = field(default=())


def say_what_may_be_said(
    protected: Protected,
    claims: Claims,
    draft_without: Callable[[frozenset[content.Fact]], Draft],
) -> Spoken:
    """A draft all of whose facts are admitted. `draft_without` writes one without sentences that rest on some facts."""
    withheld: frozenset[content.Fact] = frozenset()
    said = Spoken(Draft(()), protected.publication)
    seen: set[content.Fact] = set()
    left_out: dict[tuple[str, str], LeftOut] = {}
    while True:
        draft = draft_without(withheld)
        left_out |= {(entry.page, entry.text): entry for entry in _untraced(draft)}
        said = replace(said, draft=replace(draft, pages=tuple(without(page, withheld) for page in draft.pages)))
        new = [
            (page, sentence.text, claims.of(sentence.text, unseen))
            for page, sentence in _by_importance(said.draft)
            if (unseen := [fact for fact in sentence.facts if fact not in seen])
        ]
        said, refused = _admit(said, new, _shown(protected), protected.beside)
        seen.update(fact for _, _, of in new for claim in of for fact in claim.facts)
        for page, text, why, facts in refused:
            left_out[page, text] = LeftOut(page, text, why)
            withheld |= facts
        if not refused:
            return replace(said, left_out=tuple(left_out.values()))


def _untraced(draft: Draft) -> Iterator[LeftOut]:
    for page in draft.pages:
        for number in numbers_of(page):
            if not number.facts:
                yield LeftOut(page.id, number.text, ("it cannot be traced to any count",))


def corrections_of_shown(corrections: Corrections, protected: Protected) -> Corrections:
    """The corrected shares of cells whose own share is shown: one of a hidden count would say something of it."""
    shown = {
        (answer.measure.id, table.dimensions, key)
        for answer in protected.answers
        for table in answer.tables
        for key, cell in table.cells.items()
        if cell.share is not None
    }
    return {name: estimate for name, estimate in corrections.items() if name in shown}


def _by_importance(draft: Draft) -> Iterator[tuple[str, content.Sentence]]:
    for headline, facts in draft.headlines:
        yield headline.page, content.Sentence(f"{headline.figure} {headline.words}", facts)
    yield from ((page.id, page.headline) for page in draft.pages)
    yield from ((page.id, sentence) for page in draft.pages for sentence in page.paragraphs)
    yield from ((page.id, number) for page in draft.pages for number in numbers_of(page))


def _shown(protected: Protected) -> Callable[[Count], bool]:
    values, hidden = protected.whole.values, protected.hidden_counts
    return lambda count: count in values and count not in hidden


Refused = tuple[str, str, tuple[str, ...], frozenset[content.Fact]]


def _admit(
    said: Spoken, sentences: Sequence[tuple[str, str, list[Claim]]], shown: Callable[[Count], bool],
    beside: Sequence[Publication],
) -> tuple[Spoken, list[Refused]]:  # fmt: skip
    """Sort claims: those that follow are taken as they are, others are tried together with their sentence's."""
    follow: list[Fact] = []
    number = 0
    tried: list[tuple[str, str, list[Claim]]] = []
    refused: list[Refused] = []
    for page, text, of in sentences:
        others = []
        for claim in of:
            if claim.rests_on and all(map(shown, claim.rests_on)):
                number += len(claim.facts)
                follow += claim.says
            else:
                others.append(claim)
        facts = frozenset(fact for claim in others for fact in claim.facts)
        if any(not claim.says for claim in others):
            refused.append((page, text, (), facts))
        elif others:
            tried.append((page, text, others))
    tried_facts = [fact for _, _, of in tried for claim in of for fact in claim.says]
    publication = with_unknown(said.publication, [*follow, *tried_facts])
    publication = publication.with_facts(_once((*publication.facts, *follow)))
    admitted = 0
    if tried:
        proposed = [Sentence(text, (tuple(fact for claim in of for fact in claim.says),)) for _, text, of in tried]
        try:
            outcome = admit(publication, proposed, seconds=SECONDS, beside=beside)
        except PublicationError:
            withstand(publication, beside)  # which says why nothing can be let in
            raise
        publication = outcome.publication
        for (page, text, of), result in zip(tried, outcome.sentences, strict=True):
            facts = frozenset(fact for claim in of for fact in claim.facts)
            if result.form is None:
                refused.append((page, text, result.disclosing, facts))
            else:
                admitted += len(facts)
    return replace(
        said, publication=publication, follow=said.follow + number, admitted=said.admitted + admitted
    ), refused  # fmt: skip


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Of facts that say the same in other words, the first."""
    found: dict[object, Fact] = {}
    for fact in facts:
        found.setdefault(fact.linear, fact)
    return tuple(found.values())
