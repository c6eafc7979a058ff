"""The pages of any journey: start, each question, stop, check your answers, send.

`journey_pages(page, journey, route, who=…)` gives the URL patterns, all on the access register. A journey about a
record starts at a route of its own that names it: `start="cases/<uuid:case>/screening/new", of="case"`.
"""

from typing import TYPE_CHECKING, Any
from uuid import UUID

import rules
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from lanthorn.casework.access.register import Pages
from lanthorn.casework.journeys.journey import Journey, Question, bound, typed_of
from lanthorn.casework.journeys.models import Draft
from lanthorn.errors import LanthornError

if TYPE_CHECKING:
    from collections.abc import Callable


def journey_pages(
    page: Pages, journey: Journey, route: str, *, who: rules.Predicate, start: str = "", of: str = ""
) -> list[URLPattern]:
    """The patterns, named `new`, `question`, `check`, `discard` and maybe `stop`, after the journey's prefix.

    Their record, `of` the part of the start's route that identifies it, is fetched by the journey's `about`.
    """
    views = JourneyPages(journey, page.app, of)
    _pages[journey.name] = views
    ask: Any = {"who": who, "says": journey.title}
    name = f"{journey.prefix}{{}}".format
    pages = [
        page(start or f"{route}/new", views.start, name("new"), of=of, **ask),
        page(f"{route}/draft/<uuid:draft>/check", views.check, name("check"), of="draft", **ask),
        page(f"{route}/draft/<uuid:draft>/discard", views.discard, name("discard"), of="draft", **ask),
    ]
    if journey.may_stop:
        pages.append(page(f"{route}/draft/<uuid:draft>/stop", views.stop, name("stop"), of="draft", **ask))
    question = page(f"{route}/draft/<uuid:draft>/<slug:question>", views.question, name("question"), of="draft", **ask)
    return [*pages, question]


def pages_of(journey: str) -> "JourneyPages":
    """The pages of the journey with that name."""
    return _pages[journey]


