"""Questions that are answered by citing the vocabulary's dated texts, not by counting records."""

from lanthorn.measures.definition import ReferenceQuestion

REFERENCE_QUESTIONS = (
    ReferenceQuestion(
        id="definition",
        version="1",
        question="Which definition is in force?",
        section="Context",
        source="The definitions and their dates in the vocabulary",
    ),
    ReferenceQuestion(
        id="context.prevalence",
        version="1",
        question="What is known of true prevalence?",
        section="Context",
        source="Published estimates, each cited",
    ),
)
