"""The tokenizer: spaCy's English rules with what news text needs besides."""

from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

INVISIBLE = ("\ufeff", "\u200b", "\u200e", "\u200f", "\u2060")
"""Byte order mark, zero width space, direction marks, word joiner: they stay in the text but never in a name."""


RULES = tuple("=_*~#+<>^|-")
"""Marks that writers draw lines with: three or more of one are one token, as in Universal Dependencies."""


def add_news_rules(nlp: Language) -> None:
    """Extend the pipeline's tokenizer in place.

    Invisible characters become tokens of their own at a word's edges, also before a full stop, and a hyphen after an
    abbreviation splits as one after a word does ("U.S.-led" like "Russian-led"). The rules are saved with the pipeline.
    """
    defaults = nlp.Defaults
    runs = [f"{re.escape(mark)}{{3,}}" for mark in RULES]
    prefixes = [*runs, *(defaults.prefixes or []), *INVISIBLE]
    full_stop = rf"(?<=[{''.join(INVISIBLE)}])\."
    suffixes = [*runs, *(defaults.suffixes or []), *INVISIBLE, full_stop, r"(?<=[A-Za-z])[-–]"]
    infixes = [*runs, *(defaults.infixes or []), r"(?<=[A-Za-z]\.)[-–](?=[A-Za-z])", r"(?<=[0-9])-(?=[A-Za-z])"]
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
