"""Whether agencies had given their returns before a meeting. The app that knows says so; the panel does not ask it.

`known_by(way)`, where `way(meeting, agencies)` gives for each agency asked about a case of that agenda whether every
such return was sent before the meeting began. An agency that was not asked stands in no answer.
"""

from collections.abc import Callable, Collection, Mapping

from lanthorn.casework.panels.models import Meeting

Way = Callable[[Meeting, Collection[str]], Mapping[str, bool]]
_ways: list[Way] = []


def known_by(way: Way) -> None:
    """Name whoever knows it."""
    _ways.append(way)


def returns_given(meeting: Meeting, agencies: Collection[str]) -> dict[str, bool]:
    """For each of these agencies that was asked: whether all that it was asked had been answered before the meeting."""
    given: dict[str, bool] = {}
    for way in _ways:
        for agency, all_answered in way(meeting, agencies).items():
            given[agency] = given.get(agency, True) and all_answered
    return given


def in_words(given: bool | None) -> str:
    """As the attendance names it."""
    return {True: "Given", False: "Not given", None: "Not asked"}[given]
