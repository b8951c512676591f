"""Make network.pt of a model that ships, to train on from it: `python restore.py MODEL OUTPUT`.

`train.py` keeps its own network.pt, but that is not part of the repository. The shipped int8 weights, times their
scales, are the network as it runs; the head of sentence vectors, which does not ship whole, starts afresh. Pass the
result as `--paths.init`. A copy of the model goes to OUTPUT/model, where `teach.py` finds its teacher.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from shutil import copytree

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from onrecord.model import load

Arrays = dict[str, NDArray[np.float32]]


def main(model: Path, output: Path) -> None:
    """Read the model and write OUTPUT/network.pt and OUTPUT/model."""
    nlp = load(model)
    get = nlp.get_pipe
    files = {name: _constants(get(name).networks) for name in ("tagger", "senter", "parser", "lemmatizer", "ner")}
    state = {f"encoder.{name}": value for name, value in _encoder(model / "encoder" / "encoder.onnx").items()}
    for component, tasks in {"tagger": ("tags", "pos"), "senter": ("sents",), "ner": ("names",)}.items():
        state |= _classifiers(files[component], tasks)
    state |= _classifiers(files["lemmatizer"], ("lemmas",))
    state |= _biaffine(files["parser"])
    attribution = _constants(get("attribution").networks)
    state |= _classifiers(attribution, ("cues",))
    state |= _reader(attribution, "roles", ("word", "cue"), {"distances": "distance"})
    state |= _reader(_constants(get("stance").networks), "stances", ("word",), {"part": "part"})
    state |= _links(_constants(get("actors").networks))
    labels = {
        "tags": get("tagger").tables["labels"],
        "pos": get("tagger").tables["pos"],
        "sents": get("senter").tables["labels"],
        "deps": get("parser").tables["labels"],
        "lemmas": get("lemmatizer").tables["labels"],
    }
    output.mkdir(parents=True, exist_ok=True)
    copytree(model, output / "model", dirs_exist_ok=True)
    network = {name: torch.from_numpy(np.array(value)) for name, value in state.items()}
    torch.save({"network": network, "labels": labels, "step": 0}, output / "network.pt")


def _constants(networks: dict[str, bytes]) -> Arrays:
    found: Arrays = {}
    for data in networks.values():
        graph = onnx.load_from_string(data).graph
        found |= {item.name.removeprefix("c."): numpy_helper.to_array(item) for item in graph.initializer}
    return found


def _encoder(path: Path) -> Arrays:
    """Weights times their scales."""
    raw = {item.name.removeprefix("c."): numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}
    arrays = {
        "words.weight": raw["words"].astype(np.float32) * raw["word_scales"],
        "positions.weight": raw["positions"],
        "features.weight": raw["features"],
    }
    for name, value in raw.items():
        if name.startswith("layers.") and f"{name.removesuffix('weight')}scale" in raw and name.endswith(".weight"):
            arrays[name] = (value.astype(np.float32) * raw[f"{name.removesuffix('weight')}scale"]).T
        elif re.fullmatch(r"(layers\.\d\.\w+|norm)\.(weight|bias)", name):
            arrays[name] = value
    return arrays


def _classifiers(arrays: Arrays, tasks: tuple[str, ...]) -> Arrays:
    return {f"heads.{task}.out.{kind}": arrays[f"{task}.{kind}"] for task in tasks for kind in ("weight", "bias")}


def _biaffine(arrays: Arrays) -> Arrays:
    names = [f"{layer}.{kind}" for layer in ("arc", "label", "root") for kind in ("weight", "bias")]
    width = len(arrays["pair"])
    label_pair = arrays["pair"].reshape(width, -1, width).transpose(1, 0, 2)
    found = {f"heads.deps.{name}": arrays[name] for name in names}
    return {**found, "heads.deps.arc_pair": arrays["arc_pair"], "heads.deps.label_pair": label_pair}


def _reader(arrays: Arrays, head: str, sides: tuple[str, ...], told: dict[str, str]) -> Arrays:
    """A head with one transformer layer. sides: its linear layers on words; told: constant -> embedding."""
    parts = ("qkv", "out", "up", "down")
    found = {f"{side}.{kind}": arrays[f"{side}.{kind}"] for side in sides for kind in ("weight", "bias")}
    found |= {f"norm.{kind}": arrays[f"norm.{kind}"] for kind in ("weight", "bias")}
    found |= {f"{name}.weight": arrays[constant] for constant, name in told.items()}
    found |= {"out.weight": arrays["out.weight"].T, "out.bias": arrays["out.bias"]}
    found |= {f"layer.{part}.weight": arrays[f"layer.{part}.weight"].T for part in parts}
    found |= {f"layer.{part}.bias": arrays[f"layer.{part}.bias"] for part in parts}
    norms = [f"layer.{norm}.{kind}" for norm in ("norm1", "norm2") for kind in ("weight", "bias")]
    found |= {name: arrays[name] for name in norms}
    return {f"heads.{head}.{name}": value for name, value in found.items()}


def _links(arrays: Arrays) -> Arrays:
    found = {
        f"{side}.{kind}": arrays[f"{side}.{kind}"] for side in ("pronoun", "mention") for kind in ("weight", "bias")
    }
    for layer in ("up", "out"):
        found |= {f"{layer}.weight": arrays[f"{layer}.weight"].T, f"{layer}.bias": arrays[f"{layer}.bias"]}
    return {f"heads.links.{name}": value for name, value in found.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
