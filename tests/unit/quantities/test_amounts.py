"""What the text alone says: units, currencies, ranges, and numerals that are no quantities."""

import pytest

from onrecord.quantities.amounts import Amount, amounts, scaled
from onrecord.quantities.guards import quantities_among
from onrecord.quantities.numerals import fold, numerals
from onrecord.quantities.ratios import lengths_of_time, multiples, shares


def read(text: str) -> list[Amount]:
    lowered = fold(text)
    return shares(lowered, amounts(text, lowered, quantities_among(text, lowered, numerals(lowered))))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("5 to 10 miles", 5, 10, "mile"),
        ("between 5 and 10 miles", 5, 10, "mile"),
        ("10-15 miles", 10, 15, "mile"),
        ("8- to 16-meter", 8, 16, "metre"),
        ("$3 billion to $5 billion", 3e9, 5e9, "USD"),
        ("$10 to $15 billion", 10e9, 15e9, "USD"),
        ("between €85 million and €95 million", 85e6, 95e6, "EUR"),
        ("44 mg to 50 mg", 44, 50, "milligram"),
        ("from 5 to 7 per cent", 5, 7, "percent"),
        ("$200 to $4 million", 200, 4e6, "USD"),
        ("-18 °C to -34 °C", -34, -18, "degree Celsius"),
        ("three or four years", 3, 4, "year"),
        ("0-to-60-mph", 0, 60, "mile per hour"),
        ("25 – 40min", 25, 40, "minute"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    (amount,) = read(text)
    assert (amount.value, amount.upper, amount.unit, amount.modifier) == (low, high, unit, "range")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rose 8 percent to 99 yuan", [8, 99]),
        ("by $43 billion to $419 billion", [43e9, 419e9]),
        ("45 and 50 mg", [45, 50]),
        ("5 million in 2018", [5e6, 2018]),
        ("1 m x 1 m", [1, 1]),
    ],
)
def test_no_ranges(text: str, values: list[float]) -> None:
    found = read(text)
    assert [amount.value for amount in found] == values
    assert all(amount.upper is None for amount in found)


def test_a_scale_that_only_the_second_number_can_have() -> None:
    (amount,) = read("3,000 to 5m")
    scaled(amount, "3,000 to 5m")
    assert (amount.value, amount.upper) == (3000, 5_000_000)


def test_the_first_number_of_a_list_takes_the_last_ones_unit() -> None:
    assert [amount.unit for amount in read("45 and 50 mg")] == ["milligram", "milligram"]
    assert [amount.unit for amount in read("12, 14 and 16 percent")] == ["percent"] * 3


@pytest.mark.parametrize(
    ("text", "value", "kind", "unit"),
    [
        ("$5.2 billion", 5.2e9, "money", "USD"),
        ("US $5m", 5e6, "money", "USD"),
        ("-$5", -5, "money", "USD"),
        ("$500 US bail", 500, "money", "USD"),
        ("12m euros", 12e6, "money", "EUR"),
        ("tens of millions of dollars", 1e7, "money", "USD"),
        ("20 million pounds", 20e6, "money", "GBP"),
        ("two pounds", 2, "measure", "pound-mass"),
        ("12.3m tonnes", 12.3e6, "measure", "tonne"),
        ("5m tall", 5, "measure", "metre"),
        ("19 cents", 19, "money", "cent"),
        ("24pc", 24, "percent", "percent"),
        ("0.5 percentage points", 0.5, "percent", "percentage point"),
        ("half a percentage point", 0.5, "percent", "percentage point"),
        ("one in eight", 0.125, "ratio", "times"),
        ("nine out of ten", 0.9, "ratio", "times"),
    ],
)
def test_units_beside(text: str, value: float, kind: str, unit: str) -> None:
    (amount,) = read(text)
    assert amount.value == pytest.approx(value)
    assert (amount.kind, amount.unit) == (kind, unit)


@pytest.mark.parametrize(
    "text",
    [
        "at 10:45",
        "10.45pm",
        "at 2 p.m.",
        "5am",
        "9/11",
        "Oct. 31",
        "5 May",
        "May 4 and 5",
        "5-7 June",
        "the 21st",
        "the 1960s",
        "2012-13",
        "in 2014–2017",
        "555-1234",
        "+1-222-2222",
        "1.2.3",
        "Section 427",
        "No. 10",
        "page 4",
        "S23",
        "COVID-19",
        "V-12",
        "F-16",
        "CO2",
        "one o'clock",
        "no one",
        "Mar 9 2018",
        "0401 GMT",
        "at seven.",
        "twenty past",
        "Game 7.",
    ],
)
def test_dates_times_and_labels_are_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("twice as many", [(2, "ratio")]),
        ("met twice", [(2, "count")]),
        ("double the number", [(2, "ratio")]),
        ("a double room", []),
        ("doubled it", []),
        ("a sixfold rise", [(6, "ratio")]),
    ],
)
def test_multiples(text: str, found: list[tuple[float, str]]) -> None:
    assert [(amount.value, amount.kind) for amount in multiples(text)] == found


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("for a decade", ["decade"]),
        ("a year ago", ["year"]),
        ("$10 a week", []),
        ("twice a day", []),
        ("a day's work", []),
    ],
)
def test_lengths_of_time(text: str, units: list[str]) -> None:
    assert [amount.unit for amount in lengths_of_time(text)] == units
