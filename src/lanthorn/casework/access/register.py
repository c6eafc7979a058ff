"""The access register: every page there is, who may open it, and whether one must have signed in again just before.

Each app's urls.py declares its pages with `Pages`; a page that is not declared is refused by the middleware, by a
system check and by a test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rules
from django.http import HttpResponseBase
from django.urls import URLPattern, path


@dataclass(frozen=True)
class Entry:
    """One page of the register."""

    name: str
    who: rules.Predicate
    of: str = ""
    fresh: bool = False
    public: bool = False
    says: str = ""
    machine: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.who.name}"


_register: dict[str, Entry] = {}


def declare(entry: Entry) -> None:
    """Put a page on the register. Raises ValueError where the name is taken by another."""
    if _register.get(entry.name, entry) != entry:
        raise ValueError(f"Two pages are named {entry.name!r} on the access register.")
    _register[entry.name] = entry


def entry_of(name: str | None) -> Entry | None:
    """The entry of the page with that name, or None where it is not on the register."""
    return _register.get(name or "")


def entries() -> tuple[Entry, ...]:
    """The whole register, by name."""
    return tuple(_register[name] for name in sorted(_register))


@dataclass(frozen=True)
class Pages:
    """Declares the pages of one app: `page = Pages("cases")`, then `page("cases/<uuid:case>", view, "page", …)`."""

    app: str

    def __call__(
        self,
        route: str,
        view: Callable[..., HttpResponseBase],
        name: str,
        *,
        who: rules.Predicate,
        of: str = "",
        fresh: bool = False,
        public: bool = False,
        says: str = "",
        machine: bool = False,
    ) -> URLPattern:
        """A URL pattern whose page is on the register.

        `who` is asked of the user; `of` names the part of the URL that identifies a record ("case", "person" …), which
        the view must fetch through visible_to; `fresh` asks for a sign-in within the last five minutes;
        `says` is what opening it is called on the page of who has looked; `machine` is for programs, which are known by
        a token and not by a session (api/middleware.py).
        """
        declare(Entry(f"{self.app}:{name}", who, of, fresh, public, says, machine))
        return path(route, view, name=name)


def declare_of_others(names: dict[str, Any], *, public: bool = False) -> None:
    """Declare pages that a library brings: their names, and who may open each."""
    for name, who in names.items():
        declare(Entry(name, who, public=public))
