"""Write the model card (README.md of the model's folder) from its meta.json and the facts in assets/.

`python card.py MODEL [--benchmark]`; --benchmark first measures speed and memory, in processes of their own, and puts
the figures into meta.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from corpora import ASSETS
from onrecord.evaluation import Score
from onrecord.evaluation.output import score_table

TARGETS = {
    ("ewt", "gold_sentences", "xpos"): 95.5,
    ("gum", "gold_sentences", "xpos"): 95.5,
    ("ewt", "gold_sentences", "lemma"): 96.5,
    ("gum", "gold_sentences", "lemma"): 96.5,
    ("ewt", "gold_sentences", "uas"): 91,
    ("ewt", "gold_sentences", "las"): 88.5,
    ("gum", "gold_sentences", "uas"): 91,
    ("gum", "gold_sentences", "las"): 88.5,
    ("ewt", "predicted_sentences", "uas"): None,
    ("ewt", "predicted_sentences", "las"): None,
    ("gum", "predicted_sentences", "uas"): None,
    ("gum", "predicted_sentences", "las"): None,
    ("ewt", "raw_text", "sentence_f"): 88,
    ("gum", "raw_text", "sentence_f"): 88,
    ("worldwide", "all", "f"): 86,
    ("uner", "all", "f"): 80,
    ("polnear", "spans", "source", "f"): 83,
    ("polnear", "spans", "cue", "f"): 74,
    ("polnear", "spans", "content", "f"): 71,
    ("polnear", "relations", "all", "f"): 66,
    ("polnear", "relations", "direct", "f"): 88,
    ("polnear", "relations", "mixed", "f"): 76,
    ("polnear", "relations", "indirect", "f"): 58,
    ("polnear", "content", "tokens", "f"): 84,
    ("polnear", "content", "partial", "f"): 78,
    ("written", "spans", "source", "f"): None,
    ("written", "spans", "cue", "f"): None,
    ("written", "spans", "content", "f"): None,
    ("written", "relations", "all", "f"): None,
    ("nested", "relations", "all", "f"): None,
    ("written_names", "all", "f"): None,
}
"""What the card shows first: path in the scores -> what was aimed at, if anything."""
NAMES = {
    "ewt": "UD English EWT dev",
    "gum": "UD English GUM dev",
    "worldwide": "worldwide-newswire dev",
    "uner": "UNER EWT dev",
    "crossner": "CrossNER politics test",
    "gum_names": "GUM names dev",
    "polnear": "PolNeAR dev",
    "written": "written dev",
    "written_names": "written dev",
    "nested": "PolNeAR and written dev, quotes inside others",
    "gold_sentences": "gold tokens and sentences",
    "predicted_sentences": "gold tokens, own sentences",
    "raw_text": "raw text",
    "all": "names",
    "spans": "exact spans",
    "relations": "whole relations",
    "content": "content",
}
MEASURES = {
    "xpos": "XPOS",
    "upos": "UPOS",
    "lemma": "lemma",
    "uas": "UAS",
    "las": "LAS",
    "sentence_f": "sentence F1",
    "f": "F1",
}


def main() -> None:
    """Read the command line and write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--benchmark", action="store_true")
    arguments = parser.parse_args()
    path = arguments.model / "meta.json"
    meta = json.loads(path.read_text("utf-8"))
    if arguments.benchmark:
        meta["speed"] = {"100 articles": _bench(arguments.model, 100), "1,000 articles": _bench(arguments.model, 1000)}
        path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (arguments.model / "README.md").write_text(card(meta, _size(arguments.model)), "utf-8")


