"""Make first_names.tsv: `python first_names.py > ../../pipeline/onrecord/actors/first_names.tsv`.

First names with the share of men among those who bear it, from two packages: names (MIT; the U.S. census of 1990, with
frequencies) and faker (MIT; lists of some 60 locales, those in Greek and Cyrillic transliterated by unidecode). A
locale counts as much as one in a thousand Americans of the name.
"""

from __future__ import annotations

import importlib
import sys
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from unidecode import unidecode

LOCALE_WEIGHT = 0.01
"""Per cent of the census that a listing in one locale is worth."""
NOT_TRANSLITERATED = {"ar", "bn", "fa", "gu", "he", "hi", "ja", "ko", "mr", "ne", "or", "si", "ta", "th", "zh"}
"""Languages whose script unidecode does not turn into the names that news writes."""


def main() -> None:
    """Write the table to standard output: name in lower case, share of men (0 to 1)."""
    men, women = defaultdict(float, _census("male")), defaultdict(float, _census("female"))
    import faker.providers.person as person

    for folder in sorted(Path(person.__file__).parent.iterdir()):
        if not folder.is_dir() or "_" not in folder.name.strip("_") or folder.name[:2] in NOT_TRANSLITERATED:
            continue
        provider = importlib.import_module(f"faker.providers.person.{folder.name}").Provider
        for names, table in (("first_names_male", men), ("first_names_female", women)):
            for name in {spelling for full in getattr(provider, names, ()) for spelling in _spellings(full)}:
                table[name] += LOCALE_WEIGHT
    sys.stdout.write("name\tmen\n")
    for name in sorted(men.keys() | women.keys()):
        sys.stdout.write(f"{name}\t{men[name] / (men[name] + women[name]):.2f}\n")


def _census(gender: str) -> dict[str, float]:
    lines = files("names").joinpath(f"dist.{gender}.first").read_text("utf-8").splitlines()
    return {name.lower(): float(percent) for name, percent, *_ in map(str.split, lines)}


def _spellings(name: str) -> set[str]:
    first = name.split()[0].lower() if name.split() else ""
    return {spelling for spelling in (first, unidecode(first).lower()) if len(spelling) > 1 and spelling.isalpha()}


if __name__ == "__main__":
    main()
