"""Form fields in GOV.UK markup: the renderer, the date in three parts, and choices as radios.

A form is rendered with {{ form }}; each field by look/forms/field.html.
"""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders every form with our templates, those of libraries included."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year, each its own input, as people know them by heart."""

    template_name = "look/forms/date.html"

    def __init__(self, autocomplete: bool = False) -> None:
        self.autocomplete = autocomplete
        super().__init__({part: forms.TextInput({"inputmode": "numeric"}) for part in ("day", "month", "year")})

    def decompress(self, value: Any) -> list[Any]:
        """The three parts of a date."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def id_for_label(self, id_: str) -> str:
        """The day: where the error summary leads."""
        return f"{id_}_0" if id_ else id_


class PartialDateField(forms.MultiValueField):
    """A date of which parts may be unknown: gives (year, month, day), each a number or None."""

    widget = DatePartsWidget
    to_come = False

    def __init__(self, **kwargs: Any) -> None:
        fields = tuple(forms.CharField(required=False) for _ in range(3))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """As Django's; three empty parts are a date not known at all."""
        cleaned = super().clean(value)
        return cleaned or (None, None, None)

    def compress(self, data_list: list[Any]) -> tuple[int | None, int | None, int | None]:
        """Check each part that was given, and all together where all were."""
        day, month, year = (_whole_number(part) for part in [*data_list, "", "", ""][:3])
        this_year = datetime.date.today().year
        if day is not None and not 1 <= day <= 31:
            raise ValidationError("Day must be a number from 1 to 31")
        if month is not None and not 1 <= month <= 12:
            raise ValidationError("Month must be a number from 1 to 12")
        earliest, latest = (this_year, this_year + 10) if self.to_come else (this_year - 110, this_year)
        if year is not None and not earliest <= year <= latest:
            example = this_year if self.to_come else this_year - 15
            raise ValidationError(f"Year must be in full, for example {example}")
        if day and month and year:
            try:
                whole = datetime.date(year, month, day)
            except ValueError:
                raise ValidationError("This day is not in the calendar") from None
            if self.to_come and whole <= datetime.date.today():
                raise ValidationError("The date must be in the future")
            if not self.to_come and whole > datetime.date.today():
                raise ValidationError("The date must be in the past")
        return year, month, day


class WholeDateField(PartialDateField):
    """A date that must be whole: gives a date."""

    def clean(self, value: Any) -> Any:
        """The date, or None where the field is not required and empty."""
        year, month, day = super().clean(value)
        if not (year and month and day):
            if self.required or year or month or day:
                raise ValidationError("Enter a day, a month and a year")
            return None
        return datetime.date(year, month, day)


class FutureDateField(WholeDateField):
    """A whole date after today: gives a date."""

    to_come = True


class ChoiceRadios(forms.ChoiceField):
    """One of a few choices, as radios, with a message that says what to do."""

    widget = forms.RadioSelect

    def __init__(self, *, missing: str, **kwargs: Any) -> None:
        super().__init__(error_messages={"required": missing, "invalid_choice": missing}, **kwargs)


class LongText(forms.CharField):
    """Several lines of text."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **kwargs)


def _whole_number(text: Any) -> int | None:
    if text in (None, ""):
        return None
    stripped = str(text).strip()
    if not stripped.isascii() or not stripped.isdigit():
        raise ValidationError("Day, month and year must be numbers")
    return int(stripped)
