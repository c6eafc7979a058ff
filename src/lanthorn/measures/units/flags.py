"""The unit view behind the quality of flags: one row per police record and rule that looks at it.

Given the records of the period; gives back, for each rule, whether the record is for a person to check. What the
rules are, and why, stands in `data/flag_rules.toml`.
"""

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from lanthorn.measures.dimensions import dimension
from lanthorn.measures.flag_rules import exploitation_offences, flag_rule
from lanthorn.measures.units import coding, missing, police
from lanthorn.measures.units.sources import Sources, kept

_ADULT_AT = 18

_Condition = Callable[[ibis.Table], ir.BooleanValue]


def checks(sources: Sources) -> ibis.Table:
    """Rows of (offence_reference, flag_rule, check_result); a rule that looks at no record has none."""
    offence = _with_victims(sources)
    rows = [_apply(offence, name, looks_at, meets) for name, (looks_at, meets) in _RULES.items()]
    if {"missing_report", "child"} <= set(sources.tables):
        rows.append(_apply(_with_missing_history(offence, sources), *_MISSING_OFTEN))
    return ibis.union(*rows)


def _apply(offence: ibis.Table, name: str, looks_at: _Condition, meets: _Condition) -> ibis.Table:
    looked_at = offence.filter(looks_at(offence))
    return looked_at.select(
        "offence_reference",
        flag_rule=ibis.literal(name),
        check_result=meets(looked_at).ifelse("to_check", "in_order"),
    )


@kept
def _with_victims(sources: Sources) -> ibis.Table:
    """Offences of the period, flagged or not, with how many victims, and of what age, each has."""
    offence = sources["offence"]
    offence = offence.filter(offence.reported_on.between(sources.period.start, sources.period.end))
    offence = offence.mutate(
        flagged=police.bears_a_flag(offence), days=coding.days_from(offence.reported_on, offence.flagged_on)
    )
    involvement = sources["involvement"]
    victim = involvement.filter(involvement.role == "victim").select("offence_reference", "date_of_birth")
    victim = victim.inner_join(offence.select("offence_reference", "reported_on"), "offence_reference")
    victim = victim.mutate(age=coding.age_on(victim.date_of_birth, victim.reported_on))
    counted = victim.group_by("offence_reference").agg(
        victims=victim.count(),
        adults=(victim.age >= _ADULT_AT).fill_null(False).cast("int64").sum(),
        children=(victim.age < _ADULT_AT).fill_null(False).cast("int64").sum(),
        unknown_ages=victim.age.isnull().cast("int64").sum(),
    )
    joined = offence.left_join(counted, "offence_reference").drop("offence_reference_right")
    return joined.mutate(**{name: joined[name].fill_null(0) for name in ("victims", "adults", "children")})


def _with_missing_history(offence: ibis.Table, sources: Sources) -> ibis.Table:
    """Add `times`: the most often that a victim of the offence was reported missing in the 12 months before it."""
    victim = police.victims_of(offence.select("offence_reference", "reported_on"), sources)
    victim = victim.select("offence_reference", "child_id", "reported_on").distinct()
    history = missing.days_reported_missing(sources)
    before = (
        victim.inner_join(history, "child_id")
        .filter(lambda t: missing.lies_in_the_months_before(t.missing_on, t.reported_on))
        .group_by("offence_reference", "child_id")
        .agg(times=lambda t: t.count())
        .group_by("offence_reference")
        .agg(times=lambda t: t.times.max())
    )
    joined = offence.left_join(before, "offence_reference").drop("offence_reference_right")
    return joined.mutate(times=joined.times.fill_null(0))


def _flagged(offence: ibis.Table) -> ir.BooleanValue:
    return offence.flagged


def _flagged_on_a_day(offence: ibis.Table) -> ir.BooleanValue:
    return offence.flagged & offence.flagged_on.notnull()


def _of_category(category: str) -> _Condition:
    return lambda offence: (offence.flag_category == category) & offence.offence_code.notnull()


def _unflagged_with_a_child(offence: ibis.Table) -> ir.BooleanValue:
    return ~offence.flagged & (offence.children > 0)


def _is_exploitation(offence: ibis.Table) -> ir.BooleanValue:
    return offence.offence_code.isin([entry.code for entry in exploitation_offences()]).fill_null(False)


_RULES: dict[str, tuple[_Condition, _Condition]] = {
    "every_victim_adult": (
        lambda offence: offence.flagged & (offence.victims > 0) & (offence.unknown_ages == 0),
        lambda offence: offence.adults == offence.victims,
    ),
    "no_victim_recorded": (_flagged, lambda offence: offence.victims == 0),
    "no_category": (
        _flagged,
        lambda offence: ~offence.flag_category.isin(dimension("category").values).fill_null(False),
    ),
    "no_flag_date": (_flagged, lambda offence: offence.flagged_on.isnull()),
    "flag_before_report": (_flagged_on_a_day, lambda offence: offence.days < 0),
    "flagged_late": (_flagged_on_a_day, lambda offence: offence.days > flag_rule("flagged_late").days),
    "category_too_low": (_of_category("1"), _is_exploitation),
    "category_without_offence": (_of_category("3"), lambda offence: offence.offence_code == "NC"),
    "unflagged_exploitation_offence": (_unflagged_with_a_child, _is_exploitation),
}
"""Rule to the records it looks at, and to what makes one of them a record to check."""

_MISSING_OFTEN: tuple[str, _Condition, _Condition] = (
    "unflagged_missing_often",
    _unflagged_with_a_child,
    lambda offence: offence.times >= flag_rule("unflagged_missing_often").reports,
)

RULES_APPLIED = frozenset({*_RULES, _MISSING_OFTEN[0]})
"""The ids of all rules that this view applies."""
