"""From a Doc with names, a parse and quotes to the records of its actors, and the speaker of each quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc

from onrecord.actors.description import anonymous, described
from onrecord.actors.discourse import Discourse
from onrecord.actors.links import Links
from onrecord.actors.pronouns import Decide, nobody
from onrecord.actors.sources import Sources
from onrecord.actors.words import Words
from onrecord.layers import QUOTES, RECORDS


@dataclass(frozen=True, slots=True)
class Actors:
    """The actors of an article.

    records: in the form of `onrecord.records.Actor`, by first offset. mentions: one a name, as (first token, end token
    exclusive, actor's id). speakers: for each quote's id the id of its speaker and the confidence in it (0 to 1).
    """

    records: list[dict[str, Any]]
    mentions: list[tuple[int, int, str]]
    speakers: dict[str, tuple[str, float]]


def actors(doc: Doc, decide: Decide = nobody, links: Links | None = None) -> Actors:
    """Find the actors of an article and who speaks its quotes; reads the Doc only.

    decide: whom a pronoun means. links: what the network says of pronouns and mentions.

    What the Doc lacks is done without: with no names there are no named actors, with no quotes no speakers, and with no
    parse a source's head is its first word.
    """
    quotes = doc.spans[QUOTES].attrs.get(RECORDS, []) if QUOTES in doc.spans else []
    words = Words(doc)
    discourse = Discourse(words, decide, _heads(words, quotes), links)
    sources = Sources(words, discourse, quotes)
    found = {quote["id"]: who for quote in quotes if (who := sources.speaker(quote)) is not None}
    first: dict[int, int] = {}
    spans: dict[int, list[tuple[int, int]]] = {}
    for mention in discourse.names:
        number = discourse.refers[mention.head]
        first[number] = min(mention.start, first.get(number, mention.start))
    for quote in quotes:
        if quote["id"] not in found:
            continue
        number, source = found[quote["id"]][0], quote["source"]
        span = doc.char_span(source["start"], source["end"], alignment_mode="expand")
        if span is None:
            continue
        spans.setdefault(number, []).append((span.start, span.end))
        first[number] = min(span.start, first.get(number, span.start))
    ids = {number: f"E{i}" for i, (number, _) in enumerate(sorted(first.items(), key=lambda item: item[::-1]), start=1)}
    hidden = set(anonymous(words, discourse, spans)) if quotes else set()
    records = []
    for number, key in ids.items():
        fields = described(words, discourse, number)
        records.append({"id": key, **fields, "anonymous": number in hidden or fields["anonymous"]})
    mentions = [(m.start, m.end, ids[discourse.refers[m.head]]) for m in discourse.names]
    return Actors(records, mentions, {key: (ids[number], share) for key, (number, share) in found.items()})


def _heads(words: Words, quotes: Iterable[Mapping[str, Any]]) -> set[int]:
    """The tokens that are a source by themselves."""
    sources = [quote["source"] for quote in quotes if quote.get("source")]
    spans = [words.doc.char_span(s["start"], s["end"], alignment_mode="expand") for s in sources]
    return {span.start for span in spans if span is not None and len(span) == 1}
