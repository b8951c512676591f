"""Who a source is: the entity that the head of a source's noun phrase refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from onrecord.actors.discourse import Discourse
from onrecord.actors.features import Entity
from onrecord.actors.lexicons import word_list
from onrecord.actors.mentions import Mention, nominal, noun_class
from onrecord.actors.words import NOUN_TAGS, Words

#: Confidence in a speaker by the way it was found; of a pronoun it is the scorer's probability.
NAMED, DESCRIBED, LINKED, JOINT = 0.98, 0.9, 0.75, 0.9
#: What the confidence in a pronoun's antecedent is multiplied by where the pronoun is "we".
FOR_WE = 0.7
#: The least probability at which a pronoun is taken to mean anybody.
FLOOR = 0.4
#: Letters that a title with a full stop may have, that included ("Lt.", "Supt.").
SHORT_TITLE: Final = 6
FIRST_PERSON: Final = frozenset(("i", "me", "my", "mine", "myself"))
FIRST_PLURAL: Final = frozenset(("we", "us", "our", "ours", "ourselves"))
RELATIVES: Final = frozenset(("who", "whom", "whose", "which", "that"))
NOBODY: Final = word_list("nobody")

Found = tuple[int, float]
"""Number of an entity, and the confidence that it is the speaker."""


class Sources:
    """The speakers of an article's quotes."""

    def __init__(self, words: Words, discourse: Discourse, quotes: Sequence[Mapping[str, Any]]) -> None:
        self.words = words
        self.discourse = discourse
        self.quotes = {quote["id"]: quote for quote in quotes}
        self._found: dict[str, Found | None] = {}

    def speaker(self, quote: Mapping[str, Any]) -> Found | None:
        """The speaker of a quote; None if the text does not tell."""
        key = quote["id"]
        if key not in self._found:
            self._found[key] = None  # so that a circle of parents ends
            source = quote.get("source")
            span = self.words.doc.char_span(source["start"], source["end"], alignment_mode="expand") if source else None
            if span is not None and len(span):
                self._found[key] = self._of_span(span.start, span.end, quote)
        return self._found[key]

    def _of_span(self, start: int, end: int, quote: Mapping[str, Any]) -> Found | None:
        words = self.words
        while start < end - 1 and not words.text[start][:1].isalnum():
            start += 1
        head = words.root(start, end)
        if end - start == 1 or words.lower[head] in FIRST_PERSON | FIRST_PLURAL:
            return self._of_word(head, quote)
        return self._joint(start, end, head) or self._of_head(start, end, head, quote)

    def _of_word(self, i: int, quote: Mapping[str, Any]) -> Found | None:
        """A source of one word: a pronoun, a name or a noun."""
        words, word = self.words, self.words.lower[i]
        if word in FIRST_PERSON | FIRST_PLURAL:
            parent = self.quotes.get(quote.get("parent") or "")
            found = self.speaker(parent) if parent else None
            return found and (found[0], round(found[1] * (FOR_WE if word in FIRST_PLURAL else 1.0), 3))
        if word in RELATIVES and (antecedent := self._antecedent(i)) is not None:
            return self._of_head(words.first_of(antecedent), antecedent + 1, antecedent, quote)
        return self._of_head(i, i + 1, i, quote)

    def _antecedent(self, i: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        for above in [i, *self.words.ancestors(i)]:
            if self.words.dep[above] == "acl:relcl":
                return self.words.head[above]
        return None

    def _of_head(self, start: int, end: int, head: int, quote: Mapping[str, Any]) -> Found | None:
        words, discourse = self.words, self.discourse
        name = self._name_of(head, start, end)
        if name is not None:
            return discourse.refers[name], NAMED
        if head in discourse.sure:
            number = discourse.refers.get(head)
            share = discourse.sure[head]
            return (number, round(share, 3)) if number is not None and share >= FLOOR else None
        if words.lower[head] in RELATIVES and end - start > 1:
            return self._of_word(head, quote)
        if (
            words.lower[head] in NOBODY
            or words.tag[head] in ("PRP", "PRP$", "WP", "WP$", "EX")
            or not _worded(words, head)
        ):
            return None
        number = discourse.refers.get(head)
        if number is None:
            number = self._new(_described(words, start, end, head))
        entity = discourse.entities[number]
        first = entity.described
        return number, DESCRIBED if first.head == head or first.form == "nominal" else LINKED

    def _name_of(self, head: int, start: int, end: int) -> int | None:
        """A token of the name that the phrase is about: its head, or the name to which its head is a title."""
        words, discourse = self.words, self.discourse
        if head in discourse.refers and discourse.refers[head] < discourse.named and words.doc[head].ent_type_:
            return head
        for child in words.children[head]:
            if start <= child < end and child in discourse.refers and self._names(child, head):
                return child
        return self._titled(start, end)

    def _titled(self, start: int, end: int) -> int | None:
        """The person's name that ends a phrase, if all before it are short titles, whatever their full stops did."""
        words = self.words
        first = end
        while first > start and words.doc[first - 1].ent_type_ == "PERSON":
            first -= 1
        titles = words.text[start:first]
        if first == end or not any(title.endswith(".") for title in titles):
            return None
        is_short = all(title == "." or (title[:1].isupper() and len(title) <= SHORT_TITLE) for title in titles)
        return end - 1 if is_short and end - 1 in self.discourse.refers else None

    def _names(self, child: int, head: int) -> bool:
        """Whether a word under a phrase's head is the name of what the head describes or is a title of."""
        words, dep, label = self.words, self.words.dep[child], self.words.doc[child].ent_type_
        if dep == "appos" and label in ("ORG", "GPE") and words.tag[head] == "NN":
            return True  # "the printer, Mabini Press,"
        entry = noun_class(words, head)
        is_title = entry is not None and entry[0] == "person"
        is_title = is_title or (words.tag[head] in ("NNP", "NN") and words.text[head][:1].isupper())  # "Lt.", "Coun."
        if label != "PERSON" or not is_title:
            return False
        return dep in ("appos", "flat") or (dep in ("compound", "nmod", "conj") and child == head + 1)

    def _joint(self, start: int, end: int, head: int) -> Found | None:
        """Several who speak as one: "Oslo and Stockholm"."""
        words, discourse = self.words, self.discourse
        others = [c for c in words.children[head] if words.dep[c] == "conj" and head < c < end]
        links = [
            g for c in others for g in words.children[c] if words.dep[g] == "cc" and words.lower[g] in ("and", "&")
        ]
        if not links or any(words.tag[c] not in NOUN_TAGS | {"PRP", ""} for c in others):
            return None
        if number := next((discourse.refers[i] for i in links if i in discourse.refers), None):
            return number, JOINT
        titled = words.tag[head] == "NN" and not words.has_child(head, "det")
        if titled and (named := self._name_of(others[-1], start, end)) is not None:  # "chair and CEO Ada"
            return discourse.refers[named], NAMED
        members = []
        for i in [head, *others]:
            part = self._of_head(words.first_of(i), i + 1, i, {"id": ""})
            if part is None:
                return None
            members.append(part[0])
        if len(set(members)) < 2:
            return members[0], NAMED
        known = {frozenset(e.members): n for n, e in enumerate(discourse.entities) if e.members}
        number = known.get(frozenset(members))
        if number is None:
            last = max(words.edges[others[-1]][1] + 1, others[-1] + 1)
            number = self._new(Mention(start, min(end, last), links[-1], head, "nominal", "people", "", True))
            discourse.entities[number].members = tuple(dict.fromkeys(members))
        return number, JOINT

    def _new(self, mention: Mention) -> int:
        entities = self.discourse.entities
        entities.append(Entity(mention.kind, mention.gender, mention.plural, [mention]))
        self.discourse.refers[mention.head] = len(entities) - 1
        return len(entities) - 1


def _described(words: Words, start: int, end: int, head: int) -> Mention:
    """A mention of a noun that no list holds: what it refers to is told by its form."""
    kind, gender = noun_class(words, head) or (_by_form(words, head), "")
    mention = nominal(words, head, kind, gender)
    return Mention(
        max(start, mention.start), *(mention.end, head, mention.top), "nominal", kind, gender, mention.plural
    )


def _by_form(words: Words, head: int) -> Any:
    word = words.lemma[head]
    if word.endswith(("er", "or", "ist", "man", "woman", "ee", "ian")) or words.tag[head] in ("NNP", "CD", "JJ", "DT"):
        return "person"
    return "document"


def _worded(words: Words, i: int) -> bool:
    return any(c.isalpha() for c in words.text[i])
