"""Templates are checked when loaded, and a sentence whose figure may not be shown is not said."""

from importlib import import_module

import pytest

from lanthorn.errors import BadDefinitionError
from lanthorn.profile import sentences
from lanthorn.profile.content import Fact
from lanthorn.profile.sentences import Said, speaking, templates, voice_table


def test_a_sentence_carries_the_facts_of_the_figures_in_it():
    fact = Fact("volume.category", "category=1", "70%", "share")
    say = sentences.Templates("page")
    said = say.say("list_item", share=Said("70%", (fact,)), value="Category 1")
    assert said.text == "70% Category 1"
    assert said.facts == (fact,)


def test_a_sentence_with_a_hidden_figure_is_not_said():
    assert sentences.Templates("page").say("list_item", share=None, value="Category 1") is None


def own_page(**changed: str) -> dict[str, str]:
    """What the generic page declares, with changes."""
    return {name: " ".join(slots) for name, slots in sentences.declared()["own"].items()} | changed


def test_a_template_that_does_not_exist_is_refused_when_declared():
    with pytest.raises(BadDefinitionError, match=r"own\.farewell.*no such sentence"):
        templates("own", **own_page(farewell=""))


def test_a_slot_that_nobody_fills_is_refused():
    with pytest.raises(BadDefinitionError, match=r"own\.headline_total.*found the slots total, expected none"):
        templates("own", **own_page(headline_total=""))


def test_a_slot_that_the_sentence_leaves_out_is_refused():
    with pytest.raises(BadDefinitionError, match=r"own\.headline_total.*expected period, total"):
        templates("own", **own_page(headline_total="total period"))


def test_a_voice_that_lacks_its_files_is_refused():
    with pytest.raises(BadDefinitionError, match="voice 'cy'"), speaking("cy"):
        pass


def test_every_group_of_sentences_is_used():
    for name in ("html", "pdf", "slides", "spreadsheet", "beside.periods", "beside.authorities"):
        import_module(f"lanthorn.profile.{name}")
    held = [group for name in ("sentences", "documents") for group in voice_table("en", name)]
    assert len(held) == len(set(held))
    assert set(held) == sentences.declared().keys()
