"""Numerals in digits and words, and what they mean."""

import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.quantities.numerals import fold, numerals

WORDS = st.sampled_from(
    [
        "one",
        "twenty",
        "hundred",
        "thousands",
        "million",
        "half",
        "a",
        "and",
        "of",
        "third",
        "dozen",
        "dozens",
        "several",
        "3,000",
        "1/2",
        "½",
        "5.2",
        "bn",
        "-",
        "point",
        "10 000",
        "9" * 40,
        "1e5",
        "(",
        ".",
    ]
)


def found(text: str) -> list[tuple[str, float]]:
    return [(text[n.start : n.end], n.value) for n in numerals(fold(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3,000", 3000),
        ("1,500,000", 1_500_000),
        ("12,34,567.89", 1_234_567.89),
        ("10 000", 10_000),
        ("5.2 billion", 5_200_000_000),
        ("4.1 million", 4_100_000),
        ("5.2bn", 5_200_000_000),
        ("10k", 10_000),
        ("three and a half million", 3_500_000),
        ("one million and a half", 1_500_000),
        ("twenty-one", 21),
        ("a hundred and two", 102),
        ("Twelve hundred", 1200),
        ("two hundred and two thousand", 202_000),
        ("three million, two hundred & forty", 3_000_240),
        ("4 thousand 3 hundred and 21", 4321),
        ("three lakh crore", 3e12),
        ("five point two five", 5.25),
        ("two hundred point seventy-one", 200.71),
        ("half a million", 500_000),
        ("a quarter million", 250_000),
        ("half a dozen", 6),
        ("3 dozens", 36),
        ("two-thirds", 2 / 3),
        ("one and a fourth", 1.25),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("1⁄32", 1 / 32),
        ("5.5x10-3", 0.0055),
        ("2.48×10−5", 2.48e-5),
        ("4e14", 4e14),
        ("-1.3", -1.3),
        ("−5", -5),
        ("minus five", -5),
        (".534", 0.534),
    ],
)
def test_one_number(text: str, value: float) -> None:
    ((words, number),) = found(text)
    assert words == text
    assert number == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("dozens of boats", "dozens", 12),
        ("scores of people", "scores", 20),
        ("hundreds of boats", "hundreds", 100),
        ("tens of thousands of boats", "tens of thousands", 10_000),
        ("hundreds of thousands", "hundreds of thousands", 100_000),
        ("several hundred boats", "several hundred", 100),
        ("a few million", "a few million", 1_000_000),
    ],
)
def test_vague_ones_have_their_base_number(text: str, words: str, value: float) -> None:
    (numeral,) = numerals(text)
    assert (text[numeral.start : numeral.end], numeral.value, numeral.form) == (words, value, "vague")


@pytest.mark.parametrize(
    "text",
    [
        "a third man",
        "the final third of the pitch",
        "the first half",
        "half-time",
        "the third quarter",
        "a thousandfold",
        "scores were settled",
        "second",
        "weekend",
        "tension",
        "often",
        "stone",
        "9" * 40,
    ],
)
def test_no_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("three and five", [3, 5]),
        ("3 hundred and 2 hundred", [300, 200]),
        ("1 million 250 grams", [1_000_000, 250]),
        ("three quarters", [3]),
        ("three quarters of it", [0.75]),
        ("a third of it", [1 / 3]),
        ("9/11", [9, 11]),
        ("1-2", [1, 2]),
    ],
)
def test_where_numbers_end(text: str, values: list[float]) -> None:
    assert [value for _, value in found(text)] == pytest.approx(values)


@given(st.lists(WORDS, max_size=15).map(" ".join) | st.text(max_size=40))
def test_numerals_lie_in_the_text_in_order(text: str) -> None:
    lowered = fold(text)
    assert len(lowered) == len(text)
    edge = 0
    for numeral in numerals(lowered):
        assert edge <= numeral.start < numeral.end <= len(text)
        assert text[numeral.start : numeral.end].strip() == text[numeral.start : numeral.end]
        assert abs(numeral.value) < float("inf")
        edge = numeral.end


@pytest.mark.parametrize(
    "part", ["1,22,33,", "1 ", "one ", "1/", "12 345 ", "9", "half a ", "thousand and ", "1e", "-"]
)
def test_the_time_is_linear(part: str) -> None:
    """Ten times the text takes some ten times as long, not a hundred times."""

    def seconds(text: str) -> float:
        gc.disable()  # a pass over all that the other tests have left is none of the reader's time
        begin = time.process_time()
        numerals(text)
        took = time.process_time() - begin
        gc.enable()
        return took

    assert seconds(part * 5_000) < 40 * max(0.005, min(seconds(part * 500) for _ in range(3)))
