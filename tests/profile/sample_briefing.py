"""A briefing in the manner of June 2015, with every kind of chart, a hidden cell and an unanswered page.

Its totals are the ones the 2015 briefing published; where it published none, the figures are made up for the sample.
"""

from typing import Any

from lanthorn.profile.content import (
    Briefing,
    Chart,
    ChartKind,
    DataTable,
    Fact,
    Figure,
    Headline,
    Mark,
    Marker,
    Page,
    Sentence,
    Way,
)
from lanthorn.vocabulary import authorities

HIDDEN = "[c]: a small count, or one from which a small count could be worked out, is not shown."
_OFFENCES = [
    3, 127, 41, 52, 48, 46, 44, 71, 62, 57, 66, 63, 31, 58, 22, 59, 38, 40, 52, 12, 13, 113, 69, 24, 121, 61, 11, 92,
    36, 88, 84, 52, 46,
]  # fmt: skip
_HOMES = [
    2, 86, 40, 48, 46, 50, 38, 72, 81, 60, 64, 57, 24, 55, 21, 58, 39, 42, 45, 9, 11, 76, 70, 22, 97, 55, 10, 93, 35,
    67, 73, 49, 24,
]  # fmt: skip


def _way(measure: str, counted: str, denominator: str, recorded: str, *notes: str) -> Way:
    return Way(measure, "1.2", counted, denominator, recorded, "Police extract of flagged crimes, 3 June 2015", notes)


def _table(caption: str, first: str, rows: list[tuple[str, ...]], *, columns: tuple[str, ...] = ()) -> DataTable:
    columns = columns or ("Number", "Share", "95% interval")[: len(rows[0]) - 1]
    hidden = any("[c]" in cell for row in rows for cell in row)
    values = tuple((None, *(_number(cell) for cell in row[1:])) for row in rows)
    return DataTable(
        caption, (first, *columns), tuple(rows), (False, *(column != "Meaning" for column in columns)),
        strong=tuple(i for i, row in enumerate(rows) if row[0] == "Total"), values=values,
        notes=(HIDDEN,) if hidden else (),
    )  # fmt: skip


def _number(text: str) -> float | None:
    """The number that a cell shows, if it shows one."""
    digits = text.replace(",", "").removesuffix("%")
    return float(digits) if digits.replace(".", "", 1).isdigit() else None


def definition() -> Page:
    return Page(
        "definition", "About these figures", "Which definition is in force?",
        Sentence("London partners work to the definition agreed by the Association of Chief Police Officers"),
        (
            Sentence(
                "Sexual exploitation of children and young people under 18 involves exploitative situations, contexts "
                "and relationships where young people (or a third person or persons) receive something as a result of "
                "others performing sexual activities on or with them."
            ),
            Sentence("A crime is flagged in one of three categories, from a child at risk to exploitation confirmed."),
        ),
        (
            Figure(
                _table(
                    "Categories of the protocol", "Category",
                    [
                        ("Category 1", "At risk: a child is thought vulnerable to exploitation"),
                        ("Category 2", "Medium risk: evidence of opportunistic exploitation"),
                        ("Category 3", "High risk: evidence of organised or sustained exploitation"),
                    ],
                    columns=("Meaning",),
                )
            ),
        ),
        caveats=("Later national definitions follow in 2017; figures across editions are not comparable.",),
    )  # fmt: skip


def volume() -> Page:
    marks = (
        Mark("Category 1: child at risk", 70.0, "70%", low=67.9, high=72.1, emphasis=True),
        Mark("Category 2: evidence of opportunistic exploitation", 20.5, "20%", low=18.7, high=22.4),
        Mark("Category 3: evidence of organised or sustained exploitation", 9.5, "10%", low=8.3, high=11.0),
    )
    return Page(
        "volume.category", "Volume", "How many flagged offences, by category?",
        Sentence(
            "7 in 10 of the 1,852 offences flagged as child sexual exploitation are Category 1: a child at risk",
            (Fact("volume.category", "category=1", "70%"),),
        ),
        (
            Sentence(
                "1,852 offences with a flag were reported to the police between 1 April 2014 and 31 March 2015. "
                "One in five is Category 2 and one in ten is Category 3."
            ),
            Sentence("The flag says what the officer knew when it was set. It may rise later."),
        ),
        (
            Figure(
                _table(
                    "Flagged offences by category, 2014/15", "Category",
                    [
                        ("Category 1", "1,297", "70%", "68% to 72%"),
                        ("Category 2", "379", "20%", "19% to 22%"),
                        ("Category 3", "176", "10%", "8% to 11%"),
                        ("Total", "1,852", "–", "–"),
                    ],
                ),
                Chart(
                    ChartKind.BARS, "Flagged offences by category, 2014/15",
                    "Bar chart: Category 1 has 70% of flagged offences, Category 2 has 20%, Category 3 has 10%.", marks,
                    "Share of flagged offences (%)", "Category", "Lines show the 95% interval (Wilson)",
                ),
            ),
        ),
        (
            "A flagged offence is not a count of children: one child may be named in several offences.",
            "Most exploitation is never reported; these are offences recorded by the police.",
        ),
        (
            _way("volume.category", "Offences with a flag, once per crime reference", "All flagged offences reported",
                 "Category is recorded for 100% of flagged offences", "Flags removed later are not counted."),
        ),
    )  # fmt: skip


