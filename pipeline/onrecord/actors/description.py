"""What an actor is called and what is said of it: name, aliases, label, role, country, whether it is kept anonymous."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.actors import countries
from onrecord.actors.discourse import Discourse
from onrecord.actors.features import Entity
from onrecord.actors.lexicons import places
from onrecord.actors.mentions import Mention
from onrecord.actors.names import bare
from onrecord.actors.roles import ARTICLES, POSSESSORS, Role, roles, table
from onrecord.actors.words import Words

LABELS = {"person": "PERSON", "people": "GROUP", "norp": "GROUP", "body": "ORG", "document": "ORG", "place": "ORG"}
LONGEST_NAME = 24
"""Words that the name of a described actor may have."""
STOPS = frozenset((",", ";", ":", "–", "—", "--", "(", ")", "[", "]", '"', "“", "”"))


FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))


def described(words: Words, discourse: Discourse, number: int) -> dict[str, Any]:
    """The fields of `onrecord.records.Actor`, but for the id."""
    entity = discourse.entities[number]
    named = [m for m in entity.mentions if m.form == "name"]
    if number < discourse.named and named:
        return _named(words, named)
    return _nominal(words, discourse, entity)


def _named(words: Words, mentions: list[Mention]) -> dict[str, Any]:
    doc = words.doc
    found_forms = [(_form(doc[m.start : m.end].text), doc[m.start].ent_type_) for m in mentions]
    forms = Counter(form for form, _ in found_forms)
    order = list(forms)
    labels = dict(reversed(found_forms))
    place = any(places()["country"].get(bare(form).casefold()) for form in order)
    if place or labels[order[0]] == "NORP":
        name = max(order, key=lambda form: (not form.replace(".", "").isupper(), forms[form], -order.index(form)))
    else:
        name = max(order, key=lambda form: (len(form.split()), len(form), -order.index(form)))
    label = "GPE" if place and labels[name] != "NORP" else labels[name]
    role, country = _role(words, mentions) if label == "PERSON" else (None, None)
    found = country or next((c for form in order if (c := countries.of_name(form, labels[form]))), None)
    return {
        "name": name,
        "label": label,
        "role": role,
        "country": found or (_owner(words, mentions) if label != "PERSON" else None),
        "aliases": [form for form in order if form != name],
        "anonymous": False,
    }


def _form(text: str) -> str:
    return " ".join(text.split())


def _role(words: Words, mentions: list[Mention]) -> tuple[str | None, str | None]:
    """The first role that the text gives a person, and the country that one of the roles names."""
    found = [(role, mention) for mention in mentions for role in roles(words, mention)]
    if not found:
        return None, None
    country = next((c for role, _ in found if (c := _country_of_role(words, role))), None)
    first = found[0][0]
    return _form(words.doc[first.start : first.end].text).strip(" ,"), country


def _country_of_role(words: Words, role: Role) -> str | None:
    texts = words.text[role.start : role.end]
    if code := countries.in_phrase(texts):
        return code
    if code := _possessor(words, role.start):
        return code
    state = frozenset(table()["state"].split())
    if any(text.lower() in state or words.lemma[role.start + k] in state for k, text in enumerate(texts)):
        return _setting(words, role.start)
    return None


def _possessor(words: Words, start: int) -> str | None:
    """The country whose 's stands before a phrase: "Norway's" grain board."""
    if start < 2 or words.tag[start - 1] != "POS":
        return None
    return countries.in_phrase(words.text[max(0, start - 6) : start - 1][-4:])


def _setting(words: Words, i: int) -> str | None:
    """The country that opened this sentence, or one in this paragraph or the one before: "In Norway, ..."."""
    paragraph = words.paragraph[i]
    for start, end in reversed(words.sentence_bounds[: words.sentence[i] + 1]):
        if words.paragraph[start] < paragraph - 2:  # a blank line counts as one
            return None
        if words.lower[start] == "in" and end - start > 3:
            comma = next((k for k in range(start + 1, min(end, start + 6)) if words.text[k] == ","), None)
            if comma and (code := countries.in_phrase(words.text[start + 1 : comma])):
                return code
    return None


def _owner(words: Words, mentions: list[Mention]) -> str | None:
    """The state of a body or place, told right before its name ("Russian", "Russia's") or behind it (", Russia")."""
    for mention in mentions:
        if code := _possessor(words, mention.start):
            return code
        before = words.doc[mention.start - 1] if mention.start else None
        if before is not None and before.ent_type_ in ("NORP", "GPE") and before.head.i in (mention.head, mention.top):
            return countries.in_phrase([before.text])
    return None


