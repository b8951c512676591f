"""Pronouns: whom they can mean, and the scorer's probabilities."""

import pytest
from spacy.language import Language

from onrecord.actors.discourse import Discourse
from onrecord.actors.lexicons import first_names, nouns, places
from onrecord.actors.mentions import first_name_gender
from onrecord.actors.pronouns import probabilities
from onrecord.actors.words import Words
from onrecord.components.actors import ActorFinder


def meant(nlp: Language, text: str, pronoun: str, people: list[str]) -> str | None:
    """The first mention of what the last such pronoun of a text is taken to mean."""
    doc = nlp(text)
    spans = [doc.char_span(text.index(name), text.index(name) + len(name), label="PERSON") for name in people]
    doc.ents = tuple(span for span in spans if span is not None)
    words = Words(doc)
    finder = nlp.get_pipe("actors")
    assert isinstance(finder, ActorFinder)
    discourse = Discourse(words, finder.decide, links=finder.links(doc))
    place = max(token.i for token in doc if token.text == pronoun)
    if place not in discourse.refers:
        return None
    first = discourse.entities[discourse.refers[place]].mentions[0]
    return doc[first.start : first.end].text


def test_gender_decides(nlp: Language) -> None:
    text = "Ingrid Solbakk met Donald Berg in the harbor. She left early."
    assert meant(nlp, text, "She", ["Ingrid Solbakk", "Donald Berg"]) == "Ingrid Solbakk"
    text = text.replace("She", "He")
    assert meant(nlp, text, "He", ["Ingrid Solbakk", "Donald Berg"]) == "Donald Berg"


def test_what_the_verb_takes_is_not_its_subject(nlp: Language) -> None:
    text = "Donald Berg left. Peter Holm praised him."
    assert meant(nlp, text, "him", ["Donald Berg", "Peter Holm"]) == "Donald Berg"


def test_a_possessor_is_not_what_it_possesses(nlp: Language) -> None:
    text = "Donald Berg praised his brother Peter Holm."
    assert meant(nlp, text, "his", ["Donald Berg", "Peter Holm"]) == "Donald Berg"


def test_probabilities_sum_to_one() -> None:
    shares = probabilities([(0, ["a", "b"]), (1, []), (-1, ["c"])], {"a": 1.0, "b": -3.0, "c": 700.0}.__getitem__)
    assert sum(shares) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("name", "gender"), [("Ingrid Solbakk", "f"), ("Donald Berg", "m"), ("Zorbl Quux", ""), ("", "")]
)
def test_gender_of_first_names(name: str, gender: str) -> None:
    assert first_name_gender(name.split()) == gender


def test_the_lexicons_are_whole(nlp: Language) -> None:
    assert len(nouns()) > 10_000
    assert len(first_names()) > 20_000
    assert places()["country"]["norway"] == "NO"
    finder = nlp.get_pipe("actors")
    assert isinstance(finder, ActorFinder)
    assert len(finder.tables["pronouns"]) > 1_000
