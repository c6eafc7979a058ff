"""From an audited sample to the share that is true, with an interval that holds the error of the links.

Given the posterior of every victim and the reviewers' answers for a stratified sample; draws, some thousand times,
what the links say (from the posterior) and how far they are right (from the audit), and corrects each draw after
Rogan and Gladen. Numbers only: nothing here knows a store.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lanthorn.linkage.parameters import parameters

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Interval:
    """The median with the ends of the 95 % interval, between 0 and 1."""

    low: float
    mid: float
    high: float

    @classmethod
    def of(cls, draws: Floats) -> "Interval":
        """The 2.5th, 50th and 97.5th percentile of some draws, rounded so that a run gives the same everywhere."""
        low, mid, high = np.percentile(draws, (2.5, 50, 97.5)).tolist()
        return cls(round(low, 9), round(mid, 9), round(high, 9))


@dataclass(frozen=True)
class Audited:
    """What the audit says of each victim of the population, beside what the model says."""

    probability: Floats
    """The model's posterior that the answer is yes."""
    stratum: Numbers
    """Which stratum of the question's own posterior each victim lies in."""
    weight: Floats
    """How many victims each audited one stands for; nought for those not audited, or without a settled answer."""
    answer: Flags
    """The reviewers' answer; without meaning where the weight is nought."""

    def __len__(self) -> int:
        return len(self.probability)

    def only(self, chosen: Flags) -> "Audited":
        """These victims alone."""
        return Audited(self.probability[chosen], self.stratum[chosen], self.weight[chosen], self.answer[chosen])

    @property
    def checked(self) -> Flags:
        """Who has been audited."""
        return np.asarray(self.weight > 0)


@dataclass(frozen=True)
class Correction:
    """The draws, each an array of one number a draw."""

    share: Floats
    sensitivity: Floats
    """Of victims of whom the answer is yes, the share for whom the links say so."""
    specificity: Floats
    """Of the others, the share for whom the links do not."""


def rogan_gladen(apparent: Floats, sensitivity: Floats, specificity: Floats) -> Floats:
    """The true share behind an apparent one (Rogan and Gladen 1978, American Journal of Epidemiology 107).

    Held between 0 and 1; where links that know nothing (sensitivity + specificity = 1) leave it undefined, the
    apparent share stays.
    """
    knowledge = sensitivity + specificity - 1
    known = np.abs(knowledge) > 1e-12
    corrected = np.where(known, (apparent + specificity - 1) / np.where(known, knowledge, 1.0), apparent)
    return np.asarray(np.clip(corrected, 0.0, 1.0))


def correct(
    audited: Audited, rng: np.random.Generator, *, whole: Audited | None = None, one_reviewer: bool = False
) -> Correction:
    """Draw the corrected share, sensitivity and specificity of these victims.

    In each stratum of the posterior the true share is drawn from a Beta distribution that the audited victims give
    (weighted by what they stand for; prior after Kerman 2011); how many of those not audited are true follows by a
    binomial draw, for those audited are known. Within a stratum the links' answer is taken to say nothing more. From
    these come sensitivity and specificity, and with the drawn apparent share the true one; for a sample stratified by
    the model's own answer that equals weighing the strata (Tenenbein 1970), so nothing is lost by the detour.

    The answers of `one_reviewer`, whom nobody checks, hold errors at a rate of which only a prior is known. A rate is
    drawn, and each stratum's share freed of it: most of the victims lie where hardly any answer is yes, and there one
    wrong answer in a hundred would seem to be missed links.

    For a group with few audited, `whole` lends it the strength of a few records of the same stratum.
    """
    chosen = parameters()
    draws, strata = chosen.audit_draws, len(chosen.audit_strata) + 1
    true, apparent_true, apparent_false = np.zeros(draws), np.zeros(draws), np.zeros(draws)
    apparent = np.zeros(draws)
    error = rng.beta(*chosen.audit_error_of_one_reviewer, draws) if one_reviewer else None
    for place in range(strata):
        inside = audited.stratum == place
        size = int(inside.sum())
        if not size:
            continue
        # How many are flagged in a draw is a sum of independent draws, one a victim.
        flagged = (rng.random((draws, size)) < audited.probability[inside]).mean(axis=1)
        now_true = _true_in_stratum(audited.only(inside), _prior(whole, place), rng, draws, error)
        true += now_true
        apparent += flagged * size
        apparent_true += flagged * now_true
        apparent_false += flagged * (size - now_true)
    total = len(audited)
    sensitivity = _ratio(apparent_true, true)
    specificity = 1 - _ratio(apparent_false, total - true)
    return Correction(rogan_gladen(apparent / total, sensitivity, specificity), sensitivity, specificity)


def _prior(whole: Audited | None, place: int) -> tuple[float, float]:
    """The prior of a stratum's true share as the two numbers of a Beta distribution."""
    chosen = parameters()
    prior = chosen.audit_prior
    if whole is None:
        return prior, prior
    mean, size = _weighted(whole.only(whole.stratum == place))
    lent = chosen.audit_group_prior if size else 0.0
    return prior + lent * mean, prior + lent * (1 - mean)


def _true_in_stratum(
    audited: Audited, prior: tuple[float, float], rng: np.random.Generator, draws: int, error: Floats | None
) -> Floats:
    """How many of the stratum's victims are true, a draw each. With errors of reviewers no answer is known for sure."""
    checked = audited.checked
    mean, size = _weighted(audited)
    share = rng.beta(prior[0] + size * mean, prior[1] + size * (1 - mean), draws)
    if error is not None:
        share = np.clip((share - error) / (1 - 2 * error), 0.0, 1.0)
        return np.asarray(rng.binomial(len(audited), share), dtype=np.float64)
    unchecked = int((~checked).sum())
    return np.asarray(audited.answer[checked].sum() + rng.binomial(unchecked, share), dtype=np.float64)


def _weighted(audited: Audited) -> tuple[float, float]:
    """The weighted share of true answers, and how many equally weighted records tell as much (Kish 1965)."""
    weight, answer = audited.weight[audited.checked], audited.answer[audited.checked]
    if not len(weight):
        return 0.0, 0.0
    total = weight.sum()
    return float((weight * answer).sum() / total), float(total**2 / (weight**2).sum())


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Part of whole, draw by draw; one where there is nothing to be a part of."""
    return np.asarray(np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 1.0))
