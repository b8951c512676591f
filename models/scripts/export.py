"""Make the spaCy pipeline that ships from a trained network.

`python export.py TRAINED_FOLDER OUTPUT [--corpora DIR] [--fp32]`. The corpora are read once more for the lemmatizer's
lexicon. With --fp32 the encoder is not quantised: for measuring only.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import spacy
import srsly
import torch
from numpy.typing import NDArray
from spacy.language import Language
from tokenizers import Tokenizer

import onrecord.components  # noqa: F401 - registers the factories
from corpora import ASSETS
from data import read, used
from network import Network
from onnx_graph import (
    arcs_graph,
    classifier_graph,
    encoder_graph,
    labels_graph,
    links_graph,
    pairs_graph,
    roles_graph,
    stance_graph,
)
from onrecord import __version__
from onrecord.attribution.tags import CONTENT, CUE
from onrecord.model import MODEL_NAME
from onrecord.tokenization import add_news_rules
from train import PRETRAINED, restored

TABLES = {"tagger": {"labels": "tags", "pos": "pos"}, "senter": {"labels": "sents"}, "parser": {"labels": "deps"}}
CLASSIFIERS = {"tagger": ["tags", "pos"], "senter": ["sents"], "lemmatizer": ["lemmas"], "ner": ["names"]}
"""Component -> the trained heads that it runs; parser and attribution have networks of their own kind."""
UNCALIBRATED = {"bias": 0.0, "weights": [1.0] * 4 + [0.0] * 6}
"""Until `calibrate.py` has fitted it."""
UNFITTED: dict[str, Any] = {"up": [], "up_bias": [], "out": [], "bias": 0.0, "threshold": 0.5}
"""Until `claims.py` has fitted it."""
RULED = ("quantities", "dates")
"""Components without weights."""
ORDER = (
    "tagger",
    "senter",
    "parser",
    "lemmatizer",
    "ner",
    "quantities",
    "dates",
    "attribution",
    "actors",
    "stance",
    "claims",
)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--fp32", action="store_true")
    arguments = parser.parse_args()
    state = torch.load(arguments.trained / "network.pt", weights_only=False)
    corpora = arguments.corpora or Path(state["config"]["paths"]["corpora"])
    nlp = assemble(state, corpora, int8=not arguments.fp32)
    nlp.to_disk(arguments.output)


def assemble(state: dict[str, Any], corpora: Path, *, int8: bool = True) -> Language:
    """The pipeline of a trained network.

    state: what `train.py` saved: network, labels, config.
    """
    labels, config = state["labels"], state["config"]
    network = restored(state)
    nlp = spacy.blank("en")
    add_news_rules(nlp)
    encoder_files = {
        "encoder.onnx": _checked(encoder_graph(_arrays(network.encoder), int8=int8)),
        "tokenizer.json": _tokenizer().encode("utf-8"),
    }
    nlp.add_pipe("onrecord_encoder", "encoder").from_bytes(srsly.msgpack_dumps(encoder_files))
    for name in ORDER:
        component = nlp.add_pipe(f"onrecord_{name}", name)
        if name in RULED:
            continue
        component.tables = _tables(name, labels, config, corpora)
        component.networks = _networks(name, network)
    nlp.meta.update(
        name=MODEL_NAME.removeprefix("en_"),
        version=__version__,
        description="Names, figures, dates, quotes with speaker and stance in English news, on one int8 encoder",
        license="see the card: corpora with their own terms",
        sources=_sources(config, corpora),
        training={"seed": config["training"]["seed"], "steps": state["step"], "config": _settings(config)},
    )
    return nlp


def _settings(config: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key != "paths"}


def _sources(config: dict[str, Any], corpora: Path) -> list[dict[str, Any]]:
    """What the network was trained on, with what the recipe read of each corpus."""
    described = json.loads((ASSETS / "sources.json").read_text("utf-8"))
    sources = []
    for name, source in described.items():
        section = used(config).get(name)
        if section is None and name in config["corpora"]:
            continue
        if section:
            examples = read(section, corpora)
            words = sum(len(example.words) for example in examples)
            source = {**source, "examples": len(examples), "words": words, "share": section["share"]}
        sources.append({"id": name, **source})
    return sources


def _networks(component: str, network: Network) -> dict[str, bytes]:
    if component == "parser":
        weights = _arrays(network.heads["deps"])
        graphs = {
            "arcs": arcs_graph(weights),
            "pairs": pairs_graph(len(weights["arc_pair"])),
            "labels": labels_graph(weights["label_pair"]),
        }
        return {name: _checked(graph) for name, graph in graphs.items()}
    if component == "attribution":
        weights = _arrays(network.heads["roles"])
        layers = {"cues": _arrays(network.heads["cues"]), **{side: _layer(weights, side) for side in ("word", "cue")}}
        graphs = {"cues": classifier_graph(layers), "roles": roles_graph(weights, network.heads["roles"].layer.heads)}
        return {name: _checked(graph) for name, graph in graphs.items()}
    if component in ("actors", "stance", "claims"):
        return {name: _checked(graph) for name, graph in _readers(component, network).items()}
    heads = CLASSIFIERS[component]
    return {heads[0]: _checked(classifier_graph({name: _arrays(network.heads[name]) for name in heads}))}


def _readers(component: str, network: Network) -> dict[str, onnx.ModelProto]:
    """The networks of the components that read what others have found."""
    if component == "claims":
        return {"senses": classifier_graph({"senses": _arrays(network.heads["senses"])})}
    if component == "actors":
        weights = _arrays(network.heads["links"])
        sides = {side: _layer(weights, side) for side in ("pronoun", "mention")}
        return {"sides": classifier_graph(sides), "links": links_graph(weights)}
    head = network.heads["stances"]
    weights = _arrays(head)
    marked = stance_graph(weights, head.layer.heads, (CUE, CONTENT))
    return {"words": classifier_graph({"word": _layer(weights, "word")}), "marked": marked}


def _layer(weights: dict[str, NDArray[np.float32]], name: str) -> dict[str, NDArray[np.float32]]:
    return {f"out.{kind}": weights[f"{name}.{kind}"] for kind in ("weight", "bias")}


def _checked(graph: onnx.ModelProto) -> bytes:
    onnx.checker.check_model(graph)
    return graph.SerializeToString()


def _arrays(module: torch.nn.Module) -> dict[str, NDArray[np.float32]]:
    return {name: value.detach().float().numpy() for name, value in module.state_dict().items()}


def _tokenizer() -> str:
    tokenizer = Tokenizer.from_file(str(PRETRAINED / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer.to_str()


def _tables(name: str, labels: dict[str, list[str]], config: dict[str, Any], corpora: Path) -> dict[str, Any]:
    if name == "ner":
        return {"labels": sorted({tag[2:] for tag in labels["names"]} - {""})}
    if name in ("actors", "stance"):
        return {"labels": labels["stances"] if name == "stance" else []}
    if name == "claims":
        return {"labels": [], "scorer": UNFITTED}
    if name == "attribution":
        return {"labels": ["content", "cue", "source"], "confidence": UNCALIBRATED}
    if name == "lemmatizer":
        return {"labels": labels["lemmas"], **_lexicon(labels["lemmas"], config, corpora)}
    return {table: labels[task] for table, task in TABLES[name].items()}


def _lexicon(rules: list[str], config: dict[str, Any], corpora: Path) -> dict[str, Any]:
    """Rules seen with a tag and word, and with a tag; what a word has only once in twenty is noise and left out."""
    index = {rule: i for i, rule in enumerate(rules)}
    counts: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for section in used(config).values():
        if section["reader"] != "conllu":
            continue
        for example in read(section, corpora):
            for word, tag, rule in zip(example.words, example.labels["tags"], example.labels["lemmas"], strict=True):
                if rule in index:
                    counts[tag][word.lower()][index[rule]] += 1
    lexicon = {
        tag: {word: sorted(r for r, n in seen.items() if 20 * n >= sum(seen.values())) for word, seen in words.items()}
        for tag, words in counts.items()
    }
    by_tag = {tag: sorted({rule for seen in words.values() for rule in seen}) for tag, words in lexicon.items()}
    return {"lexicon": lexicon, "by_tag": by_tag}


if __name__ == "__main__":
    main()
