"""The case, its circle, and emergency access."""

from lanthorn.casework.cases.models.case import Case, Ground
from lanthorn.casework.cases.models.emergency import EmergencyAccess
from lanthorn.casework.cases.models.grant import AccessGrant, Basis

__all__ = ["AccessGrant", "Basis", "Case", "EmergencyAccess", "Ground"]
