"""What a reader sees of a person: the sheets through which every page, export and interface goes."""

from typing import Any

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.people.models import Address, Name, NameKind, Person


def birth_in_words(person: Any) -> str:
    """The date of birth as far as it is known: 3 / 11 / 2010, or ? / ? / 2010."""
    parts = (person.birth_day, person.birth_month, person.birth_year)
    return "" if not any(parts) else " / ".join("?" if part is None else str(part) for part in parts)


def _names(person: Person) -> list[Name]:
    """Those that the query brought along, so that a list asks the database once (see with_names)."""
    return getattr(person, "shown_names", [])


def _whole_name(person: Person) -> str:
    names = [name for name in _names(person) if name.kind == NameKind.NAME]
    return names[0].whole if names else ""


def _aliases(person: Person) -> str:
    return ", ".join(name.whole for name in _names(person) if name.kind != NameKind.NAME)


PERSON_SHEET: Sheet[Person] = Sheet(
    "person",
    [
        Field("name", "Name", "identity", _whole_name),
        Field("aliases", "Also known as", "identity", _aliases),
        Field("birth", "Date of birth", "identity", birth_in_words),
        Field("sex", "Sex", "identity", lambda person: person.get_sex_display()),
    ],
)

# For the case page. A protected address is withheld here from everybody: it is opened on a page of its own.
ADDRESS_SHEET: Sheet[Address] = Sheet(
    "address",
    [
        Field("lines", "Address", "address", lambda address: address.lines, hidden=lambda address: address.protected),
        Field("postcode", "Postcode", "address", lambda address: address.postcode, hidden=lambda one: one.protected),
    ],
)

# For that page only (cases:address).
OPENED_ADDRESS_SHEET: Sheet[Address] = Sheet(
    "address",
    [
        Field("lines", "Address", "address", lambda address: address.lines),
        Field("postcode", "Postcode", "address", lambda address: address.postcode),
    ],
)
