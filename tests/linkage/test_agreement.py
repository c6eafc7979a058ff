"""How two reviewers agree, and which answer counts where several have answered."""

import pytest

from lanthorn.linkage.audit import cohens_kappa
from lanthorn.linkage.audit.agreement import agreement, settled


def test_cohens_kappa_by_hand():
    """Of 50: both yes 20, both no 15, apart 5 and 10. Observed 0.7, by chance 0.5·0.6 + 0.5·0.4: (0.7-0.5)/0.5."""
    answers = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert cohens_kappa(answers) == pytest.approx(0.4)


def test_full_agreement_is_one_and_agreement_by_chance_is_nought():
    assert cohens_kappa([("yes", "yes"), ("no", "no")]) == 1
    assert cohens_kappa([("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no")]) == 0


@pytest.mark.parametrize("answers", [[], [("yes", "yes")] * 3])
def test_where_chance_alone_would_agree_in_all_there_is_no_kappa(answers):
    assert cohens_kappa(answers) is None


def test_agreement_counts_who_answered_both_and_how_many_alike():
    found = agreement(("A", "B"), [("yes", "yes"), ("yes", "no"), ("no", "no")])
    assert (found.both_answered, found.agreed) == (3, 2)


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        (["yes"], "yes"),
        (["yes", "yes"], "yes"),
        (["yes", "no"], None),
        (["yes", "no", "no"], "no"),
        (["cannot tell", "no"], "no"),
        (["cannot tell"], None),
        ([], None),
    ],
)
def test_the_answer_of_most_who_could_tell_counts(answers, counts):
    assert settled(answers) == counts
