"""The forms of a meeting besides the decision: planning it, seats, the agenda, who leaves, attendance and minutes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from lanthorn.casework.access.models import Agency, Role, User
from lanthorn.casework.look.forms import ChoiceRadios, FutureDateField, LongText
from lanthorn.casework.panels.given import in_words
from lanthorn.casework.panels.hearing import There
from lanthorn.casework.panels.models import Attendance, Presence, SubjectKind


def people(*roles: str) -> Any:
    """People who can sign in, those with one of these roles where given, as choices with their agency."""
    found = User.objects.filter(is_active=True).order_by("name")
    return found.filter(role_holdings__role__in=roles, role_holdings__ends=None).distinct() if roles else found


def choose_person(label: str, missing: str, help_text: str = "") -> "forms.ModelChoiceField[User]":
    """A field to choose a person by name and agency."""
    field = forms.ModelChoiceField(
        User.objects.none(), label=label, empty_label="", help_text=help_text, error_messages={"required": missing}
    )
    shown: Any = field
    shown.label_from_instance = lambda user: f"{user.name}, {user.agency.name}"
    return field


class MeetingForm(forms.Form):
    """When and where the panel meets, and who takes the minutes."""

    on = FutureDateField(
        label="On which day does the panel meet?",
        help_text="A working day. For example 27 3 2027",
        error_messages={"required": "Enter the day of the meeting"},
    )
    starts = forms.TimeField(
        label="At what time?",
        help_text="For example 14:00",
        widget=forms.TextInput({"size": "5"}),
        error_messages={"required": "Enter the time", "invalid": "Enter a time such as 14:00"},
    )
    place = forms.CharField(label="Where?", max_length=120, error_messages={"required": "Enter where the panel meets"})
    minute_taker = choose_person("Who takes the minutes?", "Choose who takes the minutes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["minute_taker"]
        field.queryset = people(Role.MINUTE_TAKER)


class SeatForm(forms.Form):
    """Who gets a seat."""

    user = choose_person(
        "Who gets a seat on this meeting?",
        "Choose who gets a seat",
        "A seat opens the cases of this agenda only, from the release of the packs until a week after the meeting.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = people(Role.PRACTITIONER, Role.FRONT_DOOR, Role.CHAIR, Role.MINUTE_TAKER)


class OtherItemForm(forms.Form):
    """A person of concern, a place or a group on the agenda."""

    kind = ChoiceRadios(
        label="What is it about?",
        choices=[choice for choice in SubjectKind.choices if choice[0] != SubjectKind.CHILD],
        missing="Choose what it is about",
    )
    subject = forms.CharField(
        label="Which one?",
        max_length=200,
        help_text="A child is put forward from their case, not here.",
        error_messages={"required": "Say which person, place or group it is"},
    )
    reason = forms.CharField(
        label="Why should the panel hear it?", max_length=300, error_messages={"required": "Say why"}
    )


class PutForwardForm(forms.Form):
    """Which meeting hears the case, and why."""

    meeting = ChoiceRadios(label="Which meeting should hear the case?", missing="Choose a meeting")
    reason = forms.CharField(
        label="Why should the panel hear it?",
        max_length=300,
        help_text="Name nobody: this is read before the case is opened to the panel.",
        error_messages={"required": "Say why the panel should hear it"},
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["meeting"]
        field.choices = choices


class ReasonForm(forms.Form):
    """Why an item is carried over."""

    reason = forms.CharField(
        label="Why is this item carried over?",
        max_length=300,
        help_text="It goes to the top of the next agenda. Name nobody here.",
        error_messages={"required": "Say why it is carried over"},
    )


class LeaveForm(forms.Form):
    """Who must leave for an item, and why."""

    user = ChoiceRadios(label="Who must leave while this item is heard?", missing="Choose who must leave")
    reason = forms.CharField(
        label="Why?",
        max_length=300,
        help_text="For example: is related to the family. Name nobody.",
        error_messages={"required": "Say why they must leave"},
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["user"]
        field.choices = choices


class MinutesForm(forms.Form):
    """The minutes of one item."""

    text = LongText(
        label="Minutes of this item",
        rows=14,
        help_text="What was said and by which agency. Decisions and actions have pages of their own.",
        error_messages={"required": "Write the minutes, or go back"},
    )


class AttendanceForm(forms.Form):
    """Every agency on one page, as the minute taker goes round the table, with what is known of its returns."""

    def __init__(
        self, agencies: Iterable[Agency], kept: Iterable[Attendance], given: Mapping[str, bool], data: Any = None
    ) -> None:
        super().__init__(data)
        self.agencies = list(agencies)
        known = {one.agency_id: one for one in kept}
        for agency in self.agencies:
            one = known.get(agency.code)
            self.fields[f"presence_{agency.code}"] = ChoiceRadios(
                label=agency.name, choices=Presence.choices, missing=f"Say whether {agency.name} was there",
                initial=one.presence if one else None,
                help_text=f"Return before the meeting: {in_words(given.get(agency.code)).lower()}",
            )  # fmt: skip
            self.fields[f"who_{agency.code}"] = forms.CharField(
                label=f"Who spoke for {agency.name}? (optional)", max_length=200, required=False,
                initial=one.who if one else "",
            )  # fmt: skip

    def rows(self) -> list[There]:
        """What was answered, agency by agency."""
        answers = self.cleaned_data
        return [
            There(agency.code, answers[f"presence_{agency.code}"], answers[f"who_{agency.code}"])
            for agency in self.agencies
        ]
