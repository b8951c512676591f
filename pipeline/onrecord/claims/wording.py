"""The readable text of a claim, from the article's own words: the positive proposition, also of what is denied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from spacy.tokens import Doc

from onrecord.claims.said import Said
from onrecord.stance.words import Words, tops

MARKS: Final = frozenset(("“", "”", '"', "''", "``", "«", "»"))
LONGEST: Final = 40
"""Words of a claim's text; what is longer is cut at the last comma before, and ends in "…"."""
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "never"))
_POSITIVE = {"no": "some", "nothing": "something", "nobody": "somebody", "none": "some"}
_WHOLE = {"ca": "can", "wo": "will", "sha": "shall", "cannot": "can", "can": "can"}


def wording(doc: Doc, words: Words, said: Said, rows: Sequence[int]) -> str:
    """The text of the claim that these quotes make."""
    row = min(rows, key=lambda row: (_rank(words, said, row), row))
    whole = _without_frame(words, said.tokens[row])
    kept = whole if len(whole) <= LONGEST else _cut(words, whole)
    affirmed = _affirmed(words, kept) if said.stance[row] == "deny" and not said.refuses[row] else {}
    text = _joined(doc, words, kept, affirmed, end="." if kept == whole else " …")
    return text or " ".join(doc[i].text for i in said.tokens[row]) or "?"


def _rank(words: Words, said: Said, row: int) -> tuple[bool, bool, bool, int]:
    """What makes a quote a worse text for its claim: taking up what was said, denying it, being no clause, length."""
    content = said.tokens[row]
    is_clause = any(words.tag[i] in _FINITE for i in content)
    size = len(content)
    return bool(said.anaphoric[row]), said.stance[row] == "deny", not is_clause, abs(size - 14) // 8


def _without_frame(words: Words, content: Sequence[int]) -> list[int]:
    """A content's words without a leading "that", quotation marks and punctuation at the edges."""
    kept = [i for i in content if words.lower[i] not in MARKS]
    while kept and (not words.lower[kept[0]][:1].isalnum() and words.lower[kept[0]] not in ("$", "£", "€")):
        kept = kept[1:]
    if len(kept) > 1 and words.lower[kept[0]] in ("that", "whether", "if") and words.tag[kept[0]] == "IN":
        kept = kept[1:]
    while kept and not words.lower[kept[-1]][-1:].isalnum() and words.lower[kept[-1]] not in ("%", "."):
        kept = kept[:-1]
    return kept


def _cut(words: Words, kept: Sequence[int]) -> list[int]:
    commas = [n for n, i in enumerate(kept[:LONGEST]) if words.lower[i] in (",", ";", "—", "–") and n > LONGEST // 3]
    return list(kept[: commas[-1] if commas else LONGEST])


def _joined(doc: Doc, words: Words, kept: Sequence[int], affirmed: dict[int, str], end: str) -> str:
    """The words with the spaces between them, and a capital at the start. end: what is put behind them."""
    replaced = {**_predicate(words, kept), **affirmed}
    text = ""
    for n, i in enumerate(kept):
        text += replaced.get(i, doc[i].text)
        follows = kept[n + 1] if n + 1 < len(kept) else -1
        text += "" if not doc[i].whitespace_ and follows == i + 1 else " "
    text = " ".join(text.split()).rstrip(" .,;:")
    return f"{text[:1].upper()}{text[1:]}{end}" if text else ""


def _predicate(words: Words, kept: Sequence[int]) -> dict[int, str]:
    """Make sentences of "Holm of hiding ships" and "the raids as illegal": the first is, or does, the second."""
    if any(words.tag[i] in _FINITE for i in kept[: len(kept) // 2 + 1]):
        return {}
    for n, i in enumerate(kept[:-1]):
        follows = kept[n + 1]
        links = words.lower[i] == "as" or (words.lower[i] in ("of", "for") and words.tag[follows] == "VBG")
        if n and links and words.tag[kept[n - 1]].startswith(("NN", "PRP", "CD")):
            head = next(iter(tops(words, kept[:n])), kept[0])
            is_plural = words.tag[head] in ("NNS", "NNPS") or words.lower[head] in ("they", "them", "we", "us")
            return {i: "are" if is_plural else "is"}
    return {}


def _affirmed(words: Words, kept: Sequence[int]) -> dict[int, str]:
    """What the negation of a denial's main clause becomes in the proposition denied: "He did nothing" → "something"."""
    inside = set(kept)
    for top in tops(words, kept):
        below = [top, *(i for i in words.children[top] if i in inside)]
        below += [i for child in below[1:] for i in words.children[child] if i in inside and words.dep[i] == "det"]
        for i in sorted(below):
            word = words.lower[i]
            if word in _NEGATIONS:
                before = {i - 1: f"{_WHOLE[words.lower[i - 1]]} "} if words.lower[i - 1] in _WHOLE else {}
                return {i: "", **before}
            if word in _POSITIVE:
                return {i: _POSITIVE[word]}
    return {}


def listed(records: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """Ids that records list under a key, each once, in order."""
    return list(dict.fromkeys(item for record in records for item in record[key]))
