"""What the quotes of an article say, as columns: words, names, places of the text, who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from onrecord.claims.lexicon import lexicon
from onrecord.layers import ACTORS, RECORDS
from onrecord.stance.cues import cue_classes
from onrecord.stance.words import QuoteWords, Words, tops

Floats = NDArray[np.float32]

STEM: Final = 5
"""Letters by which words count as alike: "deploy" and "deployment" do."""
CONTENT_TAGS: Final = ("NN", "VB", "JJ", "CD")
SHORT: Final = 6
"""Words up to which a content may take up what was said before; a longer one only as an object with what it is called
("them as idle talk")."""


@dataclass(frozen=True)
class Said:
    """The quotes that make a claim, one entry each, in the order of the text.

    tokens: of the content. stems: of the words that can tell propositions apart.
    named: the actors named in a content; of places and peoples those of one country are one. who: those that its
    speaker is. heads: stem of the word that a content's first clause hangs on.
    anaphoric: whether the content takes up by a pronoun or a noun ("those claims") what was said before.
    charges, refuses: whether the cue accuses or alleges; whether it denies.
    speaker: number of the actor, each unknown one for itself.
    start, end: first token and end token of the content. paragraph: number.
    above: row of the quote around it, -1 if none. stance: "confirm", "deny" or "uncertain".
    """

    records: list[Mapping[str, Any]]
    tokens: list[list[int]]
    stems: list[frozenset[str]]
    named: list[frozenset[str]]
    who: list[frozenset[str]]
    heads: NDArray[np.str_]
    anaphoric: NDArray[np.bool_]
    charges: NDArray[np.bool_]
    refuses: NDArray[np.bool_]
    speaker: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    paragraph: NDArray[np.int64]
    above: NDArray[np.int64]
    stance: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.records)

    @classmethod
    def of(cls, doc: Doc, records: Sequence[Mapping[str, Any]], words: Words | None = None) -> Said:
        """Read the quotes with a stance other than "none".

        records: in the form of `onrecord.records.Quote`, with speaker and stance. words: the Doc's, read if None.
        """
        kept = [record for record in records if record["stance"] != "none"]
        words = words or Words.of(doc)
        parts = [QuoteWords.of(doc, dict(record)) for record in kept]
        tokens = [part.content for part in parts]
        actors = _actor_keys(doc)
        names = {
            i: actors.get(span.label_, span.label_) for span in _mentions(doc) for i in range(span.start, span.end)
        }
        rows = {record["id"]: i for i, record in enumerate(kept)}
        stems = [frozenset(_stem(words, i) for i in content) - {""} for content in tokens]
        named = [frozenset(names[i] for i in content if i in names) for content in tokens]
        classes = [_cue_classes(words, part.cue) for part in parts]
        tall = [tops(words, content)[:1] for content in tokens]
        speakers: dict[Any, int] = {}
        told = [record.get("speaker") or record["id"] for record in kept]
        return cls(
            records=kept,
            tokens=tokens,
            stems=stems,
            named=named,
            who=[_keys_of(record, actors) for record in kept],
            heads=np.array([_stem(words, top[0]) if top else "" for top in tall], dtype=np.str_),
            anaphoric=np.array([_takes_up(words, content) for content in tokens], bool),
            charges=np.array(["accusation" in found for found in classes], bool),
            refuses=np.array(["denial" in found for found in classes], bool),
            speaker=np.array([speakers.setdefault(who, len(speakers)) for who in told], np.int64),
            start=np.array([content[0] if content else 0 for content in tokens], np.int64),
            end=np.array([content[-1] + 1 if content else 0 for content in tokens], np.int64),
            paragraph=_paragraphs(doc, [content[0] if content else 0 for content in tokens]),
            above=np.array([rows.get(record.get("parent") or "", -1) for record in kept], np.int64),
            stance=np.array([record["stance"] for record in kept], dtype=np.str_),
        )


def _stem(words: Words, i: int) -> str:
    """The stem of a word that can tell propositions apart, else nothing."""
    lemma = words.lemma[i]
    if not words.tag[i].startswith(CONTENT_TAGS) or lemma in lexicon().light or not lemma[:1].isalnum():
        return ""
    return lemma[:STEM]


def _takes_up(words: Words, content: Sequence[int]) -> bool:
    spoken = [i for i in content if words.lower[i][:1].isalnum()]
    if not spoken:
        return True
    first = spoken[0]
    if len(spoken) > SHORT and "subj" in words.dep[first]:
        return False
    if len(spoken) > 2 * SHORT:
        return False
    if words.lower[first] in lexicon().anaphors and words.tag[first] not in ("IN", "TO"):
        return (
            words.tag[first] != "DT"
            or len(spoken) < 2
            or not words.tag[spoken[1]].startswith("NN")
            or (words.lemma[spoken[1]] in lexicon().claim_nouns)
        )
    head = next(iter(tops(words, content)), first)
    if words.lemma[head] not in lexicon().claim_nouns:
        return False
    return not any(words.dep[child] in ("acl", "nmod", "ccomp") and child in content for child in words.children[head])


def _cue_classes(words: Words, cue: Sequence[int]) -> list[str]:
    return cue_classes([words.lower[i] for i in cue], [words.lemma[i] for i in cue])


def _mentions(doc: Doc) -> Iterable[Span]:
    return doc.spans.get(ACTORS, ())


def _actor_keys(doc: Doc) -> dict[str, str]:
    """What an actor counts as, by its id: a country for its places, capitals and peoples."""
    if ACTORS not in doc.spans:
        return {}
    keys = {}
    for actor in doc.spans[ACTORS].attrs.get(RECORDS, []):
        is_place = actor["label"] in ("GPE", "NORP") and actor["country"]
        keys[actor["id"]] = actor["country"] if is_place else actor["id"]
    return keys


def _keys_of(record: Mapping[str, Any], actors: Mapping[str, str]) -> frozenset[str]:
    """What the speaker of a quote may be named by in others."""
    speaker = record.get("speaker")
    return frozenset([actors.get(speaker, speaker)]) if speaker else frozenset()


def _paragraphs(doc: Doc, tokens: Sequence[int]) -> NDArray[np.int64]:
    breaks = np.array([token.i for token in doc if token.is_space and "\n" in token.text], np.int64)
    return np.searchsorted(breaks, np.array(tokens, np.int64))
