"""Score the layer `actors` on given spans: python corpus/scores/actors.py CORPORA_DIR [MODEL].

- `gap`: GAP's dev part, the two names given. F1 over (pronoun, name) pairs, as GAP counts it; by gender. The scorer
  learns from GAP's validation part.
- `gum`: the pronouns that are subject of an attribution (gum-attribution-polarity) in news and interviews of train and
  dev: share whose resolved antecedent stands in the same gold chain. Third person; train is learned from, dev is not.
- `written`: the articles written to learn from, dev part, quotes given: speakers whose actor has gold's name.
- the gold of `corpus/gold`, with its names and quotes given: speakers that are right (a gold actor and a found one are
  the same if they share a mention or source span, one to one); names joined to actors (B-cubed F1); and of the actors
  so paired, those whose name, role and country are equal.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from onrecord.actors.mentions import PRONOUNS
from onrecord.components.actors import ActorFinder
from onrecord.layers import ACTORS, QUOTES, RECORDS
from onrecord.model import load

sys.path.insert(0, str(Path(__file__).parents[2] / "models" / "scripts"))
from coreference import chain_examples, gap_verdict, rows
from labelled import docs_with_quotes, written

GOLD = Path(__file__).parents[1] / "gold"
FEMININE, MASCULINE = ("she", "her", "hers"), ("he", "him", "his")


def main() -> None:
    """Print all scores as JSON."""
    corpora, nlp = Path(sys.argv[1]), load(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    nlp.max_length = 10**7
    scores = {"gap": gap(corpora, nlp), "gum": gum(corpora, nlp), "written": speakers(nlp), "gold": gold(nlp)}
    print(json.dumps(scores, indent=1))


def gap(corpora: Path, nlp: Any) -> dict[str, float]:
    """F1 in per cent: over all pairs, and by the pronoun's gender."""
    finder: ActorFinder = nlp.get_pipe("actors")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(corpora / "gap" / "dev.jsonl.gz"):
        word = row["text"][slice(*row["pronoun"])].lower()
        *said, _ = gap_verdict(row, nlp, finder.links, finder.decide)
        for verdict, name in zip(said, "AB", strict=True):
            truth = row[name]["coref"]
            outcome = ("right" if truth else "wrong") if verdict else ("missed" if truth else "left")
            for part in ("f1", "feminine" if word in FEMININE else "masculine"):
                counts[part][outcome] += 1
    return {
        part: round(200 * c["right"] / (2 * c["right"] + c["wrong"] + c["missed"]), 1) for part, c in counts.items()
    }


def gum(corpora: Path, nlp: Any) -> dict[str, dict[str, float | int]]:
    """By part: pronouns, those whose antecedent is among the choices, and the share resolved right."""
    finder: ActorFinder = nlp.get_pipe("actors")
    result: dict[str, dict[str, float | int]] = {}
    for part, suffix in (("train", ".gz"), ("dev", "")):
        path = corpora / "gum-attribution-polarity" / f"polarity.{part}.jsonl{suffix}"
        text = (gzip.decompress(path.read_bytes()) if suffix else path.read_bytes()).decode("utf-8")
        clauses = {
            row["id"]: [a["attribution"] for a in row["attributions"]] for row in map(json.loads, text.splitlines())
        }
        counts: Counter[str] = Counter()
        for row in rows(corpora / "gum-coref" / f"coref.{part}.jsonl.gz"):
            if row["genre"] not in ("news", "interview") or row["id"] not in clauses:
                continue
            for example in chain_examples(row, nlp, finder.links, finder.decide):
                token = example.doc[example.token]
                if token.dep_ == "nsubj" and any(start <= token.idx < end for start, end in clauses[row["id"]]):
                    chosen = next(i for i, (number, _) in enumerate(example.choices) if number == example.chosen)
                    counts["pronouns"] += 1
                    counts["reachable"] += example.choices[example.right[0]][0] >= 0
                    counts["right"] += chosen in example.right
        right = round(100 * counts["right"] / max(1, counts["pronouns"]), 1)
        result[part] = {"pronouns": counts["pronouns"], "reachable": counts["reachable"], "right": right}
    return result


