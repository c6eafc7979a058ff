"""From a store to a briefing: answer every measure, protect all tables together, then choose the words.

Given a store with records and links, and a period; writes a version of the results and gives back the briefing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lanthorn.disclosure import Publication
from lanthorn.evidence import ON_THIS_MACHINE, Engine, Layer, Store, Version
from lanthorn.profile import opening, results
from lanthorn.profile.admitting import Draft, Spoken, say_what_may_be_said
from lanthorn.profile.claims import Claims
from lanthorn.profile.content import Briefing, Fact
from lanthorn.profile.estimates import Corrections
from lanthorn.profile.ground import Ground, Wanted
from lanthorn.profile.linked import LinkQuality, corrections_of, link_quality
from lanthorn.profile.pages import linkage, pages_of
from lanthorn.profile.protecting import Protected
from lanthorn.profile.release import withstand
from lanthorn.profile.sentences import speaking
from lanthorn.profile.told import Setting, Told
from lanthorn.profile.voice import ENGLISH
from lanthorn.vocabulary import Period


@dataclass(frozen=True)
class Profile:
    """A briefing, and the version of the store's results that holds its figures and findings."""

    briefing: Briefing
    results: Version
    publication: Publication
    """Everything the briefing says of counts of children, as one publication: `write_release` writes it."""


def make_profile(
    store: Store,
    period: Period,
    *,
    measure_files: Sequence[Path] = (),
    boundaries: Path | None = None,
    area: str = "London",
    synthetic: bool = False,
    threshold: int = 5,
    corrections: Corrections | None = None,
    earlier: Sequence[Path] = (),
    voice: str = ENGLISH,
    progress: Callable[[str], None] | None = None,
    engine: Engine = "duckdb",
    master: str = ON_THIS_MACHINE,
) -> Profile:
    """Make the profile of a period from the records and links in force. The same store gives the same briefing.

    What may be chosen is what `Wanted` says of it. Nothing is written unless every hidden count withstands an attack
    on all of it together. Raises StoreError where there are no records, or no links made from them; BadDefinitionError
    for a measure file that is not sound; BadFileError for boundaries that are not GeoJSON or an earlier publication
    that cannot be read; LanthornError where the records hold nothing of the period, or where a hidden count would be
    given away.
    """
    wanted = Wanted(
        measure_files, boundaries, area, synthetic, threshold, corrections, earlier, voice, engine=engine, master=master
    )
    return profile_of(store, period, wanted if progress is None else replace(wanted, progress=progress))


def profile_of(store: Store, period: Period, wanted: Wanted) -> Profile:
    """The same, its choices taken together. Raises as `make_profile` does."""
    ground = Ground.of(store, wanted)
    tell = wanted.progress
    tell(f"Answering {len(ground.questions.measures)} measures")
    answers = ground.answers(period)
    tell("Protecting their tables")
    protected = ground.protect(answers, f"{wanted.area}, {period.words}")
    tell("Choosing the words")
    answered = {answer.measure.id for answer in answers if not answer.unanswerable}
    quality = link_quality(store, period, answered)
    of_audit = wanted.corrections
    if of_audit is None:
        of_audit = corrections_of(quality, ground.questions.measures)
    setting = ground.setting(period, protected, of_audit)
    with speaking(wanted.voice):
        said = _say(ground, setting, protected, quality)
        return publish_said(ground, setting, protected, said, title=opening.title(), summary=opening.summary(setting))


def _say(ground: Ground, setting: Setting, protected: Protected, quality: LinkQuality) -> Spoken:
    """The pages and headlines, with only such sentences as may be said beside the tables."""

    def draft(withheld: frozenset[Fact]) -> Draft:
        own = replace(setting, withheld=withheld)
        told = [Told(answer, own) for answer in protected.answers]
        pages = pages_of(ground.questions.references, protected.answers, own, more=[linkage.page(quality, told)])
        return Draft(pages, opening.headlines(told, pages))

    claims = Claims(
        protected.whole, protected.hidden_counts, ground.questions.measures, setting.period, setting.corrections
    )  # fmt: skip
    return say_what_may_be_said(protected, claims, draft)


def publish_said(
    ground: Ground, setting: Setting, protected: Protected, said: Spoken, *, title: str, summary: str,
    period: str = "", parameters: dict[str, Any] | None = None,
) -> Profile:  # fmt: skip
    """Attack what is said, once more and all together; write the results, and give the briefing.

    `period` names the period where it is more than the setting's; `parameters` are added to those of the manifest.
    Raises LanthornError where a hidden count would be given away.
    """
    ground.wanted.progress("Attacking what is about to be published")
    withstand(said.publication, protected.beside)
    briefing = Briefing(
        title=title,
        area=setting.area,
        period=period or setting.period.words,
        summary=summary,
        headlines=tuple(headline for headline, _ in said.draft.headlines),
        pages=said.draft.pages,
        symbols=opening.symbols(),
        provenance=opening.provenance(
            ground.records, ground.links, protected, said, ground.questions, period or setting.period.words
        ),
        synthetic=ground.wanted.synthetic,
        boundaries=ground.shapes,
    )
    corrected = {measure for measure, _, _ in setting.corrections}
    with ground.store.write(Layer.RESULTS) as writer:
        results.write(writer, protected, briefing.pages, setting.period, corrected)
        writer.parents = {Layer.RECORDS.value: ground.records.number, Layer.LINKS.value: ground.links.number}
        writer.parameters = ground.parameters(setting) | {"disclosure": _disclosure(protected, said)}
        writer.parameters |= parameters or {}
    return Profile(briefing, ground.store.need(Layer.RESULTS), said.publication)


def _disclosure(protected: Protected, said: Spoken) -> dict[str, Any]:
    """The account of protection and admission. Never what is hidden costs: that is a sum of hidden counts."""
    report = protected.report
    return {
        "method": str(report.method),
        "counts": protected.counts,
        "hidden": protected.hidden,
        "least_loss": report.exact,
        "gap": round(report.gap, 6),
        "hurried": report.hurried,
        "rounds": report.rounds,
        "kept_not": [count.words for count in report.kept_not],
        "facts_that_follow": said.follow,
        "facts_admitted": said.admitted,
        "left_out": [{"page": entry.page, "why": list(entry.why)} for entry in said.left_out],
        "earlier_publications": len(protected.beside),
    }
