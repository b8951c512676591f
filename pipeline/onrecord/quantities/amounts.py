"""Numerals with the unit, currency or per cent that stands beside them, and ranges of two. Only the text is read."""

import re
from dataclasses import dataclass
from itertools import pairwise

from onrecord.quantities.guards import is_year
from onrecord.quantities.money import country_after, currency_after, currency_before
from onrecord.quantities.numerals import Numeral, plain
from onrecord.quantities.tables import Words, load
from onrecord.quantities.units import TIME, unit_after
from onrecord.records import QuantityKind, QuantityModifier

PERCENT, POINT = "percent", "percentage point"
NEAR = 2000
"""How far around, in characters, £ tells that pounds are money."""


@dataclass(slots=True)
class Amount:
    """A number on its way to a quantity.

    start, end: character offsets of all that belongs to it so far.
    first, last: offsets of the digits and words alone, of both numbers in a range.
    value: the number, a range's lower one; upper: a range's upper one.
    """

    start: int
    end: int
    first: int
    last: int
    value: float
    numeral: Numeral
    kind: QuantityKind | None = None
    unit: str | None = None
    upper: float | None = None
    modifier: QuantityModifier | None = None
    joint: str = ""
    """What joins a range."""


def amounts(text: str, lowered: str, found: list[Numeral]) -> list[Amount]:
    """The numerals with what the text beside them says, ranges joined.

    text, lowered: the text as it is, and as `numerals.fold` gives it.
    found: its numerals in order, without those that are no quantities.
    """
    single: list[Amount] = []
    for numeral in found:
        edge = single[-1].end if single else 0
        if numeral.start >= edge:  # the 2 of "32 km2" is none
            single.append(_amount(text, lowered, numeral, edge))
    joined: list[Amount] = []
    i = 0
    while i < len(single):
        joint = _joint(lowered, single[i], single[i + 1]) if i + 1 < len(single) else None
        if joint is not None and (both := _range(text, lowered, single[i], single[i + 1], joint)):
            joined.append(both)
            i += 2
        else:
            joined.append(single[i])
            i += 1
    _share_units(lowered, joined)
    return joined


def scaled(amount: Amount, text: str) -> None:
    """Take the letter glued to the number as a scale: 12.3m is 12,300,000."""
    letter = amount.numeral.suffix
    if not letter:
        return
    factor, mantissa = load(Words).ambiguous_scales[letter], amount.numeral.value
    end = amount.numeral.end + len(letter)
    amount.numeral = Numeral(
        amount.numeral.start, end, plain(amount.numeral.value * factor), amount.numeral.form, factor
    )
    if amount.upper is None:
        amount.value = plain(amount.value * factor)
    else:  # 5 to 10m shares its scale, 3,000 to 5m does not
        ends = [end if end > abs(mantissa) else plain(end * factor) for end in (amount.value, amount.upper)]
        amount.value, amount.upper = min(ends), max(ends)
    amount.last, amount.end = end, max(end, amount.end)


def _amount(text: str, lowered: str, numeral: Numeral, edge: int) -> Amount:
    """The numeral with what stands beside it; what is before `edge` belongs to another."""
    amount = Amount(numeral.start, numeral.end, numeral.start, numeral.end, numeral.value, numeral)
    if (before := currency_before(text, numeral.start)) and before[1] >= edge:
        code, amount.start, minus = before
        if minus:
            amount.value = -amount.value
        amount.kind, amount.unit = "money", code
        scaled(amount, text)
        _read_after_currency(text, lowered, amount)
        return amount
    end = numeral.end
    if numeral.form == "vague" and (of := _OF.match(lowered, end)):
        end = of.end() - 1
    if numeral.form == "fraction" and (of := _OF_A.match(lowered, end)):  # half a percentage point
        end = of.end() - 1
    if text.startswith("+", end):
        amount.modifier = "at_least"
        end = amount.end = end + 1
    if percent := _PERCENT.match(lowered, end):
        amount.end, amount.kind, amount.unit = percent.end(), "percent", POINT if percent["point"] else PERCENT
        return amount
    end, skipped = numeral.end if numeral.form == "fraction" else end, len(numeral.suffix)
    if after := currency_after(text, lowered, end) or (
        currency_after(text, lowered, end + skipped) if skipped else None
    ):
        if skipped and text[end].isalpha():
            scaled(amount, text)
        if after[0] != "penny" or not skipped:
            amount.unit, amount.end = after
            amount.kind = "money"
            return amount
    if numeral.suffix in ("m", "b") and (
        unit := unit_after(text, lowered, end + skipped, digits=False)
    ):  # 12.3m tonnes
        scaled(amount, text)
    else:
        unit = unit_after(text, lowered, end, share=numeral.form == "fraction", digits=numeral.form != "vague")
    if unit:
        amount.kind, (amount.unit, amount.end) = "measure", unit
        _read_weight(lowered, amount)
        _read_age(lowered, amount)
    return amount


