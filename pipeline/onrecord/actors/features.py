"""What speaks for and against a pronoun meaning an actor: the features of the scorer in `pronouns`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from onrecord.actors.lexicons import word_list
from onrecord.actors.mentions import POSSESSIVES, PRONOUNS, REFLEXIVES, Kind, Mention
from onrecord.actors.words import Words

SUBJECTS = ("nsubj", "csubj")
CORE = {"nsubj": "subj", "csubj": "subj", "obj": "obj", "iobj": "obj", "obl": "obl", "obl:agent": "obl"}
VERBS_OF_SPEECH: Final = word_list("verbs_of_speech")


@dataclass(slots=True)
class Entity:
    """An actor as seen so far: its mentions in the order of the text, and what they tell of it.

    roles: nouns of the roles that it is said to have ("senator"). members: numbers of the entities that it joins.
    """

    kind: Kind
    gender: str
    plural: bool
    mentions: list[Mention] = field(default_factory=list)
    pronoun_genders: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    members: tuple[int, ...] = ()

    @property
    def described(self) -> Mention:
        """The first mention that is no pronoun."""
        return next((m for m in self.mentions if m.form != "pronoun"), self.mentions[0])


def role(words: Words, i: int) -> str:
    """Grammatical role of a word: subj, obj, obl, poss, nmod, root or other; a conjunct has that of the first one."""
    for _ in range(4):
        if words.dep[i] != "conj" or words.head[i] == i:
            break
        i = words.head[i]
    dep = words.dep[i]
    if dep in CORE:
        return CORE[dep]
    if dep == "nmod:poss":
        return "poss"
    return dep if dep in ("nmod", "appos", "compound", "ROOT", "dislocated", "vocative", "parataxis") else "other"


def fits(asks: str, entity: Entity) -> bool:
    """Whether a pronoun can mean an entity by its kind, number and gender."""
    if asks in ("m", "f"):
        if entity.kind not in ("person", "thing") or entity.plural:
            return False
        clash = "f" if asks == "m" else "m"
        return entity.gender != clash and clash not in entity.pronoun_genders
    if asks == "it":
        return entity.kind in ("body", "document", "place", "thing") and not entity.plural
    return entity.kind in ("people", "body", "norp", "place") or entity.plural or entity.kind == "person"


def bound(words: Words, pronoun: Mention, mention: Mention) -> bool:
    """Whether the grammar forbids that a pronoun and a mention of its sentence are one ("Smith praised him")."""
    p, m = pronoun.head, mention.top
    if words.sentence[p] != words.sentence[m]:
        return False
    if mention.form == "nominal" and _inside(words, p, mention.head):
        return True  # "the friend of his brother"
    if words.lower[p] in POSSESSIVES and words.dep[p] == "nmod:poss":
        # "his father John": the possessor is not what is possessed
        return words.head[p] in (mention.top, mention.head)
    if words.lower[p] in REFLEXIVES:
        return False
    return words.head[p] == words.head[m] and words.dep[p] != "nmod:poss" and words.dep[m] not in ("nmod:poss", "appos")


def _inside(words: Words, p: int, head: int) -> bool:
    """Whether a word stands inside the noun phrase of a head, not in a clause or conjunct that hangs on it."""
    for _ in range(8):
        if words.dep[p] not in ("nmod:poss", "nmod", "compound", "det") or words.head[p] == p:
            return False
        p = words.head[p]
        if p == head:
            return True
    return False


@dataclass(frozen=True, slots=True)
class Standing:
    """How an entity compares with the others that a pronoun can mean; each a number of those that are before it.

    recency: mentioned later. count: mentioned more often. subject: that were a subject later.
    last_pronoun: whether the last pronoun of the same gender and number was taken to mean this entity.
    """

    recency: int
    count: int
    subject: int
    last_pronoun: bool


def features(words: Words, pronoun: Mention, entity: Entity, mention: Mention, standing: Standing) -> list[str]:
    """Names of the features that hold.

    mention: the entity's last mention before the pronoun; if it has none, its first one after it.
    """
    p = pronoun.head
    asks = PRONOUNS[words.lower[p]]
    named = next((m for m in reversed(entity.mentions) if m.form != "pronoun"), mention)
    here, there = role(words, p), role(words, mention.top)
    gap = words.sentence[p] - words.sentence[mention.head]
    near = min(gap, 2)
    clause = _clause(words, p)
    found = [
        "bias",
        f"gap={min(gap, 4)}",
        f"roles={here}>{there}&{near}",
        f"form={mention.form}&{there}&{near}",
        f"case={_preposition(words, mention.top)}&{near}",
        f"recency={min(standing.recency, 5)}&{near}",
        f"count={min(len(entity.mentions), 5)}",
        f"count_rank={min(standing.count, 3)}&{min(standing.recency, 2)}",
        f"subject_rank={min(standing.subject, 4)}&{there}",
        f"subject_rank={min(standing.subject, 4)}&{near}&{here}",
        f"last_pronoun={standing.last_pronoun}&{near}",
        f"named_gap={min(words.sentence[p] - words.sentence[named.head], 5)}",
        f"kind={entity.kind}",
        f"gender={'same' if asks in entity.pronoun_genders else 'known' if entity.gender else 'unknown'}",
        f"clause={clause}&{there}&{near}",
        f"depth={min(len(words.ancestors(mention.top)), 5)}&{near}",
        *{f"seen={role(words, m.top)}&{words.sentence[p] - words.sentence[m.head]}" for m in _lately(words, p, entity)},
    ]
    if words.quoted[p] != words.quoted[mention.head]:
        found.append(f"quoted={words.quoted[p]}")
    if words.paragraph[p] != words.paragraph[mention.head]:
        found.append(f"paragraph={min(words.paragraph[p] - words.paragraph[mention.head], 3)}")
    if mention.head > p:
        found.append(f"after&{here}>{there}&{clause}")
    if words.dep[mention.top] == "conj":
        found.append("conjunct")
    if entity.mentions and entity.mentions[0].head < 3:
        found.append("first")
    speech_here = here == "subj" and words.lemma[words.head[p]] in VERBS_OF_SPEECH
    speech_there = there == "subj" and words.lemma[words.head[mention.top]] in VERBS_OF_SPEECH
    if speech_here or speech_there:
        found.append(f"speech={speech_here}>{speech_there}&{near}")
    if gap == 0:
        found += _path(words, p, mention, here, there)
    asked = asks if asks in ("it", "they") else "person"
    return [*found, *(f"{asked}:{name}" for name in found), *(f"{here}:{name}" for name in found)]


def _lately(words: Words, p: int, entity: Entity) -> list[Mention]:
    """The mentions of an entity in a word's sentence so far and in the one before."""
    return [m for m in entity.mentions[-4:] if words.sentence[p] - words.sentence[m.head] <= 1]


