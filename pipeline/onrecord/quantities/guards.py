"""Numerals that are no quantities, by the text around them: dates, clock times, ordinals, phone numbers, labels."""

import re
from itertools import pairwise

from onrecord.quantities.money import currency_before
from onrecord.quantities.numerals import Numeral
from onrecord.quantities.tables import Labels, load

YEARS = range(1900, 2100)
"""Four digits that are a year unless something counts with them."""


def quantities_among(text: str, lowered: str, found: list[Numeral]) -> list[Numeral]:
    """The numerals that nothing in the text forbids to be quantities.

    text, lowered: the text as it is, and as `numerals.fold` gives it.
    found: its numerals in order.
    """
    barred = [_is_barred(text, lowered, numeral) for numeral in found]
    for i, (left, right) in enumerate(pairwise(found)):
        gap = text[left.end : right.start] if right.start - left.end < 6 else " "
        if gap in _TIES:  # 10:45, 9/11, 1.2.3
            barred[i] = barred[i + 1] = True
        elif gap in _DASHES:
            if is_year(text, left) and (is_year(text, right) or right.end - right.start == 2):
                barred[i] = barred[i + 1] = True
            goes_on = i > 0 and left.start - found[i - 1].end == 1 and text[left.start - 1] in _DASHES
            if (_is_phone(text, left) and _is_phone(text, right, last=True)) or (goes_on and barred[i - 1]):
                barred[i] = barred[i + 1] = True
                if goes_on:
                    barred[i - 1] = True
        elif _LIST.fullmatch(gap) and barred[i] and _SHARED_LABEL.search(lowered, max(0, left.start - 12), left.start):
            barred[i + 1] = True  # pages 4 and 5, May 4 and 5
    return [numeral for numeral, no in zip(found, barred, strict=True) if not no]


def is_year(text: str, numeral: Numeral) -> bool:
    """Whether the numeral looks like a year: four digits and nothing else."""
    return (
        numeral.end - numeral.start == 4
        and numeral.value in YEARS
        and text[numeral.start : numeral.end].isdigit()
        and not numeral.suffix
    )


def _is_barred(text: str, lowered: str, numeral: Numeral) -> bool:
    start, end = numeral.start, numeral.end
    if numeral.value == 1 and lowered[start:end] == "one" and _is_pronoun(lowered, start, end):
        return True
    if numeral.form == "vague" or (numeral.form == "words" and not _MONTH_AFTER.match(lowered, end)):
        clock = _CLOCK_WORDS.match(lowered, end) or (
            numeral.value <= 12 and _AT.search(lowered, max(0, start - 4), start) and _NO_NOUN.match(lowered, end)
        )
        return bool(clock) or _is_labelled(text, lowered, numeral)
    if _ORDINAL.match(lowered, end) or _CLOCK.match(lowered, end) or _AT_ZONE.match(text, end):
        return True
    before = text[start - 1] if start else " "
    glued = before.isalnum() or before in "_@\\" or (before in ".,:/" and start > 1 and text[start - 2].isalnum())
    if glued and currency_before(text, start) is None:
        return True
    if before in "-‐‑–" and _TIED.search(text, max(0, start - 12), start) and not _is_allowed_prefix(lowered, start):
        return True
    if numeral.value <= 31 and _is_day(text, lowered, start, end):
        return True
    if is_year(text, numeral) and _DAY_BEFORE.search(lowered, max(0, start - 16), start):
        return True
    return _is_labelled(text, lowered, numeral)


def _is_day(text: str, lowered: str, start: int, end: int) -> bool:
    after = _MONTH_AFTER.match(lowered, end)
    if after and text[after.start("month")].isupper():
        return True
    before = _MONTH_BEFORE.search(lowered, max(0, start - 20), start)
    return before is not None and text[before.start("month")].isupper()


