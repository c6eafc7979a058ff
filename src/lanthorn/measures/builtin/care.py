"""Children looked after: among the victims, and in their own right."""

from lanthorn.measures.definition import Measure

_SECTION = "Missing and looked after"

MEASURES = (
    Measure(
        id="missing.care",
        version="1",
        question="How many victims were looked after?",
        section=_SECTION,
        unit="victim_with_care_status",
        breakdowns=(("looked_after",), ("sex", "looked_after")),
        series=("cse_flag", "ssda903"),
        linked=True,
        lower_bound=True,
        caveats=(
            "The return bears no names; children are recognised by date of birth, sex, postcodes and authority, and "
            "some are missed.",
            "Children looked after by authorities outside London are not in these returns.",
        ),
    ),
    Measure(
        id="care.looked_after",
        version="1",
        question="How many children were looked after?",
        section=_SECTION,
        unit="looked_after_child",
        breakdowns=(("sex", "care_age"), ("placement_group",), ("area",)),
        series=("ssda903",),
    ),
    Measure(
        id="care.missing",
        version="1",
        question="How many looked-after children went missing?",
        section=_SECTION,
        unit="looked_after_child_with_absences",
        breakdowns=(("missing_in_care",), ("sex", "missing_in_care"), ("care_age", "missing_in_care")),
        series=("ssda903_missing",),
        caveats=("The return counts what the authority was told; police count what was reported to them.",),
    ),
    Measure(
        id="care.absences",
        version="1",
        question="How many times were looked-after children missing, or away without authorisation?",
        section=_SECTION,
        unit="care_absence",
        breakdowns=(("absence_kind",),),
        series=("ssda903_missing",),
        caveats=("One child can be missing many times.",),
    ),
)
