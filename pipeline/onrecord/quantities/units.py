"""Units behind a number, named as quantulum3 names them.

The unit tables are quantulum3's own, read from the installed package; its loader, which wants three seconds and a
library for plurals, is not used, nor is its parser, whose faults (means of ranges, digits in names) would reach us.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from onrecord.quantities.tables import Units, load

PREFIXES: Final = {
    "Y": "yotta", "Z": "zetta", "E": "exa", "P": "peta", "T": "tera", "G": "giga", "M": "mega", "k": "kilo",
    "h": "hecto", "d": "deci", "c": "centi", "m": "milli", "µ": "micro", "n": "nano", "p": "pico", "f": "femto",
    "a": "atto", "z": "zepto", "y": "yocto",
}  # fmt: skip
TIME: Final = (
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "decade",
    "century",
    "millennium",
    "fortnight",
)
"""Units of time that a price or rate is told for, and that ages and durations are told in."""
MAX_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class UnitTable:
    """The units known.

    surfaces: words, lower case, hyphens as spaces -> name.
    symbols: as written -> name; spaced: those that may stand behind a space.
    """

    surfaces: dict[str, str]
    symbols: dict[str, str]
    spaced: frozenset[str]
    folded: dict[str, str]
    """Symbols of two letters and more in lower case, where that is no other symbol's."""


@cache
def table() -> UnitTable:
    """The units known, made once from quantulum3's tables and our own beside them."""
    ours = load(Units)
    skipped = set(ours.not_surfaces)
    surfaces: dict[str, str] = {}
    symbols: dict[str, str] = {}
    for name, unit in _quantulum_units():
        for surface in unit.get("surfaces", [name]):
            plain = surface.lower().replace("-", " ")
            if plain not in skipped:
                for form in (plain, plural(plain)):
                    surfaces.setdefault(form, name)
        for symbol in unit["symbols"]:
            symbols.setdefault(symbol, name)
        if unit["entity"] == "length":
            _add_powers(name, unit, surfaces, symbols)
    surfaces.update(ours.surfaces)
    symbols.update(ours.symbols)
    folded: dict[str, str] = {}
    for symbol, name in symbols.items():
        if len(symbol) > 1 and symbol.isalpha():
            folded.setdefault(symbol.lower(), name)
    return UnitTable(surfaces, symbols, frozenset(ours.spaced_symbols), folded)


def unit_after(
    text: str, lowered: str, end: int, *, share: bool = False, digits: bool = True
) -> tuple[str, int] | None:
    """The unit that stands behind a number.

    end: offset at which the number ends.
    share: whether the number is a fraction, which may stand before "of a" or "an" ("half an hour").
    digits: whether the number ends in digits, which symbols may follow.
    RETURNS: the unit's name, and the offset at which it ends; None if there is none.
    """
    if share and (of := _SHARE.match(lowered, end)):
        end = of.end() - 1
    found = _words_after(lowered, end) or (_symbol_after(text, end) if digits else None)
    if found and found[0] == "degree angle" and (scale := _DEGREES.match(lowered, found[1])):
        found = "degree Celsius" if scale["scale"][0] == "c" else "degree fahrenheit", scale.end()
    return _rate(text, lowered, *found) if found else None


def unit_named(lemma: str) -> str | None:
    """The unit that a noun means, None if it is none."""
    return table().surfaces.get(lemma)


def plural(surface: str) -> str:
    """The plural of a unit's name: "foot per second" gives "feet per second"."""
    head, *rest = re.split(r"( per | of )", surface, maxsplit=1)
    if head.startswith("degree "):
        return f"degrees{head[6:]}{''.join(rest)}"
    if head.endswith("foot"):
        head = f"{head[:-4]}feet"
    elif re.search(r"[^aeiou]y$", head):
        head = f"{head[:-1]}ies"
    elif head.endswith(("ch", "sh", "s", "x")):
        head = head if head.endswith(("hertz", "siemens", "stokes")) else f"{head}es"
    elif not head.endswith(("hertz", "horsepower")):
        head = f"{head}s"
    return head + "".join(rest)


def _quantulum_units() -> list[tuple[str, dict[str, Any]]]:
    """quantulum3's units but for currencies and what has no dimension of its own, with the metric prefixes put on."""
    raw = json.loads(files("quantulum3").joinpath("units.json").read_text(encoding="utf-8"))
    found: list[tuple[str, dict[str, Any]]] = []
    for name, unit in raw.items():
        if unit["entity"] == "currency" or name in ("unk", "dimensionless", "percentage"):
            continue
        found.append((name, unit))
        for prefix in unit.get("prefixes", []):
            word = PREFIXES[prefix]
            prefixed = {
                "surfaces": [word + surface for surface in unit["surfaces"]],
                "symbols": [prefix + symbol for symbol in unit["symbols"]],
                "entity": unit["entity"],
            }
            found.append((word + name, prefixed))
    return found


