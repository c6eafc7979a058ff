"""A synthetic London: people first, then what each agency recorded of them, then the truth beside it.

Every child is invented. The files are in the agencies' own formats, with the agencies' own errors.
"""

from lanthorn.synthetic.comparison import Compared, compare
from lanthorn.synthetic.generate import Generated, generate
from lanthorn.synthetic.published import PublishedFigure, published_figures

__all__ = ["Compared", "Generated", "PublishedFigure", "compare", "generate", "published_figures"]