def _clause(words: Words, i: int) -> str:
    """The relation of the clause that a word stands in."""
    for _ in range(6):
        dep = words.dep[i]
        if dep in ("ROOT", "advcl", "ccomp", "xcomp", "acl", "acl:relcl", "parataxis", "csubj") or words.head[i] == i:
            return dep
        if dep == "conj" and words.tag[i].startswith("V"):
            return "conj"
        i = words.head[i]
    return "deep"


def _preposition(words: Words, i: int) -> str:
    return next((words.lower[c] for c in words.children[i] if words.dep[c] == "case" and c < i), "none")


def _path(words: Words, p: int, mention: Mention, here: str, there: str) -> list[str]:
    """How the two hang together in the tree of one sentence."""
    found = []
    up, down = [p, *words.ancestors(p)], [mention.top, *words.ancestors(mention.top)]
    common = next((i for i in up if i in set(down)), None)
    if common is None:
        return []
    climbed, sunk = up.index(common), down.index(common)
    found.append(f"climb={min(climbed, 5)}&{min(sunk, 4)}")
    trail = "<".join(words.dep[i] for i in up[1:climbed][-3:])
    found.append(f"trail={trail}&{there if sunk == 1 else 'deep'}")
    if sunk == 1 and there == "subj":
        found.append(f"commands&{words.dep[up[climbed - 1]] if climbed else 'self'}")
    if words.head[p] == words.head[mention.top] and words.lower[p] in REFLEXIVES:
        found.append("reflexive")
    between = sum(1 for i in range(min(p, mention.head) + 1, max(p, mention.head)) if words.dep[i] in SUBJECTS)
    found.append(f"subjects_between={min(between, 3)}")
    distance = abs(p - mention.head)
    found.append(f"distance={0 if distance < 4 else 1 if distance < 8 else 2 if distance < 16 else 3}")
    return found