def speakers(nlp: Language) -> dict[str, Any]:
    """Speakers of the written articles' dev part, their quotes given: how many are right, by the form of the source."""
    counts: Counter[str] = Counter()
    wrong = []
    for doc in docs_with_quotes(nlp, list(written("dev"))):
        actors = {actor["id"]: actor for actor in doc.spans[ACTORS].attrs[RECORDS]}
        for quote in doc.spans[QUOTES].attrs[RECORDS]:
            if not quote["named"] or not quote["source"]:
                continue
            source = doc.text[quote["source"]["start"] : quote["source"]["end"]]
            kind = "pronoun" if source.casefold() in PRONOUNS else "name or description"
            actor = actors.get(quote.get("speaker") or "")
            names = [actor["name"], *actor["aliases"]] if actor else []
            is_right = any(_same(quote["named"], name) for name in names)
            counts[f"{kind}: quotes"] += 1
            counts[f"{kind}: right"] += is_right
            counts[f"{kind}: unknown"] += actor is None
            if not is_right:
                wrong.append({"source": source, "gold": quote["named"], "found": names[:1]})
    return {**dict(sorted(counts.items())), "wrong": wrong[:40]}


def _same(gold: str, found: str) -> bool:
    """Whether two names are one but for articles, case and a title before or a description behind."""
    one, other = (re.sub(r"^(the|a|an) ", "", name.casefold()) for name in (gold, found))
    return one == other or one.endswith(f" {other}") or other.endswith(f" {one}")


def gold(nlp: Any) -> dict[str, Any]:
    """Scores on each gold article, its names and quotes given."""
    result = {}
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            result[record["id"]] = compare(record, given(record, nlp), nlp.get_pipe("actors"))
    return result


def given(record: dict[str, Any], nlp: Language) -> Doc:
    """A Doc of a gold record's text with its names and quotes, all else as the pipeline finds it."""
    doc = nlp(record["text"])
    spans = [(doc.char_span(e["start"], e["end"], alignment_mode="expand"), e["label"]) for e in record["entities"]]
    doc.ents = [Span(doc, span.start, span.end, label=label) for span, label in spans]
    quotes = [{**quote, "speaker": None} for quote in record["quotes"]]
    doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, spans=[], attrs={RECORDS: quotes})
    return doc


def compare(record: dict[str, Any], doc: Doc, finder: ActorFinder) -> dict[str, Any]:
    """The scores of one article."""
    found = finder.predict(doc)
    ours = {doc[start].idx: actor for start, _, actor in found.mentions}
    truth = {e["start"]: e["ref"] for e in record["entities"]}
    quotes = [quote for quote in record["quotes"] if quote["speaker"]]
    said = {quote["id"]: found.speakers.get(quote["id"], (None, 0.0))[0] for quote in record["quotes"]}
    together = Counter((truth[i], ours[i]) for i in truth if i in ours)
    together.update((quote["speaker"], said[quote["id"]]) for quote in quotes if said[quote["id"]])
    pairs: dict[str, str] = {}
    for (gold_id, our_id), _ in together.most_common():
        if gold_id not in pairs and our_id not in pairs.values():
            pairs[gold_id] = our_id
    by_id = {actor["id"]: actor for actor in found.records}
    paired = [(actor, by_id[pairs[actor["id"]]]) for actor in record["actors"] if actor["id"] in pairs]
    wrong = [
        {"quote": quote["id"], "speaker": by_id[said[quote["id"]]]["name"] if said[quote["id"]] else None}
        for quote in quotes
        if said[quote["id"]] is None or pairs.get(quote["speaker"]) != said[quote["id"]]
    ]
    fields = ("name", "label", "role", "country", "aliases")
    return {
        "speakers": f"{len(quotes) - len(wrong)}/{len(quotes)}",
        "b_cubed": round(100 * b_cubed(truth, ours), 1),
        **{field: f"{sum(a[field] == b[field] for a, b in paired)}/{len(record['actors'])}" for field in fields},
        "wrong_speakers": wrong,
        "differing": [
            {field: [a[field], b[field]] for field in fields if a[field] != b[field]} | {"actor": a["name"]}
            for a, b in paired
            if any(a[field] != b[field] for field in fields)
        ],
    }


def b_cubed(truth: dict[int, str], ours: dict[int, str]) -> float:
    """B-cubed F1 (Bagga & Baldwin 1998) of two groupings of the same mentions, by their offsets."""
    both = [i for i in truth if i in ours]
    together = Counter((truth[i], ours[i]) for i in both)
    gold_sizes, our_sizes = Counter(truth[i] for i in both), Counter(ours[i] for i in both)
    precision = sum(together[truth[i], ours[i]] / our_sizes[ours[i]] for i in both) / max(1, len(both))
    recall = sum(together[truth[i], ours[i]] / gold_sizes[truth[i]] for i in both) / max(1, len(truth))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()
