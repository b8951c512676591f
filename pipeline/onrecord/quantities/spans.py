"""The quantities of a Doc: numerals with what they count or measure, bounded, as records."""

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Any

from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from onrecord.quantities.amounts import LISTED, Amount, amounts, scaled
from onrecord.quantities.counted import Counted, counted_by, number_head, vague_of
from onrecord.quantities.guards import is_year, quantities_among
from onrecord.quantities.modifiers import modifier_after, modifier_before
from onrecord.quantities.numerals import fold, numerals, plain
from onrecord.quantities.ratios import TIMES, fold_after, is_comparison, lengths_of_time, multiples, shares
from onrecord.quantities.tables import Labels, load
from onrecord.quantities.units import unit_named


def quantities(doc: Doc) -> list[dict[str, Any]]:
    """The quantities of a Doc in the form of `onrecord.records.Quantity`, in order, ids from N1.

    doc: a Doc with tags, lemmas, a parse and names; what it lacks is done without. Offsets are character offsets into
        its text, end exclusive; no two spans overlap. The same Doc gives the same list.
    """
    text = doc.text
    lowered = fold(text)
    found = amounts(text, lowered, quantities_among(text, lowered, numerals(lowered)))
    reader = _Reader(doc, text, lowered)
    found = shares(lowered, found)
    settled = [amount for amount in found if reader.settle(amount)]
    _share_counted(lowered, settled)
    settled += [*multiples(lowered), *lengths_of_time(lowered)]
    settled.sort(key=lambda amount: (amount.start, -amount.end))
    records: list[dict[str, Any]] = []
    before: list[Amount] = []
    edge = 0
    for amount in settled:
        if amount.first < edge:
            continue
        if amount.unit is None:
            amount.unit = reader.unit_of_antecedent(amount, before)
        _bound(lowered, amount, edge)
        before.append(amount)
        edge = amount.last if amount.kind == "count" else amount.end  # a measure may stand in it: two 250ml bottles
        records.append(_record(text, amount, len(records) + 1))
    return records


