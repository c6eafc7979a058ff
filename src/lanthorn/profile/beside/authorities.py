"""A briefing for each authority beside London's: all of them views of one publication, protected and attacked as one.

London is protected first, as for its own briefing. Then every authority's tables are protected beside it, all together,
so that whichever briefings are published, in whatever order, a reader of all of them learns no hidden count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lanthorn.disclosure import Publication
from lanthorn.errors import LanthornError
from lanthorn.evidence import Store, Version
from lanthorn.measures import Measure, PublishedAnswer
from lanthorn.profile import opening
from lanthorn.profile.admitting import Draft, Spoken, say_what_may_be_said
from lanthorn.profile.beside import local, pages, standing
from lanthorn.profile.beside.sides import Kind, Pair, Side
from lanthorn.profile.claims import Claims
from lanthorn.profile.content import Briefing, Fact, Headline, Page
from lanthorn.profile.ground import Ground, Wanted
from lanthorn.profile.linked import LinkQuality, corrections_of, link_quality
from lanthorn.profile.making import publish_said
from lanthorn.profile.pages import linkage, page_of, pages_of, references_of
from lanthorn.profile.protecting import Protected, protect_answers
from lanthorn.profile.sentences import speaking, templates
from lanthorn.profile.told import Setting, Told
from lanthorn.vocabulary import Authority, Period, authorities, find_authority

_SAY = templates("beside_authorities", summary="summary area")
_AT = "@"
"""Stands between a page and its authority in the store's findings: "volume.category@E09000007"."""

Headlines = tuple[tuple[Headline, tuple[Fact, ...]], ...]


@dataclass(frozen=True)
class Profiles:
    """The briefings of London and of its authorities, and the one publication that they are views of."""

    whole: Briefing
    of_authorities: Mapping[str, Briefing]
    """By the authority's code, in the order of the vocabulary."""
    results: Version
    publication: Publication


@dataclass(frozen=True)
class _Drafted:
    """The pages and key figures of one briefing."""

    pages: tuple[Page, ...]
    headlines: Headlines


def authority_named(text: str) -> Authority:
    """The authority of that name or code. Raises LanthornError, with the names there are, for any other."""
    code = find_authority(text)
    for entry in authorities():
        if entry.code == code:
            return entry
    names = ", ".join(entry.label for entry in authorities())
    raise LanthornError(f"{text!r} is no authority: expected one of {names}.")


def make_local_profiles(store: Store, period: Period, wanted: Wanted | None = None) -> Profiles:
    """Make London's briefing of a period and one of each authority, as one publication. Raises as `make_profile` does.

    Making fewer of them would protect no better: what one authority's briefing says is part of what readers of
    another's know, whenever it is published.
    """
    ground = Ground.of(store, wanted or Wanted())
    tell = ground.wanted.progress
    measures = ground.questions.measures
    tell(f"Answering {len(measures)} measures for London and {len(authorities())} authorities")
    answers = ground.answers(period, [local.with_authorities(measure) for measure in measures])
    tell("Protecting London's tables")
    title = f"{ground.wanted.area}, {period.words}"
    alone = ground.protect(
        [replace(one, measure=measure, tables=tuple(t for t in one.tables if t.dimensions in measure.breakdowns))
         for one, measure in zip(answers, measures, strict=True)],
        title,
    )  # fmt: skip
    tell("Protecting the tables of all authorities beside them")
    protected = protect_answers(
        answers, threshold=ground.wanted.threshold, title=f"{title}, and its authorities",
        earlier=[*alone.beside, alone.publication], least=False,
    )  # fmt: skip
    # London's tables are part of the publication itself.
    protected = replace(protected, beside=protected.beside[:-1])
    tell("Choosing the words")
    quality = link_quality(store, period, {one.measure.id for one in answers if not one.unanswerable})
    of_audit = ground.wanted.corrections
    setting = ground.setting(period, protected, corrections_of(quality, measures) if of_audit is None else of_audit)
    with speaking(ground.wanted.voice):
        return _published(ground, setting, protected, quality, measures)


