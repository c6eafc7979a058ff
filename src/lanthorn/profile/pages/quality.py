"""How far the records hold what the questions ask."""

from lanthorn.measures import dimension
from lanthorn.profile import figures, tables, wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Chart, ChartKind, Figure, Page
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Told

_SAY = templates(
    "completeness", two="first first_of second second_of", one="first first_of", none="", of="records", field="",
    records="", axis="", impossible="number",
)  # fmt: skip
_WANTED = ("victim", "suspect", "care_child", "missing_report")
_FIELD = "ethnicity"


def completeness(told: Told) -> Page:
    """Every field of every kind of record: recorded, not stated, impossible, blank."""
    by = told.by("source_table", "field", "state")
    kinds = [kind for kind in by.values("source_table") if by.cell(source_table=kind).count]
    said = [(kind, share) for kind in _WANTED if kind in kinds and (share := _recorded(by, kind, _FIELD)) is not None]
    slots: dict[str, Said | str | None] = {}
    for name, (kind, share) in zip(("first", "second"), said, strict=False):
        slots |= {name: share, f"{name}_of": wording.within_a_sentence("source_table", kind)}
    impossible = by.number(state="impossible") if by.cell(state="impossible").count else None
    return told.page(
        [_SAY.say({0: "none", 1: "one", 2: "two"}[len(said[:2])], **slots)],
        paragraphs=[_SAY.say("impossible", number=impossible)],
        figures=[_of_kind(by, kind, told) for kind in kinds],
    )


def _recorded(by: Breakdown, kind: str, field: str) -> Said | None:
    if field not in by.values("field"):
        return None
    return by.percent(source_table=kind, field=field, state="recorded")


def _of_kind(by: Breakdown, kind: str, told: Told) -> Figure:
    """One kind of record: a bar of the share recorded for each of its fields, every state in the table."""
    of = by.narrowed(source_table=kind)
    fields = [field for field in of.values("field") if of.cell(field=field).count]
    states = [state for state in of.values("state") if any(of.cell(field=f, state=state).count for f in fields)]
    order = sorted(fields, key=lambda field: -(of.cell(field=field, state="recorded").count or 0))
    rows = []
    for field in order:
        cells = [of.cell(field=field, state=state) for state in states]
        shares = [tables.share(cell, of.standing(field=field, state="recorded")) for cell in cells]
        rows.append([tables.heading(wording.field_label(field)), tables.count(of.cell(field=field)), *shares])
    title = told.title(_SAY.text("of", records=dimension("source_table").say(kind)))
    columns = (
        _SAY.text("field"), _SAY.text("records"), *(wording.column_label("state", state) for state in states)
    )  # fmt: skip
    marks = tuple(
        figures.share_mark(
            wording.field_label(field), of.cell(field=field, state="recorded"),
            of.standing(field=field, state="recorded"), emphasis=field == _FIELD,
        )
        for field in order
    )  # fmt: skip
    bare = tuple(figures.without_interval(mark) for mark in marks)
    chart = Chart(ChartKind.BARS, title, figures.alt_of(bare), bare, _SAY.text("axis"), _SAY.text("field"))
    return Figure(tables.made(title, columns, rows), chart)


PAGES = {"completeness": completeness}
