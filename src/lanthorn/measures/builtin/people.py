"""Who the children are, who the suspects are, and how they know each other."""

from lanthorn.measures.definition import Measure

_SECTION = "Victims and suspects"
_ETHNICITY_CAVEATS = (
    "Shares are of those whose ethnicity is recorded; where many are not recorded, they may not be like the rest.",
    "The population's distribution is not shown beside it: this project holds no estimate of London's children by "
    "ethnic group for the period, and an estimate for another year or other ages would mislead.",
)

MEASURES = (
    Measure(
        id="victim.age_sex",
        version="1",
        question="Who are the children?",
        section=_SECTION,
        unit="victim",
        breakdowns=(("sex",), ("sex", "age")),
        series=("cse_flag",),
        caveats=(
            "Boys, and children of some communities, are likely to be recognised less often than they are harmed.",
        ),
    ),
    Measure(
        id="repeat.victim",
        version="1",
        question="How many children were flagged more than once?",
        section=_SECTION,
        unit="victim",
        breakdowns=(("repeated",), ("flagged_times",), ("repeated", "days_between")),
        series=("cse_flag",),
        linked=True,
        caveats=("Records of one child that linkage misses are counted as two children flagged once.",),
        lower_bound=True,
    ),
    Measure(
        id="suspect.age_sex",
        version="1",
        question="Who are the suspects?",
        section=_SECTION,
        unit="suspect",
        breakdowns=(("sex",), ("sex", "suspect_age")),
        series=("cse_flag",),
        caveats=("Many offences have no named suspect; those named may differ from those not known.",),
    ),
    Measure(
        id="ethnicity.victims",
        version="1",
        question="Which ethnicity is recorded of the children?",
        section=_SECTION,
        unit="victim",
        breakdowns=(("ethnic_group",),),
        caveats=_ETHNICITY_CAVEATS,
    ),
    Measure(
        id="ethnicity.suspects",
        version="1",
        question="Which ethnicity is recorded of the suspects?",
        section=_SECTION,
        unit="suspect",
        breakdowns=(("ethnic_group",),),
        caveats=(
            *_ETHNICITY_CAVEATS,
            "Many offences have no named suspect; those named may differ from those not known.",
        ),
    ),
    Measure(
        id="suspect.age_gap",
        version="1",
        question="How far apart in age are suspects and victims?",
        section=_SECTION,
        unit="pair",
        breakdowns=(("age_gap",),),
        series=("cse_flag",),
        caveats=("Only pairs with both dates of birth recorded can be compared.",),
    ),
    Measure(
        id="relationship",
        version="1",
        question="How do suspect and victim know each other?",
        section=_SECTION,
        unit="pair",
        breakdowns=(("relationship",),),
        series=("cse_flag",),
        caveats=("A relationship is recorded for a minority of pairs; those may not be like the rest.",),
    ),
)