class _Reader:
    """Decides by the parse and the names what a number counts, and whether it is a quantity."""

    def __init__(self, doc: Doc, text: str, lowered: str) -> None:
        self.doc, self.text, self.lowered = doc, text, lowered
        self.starts: list[int] = doc.to_array(IDX).tolist()
        self.tagged, self.parsed = doc.has_annotation("TAG"), doc.has_annotation("DEP")
        self.urls = "://" in text or "www." in lowered

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """First and last token of a stretch of text, both inclusive."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1

    def settle(self, amount: Amount) -> bool:
        """Find what the number counts, and say whether it is a quantity."""
        first, last = self.tokens(amount.first, amount.last)
        if self.urls and self.doc[first].like_url:
            return False
        if (
            amount.unit == "metre" and amount.numeral.suffix == "m" and self._counts_plural(amount)
        ):  # 2.7m digital sales
            scaled(amount, self.text)
            amount.kind = amount.unit = None
        if amount.kind is not None:
            return not (amount.kind == "measure" and self._is_name(first, last))
        if self._is_name(first, last):
            return False
        if (end := fold_after(self.lowered, amount.end)) is not None:
            amount.kind, amount.unit, amount.end = "ratio", TIMES, end
            return True
        if amount.numeral.suffix and not self._scale_or_unit(amount):
            return False
        if amount.end < len(self.text) and (self.text[amount.end].isalnum() or self.text[amount.end] in "_@"):
            return False  # 4K, 777F
        if amount.numeral.form == "fraction":
            amount.kind, amount.unit = "ratio", TIMES
            return True
        return self._count(amount, *self.tokens(amount.first, amount.last))

    def _count(self, amount: Amount, first: int, last: int) -> bool:
        after = modifier_after(self.lowered, amount.end)
        if after is not None and amount.modifier is None:
            amount.modifier, amount.end = after
            last = self.tokens(amount.first, amount.end)[1]
        hyphenated = _HYPHEN.match(self.lowered, amount.end)
        counted = self._counted(first, last, vague=amount.numeral.form == "vague")
        if amount.upper is not None and _bare_years(self.text, amount):
            return False
        if hyphenated and (counted is None or counted.end is None or hyphenated["word"] in load(Labels).hyphenated):
            return False
        if counted is None:
            amount.kind = "count"
            return self._stands_alone(amount, first, last)
        if self._is_year_beside(amount, counted):
            return False
        if counted.token.tag_ == "NNP" and counted.token.ent_type_ != "NORP" and amount.value != 1:  # 49 Ash Road
            return False
        amount.kind, amount.unit = "count", counted.lemma
        self._place(amount, counted)
        return amount.joint != "score" and not (
            amount.value == 1 and amount.numeral.form == "words" and counted.end is None
        )

    def _counted(self, first: int, last: int, *, vague: bool) -> Counted | None:
        if not self.tagged:
            return None
        behind_of = vague_of(self.doc, last, parsed=self.parsed) if vague else None
        return behind_of or counted_by(self.doc, first, last, parsed=self.parsed)

    def _place(self, amount: Amount, counted: Counted) -> None:
        """Take the counted noun into the span, and read it as a unit where it is one."""
        if counted.end is not None:
            amount.end = max(amount.end, counted.end)
        lemma = counted.lemma
        if lemma == "time" and is_comparison(self.lowered, amount.end):
            amount.kind, amount.unit = "ratio", TIMES
        elif counted.token.pos_ != "PROPN" and (unit := unit_named(lemma)) is not None:
            amount.kind, amount.unit = "measure", unit
        if counted.end is not None and (per := _PER.match(self.lowered, amount.end)):
            amount.kind, amount.unit, amount.end = "measure", f"{amount.unit} per {per['unit']}", per.end()

    def _stands_alone(self, amount: Amount, first: int, last: int) -> bool:
        """Whether a number that counts nothing named is a quantity all the same, and not a year, a score or a label."""
        if self._is_age(amount, first):
            amount.kind, amount.unit = "measure", "year"
            return True
        if amount.joint in ("score", "dash") or is_year(self.text, amount.numeral):
            return False
        if amount.numeral.form == "words" and (amount.value == 1 or self.text.startswith("dozen", amount.start)):
            return False
        if (
            1000 <= amount.value < 2200
            and self.text[amount.start : amount.end].isdigit()
            and _IN.search(self.lowered, max(0, amount.start - 15), amount.start)
        ):
            return False
        before = self.doc[first - 1] if first else None
        return before is None or not self._names_a_thing(before, first)

    def _is_name(self, first: int, last: int) -> bool:
        """Whether the number is part of a name."""
        return any(self.doc[i].ent_type for i in range(first, last + 1))

    def _names_a_thing(self, before: Token, first: int) -> bool:
        """Whether the word before takes the number as a part of its name: "Boeing 747", "iPhone 11"."""
        if self.text[before.idx + len(before)] != " " or before.is_punct:
            return False
        if before.ent_type or before.pos_ == "PROPN":
            return True
        return self.parsed and self.doc[first].head.i == before.i and before.pos_ == "NOUN" and before.tag_ == "NN"

    def _is_age(self, amount: Amount, first: int) -> bool:
        """Whether it is an age: "Berg, 65, said", "aged 25 to 54", "who was 10"."""
        if not 0 < amount.value < 120:
            return False
        if _AGE_BEFORE.search(self.lowered, max(0, amount.start - 18), amount.start):
            return True
        if _WAS.search(self.lowered, max(0, amount.start - 20), amount.start) and _AFTER_WAS.match(
            self.lowered, amount.end
        ):
            return True
        comma = first > 1 and self.doc[first - 1].text == "," and _AGE_AFTER.match(self.lowered, amount.end)
        return bool(comma) and (self.doc[first - 2].ent_type_ == "PERSON" or self.doc[first - 2].pos_ == "PROPN")

    def _is_year_beside(self, amount: Amount, counted: Counted) -> bool:
        """Whether four digits before a noun are its year: "the 2020 season"."""
        if not is_year(self.text, amount.numeral) or amount.upper is not None:
            return False
        if counted.end is None or counted.token.tag_ != "NNS" or amount.modifier is not None:
            return modifier_before(self.lowered, amount.start) is None
        before = _WORD_BEFORE.search(self.lowered, max(0, amount.start - 14), amount.start)
        return before is not None and before["word"] in load(Labels).year_before

    def _scale_or_unit(self, amount: Amount) -> bool:
        """Read a letter glued to the number: a scale if something is counted behind it."""
        if amount.numeral.suffix not in ("m", "b") or not self._counts_plural(amount):
            return False
        scaled(amount, self.text)
        return True

    def _counts_plural(self, amount: Amount) -> bool:
        """Whether the letter glued to the number hangs on a plural noun behind it."""
        letter = self.doc[self.tokens(amount.numeral.end, amount.numeral.end + len(amount.numeral.suffix))[1]]
        head = letter.head
        return 0 < head.i - letter.i < 6 and head.tag_ == "NNS" and letter.dep_ not in ("nsubj", "obl", "obj")

    def unit_of_antecedent(self, amount: Amount, before: list[Amount]) -> str | None:
        """What an elliptic number counts: "3,000 were sent, 1,500 returned"; None if the text before does not tell."""
        for other in reversed(before[-3:]):
            if other.kind != "count" or other.unit is None or other.unit == "time":
                continue
            between = self.lowered[other.end : amount.start]
            if len(between) > 160 or between.count(". ") > 1 or "\n" in between or not self.parsed:
                return None
            number = number_head(self.doc, *self.tokens(amount.first, amount.last))
            as_much = number.dep_.split(":")[0] in ("nsubj", "obj", "conj") and _ELLIPTIC.search(between)
            return other.unit if as_much or _COMPARED.search(between) else None
        return None


def _share_counted(lowered: str, found: list[Amount]) -> None:
    """The first numbers of a list count what the last one counts: "four-, five- and six-seat cars"."""
    for left, right in reversed(list(pairwise(found))):
        if (
            left.kind != "count"
            or right.kind not in ("count", "measure")
            or not left.last <= right.start == right.first
        ):
            continue
        listed = right.start - left.last < 10 and LISTED.fullmatch(lowered, left.last, right.start)
        if listed and (left.unit is None or left.end > right.start):
            left.kind, left.unit, left.end = right.kind, right.unit, left.last


def _bare_years(text: str, amount: Amount) -> bool:
    return len(re.findall(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", text[amount.first : amount.last])) == 2


def _bound(lowered: str, amount: Amount, edge: int) -> None:
    """Take the modifier into the span; it must not reach back over `edge`, where the last quantity ended."""
    if amount.numeral.form == "vague":
        amount.modifier = "vague"
    if found := modifier_before(lowered, amount.start):
        modifier, start = found
        if start >= edge:
            amount.start = start
            if amount.modifier not in ("range", "vague", "at_least"):
                amount.modifier = modifier
    if amount.modifier is None and (after := modifier_after(lowered, amount.end)):
        amount.modifier, amount.end = after


def _record(text: str, amount: Amount, number: int) -> dict[str, Any]:
    value, modifier = amount.value, amount.modifier
    low: float | None = value
    high: float | None = value
    if amount.upper is not None:
        low, high, value = amount.value, amount.upper, plain((amount.value + amount.upper) / 2)
    elif modifier in ("at_least", "more_than"):
        high = None
    elif modifier in ("at_most", "less_than"):
        low = None
    elif modifier == "vague":
        low, high = 2 * value, None
    return {
        "id": f"N{number}",
        "start": amount.start,
        "end": amount.end,
        "text": text[amount.start : amount.end],
        "kind": amount.kind,
        "value": value,
        "low": low,
        "high": high,
        "modifier": modifier,
        "unit": amount.unit,
    }


_HYPHEN = re.compile(r"[-‐‑](?P<word>[a-z]+(?:-[a-z]+)?)")
_PER = re.compile(r"\sper\s(?P<unit>[a-z]+)(?!\w)")
_AGE_BEFORE = re.compile(r"(?<!\w)(?:aged?|aged between|age of|ages|ages of|turned|turns|turning)\s$")
_WAS = re.compile(r"(?<!\w)(?:he|she|who|i)\s(?:was|is|am)\s(?:only\s|just\s|now\s)?$")
_AFTER_WAS = re.compile(r"\s?[.,;]|\s(?:when|at the time|and)\b")
_AGE_AFTER = re.compile(r"\s?(?:,|\.|;|$|who\b|of\b|\))")
_WORD_BEFORE = re.compile(r"(?P<word>[a-z]+)\s$")
_IN = re.compile(r"(?<!\w)(?:in|since|by|until|before|after|during)\s(?:about\s|around\s|early\s|late\s)?$")
_ELLIPTIC = re.compile(
    r"\b(?:compared (?:with|to)|versus|against|of (?:them|whom|which|these|those)|"
    r"while|whilst|whereas|but|and|other|another|only|then)\b|[,;.]"
)
_COMPARED = re.compile(r"(?:compared (?:with|to)|versus|against|(?:up|down) from|than)\s$")
