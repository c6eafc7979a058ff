"""Which records are the same child: the model, the clusters, and what their error does to a figure.

The verbs, by what one is doing: `link`; `evaluate` against a truth; `write_review` and `record_review` for pairs that
a person judges; `new_audit`, `write_workbook` and `record_workbook` for the blind audit; `linked_share` for a figure.
"""

from lanthorn.linkage.audit import Audit, Interval, audits, new_audit, record_workbook, write_workbook
from lanthorn.linkage.estimate import EstimatedQuality, estimate_quality
from lanthorn.linkage.evaluation import Evaluation, evaluate
from lanthorn.linkage.linking import LinkReport, link
from lanthorn.linkage.model_file import read_model, write_model
from lanthorn.linkage.report import write_report
from lanthorn.linkage.review import record_review, write_review
from lanthorn.linkage.scores import Score
from lanthorn.linkage.share import GroupShare, LinkedShare, linked_share, linked_shares

__all__ = [
    "Audit",
    "EstimatedQuality",
    "Evaluation",
    "GroupShare",
    "Interval",
    "LinkReport",
    "LinkedShare",
    "Score",
    "audits",
    "estimate_quality",
    "evaluate",
    "link",
    "linked_share",
    "linked_shares",
    "new_audit",
    "read_model",
    "record_review",
    "record_workbook",
    "write_model",
    "write_report",
    "write_review",
    "write_workbook",
]
