"""A program's own tables of counts as a publication: what the profile builds, with every margin and value given."""

from collections.abc import Iterable, Sequence

from lanthorn.disclosure.publication import Hierarchy, Publication, Rule
from lanthorn.disclosure.publication import Table as PublishedTable
from lanthorn.disclosure.tables import Table


def publication_of(
    title: str,
    tables: Sequence[Table],
    *,
    hierarchies: Iterable[Hierarchy] = (),
    rule: Rule | None = None,
    period: str = "",
) -> Publication:
    """The publication of some tables of true counts, ready for `make_safe`; its tables bear the same names.

    Each table must give every value of its dimensions, so that hierarchies may name values which none of them uses.
    Raises PublicationError where the tables do not fit one another.
    """
    used: dict[str, dict[str, None]] = {}
    for table in tables:
        for place, name in enumerate(table.dimensions):
            used.setdefault(name, {}).update(dict.fromkeys(key[place] for key in table.counts))
    fitting = tuple(
        Hierarchy(h.finer, h.coarser, {value: above for value, above in h.inside.items() if value in used[h.finer]})
        for h in hierarchies
        if h.finer in used and h.coarser in used
    )
    published = tuple(
        PublishedTable(table.name, table.population, table.dimensions, dict(table.counts))
        for table in tables
        if table.counts
    )
    return Publication(title, published, hierarchies=fitting, rule=rule or Rule(), period=period)
