"""How far the records hold what the questions ask."""

from lanthorn.measures.definition import Measure

MEASURES = (
    Measure(
        id="completeness",
        version="1",
        question="How complete are the records?",
        section="How good the records are",
        unit="field_of_record",
        breakdowns=(("source_table", "field", "state"),),
        caveats=("A recorded value can still be wrong; completeness does not measure truth.",),
    ),
)
