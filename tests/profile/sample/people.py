"""The sample's pages on the children, on those who harm them, and on what is not answered."""

from lanthorn.profile.content import Chart, ChartKind, Figure, Mark, Page, Sentence
from tests.profile.sample.parts import a_table, way


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
                a_table("Victims by age and sex, 2014/15", "Age", [*rows, ("Total", "1,607", "183")],
                       columns=("Female", "Male")),
                Chart(ChartKind.PYRAMID, "Victims by age and sex, 2014/15",
                      "Pyramid of victims by age: females peak at 15 (402) and 14 (322); males are few at every age.",
                      marks, "Victims, counted once a child", "Age"),
            ),
        ),
        ("Few boys in these records does not mean that few boys are exploited.",),
        (way("victim.age_sex", "Victims of flagged offences, once a child", "Victims with age and sex recorded",
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
                a_table("Recorded relationship of suspect to victim", "Relationship", [*rows, ("Total", "556", "–")]),
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
                a_table("Victims by number of missing episodes", "Episodes", [(a, f"{b}%") for a, b in bands],
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
