"""Where offences are located, where the children live, and how the two differ."""

from lanthorn.measures.definition import Denominator, Measure

_SECTION = "Where"
_AREA_CAVEAT = "The grouping of authorities into four areas is this project's assumption, not the briefing's."

MEASURES = (
    Measure(
        id="place.offence",
        version="1",
        question="Where are offences located?",
        section=_SECTION,
        unit="offence",
        breakdowns=(("offence_area",), ("offence_authority",)),
        series=("cse_flag",),
        caveats=(
            _AREA_CAVEAT,
            "A high number can show good recognition as well as great need.",
        ),
    ),
    Measure(
        id="place.home",
        version="1",
        question="Where do the children live?",
        section=_SECTION,
        unit="victim",
        breakdowns=(("home_area",), ("home_authority",)),
        series=("cse_flag",),
        caveats=(_AREA_CAVEAT, "Homes are those recorded by police at the first report of the period."),
    ),
    Measure(
        id="rate.children",
        version="2",
        question="How many of the children who live in each authority are recorded as victims?",
        section=_SECTION,
        unit="victim",
        breakdowns=(
            ("home_region", "age_in_scope"),
            ("home_area", "age_in_scope"),
            ("home_authority", "age_in_scope"),
            # Without the age: in most authorities the one or two children of unknown age would hide the rate itself.
            ("home_region",),
            ("home_area",),
            ("home_authority",),
        ),
        denominator=Denominator.CHILDREN_10_17,
        series=("cse_flag",),
        caveats=(
            "A rate by place alone counts every child recorded as a victim who lives there, whatever age is recorded, "
            "per 10,000 children aged 10 to 17.",
            "Rates rest on small numbers: where intervals overlap, the order of two authorities means little.",
            "Population is that of mid-2014, as first released; later estimates differ by up to 27 % in one authority.",
        ),
    ),
    Measure(
        id="flow.home_offence",
        version="1",
        question="From which home authority to which offence authority?",
        section=_SECTION,
        unit="victim",
        breakdowns=(
            ("same_authority",),
            ("home_area", "offence_area"),
            ("home_authority", "offence_authority"),
        ),
        series=("cse_flag",),
        caveats=("The offence's authority is that of the child's first report in the period.",),
    ),
)
