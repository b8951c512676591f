"""The trained pipeline's components, by their classes."""

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.encoder import Encoder
from onrecord.components.lemmatizer import Lemmatizer
from onrecord.components.ner import Ner
from onrecord.components.parser import Parser
from onrecord.components.senter import Senter
from onrecord.components.tagger import Tagger


@pytest.fixture
def encoder(nlp: Language) -> Encoder:
    """The encoder with its network."""
    found = nlp.get_pipe("encoder")
    assert isinstance(found, Encoder)
    return found


@pytest.fixture
def tagger(nlp: Language) -> Tagger:
    """The tagger with its network."""
    found = nlp.get_pipe("tagger")
    assert isinstance(found, Tagger)
    return found


@pytest.fixture
def senter(nlp: Language) -> Senter:
    """The sentence finder with its network."""
    found = nlp.get_pipe("senter")
    assert isinstance(found, Senter)
    return found


@pytest.fixture
def parser(nlp: Language) -> Parser:
    """The parser with its networks."""
    found = nlp.get_pipe("parser")
    assert isinstance(found, Parser)
    return found


@pytest.fixture
def lemmatizer(nlp: Language) -> Lemmatizer:
    """The lemmatizer with its network."""
    found = nlp.get_pipe("lemmatizer")
    assert isinstance(found, Lemmatizer)
    return found


@pytest.fixture
def ner(nlp: Language) -> Ner:
    """The name finder with its network."""
    found = nlp.get_pipe("ner")
    assert isinstance(found, Ner)
    return found


def run(nlp: Language, doc: Doc, *, until: str | None = None) -> Doc:
    """A hand-made Doc through the pipeline's components, up to and without the one named."""
    for name, component in nlp.pipeline:
        if name == until:
            break
        doc = component(doc)
    return doc


def words(text: str) -> list[str]:
    """The words of a text in which white space divides them all."""
    return text.split()
