"""The word lists of claims, read from `words.json` and checked."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class Lexicon(BaseModel):
    """Word lists, in lower case.

    source: where they come from. light: words too frequent to tell one proposition from another. anaphors: pronouns
    that can take up a whole statement. claim_nouns: nouns that can ("those allegations").
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    light: frozenset[str]
    anaphors: frozenset[str]
    claim_nouns: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lists that ship."""
    return Lexicon.model_validate_json(files("onrecord.claims").joinpath("words.json").read_text("utf-8"))
