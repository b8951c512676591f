"""Time expressions by hand-made sentences: spans, types, values, days and modifiers."""

from datetime import date

import pytest

from onrecord.dates import Found, find_dates
from onrecord.dates.context import Tense

ANCHOR = date(2021, 3, 17)  # a Wednesday

Case = tuple[str, str, str, str | None, str | None]


def found(text: str, anchor: date | None = ANCHOR, tense: Tense | None = None) -> list[Found]:
    return find_dates(text, anchor, lambda start, end: tense)


def told(text: str, anchor: date | None = ANCHOR, tense: Tense | None = None) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.timex.value) for each in found(text, anchor, tense)]


@pytest.mark.parametrize(
    ("text", "span", "value", "first", "last"),
    [
        ("It opened on 4 May 1987 in Oslo.", "4 May 1987", "1987-05-04", "1987-05-04", "1987-05-04"),
        ("It opened on Monday, May 4, 1987.", "Monday, May 4, 1987", "1987-05-04", "1987-05-04", "1987-05-04"),
        ("Due 2021-04-09 at the latest.", "2021-04-09", "2021-04-09", "2021-04-09", "2021-04-09"),
        ("Signed 10/24/2019 by both.", "10/24/2019", "2019-10-24", "2019-10-24", "2019-10-24"),
        ("Signed 24.10.2019 by both.", "24.10.2019", "2019-10-24", "2019-10-24", "2019-10-24"),
        ("The fair of Nov. 1-2, 2016 was wet.", "Nov. 1-2, 2016", "2016-11-01/2016-11-02", "2016-11-01", "2016-11-02"),
        (
            "From Dec. 28 to Jan. 3, 2020.",
            "Dec. 28 to Jan. 3, 2020",
            "2019-12-28/2020-01-03",
            "2019-12-28",
            "2020-01-03",
        ),
        ("Built in September 1998.", "September 1998", "1998-09", "1998-09-01", "1998-09-30"),
        (
            "Sales in the third quarter of 1984 fell.",
            "the third quarter of 1984",
            "1984-Q3",
            "1984-07-01",
            "1984-09-30",
        ),
        ("Growth in Q2 2019 was slow.", "Q2 2019", "2019-Q2", "2019-04-01", "2019-06-30"),
        ("In the first half of 2019 it rained.", "the first half of 2019", "2019-H1", "2019-01-01", "2019-06-30"),
        ("In the winter of 1994 oil fell.", "the winter of 1994", "1994-WI", "1994-12-01", "1995-02-28"),
        ("Founded in 1848.", "1848", "1848", "1848-01-01", "1848-12-31"),
        ("Music of the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("Music of the '80s.", "the '80s", "198", "1980-01-01", "1989-12-31"),
        ("Art of the 20th century.", "the 20th century", "19", "1900-01-01", "1999-12-31"),
        ("On Christmas Eve 2018 they met.", "Christmas Eve 2018", "2018-12-24", "2018-12-24", "2018-12-24"),
        ("Closed on Labor Day 2021.", "Labor Day 2021", "2021-09-06", "2021-09-06", "2021-09-06"),
        ("Closed on Good Friday 2024.", "Good Friday 2024", "2024-03-29", "2024-03-29", "2024-03-29"),
        ("In the first week of 2019.", "the first week of 2019", "2019-W01", "2018-12-31", "2019-01-06"),
    ],
)
def test_what_the_calendar_names_needs_no_anchor(text: str, span: str, value: str, first: str, last: str) -> None:
    for anchor in (None, ANCHOR):
        (each,) = found(text, anchor)
        assert (text[each.start : each.end], each.timex.value) == (span, value)
        assert tuple(map(str, each.timex.bounds)) == (first, last)


@pytest.mark.parametrize(
    ("text", "span", "known", "unknown"),
    [
        ("They met yesterday.", "yesterday", "2021-03-16", "XXXX-XX-XX"),
        ("They met last week.", "last week", "2021-W10", "XXXX-WXX"),
        ("They met last month.", "last month", "2021-02", "XXXX-XX"),
        ("They met this year.", "this year", "2021", "XXXX"),
        ("They met last Friday.", "last Friday", "2021-03-12", "XXXX-WXX-5"),
        ("They met last June.", "last June", "2020-06", "XXXX-06"),
        ("They met last summer.", "last summer", "2020-SU", "XXXX-SU"),
        ("They met last night.", "last night", "2021-03-16TNI", "XXXX-XX-XXTNI"),
        ("They met three years ago.", "three years ago", "2018", "XXXX"),
        ("They met ten days ago.", "ten days ago", "2021-03-07", "XXXX-XX-XX"),
        ("They met on Tuesday morning.", "Tuesday morning", "2021-03-16TMO", "XXXX-WXX-2TMO"),
        ("They met on Oct. 9.", "Oct. 9", "2020-10-09", "XXXX-10-09"),
        ("They met in October.", "October", "2020-10", "XXXX-10"),
    ],
)
def test_without_an_anchor_the_value_keeps_what_is_known(text: str, span: str, known: str, unknown: str) -> None:
    assert told(text, tense="past") == [(span, known)]
    assert told(text, None, "past") == [(span, unknown)]
    assert found(text, None)[0].timex.bounds == (None, None)


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("Tuesday", "2021-03-16", "2021-03-23"),
        ("on Wednesday", "2021-03-17", "2021-03-17"),
        ("in June", "2020-06", "2021-06"),
        ("in March", "2021-03", "2021-03"),
        ("on Dec. 5", "2020-12-05", "2021-12-05"),
    ],
)
def test_tense_decides(text: str, past: str, future: str) -> None:
    assert [told(text, tense=tense)[0][1] for tense in ("past", "future")] == [past, future]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It sank on 3 May 1999. Two days later it was found.", ["1999-05-03", "1999-05-05"]),
        ("It sank on 3 May 1999. The following month it rained.", ["1999-05-03", "1999-06"]),
        ("It sank on 3 May 1999 and on 9 June was found.", ["1999-05-03", "1999-06-09"]),
        ("Sales fell in the third quarter, from $9 million a year earlier.", ["2020-Q3", "2019-Q3"]),
        ("He left in 1920. The same year she came.", ["1920", "1920"]),
        ("It rained in May and June 1981.", ["1981-05", "1981-06"]),
        ("Three days after January 12, 2020", ["2020-01-15"]),
        ("the day before yesterday", ["2021-03-15"]),
        ("Two days later it was found.", ["2021-03-19"]),
    ],
)
def test_some_go_from_the_date_last_named(text: str, values: list[str]) -> None:
    assert [value for _, value in told(text, tense="past")] == values


