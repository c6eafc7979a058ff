"""What every briefing stands on: a store's records and links, the questions, and the choices that hold for all pages.

Opened once; then answers the questions of any period, protects answers together, and says what a setting is.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis

from lanthorn.disclosure import PublicationError
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
from lanthorn.measures import Answer, Catalogue, Evaluator, Measure, catalogue
from lanthorn.profile import opening
from lanthorn.profile.admitting import corrections_of_shown
from lanthorn.profile.earlier import read_earlier
from lanthorn.profile.estimates import Corrections
from lanthorn.profile.protecting import Protected, protect_answers
from lanthorn.profile.told import Setting
from lanthorn.profile.voice import ENGLISH
from lanthorn.vocabulary import Period


def _silent(_: str) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True)
class Wanted:
    """What whoever makes a briefing may choose. Everything has a usual value."""

    measure_files: Sequence[Path] = ()
    """Python files with measures of the user's own."""
    boundaries: Path | None = None
    """GeoJSON of the authorities' outlines, for maps; tiles without."""
    area: str = "London"
    synthetic: bool = False
    threshold: int = 5
    """The smallest count that is shown."""
    corrections: Corrections | None = None
    """Shares corrected for linkage error, of two periods the later one's; None: those that an audit allows."""
    earlier: Sequence[Path] = ()
    """Folders of publications that readers have already."""
    voice: str = ENGLISH
    progress: Callable[[str], None] = _silent
    engine: Engine = "duckdb"
    """What answers the measures; either gives the same answers."""
    master: str = ON_THIS_MACHINE


@dataclass(frozen=True)
class Ground:
    """A store opened for briefings."""

    store: Store
    wanted: Wanted
    questions: Catalogue
    records: Version
    links: Version
    shapes: dict[str, Any] | None

    @classmethod
    def of(cls, store: Store, wanted: Wanted) -> "Ground":
        """Open a store. Raises as `make_profile` does."""
        if wanted.threshold < 1:
            found = f"The threshold is {wanted.threshold}"
            raise LanthornError(f"{found}: expected 1 (everything is shown) or more, usually 5.")
        shapes = None if wanted.boundaries is None else read_boundaries(wanted.boundaries)
        questions = catalogue(wanted.measure_files)
        records = store.need(Layer.RECORDS)
        return cls(store, wanted, questions, records, store.need_fresh(Layer.LINKS, Layer.RECORDS), shapes)

    @cached_property
    def tables(self) -> Mapping[str, ibis.Table]:
        """The records and the links, as tables of the engine."""
        tables = {**self.records.tables(), "child": self.links.table("child")}
        return open_tables(tables, connect(self.wanted.engine, self.wanted.master))

    def answers(self, period: Period, measures: Iterable[Measure] | None = None) -> list[Answer]:
        """Every question, or some measures, answered for a period.

        Raises LanthornError where the records hold nothing of it.
        """
        evaluator = Evaluator(self.tables, period)
        found = [evaluator.answer(measure) for measure in (self.questions.measures if measures is None else measures)]
        if all(answer.unanswerable for answer in found):
            raise LanthornError(
                f"The records in {self.store.folder} hold nothing of {period.words}. "
                "Load files of that period, or ask for another."
            )
        return found

    def protect(self, answers: Sequence[Answer], title: str) -> Protected:
        """Protect answers together, beside the earlier publications."""
        earlier = read_earlier(self.wanted.earlier)
        try:
            return protect_answers(answers, threshold=self.wanted.threshold, title=title, earlier=earlier)
        except PublicationError as fault:
            if earlier:
                problem = "The earlier publications do not fit this one, so that they cannot be attacked together"
                raise BadFileError(f"{problem}: {fault}") from fault
            raise

    def setting(self, period: Period, protected: Protected, corrections: Corrections) -> Setting:
        """What holds for the pages of a period; of the corrections, those of cells that are shown."""
        return Setting(
            period,
            self.wanted.area,
            self.shapes is not None,
            protected.rule,
            frozenset(self.records.manifest.rows) | {"child"},
            corrections_of_shown(corrections, protected),
        )

    def parameters(self, setting: Setting) -> dict[str, Any]:
        """What the manifest of results says of how they were made."""
        corrected: Mapping[Any, Any] = setting.corrections
        boundaries = self.wanted.boundaries
        return {
            "period": setting.period.label,
            "area": setting.area,
            "threshold": setting.rule.threshold,
            "measures": {entry.id: entry.version for entry in self.questions.references}
            | {entry.id: entry.version for entry in self.questions.measures},
            "measure_files": {path.name: fingerprint_file(path) for path in self.wanted.measure_files},
            "boundaries": None if boundaries is None else fingerprint_file(boundaries),
            "corrected": sorted(f"{measure} {';'.join(names)} {';'.join(key)}" for measure, names, key in corrected),
            "fingerprints": {
                Layer.RECORDS.value: opening.fingerprint_of(self.records),
                Layer.LINKS.value: opening.fingerprint_of(self.links),
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
