"""What the early warning watches and the numbers it works with, from `data/warning.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lanthorn.errors import BadDefinitionError


@dataclass(frozen=True)
class Settings:
    """The numbers of the method. `watched` maps a measure to the dimension that says where."""

    watched: dict[str, str]
    clustered: frozenset[str]
    """Measures by which one child can be counted many times: each place is allowed the dispersion of its own counts."""
    windows: tuple[int, ...]
    """How many of the last months are looked at together."""
    gap: int
    at_most: int
    at_least: int
    """Months before, from which the expectation comes."""
    trial_months: int
    false_discovery_rate: float
    outside: float
    """The part of counts to come that lies outside the range said to be expected."""

    def place_of(self, measure: str) -> str:
        """The dimension that says where the units of a measure are. Raises BadDefinitionError for one not watched."""
        if measure not in self.watched:
            raise BadDefinitionError(
                f"There is no early warning on {measure!r}. There is one on: {', '.join(self.watched)}."
            )
        return self.watched[measure]

    @property
    def needed(self) -> int:
        """How many months there have to be, the last one included."""
        return self.at_least + self.gap + 1


@cache
def settings() -> Settings:
    """The numbers as declared."""
    read = tomllib.loads((files("lanthorn.measures.warning") / "data" / "warning.toml").read_text(encoding="utf-8"))
    return Settings(
        watched={entry["measure"]: entry["place"] for entry in read["watched"]},
        clustered=frozenset(entry["measure"] for entry in read["watched"] if entry["clustered"]),
        windows=tuple(read["windows"]["months"]),
        gap=read["gap"]["months"],
        at_most=read["before"]["at_most"],
        at_least=read["before"]["at_least"],
        trial_months=read["trials"]["at_least"],
        false_discovery_rate=read["false_discovery_rate"]["rate"],
        outside=read["expected"]["outside"],
    )