def _is_pronoun(lowered: str, start: int, end: int) -> bool:
    labels = load(Labels)
    before = _WORD_BEFORE.search(lowered, max(0, start - 12), start)
    if before and before["word"] in labels.pronoun_before:
        return True
    after = _WORD_AFTER.match(lowered, end)
    return after is None or after["word"] in labels.pronoun_after


def _is_labelled(text: str, lowered: str, numeral: Numeral) -> bool:
    """Whether a noun that is numbered stands before: section 12, No. 3."""
    before = _LABEL_BEFORE.search(lowered, max(0, numeral.start - 16), numeral.start)
    if before is None or before["word"] not in _LABELS:
        return False
    if before["word"] in _ORDINARY:
        return text[before.start("word")].isupper() and _ENDS_NAME.match(text, numeral.end) is not None
    return True


def _is_phone(text: str, numeral: Numeral, *, last: bool = False) -> bool:
    length = numeral.end - numeral.start
    return text[numeral.start : numeral.end].lstrip("-").isdigit() and length in ((4, 5) if last else (3, 4))


def _is_allowed_prefix(lowered: str, start: int) -> bool:
    before = _PREFIX.search(lowered, max(0, start - 8), start)
    return before is not None and before["word"] in load(Labels).letters


_ORDINARY = frozenset(load(Labels).before_capital)
_LABELS = frozenset(load(Labels).before) | _ORDINARY
_TIES = frozenset({":", "/", ".", "⁄", " / "})
_DASHES = frozenset({"-", "–", "‐", "‑", "—"})
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_AFTER = re.compile(rf"\s?(?:(?:[-–/]|to|and|or|until|through)\s?\d{{1,2}}\s)?(?:of\s)?(?P<month>{_MONTHS})\b")
_MONTH_BEFORE = re.compile(
    rf"(?<!\w)(?P<month>{_MONTHS})\.?[\s-](?:the\s)?(?:\d{{1,2}}(?:\s?[-–,/]\s?|\s(?:to|and|or|through)\s))?$"
)
_DAY_BEFORE = re.compile(rf"(?<!\w){_MONTHS}\.?(?:\s\d{{1,2}},?)?\s$|\d\s{_MONTHS}\.?,?\s$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|['’]?s\b(?!\.\w)")
_CLOCK = re.compile(r":\d|\s?[ap]\.?m\b\.?(?![a-z])|\s?o['’]clock|\s?hours?\s(?:gmt|utc|local|on\s)|h\d")
_CLOCK_WORDS = re.compile(r"\s?o['’]clock|\s[ap]\.?m\b|\s(?:minutes\s)?past\b")
_AT = re.compile(r"(?<!\w)at\s$")
_NO_NOUN = re.compile(
    r"\s?(?:[.,;:)”\"]|$)|\s(?:and|in|on|or|but|when|as|for|to|sharp|this|that|tonight|today|yesterday|tomorrow|the)\b"
)
_AT_ZONE = re.compile(r"\s(?:GMT|UTC|BST|EST|EDT|PST|PDT|CET|CEST|ET|PT)\b")
_TIED = re.compile(r"[A-Za-z]\d*[-‐‑–]$|[A-Z]{2,} \d+-$")
_PREFIX = re.compile(r"(?<![a-z0-9])(?P<word>[a-z]+)[-‐‑–]$")
_WORD_BEFORE = re.compile(r"(?P<word>[a-z]+)[\s-]$")
_WORD_AFTER = re.compile(r"[\s-](?P<word>[a-z]+)")
_LABEL_BEFORE = re.compile(r"(?<![\w])(?P<word>[a-z]+\.?|#|№)\s?$")
_ENDS_NAME = re.compile(r"\s?(?:[.,;:)’'”\"]|$|(?:and|of|in|on|at|is|was|to|for|with|from|has|had|will|against)\b)")
_LIST = re.compile(r",\s|\s(?:and|to|or|&)\s|[-–]")
_SHARED_LABEL = re.compile(rf"(?:s|{_MONTHS})\.?\s$")
