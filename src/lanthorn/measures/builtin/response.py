"""Who investigates, how police hear of it, and what came of it."""

from lanthorn.measures.definition import Measure

POLICE_RESPONSE = (
    Measure(
        id="unit.investigating",
        version="1",
        question="Who investigates?",
        section="Police response",
        unit="offence",
        breakdowns=(("investigating_unit",), ("category", "investigating_unit")),
        series=("cse_flag",),
    ),
    Measure(
        id="notification.channel",
        version="1",
        question="How do police hear of it?",
        section="Police response",
        unit="offence",
        breakdowns=(("notification_channel",),),
        series=("cse_flag",),
        caveats=("The channel says through whom the report came, not who first noticed.",),
    ),
)

SAFEGUARDING_RESPONSE = (
    Measure(
        id="outcome",
        version="1",
        question="What came of it for the child and of the investigation, and how soon?",
        section="The partnership's response",
        unit="outcome_of_offence",
        breakdowns=(("outcome",),),
    ),
)
