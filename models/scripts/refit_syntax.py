"""Train the heads of tags, lemmas, sentences and trees alone, the rest of a network as it is, on news text as well.

`python refit_syntax.py TRAINED_FOLDER TEACHER CORPORA`: reads network.pt and writes it anew. TEACHER is an earlier
model whose tags and trees are good on news. The treebanks hold little news, so where the encoder learns other tasks on
news its vectors drift there unseen; the heads follow here, half on the treebanks, half on what the teacher says of
PolNeAR's and the written articles (learning without forgetting, Li & Hoiem 2016). `models/EXPERIMENTS.md` tells what
it gave.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import spacy
import torch
from spacy.tokens import Doc
from tokenizers import Tokenizer

import onrecord.components  # noqa: F401 - registers the factories
from corpora import MAX_WORDS, Example, read_jsonl
from data import batches, collate, encode, path_of, read
from losses import losses
from network import Network
from onrecord.lemma_rules import lemma_rule
from onrecord.paragraphs import paragraphs
from onrecord.pieces import WordPieces
from train import PRETRAINED, restored

TASKS = ("tags", "pos", "lemmas", "sents", "deps")
STEPS, RATE, POLNEAR = 900, 1e-3, 160
OTHERS = ("ner", "quantities", "dates", "attribution", "actors", "stance", "claims")
TEXTS = {"polnear/train.jsonl.gz": POLNEAR, "../corpus/training/train.jsonl": None}
"""Files of articles, and how many of each are read."""


def main(trained: Path, teacher: Path, corpora: Path) -> None:
    """Refit the heads and write the network."""
    state = torch.load(trained / "network.pt", weights_only=True)
    config, network = state["config"], restored(state)
    network.eval()
    network.encoder.quantise()
    torch.manual_seed(config["training"]["seed"])
    pieces = WordPieces(Tokenizer.from_file(str(PRETRAINED / "tokenizer.json")))
    treebanks = [example for name in ("ewt", "gum") for example in read(config["corpora"][name], corpora)]
    sets = [encode(examples, pieces, state["labels"]) for examples in (treebanks, list(taught(teacher, corpora)))]
    size = config["training"]["batch_pieces"]
    streams = [batches(items, size, config["training"]["seed"]) for items in sets]
    tasks = {task: config["tasks"][task] for task in TASKS}
    parameters = [p for task in TASKS for p in network.heads[task].parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=RATE, weight_decay=config["training"]["weight_decay"])
    draw, total = random.Random(config["training"]["seed"]), 0.0
    for step in range(STEPS):
        batch = collate(next(streams[step % 2]), pieces, draw)
        for task in TASKS:
            network.heads[task].train()
        with torch.no_grad():
            x = network.vectors(batch)
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        loss = losses(_Given(network, x), batch, tasks)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        total += float(loss.detach())
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} of {STEPS} loss {total / 100:.4f}", flush=True)
            total = 0.0
    torch.save({**state, "network": network.state_dict()}, trained / "network.pt")


class _Given:
    """A network whose vectors of a batch are known."""

    def __init__(self, network: Network, x: torch.Tensor) -> None:
        self.heads, self._x = network.heads, x

    def vectors(self, batch: object) -> torch.Tensor:
        return self._x


def taught(teacher: Path, corpora: Path) -> Iterator[Example]:
    """Paragraphs of news with the teacher's tags and trees."""
    nlp = spacy.load(teacher, exclude=OTHERS)
    rows = chain.from_iterable(islice(read_jsonl(path_of(corpora, path)), most) for path, most in TEXTS.items())
    for doc in nlp.pipe(row["text"] for row in rows):
        for tokens in paragraphs(doc):
            if len(tokens) <= MAX_WORDS:
                yield _example(doc, tokens.tolist())


def _example(doc: Doc, tokens: list[int]) -> Example:
    place = {token: i for i, token in enumerate(tokens)}
    words = [doc[i] for i in tokens]
    labels = {
        "tags": [word.tag_ for word in words],
        "pos": [word.pos_ for word in words],
        "lemmas": [lemma_rule(word.text, word.lemma_) for word in words],
        "deps": [word.dep_ for word in words],
        "heads": [place.get(word.head.i, i) for i, word in enumerate(words)],
        "sents": [int(i == 0 or bool(word.is_sent_start)) for i, word in enumerate(words)],
    }
    return Example([word.text for word in words], labels)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
