"""Children reported missing, and how many of the victims had been."""

from lanthorn.measures.definition import Measure

_SECTION = "Missing and looked after"
_LINK_CAVEAT = (
    "A missing report that linkage does not recognise as the same child's is not counted, so the figure can be too low."
)

MEASURES = (
    Measure(
        id="missing.reports",
        version="1",
        question="How often were children reported missing?",
        section=_SECTION,
        unit="missing_report",
        breakdowns=(("missing_from",), ("area",), ("authority",), ("sex", "age")),
        series=("missing_report",),
        caveats=("A report is not a child: some children are reported many times.",),
    ),
    Measure(
        id="missing.children",
        version="2",
        question="How many children were reported missing, and how often each?",
        section=_SECTION,
        unit="missing_child",
        breakdowns=(("missing_times",), ("looked_after",), ("authority",)),
        series=("missing_report", "ssda903"),
        linked=True,
        caveats=("Reports of one child that linkage does not join are counted as several children.",),
    ),
    Measure(
        id="missing.history",
        version="1",
        question="How many victims had been reported missing in the 12 months before?",
        section=_SECTION,
        unit="victim_with_missing_history",
        breakdowns=(("missing_before",), ("sex", "missing_before"), ("age", "missing_before")),
        series=("cse_flag", "missing_report"),
        linked=True,
        lower_bound=True,
        caveats=(_LINK_CAVEAT,),
    ),
    Measure(
        id="lead_time",
        version="1",
        question="How long had the children been reported missing before the first flag?",
        section=_SECTION,
        unit="victim_with_lead_time",
        breakdowns=(("missing_before_flag", "lead_time"),),
        series=("cse_flag", "missing_report"),
        linked=True,
        lower_bound=True,
        caveats=(
            _LINK_CAVEAT,
            "Both days are the first in the records loaded: reports from before them are not seen, so that the true "
            "time can be longer.",
        ),
    ),
    Measure(
        id="missing.unflagged",
        version="1",
        question="How many children who were often reported missing are not flagged?",
        section=_SECTION,
        unit="missing_child_with_flags",
        where=lambda child: child.missing_often == "yes",
        where_words="reported missing three or more times within 90 days",
        breakdowns=(("flagged",), ("flagged", "looked_after")),
        series=("cse_flag", "missing_report", "ssda903"),
        linked=True,
        caveats=(
            "A flag that linkage does not recognise as the same child's makes the child look not flagged, so the "
            "figure can be too high; reports that it does not join make it too low.",
            "Only the lists of police and of children looked after are loaded: another agency may know the child.",
            "Being missing often is a reason to ask, not a sign that a child is exploited.",
        ),
    ),
    Measure(
        id="missing.repeat",
        version="1",
        question="How often had they been missing?",
        section=_SECTION,
        unit="victim_with_missing_history",
        breakdowns=(("missing_before", "missing_times"),),
        series=("cse_flag", "missing_report"),
        linked=True,
        lower_bound=True,
        caveats=(_LINK_CAVEAT,),
    ),
)