@pytest.mark.parametrize(
    ("text", "span", "modifier", "first", "last"),
    [
        ("in early to mid-October 2020", "early to mid-October 2020", "start/mid", "2020-10-01", "2020-10-20"),
        ("in late 2019", "late 2019", "end", "2019-09-01", "2019-12-31"),
        ("in mid-May 2019", "mid-May 2019", "mid", "2019-05-11", "2019-05-20"),
        ("at the end of 1990", "the end of 1990", "end", "1990-09-01", "1990-12-31"),
        ("at the end of the month", "the end of the month", "end", "2021-03-21", "2021-03-31"),
        ("earlier this month", "earlier this month", "start", "2021-03-01", "2021-03-16"),
        ("later this year", "later this year", "end", "2021-03-18", "2021-12-31"),
        ("more than two years ago", "more than two years ago", "before", "2019-01-01", "2019-12-31"),
        ("around May 9, 2019", "around May 9, 2019", "approx", "2019-05-09", "2019-05-09"),
    ],
)
def test_modifiers_narrow(text: str, span: str, modifier: str, first: str, last: str) -> None:
    (each,) = found(text)
    assert (text[each.start : each.end], each.timex.modifier) == (span, modifier)
    assert tuple(map(str, each.timex.bounds)) == (first, last)


@pytest.mark.parametrize(
    ("text", "span", "value", "modifier"),
    [
        ("It took nearly forty years.", "nearly forty years", "P40Y", "less_than"),
        ("It took at least 30 days.", "at least 30 days", "P30D", "at_least"),
        ("It took two to three weeks.", "two to three weeks", "P2W", "at_least"),
        ("It took an hour and 20 minutes.", "an hour and 20 minutes", "PT1H20M", None),
        ("It took half an hour.", "half an hour", "PT30M", None),
        ("It took three decades.", "three decades", "P3DE", None),
        ("It took several months.", "several months", "PXM", None),
        ("A two-year plan.", "two-year", "P2Y", None),
        ("It lasted for years.", "years", "PXY", None),
    ],
)
def test_durations(text: str, span: str, value: str, modifier: str | None) -> None:
    (each,) = found(text)
    assert (text[each.start : each.end], each.timex.value, each.timex.modifier) == (span, value, modifier)
    assert (each.timex.type, each.timex.bounds) == ("DURATION", (None, None))


def test_a_duration_up_to_the_article_has_its_days() -> None:
    (each,) = found("over the past three decades")
    assert (each.timex.value, *map(str, each.timex.bounds)) == ("P3DE", "1991-03-17", "2021-03-17")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("every Friday", "XXXX-WXX-5"),
        ("each July", "XXXX-07"),
        ("every other week", "P2W"),
        ("every three months", "P3M"),
        ("twice a week", "P1W"),
        ("paid daily", "P1D"),
        ("on Mondays", "XXXX-WXX-1"),
        ("10 tons a year", "P1Y"),
    ],
)
def test_sets(text: str, value: str) -> None:
    (each,) = found(text)
    assert (each.timex.type, each.timex.value, each.timex.bounds) == ("SET", value, (None, None))


@pytest.mark.parametrize(
    ("text", "span", "value", "zone"),
    [
        ("at 5 p.m. EST on Tuesday", "5 p.m. EST on Tuesday", "2021-03-16T17:00", "-05:00"),
        ("on Tuesday at 9:30 a.m.", "Tuesday at 9:30 a.m.", "2021-03-16T09:30", None),
        ("at 22:15 GMT", "22:15 GMT", "2021-03-17T22:15", "+00:00"),
        ("noon Tuesday", "noon Tuesday", "2021-03-16T12:00", None),
        ("this morning", "this morning", "2021-03-17TMO", None),
    ],
)
def test_times(text: str, span: str, value: str, zone: str | None) -> None:
    (each,) = found(text, tense="past")
    assert (text[each.start : each.end], each.timex.value, each.timex.zone) == (span, value, zone)
    assert each.timex.type == "TIME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "PRESENT_REF"),
        ("the current law", "PRESENT_REF"),
        ("in recent years", "PAST_REF"),
        ("in the future", "FUTURE_REF"),
    ],
)
def test_references_have_no_days(text: str, expected: str) -> None:
    (each,) = found(text)
    assert (each.timex.value, each.timex.bounds) == (expected, (None, None))


@pytest.mark.parametrize(
    "text",
    [
        "Some 2000 soldiers and 1990 houses",
        "a 43-year-old man and a boy two years old",
        "May said that it may rain",
        "She came second, then third.",
        "He was in his 80s.",
        "a quarter of them, half the rest",
        "$2019 and No. 1987",
        "the past president",
        "Flight 1999 to Oslo",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert told(text) == []
