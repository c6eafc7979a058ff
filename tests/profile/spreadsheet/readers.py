"""Workbooks read back by readers that the writers do not use: cells as a person sees them, alike for both formats."""

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element, fromstring

import openpyxl

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"


@dataclass(frozen=True)
class Read:
    """A cell: its number if it is one, what is seen, and whether it is a formula."""

    number: float | None
    seen: str
    formula: bool = False


def seen(number: float, decimals: int, grouped: bool, suffix: str) -> str:
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:{',' if grouped else ''}f}{suffix}"


def read_xlsx(content: bytes) -> dict[str, list[list[Read]]]:
    """Every sheet's rows, without cells that hold nothing."""
    found = {}
    for paper in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        rows = []
        for row in paper.iter_rows():
            cells = []
            for cell in row:
                if isinstance(cell.value, int | float):
                    match = re.fullmatch(r'(#,##0|0)(\.(0+))?("(.*)")?', cell.number_format)
                    assert match, cell.number_format
                    text = seen(float(cell.value), len(match[3] or ""), match[1] == "#,##0", match[5] or "")
                    cells.append(Read(float(cell.value), text))
                elif cell.value is not None:
                    cells.append(Read(None, str(cell.value), cell.data_type == "f"))
            rows.append(cells)
        found[paper.title] = rows
    return found


def read_ods(content: bytes) -> dict[str, list[list[Read]]]:
    """Every sheet's rows."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        root = fromstring(package.read("content.xml"))
    manners = {style.get(f"{STYLE}name"): style for style in root.iter(f"{NUMBER}number-style")}
    styles = {
        style.get(f"{STYLE}name"): manners.get(style.get(f"{STYLE}data-style-name"))
        for style in root.iter(f"{STYLE}style")
    }
    found = {}
    for paper in root.iter(f"{TABLE}table"):
        rows = []
        for row in paper.iter(f"{TABLE}table-row"):
            rows.append([_ods_cell(cell, styles) for cell in row.iter(f"{TABLE}table-cell")])
        found[paper.get(f"{TABLE}name", "")] = rows
    return found


def _ods_cell(cell: Element, styles: dict[str | None, Element | None]) -> Read:
    formula = cell.get(f"{TABLE}formula") is not None
    if cell.get(f"{OFFICE}value-type") != "float":
        return Read(None, "".join(cell.itertext()), formula)
    manner = styles[cell.get(f"{TABLE}style-name")]
    assert manner is not None
    shape = manner.find(f"{NUMBER}number")
    assert shape is not None
    suffix = "".join(text.text or "" for text in manner.findall(f"{NUMBER}text"))
    decimals, grouped = int(shape.get(f"{NUMBER}decimal-places", "0")), shape.get(f"{NUMBER}grouping") == "true"
    number = float(cell.get(f"{OFFICE}value", "nan"))
    return Read(number, seen(number, decimals, grouped, suffix), formula)
