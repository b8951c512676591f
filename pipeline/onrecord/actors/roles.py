"""The title or description that the article gives a person: from the words before the name, or an apposition."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.actors.lexicons import HONORIFICS
from onrecord.actors.mentions import Mention, noun_class
from onrecord.actors.words import Words

ARTICLES = frozenset(("the", "a", "an"))
POSSESSORS = frozenset(("his", "her", "its", "their", "my", "our", "your"))
BEFORE_TITLE = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "", "AFX", "FW"))
LONGEST = 14
"""Words that a role may have."""


@dataclass(frozen=True, slots=True)
class Role:
    """A title or description as tokens (end exclusive), without article; `head` is its noun."""

    start: int
    end: int
    head: int


@cache
def table() -> dict[str, Any]:
    """Short forms of titles, general words for title holders, and words of state offices."""
    return json.loads(files("onrecord.actors").joinpath("roles.json").read_text("utf-8"))


def roles(words: Words, name: Mention) -> list[Role]:
    """The roles that stand at one mention of a person's name, a title before it first."""
    found = [_title(words, name), _apposition(words, name)]
    return [role for role in found if role is not None]


def role_noun(words: Words, i: int) -> str:
    """A role's noun in full and in lower case: "Sen." is "senator"."""
    form = words.lower[i].rstrip(".")
    lemma = words.lemma[i].rstrip(".")
    return table()["abbreviations"].get(form, lemma.rpartition("-")[2] if noun_class(words, i) else lemma)


def may_mean(noun: str, role: str) -> bool:
    """Whether a description by this noun ("lawmaker") can mean who has this role ("senator")."""
    return noun == role or role in table()["general"].get(noun, ())


def is_title(words: Words, i: int) -> bool:
    """Whether a word is a noun for persons, or a short form of a title."""
    if words.lower[i] in HONORIFICS:
        return False
    if words.lower[i].rstrip(".") in table()["abbreviations"]:
        return True
    entry = noun_class(words, i) if words.tag[i] in ("NN", "NNP", "NNS", "NNPS", "") else None
    return entry is not None and entry[0] == "person"


def _title(words: Words, name: Mention) -> Role | None:
    """A title ("Norwegian Fisheries Minister Ada Berg"): the run of nouns and adjectives that ends at the name."""
    start = name.start
    while start and words.lower[start - 1] in HONORIFICS:
        start -= 1
    end = start
    if not end or not is_title(words, end - 1) or words.sentence[end - 1] != words.sentence[name.start]:
        if end and words.text[end - 1] == "," and words.dep[name.head] == "appos":
            return _noun_phrase(words, words.head[name.head], end - 1)  # "the president, Joe Biden,"
        return None
    while start and end - start < LONGEST and words.sentence[start - 1] == words.sentence[name.start]:
        before = words.tag[start - 1]
        joins = words.lower[start - 1] in ("and", "of", "for", "&", "-") and start - 1 > 0 and start < end
        joins = joins and words.tag[start - 2] in BEFORE_TITLE and _inside(words, start - 1, name)
        if before not in BEFORE_TITLE and not joins:
            break
        if words.lower[start - 1] in ARTICLES or not any(map(str.isalnum, words.text[start - 1].replace("&", "n"))):
            break
        if before and not _inside(words, start - 1, name):
            break
        start -= 1
    return Role(start, end, end - 1) if start < end else None


def _inside(words: Words, i: int, name: Mention) -> bool:
    """Whether a word before a name belongs to the name's noun phrase."""
    top = name.top
    first, last = words.edges[top]
    return first <= i <= last or words.edges[name.head][0] <= i or words.head[i] == i


def _apposition(words: Words, name: Mention) -> Role | None:
    """An apposition ("Ada Berg, a member of the board"): a noun phrase that hangs on the name behind a comma."""
    for i in words.children[name.head]:
        if i < name.end or words.dep[i] not in ("appos", "parataxis") or not is_title(words, i):
            continue
        if words.tag[i] in ("NNP", "NNPS") and words.doc[i].ent_type_ == "PERSON":
            continue
        return _noun_phrase(words, i, words.edges[i][1] + 1, name.end)
    return None


def _noun_phrase(words: Words, head: int, limit: int, first: int = 0) -> Role | None:
    """A noun phrase from its first modifier behind the article to its last one before a comma or relative clause."""
    if not is_title(words, head):
        return None
    start, end = max(first, words.first_of(head)), head + 1
    while start < head and (words.lower[start] in ARTICLES | POSSESSORS or words.tag[start] in ("DT", "PRP$", "RB")):
        start += 1
    for i in range(start, head):
        if words.tag[i] == "POS":
            start = i + 1
    while end < min(limit, head + LONGEST) and words.text[end] not in (",", ";", "–", "—", "(", ")", "-", ".", ":"):
        if (
            words.tag[end] in ("WP", "WDT", "WRB")
            or words.dep[end] in ("acl:relcl", "conj", "cc")
            or words.text[end].isspace()
        ):
            break
        end += 1
    return Role(start, end, head) if start <= head else None
