"""How much is recorded, when, of what category, and how much of it online."""

from lanthorn.measures.definition import Measure

_SECTION = "How much is recorded"
_FLAG_CAVEAT = (
    "Flags show what police recorded, not how much exploitation there is: more flags can mean that more children "
    "are recognised."
)

MEASURES = (
    Measure(
        id="volume.category",
        version="1",
        question="How many flagged offences were recorded, by category?",
        section=_SECTION,
        unit="offence",
        breakdowns=(("category",), ("offence_area", "category")),
        series=("cse_flag",),
        caveats=(
            _FLAG_CAVEAT,
            "Category 1 records concerns and warning signs; it does not say that an offence was committed.",
        ),
    ),
    Measure(
        id="volume.comparable",
        version="1",
        question="May this year be compared with the year before?",
        section=_SECTION,
        unit="offence_of_two_periods",
        breakdowns=(("period", "category"),),
        series=("cse_flag",),
        caveats=(
            "Proportions may be compared even where volumes may not, since a flag is set or not before its category.",
        ),
    ),
    Measure(
        id="trend.month",
        version="2",
        question="How did recording run through the year?",
        section=_SECTION,
        unit="offence_of_two_periods",
        breakdowns=(("month",), ("offence_area", "month")),
        series=("cse_flag",),
        caveats=("Months are those of the report to police, which may lie long after what is reported.",),
    ),
    Measure(
        id="online.volume",
        version="1",
        question="How much is online?",
        section=_SECTION,
        unit="offence",
        breakdowns=(("online",), ("online", "category"), ("online", "offence_area")),
        series=("cse_flag",),
        caveats=("The marker shows what was recognised as online when it was recorded; it is likely to be too low.",),
    ),
)
