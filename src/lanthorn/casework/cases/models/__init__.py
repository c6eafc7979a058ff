"""The case, its circle, and emergency access."""

from lanthorn.casework.cases.models.case import Case
from lanthorn.casework.cases.models.emergency import EmergencyAccess
from lanthorn.casework.cases.models.grant import AccessGrant, Basis

__all__ = ["AccessGrant", "Basis", "Case", "EmergencyAccess"]
