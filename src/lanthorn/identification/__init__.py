"""Rules, each with its stated reason, that bring a child to a person's attention. No score, and no ranking by a model.

A rule of your own needs nothing but this:

>>> from lanthorn.identification import Parameter, Rule, recent
>>> rule = Rule(
...     id="local.returned_late", version="1", name="Missing overnight from a school or other place",
...     reason="Reported missing from elsewhere than home or placement {times}.", source="Local choice",
...     needs=("missing_report", "child"), parameters={"recent_days": Parameter(90, "Local choice")},
...     evidence=lambda linked, parameters: recent(
...         linked.missing.filter(linked.missing.missing_from == "other"), linked.as_of, parameters["recent_days"]
...     ),
... )
"""

from lanthorn.identification.catalogue import read_parameters, rules
from lanthorn.identification.considered import Asked, Behind, ChildToConsider, Considered, Reason
from lanthorn.identification.considering import consider, considered_of
from lanthorn.identification.decisions import DECIDED, read_decided
from lanthorn.identification.definition import EVIDENCE_COLUMNS, Parameter, Parameters, Rule
from lanthorn.identification.evaluation import evaluate, month_ends
from lanthorn.identification.events import days_from, latest_run, recent
from lanthorn.identification.fairness import Fairness, Group, fairness
from lanthorn.identification.given import SCREENED, read_screened
from lanthorn.identification.linked import Linked, looked_after_on
from lanthorn.identification.scores import Evaluation
from lanthorn.identification.writing import write_considered

__all__ = [
    "DECIDED",
    "EVIDENCE_COLUMNS",
    "SCREENED",
    "Asked",
    "Behind",
    "ChildToConsider",
    "Considered",
    "Evaluation",
    "Fairness",
    "Group",
    "Linked",
    "Parameter",
    "Parameters",
    "Reason",
    "Rule",
    "consider",
    "considered_of",
    "days_from",
    "evaluate",
    "fairness",
    "latest_run",
    "looked_after_on",
    "month_ends",
    "read_decided",
    "read_parameters",
    "read_screened",
    "recent",
    "rules",
    "write_considered",
]
