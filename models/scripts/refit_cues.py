"""Train the cue classifier alone for one pass over its corpus, the rest of a network as it is.

`python refit_cues.py TRAINED_FOLDER CORPORA`: reads network.pt and writes it anew. For a network whose cues were
trained with other labels than `attributions.py` gives today; `models/EXPERIMENTS.md` tells when this was needed.
"""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from data import MISSING, batches, collate, encode, read
from network import Encoder, Network
from onrecord.pieces import WordPieces
from train import PRETRAINED, make_heads

CORPUS, RATE = "polnear", 1e-3


def main(trained: Path, corpora: Path) -> None:
    """Refit the classifier and write the network."""
    state = torch.load(trained / "network.pt", weights_only=True)
    config, weights = state["config"], state["network"]
    encoder = Encoder(*(len(weights[f"encoder.{name}.weight"]) for name in ("words", "positions")))
    network = Network(encoder, make_heads(config["tasks"], state["labels"]))
    network.load_state_dict(weights)
    network.eval()
    encoder.quantise()
    torch.manual_seed(config["training"]["seed"])
    pieces = WordPieces(Tokenizer.from_file(str(PRETRAINED / "tokenizer.json")))
    items = encode(read(config["corpora"][CORPUS], corpora), pieces, state["labels"])
    size = config["training"]["batch_pieces"]
    steps = sum(1 for _ in batches(items, size))
    head = network.heads["cues"]
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE)
    total = 0.0
    for step, batch in enumerate(islice(batches(items, size, config["training"]["seed"]), steps)):
        collated = collate(batch, pieces)
        with torch.no_grad():
            x = network.vectors(collated)
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / steps)
        loss = F.cross_entropy(head(x).flatten(0, 1), collated["cues"].flatten(), ignore_index=MISSING)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        total += float(loss.detach())
        if (step + 1) % 100 == 0:
            print(f"step {step + 1} of {steps} loss {total / 100:.4f}", flush=True)
            total = 0.0
    torch.save({**state, "network": network.state_dict()}, trained / "network.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
