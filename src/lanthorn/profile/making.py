"""From a store to a briefing: answer every measure, protect all tables together, then choose the words.

Given a store with records and links, and a period; writes a version of the results and gives back the briefing.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer, Store, Version, connect, fingerprint_file, open_tables
from lanthorn.measures import Answer, Catalogue, Evaluator, catalogue
from lanthorn.profile import opening, results
from lanthorn.profile.content import Briefing
from lanthorn.profile.estimates import Corrections
from lanthorn.profile.linked import LinkQuality, corrections_of, link_quality
from lanthorn.profile.pages import linkage, pages_of
from lanthorn.profile.protecting import Protected, protect_answers
from lanthorn.profile.sentences import ENGLISH, speaking
from lanthorn.profile.told import Setting, Told
from lanthorn.vocabulary import Period


@dataclass(frozen=True)
class Profile:
    """A briefing, and the version of the store's results that holds its figures and findings."""

    briefing: Briefing
    results: Version


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
    voice: str = ENGLISH,
    progress: Callable[[str], None] | None = None,
) -> Profile:
    """Make the profile of a period from the records and links in force. The same store gives the same briefing.

    `threshold` is the smallest count that is shown; `corrections` are shares corrected for linkage error, which then
    stand in words, tables and charts; by default, those that an audit of the links in the store allows. Raises
    StoreError where there are no records, or no links made from them; BadDefinitionError for a measure file that is
    not sound; BadFileError for boundaries that are not GeoJSON; LanthornError where the records hold nothing of the
    period.
    """
    if threshold < 1:
        raise LanthornError(f"The threshold is {threshold}: expected 1 (everything is shown) or more, usually 5.")
    tell = progress or (lambda _: None)
    shapes = None if boundaries is None else read_boundaries(boundaries)
    questions = catalogue(measure_files)
    records = store.need(Layer.RECORDS)
    links = store.need_fresh(Layer.LINKS, Layer.RECORDS)

    tell(f"Answering {len(questions.measures)} measures")
    answers = _answers(records, links, questions, period)
    if all(answer.unanswerable for answer in answers):
        raise LanthornError(
            f"The records in {store.folder} hold nothing of {period.words}. "
            "Load files of that period, or ask for another."
        )
    tell("Protecting their tables")
    protected = protect_answers(answers, threshold=threshold)
    tell("Choosing the words")
    answered = {answer.measure.id for answer in answers if not answer.unanswerable}
    quality = link_quality(store, period, answered)
    setting = Setting(
        period,
        area,
        shapes is not None,
        protected.rule,
        frozenset(records.manifest.rows) | {"child"},
        corrections_of(quality, questions.measures) if corrections is None else corrections,
    )
    with speaking(voice):
        briefing = _briefing(setting, protected, questions, records, links, quality, synthetic=synthetic, shapes=shapes)
        with store.write(Layer.RESULTS) as writer:
            results.write(writer, protected, briefing.pages, period, {measure for measure, _, _ in setting.corrections})
            writer.parents = {Layer.RECORDS.value: records.number, Layer.LINKS.value: links.number}
            writer.parameters = _parameters(setting, questions, records, links, measure_files, boundaries)
    return Profile(briefing, store.need(Layer.RESULTS))


def _answers(records: Version, links: Version, questions: Catalogue, period: Period) -> list[Answer]:
    tables = open_tables({**records.tables(), "child": links.table("child")}, connect())
    evaluator = Evaluator(tables, period)
    return [evaluator.answer(measure) for measure in questions.measures]


def _briefing(
    setting: Setting, protected: Protected, questions: Catalogue, records: Version, links: Version,
    quality: LinkQuality, *, synthetic: bool, shapes: dict[str, Any] | None,
) -> Briefing:  # fmt: skip
    told = [Told(answer, setting) for answer in protected.answers]
    pages = pages_of(questions.references, protected.answers, setting, more=[linkage.page(quality, told)])
    return Briefing(
        title=opening.title(),
        area=setting.area,
        period=setting.period.words,
        summary=opening.summary(setting),
        headlines=opening.headlines(told, pages),
        pages=pages,
        symbols=opening.symbols(),
        provenance=opening.provenance(records, links, protected, questions, setting.period),
        synthetic=synthetic,
        boundaries=shapes,
    )


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