def comparable() -> Page:
    shares = {"2013/14 (from October)": (69.0, 21.0, 10.0), "2014/15": (70.0, 20.0, 10.0)}
    marks = tuple(
        Mark(f"Category {n}", share, f"{share:.0f}%", group=year, low=share - 3, high=share + 3)
        for year, parts in shares.items()
        for n, share in enumerate(parts, start=1)
    )
    divided = tuple(Mark(m.label, m.value, m.shown, m.group, emphasis=m.label == "Category 1") for m in marks)
    alt = "In both years about 7 in 10 flagged offences are Category 1, 2 in 10 Category 2 and 1 in 10 Category 3."
    rows = [("2013/14 (from October)", "69%", "21%", "10%"), ("2014/15", "70%", "20%", "10%")]
    table = _table("Categories in two years", "Year", rows, columns=("Category 1", "Category 2", "Category 3"))
    return Page(
        "volume.comparable", "Volume", "May two years be compared?",
        Sentence("The numbers of the two years cannot be compared; the mix of categories can, and is similar"),
        (Sentence("Flags exist only since October 2013, so 2013/14 holds six months of them."),),
        (
            Figure(table, Chart(ChartKind.SHARE_BARS, "Flagged offences by category in two years", alt, divided,
                                "Share of flagged offences (%)")),
            Figure(table, Chart(ChartKind.BARS, "The same shares with their intervals", alt, marks,
                                "Share of flagged offences (%)", "", "Lines show the 95% interval (Wilson)")),
        ),
        ("A rise in flagged offences between the years would show the flag being used, not more exploitation.",),
    )  # fmt: skip


def months() -> Page:
    names = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    labels = [f"{name} {2013 + (place // 12) + (place % 12 > 8)}" for place, name in enumerate(names * 2)]
    values = [None] * 6 + [61, 88, 74, 96, 104, 119, 128, 141, 150, 163, 139, 152, 171, 166, 137, 158, 160, 187]
    marks = tuple(
        Mark(label, None if value is None else float(value), "[x]" if value is None else str(value),
             emphasis=label == "Mar 2015")
        for label, value in zip(labels, values, strict=True)
    )  # fmt: skip
    return Page(
        "trend.month", "Volume", "How do reports move from month to month?",
        Sentence("187 flagged offences were reported in March 2015, the most in any month since flags began"),
        (Sentence("There is a break in the series: no flag could be set before October 2013."),),
        (
            Figure(
                _table("Flagged offences by month of report", "Month",
                       [(mark.label, mark.shown) for mark in marks], columns=("Flagged offences",)),
                Chart(
                    ChartKind.COLUMNS, "Flagged offences by month of report, April 2013 to March 2015",
                    "Columns by month: none before October 2013, when flags begin, then a rise from 61 to 187.", marks,
                    "Flagged offences", "Month of report",
                    markers=(Marker("Oct 2013", "Flags begin, October 2013"), Marker("Apr 2014", "New edition")),
                ),
            ),
        ),
        ("A rise after October 2013 is at least partly officers learning to use the flag.",),
    )  # fmt: skip


def place_of_offence(boundaries: bool) -> Page:
    high = {"Barking and Dagenham", "Newham", "Lambeth"}
    marks = tuple(
        Mark(
            area.abbreviation, None if count < 5 else float(count), "[c]" if count < 5 else str(count), area.label,
            code=area.code, column=area.tile_column, row=area.tile_row, emphasis=area.label in high,
        )
        for area, count in zip(authorities(), _OFFENCES, strict=True)
    )  # fmt: skip
    outlines = tuple(Mark(m.group, m.value, m.shown, m.label, code=m.code, emphasis=m.emphasis) for m in marks)
    alt = (
        "Map of London: Barking and Dagenham has 127 flagged offences, Newham 121 and Lambeth 113; the West has fewest."
    )
    rows = sorted(((m.group, m.shown) for m in marks), key=lambda row: -int(row[1]) if row[1].isdigit() else 0)
    table = _table("Flagged offences by local authority", "Local authority", [*rows, ("Total", "1,852")])
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
        (_way("place.offence", "Offences with a flag", "Offences with a location", "Location is recorded for 99%"),),
    )  # fmt: skip


