"""What changed between two briefings, so that a revision can be announced honestly.

Given two documents or their JSON files, gives the pages, figures, words, definitions and sources that differ.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lanthorn.profile.machine.document import Document, read_document

_ABSENT = "(none)"


@dataclass(frozen=True)
class Change:
    """One thing that is not what it was. `place` says where it stands; `kind` is the heading it is told under."""

    kind: str
    place: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.place}: {self.before} → {self.after}"


KINDS = ("About the briefing", "Pages", "Definitions", "Figures", "Words", "Notes and caveats", "Data and versions")
"""In the order in which an announcement tells them."""


@dataclass(frozen=True)
class Changes:
    """All that differs, in printed order within its kind."""

    before: str
    after: str
    changes: tuple[Change, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    def as_text(self) -> str:
        """The changes in plain text, ready to be edited into an announcement."""
        if not self.changes:
            return f"Nothing differs between the briefings.\nBefore: {self.before}\nAfter:  {self.after}\n"
        lines = [
            f"{len(self.changes)} changes between two briefings.",
            f"Before: {self.before}",
            f"After:  {self.after}",
        ]
        for kind in KINDS:
            found = self.of(kind)
            if found:
                lines += ["", f"{kind} ({len(found)})", *(f"- {change}" for change in found)]
        return "\n".join(lines) + "\n"


def diff(before: Document | Path, after: Document | Path) -> Changes:
    """What changed from the first briefing to the second. Raises BadFileError for a file that is no briefing."""
    old = read_document(before) if isinstance(before, Path) else before
    new = read_document(after) if isinstance(after, Path) else after
    return Changes(_name(old), _name(new), tuple(_changes(old, new)))


def _name(document: Document) -> str:
    return f"{document['title']} – {document['area']}, {document['period']}"


def _changes(old: Document, new: Document) -> Iterator[Change]:
    about = ("title", "area", "period", "marking", "synthetic", "summary")
    yield from _compared(
        "About the briefing",
        {name.capitalize(): str(old[name]) for name in about},
        {name.capitalize(): str(new[name]) for name in about},
    )
    yield from _compared("Figures", _headlines(old), _headlines(new))
    old_pages, new_pages = _pages(old), _pages(new)
    for name in _either(old_pages, new_pages):
        if name not in old_pages:
            yield Change("Pages", name, _ABSENT, new_pages[name]["question"])
        elif name not in new_pages:
            yield Change("Pages", name, old_pages[name]["question"], _ABSENT)
        else:
            yield from _page(name, old_pages[name], new_pages[name])
    kept = [name for name in old_pages if name in new_pages]
    if kept != [name for name in new_pages if name in old_pages]:
        yield Change("Pages", "Order of the pages", ", ".join(kept), ", ".join(n for n in new_pages if n in old_pages))
    yield from _compared("Notes and caveats", _pairs(old, "symbols"), _pairs(new, "symbols"))
    yield from _compared("Data and versions", _pairs(old, "provenance"), _pairs(new, "provenance"))


def _page(name: str, old: Document, new: Document) -> Iterator[Change]:
    for part in ("section", "question"):
        yield from _compared("Pages", {f"{name}, {part}": old[part]}, {f"{name}, {part}": new[part]})
    if old["answered"] != new["answered"]:
        said = {True: "answered", False: "not answered"}
        yield Change("Pages", name, said[old["answered"]], said[new["answered"]])
    yield from _compared("Definitions", _definitions(name, old), _definitions(name, new))
    yield from _compared("Words", _words(name, old), _words(name, new))
    yield from _compared("Figures", _facts(name, old), _facts(name, new))
    yield from _compared("Figures", _cells(name, old), _cells(name, new))
    yield from _added_and_removed(_notes(name, old), _notes(name, new))
    yield from _compared("Data and versions", _sources(name, old), _sources(name, new))


def _compared(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for place in _either(old, new):
        before, after = old.get(place, _ABSENT), new.get(place, _ABSENT)
        if before != after:
            yield Change(kind, place, before or _ABSENT, after or _ABSENT)


def _either(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))


def _numbered(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The pairs by name; a name that comes again bears its number, so that nothing is lost."""
    seen: Counter[str] = Counter()
    found = {}
    for name, value in pairs:
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = value
    return found


def _pages(document: Document) -> dict[str, Document]:
    return {page["id"]: page for page in document["pages"]}


def _headlines(document: Document) -> dict[str, str]:
    return _numbered([(f"Key figure, {each['words']}", each["figure"]) for each in document["headlines"]])


def _pairs(document: Document, part: str) -> dict[str, str]:
    return _numbered([tuple(pair.values()) for pair in document[part]])


def _words(name: str, page: Document) -> dict[str, str]:
    paragraphs = {f"{name}, paragraph {n}": each["text"] for n, each in enumerate(page["paragraphs"], start=1)}
    tables = [figure["table"] for figure in page["figures"]]
    heads = _numbered([(f"{name}, {table['caption']}, rows", table["columns"][0]["name"]) for table in tables])
    return {f"{name}, finding": page["headline"]["text"], **paragraphs, **heads}


def _facts(name: str, page: Document) -> dict[str, str]:
    """The figures that sentences rest on. Two sentences may rest on one figure; it is then one."""
    sentences = [page["headline"], *page["paragraphs"]]
    return {
        ", ".join(part for part in (name, fact["measure"], fact["cell"], fact["kind"]) if part): fact["shown"]
        for sentence in sentences
        for fact in sentence["facts"]
    }


def _cells(name: str, page: Document) -> dict[str, str]:
    pairs = []
    for figure in page["figures"]:
        table = figure["table"]
        columns = [column["name"] for column in table["columns"]]
        for row in table["rows"]:
            pairs += [
                (f"{name}, {table['caption']}, {row[0]['text']}, {column}", cell["text"])
                for column, cell in zip(columns[1:], row[1:], strict=True)
            ]
    return _numbered(pairs)


def _notes(name: str, page: Document) -> list[tuple[str, str]]:
    tables = [figure["table"] for figure in page["figures"]]
    caveats = [(f"{name}, caveat", caveat) for caveat in page["caveats"]]
    return [*caveats, *((f"{name}, {table['caption']}, note", note) for table in tables for note in table["notes"])]


def _added_and_removed(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Change]:
    """Notes have no names to be compared by: one that is reworded is told as one gone and one new."""
    yield from (Change("Notes and caveats", place, note, _ABSENT) for place, note in old if (place, note) not in new)
    yield from (Change("Notes and caveats", place, _ABSENT, note) for place, note in new if (place, note) not in old)


def _definitions(name: str, page: Document) -> dict[str, str]:
    parts = ("version", "counted", "denominator")
    return _numbered([(f"{name}, {way['measure']}, {part}", way[part]) for way in page["ways"] for part in parts])


def _sources(name: str, page: Document) -> dict[str, str]:
    """What the figures were counted from; not part of a definition, which stays when the records grow."""
    pairs = [
        (f"{name}, {way['measure']}, {part}", way[part]) for way in page["ways"] for part in ("recorded", "source")
    ]
    notes = [(f"{name}, {way['measure']}, note", note) for way in page["ways"] for note in way["notes"]]
    return _numbered([*pairs, *notes])
