"""The words that tell a stance: classes of cues and of words in contents, read from `cues.json` and checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

LONGEST_PHRASE = 5
"""Words of the longest phrase in the lexicon."""
_LEFT_OUT = frozenset({"do", "have", "also", "even", "just", "still", "ever", "yet", "again", "then", "now", "so"})
_NO_ADVERBS = frozenset({"reply", "rely", "likely", "unlikely", "early"})
_NEGATIVES = {"n't": "not", "never": "not", "cannot": "not", "nor": "not", "n’t": "not"}


class WordClass(BaseModel):
    """A class of cues: what it means, the literature it comes from, and its members' lemmas."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    meaning: str
    source: str
    lemmas: frozenset[str]


class Lexicon(BaseModel):
    """The lexicon of stance. A word may belong to several classes.

    source: where the classes come from.
    words: class of cues -> its members; phrases: class of cues -> sequences of lemmas, with "not" for any negation.
    content: kind of word in a content -> lemmas.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    words: dict[str, WordClass]
    phrases: dict[str, frozenset[str]]
    content: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships."""
    return Lexicon.model_validate_json(files("onrecord.stance").joinpath("cues.json").read_text("utf-8"))


def cue_classes(words: Iterable[str], lemmas: Sequence[str]) -> list[str]:
    """The classes of a cue, sorted. A class whose phrase is found stands for the phrase's single words as well.

    words, lemmas: the cue's in lower case; lemmas may go on with the word that follows it. Where a lemma is in no list,
    the word is looked up by its regular forms, so that a wrong lemma ("denie") hides nothing.
    """
    words = list(words)
    by_word, by_phrase = _index()
    lemmas = [_listed(word, lemma) for word, lemma in zip(words, lemmas, strict=False)] + list(lemmas[len(words) :])
    kept = [_NEGATIVES.get(lemma, lemma) for lemma in lemmas]
    kept = [lemma for lemma in kept if not _is_left_out(lemma)]
    phrases = (
        " ".join(kept[i : i + n]) for i in range(len(kept)) for n in range(2, min(LONGEST_PHRASE, len(kept) - i) + 1)
    )
    if found := {name for phrase in phrases for name in by_phrase.get(phrase, ())}:
        return sorted(found)
    return sorted({name for word in (*words, *lemmas) for name in by_word.get(word, ())})


def _listed(word: str, lemma: str) -> str:
    return lemma if lemma in _index()[0] else _forms().get(word, lemma)


@cache
def _forms() -> dict[str, str]:
    """The regular forms of the listed verbs: "denies", "denied" and "denying" are "deny"."""
    found: dict[str, str] = {}
    for lemma in _index()[0]:
        stem = lemma[:-1] if lemma.endswith("e") else lemma
        if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
            forms: tuple[str, ...] = (f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing")
        else:
            forms = (f"{lemma}s", f"{lemma}es", f"{stem}ed", f"{stem}ing")
        for form in forms:
            found.setdefault(form, lemma)
    return found


def _is_left_out(lemma: str) -> bool:
    """Auxiliaries and adverbs: what may stand inside a phrase without changing its class."""
    return lemma in _LEFT_OUT or (lemma.endswith("ly") and lemma not in _NO_ADVERBS)


def content_kinds(lemma: str) -> tuple[str, ...]:
    """The kinds of a word in a content, by its lemma in lower case."""
    return _content_index().get(lemma, ())


@cache
def _index() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    words = {name: members.lemmas for name, members in lexicon().words.items()}
    return _by_member(words), _by_member(lexicon().phrases)


@cache
def _content_index() -> dict[str, tuple[str, ...]]:
    return _by_member(lexicon().content)


def _by_member(classes: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for name, members in sorted(classes.items()):
        for member in members:
            index[member] = (*index.get(member, ()), name)
    return index
