"""A person of concern, place or group goes on the panel's agenda, with one action: who does what, by when."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from lanthorn.casework.contexts.models import Context, Kind
from lanthorn.casework.contexts.sheets import CONTEXT_SHEET, name_of, with_names
from lanthorn.casework.look.forms import ChoiceRadios
from lanthorn.casework.panels.forms import choose_person, people
from lanthorn.casework.panels.models import AgendaItem, Meeting, SubjectKind
from lanthorn.casework.panels.planning import put_forward_other
from lanthorn.casework.plans.acting import LONGEST_DAYS, set_action
from lanthorn.casework.plans.models import Action, Aim
from lanthorn.casework.plans.questions import PRACTITIONERS
from lanthorn.errors import LanthornError

_SUBJECTS = {
    Kind.PERSON: SubjectKind.PERSON,
    Kind.PLACE: SubjectKind.PLACE,
    Kind.ONLINE: SubjectKind.PLACE,
    Kind.GROUP: SubjectKind.GROUP,
}
_AIMS = {SubjectKind.PERSON: Aim.OFFENDER, SubjectKind.PLACE: Aim.PLACE, SubjectKind.GROUP: Aim.OFFENDER}


class AgendaRefusedError(LanthornError):
    """Something that cannot go on that agenda; the message names nobody."""


class AgendaForm(forms.Form):
    """Which meeting, why, and the one action."""

    meeting = ChoiceRadios(label="At which meeting?", missing="Choose a meeting")
    reason = forms.CharField(
        label="Why does the panel look at it?", max_length=300,
        help_text="Name nobody: all members read the agenda.",
        error_messages={"required": "Say why the panel looks at it"},
    )  # fmt: skip
    what = forms.CharField(
        label="What is the one thing to be done?", max_length=300,
        help_text="Begin with a verb: Ask the licensing team who holds the licence",
        error_messages={"required": "Say what is to be done"},
    )  # fmt: skip
    owner = choose_person("Who does it?", "Choose who does it")
    days = forms.IntegerField(
        label="In how many working days?", min_value=0, max_value=LONGEST_DAYS,
        widget=forms.TextInput({"size": "5", "inputmode": "numeric"}),
        error_messages={"required": "Enter in how many working days", "invalid": "Enter a whole number"},
    )  # fmt: skip

    def __init__(self, meetings: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["meeting"].choices = list(meetings)
        fields["owner"].queryset = people(*PRACTITIONERS)


def put_on_agenda(
    context: Context, meeting: Meeting, reason: str, *, what: str, owner: Any, days: int, by: Any
) -> tuple[AgendaItem, Action]:
    """Put it on the agenda, with the one action. Both, or neither.

    Raises AgendaRefusedError where it stands on that agenda already, and as `put_forward_other` and `set_action` do.
    """
    if AgendaItem.objects.for_purpose("agenda").filter(meeting=meeting, about=context.pk).exists():
        raise AgendaRefusedError("It is on that agenda already")
    kind = _SUBJECTS[Kind(context.kind)]
    item = put_forward_other(meeting, kind, subject_of(context), by=by, reason=reason, about=context.pk)
    return item, set_action(what, _AIMS[kind], owner, days, by=by, item=item)


def subject_of(context: Context) -> str:
    """What the agenda says: a place or group by name; a person by reference, as all members read the agenda."""
    if context.kind == Kind.PERSON:
        return f"Person of concern {context.reference}"
    return name_of(context)


def of_items(user: Any, items: Sequence[AgendaItem]) -> Mapping[UUID, dict[str, Any]]:
    """What is known of the person, place or group of each item, where the user may see it."""
    asked = {item.about: item.pk for item in items if item.about and item.case_id is None}
    found = with_names(Context.objects.visible_to(user).filter(pk__in=list(asked)))
    return {asked[one.pk]: {"context": CONTEXT_SHEET.show(one, user)} for one in found}
