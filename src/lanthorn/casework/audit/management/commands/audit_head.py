"""`manage.py audit_head`: the end of the chain, to be kept where this installation cannot reach it."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from lanthorn.casework.audit.models import AuditHead


class Command(BaseCommand):
    """Prints one line of JSON that audit_verify reads."""

    help = "Print the head of the audit chain as JSON."

    def handle(self, *_: Any, **__: Any) -> None:
        """Print it."""
        head = AuditHead.objects.get(id=1)
        self.stdout.write(json.dumps({"sequence": head.sequence, "hash": head.hash}))
