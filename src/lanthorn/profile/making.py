"""From a store to a briefing: answer every measure, protect all tables together, then choose the words.

Given a store with records and links, and a period; writes a version of the results and gives back the briefing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ibis

from lanthorn.disclosure import Publication, PublicationError
from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import (
    ON_THIS_MACHINE,
    Engine,
    Layer,
    Store,
    Version,
    connect,
    fingerprint_file,
    open_tables,
)
from lanthorn.measures import Answer, Catalogue, Evaluator, catalogue
from lanthorn.profile import opening, results
from lanthorn.profile.admitting import Draft, Spoken, corrections_of_shown, say_what_may_be_said
from lanthorn.profile.claims import Claims
from lanthorn.profile.content import Briefing, Fact
from lanthorn.profile.earlier import read_earlier
from lanthorn.profile.estimates import Corrections
from lanthorn.profile.linked import LinkQuality, corrections_of, link_quality
from lanthorn.profile.pages import linkage, pages_of
from lanthorn.profile.protecting import Protected, protect_answers
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

    `threshold` is the smallest count that is shown; `corrections` are shares corrected for linkage error, which then
    stand in words, tables and charts; by default, those that an audit of the links in the store allows; `earlier` are
    folders of publications that readers have already, such as the last edition's; the `engine` (Spark at its `master`)
    answers the measures, and either gives the same answers. Nothing is written unless every
    hidden count withstands an attack on all of it together. Raises
    StoreError where there are no records, or no links made from them; BadDefinitionError for a measure file that is
    not sound; BadFileError for boundaries that are not GeoJSON or an earlier publication that cannot be read;
    LanthornError where the records hold nothing of the period, or where a hidden count would be given away.
    """
    if threshold < 1:
        raise LanthornError(f"The threshold is {threshold}: expected 1 (everything is shown) or more, usually 5.")
    tell = progress or (lambda _: None)
    shapes = None if boundaries is None else read_boundaries(boundaries)
    questions = catalogue(measure_files)
    records = store.need(Layer.RECORDS)
    links = store.need_fresh(Layer.LINKS, Layer.RECORDS)

    tell(f"Answering {len(questions.measures)} measures")
    answers = _answers(records, links, questions, period, connect(engine, master))
    if all(answer.unanswerable for answer in answers):
        raise LanthornError(
            f"The records in {store.folder} hold nothing of {period.words}. "
            "Load files of that period, or ask for another."
        )
    tell("Protecting their tables")
    title = f"{area}, {period.words}"
    protected = _protect(answers, threshold, title, read_earlier(earlier))
    tell("Choosing the words")
    answered = {answer.measure.id for answer in answers if not answer.unanswerable}
    quality = link_quality(store, period, answered)
    setting = Setting(
        period,
        area,
        shapes is not None,
        protected.rule,
        frozenset(records.manifest.rows) | {"child"},
        corrections_of_shown(
            corrections_of(quality, questions.measures) if corrections is None else corrections, protected
        ),
    )
    with speaking(voice):
        said = _say(setting, protected, questions, quality)
        tell("Attacking what is about to be published")
        withstand(said.publication, protected.beside)
        briefing = _briefing(setting, protected, said, questions, records, links, synthetic=synthetic, shapes=shapes)
        with store.write(Layer.RESULTS) as writer:
            results.write(writer, protected, briefing.pages, period, {measure for measure, _, _ in setting.corrections})
            writer.parents = {Layer.RECORDS.value: records.number, Layer.LINKS.value: links.number}
            writer.parameters = _parameters(setting, questions, records, links, measure_files, boundaries)
            writer.parameters |= {"disclosure": _disclosure(protected, said)}
    return Profile(briefing, store.need(Layer.RESULTS), said.publication)


def _answers(
    records: Version, links: Version, questions: Catalogue, period: Period, connection: ibis.BaseBackend
) -> list[Answer]:
    tables = open_tables({**records.tables(), "child": links.table("child")}, connection)
    evaluator = Evaluator(tables, period)
    return [evaluator.answer(measure) for measure in questions.measures]


def _protect(
    answers: Sequence[Answer], threshold: int, title: str, earlier: Sequence[Publication]
) -> Protected:  # fmt: skip
    try:
        return protect_answers(answers, threshold=threshold, title=title, earlier=earlier)
    except PublicationError as fault:
        if earlier:
            problem = "The earlier publications do not fit this one, so that they cannot be attacked together"
            raise BadFileError(f"{problem}: {fault}") from fault
        raise


def _say(setting: Setting, protected: Protected, questions: Catalogue, quality: LinkQuality) -> Spoken:
    """The pages and headlines, with only such sentences as may be said beside the tables."""

    def draft(withheld: frozenset[Fact]) -> Draft:
        own = replace(setting, withheld=withheld)
        told = [Told(answer, own) for answer in protected.answers]
        pages = pages_of(questions.references, protected.answers, own, more=[linkage.page(quality, told)])
        return Draft(pages, opening.headlines(told, pages))

    claims = Claims(
        protected.whole, protected.hidden_counts, questions.measures, setting.period, setting.corrections
    )  # fmt: skip
    return say_what_may_be_said(protected, claims, draft)


def _briefing(
    setting: Setting, protected: Protected, said: Spoken, questions: Catalogue, records: Version, links: Version, *,
    synthetic: bool, shapes: dict[str, Any] | None,
) -> Briefing:  # fmt: skip
    return Briefing(
        title=opening.title(),
        area=setting.area,
        period=setting.period.words,
        summary=opening.summary(setting),
        headlines=tuple(headline for headline, _ in said.draft.headlines),
        pages=said.draft.pages,
        symbols=opening.symbols(),
        provenance=opening.provenance(records, links, protected, said, questions, setting.period),
        synthetic=synthetic,
        boundaries=shapes,
    )


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


def _parameters(
    setting: Setting, questions: Catalogue, records: Version, links: Version, measure_files: Sequence[Path],
    boundaries: Path | None,
) -> dict[str, Any]:  # fmt: skip
    corrected: Mapping[Any, Any] = setting.corrections
    return {
        "period": setting.period.label,
        "area": setting.area,
        "threshold": setting.rule.threshold,
        "measures": {entry.id: entry.version for entry in questions.references}
        | {entry.id: entry.version for entry in questions.measures},
        "measure_files": {path.name: fingerprint_file(path) for path in measure_files},
        "boundaries": None if boundaries is None else fingerprint_file(boundaries),
        "corrected": sorted(f"{measure} {';'.join(names)} {';'.join(key)}" for measure, names, key in corrected),
        "fingerprints": {
            Layer.RECORDS.value: opening.fingerprint_of(records),
            Layer.LINKS.value: opening.fingerprint_of(links),
        },
    }


def read_boundaries(path: Path) -> dict[str, Any]:
    """Outlines of authorities from a GeoJSON file. Raises BadFileError for a file that is not one."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise BadFileError(f"{path} cannot be read: {fault.strerror}.") from fault
    except ValueError as fault:
        raise BadFileError(f"{path} is not JSON in UTF-8: expected a GeoJSON FeatureCollection.") from fault
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        raise BadFileError(f"{path} is JSON, but not a GeoJSON FeatureCollection of the authorities' outlines.")
    return content
