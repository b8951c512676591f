"""Quotes, speakers and stance against gold records: `python corpus/scores/quotes.py [GOLD.jsonl…] [--model DIR]`.

The pipeline that ships runs over the texts of the gold records. A quote is found if the word F1 of its content with
gold's is 0.5 or more, one to one, the best pairs first. A speaker is right if its actor has the name of gold's actor
among its names; a pronoun never is. Claims are compared among the quotes found that make one in gold. Quotes that have
no partner in gold are printed, nested ones apart.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import onrecord
from onrecord.model import load
from onrecord.records import Quote, Record, Span

GOLD = Path(__file__).parents[1] / "gold"
ENOUGH = 0.5


def main() -> None:
    """Read the command line and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*", default=sorted(GOLD.glob("*.jsonl")))
    parser.add_argument("--model", type=Path)
    arguments = parser.parse_args()
    lines = [line for path in arguments.gold for line in path.read_text("utf-8").splitlines()]
    gold = [Record.from_json(line) for line in lines]
    articles = [{"id": g.id, "date": g.date, "text": g.text} for g in gold]
    counts = Counter[str]()
    for wanted, found in zip(gold, onrecord.extract(articles, nlp=load(arguments.model)), strict=True):
        if not isinstance(found, Record):
            raise SystemExit(f"{wanted.id}: {found}")
        counts += compare(wanted, found)
    for name in ("direct", "mixed", "indirect", "nested"):
        print(f"{name}: found {counts[f'{name} found']} of {counts[name]}")
    for name in ("source", "cue", "kind", "speaker", "stance"):
        print(f"{name} right on found quotes: {counts[name]} of {counts[f'{name} of']}")
    p, r = (100 * counts["links right"] / max(1, counts[f"links {key}"]) for key in ("found", "gold"))
    b3 = [100 * counts[f"b3 {key}"] / max(1, counts["b3 of"] * 10**6) for key in ("p", "r")]
    print(f"claim links among found quotes: P {p:.1f} R {r:.1f} F1 {harmonic(p, r):.1f}; B³ {harmonic(*b3):.1f}")
    print(f"quotes beyond gold: {counts['beyond']}, of them nested: {counts['beyond nested']}")


def compare(gold: Record, found: Record) -> Counter[str]:
    """Counts of one article; tells what was missed, wrong or made up on the way."""
    counts = Counter[str]()
    pairs = pair(gold.quotes, found.quotes)
    wanted_names, found_names = _names(gold), _names(found)
    for quote in gold.quotes:
        name, other = "nested" if quote.parent else quote.kind, pairs.get(quote.id)
        counts[name] += 1
        if other is None:
            print(f"  missed {quote.id} [{name}] {_text(quote.cue)}: {words_of(quote)[:100]}")
            continue
        counts[f"{name} found"] += 1
        sides = _sides(quote, wanted_names), _sides(other, found_names)
        for field, (theirs, ours) in {key: (sides[0][key], sides[1][key]) for key in sides[0]}.items():
            if field == "speaker" and not theirs:
                continue
            right = bool(set(theirs) & set(ours)) if field == "speaker" else theirs == ours
            counts[f"{field} of"] += 1
            counts[field] += right
            if not right:
                print(f"  {quote.id} {field}: gold {theirs}, found {ours}: {words_of(quote)[:60]}")
    counts += claim_links([(q.claim, pairs[q.id].claim) for q in gold.quotes if q.id in pairs and q.claim])
    taken = {quote.id for quote in pairs.values()}
    for quote in found.quotes:
        if quote.id not in taken:
            counts["beyond"] += 1
            counts["beyond nested"] += quote.parent is not None
            print(f"  beyond gold ({quote.confidence}) {_text(quote.cue)}: {words_of(quote)[:100]}")
    return counts


def claim_links(pairs: list[tuple[str | None, str | None]]) -> Counter[str]:
    """Counts for pairwise F1 and B³ (in millionths) of the claims of quotes, as (gold's, found)."""
    counts = Counter[str]()
    keys = [(g, f if f is not None else f"none {i}") for i, (g, f) in enumerate(pairs)]
    for (g, f), (other_g, other_f) in combinations(keys, 2):
        counts["links gold"] += g == other_g
        counts["links found"] += f == other_f
        counts["links right"] += g == other_g and f == other_f
    both, ours, theirs = Counter(keys), Counter(f for _, f in keys), Counter(g for g, _ in keys)
    for g, f in keys:
        counts["b3 p"] += round(10**6 * both[g, f] / ours[f])
        counts["b3 r"] += round(10**6 * both[g, f] / theirs[g])
    counts["b3 of"] = len(keys)
    return counts


def harmonic(p: float, r: float) -> float:
    """F1 of precision and recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def _names(record: Record) -> dict[str, list[str]]:
    return {a.id: [name.casefold().removeprefix("the ") for name in (a.name, *a.aliases)] for a in record.actors}


def _sides(quote: Quote, names: dict[str, list[str]]) -> dict[str, str | list[str]]:
    return {
        "source": _text(quote.source),
        "cue": _text(quote.cue),
        "kind": quote.kind,
        "speaker": names.get(quote.speaker or "", []),
        "stance": quote.stance,
    }


def pair(gold: list[Quote], found: list[Quote]) -> dict[str, Quote]:
    """Found quotes by the id of the gold quote that each is, one to one: those with its cue first, then the best."""
    scored = [(word_f1(g, f), _same_cue(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    pairs: dict[str, Quote] = {}
    taken: set[int] = set()
    for score, _, i, j in sorted(scored, key=lambda x: (not x[1], -x[0], x[2], x[3])):
        if score >= ENOUGH and gold[i].id not in pairs and j not in taken:
            pairs[gold[i].id] = found[j]
            taken.add(j)
    return pairs


def word_f1(one: Quote, other: Quote) -> float:
    """F1 of the words of two contents, by their offsets."""
    a, b = _offsets(one), _offsets(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def _same_cue(one: Quote, other: Quote) -> bool:
    return (
        one.cue is not None
        and other.cue is not None
        and max(one.cue.start, other.cue.start) < min(one.cue.end, other.cue.end)
    )


def _offsets(quote: Quote) -> set[int]:
    return {span.start + match.start() for span in quote.content for match in re.finditer(r"\w+", span.text)}


def words_of(quote: Quote) -> str:
    """The content as one line."""
    return " … ".join(" ".join(span.text.split()) for span in quote.content)


def _text(span: Span | None) -> str:
    return span.text.strip(",") if span else ""


if __name__ == "__main__":
    main()
