"""The words of time: their categories and values, read from `lexicon.json` and checked."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

Value = int | str | None


class Lexicon(BaseModel):
    """Lower-case words of each category with their values.

    source: where the lists come from.
    categories: category -> word -> value. What a value means is the category's own: the number of a month or weekday,
        the name of a unit, TIMEX3's letters of a season or part of the day.
    cues: what stands beside an expression and tells how it is meant, by the rules' names for it.
    capital: words that belong to their categories only when they begin with a capital letter ("May", "Sat").
    names: months and weekdays that are names of people or things as well ("April", "Sun").
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    source: str
    categories: dict[str, dict[str, Value]]
    cues: dict[str, frozenset[str]]
    capital: frozenset[str]
    names: frozenset[str]

    def value(self, category: str, word: str) -> Value:
        """A word's value in a category. Raises KeyError if it does not belong there."""
        return self.categories[category][word]

    def integer(self, category: str, word: str) -> int:
        """The same, for categories of whole numbers."""
        value = self.value(category, word)
        assert isinstance(value, int)
        return value

    def name(self, category: str, word: str) -> str:
        """The same, for categories of names."""
        value = self.value(category, word)
        assert isinstance(value, str)
        return value


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships."""
    return Lexicon.model_validate_json(read("lexicon.json"), strict=False)


def cues(name: str) -> frozenset[str]:
    """The words of one list of cues."""
    return lexicon().cues[name]


def read(name: str) -> str:
    """The text of one of this package's data files."""
    return files("onrecord.dates").joinpath(name).read_text("utf-8")
