"""The briefing on paper: given the content model, gives the bytes of a tagged PDF (PDF/UA-1) with embedded fonts."""

from lanthorn.profile.pdf.renderer import render_pdf

__all__ = ["render_pdf"]
