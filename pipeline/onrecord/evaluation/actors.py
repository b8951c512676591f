"""Counts for actors: which mentions are one, and what is said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from onrecord.evaluation.clusters import b_cubed, lea
from onrecord.evaluation.counts import Count, Key
from onrecord.evaluation.matching import match
from onrecord.evaluation.tally import Tally
from onrecord.records import Actor, Record

Mentions = dict[tuple[int, int], str]
PRONOUNS = frozenset((
    "i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "it", "its", "they", "them",
    "their", "who", "whom", "whose",
))  # fmt: skip
"""Words that stand for a source and are no name of it."""


def actor_counts(gold: Record, found: Record) -> Iterator[Count]:
    """B³ and LEA over mentions, which are the names and the sources of quotes, by their exact spans.

    found: actors that share a mention with one of gold, one to one.
    name, label, role, country: of these, those that have the same; role and country where either side gives one.
    """
    mentions = _mentions(gold), _mentions(found)
    yield Key("actors", "B³"), b_cubed(*mentions)
    yield Key("actors", "LEA"), lea(*mentions)
    pairs = _aligned(gold, found)
    yield Key("actors", "found"), Tally.of(len(pairs), *(len(set(side.values())) for side in reversed(mentions)))
    yield Key("actors", "name"), Tally.among(sum(bool(names(g) & names(f)) for g, f in pairs), len(pairs))
    yield Key("actors", "label"), Tally.among(sum(g.label == f.label for g, f in pairs), len(pairs))
    for measure, of in (("role", _role), ("country", _country)):
        said = [(of(g), of(f)) for g, f in pairs]
        right = sum(g == f and g is not None for g, f in said)
        given = sum(f is not None for _, f in said), sum(g is not None for g, _ in said)
        yield Key("actors", measure), Tally.of(right, *given)


def names(actor: Actor) -> set[str]:
    """The names of an actor as they are compared: case and "the" do not count, and a pronoun is no name."""
    known = {name.casefold().removeprefix("the ").strip() for name in (actor.name, *actor.aliases)}
    return known - PRONOUNS - {""}


def _mentions(record: Record) -> Mentions:
    named = {(e.start, e.end): e.ref for e in record.entities if e.ref}
    sources = {(q.source.start, q.source.end): q.speaker for q in record.quotes if q.source and q.speaker}
    return {**sources, **named}


def _aligned(gold: Record, found: Record) -> list[tuple[Actor, Actor]]:
    """Actors that share mentions, those that share the most first."""
    mentions = _mentions(gold), _mentions(found)
    shared = Counter((mentions[0][span], mentions[1][span]) for span in mentions[0].keys() & mentions[1].keys())
    first: list[dict[str, tuple[int, int]]] = [{}, {}]
    for places, side in zip(first, mentions, strict=True):
        for span in sorted(side):
            places.setdefault(side[span], span)
    actors = [{actor.id: actor for actor in record.actors} for record in (gold, found)]
    chosen = match(
        [(0, id_) for id_ in first[0]],
        [(1, id_) for id_ in first[1]],
        lambda g, f: shared[g[1], f[1]],
        lambda item: first[item[0]][item[1]],
    )
    return [(actors[0][g], actors[1][f]) for (_, g), (_, f) in chosen]


def _role(actor: Actor) -> str | None:
    return actor.role.casefold().removeprefix("the ") if actor.role else None


def _country(actor: Actor) -> str | None:
    return actor.country
