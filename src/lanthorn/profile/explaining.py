"""The way of a figure: what is counted and out of what, what is missing or hidden, and the files it came from.

Read from the store's last results, so that it explains what was published, own measures included.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Manifest, Store, Version
from lanthorn.measures import catalogue
from lanthorn.profile.sentences import templates
from lanthorn.profile.ways import Section

_SAY = templates(
    "explain", findings="", cell="measure cell", whole="", results="", records="", links="",
    version="", made="", code="", period="", threshold="", rows="rows accepted rejected",
    input="file table", fingerprint="", cited="", question="", source="",
)  # fmt: skip


@dataclass(frozen=True)
class Explanation:
    """Everything known of how one measure's figures, or one finding's, came about."""

    name: str
    sections: tuple[Section, ...]


def explain(store: Store, name: str) -> Explanation:
    """Explain a measure or page by its id ("missing.history"), or a finding ("missing.history/1") of the last profile.

    Raises LanthornError, with what could be asked for, where the last profile has no such measure or finding.
    """
    version = store.need(Layer.RESULTS)
    page, _, number = name.partition("/")
    findings = [row for row in _rows(version, "finding") if row["page"] == page]
    chosen = [row for row in findings if not number or row["finding"] == name]
    if not chosen:
        known = sorted({row["page"] for row in _rows(version, "finding")})
        raise LanthornError(
            f"The last profile in {store.folder} has no measure or finding {name!r}. Known: {', '.join(known)}; "
            "a finding is a page and a number, such as volume.category/1."
        )
    account = [row for row in _rows(version, "account") if row["measure"] == page]
    sections = [
        _findings(version, chosen),
        *(_cited(page) if not account else _accounted(account)),
        *_origin(store, version),
    ]
    return Explanation(name, tuple(section for section in sections if section.rows))


def _rows(version: Version, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(version.table(table)).to_pylist()
    return rows


def _findings(version: Version, chosen: list[dict[str, Any]]) -> Section:
    facts = _rows(version, "fact")
    rows = []
    for finding in chosen:
        rows.append((str(finding["finding"]), str(finding["text"])))
        for fact in facts:
            if fact["finding"] == finding["finding"]:
                cell = _SAY.text("cell", measure=fact["measure"], cell=fact["cell"] or _SAY.text("whole"))
                rows.append((f"{finding['finding']}, {fact['kind']}", f"{fact['shown']} ({cell})"))
    return Section(_SAY.text("findings"), tuple(rows))


def _accounted(account: list[dict[str, Any]]) -> list[Section]:
    titles = list(dict.fromkeys(row["section"] for row in account))
    return [
        Section(title, tuple((row["label"], row["value"]) for row in account if row["section"] == title))
        for title in titles
    ]


def _cited(page: str) -> list[Section]:
    for question in catalogue().references:
        if question.id == page:
            rows = ((_SAY.text("question"), question.question), (_SAY.text("source"), question.source))
            return [Section(_SAY.text("cited"), rows)]
    return []


def _origin(store: Store, results: Version) -> Iterable[Section]:
    manifest = results.manifest
    yield Section(_SAY.text("results"), (*_written(manifest), *_stated(manifest)))
    links = store.version(Layer.LINKS, manifest.parents[Layer.LINKS.value]).manifest
    yield Section(_SAY.text("links"), (*_written(links), *_link_parameters(links)))
    records = store.version(Layer.RECORDS, manifest.parents[Layer.RECORDS.value]).manifest
    yield Section(_SAY.text("records"), (*_written(records), *_inputs(records)))


def _written(manifest: Manifest) -> list[tuple[str, str]]:
    return [
        (_SAY.text("version"), f"{manifest.layer} {manifest.number}"),
        (_SAY.text("made"), manifest.created),
        (_SAY.text("code"), f"lanthorn {manifest.code_version}"),
    ]


def _stated(manifest: Manifest) -> list[tuple[str, str]]:
    stated = manifest.parameters
    return [
        (_SAY.text("period"), str(stated.get("period"))),
        (_SAY.text("threshold"), str(stated.get("threshold"))),
        *((f"{_SAY.text('fingerprint')}: {layer}", digest) for layer, digest in stated.get("fingerprints", {}).items()),
    ]


def _link_parameters(manifest: Manifest) -> list[tuple[str, str]]:
    plain = {name: value for name, value in manifest.parameters.items() if isinstance(value, str | int | float)}
    return [(name.replace("_", " "), str(value)) for name, value in plain.items()]


def _inputs(manifest: Manifest) -> list[tuple[str, str]]:
    return [
        (
            _SAY.text("input", file=entry.slot, table=entry.table),
            _SAY.text("rows", rows=f"{entry.rows:,}", accepted=f"{entry.accepted:,}", rejected=f"{entry.rejected:,}")
            + f"; SHA-256 {entry.sha256}",
        )
        for entry in manifest.inputs
    ]
