"""Cautions: what a reader of the record should know before trusting it, said of the text as it came."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import Any

from spacy.tokens import Doc

from onrecord.paragraphs import paragraphs

#: Above this many characters a text is rarely one article.
VERY_LONG = 1_000_000

#: The language is told from this many characters at the start, if they hold enough letters to tell by.
LANGUAGE_PREFIX = 2_000
LANGUAGE_MIN_LETTERS = 20
#: A text is called not English where this is the most that speaks for English. Cut into pieces of 30 characters, 6 in
#: 8,791 pieces of world newswire fall below it, and none of 80 characters or more does.
ENGLISH_AT_LEAST = 0.01
#: English, and the Nigerian Pidgin that the model takes some English headlines for.
ENGLISH = ("en", "pcm")

_MARK = re.compile('[“”"]')


def cautions(doc: Doc) -> list[str]:
    """The cautions that hold for a Doc's text, each "what: more of it", in a fixed order.

    doc: an article; parts of speech are looked at where a tagger has set them.
    """
    return [
        *_language(doc.text),
        *_sentences(doc),
        *_length(doc.text),
        *_quotation_marks(doc),
        *_decoding(doc.text),
    ]


def _language(text: str) -> Iterator[str]:
    prefix = text[:LANGUAGE_PREFIX]
    if sum(map(str.isalpha, prefix)) < LANGUAGE_MIN_LETTERS:
        return
    ranked = _identifier().rank(prefix)
    if sum(probability for code, probability in ranked if code in ENGLISH) < ENGLISH_AT_LEAST:
        yield f"not English: the text looks like {ranked[0][0]!r} (ISO 639), and the pipeline knows English alone"


def _sentences(doc: Doc) -> Iterator[str]:
    if doc.has_annotation("TAG"):
        found = any(token.tag_.startswith(("VB", "MD")) for token in doc)
    else:
        found = any(token.is_alpha for token in doc)
    if not found:
        yield "no sentence found: the text holds no verb, so it may be a table, a list or a caption"


def _length(text: str) -> Iterator[str]:
    if len(text) > VERY_LONG:
        yield f"very long: {len(text)} characters, so it may be many articles in one"


def _quotation_marks(doc: Doc) -> Iterator[str]:
    """A mark that closes nothing, or a paragraph that leaves one open while the next does not open with a mark."""
    texts = [doc[int(words[0]) : int(words[-1]) + 1].text for words in paragraphs(doc)]
    for here, following in zip_longest(texts, texts[1:], fillvalue=""):
        left_open = _left_open(here)
        if left_open < 0 or (left_open > 0 and not following.startswith(("“", '"'))):
            yield f"unbalanced quotation marks: first in the paragraph that starts {here[:40]!r}"
            return


def _left_open(paragraph: str) -> int:
    """How many quotations a paragraph leaves open; -1 if it closes one that it has not opened.

    A straight mark after a figure may be an inch sign: then straight marks are not counted.
    """
    marks = _MARK.findall(paragraph)
    depth = 0
    for mark in marks:
        depth += {"“": 1, "”": -1, '"': 0}[mark]
        if depth < 0:
            return -1
    odd = marks.count('"') % 2 and not re.search('[0-9]"', paragraph)
    return depth + int(odd)


def _decoding(text: str) -> Iterator[str]:
    if (count := text.count("\ufffd")) > 0:
        yield f"damaged characters: {count} times U+FFFD, left by a wrong decoding before the text came here"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
