"""Turning recorded columns into dimension columns: Ibis expressions in which UNKNOWN is a value."""

import ibis
import ibis.expr.types as ir

from lanthorn.measures.dimensions import bands, dimension
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, authorities

_GSS = r"^[ENSW]\d{8}$"


def listed(column: ir.StringValue, dimension_name: str) -> ir.StringValue:
    """The code where the dimension lists it, else UNKNOWN: the record keeps a code that is not in the list."""
    return column.isin(dimension(dimension_name).values).ifelse(column, UNKNOWN)


def authority(column: ir.StringValue) -> ir.StringValue:
    """One of the 33 authorities, OUTSIDE for one elsewhere, UNKNOWN for what is no authority's code."""
    london = [entry.code for entry in authorities()]
    return ibis.cases(
        (column.isin(london), column),
        (column.re_search(_GSS), OUTSIDE),
        else_=UNKNOWN,
    )


def area(authority_column: ir.StringValue) -> ir.StringValue:
    """The area of a column made by `authority`."""
    by_area: dict[str, list[str]] = {}
    for entry in authorities():
        by_area.setdefault(entry.area, []).append(entry.code)
    return ibis.cases(
        *((authority_column.isin(members), name) for name, members in by_area.items()),
        (authority_column == OUTSIDE, OUTSIDE),
        else_=UNKNOWN,
    )


def region(authority_column: ir.StringValue) -> ir.StringValue:
    """Whether a column made by `authority` lies in London: "london", OUTSIDE or UNKNOWN."""
    return authority_column.isin([OUTSIDE, UNKNOWN]).ifelse(authority_column, "london")


def banded(number: ir.IntegerValue, dimension_name: str) -> ir.StringValue:
    """The band a whole number falls in, UNKNOWN where it is missing or in none."""
    return ibis.cases(
        *(
            ((number >= band.lower) if band.upper is None else number.between(band.lower, band.upper), band.code)
            for band in bands(dimension_name)
        ),
        else_=UNKNOWN,
    )


def yes_no(condition: ir.BooleanValue) -> ir.StringValue:
    """Say "yes" or "no", or UNKNOWN where the condition is missing."""
    return ibis.cases((condition, "yes"), (~condition, "no"), else_=UNKNOWN)


def age_on(birth: ir.DateValue, day: ir.DateValue) -> ir.IntegerValue:
    """Age in completed years on a day; negative where the birth lies after it, missing where either is."""
    return ((_as_number(day) - _as_number(birth)) / 10_000).floor().cast("int64")


def _as_number(day: ir.DateValue) -> ir.IntegerValue:
    # 20150331: the difference of two such numbers, divided by 10,000, is the number of birthdays between them.
    return day.year().cast("int64") * 10_000 + day.month().cast("int64") * 100 + day.day().cast("int64")


def month(day: ir.DateValue) -> ir.StringValue:
    """The calendar month as "2014-04"."""
    return day.strftime("%Y-%m")


def first_known(column: ir.Value, order: ir.Value) -> ir.Value:
    """Aggregate: the value of the first row in that order that has one."""
    return column.argmin(order, where=column.notnull())
