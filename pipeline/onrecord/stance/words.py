"""The words of a Doc and their tree as plain columns, and the words that a quote's parts cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc


@dataclass(frozen=True)
class Words:
    """One entry a token. `head` is the index of a token's head, a root's its own; `children` are in order.

    Without a parse every token is its own head; without tags these are empty; without lemmas they are the words.
    """

    lower: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Read a Doc, in one pass over its tokens."""
        found = cls([], [], [], [], [], [[] for _ in range(len(doc))])
        for i, token in enumerate(doc):
            word, above = token.lower_, token.head.i
            found.lower.append(word)
            found.lemma.append(token.lemma_.lower() or word)
            found.tag.append(token.tag_)
            found.dep.append(token.dep_)
            found.head.append(above)
            if above != i:
                found.children[above].append(i)
        return found


@dataclass(frozen=True)
class QuoteWords:
    """A quote's parts as indices of tokens, in order, without white space; a part that is not there is empty."""

    cue: list[int]
    source: list[int]
    content: list[int]

    @classmethod
    def of(cls, doc: Doc, quote: dict[str, Any]) -> QuoteWords:
        """The words of a record (`onrecord.records.Quote`). An offset inside a token takes all of it."""
        parts = [[quote["cue"]] if quote["cue"] else [], [quote["source"]] if quote["source"] else [], quote["content"]]
        return cls(*(_tokens(doc, spans) for spans in parts))


def _tokens(doc: Doc, spans: Sequence[dict[str, Any]]) -> list[int]:
    found: set[int] = set()
    for part in spans:
        span = doc.char_span(part["start"], part["end"], alignment_mode="expand")
        found.update(token.i for token in span or () if not token.is_space)
    return sorted(found)


def tops(words: Words, part: Sequence[int]) -> list[int]:
    """The words of a part whose head stands outside it, in order: one for each clause or phrase that it is made of.

    Punctuation is no top unless there is nothing else.
    """
    inside = set(part)
    found = [i for i in part if words.head[i] == i or words.head[i] not in inside]
    return [i for i in found if words.lower[i][:1].isalnum()] or found
