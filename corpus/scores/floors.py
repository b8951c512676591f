"""What the shipped model must reach on the project's own gold: `python corpus/scores/floors.py` shows it.

`--raise` lifts each floor to MARGIN points below the score of today, where that is higher, and sets those of new
measures. `--lower 'LAYER: MEASURE=VALUE' --reason WHY` lowers one, and keeps the reason in the file.
`tests/model/test_gold.py` fails where a score is below its floor, or where the gold is not what they were set on.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from spacy.language import Language

import onrecord
from onrecord.evaluation import Evaluation, evaluate
from onrecord.reading import read_gold, records_digest
from onrecord.records import Record

GOLD = Path(__file__).parents[1] / "gold"
FLOORS = Path(__file__).parent / "floors.json"
MARGIN = 1.5
"""Processors without VNNI round a few vectors another way: a score may move by this much without a change of ours."""
GATED = (
    ("entities", "strict"), ("actors", "B³"), ("actors", "LEA"), ("actors", "country"), ("quantities", "+ modifier"),
    ("dates", "+ from, to"), ("quotes", "content exact"), ("quotes", "source exact"), ("quotes", "cue exact"),
    ("quotes", "attribution"), ("quotes", "kind"), ("speakers", "quote + speaker"), ("stance", "of found quotes"),
    ("stance", "of found quotes, macro-F1"), ("stance", "quote + speaker + stance"), ("claims", "links"),
    ("claims", "B³"),
)  # fmt: skip


def main() -> None:
    """Read the command line, and show or set the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", metavar="NAME=VALUE")
    parser.add_argument("--reason")
    arguments = parser.parse_args()
    if bool(arguments.lower) != bool(arguments.reason):
        parser.error("--lower needs --reason, and --reason needs --lower")
    gold = list(read_gold(GOLD))
    scores = gated(score(gold, onrecord.load()))
    known: dict[str, Any] = read_floors() if FLOORS.exists() else {"gold": "", "floors": {}, "lowered": []}
    floors = known["floors"]
    if arguments.lift:
        known["gold"] = records_digest(gold)
        known["floors"] = {name: max(floors.get(name, 0.0), round(value - MARGIN, 1)) for name, value in scores.items()}
    if arguments.lower:
        name, _, value = arguments.lower.rpartition("=")
        day = datetime.now(UTC).date().isoformat()
        known["lowered"].append(
            {"name": name, "from": floors[name], "to": float(value), "why": arguments.reason, "on": day}
        )
        floors[name] = float(value)
    if arguments.lift or arguments.lower:
        FLOORS.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for name, value in scores.items():
        print(f"{name:<40}{value:>7.1f}  floor {known['floors'].get(name, 'not set')}")


def read_floors() -> dict[str, Any]:
    """The file of the floors: "gold" (the digest of the records), "floors" (by name), "lowered" (what, and why)."""
    return json.loads(FLOORS.read_text("utf-8"))


def score(gold: list[Record], nlp: Language) -> Evaluation:
    """What the pipeline says of the gold articles, against gold."""
    articles = [{"id": g.id, "date": g.date, "text": g.text} for g in gold]
    made = list(onrecord.extract(articles, nlp=nlp))
    return evaluate(gold, [record for record in made if isinstance(record, Record)])


def gated(evaluation: Evaluation) -> dict[str, float]:
    """The scores that have a floor: F1, in percent."""
    return {f"{layer}: {measure}": evaluation.find(layer, measure).f1 or 0.0 for layer, measure in GATED}


if __name__ == "__main__":
    main()
