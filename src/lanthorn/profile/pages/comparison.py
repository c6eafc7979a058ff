"""Whether what is recorded may be compared with the year before, and how its parts have moved."""

from lanthorn.measures import compare_proportions, compare_volumes
from lanthorn.profile import figures, wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Fact, Page, Sentence
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Told
from lanthorn.vocabulary import Period

_COMPARABLE = templates(
    "volume.comparable", similar="earlier later", differ="earlier later", refused="earlier later",
    none_earlier="earlier units", rose="units change earlier later", fell="units change earlier later",
    same="units earlier later", numbers="earlier_total earlier later_total later", reasons="reasons",
    test="statistic degrees p", not_tested="", taken_together="", figure="", p_small="", one_degree="",
    many_degrees="number", p_equal="p",
)  # fmt: skip

_SMALLEST_P = 0.001


def comparable(told: Told) -> Page:
    """Whether this period may be compared with the one before; proportions with their test."""
    by = told.by("period", "category")
    later, earlier = told.setting.period, told.setting.period.previous
    counts = [_row(by, period) for period in (earlier, later)]
    words = {"earlier": earlier.label, "later": later.label}
    totals = {period.label: by.cell(period=period.label).count if period.label in by.values("period") else 0
              for period in (earlier, later)}  # fmt: skip
    if totals[earlier.label] == 0:
        headline = _COMPARABLE.say("none_earlier", earlier=earlier.label, units=told.units)
        return told.page([headline], figures=[figures.bars(_of(by, later), told.title(_COMPARABLE.text("figure")))])
    verdict = compare_volumes(told.measure, earlier, later, told.answer.held)
    whole = None not in counts[0] + counts[1]
    rows = [_row_together(by, period, counts) for period in (earlier, later)]
    test = compare_proportions(*rows) if None not in totals.values() and all(min(row) >= 0 for row in rows) else None
    if not verdict.volumes:
        name = "refused" if test is None else "similar" if test.similar else "differ"
        headline = _COMPARABLE.say(name, **words)
    else:
        headline = _change(told, totals[earlier.label], totals[later.label])
    numbers = {f"{name}_total": _total(by, period) for name, period in (("earlier", earlier), ("later", later))}
    reasons = wording.listing(list(verdict.reasons))
    return told.page(
        [headline, _COMPARABLE.say("refused", **words)],
        paragraphs=[
            _COMPARABLE.say("reasons", reasons=reasons) if verdict.reasons else None,
            _COMPARABLE.say("numbers", **numbers, **words),
            None if test is None or whole else _COMPARABLE.say("taken_together"),
            Sentence(_COMPARABLE.text("not_tested"))
            if test is None
            else _COMPARABLE.say(
                "test",
                statistic=Said(f"{test.statistic:.1f}", _tested(by, (earlier, later), counts)),
                degrees=_degrees(test.degrees_of_freedom),
                p=_p(test.p_value),
            ),
        ],
        figures=[
            figures.divided(by, wording.capital(_COMPARABLE.text("figure")), totals_down=False),
        ],
    )


def _of(by: Breakdown, period: Period) -> Breakdown:
    return by.narrowed(period=period.label)


def _row(by: Breakdown, period: Period) -> list[int | None]:
    if period.label not in by.values("period"):
        return [0 for _ in by.known()]
    return [by.cell(period=period.label, category=value).count for value in by.known()]


def _row_together(by: Breakdown, period: Period, counts: list[list[int | None]]) -> list[int]:
    """The categories shown in both periods, then, where one is hidden in either, all that is left of the total."""
    shown = [value for value, *pair in zip(by.known(), *counts, strict=True) if None not in pair]
    row = [by.cell(period=period.label, category=value).count or 0 for value in shown]
    if len(shown) < len(by.known()):
        row.append((by.cell(period=period.label).count or 0) - sum(row))
    return row


def _tested(by: Breakdown, periods: tuple[Period, Period], counts: list[list[int | None]]) -> tuple[Fact, ...]:
    """The counts that a test rests on: of each period its total, and the categories shown in both."""
    shown = [value for value, *pair in zip(by.known(), *counts, strict=True) if None not in pair]
    asked = [{"period": period.label} | of for period in periods if period.label in by.values("period")
             for of in ({}, *({"category": value} for value in shown))]  # fmt: skip
    return tuple(by.fact("count", where, by.cell(**where).shown) for where in asked)


def _total(by: Breakdown, period: Period) -> Said | None:
    return by.how_many(period=period.label) if period.label in by.values("period") else None


def _degrees(number: int) -> str:
    return _COMPARABLE.text("one_degree") if number == 1 else _COMPARABLE.text("many_degrees", number=str(number))


def _p(value: float) -> str:
    return _COMPARABLE.text("p_small") if value < _SMALLEST_P else _COMPARABLE.text("p_equal", p=f"{value:.2g}")


def _change(told: Told, earlier: int | None, later: int | None) -> Sentence | None:
    if not earlier or later is None:
        return None
    periods = {"earlier": told.setting.period.previous.label, "later": told.setting.period.label}
    facts = tuple(
        Fact(told.measure.id, f"period={label}", f"{count:,}", "count")
        for label, count in zip(periods.values(), (earlier, later), strict=True)
    )
    if earlier == later:
        return _COMPARABLE.say("same", units=told.units, **periods)
    change = Said(wording.percent(abs(later - earlier) / earlier), facts)
    return _COMPARABLE.say("rose" if later > earlier else "fell", units=told.units, change=change, **periods)


PAGES = {"volume.comparable": comparable}
