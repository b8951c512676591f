"""The trained pipeline's components, by their classes."""

from typing import TypeVar

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.encoder import Encoder
from onrecord.components.lemmatizer import Lemmatizer
from onrecord.components.ner import Ner
from onrecord.components.parser import Parser
from onrecord.components.senter import Senter
from onrecord.components.tagger import Tagger

Component = TypeVar("Component")


def component(nlp: Language, name: str, kind: type[Component]) -> Component:
    """A component of the pipeline, which must be of the class given."""
    found = nlp.get_pipe(name)
    assert isinstance(found, kind)
    return found


@pytest.fixture
def encoder(nlp: Language) -> Encoder:
    """The encoder with its network."""
    return component(nlp, "encoder", Encoder)


@pytest.fixture
def tagger(nlp: Language) -> Tagger:
    """The tagger with its network."""
    return component(nlp, "tagger", Tagger)


@pytest.fixture
def senter(nlp: Language) -> Senter:
    """The sentence finder with its network."""
    return component(nlp, "senter", Senter)


@pytest.fixture
def parser(nlp: Language) -> Parser:
    """The parser with its networks."""
    return component(nlp, "parser", Parser)


@pytest.fixture
def lemmatizer(nlp: Language) -> Lemmatizer:
    """The lemmatizer with its network."""
    return component(nlp, "lemmatizer", Lemmatizer)


@pytest.fixture
def ner(nlp: Language) -> Ner:
    """The name finder with its network."""
    return component(nlp, "ner", Ner)


def run(nlp: Language, doc: Doc, *, until: str | None = None) -> Doc:
    """A hand-made Doc through the pipeline's components, up to and without the one named."""
    for name, pipe in nlp.pipeline:
        if name == until:
            break
        doc = pipe(doc)
    return doc


def words(text: str) -> list[str]:
    """The words of a text in which white space divides them all."""
    return text.split()
