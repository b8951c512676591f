"""Which actor a pronoun means: a linear scorer over the entities mentioned near it, "none" being one choice."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from onrecord.actors.features import Entity, Standing, bound, features, fits, role
from onrecord.actors.links import MOST as MOST_LINKED
from onrecord.actors.links import Links
from onrecord.actors.mentions import PRONOUNS, Mention
from onrecord.actors.words import Words

WINDOW = 6
"""Sentences before the pronoun in which its antecedent is looked for."""
MOST = 12
"""Entities that are weighed for one pronoun, the latest first."""
SPEAKS = "none:speaks"
"""Holds of "none of them" where the pronoun is a source. Its weight is set, since the corpora that the others are
learned from tell no sources: the odds of "none" are a quarter then."""
SPEAKS_WEIGHT = math.log(0.25)

Choice = tuple[int, list[str]]
"""An entity's number (-1: none of them) with the features that hold."""


Decide = Callable[[Mention, list[Choice]], tuple[int, float]]
"""Given a pronoun and its choices: the number of the entity that it means, or -1, and the probability of that."""


def nobody(pronoun: Mention, found: list[Choice]) -> tuple[int, float]:
    """Leave a pronoun unresolved: what is done without weights."""
    return -1, 1.0


def decider(weights: Mapping[str, float]) -> Decide:
    """Take what the log-linear scorer with these weights, by feature, finds most probable."""
    table = {SPEAKS: SPEAKS_WEIGHT, **weights}

    def decide(pronoun: Mention, found: list[Choice]) -> tuple[int, float]:
        shares = probabilities(found, lambda name: table.get(name, 0.0))
        top = max(range(len(found)), key=shares.__getitem__)
        return found[top][0], shares[top]

    return decide


def choices(
    words: Words,
    pronoun: Mention,
    entities: Sequence[Entity],
    near: Sequence[int],
    upcoming: Mapping[int, Mention],
    *,
    speaks: bool = False,
    links: Links | None = None,
) -> list[Choice]:
    """The entities that a pronoun can mean, and none of them.

    near: numbers of the entities mentioned before the pronoun, the latest first.
    upcoming: the entities that its sentence names only after it, each with its first mention there.
    speaks: whether the pronoun is a source, so that it means one who can speak.
    links: what the network says of the mentions in its paragraph.
    """
    p = pronoun.head
    asks = PRONOUNS[words.lower[p]]
    fitting: list[tuple[int, Mention]] = []
    for number in [*near, *upcoming]:
        entity = entities[number]
        mentions = [*_in_sentence(words, p, entity), *([upcoming[number]] if number in upcoming else [])]
        if not fits(asks, entity) or any(bound(words, pronoun, mention) for mention in mentions):
            continue
        fitting.append((number, upcoming[number] if number in upcoming else entity.mentions[-1]))
        if len(fitting) == MOST:
            break
    counts = [len(entities[number].mentions) for number, _ in fitting]
    subjects = [_last_subject(words, entities[number]) for number, _ in fitting]
    pronouns = [_last_pronoun(words, entities[number], asks) for number, _ in fitting]
    last = max(pronouns, default=-1)
    found: list[Choice] = []
    for i, (number, mention) in enumerate(fitting):
        standing = Standing(
            recency=i,
            count=sum(count > counts[i] for count in counts),
            subject=sum(subject > subjects[i] for subject in subjects) if subjects[i] >= 0 else MOST,
            last_pronoun=pronouns[i] == last >= 0,
        )
        found.append((number, features(words, pronoun, entities[number], mention, standing)))
    if links is not None:
        beside = [_in_paragraph(words, p, entities[number], upcoming.get(number)) for number, _ in fitting]
        for (_, names), more in zip(found, links.features(p, beside), strict=True):
            names += more
    none = [f"none:{asks}", f"none:{words.dep[p]}", f"none:{asks}:{words.dep[p]}", f"none:{asks}:{min(len(found), 3)}"]
    return [*found, (-1, [*none, SPEAKS] if speaks else none)]


def _in_paragraph(words: Words, p: int, entity: Entity, ahead: Mention | None) -> list[Mention]:
    """The mentions of an entity in a word's paragraph so far, and the one that its sentence still brings."""
    mentions = [m for m in entity.mentions[-MOST_LINKED:] if words.paragraph[m.head] == words.paragraph[p]]
    return [*mentions, ahead] if ahead is not None else mentions


def _last_subject(words: Words, entity: Entity) -> int:
    return next((m.head for m in reversed(entity.mentions[-6:]) if role(words, m.top) == "subj"), -1)


def _last_pronoun(words: Words, entity: Entity, asks: str) -> int:
    last = (m.head for m in reversed(entity.mentions[-6:]) if m.form == "pronoun")
    return next((i for i in last if PRONOUNS[words.lower[i]] == asks), -1)


def probabilities(scored: Sequence[Choice], weight: Callable[[str], float]) -> list[float]:
    """The probability of each choice."""
    scores = [sum(map(weight, names)) for _, names in scored]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares)
    return [share / total for share in shares]


def _in_sentence(words: Words, p: int, entity: Entity) -> Iterator[Mention]:
    """The mentions of an entity in a word's sentence so far."""
    for mention in reversed(entity.mentions):
        if words.sentence[mention.head] != words.sentence[p]:
            return
        yield mention
