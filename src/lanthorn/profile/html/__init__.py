"""The briefing as one self-contained HTML file: no script, no request to anywhere, readable by everyone."""

from lanthorn.profile.html.renderer import render_html

__all__ = ["render_html"]
