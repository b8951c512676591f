"""Examples to batches of tensors."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from alike import claim_examples, event_examples
from antecedents import antecedent_examples
from attributions import MISSING, STANCES, attribution_examples
from corpora import Example, name_examples, syntax_examples
from onrecord.attribution.tags import CONTENT, CUE, CUE_TAGS, ROLE_TAGS, SOURCE, distances
from onrecord.components.ner import NAME_TAGS
from onrecord.lemma_rules import lemma_rule
from onrecord.pieces import CASE_CLASSES, Pieces, WordPieces

MIN_RULE_COUNT = 2
RECASED = 0.03
"""Share of the examples that noise shows in capitals, and again in lower case."""
SHORTENED = 0.2
"""Share of the cues of which noise shows a part only."""
READERS = {
    "conllu": syntax_examples,
    "names": name_examples,
    "attributions": attribution_examples,
    "antecedents": antecedent_examples,
    "events": event_examples,
    "claims": claim_examples,
}
PATHS = frozenset(("stances", "nested"))
"""Options of readers that are lists of paths."""
PART_OF_ROLE = np.array([0, SOURCE, SOURCE, CONTENT, CONTENT])
"""ROLE_TAGS as the parts of an attribution (`onrecord.attribution.tags`)."""
FIXED_LABELS = {
    "names": NAME_TAGS,
    "sents": ("inside", "start"),
    "cues": CUE_TAGS,
    "roles": ROLE_TAGS,
    "stances": STANCES,
    "senses": (),
    "links": (),
}

Item = tuple[Pieces, Example]


def read(corpus: dict[str, Any], root: Path) -> list[Example]:
    """The examples of one [corpora.*] section of the config; its paths count from the corpora's folder, if they can."""
    options = {key: value for key, value in corpus.items() if key not in ("reader", "file", "share")}
    for name in PATHS & options.keys():
        options[name] = [path_of(root, path) for path in options[name]]
    examples = READERS[corpus["reader"]](path_of(root, corpus["file"]), **options)
    for example in examples:
        if "lemmas" in example.labels:
            words = zip(example.words, example.labels["lemmas"], strict=True)
            example.labels["lemmas"] = [lemma_rule(word, lemma) for word, lemma in words]
    return [example for example in examples if example.words]


def path_of(root: Path, path: str) -> Path:
    """Where a file of the config lies: in the corpora's folder, or else where its path says."""
    return root / path if (root / path).exists() else Path(path)