def _published(
    ground: Ground, setting: Setting, protected: Protected, quality: LinkQuality, measures: Sequence[Measure]
) -> Profiles:  # fmt: skip
    drafted: dict[str, _Drafted] = {}

    def draft(withheld: frozenset[Fact]) -> Draft:
        own = replace(setting, withheld=withheld)
        drafted.clear()
        drafted[""] = _of_london(ground, own, protected.answers, measures, quality)
        for entry in authorities():
            drafted[entry.code] = _of_authority(ground, own, protected.answers, measures, entry)
        return Draft(
            tuple(_named(page, code) for code, each in drafted.items() for page in each.pages),
            tuple(
                (replace(headline, page=_name(headline.page, code)), facts)
                for code, each in drafted.items()
                for headline, facts in each.headlines
            ),
        )

    extended = [answer.measure for answer in protected.answers]
    claims = Claims(protected.whole, protected.hidden_counts, extended, setting.period, setting.corrections)
    said = say_what_may_be_said(protected, claims, draft)
    made = publish_said(
        ground, setting, protected, said, title=opening.title(), summary=opening.summary(setting),
        parameters={"authorities": [code for code in drafted if code]},
    )  # fmt: skip
    spoken = _by_briefing(said, drafted)
    whole = _view(made.briefing, spoken[""], drafted[""].headlines)
    of_authorities = {}
    for entry in authorities():
        summary = _SAY.text(
            "summary", summary=opening.summary(replace(setting, area=entry.label)), area=ground.wanted.area
        )
        view = _view(made.briefing, spoken[entry.code], drafted[entry.code].headlines)
        of_authorities[entry.code] = replace(view, area=entry.label, summary=summary)
    return Profiles(whole, of_authorities, made.results, made.publication)


def _of_london(
    ground: Ground, setting: Setting, answers: Sequence[PublishedAnswer], measures: Sequence[Measure],
    quality: LinkQuality,
) -> _Drafted:  # fmt: skip
    """London's briefing as it is alone."""
    own = [local.whole_of(answer, measure) for answer, measure in zip(answers, measures, strict=True)]
    told = [Told(answer, setting) for answer in own]
    found = pages_of(ground.questions.references, own, setting, more=[linkage.page(quality, told)])
    return _Drafted(found, opening.headlines(told, found))


def _of_authority(
    ground: Ground, setting: Setting, answers: Sequence[PublishedAnswer], measures: Sequence[Measure], entry: Authority
) -> _Drafted:
    """One authority's briefing: where it stands, and each question beside London."""
    here = replace(setting, area=entry.label)
    told: list[Told] = []
    found = references_of(ground.questions.references, here)
    found += standing.pages(answers, here, entry, ground.wanted.area)
    for answer, measure in zip(answers, measures, strict=True):
        asked = local.questions().get(measure.id)
        if asked is None or answer.unanswerable:
            continue
        mine = Told(local.of_authority(answer, measure, entry.code), here, ((asked.place, entry.code),))
        whole = Told(local.beside_authorities(answer, measure), setting)
        told.append(mine)
        pair = Pair(Kind.PLACES, Side(mine, entry.label), Side(whole, ground.wanted.area))
        found.append(pages.page(pair, page_of))
    return _Drafted(tuple(found), opening.headlines(told, found))


def _name(page: str, code: str) -> str:
    return f"{page}{_AT}{code}" if code else page


def _named(page: Page, code: str) -> Page:
    return replace(page, id=_name(page.id, code)) if code else page


def _by_briefing(said: Spoken, codes: Iterable[str]) -> dict[str, tuple[Page, ...]]:
    """The pages as they may be published, each briefing's under their own names again."""
    found: dict[str, list[Page]] = {code: [] for code in codes}
    for page in said.draft.pages:
        name, _, code = page.id.partition(_AT)
        found[code].append(replace(page, id=name))
    return {code: tuple(own) for code, own in found.items()}


def _view(briefing: Briefing, own: tuple[Page, ...], headlines: Headlines) -> Briefing:
    return replace(briefing, pages=own, headlines=tuple(headline for headline, _ in headlines))


def folder_name(area: str) -> str:
    """An area's name as that of a folder."""
    return "-".join(area.lower().split())
