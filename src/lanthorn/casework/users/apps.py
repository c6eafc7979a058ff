"""The app `users`, for Django."""

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils import timezone


class UsersConfig(AppConfig):
    """Names the app, and tells who confirms access that it is due."""

    name = "lanthorn.casework.users"
    label = "users"

    def ready(self) -> None:
        """Add what is due from a contact point or an administrator."""
        from lanthorn.casework.access.certifying import lapses_at
        from lanthorn.casework.users.scope import to_confirm
        from lanthorn.casework.work.due import Due, add_due

        def confirmations(user: Any) -> Iterator[Due]:
            waiting = list(to_confirm(user))
            if waiting:
                first = min(timezone.localtime(lapses_at(one)).date() for one in waiting)
                people = "person needs" if len(waiting) == 1 else "people need"
                yield Due(first, f"{len(waiting)} {people} you to confirm their access", reverse("users:list"))

        add_due(confirmations)
