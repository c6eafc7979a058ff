"""The words that slides and their notes put round a briefing's own, and the language that they are marked as."""

from pptx.enum.lang import MSO_LANGUAGE_ID

from lanthorn.profile.printed import SAY as PRINTED
from lanthorn.profile.sentences import templates

SAY = templates(
    "slides", synthetic="", unanswered="", further="", key_figures_alt="", table_alt="", continued="caption",
    question="question", chart="alt", not_drawn="names", listed="heading", known="measure version", counted="words",
    out_of="words",
    recorded="words", source="words", in_notes="symbols", marker="words at", run="first last shown", rest="titles",
    on_this_slide="shown rows",
)  # fmt: skip


def language() -> MSO_LANGUAGE_ID:
    """The voice's language as PowerPoint names it; British English where it does not know the language."""
    tag = PRINTED.text("language")
    return next((each for each in MSO_LANGUAGE_ID if each.xml_value == tag), MSO_LANGUAGE_ID.ENGLISH_UK)
