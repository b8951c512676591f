"""Countries: of places and peoples, and inside phrases."""

import pytest

from onrecord.actors.countries import in_phrase, of_name


@pytest.mark.parametrize(
    ("name", "label", "code"),
    [
        ("Norway", "GPE", "NO"),
        ("the U.S.", "GPE", "US"),
        ("Oslo", "GPE", "NO"),
        ("Bavaria", "GPE", "DE"),
        ("Norwegians", "NORP", "NO"),
        ("Downing Street", "FAC", "GB"),
        ("Norwegian Grain Board", "ORG", "NO"),
        ("Grain Board", "ORG", None),
        ("Paris Hilton", "PERSON", None),
        ("Georgia", "GPE", None),  # a country and a state
        ("Congolese", "NORP", None),
        ("Vesland", "GPE", None),
    ],
)
def test_names(name: str, label: str, code: str | None) -> None:
    assert of_name(name, label) == code


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("South African lawmaker", "ZA"),
        ("U.S. Defense Secretary", "US"),
        ("talks between Norway and Sweden", None),
        ("member of the committee", None),
        ("may", None),
        ("", None),
    ],
)
def test_phrases(phrase: str, code: str | None) -> None:
    assert in_phrase(phrase.split()) == code