def _read_after_currency(text: str, lowered: str, amount: Amount) -> None:
    if country := country_after(lowered, amount.end):
        amount.unit, amount.end = country
    elif (name := currency_after(text, lowered, amount.end)) and name[0] == amount.unit:  # $10 dollars
        amount.end = name[1]


def _read_weight(lowered: str, amount: Amount) -> None:
    """Pounds are money where there are millions of them, or where £ stands nearby, and weigh else."""
    if amount.unit != "pound-mass" or not lowered.startswith("pounds", amount.end - 6):
        return
    sterling = "£" in lowered[max(0, amount.start - NEAR) : amount.end + NEAR]
    weighed = _WEIGHS.search(lowered, max(0, amount.start - 30), amount.start)
    if amount.numeral.scale >= 1_000_000 or (sterling and not weighed):
        amount.kind, amount.unit = "money", "GBP"


def _read_age(lowered: str, amount: Amount) -> None:
    """Take "-old" into the span: "43-year-old" is one word."""
    if amount.unit in TIME and (old := _OLD.match(lowered, amount.end)):
        amount.end = old.end()


def _joint(lowered: str, left: Amount, right: Amount) -> str | None:
    gap = right.start - left.end
    match = _JOINT.fullmatch(lowered, left.end, right.start) if gap <= 10 else None
    return match.lastgroup if match else None


def _range(text: str, lowered: str, left: Amount, right: Amount, joint: str) -> Amount | None:
    """Two numbers as one range, or None if they are two quantities."""
    between = _BETWEEN.search(lowered, max(0, left.start - 14), left.start)
    if left.numeral.form == "vague" or right.numeral.form == "vague" or left.upper is not None:
        return None
    if left.numeral.form == "fraction" != right.numeral.form:
        return None
    if joint == "and" and not between:
        return None
    if (
        joint == "to" and left.unit is not None and _BY.search(lowered, max(0, left.start - 14), left.start)
    ):  # by $4 to $12
        return None
    if any(
        is_year(text, one.numeral)
        and one.unit is None
        and not is_year(text, other.numeral)
        and abs(one.value - other.value) > 1000
        for one, other in ((left, right), (right, left))
    ):
        return None
    if joint == "or" and not (left.value < right.value < 100 and left.unit is None and left.value >= 1):
        return None
    if (
        left.unit != right.unit
        and left.unit is not None
        and not (left.kind == "money" and right.unit is None and (joint == "dash" or right.numeral.scale > 1))
    ):
        return None
    if left.unit is None and right.kind == "money" and lowered[right.start : right.first].strip():  # 5 to $10
        return None
    if joint == "dash" and is_year(text, left.numeral) and right.unit is None:
        return None
    low = left.value
    if right.numeral.scale > left.numeral.scale == 1 and low < right.value / right.numeral.scale:
        low = plain(low * right.numeral.scale)
    value, upper = sorted((low, right.value))
    start = between.start() if between else left.start
    kind, unit = (right.kind, right.unit) if right.unit is not None else (left.kind, left.unit)
    marked = joint if not (between or _FROM.search(lowered, max(0, left.start - 6), left.start)) else "from"
    made = Amount(start, right.end, left.first, right.last, value, right.numeral, kind, unit, upper, "range", marked)
    if marked in ("dash", "to") and low >= right.value and unit is None:
        made.joint = "score"
    return made


def _share_units(lowered: str, found: list[Amount]) -> None:
    """The first numbers of a list take the last one's unit: "45 and 50 mg"."""
    for left, right in reversed(list(pairwise(found))):
        if (
            left.unit is None
            and left.kind is None
            and right.kind in ("measure", "percent")
            and right.start == right.first
        ):
            gap = lowered[left.end : right.start] if right.start - left.end < 10 else ""
            if LISTED.fullmatch(gap) and not (left.numeral.form == "digits" and left.value > 100 * abs(right.value)):
                left.kind, left.unit = right.kind, right.unit


_OF = re.compile(r"\s{1,2}of\s(?:the\s)?")
_OF_A = re.compile(r"\s(?:of\s)?an?\s(?=per)")
_PERCENT = re.compile(r"[\s-]?(?:%|‰|per[\s-]?cents?\b|percent(?:age)?s?\b|pct\b\.?|pc\b)(?P<point>[\s-]points?\b)?")
_OLD = re.compile(r"-olds?\b")
_WEIGHS = re.compile(r"weigh|lost|lose|gain|heav|shed")
_BETWEEN = re.compile(r"(?<!\w)between\s(?:about\s|around\s|roughly\s)?$")
_BY = re.compile(r"(?<!\w)by\s(?:about\s|nearly\s|another\s)?$")
_FROM = re.compile(r"(?<!\w)from\s$")
_JOINT = re.compile(
    r"(?P<dash>[-–—‐‑~]|\s[-–—‐‑~]\s)|"
    r"(?P<to>-?\sto\s(?:about\s|around\s|nearly\s|as much as\s|a\s)?|-to-|\sthrough\s)|(?P<and>\sand\s)|"
    r"(?P<or>-?\sor\s)"
)
LISTED = re.compile(r"-?,\s|-?,?\s(?:and|or)\s")
"""What stands between the numbers of a list."""
