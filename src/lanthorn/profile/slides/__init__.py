"""The briefing as slides: given the content model and perhaps a template, gives the bytes of a PPTX file.

Charts and tables are native, so that whoever gives the talk can edit them; maps are drawn with native shapes.
"""

from lanthorn.profile.slides.renderer import render_pptx

__all__ = ["render_pptx"]
