"""Phrases that bound a number."""

import pytest

from onrecord.quantities.modifiers import modifier_after, modifier_before
from onrecord.quantities.tables import Modifiers, load


@pytest.mark.parametrize(("phrase", "modifier"), load(Modifiers).before.items())
def test_every_phrase_before(phrase: str, modifier: str) -> None:
    text = f"and then {phrase} 300"
    assert modifier_before(text, len(text) - 3) == (modifier, 9)


@pytest.mark.parametrize(("phrase", "modifier"), load(Modifiers).after.items())
def test_every_phrase_after(phrase: str, modifier: str) -> None:
    assert modifier_after(f"300 {phrase} came", 3) == (modifier, 4 + len(phrase))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least about 300", ("at_least", 0)),
        ("(nearly 300", ("approximately", 1)),
        ("~300", ("approximately", 0)),
        ("at least another 300", ("at_least", 0)),
        ("moreover 300", None),
        ("over, 300", None),
        ("300", None),
    ],
)
def test_where_a_modifier_starts(text: str, expected: tuple[str, int] | None) -> None:
    assert modifier_before(text, text.index("300")) == expected
