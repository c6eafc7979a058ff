"""Prepare a meeting for tomorrow in the demonstration, with a place and a person of concern, each with one action."""

import tomllib
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.contexts.models import Context
from lanthorn.casework.contexts.sheets import with_names
from lanthorn.casework.panels.planning import give_seat, plan
from lanthorn.casework.panels.releasing import release
from lanthorn.casework.volt.agenda import put_on_agenda


def prepare_for_tomorrow(users: dict[str, Any], contexts: dict[str, Context]) -> None:
    """Load it: called last, as it needs what stands around the children."""
    data = tomllib.loads((Path(__file__).parent / "data" / "tomorrow.toml").read_text(encoding="utf-8"))
    with watching("demonstration.load", Actor()):
        current_watch().because("A made-up meeting for a demonstration")
        tomorrow = working_days_after(timezone.localdate() + timedelta(days=1), 0)
        meeting = plan(
            tomorrow, time(10, 0), "Riverside town hall, room 2",
            chair=users["chair"], minute_taker=users["minute_taker"],
        )  # fmt: skip
        for key in data["meeting"]["seats"]:
            give_seat(meeting, users[key], by=users["chair"])
        for row in data["subject"]:
            by = users[row["by"]]
            context = with_names(Context.objects.visible_to(by)).get(pk=contexts[row["context"]].pk)
            put_on_agenda(
                context, meeting, row["reason"], what=row["what"], owner=users[row["owner"]], days=row["days"], by=by
            )
        release(meeting, by=users["chair"])
