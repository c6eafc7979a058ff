"""Sentence templates, kept as data so that another voice can be added: named, with named slots, checked when loaded.

A voice is a folder under ``data/voices``. A module says which templates it uses and what fills them; every voice must
have exactly those. A sentence one of whose figures may not be shown is not said: `say` then gives None.
"""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter

from lanthorn.errors import BadDefinitionError
from lanthorn.profile.content import Fact, Sentence
from lanthorn.profile.voice import ENGLISH, SPEAKING

_VOICES = files("lanthorn.profile") / "data" / "voices"
_OF_TEMPLATES = ("sentences", "documents")
"""The files of a voice that hold templates: what a briefing says, and what documents put round it."""
_declared: dict[str, dict[str, frozenset[str]]] = {}


@dataclass(frozen=True)
class Said:
    """Words for a protected figure, and the facts they rest on."""

    text: str
    facts: tuple[Fact, ...] = ()


@cache
def voice_table(voice: str, name: str) -> dict[str, object]:
    """One data file of a voice. Raises BadDefinitionError where the voice lacks it."""
    path = _VOICES / voice / f"{name}.toml"
    if not path.is_file():
        raise BadDefinitionError(f"The voice {voice!r} has no file {name}.toml.")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def spoken(name: str) -> dict[str, object]:
    """One data file of the voice in use."""
    return voice_table(SPEAKING.get(), name)


@contextmanager
def speaking(voice: str) -> Iterator[None]:
    """Use a voice for what is said inside the block. Raises BadDefinitionError where it lacks a template or a slot."""
    for group, slots in _declared.items():
        _check(voice, group, slots)
    token = SPEAKING.set(voice)
    try:
        yield
    finally:
        SPEAKING.reset(token)


@dataclass(frozen=True)
class Templates:
    """The templates of one group, such as those of one page."""

    group: str

    def say(self, name: str, **slots: Said | str | None) -> Sentence | None:
        """The sentence, its first letter a capital; None where a figure in it may not be shown."""
        found = {slot: Said(value) if isinstance(value, str) else value for slot, value in slots.items()}
        said = {slot: value for slot, value in found.items() if value is not None}
        if len(said) < len(slots):
            return None
        text = self._template(name, frozenset(slots)).format(**{slot: value.text for slot, value in said.items()})
        facts = dict.fromkeys(fact for value in said.values() for fact in value.facts)
        return Sentence(text[:1].upper() + text[1:], tuple(facts))

    def text(self, name: str, **slots: str) -> str:
        """Words that rest on no figure, as the template has them."""
        return self._template(name, frozenset(slots)).format(**slots)

    def _template(self, name: str, slots: frozenset[str]) -> str:
        wanted = _declared[self.group].get(name)
        if wanted != slots:
            raise BadDefinitionError(f"The sentence {self.group}.{name} has {_slots(wanted)}, not {_slots(slots)}.")
        return _group(SPEAKING.get(), self.group)[name]


def templates(group: str, **slots: str) -> Templates:
    """Declare the templates of a group: each name with the names of what fills it, divided by blanks.

    Raises BadDefinitionError unless the English voice has exactly these, each with exactly these slots.
    """
    wanted = {name: frozenset(names.split()) for name, names in slots.items()}
    _check(ENGLISH, group, wanted)
    _declared[group] = wanted
    return Templates(group)


def declared() -> dict[str, dict[str, frozenset[str]]]:
    """What the modules loaded so far have declared: group to template to slots."""
    return dict(_declared)


def _group(voice: str, group: str) -> dict[str, str]:
    for name in _OF_TEMPLATES:
        entry = voice_table(voice, name).get(group)
        if isinstance(entry, dict):
            return entry
    raise BadDefinitionError(f"The voice {voice!r} has no sentences for {group!r}.")


def _check(voice: str, group: str, wanted: dict[str, frozenset[str]]) -> None:
    found = {name: frozenset(slot for _, slot, _, _ in Formatter().parse(text) if slot is not None)
             for name, text in _group(voice, group).items()}  # fmt: skip
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            raise BadDefinitionError(
                f"Voice {voice!r}, sentence {group}.{name}: found the slots {_slots(found.get(name))}, "
                f"expected {_slots(wanted.get(name))}."
            )


def _slots(names: frozenset[str] | None) -> str:
    return "no such sentence" if names is None else ", ".join(sorted(names)) or "none"
