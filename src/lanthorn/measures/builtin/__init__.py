"""The measures that every profile answers, one file a section of the briefing."""

from lanthorn.measures.builtin import aims, care, missing, people, places, quality, response, volume
from lanthorn.measures.builtin.reference import REFERENCE_QUESTIONS

MEASURES = (
    *volume.MEASURES,
    *places.MEASURES,
    *response.POLICE_RESPONSE,
    *people.MEASURES,
    *missing.MEASURES,
    *care.MEASURES,
    *quality.MEASURES,
    *response.SAFEGUARDING_RESPONSE,
    *aims.MEASURES,
)
"""In the order in which the briefing shows them."""

__all__ = ["MEASURES", "REFERENCE_QUESTIONS"]
