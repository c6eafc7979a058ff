"""Template tags: a field's widget in GOV.UK classes, the error summary, and dates as people write them."""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lanthorn.casework.journeys.keeping import KEEPER, KEPT, keeper_for
from lanthorn.casework.look.forms import DatePartsWidget

register = template.Library()

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.PasswordInput, "govuk-input"),
    (forms.TextInput, "govuk-input"),
)


@register.simple_tag(takes_context=True)
def keeper(context: Any) -> SafeString:
    """What a form carries so that its text is kept for its writer, should their session end while they type."""
    request = context["request"]
    if not request.user.is_authenticated:
        return SafeString("")
    hidden = format_html('<input type="hidden" name="{}" value="{}">', KEEPER, keeper_for(request.user))
    earlier = request.POST.get(KEPT)
    return hidden + format_html('<input type="hidden" name="{}" value="{}">', KEPT, earlier) if earlier else hidden


@register.filter
def kind(field: forms.BoundField) -> str:
    """How a field is laid out: radios, checkboxes, one checkbox, a date, or a single input."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "date" if isinstance(widget, DatePartsWidget) else "single"


@register.filter
def govuk(field: forms.BoundField) -> str:
    """The widget of a single input, with its classes."""
    widget = field.field.widget
    classes = next((name for kind_of, name in _CLASSES if isinstance(widget, kind_of)), "")
    if field.errors:
        classes += f" {classes}--error"
    if widget.attrs.get("size"):
        classes += f" govuk-input--width-{widget.attrs['size']}"
    return field.as_widget(attrs={"class": classes.strip()})


@register.filter
def first_input(field: forms.BoundField) -> str:
    """The id of the first input of a field, where a link to it must lead."""
    suffix = "_0" if kind(field) in {"radios", "checkboxes", "date"} else ""
    return f"{field.auto_id}{suffix}"


@register.inclusion_tag("look/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """The box on top that lists each error with a link to its field."""
    return {"form": form}


@register.filter
def day(when: date | datetime | None) -> str:
    """A day as people write it: 3 March 2026."""
    if when is None:
        return "Not set"
    if isinstance(when, datetime):
        when = timezone.localtime(when).date()
    return f"{when.day} {when:%B %Y}"


@register.filter
def moment(when: datetime | None) -> str:
    """A moment as people write it: 3 March 2026 at 14:05."""
    return f"{day(when)} at {timezone.localtime(when):%H:%M}" if when else "Not yet"


@register.filter
def lower_first(text: str) -> str:
    """The text as it goes on within a sentence: its first letter small."""
    return text[:1].lower() + text[1:]
