"""Numbers without a numeral: double, twice, threefold; and "a week" where that is a length of time."""

import re
from collections.abc import Iterator

from onrecord.quantities.amounts import Amount
from onrecord.quantities.numerals import Numeral, plain
from onrecord.quantities.tables import Words, load

TIMES = "times"
MULTIPLES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "quintuple": 5}
_NUMBERS = {word: value for word, value in load(Words).numbers.items() if value > 1} | {
    "hundred": 100,
    "thousand": 1000,
}


def multiples(lowered: str) -> Iterator[Amount]:
    """Words that mean a multiple, or how often: double, twice, threefold."""
    for match in _MULTIPLE.finditer(lowered):
        start, end = match.span()
        if word := match["multiple"]:
            if not _AFTER_MULTIPLE.match(lowered, end):
                continue
            yield _amount(start, end, MULTIPLES[word], times=True)
        elif word := match["often"]:
            yield _amount(start, end, 2 if word == "twice" else 3, times=is_comparison(lowered, end))
        else:
            yield _amount(start, end, _NUMBERS[match["fold"]], times=True)


def lengths_of_time(lowered: str) -> Iterator[Amount]:
    """Find "a week", "a decade" as one unit of time; not what a price or a rate is told for ("$10 a week")."""
    for match in _LENGTH.finditer(lowered):
        start, end = match.span("length")
        if match["before"] or _AFTER_LENGTH.match(lowered, end):
            amount = _amount(start, end, 1, times=False)
            amount.kind, amount.unit = "measure", match["unit"]
            yield amount


def shares(lowered: str, found: list[Amount]) -> list[Amount]:
    """The amounts, with "one in eight" and "nine out of ten" as one."""
    made: list[Amount] = []
    for amount in found:
        left = made[-1] if made else None
        if (
            left is not None
            and 0 < left.value < amount.value
            and not (left.unit or amount.unit or amount.upper or left.upper)
        ):
            match = _OUT_OF.fullmatch(lowered, left.end, amount.start) if amount.start - left.end < 30 else None
            if match and (left.value == 1 or match["out"]) and amount.numeral.form != "vague":
                left.value, left.kind, left.unit = plain(left.value / amount.value), "ratio", TIMES
                left.end = left.last = amount.end
                continue
        made.append(amount)
    return made


def is_comparison(lowered: str, end: int) -> bool:
    """Whether "three times", "twice" is a multiple here, and no count of events."""
    return _COMPARED.match(lowered, end) is not None


def fold_after(lowered: str, end: int) -> int | None:
    """The offset at which "-fold" ends behind a number."""
    match = _FOLD.match(lowered, end)
    return match.end() if match else None


def _amount(start: int, end: int, value: float, *, times: bool) -> Amount:
    kind, unit = ("ratio", TIMES) if times else ("count", "time")
    return Amount(start, end, start, end, value, Numeral(start, end, value, "words"), kind, unit)  # type: ignore[arg-type]


_MULTIPLE = re.compile(
    rf"(?<![a-z-])(?:(?P<multiple>{'|'.join(MULTIPLES)})|(?P<often>twice|thrice)|(?P<fold>{'|'.join(_NUMBERS)})-?fold)(?![a-z-])"
)
_AFTER_MULTIPLE = re.compile(
    r"\s(?:the|that|its|their|his|her|what|as|last|those|this|of|or|in|previous|from|to|by|and)\b|\s?[.,;:)”—–]|$"
)
_COMPARED = re.compile(
    r"\s(?:as|more|less|fewer|higher|larger|greater|bigger|faster|longer|the|that|its|their|better|worse|lower|smaller|"
    r"stronger|over|what|likelier|heavier|cheaper|last)\b"
)
_OUT_OF = re.compile(r"\s(?:[a-z]+\s)?(?:in|(?P<out>out of))\s(?:every\s)?")
_FOLD = re.compile(r"[\s-]?fold\b")
_UNITS = "second|minute|hour|day|week|fortnight|month|year|decade|century|millennium"
_LENGTH = re.compile(
    r"(?:(?P<before>(?<!\w)(?:for|in|within|than|over|after|about|nearly|almost|around|under|least|roughly|last|lasts|lasted|"
    r"before|past|takes?|took|spent|spend|just|only|barely)\s)|(?<!\w))"
    rf"(?P<length>an?\s(?P<unit>{_UNITS}))(?![\w'’-])"
)
_AFTER_LENGTH = re.compile(r"\s(?:ago|later|earlier|before|after|old|long|or\s(?:so|more|two|longer|less))\b")
