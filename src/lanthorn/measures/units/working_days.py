"""Working days between two dates as a column: weekdays by arithmetic, less the bank holidays among them.

No calendar is joined: Spark cannot keep a view that rests on a table made in memory.
"""

from datetime import date
from functools import reduce

import ibis
import ibis.expr.types as ir

from lanthorn.measures.units import coding
from lanthorn.vocabulary import Period
from lanthorn.vocabulary.working_days import bank_holidays

_A_MONDAY = date(1970, 1, 5)
_DAYS, _WEEKDAYS = 7, 5


def working_days_between(first: ir.DateValue, second: ir.DateValue, period: Period) -> ir.IntegerValue:
    """Working days of England after one date up to a later one, both within the period; missing where a date is."""
    return _weekdays_by(second) - _weekdays_by(first) - (_closed_by(second, period) - _closed_by(first, period))


def _weekdays_by(day: ir.DateValue) -> ir.IntegerValue:
    """Days from Monday to Friday since the first Monday of 1970, the day itself included."""
    number = coding.days_from(ibis.date(_A_MONDAY), day)
    return (number // _DAYS) * _WEEKDAYS + ibis.least(number % _DAYS + 1, _WEEKDAYS)


def _closed_by(day: ir.DateValue, period: Period) -> ir.IntegerValue:
    """Bank holidays of the period by that day."""
    holidays = [one for one in bank_holidays() if period.start <= one <= period.end]
    return reduce(lambda count, one: count + (day >= one).cast("int64"), holidays, ibis.literal(0, "int64"))
