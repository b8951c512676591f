"""Units by quantulum3's names, and currencies by their codes."""

import pytest

from onrecord.quantities.money import country_after, currency_after, currency_before
from onrecord.quantities.numerals import fold, numerals
from onrecord.quantities.units import plural, unit_after


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 km", "kilometre"),
        ("5 kilometers", "kilometre"),
        ("32m2", "square metre"),
        ("311 square miles", "square mile"),
        ("500 sq m", "square metre"),
        ("4km^3", "cubic kilometre"),
        ("100km/hr", "kilometre per hour"),
        ("60 miles an hour", "mile per hour"),
        ("800,000 barrels a day", "barrel per day"),
        ("50 hours a week", "hour per week"),
        ("10 kV/cm", "kilovolt per centimetre"),
        ("14 mGy", "milligray"),
        ("256GB", "gigabyte"),
        ("2.4Ghz", "gigahertz"),
        ("16-bit", "bit"),
        ("43-year-old", "year"),
        ("minus 40 degrees Celsius", "degree Celsius"),
        ("100° Fahrenheit", "degree fahrenheit"),
        ("12 C", "degree Celsius"),
        ("2 in.", "inch"),
        ("half an hour", "hour"),
        ("40 basis points", "basis point"),
        ("3 centuries", "century"),
        ("20 (kg)", "kilogram"),
    ],
)
def test_units(text: str, unit: str) -> None:
    lowered = fold(text)
    numeral = numerals(lowered)[0]
    found = unit_after(text, lowered, numeral.end, share=numeral.form == "fraction")
    assert found is not None
    assert found[0] == unit


@pytest.mark.parametrize(
    "text",
    ["2 in a row", "5 sets", "20 EV models", "800,000 F-Series", "3 A students", "7 bars", "12 people", "9 at once"],
)
def test_no_unit(text: str) -> None:
    assert unit_after(text, fold(text), numerals(fold(text))[0].end) is None


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("foot per second", "feet per second"),
        ("century", "centuries"),
        ("inch", "inches"),
        ("hertz", "hertz"),
        ("day", "days"),
        ("degree celsius", "degrees celsius"),
        ("inch of mercury", "inches of mercury"),
        ("square foot", "square feet"),
    ],
)
def test_plurals(surface: str, expected: str) -> None:
    assert plural(surface) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$5", "USD"),
        ("US$5", "USD"),
        ("$US5", "USD"),
        ("US $5", "USD"),
        ("A$6", "AUD"),
        ("$A6", "AUD"),
        ("HK $3", "HKD"),
        ("C$5", "CAD"),
        ("£5", "GBP"),
        ("€ 5", "EUR"),
        ("USD5", "USD"),
        ("EUR 5", "EUR"),
        ("RM3", "MYR"),
        ("Rs 5", "INR"),
        ("PS2.7", "GBP"),
        ("Y=100", "JPY"),
        ("a $5", "USD"),
        ("-$5", "USD"),
        ("$-5", "USD"),
    ],
)
def test_currencies_before(text: str, code: str) -> None:
    found = currency_before(text, next(i for i, c in enumerate(text) if c.isdigit()))
    assert found is not None
    assert found[0] == code


@pytest.mark.parametrize("text", ["ALL 5", "in 5", "TRY 5", "S23", "PLX-R18", "RAV4", "all 5"])
def test_no_currency_before(text: str) -> None:
    assert currency_before(text, next(i for i, c in enumerate(text) if c.isdigit())) is None


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5 dollars", "USD"),
        ("5 Australian dollars", "AUD"),
        ("5 million Danish crowns", "DKK"),
        ("92 million yuan", "CNY"),
        ("5€", "EUR"),
        ("5 euros", "EUR"),
        ("5 USD", "USD"),
        ("19 cents", "cent"),
        ("118.5p", "penny"),
        ("9 pence", "penny"),
    ],
)
def test_currencies_after(text: str, unit: str) -> None:
    found = currency_after(text, fold(text), numerals(fold(text))[0].end)
    assert found is not None
    assert found[0] == unit


def test_a_country_said_after_the_amount() -> None:
    assert country_after("$5 million canadian.", 10) == ("CAD", 19)
    assert country_after("$5 million australian wine", 10) is None
