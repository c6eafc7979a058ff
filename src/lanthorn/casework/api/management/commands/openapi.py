"""`manage.py openapi`: print the description of the interface, for docs/reference/casework-api.json."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from lanthorn.casework.api.openapi import document


class Command(BaseCommand):
    """The same text for the same code."""

    help = "Print the OpenAPI description of the interface for machines."

    def handle(self, *_: Any, **__: Any) -> None:
        """Print it."""
        self.stdout.write(json.dumps(document(), indent=1, ensure_ascii=False))
