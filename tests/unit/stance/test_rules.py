"""The stance that the lexicon gives, with negation and modality from the tree."""

import pytest
from spacy.language import Language

from onrecord.stance.rules import stance_by_rules
from tests.unit.stance.quoting import quote, reading

CASES = [
    ("Berg said the ships left.", "said", "the ships left", "confirm"),
    ("Berg admitted that the ships left.", "admitted", "that the ships left", "confirm"),
    ("Berg believes that the ships left.", "believes", "that the ships left", "confirm"),
    ("Berg denied the claims about the ships.", "denied", "the claims about the ships", "deny"),
    ("Berg pushed back on the report.", "pushed back on", "the report", "deny"),
    ("“That is a lie,” Berg said.", "said", "“That is a lie,”", "deny"),
    ("Berg said the report was false.", "said", "the report was false", "deny"),
    ("Berg did not deny that the ships left.", "did not deny", "that the ships left", "uncertain"),
    ("Berg could not confirm that the ships left.", "could not confirm", "that the ships left", "uncertain"),
    ("Berg said the ships could sink.", "said", "the ships could sink", "uncertain"),
    ("Berg said the ships may have left.", "said", "the ships may have left", "uncertain"),
    ("Berg fears that the ships sank.", "fears", "that the ships sank", "uncertain"),
    ("Berg doubts that the ships left.", "doubts", "that the ships left", "uncertain"),
    ("Berg declined to comment on the claims.", "declined to comment on", "the claims", "uncertain"),
    ("Berg urged the crew to leave.", "urged", "the crew to leave", "none"),
    ("Berg promised to return.", "promised", "to return", "none"),
    ("Berg plans to sail.", "plans", "to sail", "none"),
    ("Berg wants the crew to leave.", "wants", "the crew to leave", "none"),
    ("Berg asked whether the ships left.", "asked", "whether the ships left", "none"),
    ("“Where are the ships?” Berg asked.", "asked", "“Where are the ships?”", "none"),
    ("“We will sail on Monday,” Berg said.", "said", "“We will sail on Monday,”", "none"),
    ("Berg rejected the proposal.", "rejected", "the proposal", "none"),
    ("Berg praised the crew.", "praised", "the crew", "none"),
]


@pytest.mark.parametrize(("text", "cue", "content", "expected"), CASES, ids=[case[0] for case in CASES])
def test_stance(nlp: Language, text: str, cue: str, content: str, expected: str) -> None:
    assert stance_by_rules(*reading(nlp(text), quote(text, content, cue, "Berg"))) == expected


def test_a_quote_without_a_cue_has_a_stance(nlp: Language) -> None:
    text = "Berg: The ships have left"
    assert stance_by_rules(*reading(nlp(text), quote(text, "The ships have left", None, "Berg"))) == "confirm"
