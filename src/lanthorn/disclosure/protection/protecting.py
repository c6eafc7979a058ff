"""Protects a whole publication by the method asked for, and says what it cost."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic

import numpy as np

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection.cell_key import perturb
from lanthorn.disclosure.protection.cells import Cells, cells_of
from lanthorn.disclosure.protection.options import Options
from lanthorn.disclosure.protection.report import Protected, ProtectionReport
from lanthorn.disclosure.protection.requirements import Requirements, requirements_of
from lanthorn.disclosure.protection.rounding import round_publication
from lanthorn.disclosure.protection.solver import Vector
from lanthorn.disclosure.protection.suppression import Choice, suppress
from lanthorn.disclosure.publication import Count, Method, Publication, Symbol

SHARE_OF_TIME = 0.25
"""No group of linked cells may take more than this share of the time that is left while others wait."""


def protect_publication(publication: Publication, options: Options | None = None) -> Protected:
    """The publication with what is unsafe hidden or rounded. Deterministic as long as time does not run out.

    Raises PublicationError where its counts contradict one another or are not all given.
    """
    options = options or Options()
    begun = monotonic()
    if options.method is Method.ROUNDING:
        made = round_publication(publication, options.base, options.seconds)
    elif options.method is Method.CELL_KEY:
        made = perturb(publication, options.secret, options.parameters)
    elif options.method is Method.SUPPRESSION:
        made = _suppressed(publication, options)
    else:
        raise PublicationError("a publication is protected by one of suppression, rounding and cell key")
    return replace(made, report=replace(made.report, seconds=monotonic() - begun))


def _suppressed(publication: Publication, options: Options) -> Protected:
    cells = cells_of(publication)
    requirements = requirements_of(publication, cells, options.rules)
    _force(requirements, cells, {publication.structure.name(count) for count in options.also_hide})
    _leave_shown(requirements, cells, {publication.structure.name(count) for count in options.never_hide})
    keep = {publication.structure.name(count) for count in options.keep}
    weights = {publication.structure.name(count): weight for count, weight in options.weights.items()}
    cost = _costs(cells, keep, weights)
    choices = _choose(cells, requirements, cost, publication.rule.least_hidden, options)
    hidden_places = np.zeros(len(cells.counts), dtype=bool)
    lost_places = np.zeros(len(cells.counts), dtype=bool)
    for members, choice in choices:
        published = members < len(cells.counts)
        hidden_places[members[published]] = choice.hidden[published]
        lost_places[members[published]] = choice.unprotected[published]
    hidden = frozenset(count for count, is_hidden in zip(cells.counts, hidden_places, strict=True) if is_hidden)
    primary = int(requirements.primary[: len(cells.counts)].sum())
    report = ProtectionReport(
        method=Method.SUPPRESSION,
        counts=len(cells.counts),
        primary=primary,
        complementary=len(hidden) - primary,
        cost=sum(choice.cost for _, choice in choices),
        bound=sum(choice.bound for _, choice in choices),
        exact=all(choice.exact for _, choice in choices),
        hurried=any(choice.hurried for _, choice in choices),
        limited=any(choice.limited for _, choice in choices),
        steps=sum(choice.steps for _, choice in choices),
        kept_not=tuple(sorted(hidden & keep, key=lambda count: count.words)),
        unprotected=tuple(count for count, lost in zip(cells.counts, lost_places, strict=True) if lost),
    )
    return Protected(hide(publication, hidden), report, hidden)


def hide(publication: Publication, hidden: frozenset[Count]) -> Publication:
    """The publication with one symbol in every cell of some counts; contributions and cell keys left out."""
    tables = tuple(
        replace(
            table,
            cells={
                key: Symbol.CONFIDENTIAL if publication.count(table, key) in hidden else value
                for key, value in table.cells.items()
            },
            contributions={},
            keys={},
        )
        for table in publication.tables
    )
    return replace(publication, tables=tables, method=Method.SUPPRESSION)


def _force(requirements: Requirements, cells: Cells, counts: set[Count]) -> None:
    for count, place in cells.places.items():
        if count in counts and not cells.never_hidden[place]:
            requirements.primary[place] = True


def _leave_shown(requirements: Requirements, cells: Cells, counts: set[Count]) -> None:
    for count, place in cells.places.items():
        if count in counts and not requirements.primary[place]:
            cells.never_hidden[place] = True


def _costs(cells: Cells, keep: set[Count], weights: Mapping[Count, int]) -> Vector:
    """The units in a count and one more, so that a small cell goes before a large one and a part before the whole."""
    cost = 1.0 + cells.values.astype(float)
    cost[: len(cells.counts)] *= [float(weights.get(count, 1)) for count in cells.counts]
    everything = float(cost.sum())
    for count, place in cells.places.items():
        if count in keep:
            cost[place] += everything
    return cost


def _choose(
    cells: Cells, requirements: Requirements, cost: Vector, least: int, options: Options
) -> list[tuple[np.ndarray, Choice]]:
    deadline = monotonic() + options.seconds
    unsafe = [members for members in cells.groups if requirements.primary[members].any()]
    unsafe.sort(key=len)
    choices = []
    for number, members in enumerate(unsafe, start=1):
        left = max(deadline - monotonic(), 0.5)
        seconds = left if number == len(unsafe) else left * SHARE_OF_TIME
        choice = suppress(
            cells,
            members,
            requirements,
            cost,
            least,
            singletons=options.singletons,
            exact_up_to=options.exact_up_to,
            steps=options.steps,
            seconds=seconds,
        )
        choices.append((members, choice))
    return choices
