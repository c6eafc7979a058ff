"""A published share that rests on links, with the interval that the error of linkage asks for.

Given a store with records, links and (best) an audit of a period's victims; gives back a `LinkedShare`: what the
links say as they stand, and what is to be published. Without an audit that is "at least", with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage.audit.agreement import Agreement
from lanthorn.linkage.audit.correction import Audited, Interval, correct
from lanthorn.linkage.audit.register import Audit, audit_for
from lanthorn.linkage.audit.sampling import stratum_of
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.posterior import Posterior, posterior
from lanthorn.linkage.questions import MISSING_CARE, MISSING_HISTORY, answerable, question_of
from lanthorn.vocabulary import UNKNOWN, Period, codes

Texts = npt.NDArray[np.object_]

GROUPS = ("sex", "ethnicity_group", "looked_after")
"""By what the sensitivity of the links is told apart."""


@dataclass(frozen=True)
class GroupShare:
    """One group of victims: the share that is true in it, and how well the links find it."""

    victims: int
    plug_in: float
    share: Interval | None
    """None without an audit, or where nobody of the group was audited."""
    sensitivity: Interval | None
    """None where the audit found too few of whom the answer is yes."""
    audited: int


@dataclass(frozen=True)
class LinkedShare:
    """One share of victims, from 0 to 1, and all that stands beside it."""

    question: str
    period: str
    victims: int
    plug_in: float
    """By the links as they stand."""
    posterior_mean: float
    """By the model's own probabilities, which know nothing of links that were missed."""
    interval: Interval | None
    """Corrected by the audit; None without one."""
    at_least: float | None
    """What may be published without an audit: missed links can only make it too low. None with an audit."""
    reason: str
    """Why there is no interval; blank where there is one."""
    sensitivity: Interval | None = None
    specificity: Interval | None = None
    blocking_recall: float | None = None
    """Of audited victims of whom the answer is yes, the (weighted) share with any compared pair that could say so."""
    audit: str = ""
    drawn: int = 0
    audited: int = 0
    """Victims whose answer is settled."""
    undecided: int = 0
    """Victims of whom reviewers differ or could not tell; they are left out."""
    agreements: tuple[Agreement, ...] = ()
    caution: str = ""
    """What weakens the figure: a single reviewer, whose errors nobody can see. Blank where nothing does."""
    simulated: bool = False
    """Whether a simulated reviewer answered: such a figure is for evaluation and demonstration only."""
    groups: Mapping[str, Mapping[str, GroupShare]] = field(default_factory=dict)
    """Kind of group to group to its figures."""
    seed: int = 1
    links_version: int = 0


_ONE_REVIEWER = (
    "One reviewer checked the children, so that errors of the checking are not known; rare answers come out too often."
)


def linked_share(
    store: Store,
    question: str,
    period: Period,
    *,
    by: Mapping[str, str] | str | None = None,
    seed: int = 1,
) -> LinkedShare:
    """The share of the period's victims of whom `question` ("missing.history", "missing.care") is true.

    Its groups are those of `by`: one of GROUPS, or a group for each child id under the name "group"; without it all of
    GROUPS. The interval holds the error of the links among these very victims, and nothing else: it is no statement
    on other years. Method: after Goldstein, Harron and Wade (2012), Doidge and Harron
    (2019) and Rogan and Gladen (1978); see docs/explanation/linkage-error-in-figures.md.

    Raises LanthornError for a question or group that is not there, StoreError where links are missing or stale.
    """
    asked = question_of(question)
    present = answerable(store.need(Layer.RECORDS).tables())
    if asked not in present:
        raise LanthornError(f"{question} needs the records {', '.join(asked.needs)}; not all have been taken in.")
    model = posterior(store, asked, period)
    if not len(model):
        raise LanthornError(f"The store holds no victims of offences flagged and reported in {period.words}.")
    audit, reason = audit_for(store, period, question)
    groups = _groups(store, model, by, period)
    links_version = store.need(Layer.LINKS).number
    if audit is None:
        return LinkedShare(
            question,
            period.label,
            len(model),
            model.plug_in_share,
            round(float(model.probability.mean()), 9),
            interval=None,
            at_least=model.plug_in_share,
            reason=f"Links that were missed are not counted, and {reason}",
            groups={kind: _plain_groups(model, names) for kind, names in groups.items()},
            seed=seed,
            links_version=links_version,
        )
    audited = _audited(store, model, audit)
    rng = np.random.default_rng([seed, *question.encode()])
    one_reviewer = not audit.agreements(question)
    corrected = correct(audited, rng, one_reviewer=one_reviewer)
    return LinkedShare(
        question,
        period.label,
        len(model),
        model.plug_in_share,
        round(float(model.probability.mean()), 9),
        interval=Interval.of(corrected.share),
        at_least=None,
        reason="",
        sensitivity=Interval.of(corrected.sensitivity),
        specificity=Interval.of(corrected.specificity),
        blocking_recall=_blocking_recall(audited, model),
        audit=audit.id,
        drawn=len(audit.sample.items),
        audited=int(audited.checked.sum()),
        undecided=len(audit.undecided(question)),
        agreements=audit.agreements(question),
        caution="" if audit.agreements(question) else _ONE_REVIEWER,
        simulated=audit.simulated,
        groups={kind: _audited_groups(model, audited, names, rng, one_reviewer) for kind, names in groups.items()},
        seed=seed,
        links_version=links_version,
    )