def used(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The [corpora.*] sections with a share in the training: one with share 0 is not read at all."""
    return {name: section for name, section in config["corpora"].items() if section["share"]}


def label_sets(examples: list[Example], tasks: dict[str, Any]) -> dict[str, list[str]]:
    """The labels of each task, most frequent first; lemma rules seen once are left out."""
    found: dict[str, list[str]] = {}
    for task in tasks:
        if task in FIXED_LABELS:
            found[task] = list(FIXED_LABELS[task])
        else:
            counts = Counter(label for example in examples for label in example.labels.get(task, ()))
            least = MIN_RULE_COUNT if task == "lemmas" else 1
            found[task] = [label for label, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if n >= least]
    return found


def encode(examples: list[Example], pieces: WordPieces, labels: dict[str, list[str]]) -> list[Item]:
    """Cut the words to pieces and turn labels into numbers, in place."""
    index = {task: {label: i for i, label in enumerate(names)} for task, names in labels.items()}
    for example in examples:
        for task, values in example.labels.items():
            if task in ("tags", "pos", "lemmas", "deps"):
                example.labels[task] = np.array([index[task].get(value, MISSING) for value in values])
            else:
                example.labels[task] = np.asarray(values)
    return [(pieces(example.words), example) for example in examples]


def batches(items: list[Item], size: int, seed: int | None = None) -> Iterator[list[Item]]:
    """Batches of examples of like length, at most `size` pieces with padding; endless and shuffled if seeded."""
    shuffle = random.Random(seed)
    if any(example.group for _, example in items):
        yield from _grouped(items, size, seed)
        return
    while True:
        order = sorted(range(len(items)), key=lambda i: len(items[i][0]) + (shuffle.random() * 8 if seed else 0))
        packed: list[list[Item]] = [[]]
        for i in order:
            if packed[-1] and (len(packed[-1]) + 1) * (len(items[i][0]) + 2) > size:
                packed.append([])
            packed[-1].append(items[i])
        if seed is None:
            yield from packed
            return
        shuffle.shuffle(packed)
        yield from packed


def _grouped(items: list[Item], size: int, seed: int | None) -> Iterator[list[Item]]:
    """Batches of examples of the same groups, as `batches` makes them of like lengths; a group may be cut."""
    shuffle = random.Random(seed)
    by_group: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_group[item[1].group].append(item)
    while True:
        names = sorted(by_group)
        shuffle.shuffle(names)
        batch: list[Item] = []
        for name in names:
            for item in shuffle.sample(by_group[name], len(by_group[name])):
                longest = max(len(p) for p, _ in [*batch, item]) + 2
                if batch and (len(batch) + 1) * longest > size:
                    yield batch
                    batch = []
                batch.append(item)
        yield batch
        if seed is None:
            return


def collate(batch: list[Item], pieces: WordPieces, noise: random.Random | None = None) -> dict[str, Any]:
    """Pad a batch. Word vectors are read at "first" and "last", which count the leading special token.

    noise: if given, a few examples are shown as if all in capitals or all in lower case, as headlines and careless
        writing are.
    """
    width = max(len(p) for p, _ in batch) + 2
    words = max(len(p.first) for p, _ in batch)
    ids, features = np.zeros((len(batch), width), np.int64), np.zeros((len(batch), width), np.int64)
    mask = np.zeros((len(batch), width), bool)
    first, last = np.zeros((len(batch), words), np.int64), np.zeros((len(batch), words), np.int64)
    for row, (p, _) in enumerate(batch):
        ids[row, : len(p) + 2] = [pieces.cls, *p.ids, pieces.sep]
        features[row, 1 : len(p) + 1] = _recased(p.features, noise) if noise else p.features
        mask[row, : len(p) + 2] = True
        first[row, : len(p.first)], last[row, : len(p.last)] = p.first + 1, p.last + 1
    tensors = {"ids": ids, "features": features, "mask": mask, "first": first, "last": last}
    collated: dict[str, Any] = {name: torch.from_numpy(value) for name, value in tensors.items()}
    collated["words"] = _padded([np.ones(len(e.words), bool) for _, e in batch], words, False)
    for task in batch[0][1].labels:
        if task == "relations":
            if any(len(example.labels[task]) for _, example in batch):
                collated[task] = _relations([example for _, example in batch], words, noise)
            continue
        if task == "antecedents":
            collated["links"] = _links([example for _, example in batch])
        if task == "told":
            collated["told"] = _told([example.labels[task] for _, example in batch], words)
        if task in ("stances", "senses", "pronouns", "antecedents", "told"):
            continue
        fill = {"names": 0, "heads": 0, "sents": MISSING}.get(task, MISSING)
        collated[task] = _padded([example.labels[task] for _, example in batch], words, fill)
    return collated


def _relations(examples: list[Example], words: int, noise: random.Random | None) -> dict[str, Tensor]:
    """The attributions of a batch, one after the other, as `network.Roles`, `Stance` and `Sense` read them.

    noise: if given, some cues are shown in part only, since found ones are not always whole.
    """
    tables = [example.labels["relations"] for example in examples]
    rows = [(row, relation[2:]) for row, table in enumerate(tables) for relation in table]
    found = [_shortened(*relation[:2].tolist(), noise) for table in tables for relation in table]
    cue = np.zeros((len(rows), words), bool)
    for i, (start, end) in enumerate(found):
        cue[i, start:end] = True
    roles = _padded([roles for _, roles in rows], words, MISSING)
    parts = PART_OF_ROLE[roles.numpy().clip(0)]
    parts[cue] = CUE
    relations = {
        "row": torch.tensor([row for row, _ in rows]),
        "cue": torch.from_numpy(cue),
        "distance": torch.from_numpy(np.stack([distances(start, end, words) for start, end in found])),
        "roles": roles,
        "parts": torch.from_numpy(parts),
    }
    for task in ("stances", "senses"):
        if task in examples[0].labels:
            relations[task] = torch.from_numpy(np.concatenate([example.labels[task] for example in examples]))
    return relations


def _told(tables: list[NDArray[np.int64]], words: int) -> dict[str, Tensor]:
    """The texts of a batch of which some say the same: their row, their words, their class."""
    rows = [(row, told) for row, table in enumerate(tables) for told in table]
    return {
        "row": torch.tensor([row for row, _ in rows]),
        "class": torch.tensor([int(told[0]) for _, told in rows]),
        "mask": _padded([told[1:] for _, told in rows], words, 0).bool(),
    }


def _links(examples: list[Example]) -> dict[str, Tensor]:
    """The pairs of pronoun and mention of a batch, as `network.Links` reads them; "group" numbers the pronouns."""
    columns: dict[str, list[Any]] = {name: [] for name in ("row", "group", "pronoun", "first", "last", "right")}
    groups = 0
    for row, example in enumerate(examples):
        pronouns = example.labels["pronouns"]
        for number, first, last, right in example.labels["antecedents"].tolist():
            values = (row, groups + number, int(pronouns[number]), first, last, right)
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
        groups += len(pronouns)
    return {name: torch.tensor(values) for name, values in columns.items()}


def _shortened(start: int, end: int, noise: random.Random | None) -> tuple[int, int]:
    if noise is None or noise.random() >= SHORTENED:
        return start, end
    begin = noise.randrange(start, end)
    return begin, noise.randrange(begin, end) + 1


def _recased(features: NDArray[np.int64], noise: random.Random) -> NDArray[np.int64]:
    draw = noise.random()
    if draw >= 2 * RECASED:
        return features
    case = features % len(CASE_CLASSES)
    return features - case + (_AS_CAPITALS if draw < RECASED else _AS_LOWER)[case]


def _case_map(become: dict[str, str]) -> NDArray[np.int64]:
    return np.array([CASE_CLASSES.index(become.get(name, name)) for name in CASE_CLASSES])


_AS_CAPITALS = _case_map({"lower": "upper", "title": "upper", "mixed": "upper"})
_AS_LOWER = _case_map({"title": "lower", "upper": "lower", "initial": "lower", "mixed": "lower"})


def _padded(rows: list[Any], width: int, fill: int) -> Tensor:
    out = np.full((len(rows), width), fill, np.asarray(rows[0]).dtype)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)
