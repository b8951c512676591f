"""What the parts of a quote say by themselves: the cue's classes, the content's form, negation and modality of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.stance.cues import content_kinds, cue_classes
from onrecord.stance.modality import NEGATIONS, is_negated, modals
from onrecord.stance.words import QuoteWords, Words, tops

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_QUESTIONS = frozenset({"what", "who", "why", "how", "when", "where", "which", "whom", "whose"})


@dataclass(frozen=True)
class Cue:
    """What a quote's cue says by itself.

    classes: of the lexicon. head: its topmost word, None without a cue. modality: kinds of its auxiliaries.
    following: the word after it, in lower case.
    """

    classes: list[str]
    head: int | None
    negated: bool
    modality: list[str]
    following: str


@dataclass(frozen=True)
class Content:
    """What a quote's content says by itself.

    form: "empty", "to", "whether", "wh", "that", "clause", "gerund" or "phrase".
    tops: the head words of its clauses, the first one leading. kinds: of the lexicon, over all its words.
    """

    form: str
    tops: list[int]
    kinds: frozenset[str]
    modality: list[str]
    is_question: bool


@dataclass(frozen=True)
class Reading:
    """A quote as read: its words, its cue and its content."""

    quote: QuoteWords
    cue: Cue
    content: Content


def read(words: Words, quote: QuoteWords) -> Reading:
    """Read a quote."""
    return Reading(quote, _read_cue(words, quote), _read_content(words, quote))


def _read_cue(words: Words, quote: QuoteWords) -> Cue:
    if not quote.cue:
        return Cue([], None, negated=False, modality=[], following="")
    after = quote.cue[-1] + 1
    following = words.lower[after] if after < len(words.lower) else ""
    group = [*quote.cue, after] if following.isalpha() else quote.cue
    classes = cue_classes([words.lower[i] for i in quote.cue], [words.lemma[i] for i in group])
    heads = tops(words, quote.cue)
    head = next((i for i in heads if words.tag[i][:1] in "VN"), heads[0])
    negated = any(words.lower[i] in NEGATIONS for i in quote.cue)
    around = [*quote.cue, *(i for i in words.children[head] if words.dep[i].startswith("aux"))]
    return Cue(classes, head, negated or is_negated(words, head), modals(words, around), following)


def _read_content(words: Words, quote: QuoteWords) -> Content:
    heads = tops(words, quote.content)
    heads.sort(key=lambda i: words.tag[i] not in _FINITE and not _has_subject(words, i))
    kinds = frozenset(kind for i in quote.content for kind in content_kinds(words.lemma[i]))
    is_question = any(words.lower[i] == "?" for i in quote.content)
    return Content(_form(words, quote.content), heads, kinds, modals(words, quote.content), is_question)


def _has_subject(words: Words, i: int) -> bool:
    return any("subj" in words.dep[child] for child in words.children[i])


def _form(words: Words, content: Sequence[int]) -> str:
    spoken = [i for i in content if words.lower[i][:1].isalnum()]
    if not spoken:
        return "empty"
    first = words.lower[spoken[0]]
    if first in ("whether", "if"):
        return "whether"
    if first in _QUESTIONS:
        return "wh"
    if words.tag[spoken[0]] == "TO" and len(spoken) > 1 and words.tag[spoken[1]].startswith(("VB", "RB")):
        return "to"
    if first == "that" and words.tag[spoken[0]] == "IN":
        return "that"
    if any(words.tag[i] in _FINITE for i in spoken):
        return "clause"
    if words.tag[spoken[0]] == "VBG":
        return "gerund"
    return "to" if any(words.tag[i] == "TO" for i in spoken[1:4]) else "phrase"
