"""How many queries each page of the benchmark takes, for somebody whose caseload is full."""

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.web_world import World
from lanthorn.casework.access.models import User
from lanthorn.casework.accounts.middleware import BEGAN, DEMONSTRATION

NOT_A_QUERY = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def queries_of_pages(world: World) -> dict[str, int]:
    """By what the page is called in the benchmark."""
    someone = next(one for one in world.visitors if one.meeting)
    client = Client(headers={"host": "localhost"})
    client.force_login(
        User.objects.get(email=someone.email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session.update({DEMONSTRATION: True, BEGAN: timezone.now().isoformat()})
    session.save()
    forename, surname = someone.names[0]
    text = {"text": "What was said", "version": "0"}
    pages: dict[str, tuple[str, dict[str, str] | None]] = {
        "my work": ("/", None),
        "case page": (f"/cases/{someone.cases[0]}", None),
        "search": ("/search", {"forename": forename[:-1], "surname": surname}),
        "timeline": (f"/cases/{someone.cases[0]}/timeline", None),
        "who has looked": (f"/cases/{someone.cases[0]}/looked", None),
        "my actions": ("/actions", None),
        "note progress": (f"/actions/{someone.actions[0]}/progress", text),
        "agenda": (f"/meetings/{someone.meeting}", None),
        "record minutes": (f"/agenda/{someone.items[0]}/minutes", text),
    }
    return {name: _count(client, path, form) for name, (path, form) in pages.items()}


def _count(client: Client, path: str, form: dict[str, str] | None) -> int:
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path) if form is None else client.post(path, form)
    if answer.status_code not in {200, 302}:
        raise RuntimeError(f"{path.split('/')[1]} answered {answer.status_code}")
    return sum(one["sql"].split(" ")[0] not in NOT_A_QUERY for one in caught.captured_queries)
