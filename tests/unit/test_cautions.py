"""What a reader of the record is warned of."""

import pytest
from spacy.language import Language

from onrecord.cautions import VERY_LONG, cautions

FINE = [
    "The minister said that no ship had left the harbour.",
    "“We came,” she said. “We saw.”",
    '"We came," she said.',
    "“We came.\n\n“We saw.”",
    'The pipe is 6" wide.',
    "Oslo.",
    "“This is a longer quotation, wrapped at some length of its\n"
    "lines as in old wire copy, and it goes on for three lines\nthat are nearly as long,” he said.",
]
WARNED = {
    "Le président a dit mardi qu'il ne viendrait pas à la réunion.": "not English: the text looks like 'fr'",
    "北朝鮮は三千人の兵士をロシアに送ったと政府が発表した。": "not English: the text looks like 'ja'",
    "12 34 56": "no sentence found",
    "He said: “We came.\n\nThe minister left.": "unbalanced quotation marks: first in the paragraph that starts",
    "He came.” She left.": "unbalanced quotation marks",
    'He said: "We came.\n\nThe minister left.': "unbalanced quotation marks",
    "The caf\ufffd was closed on Monday.": "damaged characters: 1 times",
}


@pytest.mark.parametrize("text", FINE)
def test_a_sound_text_has_no_warning(tiny: Language, text: str) -> None:
    assert cautions(tiny(text)) == []


@pytest.mark.parametrize(("text", "warning"), WARNED.items())
def test_a_warning_says_what(tiny: Language, text: str, warning: str) -> None:
    (found,) = cautions(tiny(text))
    assert found.startswith(warning)


def test_a_text_without_a_verb_is_no_sentence(tiny: Language) -> None:
    doc = tiny("Oslo 12 Norway 13")
    for token in doc:
        token.tag_ = "NNP"
    assert cautions(doc)[0].startswith("no sentence found")
    doc[0].tag_ = "VBD"
    assert cautions(doc) == []


def test_a_very_long_text(tiny: Language) -> None:
    text = "The minister left. " * (VERY_LONG // 19 + 1)
    doc = tiny.make_doc(text[:VERY_LONG])
    assert cautions(doc) == []
    with tiny.select_pipes(disable=tiny.pipe_names):
        tiny.max_length, before = len(text), tiny.max_length
        (found,) = cautions(tiny.make_doc(text))
        tiny.max_length = before
    assert found.startswith(f"very long: {len(text)} characters")
