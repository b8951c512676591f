"""Quotes, speakers and stance against gold records: `python corpus/scores/quotes.py [GOLD.jsonl…] [--model DIR]`.

The pipeline that ships runs over the texts of the gold records. A quote is found if the word F1 of its content with
gold's is 0.5 or more, one to one, the best pairs first. A speaker is right if its actor has the name of gold's actor
among its names; a pronoun never is. Quotes that have no partner in gold are printed, nested ones apart.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from pathlib import Path

import onrecord
from onrecord.model import load
from onrecord.records import Quote, Record

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
    print(f"quotes beyond gold: {counts['beyond']}, of them nested: {counts['beyond nested']}")


def compare(gold: Record, found: Record) -> Counter[str]:
    """Counts of one article, which tells what it missed and made up on the way."""
    counts = Counter[str]()
    pairs = pair(gold.quotes, found.quotes)
    for quote in gold.quotes:
        name = "nested" if quote.parent else quote.kind
        counts[name] += 1
        counts[f"{name} found"] += quote.id in pairs
        if quote.id not in pairs:
            print(f"  missed {quote.id} [{name}] {quote.cue and quote.cue.text}: {words_of(quote)[:100]}")
    names = {actor.id: {actor.name, *actor.aliases} for actor in found.actors}
    wanted_names = {actor.id: {actor.name, *actor.aliases} for actor in gold.actors}
    for quote in gold.quotes:
        other = pairs.get(quote.id)
        if other is None:
            continue
        same = {
            "source": _text(quote.source) == _text(other.source),
            "cue": _text(quote.cue) == _text(other.cue),
            "kind": quote.kind == other.kind,
            "speaker": bool(_folded(wanted_names.get(quote.speaker or "")) & _folded(names.get(other.speaker or ""))),
            "stance": quote.stance == other.stance,
        }
        for name, right in same.items():
            counts[f"{name} of"] += name != "speaker" or quote.speaker is not None
            counts[name] += right
            if not right and (name != "speaker" or quote.speaker):
                ours = {"speaker": sorted(names.get(other.speaker or "", ())), "stance": other.stance}.get(name)
                theirs = {"speaker": sorted(wanted_names.get(quote.speaker or "", ())), "stance": quote.stance}.get(
                    name
                )
                ours = ours if ours is not None else _text(getattr(other, name, None))
                theirs = theirs if theirs is not None else _text(getattr(quote, name, None))
                print(f"  {quote.id} {name}: gold {theirs}, found {ours}: {words_of(quote)[:60]}")
    taken = {quote.id for quote in pairs.values()}
    for quote in found.quotes:
        if quote.id not in taken:
            counts["beyond"] += 1
            counts["beyond nested"] += quote.parent is not None
            print(f"  beyond gold ({quote.confidence}) {quote.cue and quote.cue.text}: {words_of(quote)[:100]}")
    return counts


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


def _text(span: object) -> str:
    return str(getattr(span, "text", span)).strip(",")


def _folded(names: set[str] | None) -> set[str]:
    return {name.casefold().removeprefix("the ") for name in names or ()}


if __name__ == "__main__":
    main()
