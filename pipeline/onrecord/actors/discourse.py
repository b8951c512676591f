"""Reading an article from left to right: which mentions are the same actor, and whom each pronoun means."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice, takewhile

from onrecord.actors.features import Entity
from onrecord.actors.links import Links
from onrecord.actors.mentions import Mention, is_pronoun, name_mentions, nominal_mentions, pronoun_mention
from onrecord.actors.names import Name, group
from onrecord.actors.nominals import antecedent
from onrecord.actors.pronouns import WINDOW, Decide, choices, nobody
from onrecord.actors.roles import role_noun, roles
from onrecord.actors.words import Words

REACH = 64
"""Entities, the latest first, among which what a description means is looked for."""
SAME = 16
"""Noun phrases with the same noun, the latest, that a description may repeat."""


class Discourse:
    """The entities of an article, and what each of its names, noun phrases and pronouns refers to.

    entities: one for each actor named, in the order of the text, then those that noun phrases bring in.
    named: how many of them have a name.
    refers: for a token, the number of the entity that a mention headed by it refers to (for names: any of its tokens;
        for joint mentions, "Oslo and Stockholm": the conjunction).
    speaking: the tokens of sources, which somebody or some body is meant by.
    sure: for each pronoun, the probability of what it was taken to mean.
    """

    def __init__(
        self,
        words: Words,
        decide: Decide = nobody,
        speaking: Collection[int] = (),
        links: Links | None = None,
    ) -> None:
        self.words = words
        self.entities: list[Entity] = []
        self.refers: dict[int, int] = {}
        self.sure: dict[int, float] = {}
        self.names = name_mentions(words)
        self.named = 0
        self._decide = decide
        self._speaking = speaking
        self._links = links
        self._recent: dict[int, int] = {}
        self._joint: dict[frozenset[int], int] = {}
        self._by_noun: dict[str, list[int]] = {}
        first_mentions = self._enter_names()
        self._read(first_mentions)

    def _enter_names(self) -> dict[int, int]:
        """Make an entity of each group of names. RETURNS: for the head of each name its entity."""
        doc = self.words.doc
        groups = group([Name(doc[m.start : m.end].text, doc[m.start].ent_type_, m.gender) for m in self.names])
        numbers: dict[int, int] = {}
        found = {}
        for mention, first in zip(self.names, groups, strict=True):
            number = numbers.setdefault(first, len(numbers))
            if number == len(self.entities):
                self.entities.append(Entity(mention.kind, mention.gender, mention.plural))
            entity = self.entities[number]
            entity.gender = entity.gender or mention.gender
            entity.plural = entity.plural and mention.plural
            if mention.kind == "person":
                for role in roles(self.words, mention):
                    entity.roles.add(role_noun(self.words, role.head))
                    self.refers.setdefault(role.head, number)
            found[mention.head] = number
            self.refers.update(dict.fromkeys(range(mention.start, mention.end), number))
        self.named = len(self.entities)
        return found

    def _read(self, names: dict[int, int]) -> None:
        """Go through all mentions from left to right; a pronoun also sees the names ahead in its sentence."""
        words = self.words
        self._by_head = {m.head: m for m in self.names}
        mentions = [*self.names, *nominal_mentions(words, self.names)]
        mentions += [pronoun_mention(words, i) for i in range(len(words)) if is_pronoun(words, i)]
        mentions.sort(key=lambda m: m.head)
        ahead: dict[int, list[Mention]] = {}
        for mention in self.names:
            ahead.setdefault(words.sentence[mention.head], []).append(mention)
        for mention in mentions:
            if mention.form == "name":
                self._mention(names[mention.head], mention)
            elif mention.form == "nominal":
                self._nominal(mention)
            else:
                self._pronoun(
                    mention, [m for m in ahead.get(words.sentence[mention.head], []) if m.head > mention.head]
                )
            if (joint := self._joint_of(mention)) and (number := self._join(joint)) is not None:
                self._mention(number, joint)

    def _mention(self, number: int, mention: Mention) -> None:
        self.entities[number].mentions.append(mention)
        self.refers[mention.head] = number
        self._recent.pop(number, None)
        self._recent[number] = mention.head

    def _new(self, mention: Mention) -> int:
        self.entities.append(Entity(mention.kind, mention.gender, mention.plural))
        return len(self.entities) - 1

    def _nominal(self, mention: Mention) -> None:
        if mention.head in self.refers:
            return  # a title or apposition of somebody named
        subject = self._subject_of(mention.head)
        if subject is not None:
            self.refers[mention.head] = subject
            return
        latest = list(islice(reversed(self._recent), REACH))
        same = self._by_noun.setdefault(role_noun(self.words, mention.head), [])
        number = antecedent(self.words, mention, self.entities, latest, same[: -SAME - 1 : -1])
        if number is None:
            number = self._new(mention)
            same.append(number)
        self._mention(number, mention)

    def _subject_of(self, i: int) -> int | None:
        """The entity that a noun says something of: "Ada Berg is a lawyer"."""
        words = self.words
        if not words.has_child(i, "cop"):
            return None
        return next((self.refers[c] for c in words.children[i] if words.dep[c] == "nsubj" and c in self.refers), None)

    def _pronoun(self, pronoun: Mention, later: list[Mention]) -> None:
        words, p = self.words, pronoun.head
        latest = reversed(self._recent.items())
        near = [n for n, _ in takewhile(lambda last: words.sentence[p] - words.sentence[last[1]] <= WINDOW, latest)]
        upcoming = {self.refers[m.head]: m for m in reversed(later)}
        if pronoun.plural:
            joints = [joint for m in later if (joint := self._joint_of(m)) and joint.start > p]
            upcoming |= {n: joint for joint in joints if (n := self._join(joint)) is not None}
        upcoming = {number: m for number, m in upcoming.items() if number not in near}
        found = choices(words, pronoun, self.entities, near, upcoming, speaks=p in self._speaking, links=self._links)
        number, share = self._decide(pronoun, found)
        self.sure[p] = share
        if number >= 0:
            self._mention(number, pronoun)
            if pronoun.gender:
                self.entities[number].pronoun_genders.add(pronoun.gender)

    def _joint_of(self, last: Mention) -> Mention | None:
        """The joint mention ("Oslo and Stockholm") that ends with this one, if its parts refer to entities."""
        words = self.words
        first = words.head[last.top]
        if words.dep[last.top] != "conj" or first not in self.refers or first > last.head:
            return None
        links = [c for c in words.children[last.top] if words.dep[c] == "cc" and words.lower[c] in ("and", "&")]
        if not links or any(words.dep[c] == "conj" and c > last.head for c in words.children[first]):
            return None
        start = self._by_head[first].start if first in self._by_head else words.first_of(first)
        return Mention(start, last.end, links[0], first, "nominal", "people", "", True)

    def _join(self, mention: Mention) -> int | None:
        """The number of the entity that a joint mention means, made if need be; None if its parts are not of a kind."""
        words = self.words
        parts = [mention.top, *(c for c in words.children[mention.top] if words.dep[c] == "conj")]
        members = {self.refers[i]: None for i in parts if i in self.refers and i < mention.end}
        kinds = {self.entities[n].kind for n in members}
        if len(members) < 2 or not kinds <= {"person", "people", "body", "place"}:
            return None
        key = frozenset(members)
        if key not in self._joint:
            self._joint[key] = self._new(mention)
            self.entities[-1].members = tuple(members)
        return self._joint[key]