def _add_powers(name: str, unit: dict[str, Any], surfaces: dict[str, str], symbols: dict[str, str]) -> None:
    for power, word, short in ((2, "square", "sq"), (3, "cubic", "cu")):
        for surface in unit["surfaces"]:
            for form in (surface.lower(), plural(surface.lower())):
                surfaces.setdefault(f"{word} {form}", f"{word} {name}")
                surfaces.setdefault(f"{short} {form}", f"{word} {name}")
        for symbol in unit["symbols"]:
            if symbol.isalpha():
                for mark in (str(power), f"^{power}", "²³"[power - 2]):
                    symbols.setdefault(symbol + mark, f"{word} {name}")


def _words_after(lowered: str, end: int) -> tuple[str, int] | None:
    match = _WORDS.match(lowered, end)
    if match is None:
        return None
    words = match["words"]
    cuts = [cut.start() for cut in _BETWEEN.finditer(words)][: MAX_WORDS - 1]
    surfaces = table().surfaces
    for cut in (None, *reversed(cuts)):
        part = words[:cut]
        name = surfaces.get(part.replace("-", " "))
        if name is not None:
            return name, match.start("words") + len(part)
    return None


def _symbol_after(text: str, end: int) -> tuple[str, int] | None:
    match = _SYMBOL.match(text, end)
    if match is None:
        return None
    glued = not match["gap"]
    known = table()
    for group in ("whole", "base"):
        raw = match[group]
        if raw is None or not (glued or raw in known.spaced or (group == "whole" and raw != match["base"])):
            continue
        if glued and len(raw) == 1 and raw not in _GLUED_LETTERS:
            continue
        if raw == "in" and not glued and not _INCH_AFTER.match(text, match.end(group)):
            continue
        name = known.symbols.get(raw) or (_compound(raw) if group == "whole" else None)
        if name is None and (glued or raw.isupper()):
            name = known.folded.get(raw.lower())
        if name is not None:
            return name, match.end(group)
    return None


def _compound(raw: str) -> str | None:
    """The name of "kV/cm": kilovolt per centimetre."""
    over, _, under = raw.partition("/")
    symbols = table().symbols
    if not under or over not in symbols:
        return None
    name = symbols.get(under) or table().surfaces.get(under.lower())
    return f"{symbols[over]} per {name}" if name else None


def _rate(text: str, lowered: str, name: str, end: int) -> tuple[str, int]:
    """The unit with what it is told per, if that follows: "barrels a day"."""
    per = _PER.match(lowered, end)
    if per is None:
        return name, end
    follower = _words_after(lowered, per.end()) or (_symbol_after(text, per.end()) if per["sign"] else None)
    if follower is None or (per["article"] and follower[0] not in TIME) or (per["article"] and name in TIME[3:]):
        return name, end
    return f"{name} per {follower[0]}", follower[1]


_WORDS = re.compile(
    r"(?:\s?[-‐‑]\s?|\s{1,2}|\s?[(\[{<](?=\w{1,2}[)\]}>])|)(?P<words>[a-z]+(?:[ -][a-z]+){0,3})(?![\w])"
)
_BETWEEN = re.compile("[ -]")
_SYMBOL = re.compile(
    r"(?P<gap>[ \u00a0\u2009\u202f]|-|\s?[(\[{<](?=\w{1,3}[)\]}>]))?"
    r"(?P<whole>(?P<base>[A-Za-zµμΩ°ºÅ%‰]{1,6}|[′″])(?:[²³]|\^?[23](?!\d)|/[A-Za-zµμ]{1,6}(?:\^?[²³23])?|-(?:lb|ft)|[-−]1(?!\d))?)(?![A-Za-z0-9]|(?<=[A-Z])[-.&][A-Za-z])"
)
_DEGREES = re.compile(r"\s?(?:on the\s)?(?P<scale>celsius|fahrenheit|centigrade|[cf]\b)(?:\sscale)?")
_GLUED_LETTERS = frozenset("mglLhWVCFtK°%‰′″N")
_INCH_AFTER = re.compile(r"\s?(?:[.,;:)]|$|(?:thick|wide|long|tall|deep|high|diameter|screen|display)\b)")
_SHARE = re.compile(r"\s(?:of\s)?an?\s|\sof\s(?=a\s)")
_PER = re.compile(
    r"(?:\s(?P<word>per|each|every)|\s?(?P<sign>/)|\s(?P<article>an?)|-(?P<dashed>an?|per))(?=[\s/-]|(?<=/))"
)
