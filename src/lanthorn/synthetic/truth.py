"""The truth beside the files: who each record is about, who the children are, what truly happened.

Only the evaluation of linkage and the tests of the generator read it; nothing that makes a profile does.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from lanthorn.synthetic.care import NEVER, Stays
from lanthorn.synthetic.chance import Ints
from lanthorn.synthetic.clock import MINUTES_A_DAY
from lanthorn.synthetic.exploitation import Offences
from lanthorn.synthetic.households import NONE, People, ethnicity_codes
from lanthorn.synthetic.missing import Spells
from lanthorn.synthetic.names import forenames
from lanthorn.synthetic.places import places
from lanthorn.synthetic.population import EXPLOITATION, SEXES
from lanthorn.synthetic.postcodes import postcode_text

_PARAMETERS = "parameters.json"
_README = """The truth behind the synthetic London in the folder beside this one.

Only the evaluation of linkage and the tests of the generator read this folder. Nothing that makes a profile may.

record_child.parquet  which child each record is about: record_id, person_id
person.parquet        the children known to any agency, as they are
event.parquet         what truly happened to them: reports of exploitation, times missing or away, stays in care
case.parquet          of each case of the partnership the child, and how grave things truly were: 0 none, else 1, 2, 3
parameters.json       seed, scale, years, encodings and version of the generator

None of these children exists. Names are drawn from lists, and no postcode can be a real one.
"""


def person_ids(child: Ints) -> Any:
    """The name of each child in the truth: "P00000012"."""
    digits = pc.utf8_lpad(pa.array(child).cast(pa.string()), 8, "0")
    return pc.binary_join_element_wise("P", digits, "")


def write_record_child(folder: Path, records: list[tuple[Any, Ints]]) -> Ints:
    """Write which child each record is about, given ids and children; gives back the children, in order.

    A record without an id (its reference was lost) and the second row of one id are left out.
    """
    child = np.concatenate([children for _, children in records])
    record_ids = [ids for ids, _ in records]
    table = pa.table({"record_id": pa.chunked_array(record_ids, pa.string()), "person_id": person_ids(child)})
    known = pc.is_valid(table["record_id"])
    _, once = np.unique(table["record_id"].filter(known).to_numpy(zero_copy_only=False), return_index=True)
    pq.write_table(table.filter(known).take(pa.array(once)), folder / "record_child.parquet")
    return np.unique(child)


def write_persons(folder: Path, people: People, child: Ints) -> None:
    """Write these children as they truly are."""
    index, known = pa.array(child), people.known
    twin = people.twin_of[child]
    table = pa.table(
        {
            "person_id": person_ids(child),
            "forename": forenames().texts.take(pa.array(people.forename[child])),
            "middle_name": forenames().texts.take(
                pa.array(np.maximum(people.middle_name[child], 0), mask=people.middle_name[child] == NONE)
            ),
            "surname": people.surname.take(index),
            "sex": pa.array(SEXES).take(pa.array(known.sex[child])),
            "date_of_birth": pa.array(known.birth[child].astype("datetime64[D]")),
            "ethnicity": pa.array(ethnicity_codes()).take(pa.array(people.ethnicity[child])),
            "home_authority": pa.array(places().codes).take(pa.array(known.place[child])),
            "home_postcode": postcode_text(people.home[child]),
            "household": pa.array(people.household[child]),
            # Of a child exploited: when a concern is first reported, which can be after the files end.
            "exploitation_reported_on": pa.array(
                known.anchor[child].astype("datetime64[D]"), mask=known.way[child] != EXPLOITATION
            ),
            "twin_of": pc.if_else(
                pa.array(twin == NONE), pa.scalar(None, pa.string()), person_ids(np.maximum(twin, 0))
            ),
        }
    )
    pq.write_table(table, folder / "person.parquet")


def _moments(minutes: Ints) -> Any:
    return pa.array(minutes.astype("datetime64[m]").astype("datetime64[s]"))


def _event_table(kind: Any, child: Ints, began: Ints, ended: Ints, place: Ints, police: Any, care: Any) -> Any:
    return pa.table(
        {
            "event": kind,
            "person_id": person_ids(child),
            "began": _moments(began),
            "ended": _moments(ended),
            "authority": pa.array(places().codes).take(pa.array(place)),
            "recorded_by_police": pa.array(police),
            "recorded_by_social_care": pa.array(care),
        }
    )


def write_events(folder: Path, people: People, offences: Offences, spells: Spells, stays: Stays) -> None:
    """Write what truly happened, whether or not anybody recorded it."""
    of = offences.victim_offence
    reported = offences.reported[of] * MINUTES_A_DAY
    stayed = np.flatnonzero(stays.start != NEVER)
    here = people.known.place[stayed] < places().in_london
    tables = [
        _event_table(
            pa.repeat(pa.scalar("exploitation reported"), len(of)),
            offences.victim_child,
            reported,
            reported,
            offences.place[of],
            offences.flagged[of],
            np.zeros(len(of), dtype=bool),
        ),
        _event_table(
            pa.array(["missing", "away"]).take(pa.array(spells.away.astype(np.int64))),
            spells.child,
            spells.began,
            spells.ended,
            spells.place,
            spells.told_police,
            spells.in_return,
        ),
        _event_table(
            pa.repeat(pa.scalar("looked after"), len(stayed)),
            stayed,
            stays.start[stayed] * MINUTES_A_DAY,
            stays.end[stayed] * MINUTES_A_DAY,
            people.known.place[stayed],
            np.zeros(len(stayed), dtype=bool),
            here,
        ),
    ]
    pq.write_table(pa.concat_tables(tables), folder / "event.parquet")


def write_cases(folder: Path, reference: Any, child: Ints, severity: Ints) -> None:
    """Write of which child each case of the partnership is, and how grave things truly were."""
    table = pa.table({"case_reference": reference, "person_id": person_ids(child), "severity": pa.array(severity)})
    pq.write_table(table, folder / "case.parquet")


def write_parameters(folder: Path, values: dict[str, Any]) -> None:
    """Write what the run was asked for, and the note that says whom this folder is for."""
    (folder / _PARAMETERS).write_text(json.dumps(values, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    (folder / "README.txt").write_text(_README, encoding="utf-8")


def is_of_a_run(folder: Path) -> bool:
    """Whether a run of the generator wrote this folder of the truth."""
    return (folder / _PARAMETERS).is_file()
