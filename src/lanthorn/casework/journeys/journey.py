"""A journey: questions in order, each a form on a page of its own; which of them apply follows from the answers.

Given the answers as typed; gives the questions that apply, the first that is unanswered, and the cleaned answers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict

from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.journeys.models import Draft

Answers = Mapping[str, Any]
_OF_THE_PAGE = {"csrfmiddlewaretoken", "version", "keeper", "kept"}


def always(_: Answers) -> bool:
    """The question applies whatever was answered."""
    return True


class QuestionForm(forms.Form):
    """The form of one question. With one field, its label is the page's heading.

    `about` names the record that the journey is about, for a form whose choices depend on it.
    """

    def __init__(self, *args: Any, about: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    @property
    def heading_in_form(self) -> bool:
        """Whether the field's label serves as the heading of the page."""
        return len(self.fields) == 1


@dataclass(frozen=True)
class Question:
    """One page. `applies` is asked of the cleaned answers before it; `stops` may send to a stop page instead."""

    slug: str
    title: str
    form: type[QuestionForm]
    applies: Callable[[Answers], bool] = always
    stops: Callable[[Answers], bool] = lambda _: False
    template: str = "look/form_page.html"


@dataclass(frozen=True)
class Answered:
    """A question with its answer as read back on the check page."""

    question: Question
    lines: tuple[tuple[str, str], ...]


def nothing_at_start(request: HttpRequest, about: UUID | None) -> dict[str, Any]:
    """The start page shows nothing more."""
    return {}


def nothing_answered(request: HttpRequest, about: UUID | None) -> dict[str, Any]:
    """Nothing is answered before the first question is asked."""
    return {}


def nothing_beside(request: HttpRequest, draft: Draft, question: Question, before: Answers) -> dict[str, Any]:
    """Nothing is shown beside the question."""
    return {}


def nothing_meanwhile(request: HttpRequest, draft: Draft) -> list[ShownRecord]:
    """Nobody else can have sent what this draft is to send."""
    return []


@dataclass(frozen=True)
class Journey:
    """A whole form of several pages. `send` keeps the answers as a record and gives the URL to go to.

    A journey about a record names in `about` how that is fetched for this user (404 where they may not see it): it is
    asked on every page. `answered_at_start` gives answers that are known already, as typed: the check page shows them
    and lets them be changed. `beside` gives a question's page more to show. `meanwhile` gives what others have sent
    about the same record since the draft was begun: it is shown before one's own is sent too. `intro` says on the start
    page what comes of it. Whoever names a `stop_template` has a question that `stops`.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    send: Callable[[HttpRequest, Draft, Answers], str]
    send_button: str = "Send"
    intro: str = ""
    start_template: str = "journeys/start.html"
    stop_template: str = ""
    prefix: str = ""
    about: Callable[[HttpRequest, UUID], object] | None = None
    at_start: Callable[[HttpRequest, UUID | None], dict[str, Any]] = nothing_at_start
    answered_at_start: Callable[[HttpRequest, UUID | None], dict[str, Any]] = nothing_answered
    beside: Callable[[HttpRequest, Draft, Question, Answers], dict[str, Any]] = nothing_beside
    meanwhile: Callable[[HttpRequest, Draft], list[ShownRecord]] = nothing_meanwhile

    @property
    def may_stop(self) -> bool:
        """Whether an answer can lead to a stop page."""
        return bool(self.stop_template)

    def question(self, slug: str) -> Question | None:
        """The question with that slug."""
        return next((one for one in self.questions if one.slug == slug), None)

    def walk(self, draft: Draft) -> Iterator[tuple[Question, QuestionForm, dict[str, Any]]]:
        """Each question that applies, its form bound to what was typed, and the cleaned answers before it."""
        cleaned: dict[str, Any] = {}
        for question in self.questions:
            if not question.applies(cleaned):
                continue
            form = bound(question, draft)
            yield question, form, dict(cleaned)
            if answered(question, form, draft):
                cleaned |= form.cleaned_data

    def cleaned(self, draft: Draft) -> dict[str, Any]:
        """All answers, cleaned, of the questions that apply."""
        answers: dict[str, Any] = {}
        for question, form, _before in self.walk(draft):
            if answered(question, form, draft):
                answers |= form.cleaned_data
        return answers

    def cleaned_before(self, slug: str, draft: Draft) -> dict[str, Any]:
        """The cleaned answers before this question."""
        return next((before for question, _, before in self.walk(draft) if question.slug == slug), {})

    def unanswered(self, draft: Draft) -> Question | None:
        """The first question that applies and has no valid answer yet."""
        return next((one for one, form, _ in self.walk(draft) if not answered(one, form, draft)), None)

    def before(self, slug: str, draft: Draft) -> Question | None:
        """The question that applies before this one."""
        earlier: Question | None = None
        for question, _, _ in self.walk(draft):
            if question.slug == slug:
                break
            earlier = question
        return earlier

    def answered(self, draft: Draft) -> list[Answered]:
        """Every question that applies, with its answer in words."""
        return [Answered(question, tuple(_lines(form))) for question, form, _ in self.walk(draft)]


def bound(question: Question, draft: Draft) -> QuestionForm:
    """The question's form with what was typed, or with nothing where it was not asked yet."""
    typed = draft.answers.get(question.slug)
    return question.form(MultiValueDict(typed) if typed is not None else MultiValueDict(), about=draft.about)


def answered(question: Question, form: QuestionForm, draft: Draft) -> bool:
    """Was it asked, and the answer accepted? An optional question too must have been seen."""
    return question.slug in draft.answers and form.is_valid()


def typed_of(lists: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """What was typed, as kept in a draft: every input by its name, but those that the page itself adds."""
    return {name: values for name, values in lists if name not in _OF_THE_PAGE}


def _lines(form: QuestionForm) -> Iterator[tuple[str, str]]:
    for field in form:
        value = form.cleaned_data.get(field.name) if form.is_valid() else None
        yield str(field.label), _in_words(field.field, value)


def _in_words(field: forms.Field, value: Any) -> str:
    if value in (None, "", [], (None, None, None)):
        return "Not given"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.MultipleChoiceField):
        return ", ".join(str(dict(field.choices)[one]) for one in value)  # type: ignore[arg-type] # flat choices
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices)[value])  # type: ignore[arg-type] # flat choices
    if isinstance(value, tuple):
        return " / ".join("?" if part is None else str(part) for part in reversed(value))
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%B %Y}"
    return str(value)
