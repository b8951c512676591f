"""Which names mean the same actor: full and last names, spelled-out and short forms, acronyms, names of one country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.actors.lexicons import HONORIFICS, first_names, nouns, places, word_list

SUFFIXES: Final = word_list("suffixes")
CORPORATE: Final = word_list("corporate")
SMALL_WORDS: Final = word_list("small_words")
CLASSES: Final = {"PERSON": "person", "NORP": "norp"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: its surface, entity label, and the gender that is known of who bears it ("m", "f" or "")."""

    text: str
    label: str
    gender: str = ""


def group(names: Sequence[Name]) -> list[int]:
    """For each name, in the order of the text, the number of the first name that means the same actor."""
    keys = [_key(name) for name in names]
    first: dict[tuple[str, str], int] = {}
    for i, key in enumerate(keys):
        first.setdefault(key, i)
    joined = {i: i for i in first.values()}  # distinct names, each with the one it is joined to
    heads = sorted(joined)
    _join_persons(names, heads, joined)
    _join_others(names, heads, joined)
    found, persons = [], _by_last_use(names)
    for i, key in enumerate(keys):
        target = first[key]
        if key[0] == "person":
            target = first[keys[persons(i, target)]]
        found.append(_root(joined, target))
    return found


def acronyms(name: str) -> set[str]:
    """Acronyms that a name of several words can have: "Board of Grain Trade" has BGT and BOGT."""
    words = [word for word in re.split(r"[\s\-/]+", name.replace("’s", "").replace("'s", "")) if word[:1].isalnum()]
    large = [word for word in words if word.casefold() not in SMALL_WORDS]
    if len(large) < 2:
        return set()
    return {"".join(word[0] for word in part).upper() for part in (large, words)}


def country_named(name: str) -> str | None:
    """The country whose own name this is ("U.S.", "Norway"), not that of its people, a city or a region."""
    return places()["country"].get(bare(name).casefold())


def bare(name: str) -> str:
    """A name without article, possessive and odd white space, with straight apostrophes."""
    name = " ".join(name.replace("’", "'").split())
    name = re.sub(r"^(?:the|a|an)\s+(?=\S)", "", name, flags=re.IGNORECASE)
    return re.sub(r"'s$", "", name) or name


def _key(name: Name) -> tuple[str, str]:
    kind = CLASSES.get(name.label, "other")
    text = bare(name.text)
    code = country_named(text) if kind == "other" else None
    if code:
        return kind, f"country {code}"
    if kind == "norp":
        people = places()["demonym"].get(text.casefold()) or places()["demonym"].get(text.casefold().removesuffix("s"))
        return kind, f"people {people}" if people else text.casefold().removesuffix("s")
    return kind, text.casefold().replace(".", "").replace("-", " ")


def _parts(name: str) -> list[str]:
    """The words of a person's name in lower case, without a title that was taken into it."""
    parts = [part for part in (part.casefold().strip(".,") for part in bare(name).split()) if part]
    while len(parts) > 1 and (parts[0] in HONORIFICS or nouns().get(parts[0], ("",))[0] == "person"):
        if parts[0] in first_names():
            break
        parts = parts[1:]
    return parts


def _join_persons(names: Sequence[Name], heads: list[int], joined: dict[int, int]) -> None:
    """Join full names of one person: a middle name or initial more, a suffix left out."""
    full = [i for i in heads if names[i].label == "PERSON" and len(_parts(names[i].text)) > 1]
    by_last: dict[str, list[int]] = {}
    for i in full:
        parts = [part for part in _parts(names[i].text) if part not in SUFFIXES]
        for j in by_last.get(parts[-1], []) if parts else []:
            others = [part for part in _parts(names[j].text) if part not in SUFFIXES]
            if _same_person(parts, others) and _suffix(names[i].text) in ("", _suffix(names[j].text)):
                joined[i] = joined[j]
                break
        else:
            if parts:
                by_last.setdefault(parts[-1], []).append(i)


def _same_person(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return False
    remaining = iter(long)
    return short[0] == long[0] and all(any(_alike(part, word) for word in remaining) for part in short)


def _alike(part: str, word: str) -> bool:
    return part == word or (len(part) == 1 and word.startswith(part)) or (len(word) == 1 and part.startswith(word))


def _suffix(name: str) -> str:
    return next((part for part in _parts(name) if part in SUFFIXES), "")


class _by_last_use:  # noqa: N801 - used as a function that remembers
    """Whom a single name means: who bears it as a last or first name and was last mentioned, else is mentioned next."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names = names
        self.bearers: dict[str, list[int]] = {}
        for i, name in enumerate(names):
            parts = [part for part in _parts(name.text) if part not in SUFFIXES]
            if name.label == "PERSON" and len(parts) > 1:
                for part in {parts[0], parts[-1], "-".join(parts[-2:]), " ".join(parts[1:])}:
                    self.bearers.setdefault(part, []).append(i)

    def __call__(self, i: int, alone: int) -> int:
        part = " ".join(_parts(self.names[i].text))
        gender = self.names[i].gender
        bearers = self.bearers.get(part, [])
        last = [j for j in bearers if _parts(self.names[j].text)[0] != part] or bearers
        fitting = [j for j in last if not (gender and self.names[j].gender and self.names[j].gender != gender)]
        if not fitting:
            return alone
        return next((j for j in reversed(fitting) if j < i), fitting[0])


def _join_others(names: Sequence[Name], heads: list[int], joined: dict[int, int]) -> None:
    """Join bodies and places: acronyms with what they stand for, a body's short form with its only long one."""
    others = [i for i in heads if CLASSES.get(names[i].label) is None]
    spelled: dict[str, set[int]] = {}
    for i in others:
        for acronym in acronyms(bare(names[i].text)):
            spelled.setdefault(acronym, set()).add(i)
    for i in others:
        letters = names[i].text.replace(".", "")
        found = spelled.get(letters, set()) if letters.isupper() and len(letters) > 1 else set()
        if len({_root(joined, j) for j in found}) == 1:
            _join(names, joined, i, next(iter(found)))
    bodies = [i for i in others if names[i].label == "ORG"]
    for i, j in _short_forms(names, bodies):
        _join(names, joined, i, j)


def _short_forms(names: Sequence[Name], bodies: list[int]) -> Iterator[tuple[int, int]]:
    """Pairs of a short form and the one longer name that it shortens."""
    parts = {i: tuple(_parts(names[i].text)) for i in bodies}
    longer: dict[tuple[str, ...], set[int]] = {}
    for i, words in parts.items():
        core = words
        while len(core) > 1 and core[-1] in CORPORATE:
            core = core[:-1]
            longer.setdefault(core, set()).add(i)
        for k in range(1, len(words)):
            if words[k] not in SMALL_WORDS and (k == len(words) - 1 or _is_place(" ".join(words[:k]))):
                longer.setdefault(words[k:], set()).add(i)
    for i, words in parts.items():
        found = longer.get(words, set()) - {i}
        if len(found) == 1:
            yield i, next(iter(found))


def _is_place(name: str) -> bool:
    table = places()
    return any(name.replace(".", "") in table[kind] for kind in ("country", "demonym"))


def _join(names: Sequence[Name], joined: dict[int, int], i: int, j: int) -> None:
    first, second = sorted((_root(joined, i), _root(joined, j)))
    joined[second] = first


def _root(joined: dict[int, int], i: int) -> int:
    seen = i
    while i in joined and joined[i] != i:
        i = joined[i]
    return i if i in joined else seen