def areas() -> Page:
    """Categories in each authority, as little charts that stand as the tiles of a map."""
    columns = ("Category 1", "Category 2", "Category 3")
    counts = {
        area: [n - n // 5 - n // 10, n // 5 or None, n // 10 or None]
        for area, n in zip(authorities(), _OFFENCES, strict=True)
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
                _table("Flagged offences by local authority and category", "Local authority", rows, columns=columns),
                Chart(ChartKind.SMALL_MULTIPLES, "Flagged offences by local authority and category",
                      "A little chart for each authority: in each of them the first of three columns is the highest.",
                      marks, "Flagged offences"),
            ),
        ),
    )  # fmt: skip


def periods() -> Page:
    """Two years beside each other."""
    shares = {"Category 1": ((68.3, 64.5, 71.9), (69.9, 67.8, 72.0)), "Category 2": (None, (20.5, 18.7, 22.4))}
    marks = tuple(
        Mark(period, None, "[c]", category) if share is None
        else Mark(period, share[0], f"{share[0]:.0f}%", category, share[1], share[2], emphasis=period == "2014-15")
        for category, both in shares.items()
        for period, share in zip(("2013-14", "2014-15"), both, strict=True)
    )  # fmt: skip
    title = "Flagged offences by category, 2013-14 and 2014-15"
    columns = ("Share, 2013-14", "Share, 2014-15", "2014-15 beside 2013-14")
    rows: list[tuple[str, ...]] = [
        ("Category 1", "68%", "70%", "Broadly similar"), ("Category 2", "[c]", "20%", "Not compared")
    ]  # fmt: skip
    return Page(
        "volume.periods", "Volume", "How do two years stand beside each other?",
        Sentence("Category 1: 70% in 2014-15, broadly similar to 2013-14 (68%)"),
        figures=(
            Figure(
                _table(title, "Category", rows, columns=columns),
                Chart(ChartKind.PAIRS, title, "Two bars for each category: those of 2014-15 are a little longer.",
                      marks, "Share of those recorded (%)", intervals="Lines show the 95% interval (Wilson)"),
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
                _table("Victims by home area and area of the offence", "Home area", rows, columns=tuple(areas)),
                Chart(ChartKind.FLOWS, "Victims by home area and area of the offence",
                      "Grid of four home areas by four offence areas: the diagonal holds most victims.", marks,
                      "Victims", "Area of the offence"),
            ),
        ),
    )  # fmt: skip


def age_and_sex() -> Page:
    female = {10: 12, 11: 29, 12: 86, 13: 205, 14: 322, 15: 402, 16: 309, 17: 242}
    male = {10: None, 11: 7, 12: 14, 13: 26, 14: 38, 15: 41, 16: 31, 17: 22}
    marks = tuple(
        Mark(str(age), None if count is None else float(count), "[c]" if count is None else str(count), sex,
             emphasis=sex == "Female" and age in (14, 15))
        for sex, ages in (("Female", female), ("Male", male), ("Not recorded", {10: None}))
        for age, count in ages.items()
    )  # fmt: skip
    rows = [(str(age), str(female[age]), "[c]" if male[age] is None else str(male[age])) for age in female]
    return Page(
        "victim.age_sex", "Children", "Who are the victims?",
        Sentence("9 in 10 victims are female; of the females 1 in 4 is aged 15 and 1 in 5 is aged 14"),
        (Sentence("Age is the age on the date of report. Boys may be recognised less often than girls."),),
        (
            Figure(
                _table("Victims by age and sex, 2014/15", "Age", [*rows, ("Total", "1,607", "183")],
                       columns=("Female", "Male")),
                Chart(ChartKind.PYRAMID, "Victims by age and sex, 2014/15",
                      "Pyramid of victims by age: females peak at 15 (402) and 14 (322); males are few at every age.",
                      marks, "Victims, counted once a child", "Age"),
            ),
        ),
        ("Few boys in these records does not mean that few boys are exploited.",),
        (_way("victim.age_sex", "Victims of flagged offences, once a child", "Victims with age and sex recorded",
              "Age and sex are recorded for 97% of victims"),),
    )  # fmt: skip


