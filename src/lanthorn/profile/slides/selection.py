"""Which questions and figures get slides: given a briefing, gives those that fit a meeting, and what is only listed.

A short briefing is shown whole. A longer one has one slide a question, its first figure; where even those are too many,
the questions of the key figures go first and then each section in turn, and the other findings are listed in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, zip_longest
from math import ceil

from lanthorn.profile.content import Briefing, Figure, Page
from lanthorn.profile.slides.tables import MOST_ROWS

MOST_SLIDES = 25
"""That a meeting of an hour can look at; a deck has more only where a briefing has more sections of words than that."""
FINDINGS_A_SLIDE = 7
_OPENING_AND_END = 4
"""The first slide, the key figures, what is not answered, and where the figures come from."""


@dataclass(frozen=True)
class Selection:
    """The answered pages that get slides, in order, and those whose findings are listed. `whole`: nothing is left."""

    shown: tuple[Page, ...]
    listed: tuple[Page, ...]
    whole: bool

    def figures(self, page: Page) -> tuple[Figure, ...]:
        """The figures of a page that get a slide."""
        return page.figures if self.whole else page.figures[:1]

    def lists(self) -> list[tuple[Page, ...]]:
        """The pages whose findings are listed, as many together as a slide holds."""
        places = range(0, len(self.listed), FINDINGS_A_SLIDE)
        return [self.listed[place : place + FINDINGS_A_SLIDE] for place in places]

    def left(self, page: Page) -> tuple[Figure, ...]:
        """The figures of a page that get none."""
        return () if self.whole else page.figures[1:]


def selected(briefing: Briefing) -> Selection:
    """What of the briefing is shown on slides, and what is listed there."""
    pages = tuple(page for page in briefing.pages if page.answered)
    room = MOST_SLIDES - _OPENING_AND_END
    if sum(_slides(page) for page in pages) <= room:
        return Selection(pages, (), whole=True)
    if len(pages) <= room:
        return Selection(pages, (), whole=False)
    # Of n questions, s are shown and the rest listed, seven a slide: s + (n - s) / 7 must fit.
    most = max(n for n in range(room) if n + ceil((len(pages) - n) / FINDINGS_A_SLIDE) <= room)
    chosen = {page.id for page in list(_in_order_of_weight(briefing, pages))[:most]}
    shown = tuple(page for page in pages if page.id in chosen)
    return Selection(shown, tuple(page for page in pages if page.id not in chosen), whole=False)


def _slides(page: Page) -> int:
    """How many slides the page takes when every figure of it, and every row of its tables, is shown."""
    return max(1, sum(1 if each.chart else max(1, ceil(len(each.table.rows) / MOST_ROWS)) for each in page.figures))


def _in_order_of_weight(briefing: Briefing, pages: Sequence[Page]) -> Iterable[Page]:
    """The pages of the key figures, then the first of each section, the second of each, and so on."""
    key = {headline.page for headline in briefing.headlines}
    sections = [list(group) for _, group in groupby(pages, key=lambda page: page.section)]
    in_turn = (page for row in zip_longest(*sections) for page in row if page is not None)
    return dict.fromkeys(chain((page for page in pages if page.id in key), in_turn))
