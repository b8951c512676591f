"""Whom a description means: "the lawmaker", "the officials", "the company" after what they describe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.actors.features import Entity
from onrecord.actors.lexicons import word_list
from onrecord.actors.mentions import Mention
from onrecord.actors.roles import POSSESSORS, may_mean, role_noun
from onrecord.actors.words import Words

NEAR = 3
"""Sentences in which the only fitting name counts as what a description without a role means."""
BODIES: Final = word_list("bodies")
INDEFINITE: Final = word_list("indefinite")


def antecedent(
    words: Words, mention: Mention, entities: Sequence[Entity], earlier: Sequence[int], same_noun: Sequence[int]
) -> int | None:
    """The number of the entity that a noun phrase refers back to; None if it brings in a new one.

    earlier: numbers of the entities mentioned before it, the latest first. same_noun: those of them that a noun phrase
    with the same noun brought in.
    """
    opening = words.lower[mention.start]
    definite = opening in ("the", "this", "that", "these", "those") or opening in POSSESSORS
    bare_plural = mention.plural and mention.start == mention.head
    if opening in INDEFINITE or not (definite or mention.plural):
        return None
    noun, modifiers = role_noun(words, mention.head), _modifiers(words, mention)
    for number in same_noun:
        if _repeats(words, modifiers, mention, entities[number]):
            return number
    if bare_plural or not definite or mention.plural:
        return None
    if mention.kind == "person":
        return _by_role(words, noun, modifiers, mention, entities, earlier)
    if mention.kind == "body":
        return _by_name(words, noun, mention, entities, earlier)
    return None


def _repeats(words: Words, modifiers: set[str], mention: Mention, entity: Entity) -> bool:
    """The same noun again, with no modifier that was not there before: "U.S. officials ... the officials"."""
    first = entity.described
    if first.plural != mention.plural:
        return False
    before = _modifiers(words, first)
    if words.lower[mention.start] in POSSESSORS or words.lower[first.start] in POSSESSORS:
        return False
    return modifiers <= before and (mention.start != mention.head or modifiers == before or not modifiers)


def _by_role(
    words: Words, noun: str, modifiers: set[str], mention: Mention, entities: Sequence[Entity], earlier: Sequence[int]
) -> int | None:
    """The person last mentioned who bears the role; else the only person near who can be meant."""
    people = [n for n in earlier if entities[n].kind == "person" and not entities[n].plural]
    people = [n for n in people if not (mention.gender and entities[n].gender not in ("", mention.gender))]
    for number in people:
        if any(may_mean(noun, role) for role in entities[number].roles):
            return number
    if words.lower[mention.start] in POSSESSORS or modifiers:
        return None
    here = words.sentence[mention.head]
    near = [n for n in people if any(0 <= here - words.sentence[m.head] <= NEAR for m in entities[n].mentions)]
    if len(near) != 1 or entities[near[0]].roles or entities[near[0]].mentions[0].form != "name":
        return None
    return near[0] if not (mention.gender and entities[near[0]].gender == "") else None


def _by_name(
    words: Words, noun: str, mention: Mention, entities: Sequence[Entity], earlier: Sequence[int]
) -> int | None:
    """The body whose name holds the noun ("the ministry"); for a few nouns also the only body named near."""
    here = words.sentence[mention.head]
    named = [n for n in earlier if entities[n].kind == "body" and entities[n].mentions[0].form == "name"]
    for number in named:
        if any(noun in words.lower[m.start : m.end] for m in entities[number].mentions if m.form == "name"):
            return number
    near = [n for n in named if any(0 <= here - words.sentence[m.head] <= NEAR for m in entities[n].mentions)]
    return near[0] if noun in BODIES and len(near) == 1 else None


def _modifiers(words: Words, mention: Mention) -> set[str]:
    tags = ("DT", "PRP$", "POS", "PDT", "CD", "HYPH")
    return {words.lower[i] for i in range(mention.start, mention.head) if words.tag[i] not in tags}