def linked_shares(store: Store, period: Period, *, seed: int = 1) -> dict[str, LinkedShare]:
    """Every linked share that the store's records can answer, by the measure's id."""
    present = answerable(store.need(Layer.RECORDS).tables())
    return {question.id: linked_share(store, question.id, period, seed=seed) for question in present}


def _audited(store: Store, model: Posterior, audit: Audit) -> Audited:
    """The audit's answers put to the children as they are linked now."""
    answers = audit.settled(model.question.id)
    items = [item for item in audit.sample.items if item.number in answers]
    place = _places(store, model, [item.record_id for item in items])
    weight, answer = np.zeros(len(model)), np.zeros(len(model), dtype=bool)
    for item, victim in zip(items, place, strict=True):
        # Two children of the sample whom a later run takes for one are counted once.
        if victim is not None and not weight[victim]:
            weight[victim], answer[victim] = item.weight, answers[item.number]
    return Audited(model.probability, stratum_of(model.probability), weight, answer)


def _places(store: Store, model: Posterior, record_ids: list[str]) -> list[int | None]:
    """Where among the victims the child of each record stands; None where it is among them no longer."""
    with duckdb_connection() as connection:
        connection.read_parquet(str(store.need(Layer.LINKS).table("child"))).create_view("child")
        found = dict(
            connection.execute(
                "select record_id, child_id from child where record_id in (select unnest($ids))", {"ids": record_ids}
            ).fetchall()
        )
    at = {child: place for place, child in enumerate(model.child_id.tolist())}
    return [at.get(found.get(record)) for record in record_ids]


def _blocking_recall(audited: Audited, model: Posterior) -> float | None:
    true = audited.checked & audited.answer
    weight = audited.weight[true]
    if not len(weight):
        return None
    return round(float((weight * model.has_candidate[true]).sum() / weight.sum()), 9)


def _groups(store: Store, model: Posterior, by: Mapping[str, str] | str | None, period: Period) -> dict[str, Texts]:
    if isinstance(by, Mapping):
        return {"group": np.array([by.get(child, UNKNOWN) for child in model.child_id], dtype=object)}
    if by is not None and by not in GROUPS:
        raise LanthornError(f"Victims cannot be told apart by {by!r}; they can by {', '.join(GROUPS)}.")
    found = {}
    for kind in GROUPS if by is None else (by,):
        names = _names(store, model, kind, period)
        if names is not None:
            found[kind] = names
    return found


def _names(store: Store, model: Posterior, kind: str, period: Period) -> Texts | None:
    """The group of each victim; None for care status where no returns are loaded, or where it is the question."""
    if kind == "sex":
        return np.array([sex or UNKNOWN for sex in model.sex], dtype=object)
    if kind == "ethnicity_group":
        group = {code.code: code.group for code in codes("ethnicity").codes if code.group != "not_stated"}
        return np.array([group.get(ethnicity, UNKNOWN) for ethnicity in model.ethnicity], dtype=object)
    if model.question is not MISSING_HISTORY or MISSING_CARE not in answerable(store.need(Layer.RECORDS).tables()):
        return None
    in_care = posterior(store, MISSING_CARE, period).plug_in
    return np.array(["yes" if cared else "no" for cared in in_care], dtype=object)


def _plain_groups(model: Posterior, names: Texts) -> dict[str, GroupShare]:
    return {
        name: GroupShare(int(inside.sum()), float(model.plug_in[inside].mean()), None, None, 0)
        for name, inside in ((name, names == name) for name in sorted(set(names.tolist())))
    }


def _audited_groups(
    model: Posterior, audited: Audited, names: Texts, rng: np.random.Generator, one_reviewer: bool
) -> dict[str, GroupShare]:
    least, found = parameters().audit_fewest_true_of_a_group, {}
    for name in sorted(set(names.tolist())):
        inside = np.asarray(names == name)
        group = audited.only(inside)
        corrected = correct(group, rng, whole=audited, one_reviewer=one_reviewer)
        enough = int(group.answer[group.checked].sum()) >= least
        found[name] = GroupShare(
            int(inside.sum()),
            float(model.plug_in[inside].mean()),
            Interval.of(corrected.share) if group.checked.any() else None,
            Interval.of(corrected.sensitivity) if enough else None,
            int(group.checked.sum()),
        )
    return found
