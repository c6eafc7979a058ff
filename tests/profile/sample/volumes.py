"""The sample's pages on what is counted, how much of it there is, and when."""

from lanthorn.profile.content import Chart, ChartKind, Fact, Figure, Mark, Marker, Page, Sentence
from tests.profile.sample.parts import a_table, way


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
                a_table(
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
                a_table(
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
            way("volume.category", "Offences with a flag, once per crime reference", "All flagged offences reported",
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
    table = a_table("Categories in two years", "Year", rows, columns=("Category 1", "Category 2", "Category 3"))
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
                a_table("Flagged offences by month of report", "Month",
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
                a_table(title, "Category", rows, columns=columns),
                Chart(ChartKind.PAIRS, title, "Two bars for each category: those of 2014-15 are a little longer.",
                      marks, "Share of those recorded (%)", intervals="Lines show the 95% interval (Wilson)"),
            ),
        ),
    )  # fmt: skip
