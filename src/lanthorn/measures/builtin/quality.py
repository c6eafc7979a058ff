"""How far the records hold what the questions ask, and which of them look flagged wrongly, late or not at all."""

from lanthorn.measures.definition import Measure

_SECTION = "How good the records are"

MEASURES = (
    Measure(
        id="completeness",
        version="1",
        question="How complete are the records?",
        section=_SECTION,
        unit="field_of_record",
        breakdowns=(("source_table", "field", "state"),),
        caveats=("A recorded value can still be wrong; completeness does not measure truth.",),
    ),
    Measure(
        id="ethnicity.recorded",
        version="1",
        question="Is ethnicity recorded?",
        section=_SECTION,
        unit="field_of_record",
        where=lambda record: record.field == "ethnicity",
        where_words="the field that holds ethnicity",
        breakdowns=(("source_table", "state"),),
        caveats=(
            "Police and social care record ethnicity in different ways: police by asking the person or by an "
            "officer's view, social care as the family states it.",
            "A recorded ethnicity can still be wrong; who is asked, and by whom, differs between agencies.",
        ),
    ),
    Measure(
        id="flag.delay",
        version="1",
        question="How soon after the report was the flag set?",
        section=_SECTION,
        unit="offence",
        breakdowns=(("days_to_flag",), ("category", "days_to_flag")),
        caveats=("The flag's day is that of the flag in force; one set, removed and set again shows the last day.",),
    ),
    Measure(
        id="flag.quality",
        version="1",
        question="Which records look flagged wrongly, late or not at all?",
        section=_SECTION,
        unit="flag_check",
        breakdowns=(("flag_rule", "check_result"),),
        caveats=(
            "A rule lists records for a person to check; a listed record is not thereby wrong.",
            "An extract that holds flagged offences only cannot show which others should have been flagged: rules on "
            "offences without a flag then look at no record and are left out.",
            "One record can meet several rules, so the numbers do not add up to a number of records.",
        ),
    ),
)
