"""The word lists of this layer: JSON files beside the code, each with its source told, checked when they are read."""

from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord.records import QuantityModifier

Word = str
Table = dict[Word, int]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = Field(min_length=10, description="where the entries come from")


class Words(_Table):
    """Words that are numbers, or parts of them; lower case, in the singular where both forms go."""

    numbers: Table
    scales: Table
    abbreviated_scales: Table = Field(description="behind digits only")
    ambiguous_scales: Table = Field(description="behind digits, unless they are a unit there: 5m")
    dozens: Table
    fractions: Table = Field(description="word -> denominator")
    vulgar_fractions: dict[Word, float]
    denominators: list[int] = Field(description="of fractions with a slash; 9/11 is none")
    few: list[Word] = Field(description="before a scale: a few million")
    periods: list[Word] = Field(description="before half and quarter, which then are a time")
    after_fraction: list[Word] = Field(description="after 'a third', which else is an ordinal")


class Modifiers(_Table):
    """Phrases beside a number that bound it, lower case."""

    before: dict[Word, QuantityModifier]
    after: dict[Word, QuantityModifier]
    signs: dict[str, QuantityModifier]
    passed_over: list[Word] = Field(description="may stand between the phrase and the number: 'nearly half a' ...")


class Currencies(_Table):
    """Currencies by ISO 4217 code, and what they are called."""

    names: dict[Word, list[Word]] = Field(description="code -> names, lower case")
    bare: dict[Word, Word] = Field(description="name without a country -> the code it stands for unless one is named")
    signs: dict[str, Word]
    beside_dollar: dict[Word, Word] = Field(description="letters before or after $ -> code")
    prefixes: dict[str, Word] = Field(description="other letters directly before digits -> code, case as written")
    word_codes: list[Word] = Field(description="codes that are words too, and none before a number")
    countries: dict[Word, Word] = Field(description="after an amount in dollars: $5 million Canadian")
    minor: dict[Word, Word] = Field(description="a hundredth of one, by quantulum3's names: pence -> penny")


class Units(_Table):
    """What quantulum3's unit table lacks, and which of its readings are not meant in news."""

    surfaces: dict[Word, Word] = Field(description="words -> quantulum3's name, or in its manner; before its own")
    symbols: dict[str, Word] = Field(description="the same for symbols, case as written")
    not_surfaces: list[Word] = Field(description="words that count as things: 3 sets, 4 drops")
    spaced_symbols: list[str] = Field(description="symbols that may stand behind a space though a word or letter")
    ages: list[Word] = Field(description="after a unit of time: years old")


class Labels(_Table):
    """Words around a number that show it to be a name or a label."""

    before: list[Word] = Field(description="nouns that are numbered: section 12")
    before_capital: list[Word] = Field(description="the same where they are written with a capital: Game 7")
    hyphenated: list[Word] = Field(description="after a number and a hyphen, where nothing is counted: one-way")
    letters: list[Word] = Field(description="prefixes before a hyphen and digits that make no name: sub-500")
    pronoun_after: list[Word] = Field(description="after 'one' as a pronoun")
    pronoun_before: list[Word] = Field(description="before 'one' as a pronoun")
    irregular: dict[Word, Word] = Field(description="plurals that the lemmatizer may leave as they are")
    plural_only: list[Word] = Field(description="nouns whose singular ends in s too")
    year_before: list[Word] = Field(description="before a year: since 1985")


T = TypeVar("T", bound=_Table)

_MODELS: Final[dict[type[_Table], str]] = {
    Words: "words", Modifiers: "modifiers", Currencies: "currencies", Units: "units", Labels: "labels"
}  # fmt: skip


@cache
def load(kind: type[T]) -> T:
    """The table of that kind. Raises pydantic's ValidationError if its file is damaged."""
    text = (files(__package__) / f"{_MODELS[kind]}.json").read_text(encoding="utf-8")
    return kind.model_validate_json(text)
