"""Where each end of a group stands in its drawing: worked out from the ties alone, so that it is always the same.

Positions are those of Kamada and Kawai (1989), "An algorithm for drawing general undirected graphs", Information
Processing Letters 31: ends stand as far apart as the number of ties between them. They are rounded to whole points.
"""

from dataclasses import dataclass

import networkx as nx

from lanthorn.casework.volt.graph import End, Group, Tie

WIDTH = 720
_MARGIN_X, _MARGIN_Y = 90, 46
_HEIGHT_OF_AN_END, _LOWEST, _HIGHEST = 58, 240, 900
_LONGEST_LABEL = 22
MOST_DRAWN = 120
"""A drawing of more ends than this cannot be read: then the table alone says it."""


@dataclass(frozen=True)
class Drawn:
    """An end at its place, with a label that fits."""

    end: End
    x: int
    y: int

    @property
    def label(self) -> str:
        """The name, cut where it is too long; the whole one stands in the table and in the title."""
        name = self.end.name
        return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1].rstrip()}…"

    @property
    def label_y(self) -> int:
        """Below the mark."""
        return self.y + 28

    @property
    def mark(self) -> str:
        """The points of the mark of a person of concern (diamond), place (square), online space or group."""
        x, y = self.x, self.y
        shapes = {
            "person": ((0, -13), (13, 0), (0, 13), (-13, 0)),
            "place": ((-11, -11), (11, -11), (11, 11), (-11, 11)),
            "online": ((0, -13), (13, 10), (-13, 10)),
            "group": ((-12, 0), (-6, -11), (6, -11), (12, 0), (6, 11), (-6, 11)),
        }
        return " ".join(f"{x + across},{y + down}" for across, down in shapes.get(self.end.kind, ()))


@dataclass(frozen=True)
class Line:
    """A line between two ends; broken where all that ties them has ended."""

    x1: int
    y1: int
    x2: int
    y2: int
    ended: bool


@dataclass(frozen=True)
class Drawing:
    """A drawing of one group, and the ties for the table."""

    height: int
    lines: tuple[Line, ...]
    ends: tuple[Drawn, ...]
    ties: tuple[Tie, ...]
    width: int = WIDTH


def draw(group: Group) -> Drawing:
    """The group with a place for each end; without a drawing where there are too many."""
    if len(group.ends) > MOST_DRAWN:
        return Drawing(0, (), (), group.ties)
    height = min(_HIGHEST, max(_LOWEST, _HEIGHT_OF_AN_END * len(group.ends)))
    graph = nx.Graph()
    graph.add_nodes_from(group.ends)
    graph.add_edges_from((tie.one, tie.other) for tie in group.ties)
    places = nx.kamada_kawai_layout(graph)
    across = _spread([places[end][0] for end in group.ends], _MARGIN_X, WIDTH - _MARGIN_X)
    down = _spread([places[end][1] for end in group.ends], _MARGIN_Y, height - _MARGIN_Y)
    drawn = {end: Drawn(end, x, y) for end, x, y in zip(group.ends, across, down, strict=True)}
    ended: dict[tuple[End, End], bool] = {}
    for tie in group.ties:
        ended[tie.one, tie.other] = ended.get((tie.one, tie.other), True) and tie.ended
    lines = tuple(
        Line(drawn[one].x, drawn[one].y, drawn[other].x, drawn[other].y, over) for (one, other), over in ended.items()
    )
    return Drawing(height, lines, tuple(drawn.values()), group.ties)


def _spread(values: list[float], low: int, high: int) -> list[int]:
    """The values over the whole room from low to high; all in the middle where they are one."""
    least, most = min(values), max(values)
    if most - least < 1e-6:
        return [(low + high) // 2] * len(values)
    return [round(low + (value - least) / (most - least) * (high - low)) for value in values]
