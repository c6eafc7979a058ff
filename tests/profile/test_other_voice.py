"""Another voice is another folder: an artificial one, and a briefing in it, leave no plain English in any format.

Each vowel of the voice and of the briefing has an accent. So a word with a plain vowel in a file was not in the data:
it stands in the code, where no voice can reach it.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import Any
from xml.etree import ElementTree

import pytest

from lanthorn.errors import BadDefinitionError
from lanthorn.profile import sentences
from lanthorn.profile.content import Briefing, ChartKind
from lanthorn.profile.formats import rendered
from lanthorn.profile.sentences import voice_table
from tests.profile.sample_briefing import sample_briefing

BRIEFING = sample_briefing()

_ACCENTED = str.maketrans("aeiouAEIOU", "àêîõûÀÊÎÕÛ")
_PLAIN = re.compile(r"\b[A-Za-z]*[aeiouAEIOU][A-Za-z]*\b")
_FILES = ("sentences", "documents", "labels", "phrases")
_NAMES_OF_FIELDS = {"id", "code", "page", "media_type", "voice"}
"""Fields of the content that are names for machines and are not printed."""


def accented(value: Any) -> Any:
    """Content with every text in it accented; what only machines read is left."""
    if isinstance(value, ChartKind):
        return value
    if isinstance(value, str):
        return value.translate(_ACCENTED)
    if isinstance(value, tuple):
        return tuple(accented(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in _NAMES_OF_FIELDS]
        return replace(value, **{name: accented(getattr(value, name)) for name in names})
    return value


def accented_template(text: str) -> str:
    """A template with its own words accented and its slots as they are."""
    parts = []
    for words, slot, _, _ in Formatter().parse(text):
        parts.append(words.translate(_ACCENTED) + ("" if slot is None else f"{{{slot}}}"))
    return "".join(parts)


def written_as_toml(groups: dict[str, object]) -> str:
    """Groups of templates as the text of a data file."""
    lines = []
    for group, entries in groups.items():
        assert isinstance(entries, dict)
        lines.append(f'["{group}"]')
        lines += [f"{name} = {quoted(accented_template(text))}" for name, text in entries.items()]
    return "\n".join(lines)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.fixture(scope="module")
def voices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of voices that holds one more: the English one with its templates accented, and its language kept."""
    folder = tmp_path_factory.mktemp("voices")
    own = Path(str(sentences._VOICES))
    for voice in ("en", "accented"):
        (folder / voice).mkdir()
        for name in _FILES:
            (folder / voice / f"{name}.toml").write_bytes((own / "en" / f"{name}.toml").read_bytes())
    for name in ("sentences", "documents"):
        text = written_as_toml(voice_table("en", name))
        text = text.replace('language = "ên-GB"', 'language = "cy-GB"')
        (folder / "accented" / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "_VOICES", folder)
        yield folder
    voice_table.cache_clear()


@pytest.fixture(scope="module")
def briefing(voices: Path) -> Briefing:
    """The sample briefing as if it had been told in that voice."""
    made: Briefing = accented(replace(BRIEFING, synthetic=True))
    return replace(made, voice="accented")


class _Words(HTMLParser):
    """What a reader of a page sees or hears: texts and the attributes that are read out, but for style and script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in {"style", "script"} else self.inside
        self.found += [value or "" for name, value in attrs if name in {"aria-label", "alt", "title", "data-choose"}]

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def of_html(content: bytes) -> list[str]:
    parser = _Words()
    parser.feed(content.decode())
    return parser.found


def of_pdf(content: bytes) -> list[str]:
    pypdf = pytest.importorskip("pypdf")
    file = pypdf.PdfReader(io.BytesIO(content))
    return [page.extract_text() for page in file.pages]


def of_slides(content: bytes) -> list[str]:
    """Texts, notes, names and alternative texts of all slides, and the texts of their charts."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if re.fullmatch(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml", name):
                root = ElementTree.fromstring(file.read(name))
                found += [each.text or "" for each in root.iter() if each.tag.endswith(("main}t", "chart}v"))]
                found += [each.get("descr", "") for each in root.iter()]
    return found


def of_workbook(content: bytes) -> list[str]:
    """Texts of all cells and the names of sheets."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return [*book.sheetnames, *cells, *(str(sheet.oddFooter.right.text) for sheet in book)]


def of_open_workbook(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return list(ElementTree.fromstring(file.read("content.xml")).itertext())


_READERS = {"html": of_html, "pdf": of_pdf, "pptx": of_slides, "xlsx": of_workbook, "ods": of_open_workbook}


def plain_words(texts: list[str]) -> set[str]:
    """The words with a plain vowel, but for the names of vocabulary that no voice has: the authorities'."""
    from lanthorn.vocabulary import authorities

    names = {word for entry in authorities() for word in _PLAIN.findall(f"{entry.label} {entry.abbreviation}")}
    return {word for text in texts for word in _PLAIN.findall(text)} - names


@pytest.mark.parametrize("name", _READERS)
def test_in_another_voice_no_english_word_is_left(briefing: Briefing, name: str):
    texts = _READERS[name](rendered(briefing, name))
    assert sum(len(text) for text in texts) > 1_000
    assert plain_words(texts) == set()


@pytest.mark.parametrize("name", _READERS)
def test_in_english_the_same_reader_finds_english_words(name: str):
    assert {"Contents", "Category"} & plain_words(_READERS[name](rendered(BRIEFING, name)))


def test_the_page_is_marked_with_the_language_of_the_voice(briefing: Briefing):
    assert '<html lang="cy-GB">' in rendered(briefing, "html").decode()


def test_a_voice_without_the_words_of_documents_is_refused(voices: Path, briefing: Briefing):
    (voices / "half").mkdir()
    for name in ("sentences", "labels", "phrases"):
        (voices / "half" / f"{name}.toml").write_bytes((voices / "en" / f"{name}.toml").read_bytes())
    with pytest.raises(BadDefinitionError, match=r"voice 'half' has no file documents\.toml"):
        rendered(replace(briefing, voice="half"), "html")
