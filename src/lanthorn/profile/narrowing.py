"""What a narrowed measure's units share: read from its definition, where this says so plainly.

"investigated by boroughs" as `unit.investigating_unit == "borough"` means the cells of that value in every other table
of the same units. A narrowing of another kind is only known to leave units out.
"""

from functools import cache

import ibis
import ibis.expr.operations as ops
from ibis.common.exceptions import IbisError

from lanthorn.measures import Measure
from lanthorn.measures.dimensions import dimension_names


def shared_values(measure: Measure) -> dict[str, str] | None:
    """By dimension, the one value that a measure is narrowed to: none where it is not narrowed; None where unclear."""
    if measure.where is None:
        return {}
    try:
        condition = measure.where(_any_unit())
        found = _read(condition.op())
    except (AttributeError, IbisError):  # it looks at what is no dimension, so that no table shows it
        return None
    return found


@cache
def _any_unit() -> ibis.Table:
    return ibis.table(dict.fromkeys(dimension_names(), "string"), name="unit")


def _read(condition: ops.Node) -> dict[str, str] | None:
    if isinstance(condition, ops.And):
        left, right = _read(condition.left), _read(condition.right)
        if left is None or right is None or any(left.get(name, value) != value for name, value in right.items()):
            return None
        return left | right
    if isinstance(condition, ops.Equals):
        for field, value in ((condition.left, condition.right), (condition.right, condition.left)):
            if isinstance(field, ops.Field) and isinstance(value, ops.Literal) and isinstance(value.value, str):
                return {field.name: value.value}
    return None