class JourneyPages:
    """The views of one journey, and their addresses."""

    def __init__(self, journey: Journey, app: str, of: str) -> None:
        self.journey = journey
        self.title = journey.title
        self._app = app
        self._of = of
        self.start: Callable[..., HttpResponseBase] = self._start
        self.question: Callable[..., HttpResponseBase] = self._question
        self.check: Callable[..., HttpResponseBase] = self._check
        self.stop: Callable[..., HttpResponseBase] = self._stop
        self.discard: Callable[..., HttpResponseBase] = self._discard

    def url(self, page: str, *args: object) -> str:
        """The address of one of the pages."""
        return reverse(f"{self._app}:{self.journey.prefix}{page}", args=args)

    def _about(self, request: HttpRequest, about: UUID | None) -> None:
        """Refuse where the journey is about a record that this user may not see (any more)."""
        if self.journey.about is not None:
            if about is None:
                raise Http404
            self.journey.about(request, about)

    def _draft(self, request: HttpRequest, draft: UUID) -> Draft:
        found = Draft.objects.visible_to(request.user).filter(pk=draft, journey=self.journey.name).first()
        if found is None:
            raise Http404
        self._about(request, found.about)
        return found

    def _start(self, request: HttpRequest, **parts: UUID) -> HttpResponse:
        about = parts.get(self._of)
        self._about(request, about)
        if request.method == "POST":
            user: Any = request.user
            known = self.journey.answered_at_start(request, about)
            draft = Draft(user=user, journey=self.journey.name, about=about, answers=known)
            draft.save()
            first = self.journey.unanswered(draft)
            return redirect(self.url("question", draft.pk, first.slug) if first else self.url("check", draft.pk))
        context = {"journey": self.journey, "about": about} | self.journey.at_start(request, about)
        return render(request, self.journey.start_template, context)

    def _question(self, request: HttpRequest, draft: UUID, question: str) -> HttpResponse:
        kept, asked = self._draft(request, draft), self.journey.question(question)
        if asked is None:
            raise Http404
        if request.method != "POST":
            form = bound(asked, kept) if asked.slug in kept.answers else asked.form(about=kept.about)
            return self._page(request, kept, asked, form)
        typed = typed_of(request.POST.lists())
        if request.POST.get("version") != str(kept.version) and kept.answers.get(asked.slug, typed) != typed:
            return self._conflict(request, kept, asked, typed)
        kept.answers = kept.answers | {asked.slug: typed}
        kept.save()  # also what is not valid yet: nothing that was typed is lost
        form = bound(asked, kept)
        if not form.is_valid():
            return self._page(request, kept, asked, form)
        if asked.stops(form.cleaned_data):
            return redirect(self.url("stop", kept.pk))
        following = self.journey.unanswered(kept)
        if "change" in request.GET or following is None:
            return redirect(self.url("check", kept.pk))
        return redirect(self.url("question", kept.pk, following.slug))

    def _page(self, request: HttpRequest, draft: Draft, question: Question, form: Any) -> HttpResponse:
        earlier = self.journey.before(question.slug, draft)
        start = self.url("new", *([draft.about] if self._of else []))
        back = self.url("question", draft.pk, earlier.slug) if earlier else start
        context = {
            "title": question.title, "form": form, "version": draft.version, "caption": self.journey.title,
            "back": self.url("check", draft.pk) if "change" in request.GET else back,
            "heading_in_form": form.heading_in_form, "button": "Save and continue",
        }  # fmt: skip
        context |= self.journey.beside(request, draft, question, self.journey.cleaned_before(question.slug, draft))
        return render(request, question.template, context)

    def _conflict(self, request: HttpRequest, draft: Draft, question: Question, typed: dict[str, Any]) -> HttpResponse:
        mine = question.form(MultiValueDict(typed))
        saved = bound(question, draft)
        context = {"title": question.title, "mine": mine, "saved": saved, "draft": draft, "typed": typed}
        return render(request, "journeys/conflict.html", context, status=409)

    def _stop(self, request: HttpRequest, draft: UUID) -> HttpResponse:
        kept = self._draft(request, draft)
        following = self.journey.unanswered(kept)
        onward = self.url("question", kept.pk, following.slug) if following else self.url("check", kept.pk)
        return render(request, self.journey.stop_template, {"onward": onward, "journey": self.journey})

    def _check(self, request: HttpRequest, draft: UUID) -> HttpResponse:
        kept = self._draft(request, draft)
        following = self.journey.unanswered(kept)
        if following is not None:
            return redirect(self.url("question", kept.pk, following.slug))
        rows = [
            {"answered": one, "change": f"{self.url('question', kept.pk, one.question.slug)}?change"}
            for one in self.journey.answered(kept)
        ]
        context = {"rows": rows, "journey": self.journey, "draft": kept}
        if request.method != "POST":
            return render(request, "journeys/check.html", context)
        theirs = self.journey.meanwhile(request, kept)
        if {str(one.id) for one in theirs} - set(request.POST.getlist("seen")):
            context |= {"theirs": theirs, "discard": self.url("discard", kept.pk)}
            return render(request, "journeys/meanwhile.html", context, status=409)
        try:
            with transaction.atomic():
                onward = self.journey.send(request, kept, self.journey.cleaned(kept))
        except LanthornError as refusal:  # nothing was kept of it, and nothing of the draft is lost
            return render(request, "journeys/check.html", context | {"refusal": str(refusal)}, status=409)
        kept.sent_at, kept.answers = timezone.now(), {}
        kept.save()
        return redirect(onward)

    def _discard(self, request: HttpRequest, draft: UUID) -> HttpResponse:
        kept = self._draft(request, draft)
        if request.method == "POST":
            kept.sent_at, kept.answers = timezone.now(), {}
            kept.save()
            return redirect("work:home")
        return render(request, "journeys/discard.html", {"journey": self.journey})


_pages: dict[str, JourneyPages] = {}
