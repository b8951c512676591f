"""The word lists of this package, read and checked once. Each file's source is told in the script that made it."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

from onrecord.errors import OnRecordError

NounClass = Literal["person", "people", "body", "document", "place"]
PlaceKind = Literal["country", "demonym", "city", "region", "seat"]


def rows(name: str, header: list[str]) -> list[list[str]]:
    """The rows of one of this package's tables, without its header. Raises OnRecordError if it has another form."""
    lines = files("onrecord.actors").joinpath(name).read_text("utf-8").splitlines()
    table = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if table[:1] != [header] or any(len(row) != len(header) for row in table):
        raise OnRecordError(f"{name} is damaged: it is to have the columns {', '.join(header)}")
    return table[1:]


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of word_lists.json, in lower case. Raises OnRecordError if there is no such list."""
    table = json.loads(files("onrecord.actors").joinpath("word_lists.json").read_text("utf-8"))
    words = table.get(name)
    if not isinstance(words, str) or not words:
        raise OnRecordError(f"word_lists.json is damaged: it is to have the list {name!r}")
    return frozenset(words.split())


@cache
def nouns() -> dict[str, tuple[NounClass, str]]:
    """Nouns (lemma, lower case) that name a possible source: class, and gender ("m", "f" or "")."""
    table: dict[str, tuple[NounClass, str]] = {}
    for noun, kind, gender in rows("nouns.tsv", ["noun", "class", "gender"]):
        if kind not in get_args(NounClass) or gender not in ("", "m", "f"):
            raise OnRecordError(f"nouns.tsv is damaged at {noun!r}")
        table[noun] = (kind, gender)  # type: ignore[assignment]
    return table


@cache
def first_names() -> dict[str, float]:
    """First names (lower case) with the share of men, 0 to 1, among those who bear them."""
    return {name: float(men) for name, men in rows("first_names.tsv", ["name", "men"])}


@cache
def places() -> dict[PlaceKind, dict[str, str]]:
    """For each kind of place name, in lower case: the country (ISO 3166-1 alpha-2) that it belongs to."""
    table: dict[PlaceKind, dict[str, str]] = {kind: {} for kind in get_args(PlaceKind)}
    for kind, name, code in rows("places.tsv", ["kind", "name", "country"]):
        if kind not in table or len(code) != 2:
            raise OnRecordError(f"places.tsv is damaged at {name!r}")
        table[kind][name.casefold()] = code
    return table


#: Honorifics with the gender that they tell; they are no role.
HONORIFICS: Final = {
    "mr": "m", "mr.": "m", "sir": "m", "lord": "m", "mister": "m",
    "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "lady": "f", "dame": "f", "madam": "f",
    "dr": "", "dr.": "",
}  # fmt: skip
