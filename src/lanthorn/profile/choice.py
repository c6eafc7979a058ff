"""A briefing of one's own: given a profile.toml, says which pages, names, logo, marking and threshold it is to have.

Choosing leaves figures as they are: pages are left out or put in another order, never changed. So a chosen briefing
says no more than the whole one, and needs no protection of its own.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lanthorn.errors import BadDefinitionError, BadFileError, LanthornError
from lanthorn.profile.content import Briefing, Logo
from lanthorn.vocabulary import Period, parse_period

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""How the files of the two kinds of picture begin."""
_LARGEST_LOGO = 500_000
"""Bytes: every copy of the web page carries it."""


@dataclass(frozen=True)
class Choice:
    """What a profile.toml says. What it does not say is as in the whole briefing: None, or empty."""

    title: str = ""
    area: str = ""
    marking: str = ""
    threshold: int | None = None
    """The smallest count that is shown, for `make_profile`."""
    pages: tuple[str, ...] = ()
    """The pages wanted, by their ids, in order; all in their own order where empty."""
    leave_out: tuple[str, ...] = ()
    logo: Logo | None = None
    authority: str = ""
    """The one authority that the briefing is of, beside the whole area."""
    compare: Period | None = None
    """The earlier period that each figure stands beside."""


def read_choice(path: Path) -> Choice:
    """What the file says.

    Raises BadFileError for a file that cannot be read or is not TOML, and for a logo that is no PNG or JPEG;
    BadDefinitionError for a key that is not known, of another kind than expected, or contradicts another.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadFileError(f"{path} is not TOML in UTF-8: {error}.") from error
    texts = {
        key: _text(path, said, key)
        for key in ("title", "area", "marking", "logo", "logo_words", "authority", "compare")
    }
    lists = {key: _texts(path, said, key) for key in ("pages", "leave_out")}
    known = [*texts, *lists, "threshold"]
    unknown = sorted(set(said) - set(known))
    if unknown:
        raise BadDefinitionError(f"{path}: found the keys {', '.join(unknown)}, expected only {', '.join(known)}.")
    if lists["pages"] and lists["leave_out"]:
        raise BadDefinitionError(f"{path}: found both pages and leave_out, expected one of them.")
    return Choice(
        texts["title"], texts["area"], texts["marking"], _threshold(path, said), lists["pages"], lists["leave_out"],
        _logo(path, texts["logo"], texts["logo_words"]), texts["authority"], _period(path, texts["compare"]),
    )  # fmt: skip


def chosen(briefing: Briefing, choice: Choice) -> Briefing:
    """The briefing with the pages and names of the choice; key figures of pages left out go with them.

    Raises BadDefinitionError for the id of a page that the briefing does not have.
    """
    pages = {page.id: page for page in briefing.pages}
    unknown = [name for name in (*choice.pages, *choice.leave_out) if name not in pages]
    if unknown:
        raise BadDefinitionError(f"Pages: found {', '.join(unknown)}; the briefing has {', '.join(pages)}.")
    wanted = choice.pages or tuple(name for name in pages if name not in choice.leave_out)
    return replace(
        briefing,
        title=choice.title or briefing.title,
        area=choice.area or briefing.area,
        marking=choice.marking or briefing.marking,
        logo=choice.logo or briefing.logo,
        pages=tuple(pages[name] for name in wanted),
        headlines=tuple(headline for headline in briefing.headlines if headline.page in wanted),
    )


def _text(path: Path, said: Mapping[str, Any], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise BadDefinitionError(f"{path}: {key} is {value!r}, expected a text.")
    return value.strip()


def _texts(path: Path, said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = said.get(key, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadDefinitionError(f'{path}: {key} is {value!r}, expected a list of page ids, such as ["trend.month"].')
    twice = _repeated(value)
    if twice:
        raise BadDefinitionError(f"{path}: {key} has {', '.join(twice)} more than once.")
    return tuple(value)


def _repeated(names: Sequence[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]


def _threshold(path: Path, said: Mapping[str, Any]) -> int | None:
    value = said.get("threshold")
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadDefinitionError(f"{path}: threshold is {value!r}, expected a whole number of 1 or more, usually 5.")
    return value


def _period(path: Path, text: str) -> Period | None:
    try:
        return parse_period(text) if text else None
    except LanthornError as error:
        raise BadDefinitionError(f"{path}: compare: {error}") from error


def _logo(path: Path, name: str, words: str) -> Logo | None:
    """The picture, by a path from the TOML file's folder."""
    if not name:
        return None
    if not words:
        raise BadDefinitionError(
            f"{path}: logo has no logo_words; expected whose logo it is, for those who cannot see it."
        )
    picture = path.parent / name
    try:
        content = picture.read_bytes()
    except OSError as error:
        raise BadFileError(f"{picture} cannot be read: {error.strerror}.") from error
    kind = next((kind for start, kind in _SIGNATURES.items() if content.startswith(start)), "")
    if not kind or len(content) > _LARGEST_LOGO:
        raise BadFileError(
            f"{picture} is no PNG or JPEG of at most {_LARGEST_LOGO // 1000} kB ({len(content):,} bytes found)."
        )
    return Logo(content, kind, words)
