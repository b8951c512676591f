"""From a Doc with quotes, speakers and stance to the records of its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from spacy.tokens import Doc

from onrecord.claims.linking import Scorer, linked
from onrecord.claims.said import Floats, Said
from onrecord.claims.senses import encoded, unit
from onrecord.claims.wording import listed, wording
from onrecord.layers import QUOTES, RECORDS
from onrecord.stance.words import Words

SIDES: Final = {"confirm": "confirmed_by", "deny": "denied_by", "uncertain": "uncertain"}
"""The list of a claim's record that the speakers of each stance stand in."""


@dataclass(frozen=True, slots=True)
class Claims:
    """records: in the form of `onrecord.records.Claim`, by first quote. of_quotes: the claim's id by the quote's."""

    records: list[dict[str, Any]]
    of_quotes: dict[str, str]


def claims(doc: Doc, vectors: Floats, sense: Callable[[Floats], Floats], scorer: Scorer) -> Claims:
    """Join the quotes of an article that are about the same proposition; reads the Doc only.

    vectors: of the tokens, shape (tokens, width). sense: from the mean vectors of contents to what they mean.
    """
    words = Words.of(doc)
    said = Said.of(doc, doc.spans[QUOTES].attrs.get(RECORDS, []) if QUOTES in doc.spans else [], words)
    if not len(said):
        return Claims([], {})
    vectors_of = senses(said, vectors, sense)
    numbers = linked(said, vectors_of, scorer)
    groups: dict[int, list[int]] = {}
    for row, number in enumerate(numbers):
        groups.setdefault(number, []).append(row)
    records: list[dict[str, Any]] = []
    for n, rows in enumerate(groups.values(), start=1):
        telling = [row for row in rows if not said.anaphoric[row]] or rows
        meant = encoded(vectors_of[telling].mean(0))
        text = wording(doc, words, said, rows)
        records.append({"id": f"C{n}", "text": text, **_sides(said, rows), "sense": meant})
    of_quotes = {quote: f"C{n}" for n, rows in enumerate(groups.values(), start=1) for quote in _ids(said, rows)}
    return Claims(records, of_quotes)


def senses(said: Said, vectors: Floats, sense: Callable[[Floats], Floats]) -> Floats:
    """Unit vectors for what the contents of quotes mean, shape (quotes, width)."""
    nothing = np.zeros(vectors.shape[1], np.float32)
    means = np.stack([vectors[content].mean(0) if content else nothing for content in said.tokens])
    return unit(sense(means))


def _sides(said: Said, rows: Sequence[int]) -> dict[str, list[str]]:
    records: list[Mapping[str, Any]] = [said.records[row] for row in rows]
    sides = {
        side: list(dict.fromkeys(r["speaker"] for r in records if r["stance"] == stance and r["speaker"]))
        for stance, side in SIDES.items()
    }
    return {
        **sides,
        "quotes": _ids(said, rows),
        "quantities": listed(records, "quantities"),
        "dates": listed(records, "dates"),
    }


def _ids(said: Said, rows: Sequence[int]) -> list[str]:
    return [said.records[row]["id"] for row in rows]
