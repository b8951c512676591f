"""Negation and modality of a word, read from its tree (Universal Dependencies)."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.stance.words import Words

NEGATIONS = frozenset(
    {"not", "n't", "n’t", "never", "neither", "nor", "hardly", "barely", "scarcely", "cannot", "without"}
)
NEGATIVE_PHRASES = frozenset({"no", "none", "nobody", "nothing", "no-one", "neither", "nowhere"})
MODALS = {
    "may": "possible", "might": "possible", "could": "possible", "can": "able", "ca": "able", "will": "future",
    "wo": "future", "'ll": "future", "’ll": "future", "would": "would", "'d": "would", "’d": "would",
    "should": "should", "must": "should", "shall": "should", "ought": "should",
}  # fmt: skip
"""Word -> kind of modality."""
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "expl", "obl", "nsubjpass", "dobj"})
_COPULAR = frozenset({"cop", "aux", "aux:pass"})


def is_negated(words: Words, i: int) -> bool:
    """Whether a word is negated: "not" on it or its copula, or a negative subject or object ("no evidence")."""
    for child in words.children[i]:
        if words.lower[child] in NEGATIONS and words.dep[child] not in ("conj", "parataxis"):
            return True
        if words.dep[child] in _COPULAR and any(words.lower[c] in NEGATIONS for c in words.children[child]):
            return True
        if words.dep[child] in _ARGUMENTS and (
            words.lower[child] in NEGATIVE_PHRASES
            or any(words.lower[c] in NEGATIVE_PHRASES for c in words.children[child])
        ):
            return True
        if words.lower[child] in NEGATIVE_PHRASES and words.dep[child] == "det":
            return True
    return words.lower[i] in NEGATIVE_PHRASES


def modals(words: Words, group: Iterable[int]) -> list[str]:
    """Kinds of modality among the words, sorted, each once."""
    found = {MODALS[words.lower[i]] for i in group if words.lower[i] in MODALS}
    return sorted(found)


def own_modals(words: Words, i: int) -> list[str]:
    """Kinds of modality of a word's auxiliaries."""
    return modals(words, (child for child in words.children[i] if words.dep[child].startswith("aux")))


def is_conditional(words: Words, i: int) -> bool:
    """Whether a word stands in a clause with "if", or has one on it ("it will fail if …")."""
    clauses = [i, *(child for child in words.children[i] if words.dep[child] == "advcl")]
    return any(words.lower[c] in ("if", "unless") for clause in clauses for c in words.children[clause])


def is_infinitive(words: Words, i: int) -> bool:
    """Whether a word has the particle "to"."""
    return any(words.tag[child] == "TO" for child in words.children[i])
