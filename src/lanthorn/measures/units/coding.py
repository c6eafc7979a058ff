"""Turning recorded columns into dimension columns: Ibis expressions in which UNKNOWN is a value."""

import ibis
import ibis.expr.types as ir

from lanthorn.measures.dimensions import bands, dimension
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, authorities, codes

GSS_CODE = r"^[ENSW]\d{8}$"
"""A code of any local authority of the United Kingdom's statistical offices."""

NOT_STATED = "not_stated"
"""The group of codes that say an answer was asked for and not given."""


def listed(column: ir.StringValue, dimension_name: str) -> ir.StringValue:
    """The code where the dimension lists it, else UNKNOWN: the record keeps a code that is not in the list."""
    return column.isin(dimension(dimension_name).values).ifelse(column, UNKNOWN)


def authority(column: ir.StringValue) -> ir.StringValue:
    """One of the 33 authorities, OUTSIDE for one elsewhere, UNKNOWN for what is no authority's code."""
    london = [entry.code for entry in authorities()]
    return ibis.cases(
        (column.isin(london), column),
        (column.re_search(GSS_CODE), OUTSIDE),
        else_=UNKNOWN,
    )


def authority_code(column: ir.StringValue) -> ir.StringValue:
    """The code as recorded where it is any authority's, in London or elsewhere; missing where it is not."""
    return column.re_search(GSS_CODE).ifelse(column, ibis.null("string"))


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


def grouped(column: ir.StringValue, code_list: str) -> ir.StringValue:
    """The group that the vocabulary puts a code in, UNKNOWN for none and for a code that says nothing was stated."""
    groups = {code.code: code.group for code in codes(code_list).codes if code.group and code.group != NOT_STATED}
    return column.substitute(groups, else_=UNKNOWN).fill_null(UNKNOWN)


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
    """Age in completed years on a day; missing where either date is, and where the birth lies after the day."""
    years = ((_as_number(day) - _as_number(birth)) / 10_000).floor().cast("int64")
    return (years >= 0).ifelse(years, ibis.null("int64"))


def _as_number(day: ir.DateValue) -> ir.IntegerValue:
    # 20150331: the difference of two such numbers, divided by 10,000, is the number of birthdays between them.
    return day.year().cast("int64") * 10_000 + day.month().cast("int64") * 100 + day.day().cast("int64")


def month(day: ir.DateValue) -> ir.StringValue:
    """The calendar month as "2014-04"."""
    return day.strftime("%Y-%m")


def first_known(column: ir.Value, order: ir.Value) -> ir.Value:
    """Aggregate: the value of the first row in that order that has one."""
    return column.argmin(order, where=column.notnull())


def last_known(column: ir.Value, order: ir.Value) -> ir.Value:
    """Aggregate: the value of the last row in that order that has one."""
    return column.argmax(order, where=column.notnull())


def days_from(earlier: ir.DateValue, later: ir.DateValue) -> ir.IntegerValue:
    """Whole days from one date to another: 0 on the same day, negative where the order is the other way."""
    return later.delta(earlier, unit="day")
