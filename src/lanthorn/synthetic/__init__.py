"""A synthetic London: people first, then what each agency recorded of them, then the truth beside it.

Every child is invented. The files are in the agencies' own formats, with the agencies' own errors.
"""

from lanthorn.synthetic.generate import Generated, generate
from lanthorn.synthetic.published import PublishedFigure, published_figures

__all__ = ["Generated", "PublishedFigure", "generate", "published_figures"]