def _nominal(words: Words, discourse: Discourse, entity: Entity) -> dict[str, Any]:
    mention = entity.described
    kind = entity.kind
    label = LABELS.get(kind, "ORG")
    if entity.members or (kind == "person" and entity.plural) or (kind in ("body", "place") and entity.plural):
        label = "GROUP"
    if words.lower[mention.head] == "police":
        label = "ORG"
    if entity.members:
        return {**_joint(words, discourse, entity), "label": label}
    start, end = _extent(words, mention)
    name = _form(words.doc[_after_possessor(words, start, mention.head) if kind == "body" else start : end].text)
    country = countries.in_phrase(words.text[start:end]) or _possessor(words, start)
    if country is None and frozenset(words.lemma[start:end]) & frozenset(table()["state"].split()):
        country = _setting(words, mention.head)
    fields: dict[str, Any] = {"role": None, "country": country, "aliases": [], "anonymous": False}
    return {"name": name or words.text[mention.head], "label": label, **fields}


def _after_possessor(words: Words, start: int, head: int) -> int:
    """A body's name begins after its owner's: "Norway's" grain board (SPEC 7)."""
    return next((i + 1 for i in range(head - 1, start, -1) if words.tag[i] == "POS"), start)


def _joint(words: Words, discourse: Discourse, entity: Entity) -> dict[str, Any]:
    mention = entity.described
    parts = [described(words, discourse, member) for member in entity.members]
    text = _form(words.doc[mention.start : mention.end].text)
    pronoun = any(words.tag[i] in ("PRP", "PRP$") for i in range(mention.start, mention.end))
    codes = {part["country"] for part in parts}
    return {
        "name": " and ".join(part["name"] for part in parts) if pronoun else _form(_bare_start(text)),
        "role": None,
        "country": codes.pop() if len(codes) == 1 else None,
        "aliases": [],
        "anonymous": False,
    }


def _bare_start(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in ARTICLES | POSSESSORS else text


def _extent(words: Words, mention: Mention) -> tuple[int, int]:
    """A description from behind its article to the end of what belongs to it, before a comma or relative clause."""
    start, end = mention.start, mention.head + 1
    while start < mention.head and (words.lower[start] in ARTICLES | POSSESSORS or words.tag[start] in ("PRP$", "PDT")):
        start += 1
    for i in range(mention.head - 1, start - 1, -1):
        if words.text[i] in STOPS:
            start = i + 1
            break
    last = words.edges[mention.head][1] + 1
    while end < min(last, mention.head + LONGEST_NAME):
        if words.text[end] in STOPS or words.tag[end] in ("WP", "WDT", "WRB", "WP$") or words.text[end].isspace():
            break
        if words.tag[end] in FINITE or words.dep[end] == "mark":
            break  # no part of a noun phrase, whatever the tree says
        if words.dep[end] in ("acl:relcl", "conj", "cc", "appos", "parataxis") and words.head[end] == mention.head:
            break
        relative = [i for i in words.ancestors(end) if words.dep[i] == "acl:relcl" and i > mention.head]
        if relative or not (words.edges[mention.head][0] <= end <= words.edges[mention.head][1]):
            break
        end += 1
    if mention.head in words.children[words.head[mention.head]] and end == mention.head + 1:
        return start, end
    return start, end


@cache
def _phrases() -> re.Pattern[str]:
    listed = json.loads(files("onrecord.actors").joinpath("anonymity.json").read_text("utf-8"))["phrases"]
    return re.compile("|".join(listed), re.IGNORECASE)


def anonymous(words: Words, discourse: Discourse, spans: dict[int, list[tuple[int, int]]]) -> Iterator[int]:
    """Numbers of the described entities of which the text says that they are not named.

    spans: for each entity that speaks, the token ranges of its source spans.
    """
    for match in _phrases().finditer(words.doc.text):
        span = words.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or not len(span):
            continue
        inside = [n for n, ranges in spans.items() if any(s <= span.start < e for s, e in ranges)]
        yield from (
            n for n in inside or _said_of(words, discourse, words.root(span.start, span.end)) if n >= discourse.named
        )


def _said_of(words: Words, discourse: Discourse, i: int) -> list[int]:
    """The entity that a word modifies, or that is the subject of its clause."""
    for above in [i, *words.ancestors(i)][:8]:
        if above in discourse.refers:
            return [discourse.refers[above]]
        subject = next((c for c in words.children[above] if words.dep[c] == "nsubj" and c in discourse.refers), None)
        if subject is not None:
            return [discourse.refers[subject]]
    return []
