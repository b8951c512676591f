"""What holds for any text and any day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import find_dates
from onrecord.dates.lexicon import lexicon
from onrecord.records import Date

WORDS = sorted({word for words in lexicon().categories.values() for word in words})
MARKS = [
    "-",
    ",",
    ".",
    " ",
    "\n",
    "'",
    "’",
    "of",
    "the",
    "a",
    "ago",
    "later",
    "before",
    "to",
    "end",
    "every",
    "9999",
    "0",
    "31",
    "12:30",
    "1/2",
]
TEXTS = st.lists(
    st.sampled_from(WORDS + MARKS) | st.integers(0, 12000).map(str) | st.text(max_size=6), max_size=14
).map(" ".join)
DAYS = st.none() | st.dates()
TENSES = st.sampled_from([None, "past", "present", "future"])


@settings(deadline=None, max_examples=400)
@given(TEXTS, DAYS, TENSES)
def test_every_expression_makes_a_valid_record(text: str, anchor: date | None, tense: None) -> None:
    """Spans inside the text, in order, none overlapping, without space at the edges; days in order; the same again."""
    found = find_dates(text, anchor, lambda start, end: tense)
    end = 0
    for each in found:
        assert end <= each.start < each.end <= len(text)
        end = each.end
        span = text[each.start : each.end]
        assert span == span.strip()
        first, last = each.timex.bounds
        assert first is None or last is None or first <= last
        values = {"id": "D1", "start": each.start, "end": each.end, "text": span, "type": each.timex.type}
        days = {"from": first and first.isoformat(), "to": last and last.isoformat()}
        Date.model_validate({**values, **days, "value": each.timex.value, "modifier": each.timex.modifier})
    assert found == find_dates(text, anchor, lambda start, end: tense)


@settings(deadline=None, max_examples=300)
@given(TEXTS, TENSES)
def test_without_an_anchor_no_day_comes_from_outside_the_text(text: str, tense: None) -> None:
    """Days are told only where the text holds a year in digits, words or by a decade's or holiday's name."""
    digits = any(character.isdigit() for character in text)
    named = {*lexicon().categories["DECADENAME"], *lexicon().categories["NUMWORD"], "century", "centuries", "first"}
    if digits or named & set(text.lower().replace("-", " ").split()):
        return
    ordinals = lexicon().categories["ORDINAL"]
    for each in find_dates(text, None, lambda start, end: tense):
        if not set(text.lower().split()) & set(ordinals):
            assert each.timex.bounds == (None, None)


LONG = ["the end of ", "two years and ", "1 ", "May ", "early the late ", "3 days after ", "a half "]


@pytest.mark.parametrize("words", LONG)
def test_a_long_text_of_half_expressions_is_read_to_its_end(words: str) -> None:
    """Work that grew with the square of the length would not come to an end here."""
    found = find_dates(words * 10_000 + "; it was signed in December 2019.", date(2020, 1, 1))
    assert found[-1].timex.bounds == (date(2019, 12, 1), date(2019, 12, 31))
