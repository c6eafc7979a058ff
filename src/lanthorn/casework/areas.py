"""Local authorities as pages name them, and the coarse area in which each lies.

Given the code of an authority; gives its name, from the vocabulary or, in a demonstration, from the made-up ones.
"""

from django.conf import settings

from lanthorn.vocabulary import OUTSIDE, UNKNOWN, area_of, authorities, find_authority


def authority_label(code: str) -> str:
    """The name of the authority; the code itself where it is known to nobody, and "Not known" for none."""
    return dict(authority_choices()).get(code, code or "Not known")


def area_label(code: str) -> str:
    """The area in which the authority lies; a made-up one stands for an area of its own."""
    made_up: dict[str, str] = settings.MADE_UP_AUTHORITIES
    if code in made_up:
        return f"Around {made_up[code]}"
    area = area_of(code or None)
    return {OUTSIDE: "Outside London", UNKNOWN: "Not known"}.get(area, f"{area.capitalize()} London")


def authority_choices() -> list[tuple[str, str]]:
    """Every authority by code, with its name: the made-up ones of a demonstration first."""
    return [*settings.MADE_UP_AUTHORITIES.items(), *((entry.code, entry.label) for entry in authorities())]


def authority_code(recorded: str) -> str:
    """The code for what somebody wrote, such as "Newham council"; empty where it is no authority that is known."""
    plain = recorded.casefold()
    for code, label in settings.MADE_UP_AUTHORITIES.items():
        if label.casefold() in plain:
            return str(code)
    return find_authority(recorded) or ""
