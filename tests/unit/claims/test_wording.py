"""The text of a claim: the article's own words, as a sentence, and the positive proposition of a denial."""

import pytest

from onrecord.claims.said import Said
from onrecord.claims.wording import LONGEST, wording
from onrecord.layers import QUOTES, RECORDS
from onrecord.stance.words import Words
from tests.unit.claims.conftest import Give


@pytest.mark.parametrize(
    ("text", "content", "stance", "worded"),
    [
        ("Berg said that the ships left.", "that the ships left", "confirm", "The ships left."),
        ("“The ships left,” Berg said.", "“The ships left,”", "confirm", "The ships left."),
        ("Berg accused Holm of hiding ships.", "Holm of hiding ships", "confirm", "Holm is hiding ships."),
        ("Berg described the raids as illegal.", "the raids as illegal", "confirm", "The raids are illegal."),
        ("Berg said he did nothing improper.", "he did nothing improper", "deny", "He did something improper."),
        ("Berg said it was never sold.", "it was never sold", "deny", "It was sold."),
        ("Berg said the ship had not sunk.", "the ship had not sunk", "confirm", "The ship had not sunk."),
        ("Berg said he didn't pay Holm.", "he didn't pay Holm", "deny", "He did pay Holm."),
        ("Berg said they won't sell it.", "they won't sell it", "deny", "They will sell it."),
        ("Berg said there was no bribe.", "there was no bribe", "deny", "There was some bribe."),
        ("Berg denied arms transfers.", "arms transfers", "deny", "Arms transfers."),
    ],
)
def test_one_quote(give: Give, text: str, content: str, stance: str, worded: str) -> None:
    doc = give(text, ("Berg", None, content, stance))
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    assert wording(doc, Words.of(doc), said, [0]) == worded


def test_what_a_cue_of_denial_denies_keeps_its_negation(give: Give) -> None:
    text = "Berg denied that Holm had not paid."
    doc = give(text, ("Berg", "denied", "that Holm had not paid", "deny"))
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    assert wording(doc, Words.of(doc), said, [0]) == "Holm had not paid."


def test_the_best_of_several_quotes(give: Give) -> None:
    text = "Berg denied that. Holm said the ships left the harbor on Monday. Moe denied ship movements."
    quotes = (
        ("Berg", "denied", "that", "deny"),
        ("Holm", "said", "the ships left the harbor on Monday", "confirm"),
        ("Moe", "denied", "ship movements", "deny"),
    )
    doc = give(text, *quotes)
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    assert wording(doc, Words.of(doc), said, [0, 1, 2]) == "The ships left the harbor on Monday."


def test_a_long_content_is_cut_at_a_comma_and_says_so(give: Give) -> None:
    content = "the ships left the harbor in the night, " + "and the wind was cold " * 8 + "at last"
    doc = give(f"Berg said {content}.", ("Berg", None, content, "confirm"))
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    worded = wording(doc, Words.of(doc), said, [0])
    assert worded.endswith(" …")
    assert content.casefold().startswith(worded.removesuffix(" …").casefold())


def test_a_content_of_the_longest_length_is_whole(give: Give) -> None:
    content = " ".join(["ships"] * LONGEST)
    doc = give(f"Berg saw {content}.", ("Berg", None, content, "confirm"))
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    assert wording(doc, Words.of(doc), said, [0]).endswith("ships.")
