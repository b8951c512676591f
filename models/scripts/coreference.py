"""Pronouns with known antecedents, read from GAP, GUM and LitBank and put before the resolver.

A corpus's row is an article with "text"; `parse` makes a Doc of it, with names and a tree. `decide` is how pronouns are
resolved meanwhile: the scorer as it stands, or one under training.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span

from onrecord.actors.discourse import Discourse
from onrecord.actors.links import Links
from onrecord.actors.mentions import Mention
from onrecord.actors.pronouns import Choice, Decide
from onrecord.actors.words import Words

Row = dict[str, Any]
Parse = Callable[[str], Doc]
LinksOf = Callable[[Doc], Links | None]
"""What the network says of a Doc's pronouns and mentions."""
NON_COMMERCIAL = frozenset(("essay", "letter", "podcast", "fiction", "whow"))


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun (its token in `doc`), its choices by the numbers of entities, and which of them are right."""

    doc: Doc
    token: int
    choices: list[Choice]
    right: list[int]
    chosen: int
    share: float


def rows(path: Path) -> list[Row]:
    """The rows of a file of gzipped JSON lines; of GUM only the genres whose texts may be used for any purpose."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [row for row in found if row.get("genre") not in NON_COMMERCIAL]


def with_names(doc: Doc, spans: Iterable[tuple[int, int]]) -> Doc:
    """Put persons' names (character offsets) into `doc.ents`, in the place of what overlaps them."""
    given: list[Span] = []
    for start, end in spans:
        span = doc.char_span(start, end, label="PERSON", alignment_mode="expand")
        if span is not None and not any(span.start < other.end and other.start < span.end for other in given):
            given.append(span)
    kept = [ent for ent in doc.ents if not any(ent.start < new.end and new.start < ent.end for new in given)]
    doc.ents = (*kept, *given)
    return doc


def gap_verdict(row: Row, parse: Parse, links_of: LinksOf, decide: Decide) -> tuple[bool, bool, Example | None]:
    """Whether the pronoun of a GAP snippet is taken to mean A, and B, which are given; and its example."""
    doc = with_names(parse(row["text"]), [row["A"]["span"], row["B"]["span"]])
    target = doc.char_span(*row["pronoun"], alignment_mode="expand").start
    seen: list[tuple[list[Choice], int, float]] = []

    def watch(pronoun: Mention, found: list[Choice]) -> tuple[int, float]:
        number, share = decide(pronoun, found)
        if pronoun.head == target:
            seen.append((found, number, share))
        return number, share

    discourse = Discourse(Words(doc), watch, links=links_of(doc))
    a, b = (
        discourse.refers.get(doc.char_span(*row[key]["span"], alignment_mode="expand").start, -2) for key in ("A", "B")
    )
    if not seen:
        return False, False, None
    found, chosen, share = seen[0]
    true = {number for key, number in (("A", a), ("B", b)) if row[key]["coref"]}
    right = [i for i, (n, _) in enumerate(found) if (n in true if true else n not in (a, b))]
    example = Example(doc, target, found, right, chosen, share) if right else None
    return chosen == a, chosen == b, example


def chain_examples(row: Row, parse: Parse, links_of: LinksOf, decide: Decide | None) -> Iterator[Example]:
    """Each third person pronoun of an article with gold chains.

    decide: None resolves each pronoun by the chains themselves.
    """
    doc = parse(row["text"])
    words = Words(doc)
    chain = _chains(row, words)
    found: list[Example] = []
    discourse = Discourse.__new__(Discourse)

    def watch(pronoun: Mention, choices: list[Choice]) -> tuple[int, float]:
        gold = chain.get(pronoun.head)
        heads = [_latest(discourse, number) for number, _ in choices[:-1]]
        right = [i for i, head in enumerate(heads) if gold is not None and chain.get(head) == gold]
        right = right or [len(choices) - 1]
        number, share = decide(pronoun, choices) if decide else (choices[right[0]][0], 1.0)
        found.append(Example(doc, pronoun.head, choices, right, number, share))
        return number, share

    discourse.__init__(words, watch, links=links_of(doc))  # type: ignore[misc]
    yield from found


def _latest(discourse: Discourse, number: int) -> int:
    """The head of an entity's last mention so far, else of its first name."""
    mentions = discourse.entities[number].mentions
    if mentions:
        return mentions[-1].head
    return next((m.head for m in discourse.names if discourse.refers[m.head] == number), -1)


def _chains(row: Row, words: Words) -> dict[int, int]:
    """For the head of each gold mention its chain; for joint mentions that of their conjunction. The shortest wins."""
    starts = {token.idx: token.i for token in words.doc}
    chain: dict[int, int] = {}
    for mention in sorted(row["mentions"], key=lambda m: m["start"] - m["end"]):
        span = words.doc.char_span(mention["start"], mention["end"], alignment_mode="expand")
        if span is None or not len(span) or mention.get("cluster") is None:
            continue
        root = words.root(span.start, span.end)
        head = starts.get(mention["head"][0]) if "head" in mention else root
        for i in {head if head is not None else root, root if mention["kind"] in ("name", "PROP") else head}:
            if i is not None:
                chain[i] = mention["cluster"]
        for i in range(span.start, span.end):
            if words.dep[i] == "cc" and words.lower[i] in ("and", "&") and words.head[words.head[i]] == root:
                chain[i] = mention["cluster"]
    return chain
