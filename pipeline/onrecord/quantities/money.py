"""Currencies beside a number, as ISO 4217 codes.

A hundredth that is named ("50 cents", "20p") stays what the text says: value 50, unit "cent", as quantulum3 names it,
for no code of its own exists.
"""

import re
from dataclasses import dataclass
from functools import cache

from onrecord.quantities.tables import Currencies, load


@dataclass(frozen=True, slots=True)
class CurrencyTable:
    """names: words, lower case -> code or hundredth; codes: ISO 4217 codes that are no words as well."""

    names: dict[str, str]
    codes: frozenset[str]
    longest: int


@cache
def table() -> CurrencyTable:
    """The currencies known, made once."""
    known = load(Currencies)
    names = {name: code for code, forms in known.names.items() for name in forms}
    names |= known.bare
    names |= {name: unit for name, unit in known.minor.items() if len(name) > 1}
    return CurrencyTable(
        names, frozenset(known.names) - set(known.word_codes), max(name.count(" ") for name in names) + 1
    )


def currency_before(text: str, start: int) -> tuple[str, int, bool] | None:
    """The currency that stands before a number.

    start: offset at which the number starts.
    RETURNS: its code, the offset at which it starts, and whether a minus stands before it; None if there is none.
    """
    match = _BEFORE.search(text, max(0, start - 14), start)
    if match is None:
        return None
    known = load(Currencies)
    if sign := match["sign"]:
        left = (
            match["left"] if not (match["gap"] and match["left"] in ("a", "A", "s", "r", "n", "z", "b", "j")) else None
        )
        beside = left or match["right"] or ""
        code = known.signs[sign]
        begin = match.start("sign")
        if beside and (country := known.beside_dollar.get(beside.lower())) and sign == "$":
            code = country
            begin = match.start("left") if left else begin
        elif beside and beside.upper() in known.names:
            code, begin = beside.upper(), match.start("left") if left else begin
        minus = begin > 0 and text[begin - 1] in "-−" and (begin < 2 or not text[begin - 2].isalnum())
        return code, begin - minus, minus
    word = match["code"]
    if word in table().codes or word in known.prefixes:
        glued = match.end("code") == start
        if len(word) == 1 and not glued:
            return None
        return known.prefixes.get(word, word), match.start("code"), False
    if word.lower() in ("usd", "eur", "gbp", "dollar", "rmb", "sen"):
        return {"dollar": "USD", "rmb": "CNY", "sen": "sen"}.get(word.lower(), word.upper()), match.start("code"), False
    return None


def currency_after(text: str, lowered: str, end: int) -> tuple[str, int] | None:
    """The currency that stands behind a number.

    end: offset at which the number ends.
    RETURNS: its code (or the name of its hundredth) and the offset at which it ends; None if there is none.
    """
    known = load(Currencies)
    if sign := _SIGN_AFTER.match(text, end):
        return known.signs.get(sign["sign"], "cent"), sign.end()
    if (code := _CODE_AFTER.match(text, end)) and code["code"].upper() in table().codes:
        return code["code"].upper(), code.end()
    if penny := _PENNY.match(text, end):
        return "penny", penny.end("penny")
    words = _NAME_AFTER.match(lowered, end)
    if words is None:
        return None
    parts = words["words"].split(" ")
    offsets = words.start("words")
    for n in range(min(len(parts), table().longest), 0, -1):
        name = " ".join(parts[:n])
        found = table().names.get(name) or table().names.get(name.replace("-", " "))
        if found is not None:
            return found, offsets + len(name)
    return None


def country_after(lowered: str, end: int) -> tuple[str, int] | None:
    """The country's dollar that is said after an amount: "$5 million Canadian". Its code, and where the word ends."""
    match = _COUNTRY.match(lowered, end)
    return (load(Currencies).countries[match["country"]], match.end("country")) if match else None


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_SIGNS = _any(list(load(Currencies).signs))
_BEFORE = re.compile(
    rf"(?:(?<![A-Za-z-])(?P<left>[A-Za-z][A-Za-z.]{{0,3}})(?P<gap>\s)?)?(?P<sign>{_SIGNS})\s?(?P<right>[A-Za-z]{{1,3}})?\s?[-−]?$|"
    r"(?<![A-Za-z-])(?P<code>dollar|[A-Za-z]{1,4}[.=¢]?)\s?$"
)
_SIGN_AFTER = re.compile(rf"\s?(?P<sign>{_SIGNS}|¢)(?!\s?\d)")
_CODE_AFTER = re.compile(r"[ -]?(?P<code>[A-Z]{3,4}|usd|eur|gbp)(?![A-Za-z0-9])=?")
_PENNY = re.compile(r"\s?(?P<penny>p)(?!\w|\.\w)")
_NAME_AFTER = re.compile(r"(?:\s{1,2}|-)(?P<words>(?:u\.s\.|[^\W\d_]+)(?:[ -][^\W\d_]+){0,4})")
_COUNTRY = re.compile(
    rf"\s\(?(?P<country>{_any(list(load(Currencies).countries))})(?!\w)\)?(?=\s(?:a|an|per|bail|for|and|in|to|from|on)\b|[.,;:)]|$)"
)