def relationship() -> Page:
    shares = [("Acquaintance", 42.0, 233), ("Intimate or formerly intimate", 24.0, 133), ("Stranger", 17.0, 94),
              ("Met online", 11.0, 61), ("Familial", 6.0, 33),
              ("Person in a position of trust", None, None)]  # fmt: skip
    marks = tuple(
        Mark(label, share, "[c]" if share is None else f"{share:.0f}%", low=None if share is None else share - 3.4,
             high=None if share is None else share + 3.9, emphasis=label == "Acquaintance")
        for label, share, _ in shares
    )  # fmt: skip
    rows = [(label, "[c]" if n is None else str(n), "[c]" if s is None else f"{s:.0f}%") for label, s, n in shares]
    return Page(
        "relationship", "Children", "How do suspect and victim know each other?",
        Sentence("Although a relationship is recorded for only 30%, of those 42% are acquaintances and 24% intimate or "
                 "formerly intimate"),
        figures=(
            Figure(
                _table("Recorded relationship of suspect to victim", "Relationship", [*rows, ("Total", "556", "–")]),
                Chart(ChartKind.BARS, "Recorded relationship of suspect to victim",
                      "Bar chart: acquaintance 42%, intimate 24%, stranger 17%, met online 11%, familial 6%.", marks,
                      "Share of pairs with a relationship recorded (%)", "Relationship",
                      "Lines show the 95% interval (Wilson)"),
            ),
        ),
        caveats=("For 70% of pairs nothing is recorded; those pairs may differ.",),
    )  # fmt: skip


def missing() -> Page:
    bands = [("None", 34), ("1", 17), ("2 to 4", 21), ("5 to 9", 15), ("10 to 14", 8), ("15 or more", 5)]
    marks = tuple(
        Mark(label, float(n), f"{n}%", low=n - 2.2, high=n + 2.4, emphasis=label != "None") for label, n in bands
    )
    return Page(
        "missing.repeat", "Missing children", "How often were victims missing?",
        Sentence("Two thirds of victims had been reported missing in the year before, most of them more than once"),
        figures=(
            Figure(
                _table("Victims by number of missing episodes", "Episodes", [(a, f"{b}%") for a, b in bands],
                       columns=("Share",)),
                Chart(ChartKind.COLUMNS, "Victims by number of missing episodes in the 12 months before the report",
                      "Columns: 34% none, 17% one, 21% two to four, 15% five to nine, 8% ten to fourteen, 5% more.",
                      marks, "Share of linked victims (%)", "Missing episodes", "Lines show the 95% interval (Wilson)"),
            ),
        ),
        caveats=("Links between police and missing reports miss some children, so the share is at least this.",),
    )  # fmt: skip


def aims() -> Page:
    return Page(
        "response.aims",
        "Response",
        "Are the protocol's six aims met?",
        Sentence("No referral, action or session is in the records loaded, so the aims cannot be reported on."),
        answered=False,
    )


def sample_briefing(boundaries: dict[str, Any] | None = None) -> Briefing:
    """The sample, with a boundary map where boundaries are given."""
    return Briefing(
        title="Child sexual exploitation: problem profile",
        area="London",
        period="1 April 2014 to 31 March 2015",
        summary=(
            "What the records of London's police and children's social care say of child sexual exploitation in a "
            "year: how much of it is seen, where, who the children are, and what is known of those who harm them."
        ),
        headlines=(
            Headline("1,852", "flagged offences reported in the year", "volume.category"),
            Headline("7 in 10", "are Category 1: a child at risk", "volume.category"),
            Headline("9 in 10", "victims are female", "victim.age_sex"),
            Headline("Two thirds", "of victims had been reported missing in the 12 months before", "missing.repeat"),
        ),
        pages=(
            definition(), volume(), comparable(), months(), place_of_offence(boundaries is not None), areas(),
            flows(), age_and_sex(), relationship(), missing(), periods(), aims(),
        ),
        symbols=(("[c]", "Confidential: a small count, or one that would give a small count away"),
                 ("[x]", "Not available"), ("–", "Does not apply")),
        provenance=(
            ("Lanthorn", "0.1.0"), ("Store", "version 4, 3f9a0c77d2e14b65a1c0b8f9a7d6e5c4b3a291807f6e5d4c3b2a1908"),
            ("Flagged crimes", "1,852 of 1,861 rows accepted"), ("Missing reports", "25,622 of 25,640 rows accepted"),
        ),
        synthetic=True,
        boundaries=boundaries,
    )  # fmt: skip
