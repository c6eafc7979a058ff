"""The briefing's HTML file stands alone, can be read by everyone and says what the content model says."""

import base64
import hashlib
import re
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from lanthorn.profile.content import Briefing, ChartKind, DataTable, Figure
from lanthorn.profile.html import render_html
from tests.profile.sample_briefing import sample_briefing

VOID = {"meta", "link", "img", "br", "hr", "input"}


class Document(HTMLParser):
    """What a test asks of a page: its elements in order, each with its attributes, its parents and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[dict[str, Any]] = []
        self.open: list[dict[str, Any]] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, **dict(attrs), "text": "", "inside": [parent["tag"] for parent in self.open]}
        element["within"] = {parent["id"] for parent in self.open if "id" in parent}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element["text"] += data

    def all(self, *tags: str, within: str = "") -> list[dict[str, Any]]:
        found = [element for element in self.elements if element["tag"] in tags]
        return [element for element in found if within in element["within"]] if within else found

    def of_pages(self, *tags: str) -> list[dict[str, Any]]:
        """The elements that do not stand in the part that shows one authority beside the whole area."""
        return [element for element in self.all(*tags) if "authorities" not in element["within"]]


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return sample_briefing()


@pytest.fixture(scope="module")
def html(briefing: Briefing) -> str:
    return render_html(briefing)


@pytest.fixture(scope="module")
def document(html: str) -> Document:
    return Document(html)


def figures(briefing: Briefing) -> list[Figure]:
    return [figure for page in briefing.pages for figure in page.figures]


def tables(briefing: Briefing) -> list[DataTable]:
    """The tables of each page in order, one that repeats another word for word left out."""
    return [table for page in briefing.pages for table in dict.fromkeys(figure.table for figure in page.figures)]


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_document_is_in_british_english_with_one_main_heading(document: Document):
    assert document.all("html")[0]["lang"] == "en-GB"
    assert len(document.all("h1")) == len(document.all("main")) == len(document.all("title")[:1]) == 1
    assert document.all("a")[0]["href"] == "#main"


def test_headings_go_down_one_level_at_a_time(document: Document):
    levels = [int(heading["tag"][1]) for heading in document.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(words(heading["text"]) for heading in document.all("h1", "h2", "h3", "h4"))


def test_ids_are_unique_and_every_reference_finds_its_target(document: Document):
    ids = [element["id"] for element in document.elements if "id" in element]
    assert len(ids) == len(set(ids))
    for element in document.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((element.get(name) or "").split()) <= set(ids)
        if element["tag"] == "a":
            assert element["href"][1:] in ids


def test_nothing_is_asked_of_any_other_place(html: str, document: Document):
    assert not document.all("link", "iframe", "img", "object", "embed")
    (script,) = document.all("script")
    for word in ("fetch", "XMLHttpRequest", "import", "Storage", "cookie", "eval", "innerHTML", "http"):
        assert word not in script["text"]
    policy = next(meta["content"] for meta in document.all("meta") if meta.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(script["text"].encode()).digest()).decode()
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy
    for element in document.elements:
        assert not {"src", "srcset", "action", "background", "poster"} & set(element)
        assert (element.get("href") or "#").startswith("#")
    assert "@import" not in html
    assert "url(" not in html
    assert set(re.findall(r"https?://[^\s\"'<]+", html)) == {"http://www.w3.org/2000/svg"}


def test_every_chart_has_alternative_text_and_a_table(briefing: Briefing, document: Document):
    descriptions = [element["text"] for element in document.all("desc")]
    charts = [figure.chart for figure in figures(briefing) if figure.chart]
    assert sorted(descriptions) == sorted([chart.alt for chart in charts] * 2)
    assert all(svg["role"] == "img" for svg in document.all("svg"))
    assert len(document.all("figure")) == len(figures(briefing))
    assert len(document.of_pages("table")) == len(tables(briefing))


def test_a_table_that_says_the_same_as_another_of_its_page_is_told_once(briefing: Briefing, document: Document):
    assert len(tables(briefing)) == len(figures(briefing)) - 1
    (link,) = [link for link in document.of_pages("a") if "figure" in link["inside"]]
    assert words(link["text"]) == "Table 3"


def test_tables_have_captions_scopes_and_every_cell(briefing: Briefing, document: Document):
    assert len(document.all("caption")) == len(document.all("table"))
    assert all(head.get("scope") in {"col", "row", "rowgroup"} for head in document.all("th"))
    cells = [words(cell["text"]) for cell in document.of_pages("th", "td")]
    expected = [cell for table in tables(briefing) for row in (table.columns, *table.rows) for cell in row]
    assert cells == expected


def test_hidden_cells_are_explained(html: str):
    assert "[c]: a small count, or one from which a small count could be worked out, is not shown." in html
    assert "Confidential: a small count" in html


def test_each_question_is_a_section_with_its_finding_as_heading(briefing: Briefing, document: Document):
    headings = [words(heading["text"]) for heading in document.all("h2")]
    for page in briefing.pages:
        assert (page.headline.text if page.answered else page.question) in headings
    assert len([s for s in document.all("section") if s["id"].startswith("page-")]) == len(briefing.pages)


def test_the_contents_lead_to_every_page(briefing: Briefing, document: Document):
    links = [words(link["text"]) for link in document.all("a") if "nav" in link["inside"]]
    for page in briefing.pages:
        assert any(link.startswith(page.question) for link in links)


def test_an_unanswered_question_is_named_with_its_reason(document: Document):
    section = next(s for s in document.all("section") if "response-aims" in s["id"])
    assert "Not answered by these records" in section["text"]
    assert "No referral, action or session is in the records loaded" in section["text"]


def test_key_figures_lead_to_their_pages(briefing: Briefing, document: Document):
    links = {words(link["text"]): link["href"] for link in document.all("a")}
    for headline in briefing.headlines:
        assert links[f"{headline.figure} {headline.words}"].endswith(headline.page.replace(".", "-").replace("_", "-"))


def test_synthetic_records_are_said_to_be_so_and_real_ones_are_not(briefing: Briefing, html: str):
    assert "invented children" in html
    assert "invented children" not in render_html(replace(briefing, synthetic=False))


def test_how_a_figure_is_known_stands_at_its_page(briefing: Briefing, html: str):
    for page in briefing.pages:
        for way in page.ways:
            for text in (way.measure, way.counted, way.denominator, way.recorded, way.source, *way.notes):
                assert text in html


def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing, html: str):
    assert render_html(briefing) == html


def _hostile(value: Any) -> Any:
    """The same content with every text, however deep, followed by words that would do harm unescaped."""
    if isinstance(value, ChartKind):
        return value
    if isinstance(value, str):
        return f'{value}"><img src=x onerror=alert(1)></title></style><script>alert(1)</script>{{{{ 7 * 7 }}}}'
    if isinstance(value, tuple):
        return tuple(_hostile(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: _hostile(getattr(value, field.name))
                for field in fields(value)
                if field.name != "voice"  # the name of a folder, which no record can choose
            },
        )
    return value


def test_hostile_words_in_any_field_come_out_as_words(briefing: Briefing, document: Document):
    hostile = Document(render_html(_hostile(briefing)))
    assert [element["tag"] for element in hostile.all("script", "img")] == ["script"]
    assert {element["tag"] for element in hostile.elements} == {element["tag"] for element in document.elements}
    for element in hostile.elements:
        assert not [name for name in element if name.startswith("on")]
    assert len(hostile.all("style")) == 1


def test_a_protective_marking_stands_first_last_and_on_every_printed_sheet(briefing: Briefing):
    hostile = 'OFFICIAL "; } * { display: none } </style>'
    marked = Document(render_html(replace(briefing, marking=hostile)))
    banners = [each["text"] for each in marked.all("p") if "marking" in str(each.get("class"))]
    assert banners == [hostile, hostile]
    style = marked.all("style")[0]["text"]
    assert "".join(f"\\{ord(letter):06x}" for letter in hostile) in style
    assert hostile not in style
    assert "OFFICIAL" not in render_html(briefing)


def test_each_authority_stands_beside_the_whole_with_the_cells_of_the_tables(briefing: Briefing, document: Document):
    places = {element["id"] for element in document.all("details") if element.get("class") == "authority"}
    assert len(places) == 33
    cells = [words(cell["text"]) for cell in document.all("td", within="authority-newham")]
    table = next(table for table in tables(briefing) if table.caption == "Flagged offences by local authority")
    own = next(row for row in table.rows if row[0] == "Newham")
    assert cells[:2] == [own[1], table.rows[-1][1]] == ["121", "1,852"]
    assert "[c]" in [words(cell["text"]) for cell in document.all("td", within="authority-city-of-london")]


def test_a_briefing_without_tables_of_authorities_has_no_such_part(briefing: Briefing):
    assert 'id="authorities"' not in render_html(replace(briefing, pages=briefing.pages[:3]))
