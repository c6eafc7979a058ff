"""The sections of the case page. Each app adds its own with `add_section`, so that this page need not know them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Section:
    """One section: its place on the page, its template, and what the template is given."""

    place: int
    title: str
    template: str
    context: Callable[[HttpRequest, Case], dict[str, Any]]


_sections: dict[str, Section] = {}


def add_section(section: Section) -> None:
    """Add a section to the case page."""
    _sections[section.title] = section


def sections_of(request: HttpRequest, case: Case) -> list[tuple[str, str]]:
    """Title and HTML of each section, in order."""
    ordered = sorted(_sections.values(), key=lambda section: section.place)
    return [(one.title, render_to_string(one.template, one.context(request, case), request)) for one in ordered]
