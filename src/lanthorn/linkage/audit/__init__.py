"""The blind clerical audit: a random sample of victims whom a person looks up, without seeing the model's answer.

Counting links misses the links that were missed. Only a person who looks each child up can tell how many that are.
"""

from lanthorn.linkage.audit.agreement import ANSWERS, CANNOT_TELL, NO, YES, Agreement, cohens_kappa
from lanthorn.linkage.audit.book import record_workbook, write_workbook
from lanthorn.linkage.audit.correction import Interval, rogan_gladen
from lanthorn.linkage.audit.register import Audit, audit_of, audits, new_audit

__all__ = [
    "ANSWERS",
    "CANNOT_TELL",
    "NO",
    "YES",
    "Agreement",
    "Audit",
    "Interval",
    "audit_of",
    "audits",
    "cohens_kappa",
    "new_audit",
    "record_workbook",
    "rogan_gladen",
    "write_workbook",
]
