"""What children's social care holds: the SSDA903 return of each authority and year, in the DfE layout.

Given lives in care and times missing, gives back header, episodes and missing as they stand in the return of one
year, with what the authority knew on its last day; and the authority's identifier of each child, for the truth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.records import record_id
from lanthorn.synthetic.care import Episodes, Stays, placements
from lanthorn.synthetic.chance import Ints, Rng, choose_word, happens, stream
from lanthorn.synthetic.clock import MINUTES_A_DAY, date_text
from lanthorn.synthetic.households import NONE, People, ethnicity_codes
from lanthorn.synthetic.misrecording import Rates, slipped_births, written_postcodes
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.places import places
from lanthorn.synthetic.texts import blanked, pick

_SEX = ("2", "1")
_AWAY, _MISSING = "A", "M"
_FIRST, _OTHER_CHANGE = "S", "X1"
_NOT_OBTAINED = ("NOBT", "REFU")


@dataclass
class Returns:
    """What does not change from one year's return to the next, a row per child, per episode and per absence."""

    child: Ints
    """Children looked after by a London authority."""
    child_id: Any
    """Their identifiers, for every known child (blank where there is none)."""
    columns: Mapping[str, Any]
    episode_columns: Mapping[str, Any]
    episodes: Episodes
    home: Ints
    absence_child: Ints
    absence_day: Ints
    absence_end: Ints
    absence_kind: Any
    birth_text: Any


def _identifiers(home: Ints, child: Ints, size: int) -> Any:
    """An identifier per child, unique within the authority and in no telling order."""
    given = parameters("references")["child"]
    order = np.lexsort((child, home[child]))
    authority = home[child][order]
    begins = np.concatenate([np.ones(min(len(order), 1), dtype=bool), authority[1:] != authority[:-1]])
    place = np.arange(len(order)) - np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
    number = given["first"] + ((place + 1) * given["stride"] + authority * given["first"]) % given["modulus"]
    every = np.zeros(size, dtype=np.int64)
    every[child[order]] = number
    return pa.array(every).cast(pa.string())


def _pupil_numbers(rng: Rng, size: int) -> Any:
    letters = parameters("references")["pupil_number"]["letters"]
    letter = pa.array(list(letters)).take(pa.array(rng.integers(0, len(letters), size)))
    digits = pa.array(rng.integers(10**11, 10**12, size)).cast(pa.string())
    text = pc.binary_join_element_wise(letter, digits, "")
    return pick(Rates("social_care").strike(rng, "pupil_number_missing", size), "UN1", text)


def _coded(rng: Rng, codes: str, size: int) -> Any:
    words, number = choose_word(rng, parameters("care")["codes"][codes], size)
    return pa.array(words).take(pa.array(number))


def _episode_columns(rng: Rng, people: People, episodes: Episodes) -> dict[str, Any]:
    rates, size = Rates("social_care"), len(episodes.child)
    every = len(people)
    by_child = pa.array(episodes.child)
    home_missing = rates.strike(rng, "home_postcode_missing", every)
    home_text = blanked(written_postcodes(rng, people.home, people.former_home, rates), home_missing)
    placement_text = written_postcodes(rng, episodes.postcode, np.full(size, NONE, dtype=np.int64), rates)
    numbers = parameters("references")["home_number"]
    number = numbers["first"] + episodes.home_number % (numbers["last"] - numbers["first"])
    return {
        "RNE": pick(episodes.is_first, _FIRST, _coded(rng, "again", size)),
        "LS": _coded(rng, "legal_status", every).take(by_child),
        "CIN": _coded(rng, "need", every).take(by_child),
        "PLACE": pa.array(placements()).take(pa.array(episodes.placement)),
        "PLACE_PROVIDER": _coded(rng, "provider", size),
        "REC": pick(episodes.is_last, _coded(rng, "reason_ended", size), _OTHER_CHANGE),
        "REASON_PLACE_CHANGE": blanked(_coded(rng, "reason_of_change", size), episodes.is_last),
        "HOME_POST": home_text.take(by_child),
        "PL_POST": blanked(placement_text, rates.strike(rng, "placement_postcode_missing", size)),
        "URN": blanked(pa.array(number).cast(pa.string()), episodes.home_number == NONE),
    }


