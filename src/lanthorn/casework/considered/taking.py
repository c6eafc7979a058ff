"""Take a list in: children of the area, whom nobody has decided on, or about whom something new has happened.

A child is known again by any record, since linkage may name the child anew. A reason counts only where a record stands
behind it that nobody saw when it was decided: the rule of `lanthorn identify --decided`, asked here too, so that a list
made without the decisions brings nobody back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lanthorn.casework.access.models import Agency, Role
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.considered.models import (
    ConsideredChild,
    ConsideredDecision,
    ConsideredList,
    ConsideredReason,
    ConsideredRecord,
)
from lanthorn.casework.considered.reading import ListRead, Row
from lanthorn.errors import LanthornError
from lanthorn.vocabulary import UNKNOWN

TAKERS = (Role.FRONT_DOOR, Role.CONTACT_POINT)
"""Who answers for taking a list in."""
_ASKED_AT_ONCE = 500


class ListRefusedError(LanthornError):
    """A list that cannot be taken in; nothing of it was kept."""


@dataclass(frozen=True)
class _Before:
    """What is known here of a child by the records: rows that still wait, and what was seen by rule."""

    waiting: frozenset[Any]
    seen: dict[str, set[str]]


def take(read: ListRead, *, by: Any) -> ConsideredList:
    """Take it in. Must be called within a watch.

    Raises ListRefusedError where `by` may not answer for it, where it was taken before, or where it is older than one
    that was.
    """
    if not by.holds(*TAKERS):
        raise ListRefusedError(
            f"{by.email} may not take a list in: that is for {' or '.join(r.label for r in TAKERS)}."
        )
    earlier = ConsideredList.objects.for_purpose("taking a list in")
    if earlier.filter(fingerprint=read.fingerprint).exists():
        raise ListRefusedError("This very list was taken in before.")
    if earlier.filter(as_of__gt=read.as_of).exists():
        raise ListRefusedError("A list of a later day was taken in before: this one would bring back what is settled.")
    current_watch().because("A list of children to consider", lawful_basis="safeguarding")
    served = _served()
    here = [row for row in read.children if (row["authority"] or "") in served]
    known = _known([record for row in here for record in read.records[row["child_id"]]])
    chosen = [(row, before, reasons) for row, before, reasons in _weighed(read, here, known) if reasons]
    taken = ConsideredList(
        as_of=read.as_of, fingerprint=read.fingerprint, program=read.program, versions=read.versions,
        not_asked=read.not_asked, groups=read.groups, children=len(chosen), decided=len(here) - len(chosen),
        elsewhere=len(read.children) - len(here), taken_by=by,
    )  # fmt: skip
    taken.save()
    for row, before, reasons in chosen:
        _keep(taken, served[row["authority"] or ""], reasons, (row["child_id"], read.records[row["child_id"]]), before)
    return taken


def said_of(taken: ConsideredList) -> str:
    """How many of the list's children were taken in, and why the others were not: the parts make up the whole."""
    on_it = taken.children + taken.decided + taken.elsewhere
    return (
        f"{on_it:,} children on the list = {taken.children:,} to consider + {taken.decided:,} decided "
        f"before, with nothing new since + {taken.elsewhere:,} who live where no agency here serves."
    )


def _served() -> dict[str, str]:
    """The authorities that agencies here serve, and what stands for one that is not known."""
    found = {code: code for code in Agency.objects.exclude(area="").values_list("area", flat=True)}
    return found | {"": "", UNKNOWN: ""}


def _known(records: list[str]) -> dict[str, _Before]:
    """By record, what is known here of the child that it is of."""
    found: dict[str, list[Any]] = {}
    for start in range(0, len(records), _ASKED_AT_ONCE):
        some = records[start : start + _ASKED_AT_ONCE]
        rows = ConsideredRecord.objects.for_purpose("taking a list in").filter(record__in=some)
        for record, child in rows.values_list("record", "child"):
            found.setdefault(record, []).append(child)
    decisions = _decisions({child for listed in found.values() for child in listed})
    waiting = set(
        ConsideredChild.objects.for_purpose("taking a list in")
        .filter(settled_on=None, replaced_by=None)
        .values_list("pk", flat=True)
    )
    return {
        record: _Before(
            frozenset(child for child in listed if child in waiting),
            _together(decisions[child] for child in listed if child in decisions),
        )
        for record, listed in found.items()
    }


def _decisions(children: set[Any]) -> dict[Any, dict[str, list[str]]]:
    rows = ConsideredDecision.objects.for_purpose("taking a list in").values_list("child", "seen")
    return {child: seen for child, seen in rows if child in children}


def _together(seen: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in seen:
        for rule, records in one.items():
            found.setdefault(rule, set()).update(records)
    return found


def _weighed(
    read: ListRead, children: list[Row], known: dict[str, _Before]
) -> Iterator[tuple[Row, _Before, list[tuple[Row, list[Row]]]]]:
    """Each child with what is known, and the reasons behind which a record stands that nobody has seen."""
    for row in children:
        name = row["child_id"]
        before = [known[record] for record in read.records[name] if record in known]
        seen = _together(one.seen for one in before)
        reasons = []
        for reason in read.reasons[name]:
            behind = [
                {
                    "record": record["record_id"], "on": record["happened_on"].isoformat(),
                    "new": record["is_new"] and record["record_id"] not in seen.get(reason["rule"], ()),
                }
                for record in read.evidence[name, reason["rule"]]
            ]  # fmt: skip
            if any(record["new"] for record in behind):
                reasons.append((reason, behind))
        yield row, _Before(frozenset().union(*(one.waiting for one in before)), seen), reasons


def _keep(
    taken: ConsideredList,
    authority: str,
    reasons: list[tuple[Row, list[Row]]],
    named: tuple[str, list[str]],
    before: _Before,
) -> None:
    """Keep one child, and let it stand in the place of what waited of the same child."""
    name, records = named
    child = ConsideredChild(
        list=taken, store_name=name, authority=authority,
        latest_on=max(reason["latest_on"] for reason, _ in reasons),
    )  # fmt: skip
    child.save()
    ConsideredReason.objects.bulk_create(
        ConsideredReason(
            child=child, place=place, rule=reason["rule"], rule_version=reason["version"], name=reason["name"],
            words=reason["reason"], source=reason["source"], latest_on=reason["latest_on"], records=behind,
        )
        for place, (reason, behind) in enumerate(reasons, 1)
    )  # fmt: skip
    ConsideredRecord.objects.bulk_create(ConsideredRecord(child=child, record=record) for record in records)
    for old in ConsideredChild.objects.for_purpose("taking a list in").filter(pk__in=before.waiting):
        if old.replaced_by_id is None:
            old.replaced_by = child
            old.save()
