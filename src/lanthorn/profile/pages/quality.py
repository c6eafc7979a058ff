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
_DELAY = templates(
    "flag.delay", headline="share late", headline_same="share", headline_total="total", by_days="", by_category=""
)
_CHECKS = templates(
    "flag.quality", headline="number rule", headline_none="", headline_hidden="", meaning="", by_rule="", rule="",
    to_check="", looked_at="", in_order="", share="",
)  # fmt: skip
_ETHNICITY = templates(
    "ethnicity.recorded", headline="first first_of second second_of", headline_one="first first_of",
    headline_none="", by_source="",
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


def flag_delay(told: Told) -> Page:
    """How soon after the report the flag was set."""
    by = told.by("days_to_flag")
    same = by.share(days_to_flag="same_day")
    return told.page(
        [
            _DELAY.say("headline", share=same, late=by.share_of(["31_90", "over_90"])),
            _DELAY.say("headline_same", share=same),
            _DELAY.say("headline_total", total=by.how_many()),
        ],
        figures=[
            figures.bars(by, told.title(_DELAY.text("by_days")), emphasis=["same_day"]),
            figures.divided(told.by("category", "days_to_flag"), told.title(_DELAY.text("by_category"))),
        ],
        recorded=[by],
    )


def flag_quality(told: Told) -> Page:
    """Records that rules list for a person to check, rule by rule."""
    by = told.by("flag_rule", "check_result")
    listed = {rule: by.cell(flag_rule=rule, check_result="to_check") for rule in by.known("flag_rule")}
    shown = {rule: cell.count for rule, cell in listed.items() if cell.count is not None}
    most = max(shown, key=lambda rule: shown[rule]) if shown and len(shown) == len(listed) else None
    order = sorted(listed, key=lambda rule: -(listed[rule].count or 0))
    rows = []
    for rule in order:
        where = {"flag_rule": rule, "check_result": "to_check"}
        looked_at = tables.count(by.cell(flag_rule=rule))
        share = tables.share(listed[rule], by.standing(**where))
        in_order = tables.count(by.cell(flag_rule=rule, check_result="in_order"))
        rows.append([tables.heading(_rule_label(rule)), looked_at, in_order, tables.count(listed[rule]), share])
    title = told.title(_CHECKS.text("by_rule"))
    columns = [_CHECKS.text(name) for name in ("rule", "looked_at", "in_order", "to_check", "share")]
    marks = tuple(figures.count_mark(_rule_label(rule), listed[rule], emphasis=rule == most) for rule in order)
    chart = Chart(ChartKind.BARS, title, figures.alt_of(marks), marks, _CHECKS.text("to_check"), _CHECKS.text("rule"))
    number = by.number(flag_rule=most, check_result="to_check") if most and shown[most] else None
    name = _rule_label(most) if most else ""
    return told.page(
        [
            _CHECKS.say("headline_none") if most and not shown[most] else None,
            _CHECKS.say("headline", number=number, rule=f"{name[:1].lower()}{name[1:]}"),
            _CHECKS.say("headline_hidden"),
        ],
        paragraphs=[_CHECKS.say("meaning")],
        figures=[Figure(tables.made(title, columns, rows), chart if any(shown.values()) else None)],
    )


def _rule_label(rule: str) -> str:
    """What a rule says of a record."""
    return dimension("flag_rule").say(rule)


def ethnicity_recorded(told: Told) -> Page:
    """Whether ethnicity is recorded, source by source."""
    by = told.by("source_table", "state")
    said = [(kind, share) for kind in _WANTED if kind in by.values("source_table")
            and (share := by.percent(source_table=kind, state="recorded")) is not None]  # fmt: skip
    slots: dict[str, Said | str | None] = {}
    for name, (kind, share) in zip(("first", "second"), said, strict=False):
        slots |= {name: share, f"{name}_of": wording.within_a_sentence("source_table", kind)}
    return told.page(
        [_ETHNICITY.say({0: "headline_none", 1: "headline_one", 2: "headline"}[len(said[:2])], **slots)],
        figures=[figures.divided(by, told.title(_ETHNICITY.text("by_source")), emphasis=["recorded"],
                                 totals_down=False)],
    )  # fmt: skip


PAGES = {
    "completeness": completeness,
    "flag.delay": flag_delay,
    "flag.quality": flag_quality,
    "ethnicity.recorded": ethnicity_recorded,
}
