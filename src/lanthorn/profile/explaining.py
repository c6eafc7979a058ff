"""The way of a figure: what is counted and out of what, what is missing or hidden, and the files it came from.

Read from the store's last results, so that it explains what was published, own measures included.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq

from lanthorn.errors import LanthornError
from lanthorn.evidence import Input, Layer, Manifest, Store, Version, fingerprint_text
from lanthorn.measures import catalogue, unit
from lanthorn.profile.sentences import templates
from lanthorn.profile.ways import Section

_SAY = templates(
    "explain", findings="", cell="measure cell", whole="", results="", records="", links="",
    version="", made="", code="", period="", threshold="", rows="rows accepted rejected digest",
    input="file table", inputs="files kind table", fingerprint="", cited="", question="", source="",
)  # fmt: skip

_COUNTED = ("rows", "accepted", "rejected")
_OF_LINKS = (
    "seed", "engine", "splink", "joined_match_weight", "trained", "descriptions", "candidate_pairs", "links",
    "children", "decisions_applied", "conflicts",
)  # fmt: skip
"""What is told of the links' parameters; all of them stand in the manifest."""
_FILES_NAMED = 6
"""Of one kind; with more, they are taken together. Each one's fingerprint stands in the manifest."""


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
    findings = _findings_of(version, page)
    chosen = [row for row in findings if not number or row["finding"] == name]
    if not chosen:
        known = sorted({row["page"] for row in _rows(version, "finding")})
        raise LanthornError(
            f"The last profile in {store.folder} has no measure or finding {name!r}. Known: {', '.join(known)}; "
            "a finding is a page and a number, such as volume.category/1."
        )
    account = _account_of(version, page, chosen)
    sections = [
        _findings(version, chosen),
        *(_cited(page) if not account else _accounted(account)),
        *_origin(store, version, _needed(page)),
    ]
    return Explanation(name, tuple(section for section in sections if section.rows))


def _findings_of(version: Version, page: str) -> list[dict[str, Any]]:
    """What stands on a page; of a measure that shares a page with others, what rests on its figures."""
    findings = _rows(version, "finding")
    on_page = [row for row in findings if row["page"] == page]
    if on_page:
        return on_page
    resting = {row["finding"] for row in _rows(version, "fact") if row["measure"] == page}
    return [row for row in findings if row["finding"] in resting]


def _rows(version: Version, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(version.table(table)).to_pylist()
    return rows


def _account_of(version: Version, page: str, chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The account of the measure; of a page that gathers several, those of the measures its findings rest on."""
    account = _rows(version, "account")
    own = [row for row in account if row["measure"] == page]
    if own:
        return own
    named = {row["finding"] for row in chosen}
    used = {row["measure"] for row in _rows(version, "fact") if row["finding"] in named}
    return [{**row, "section": f"{row['section']} ({row['measure']})"} for row in account if row["measure"] in used]


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


def _needed(page: str) -> tuple[str, ...]:
    """The tables that a built-in measure counts; none where it counts all, or is not known here."""
    found = [measure for measure in catalogue().measures if measure.id == page]
    return unit(found[0].unit).needs if found else ()


def _origin(store: Store, results: Version, tables: Sequence[str]) -> Iterable[Section]:
    manifest = results.manifest
    yield Section(_SAY.text("results"), (*_written(manifest), *_stated(manifest)))
    links = store.version(Layer.LINKS, manifest.parents[Layer.LINKS.value]).manifest
    yield Section(_SAY.text("links"), (*_written(links), *_link_parameters(links)))
    records = store.version(Layer.RECORDS, manifest.parents[Layer.RECORDS.value]).manifest
    yield Section(_SAY.text("records"), (*_written(records), *_inputs(records, tables)))


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
    plain = {name: manifest.parameters[name] for name in _OF_LINKS if name in manifest.parameters}
    return [(name.replace("_", " "), str(value)) for name, value in plain.items()]


def _inputs(manifest: Manifest, tables: Sequence[str]) -> list[tuple[str, str]]:
    """The files behind the tables; of a kind with many files, their sums and one fingerprint over all of theirs."""
    kinds: dict[tuple[str, str], list[Input]] = {}
    for entry in manifest.inputs:
        if entry.table in tables or not tables:
            kinds.setdefault((entry.slot.split("/")[0], entry.table), []).append(entry)
    rows = []
    for (kind, table), entries in kinds.items():
        if len(entries) <= _FILES_NAMED:
            rows += [(_SAY.text("input", file=entry.slot, table=table), _taken([entry])) for entry in entries]
        else:
            label = _SAY.text("inputs", files=f"{len(entries):,}", kind=kind, table=table)
            rows.append((label, _taken(entries)))
    return rows


def _taken(entries: Sequence[Input]) -> str:
    rows, accepted, rejected = (sum(getattr(entry, name) for entry in entries) for name in _COUNTED)
    digest = entries[0].sha256 if len(entries) == 1 else fingerprint_text(*(entry.sha256 for entry in entries))
    return _SAY.text("rows", rows=f"{rows:,}", accepted=f"{accepted:,}", rejected=f"{rejected:,}", digest=digest)
