"""Mentions: the names, noun phrases and pronouns that can refer to an actor, with gender, number and kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from onrecord.actors.lexicons import HONORIFICS, first_names, nouns
from onrecord.actors.words import PLURAL_TAGS, Words

#: What a mention can refer to: a person, several people, a body, a document, a place, a people's name, something else.
Kind = Literal["person", "people", "body", "document", "place", "norp", "thing"]
LABEL_KINDS: Final[dict[str, Kind]] = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "NORP": "norp",
    "LOC": "place",
}

#: Third person pronouns: what they ask of their antecedent.
PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
}
REFLEXIVES: Final = frozenset(("himself", "herself", "itself", "themselves"))
POSSESSIVES: Final = frozenset(("his", "her", "its", "their"))
MALE, FEMALE = 0.9, 0.1
"""Shares of men at which a first name counts as a man's, and as a woman's."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of tokens that refers to somebody or something.

    start, end: tokens, end exclusive. head: the token that the others hang on.
    top: the token that has the phrase's place in the sentence: of "leader Peter Debnam", "leader" may be the one.
    form: "name", "nominal" or "pronoun". gender: "m", "f" or "" (unknown or none).
    """

    start: int
    end: int
    head: int
    top: int
    form: Literal["name", "nominal", "pronoun"]
    kind: Kind
    gender: str
    plural: bool


def name_mentions(words: Words) -> list[Mention]:
    """The names of `doc.ents`, in the order of the text."""
    found = []
    for ent in words.doc.ents:
        if not ent.text.strip():
            continue
        head = words.root(ent.start, ent.end)
        kind = LABEL_KINDS.get(ent.label_, "thing")
        gender = name_gender(words, ent.start, ent.end) if kind == "person" else ""
        plural = kind == "norp" and words.tag[head] in PLURAL_TAGS
        found.append(Mention(ent.start, ent.end, head, _top(words, head), "name", kind, gender, plural))
    return found


def nominal_mentions(words: Words, names: list[Mention]) -> list[Mention]:
    """Noun phrases headed by a noun that names a possible source, outside names; a name's title is no mention."""
    named = {i for name in names for i in range(name.start, name.end)}
    titles = {name.top for name in names} | {name.head for name in names}
    found = []
    for i, tag in enumerate(words.tag):
        if tag not in ("NN", "NNS") or i in named or i in titles or words.dep[i] in ("compound", "flat"):
            continue
        entry = noun_class(words, i)
        if entry is not None and not any(words.dep[c] in ("appos", "flat") and c in titles for c in words.children[i]):
            found.append(nominal(words, i, *entry))
    return found


def nominal(words: Words, head: int, kind: Kind, gender: str) -> Mention:
    """The mention that a noun heads: from its first modifier up to the noun itself."""
    plural = words.tag[head] in PLURAL_TAGS or words.lower[head] in ("police", "people")
    start = words.first_of(head)
    return Mention(start, head + 1, head, _top(words, head), "nominal", kind, gender, plural)


def noun_class(words: Words, i: int) -> tuple[Kind, str] | None:
    """Class and gender of a noun, by its lemma, form or last part ("vice-president"); None if it is not listed."""
    table = nouns()
    for form in (words.lemma[i], words.lower[i], words.lower[i].rpartition("-")[2], words.lower[i].removesuffix("s")):
        if form in table:
            return table[form]
    return None


def pronoun_mention(words: Words, i: int) -> Mention:
    """A third person pronoun as a mention; `kind` and `gender` say what it asks for."""
    asks = PRONOUNS[words.lower[i]]
    kind: Kind = {"it": "thing", "they": "people"}.get(asks, "person")  # type: ignore[assignment]
    return Mention(i, i + 1, i, i, "pronoun", kind, asks if asks in "mf" else "", asks == "they")


def is_pronoun(words: Words, i: int) -> bool:
    """Whether a word is a third person pronoun that refers ("it rains" does not)."""
    return words.lower[i] in PRONOUNS and words.dep[i] != "expl" and words.tag[i] in ("PRP", "PRP$", "")


def name_gender(words: Words, start: int, end: int) -> str:
    """Gender of a person's name by its honorific, the noun before it ("actress"), or its first name if one is left."""
    for i in range(max(0, start - 1), start):
        if gender := HONORIFICS.get(words.lower[i]):
            return gender
        entry = noun_class(words, i) if words.tag[i].startswith("NN") else None
        if entry and entry[1] and words.sentence[i] == words.sentence[start]:
            return entry[1]
    for child in (c for i in range(start, end) for c in words.children[i]):
        if words.dep[child] in ("appos", "flat", "compound") and not start <= child < end:
            entry = noun_class(words, child)
            if entry and entry[1]:
                return entry[1]
    return first_name_gender(words.text[start:end])


def first_name_gender(parts: list[str]) -> str:
    """Gender of a name by its first name; "" for a single word, which may be a family name, unless it is clear."""
    name = next((part for part in parts if len(part) > 2 and not part.endswith(".")), "")
    share = first_names().get(name.casefold())
    if share is None and "-" in name:
        share = first_names().get(name.partition("-")[0].casefold())
    if share is None:
        return ""
    return "m" if share >= MALE else "f" if share <= FEMALE else ""


def _top(words: Words, head: int) -> int:
    """Climb from a name to its title, from an apposition to what it is of."""
    for _ in range(8):
        above = words.head[head]
        if above == head or words.dep[head] not in ("appos", "flat") or abs(above - head) > 12:
            return head
        head = above
    return head
