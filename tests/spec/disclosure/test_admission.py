"""Sentences, ranks and map shades are said only as far as no hidden count can be worked out from them."""

import pytest

from lanthorn.disclosure import Options, Publication, PublicationError, Sentence, admit, attack, make_safe
from lanthorn.disclosure.publication import Order, Range, count_of, rounded_share
from tests.spec.disclosure.whiteboard import grid

TABLE = """
        f    m    all
    a   3   20     23
    b  10    9     19
    c   8    7     15
    all 21  36     57
"""
GIRLS_IN_A = count_of("children", place="a", sex="f")
ALL_IN_A = count_of("children", place="a")
EXACT = rounded_share("13.0 % of children in a were girls", [GIRLS_IN_A], [ALL_IN_A], "13.0")
COARSE = Range("fewer than a half were girls", (GIRLS_IN_A,), high=11)


def truth() -> Publication:
    return Publication("t", (grid(TABLE, "place", "sex"),))


def test_a_share_that_would_give_a_hidden_count_away_is_left_out_with_the_reason():
    outcome = make_safe(truth(), sentences=[Sentence.of(EXACT)])
    assert outcome.passes
    (left,) = outcome.admission.left_out
    assert left.words.startswith("Left out: 13.0 % of children in a were girls (table grid, place a, sex f, count")
    assert "3" not in left.words.removeprefix("Left out: 13.0 %")
    assert outcome.publication.facts == ()


def test_it_is_said_more_coarsely_where_it_has_a_coarser_form_that_may_be_said():
    outcome = make_safe(truth(), sentences=[Sentence.of(EXACT, COARSE)])
    assert outcome.passes
    (said,) = outcome.admission.coarsened
    assert said.form == 1
    assert outcome.publication.facts == (COARSE,)
    assert attack(outcome.publication).passes


def test_a_sentence_that_only_repeats_the_table_is_said():
    share = rounded_share("37 % were girls", [count_of("children", sex="f")], [count_of("children")], "37")
    outcome = make_safe(truth(), sentences=[Sentence.of(share)])
    assert outcome.admission.lines() == ["1 sentences, ranks and map shades: 1 said, 0 said more coarsely, 0 left out."]
    assert outcome.publication.facts == (share,)


def test_of_two_sentences_that_only_together_give_a_count_away_the_more_important_is_said():
    hidden = {fact.count for fact in attack(make_safe(truth()).publication).findings}
    assert GIRLS_IN_A in hidden
    low = Range("at most four", (GIRLS_IN_A,), high=4)
    high = Range("at least three", (GIRLS_IN_A,), low=3)
    for first, second in ((low, high), (high, low)):
        outcome = make_safe(truth(), sentences=[Sentence.of(first), Sentence.of(second)])
        assert outcome.publication.facts == (first,)
        assert outcome.admission.left_out[0].sentence.says == second.says


def test_a_rank_among_shown_counts_is_said():
    ranks = Order("a, then b, then c", tuple((count_of("children", place=place),) for place in "abc"))
    assert make_safe(truth(), sentences=[Sentence.of(ranks)]).admission.left_out == ()


def test_the_facts_of_a_description_are_admitted_like_any_sentence():
    publication = truth().with_facts((EXACT,))
    outcome = make_safe(publication)
    assert outcome.passes
    assert outcome.publication.facts == ()
    assert len(outcome.admission.left_out) == 1


def test_a_sentence_that_is_not_true_of_the_counts_is_an_error():
    false = Range("over 8", (GIRLS_IN_A,), low=9)
    with pytest.raises(PublicationError, match="the fact 'over 8' is not true of the counts"):
        make_safe(truth(), sentences=[Sentence.of(false)])


def test_a_sentence_that_contradicts_what_is_published_is_not_admitted():
    published = make_safe(truth()).publication
    false = Range("over 30", (count_of("children", place="a"),), low=30)
    (outcome,) = admit(published, [Sentence.of(false)]).sentences
    assert outcome.words == "Left out: over 30 (it contradicts what is published)"


def test_nothing_is_admitted_beside_tables_that_disclose_already():
    with pytest.raises(PublicationError, match="table grid, row place a, sex f, column count: is not protected"):
        admit(Publication("t", (grid(TABLE.replace("a   3", "a   x"), "place", "sex"),)), [Sentence.of(COARSE)])


def test_what_was_published_earlier_is_taken_into_account():
    earlier = Publication("then", (grid("  f m all\na x 20 x\nall 21 36 57", "place", "sex"),))
    alone = make_safe(truth())
    together = make_safe(truth(), beside=[earlier])
    assert together.passes
    assert together.protection.cost >= alone.protection.cost
    assert attack([together.publication, earlier]).passes


def test_rounds_of_attack_are_counted():
    assert make_safe(truth(), Options(singletons=False)).protection.rounds == 1
