"""Mapping files: how a force's own export becomes records, in TOML and without code.

Given a mapping file, gives back its extracts, checked against the tables and code lists; every fault in it is an
error that says where it stands and what was expected.
"""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from lanthorn.errors import BadDefinitionError
from lanthorn.intake.extract import FROM_FOLDERS, Extract, known_codes
from lanthorn.records import TABLE_BY_NAME, Field, Kind, Table
from lanthorn.vocabulary import find_authority

BUILT_IN = "metropolitan.toml"

_KEYS = {"name", "table", "columns", "blank", "dates", "moments", "values", "may_be_empty"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DIRECTIVE = re.compile(r"%(.)")
_DATE_PARTS = ({"d"}, {"m", "b", "B"}, {"y", "Y"})
_TIME_PARTS = ({"H", "I"}, {"M"})
_ALLOWED_PARTS = {"d", "m", "b", "B", "y", "Y", "H", "I", "M", "S", "p", "a", "A", "f"}
_TRANSLATED = (Kind.CODE, Kind.YES_NO, Kind.AUTHORITY)


def built_in() -> tuple[Extract, ...]:
    """The extracts of the mapping that comes with Lanthorn."""
    text = (files("lanthorn.intake") / "mappings" / BUILT_IN).read_text(encoding="utf-8")
    return _parse(text, BUILT_IN)


def read_mapping(path: Path) -> tuple[Extract, ...]:
    """The extracts of a user's mapping file. Raises BadDefinitionError for anything wrong with it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as fault:
        raise BadDefinitionError(f"There is no mapping file {path}.") from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise BadDefinitionError(f"The mapping file {path} cannot be read as UTF-8 text.") from fault
    return _parse(text, str(path))


def _parse(text: str, where: str) -> tuple[Extract, ...]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadDefinitionError(f"{where} is not valid TOML: {fault}.") from fault
    entries = content.get("extract")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise BadDefinitionError(f"{where} describes no extract. Expected at least one [[extract]].")
    if others := sorted(set(content) - {"extract"}):
        raise BadDefinitionError(f"{where}: {', '.join(map(repr, others))} is unknown. Expected only [[extract]].")
    extracts = tuple(_extract(entry, where) for entry in entries)
    names = [extract.name for extract in extracts]
    for name in names:
        if names.count(name) > 1:
            raise BadDefinitionError(f"{where} has two extracts named {name!r}. Give each a name of its own.")
    return extracts


def _extract(entry: dict[str, Any], where: str) -> Extract:
    name = entry.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise BadDefinitionError(
            f"{where}: an extract has {f'the name {name!r}' if name else 'no name'}. "
            "Expected letters, digits, hyphens and underscores."
        )
    where = f"{where}, extract {name!r}"
    _expect_known(where, "key", entry, _KEYS)
    table = TABLE_BY_NAME.get(str(entry.get("table")))
    if table is None:
        raise BadDefinitionError(
            f"{where}: there is no table {entry.get('table')!r}. Expected one of {', '.join(TABLE_BY_NAME)}."
        )
    columns = _columns(entry.get("columns"), table, where)
    extract = Extract(
        name=name,
        table=table,
        columns=columns,
        blank=_texts(entry, "blank", where) if "blank" in entry else ("",),
        dates=_formats(entry, "dates", where, _DATE_PARTS),
        moments=_formats(entry, "moments", where, (*_DATE_PARTS, *_TIME_PARTS)),
        values=_values(entry.get("values", {}), table, columns, where),
        may_be_empty=_yes_or_no(entry, "may_be_empty", where),
    )
    for kind, formats, key in ((Kind.DATE, extract.dates, "dates"), (Kind.MOMENT, extract.moments, "moments")):
        lacking = [field for field in columns if table.by_name[field].kind is kind]
        if lacking and not formats:
            raise BadDefinitionError(f'{where}: {lacking[0]} needs {key} = ["…"]: how they are written.')
    return extract


def _columns(columns: Any, table: Table, where: str) -> dict[str, str]:
    if not isinstance(columns, dict) or not all(isinstance(text, str) and text.strip() for text in columns.values()):
        raise BadDefinitionError(f'{where}: expected [extract.columns] with lines such as {table.key[0]} = "Heading".')
    _expect_known(where, f"field of {table.name}", columns, set(table.by_name))
    for name in table.required:
        if name not in columns and name not in FROM_FOLDERS:
            raise BadDefinitionError(
                f"{where}: no column is named for {name} ({table.by_name[name].meaning}), "
                f"without which there is no record of {table.name}."
            )
    return dict(columns)


def _values(values: Any, table: Table, columns: dict[str, str], where: str) -> dict[str, dict[str, str]]:
    if not isinstance(values, dict):
        raise BadDefinitionError(f"{where}: expected values as [extract.values.FIELD].")
    _expect_known(where, "mapped field", values, set(columns))
    for name, translations in values.items():
        field = table.by_name[name]
        if field.kind not in _TRANSLATED:
            raise BadDefinitionError(f"{where}: {name} holds a {field.kind.value}, so it has no values to translate.")
        if not isinstance(translations, dict) or not all(isinstance(code, str) for code in translations.values()):
            raise BadDefinitionError(f'{where}: expected lines such as "WRITTEN" = "code" below values.{name}.')
        plain = [written.strip().lower() for written in translations]
        for written, code in translations.items():
            if plain.count(written.strip().lower()) > 1:
                raise BadDefinitionError(f"{where}, values.{name}: {written!r} is there twice, apart from case.")
            _expect_code(f"{where}, values.{name}, {written!r}", field, code)
    return {name: dict(translations) for name, translations in values.items()}


def _expect_code(where: str, field: Field, code: str) -> None:
    if field.kind is Kind.AUTHORITY:
        if find_authority(code) != code:
            raise BadDefinitionError(f"{where}: {code!r} is not the GSS code of an authority.")
        return
    known = known_codes(field.kind, field.codes)
    if code not in known:
        raise BadDefinitionError(f"{where}: there is no code {code!r}. Expected one of {', '.join(known)}.")


def _texts(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    texts = entry.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise BadDefinitionError(f'{where}: expected {key} as a list of texts such as ["…", "…"].')
    return tuple(texts)


def _yes_or_no(entry: dict[str, Any], key: str, where: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise BadDefinitionError(f"{where}: expected {key} = true or {key} = false.")
    return value


def _formats(entry: dict[str, Any], key: str, where: str, needed: tuple[set[str], ...]) -> tuple[str, ...]:
    formats = _texts(entry, key, where)
    for text in formats:
        parts = set(_DIRECTIVE.findall(text))
        if not parts <= _ALLOWED_PARTS or not all(parts & choice for choice in needed):
            example = "%d/%m/%Y" if key == "dates" else "%d/%m/%Y %H:%M"
            raise BadDefinitionError(
                f"{where}: {text!r} in {key} is not a way to write them. Expected such as {example}."
            )
    return formats


def _expect_known(where: str, what: str, found: dict[str, Any], known: set[str]) -> None:
    for name in found:
        if name not in known:
            raise BadDefinitionError(
                f"{where}: there is no {what} {name!r}. Expected one of {', '.join(sorted(known))}."
            )