def _absences(rng: Rng, people: People, spells: Spells) -> tuple[Ints, Ints, Ints, Any]:
    """Child, first day, day of return and kind of each absence the authority entered, one a day and kind."""
    entered = np.flatnonzero(spells.in_return & (people.known.place[spells.child] < places().in_london))
    late = happens(rng, parameters("care")["return"]["day_late"], len(entered))
    day = spells.began[entered] // MINUTES_A_DAY + late
    end = np.maximum(spells.ended[entered] // MINUTES_A_DAY, day)
    away = spells.away[entered].astype(np.int64)
    _, once = np.unique(np.stack([spells.child[entered], day, away], axis=1), axis=0, return_index=True)
    kind = pa.array([_MISSING, _AWAY]).take(pa.array(away[once]))
    return spells.child[entered][once], day[once], end[once], kind


def returns_of(seed: int, people: People, stays: Stays, episodes: Episodes, spells: Spells) -> Returns:
    """Everything the authorities enter about children they look after."""
    rng, rates = stream(seed, "social care"), Rates("social_care")
    every, known = len(people), people.known
    london = np.flatnonzero(known.place < places().in_london)
    child = np.intersect1d(london, episodes.child)
    ethnicity = pa.array(ethnicity_codes()).take(pa.array(people.ethnicity))
    not_obtained = pa.array(_NOT_OBTAINED).take(pa.array(rng.integers(0, len(_NOT_OBTAINED), every)))
    birth = date_text(slipped_births(rng, known.birth, rates))
    columns = {
        "SEX": pa.array(_SEX).take(pa.array(known.sex)),
        "DOB": birth,
        "ETHNIC": pick(rates.strike(rng, "ethnicity_missing", every), not_obtained, ethnicity),
        "UPN": _pupil_numbers(rng, every),
    }
    absence_child, absence_day, absence_end, absence_kind = _absences(rng, people, spells)
    return Returns(
        child=child,
        child_id=_identifiers(known.place, child, every),
        columns=columns,
        episode_columns=_episode_columns(rng, people, episodes),
        episodes=episodes,
        home=known.place,
        absence_child=absence_child,
        absence_day=absence_day,
        absence_end=absence_end,
        absence_kind=absence_kind,
        birth_text=birth,
    )


@dataclass
class YearReturn:
    """One authority's return of one year."""

    header: Mapping[str, Any]
    episodes: Mapping[str, Any]
    missing: Mapping[str, Any]
    child: Ints


def _grouped(authority: Ints, row: Ints) -> list[Ints]:
    """The rows of each authority, in their order."""
    order = np.argsort(authority, kind="stable")
    edges = np.searchsorted(authority[order], np.arange(places().in_london + 1))
    return [row[order[start:stop]] for start, stop in pairwise(edges)]


def year_returns(returns: Returns, first: int, last: int) -> list[YearReturn]:
    """The returns of the year from the first to the last day, one per London authority in order.

    An episode that ends after the year is open in its return: DEC and REC stay blank.
    """
    episodes = returns.episodes
    london = returns.home[episodes.child] < places().in_london
    inside = np.flatnonzero(london & (episodes.began <= last) & (episodes.ended >= first))
    absence = np.flatnonzero((returns.absence_day >= first) & (returns.absence_day <= last))
    by_authority = _grouped(returns.home[episodes.child[inside]], inside)
    absences = _grouped(returns.home[returns.absence_child[absence]], absence)
    return [_one_return(returns, rows, gone, last) for rows, gone in zip(by_authority, absences, strict=True)]


def _one_return(returns: Returns, episode: Ints, absence: Ints, last: int) -> YearReturn:
    child = np.unique(returns.episodes.child[episode])
    absence = absence[np.isin(returns.absence_child[absence], child)]
    index, of_episode = pa.array(child), pa.array(episode)
    ended = returns.episodes.ended[episode]
    still_open = ended > last
    given = {heading: column.take(of_episode) for heading, column in returns.episode_columns.items()}
    blank = pa.array([""] * len(child), pa.string())
    back = returns.absence_end[absence]
    return YearReturn(
        header={
            "CHILD": returns.child_id.take(index),
            **{heading: column.take(index) for heading, column in returns.columns.items()},
            "MOTHER": blank,
            "MC_DOB": blank,
        },
        episodes={
            "CHILD": returns.child_id.take(pa.array(returns.episodes.child[episode])),
            "DECOM": date_text(returns.episodes.began[episode]),
            **{heading: given[heading] for heading in ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER")},
            "DEC": blanked(date_text(np.minimum(ended, last)), still_open),
            "REC": blanked(given["REC"], still_open),
            "REASON_PLACE_CHANGE": blanked(given["REASON_PLACE_CHANGE"], still_open),
            **{heading: given[heading] for heading in ("HOME_POST", "PL_POST", "URN")},
        },
        missing={
            "CHILD": returns.child_id.take(pa.array(returns.absence_child[absence])),
            "DOB": returns.birth_text.take(pa.array(returns.absence_child[absence])),
            "MISSING": returns.absence_kind.take(pa.array(absence)),
            "MIS_START": date_text(returns.absence_day[absence]),
            "MIS_END": blanked(date_text(np.minimum(back, last)), back > last),
        },
        child=child,
    )


def care_record_ids(returns: Returns, child: Ints) -> Any:
    """The record ids of these children in their authorities' returns."""
    code = pa.array(places().codes).take(pa.array(returns.home[child]))
    key = pc.binary_join_element_wise(code, returns.child_id.take(pa.array(child)), "|")
    return pc.binary_join_element_wise(record_id("care_child", ""), key, "")
