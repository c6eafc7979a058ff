"""The sample's pages on where offences are and where children live."""

from lanthorn.profile.content import Chart, ChartKind, Figure, Mark, Page, Sentence
from lanthorn.vocabulary import authorities
from tests.profile.sample.parts import a_table, way

OFFENCES = [
    3, 127, 41, 52, 48, 46, 44, 71, 62, 57, 66, 63, 31, 58, 22, 59, 38, 40, 52, 12, 13, 113, 69, 24, 121, 61, 11, 92,
    36, 88, 84, 52, 46,
]  # fmt: skip
HOMES = [
    2, 86, 40, 48, 46, 50, 38, 72, 81, 60, 64, 57, 24, 55, 21, 58, 39, 42, 45, 9, 11, 76, 70, 22, 97, 55, 10, 93, 35,
    67, 73, 49, 24,
]  # fmt: skip


def place_of_offence(boundaries: bool) -> Page:
    high = {"Barking and Dagenham", "Newham", "Lambeth"}
    marks = tuple(
        Mark(
            area.abbreviation, None if count < 5 else float(count), "[c]" if count < 5 else str(count), area.label,
            code=area.code, column=area.tile_column, row=area.tile_row, emphasis=area.label in high,
        )
        for area, count in zip(authorities(), OFFENCES, strict=True)
    )  # fmt: skip
    outlines = tuple(Mark(m.group, m.value, m.shown, m.label, code=m.code, emphasis=m.emphasis) for m in marks)
    alt = (
        "Map of London: Barking and Dagenham has 127 flagged offences, Newham 121 and Lambeth 113; the West has fewest."
    )
    rows = sorted(((m.group, m.shown) for m in marks), key=lambda row: -int(row[1]) if row[1].isdigit() else 0)
    table = a_table("Flagged offences by local authority", "Local authority", [*rows, ("Total", "1,852")])
    tiles = Chart(
        ChartKind.TILE_MAP, "Flagged offences by local authority of the offence", alt, marks, "Flagged offences"
    )
    figures = [Figure(table, tiles)]
    if boundaries:
        shapes = Chart(ChartKind.BOUNDARY_MAP, "The same on the map of London", alt, outlines, "Flagged offences")
        figures.append(Figure(table, shapes))
    return Page(
        "place.offence", "Places", "Where are offences located?",
        Sentence("Barking and Dagenham has the most flagged offences, then Newham, then Lambeth"),
        (Sentence("Southwark, Tower Hamlets and Waltham Forest also have more than 80. East and south Inner "
                  "London stand above the West."),),
        tuple(figures),
        ("A place with many flagged offences may be a place that looks more carefully.",
         "Where an offence is located is often not where the child lives."),
        (way("place.offence", "Offences with a flag", "Offences with a location", "Location is recorded for 99%"),),
    )  # fmt: skip


def areas() -> Page:
    """Categories in each authority, as little charts that stand as the tiles of a map."""
    columns = ("Category 1", "Category 2", "Category 3")
    counts = {
        area: [n - n // 5 - n // 10, n // 5 or None, n // 10 or None]
        for area, n in zip(authorities(), OFFENCES, strict=True)
    }
    marks = tuple(
        Mark(column, None if n is None else float(n), "[c]" if n is None else str(n), area.abbreviation, code=area.code,
             column=area.tile_column, row=area.tile_row)
        for area, numbers in counts.items()
        for column, n in zip(columns, numbers, strict=True)
    )  # fmt: skip
    rows = [(area.label, *("[c]" if n is None else str(n) for n in numbers)) for area, numbers in counts.items()]
    return Page(
        "place.category", "Places", "Which categories does each authority have?",
        Sentence("Category 1 is the most frequent in every authority"),
        figures=(
            Figure(
                a_table("Flagged offences by local authority and category", "Local authority", rows, columns=columns),
                Chart(ChartKind.SMALL_MULTIPLES, "Flagged offences by local authority and category",
                      "A little chart for each authority: in each of them the first of three columns is the highest.",
                      marks, "Flagged offences"),
            ),
        ),
    )  # fmt: skip


def flows() -> Page:
    areas = ["North", "East", "South", "West"]
    counts = [[231, 58, 27, 22], [49, 402, 31, [None]], [25, 36, 418, 19], [24, 9, 23, 201]]
    marks = tuple(
        Mark(f"Offence in the {end}", float(n) if isinstance(n, int) else None, str(n) if isinstance(n, int) else "[c]",
             f"Home in the {start}", emphasis=start == end)
        for start, row in zip(areas, counts, strict=True)
        for end, n in zip(areas, row, strict=True)
    )  # fmt: skip
    rows = [(f"Home in the {a}", *(str(n) if isinstance(n, int) else "[c]" for n in row)) for a, row in
            zip(areas, counts, strict=True)]  # fmt: skip
    return Page(
        "flow.home_offence", "Places", "From which home area to which offence area?",
        Sentence("Most flagged offences are located in the area where the child lives"),
        figures=(
            Figure(
                a_table("Victims by home area and area of the offence", "Home area", rows, columns=tuple(areas)),
                Chart(ChartKind.FLOWS, "Victims by home area and area of the offence",
                      "Grid of four home areas by four offence areas: the diagonal holds most victims.", marks,
                      "Victims", "Area of the offence"),
            ),
        ),
    )  # fmt: skip