def _bench(model: Path, articles: int) -> dict[str, Any]:
    rounds = "3" if articles < 1000 else "1"
    command = [sys.executable, "-m", "onrecord", "bench", "--json", "--articles", str(articles), "--rounds", rounds]
    done = subprocess.run([*command, "--model", str(model)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def _size(model: Path) -> float:
    return sum(file.stat().st_size for file in model.rglob("*") if file.is_file()) / 1e6


def card(meta: dict[str, Any], megabytes: float) -> str:
    """The card as Markdown.

    meta: the model's meta.json with performance, performance_fp32, speed and sources.
    megabytes: size of the model's folder.
    """
    parts = [
        f"# {meta['lang']}_{meta['name']} {meta['version']}",
        f"{meta['description']}. Loads with `onrecord.load()` or `spacy.load(path)`; needs neither torch nor a "
        "network. This page is generated from meta.json by `models/scripts/card.py`.",
        f"Pipeline: {' → '.join(meta['pipeline'])}. Size: {megabytes:.1f} MB.",
        "## Scores",
        "On dev splits, in percent; the model as it ships (int8) beside the same network in fp32. Nothing was trained "
        "on these splits; settings were chosen by them. Trees are scored with punctuation and whole labels.",
        _scores(meta),
        "## All layers",
        "On the project's own gold (`corpus/gold`), end to end from raw text, in percent with 95 % intervals over its "
        "articles: `onrecord run corpus/gold --out DIR`, then `onrecord evaluate corpus/gold DIR`. Nothing was trained "
        "or tuned on it.",
        gold_table(meta["gold"]),
        "## Names by label",
        "Exact span and label. Corpora that do not tell GPE, LOC and FAC apart are scored on LOC for all three "
        "(worldwide-newswire: GPE and LOC); labels that a corpus does not have are left out.",
        _names(meta["performance"]),
        "## Quotes",
        "PolNeAR dev. Spans are exact in their words, as CofeNet counts them; a relation is right if the F1 of its "
        "content's words is 0.8 or more and its source overlaps gold's, one to one. Quotes inside others are left out, "
        "since the corpus marks the outermost ones only.",
        _lengths(meta["performance"]),
        "How often a quote's source and content are right (as above), by the `confidence` that its record gives:",
        _reliability(meta["reliability"]),
        "## Stance",
        "With gold quotes given unless said. Held out: one in six of the articles of train, which the network has not "
        "seen; how the network and the linear classifier are weighed was fitted on them, and each half of them is "
        "scored with the weighing of the other. The strata `random` and `article` show natural frequencies. Aimed at: "
        "accuracy 86, macro-F1 78, F1 of deny 72.",
        _stance(meta["stance"]),
        "How often the stance is right, by the `stance_confidence` that the record gives (held out and dev):",
        _reliability(meta["stance"]["reliability"]),
        "## Claims",
        "Quotes, sources and stance given: which quotes of an article are one claim. Pairwise F1 is over pairs of "
        "quotes, B³ over quotes, most of which are alone with their claim. Aimed at: 80 on the given article.",
        _claims(meta["claims"]),
        "## Speed and memory",
        _speed(meta.get("speed", {})),
        "## Training data",
        _sources(meta["sources"]),
        f"Seed {meta['training']['seed']}, {meta['training']['steps']} steps; the config is in meta.json, the recipe "
        "in `models/`. No text of any corpus is part of the model's folder; the lemmatizer's tables hold single word "
        "forms of the two treebanks.",
        "## Known faults",
        (ASSETS / "faults.md").read_text("utf-8").strip(),
    ]
    return "\n\n".join(parts) + "\n"


def _scores(meta: dict[str, Any]) -> str:
    rows = []
    for path, target in TARGETS.items():
        corpus, part, *rest = path
        int8, fp32 = (_at(meta[kind], path) for kind in ("performance", "performance_fp32"))
        what = f"{NAMES[part]}: {' '.join(MEASURES.get(key, key) for key in rest)}"
        aim = "" if target is None else f"{target:g}"
        rows.append([NAMES[corpus], what, f"{int8:.2f}", f"{fp32:.2f}", f"{int8 - fp32:+.2f}", aim])
    return table(["data", "what", "int8", "fp32", "difference", "aimed at"], rows)


def _at(scores: dict[str, Any], path: tuple[str, ...]) -> float:
    for key in path:
        scores = scores[key]
    return float(scores)  # type: ignore[arg-type]


def _lengths(performance: dict[str, Any]) -> str:
    rows = [
        [name, *(f"{scores[key]:.1f}" for key in "prf"), f"{scores['n']:,}"]
        for name, scores in performance["polnear"]["relations"].items()
    ]
    return table(["whole relations", "P", "R", "F1", "in gold"], rows)


def _reliability(reliability: dict[str, Any]) -> str:
    rows = [
        [f"{b['said']:.0%}", f"{b['right']:.0%}", "█" * round(20 * b["right"]), f"{b['n']:,}"]
        for b in reliability["bins"]
    ]
    error = f"Expected calibration error {reliability['expected_calibration_error']:.3f}."
    return table(["said", "right", "", "quotes"], rows) + f"\n\n{error}"


def _stance(stance: dict[str, Any]) -> str:
    both = stance["held_out_and_dev"]
    parts = {
        "held out and dev": both["all"],
        "- the network alone": both["network"],
        "- the linear classifier alone": both["linear"],
        "- cue lexicon and rules alone": both["rules"],
        **{f"- stratum {name}": scores for name, scores in both["strata"].items()},
        "- polnear-stance alone": stance["polnear_stance"],
        "held out": stance["held_out"]["all"],
        "dev": stance["dev"]["all"],
        f"polnear-stance dev, found quotes ({stance['found_on_dev']['share_found']} % found)": stance["found_on_dev"],
    }
    rows = [
        [name, f"{s['n']:,}", f"{s['accuracy']:.1f}", f"{s['macro_f']:.1f}", *(f"{f:.1f}" for f in s["f"].values())]
        for name, s in parts.items()
    ]
    labels = list(both["all"]["f"])
    return table(["data", "quotes", "accuracy", "macro-F1", *(f"F1 {label}" for label in labels)], rows)


def _claims(claims: dict[str, Any]) -> str:
    rows = [
        [
            name,
            f"{s['articles']:,}",
            f"{s['quotes']:,}",
            f"{s['links']:,}",
            *(f"{s[key]:.1f}" for key in ("p", "r", "f", "b3")),
        ]
        for name, s in claims.items()
        if isinstance(s, dict) and "b3" in s
    ]
    return table(["data", "articles", "quotes", "pairs in gold", "P", "R", "pairwise F1", "B³"], rows)


def gold_table(gold: dict[str, Any]) -> str:
    """What `onrecord evaluate --format markdown` prints of the scores that meta.json keeps."""
    scores = [Score.model_validate(score) for score in gold["scores"]]
    return f"{score_table(scores)}\n\n`{gold['signature']}`"


def _names(performance: dict[str, Any]) -> str:
    rows = []
    for corpus in ("worldwide", "uner", "gum_names", "crossner", "written_names"):
        for label, scores in performance[corpus].items():
            numbers = [f"{scores[key]:.1f}" for key in "prf"]
            rows.append([NAMES[corpus], label, *numbers, f"{scores['n']:,}"])
    return table(["data", "label", "P", "R", "F1", "in gold"], rows)


def _speed(speed: dict[str, dict[str, Any]]) -> str:
    rows = [
        [
            run,
            f"{figures['encoder_words_per_s']:,}",
            f"{figures['pipeline_words_per_s']:,}",
            f"{figures['ratio']:.2f}",
            f"{figures['load_s']:.1f}",
            f"{figures['peak_rss_mb']:,}",
        ]
        for run, figures in speed.items()
    ]
    cores = {figures["cores"] for figures in speed.values()}
    heads = ["", "bare encoder, words/s", "pipeline, words/s", "ratio", "load, s", "peak memory, MiB"]
    note = f"`onrecord bench` on {'/'.join(map(str, cores))} cores of a shared machine: trust the ratio, not the rates."
    return table(heads, rows) + f"\n\n{note}"


def _sources(sources: list[dict[str, Any]]) -> str:
    steps = sum(source.get("share", 0) for source in sources)
    rows = [
        [
            f"[{source['name']}]({source['url']})",
            source["use"],
            f"{source['words']:,}" if "words" in source else "",
            f"{source['share'] / steps:.0%}" if "share" in source else "",
            source["licence"],
        ]
        for source in sources
    ]
    return table(["source", "what for", "words", "share of steps", "licence"], rows)


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
