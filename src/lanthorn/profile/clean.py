"""Words that every format can hold: given content of any kind, gives the same with what XML and UTF-8 lack replaced.

Control characters and halves of characters can come in with a damaged extract. They are shown as the sign for a
character that is missing, so that a reader sees that something stood there.
"""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TypeVar

from lanthorn.profile.charts.lettering import printable

Content = TypeVar("Content")


def cleaned(content: Content) -> Content:
    """The content with every text in it, however deep, made printable; the very same object where nothing changes."""
    made: object = content
    if isinstance(content, str) and not isinstance(content, Enum):
        made = content if (shown := printable(content)) == content else shown
    elif isinstance(content, tuple):
        parts = tuple(cleaned(part) for part in content)
        made = content if all(new is old for new, old in zip(parts, content, strict=True)) else parts
    elif is_dataclass(content) and not isinstance(content, type):
        made = _with_clean_fields(content)
    return made  # type: ignore[return-value]  # each branch gives back the kind of thing it was given


def _with_clean_fields(content: object) -> object:
    assert is_dataclass(content)  # noqa: S101 - the caller has asked
    assert not isinstance(content, type)  # noqa: S101 - narrows the type only
    old = {field.name: getattr(content, field.name) for field in fields(content)}
    changed = {name: new for name, value in old.items() if (new := cleaned(value)) is not value}
    return replace(content, **changed) if changed else content
