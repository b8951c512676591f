"""Patterns over words of time: each word becomes one character, its class, and a pattern is a regex over classes.

A pattern is written with spaces between its items:

- `MONTH`: a word of that category of the lexicon, or a shape of number or mark (see `shapes`);
- `ago`: that very word, in any case;
- `day:DAY`: the same, remembered under a name;
- `( | ) ? {0,2}`: as in regular expressions. Nothing repeats without bound, so matching is linear in the text.

A macro (`NUMBER`, `YEARS` …) stands for a pattern of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from onrecord.dates import holidays
from onrecord.dates.lexicon import Lexicon, lexicon
from onrecord.dates.shapes import NUMBER_SHAPES, OTHER, PUNCTUATION, TOKEN, number_shape

if TYPE_CHECKING:
    from onrecord.dates.context import Context, Timex

MACROS: Final = {
    "NUMBER": (
        "(NUM (DASH? NUMWORD){0,3} (and a half)? | NUMWORD ((DASH | and | a)? NUMWORD){0,6} (and a half)?"
        " | (a | an) (hundred | thousand | dozen | million | billion) | a | an | another"
        " | half (a | an)? | a half | a? couple of?"
        " | a? VAGUE | a good many)"
    ),
    "COUNT": "(NUM (NUMWORD){0,2} | NUMWORD (DASH? NUMWORD){0,3})",
    "NTH": "(DAY SUFFIX | ORDINAL | NUMWORD DASH ORDINAL | NUMWORD ORDINAL)",
    "DAYX": "(DAY SUFFIX? | ORDINAL | NUMWORD DASH? ORDINAL | NUMWORD DASH? NUMWORD?)",
    "YEARX": (
        "(YEAR | APOS YY | NUMWORD NUMWORD (and? NUMWORD){0,2} | NUMWORD DASH NUMWORD | NUMWORD NUMWORD DASH NUMWORD)"
    ),
    "ANYUNIT": "(UNIT | UNITS)",
    "MON": "(MONTHABBR DOT | MONTH | WEAKMONTHABBR DOT | WEAKMONTH)",
    "DOW": "(WEEKDAYABBR DOT | WEEKDAY | WEAKWEEKDAY DOT?)",
    "MERIDIEM": "(AMPM | am | pm | a DOT? m DOT? | p DOT? m DOT?)",
    "HOLIDAY": holidays.pattern(),
    "CLOCKX": (
        "(CLOCK MERIDIEM? | DOTCLOCK MERIDIEM | HOUR MERIDIEM | HOUR o APOS clock MERIDIEM?"
        " | NUMWORD o APOS clock MERIDIEM?"
        " | NUMWORD MERIDIEM | HOURNAME | CLOCK4 (?=TIMEZONE))"
    ),
    "ZONED": "(TIMEZONE | ZONENAME (standard | daylight | summer)? time)",
}
_ITEM = re.compile(r"(\(\?[=!]|(?:([a-z_]+):)?\()|(?:([a-z_]+):)?([A-Z][A-Z0-9]*|[a-z]+)")
_PART = re.compile(r"\(\?[=!]|(?:[a-z_]+:)?\(|\)|\||\?|\{\d,\d\}|(?:[a-z_]+:)?[A-Za-z][A-Za-z0-9]*")
Make = Callable[["Match", "Context"], "Timex | None"]
Meaning = TypeVar("Meaning")
Change = Callable[["Match", "Context", "Timex"], "Timex | None"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's words, numbers and marks.

    starts, ends: character offsets. words: lower-case. classes: one character a token.
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    classes: str

    def surface(self, first: int, stop: int) -> str:
        """The text from one token to before another."""
        return self.text[self.starts[first] : self.ends[stop - 1]]

    def adjacent(self, index: int) -> bool:
        """Whether a token follows the one before it without space."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def word(self, index: int) -> str:
        """The lower-case word at an index, "" outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule's pattern matched: first token and the one after the last, and the named items."""

    tokens: Tokens
    first: int
    stop: int
    found: re.Match[str]

    def __contains__(self, name: str) -> bool:
        return name in self.found.re.groupindex and self.found.start(name) >= 0

    def words(self, name: str) -> list[str]:
        """The lower-case words of a named item."""
        start, end = self.found.span(name)
        return self.tokens.words[start:end]

    def word(self, name: str) -> str:
        """The first word of a named item."""
        return self.tokens.words[self.found.start(name)]

    def place(self, name: str) -> tuple[int, int]:
        """First token of a named item and the one after its last."""
        return self.found.span(name)

    def integer(self, category: str, name: str) -> int:
        """The value of a named item in a category of numbers."""
        return lexicon().integer(category, self.word(name))

    def name(self, category: str, name: str) -> str:
        """The value of a named item in a category of names."""
        return lexicon().name(category, self.word(name))


@dataclass(slots=True)
class Rule(Generic[Meaning]):
    """A pattern with the function that says what it means; None as its meaning stands for "not a time after all"."""

    pattern: str
    make: Meaning
    regex: re.Pattern[str] = field(init=False)
    starts: frozenset[str] = field(init=False)


#: Expressions that stand alone.
RULES: Final[list[Rule[Make]]] = []
#: What changes the meaning of the expression after it ("early", "two days after").
PREFIXES: Final[list[Rule[Change]]] = []
#: What changes the meaning of the expression before it ("morning" after "Tuesday").
SUFFIXES: Final[list[Rule[Change]]] = []


def rule(pattern: str) -> Callable[[Make], Make]:
    """Register a function as the meaning of a pattern."""
    return _register(RULES, pattern)


def prefix(pattern: str) -> Callable[[Change], Change]:
    """Register a function that changes the expression right after the pattern."""
    return _register(PREFIXES, pattern)


def suffix(pattern: str) -> Callable[[Change], Change]:
    """Register a function that changes the expression right before the pattern."""
    return _register(SUFFIXES, pattern)


def _register(rules: list[Rule[Meaning]], pattern: str) -> Callable[[Meaning], Meaning]:
    def register(make: Meaning) -> Meaning:
        rules.append(Rule(pattern, make))
        return make

    return register


class Grammar:
    """The classes that words fall in, as far as the patterns tell them apart, and patterns compiled to them."""

    def __init__(self, patterns: list[str], words: Lexicon) -> None:
        literals = {item for pattern in [*patterns, *MACROS.values()] for item in _words(pattern)}
        keys: dict[str, set[str]] = {literal: {literal} for literal in literals}
        weak: dict[str, set[str]] = {}
        for category, members in words.categories.items():
            for word in members:
                keys.setdefault(word, set()).add(category)
        for word in words.capital:
            weak[word] = {f"WEAK{key}" if key.isupper() else key for key in keys.get(word, ())}
        for word, shape in PUNCTUATION.items():
            keys.setdefault(word, set()).add(shape)
        numbers = {frozenset(shape) for shape in NUMBER_SHAPES}
        sets = sorted({*map(frozenset, keys.values()), *map(frozenset, weak.values()), *numbers}, key=sorted)
        self._characters = {found: chr(0x4E00 + i) for i, found in enumerate(sets)}
        self._sets = {character: found for found, character in self._characters.items()}
        self._words = {word: self._characters[frozenset(found)] for word, found in keys.items()}
        self._weak = {word: self._characters[frozenset(found)] for word, found in weak.items()}
        self._numbers: dict[tuple[str, ...], str] = {s: self._characters[frozenset(s)] for s in NUMBER_SHAPES}

    def characters(self, key: str) -> str:
        """The classes of a category or word, as a regular expression."""
        found = "".join(character for character, keys in self._sets.items() if key in keys)
        if not found:
            raise ValueError(f"no word belongs to {key!r}")
        return f"[{found}]"

    def compile(self, pattern: str) -> re.Pattern[str]:
        """A pattern as a regular expression over classes."""
        return re.compile(self._expand(pattern).replace(" ", ""))

    def _expand(self, pattern: str) -> str:
        def item(match: re.Match[str]) -> str:
            bracket, group, name, key = match.groups()
            if bracket:
                return f"(?P<{group}>" if group else bracket if "?" in bracket else "(?:"
            inner = f"(?:{self._expand(MACROS[key])})" if key in MACROS else self.characters(key)
            return f"(?P<{name}>{inner})" if name else inner

        return _ITEM.sub(item, pattern)

    def read(self, text: str) -> Tokens:
        """Cut a text into tokens and classify each."""
        starts, ends, lower, classes = [], [], [], []
        words, weak, numbers = self._words, self._weak, self._numbers
        for match in TOKEN.finditer(text):
            start, end = match.span()
            word = text[start:end]
            small = word.lower()
            starts.append(start)
            ends.append(end)
            lower.append(small)
            if "0" <= word[0] <= "9":
                classes.append(numbers[number_shape(word)])
            elif small == word and small in weak:
                classes.append(weak[small])
            elif "m" in small and "." in small:
                classes.append(words["a.m."])
            else:
                classes.append(words.get(small, OTHER))
        return Tokens(text, starts, ends, lower, "".join(classes))


@cache
def grammar() -> Grammar:
    """The grammar of all registered rules, which are compiled with it."""
    from onrecord.dates import rules  # noqa: F401 - registers them

    all_rules: list[Rule[Any]] = [*RULES, *PREFIXES, *SUFFIXES]
    made = Grammar([each.pattern for each in all_rules], lexicon())
    for each in all_rules:
        each.regex = made.compile(each.pattern)
        each.starts = frozenset("".join(made.characters(key)[1:-1] for key in first_keys(each.pattern)))
    return made


@cache
def starting(kind: str, character: str) -> list[Rule[Any]]:
    """The rules (of kind "rule", "prefix" or "suffix") that can start with a word of a class."""
    grammar()
    rules: list[Rule[Any]] = {"rule": RULES, "prefix": PREFIXES, "suffix": SUFFIXES}[kind]  # type: ignore[assignment]
    return [each for each in rules if character in each.starts]


def first_keys(pattern: str) -> set[str]:
    """The categories and words that a pattern can start with."""
    parts = [*_PART.findall(pattern), ")"]

    def choice(i: int) -> tuple[set[str], bool, int]:
        keys, empty, more = set[str](), False, True
        while more:
            found, can_be_empty, i = sequence(i)
            keys, empty, more = keys | found, empty or can_be_empty, parts[i] == "|"
            i += 1
        return keys, empty, i

    def sequence(i: int) -> tuple[set[str], bool, int]:
        keys, empty = set[str](), True
        while parts[i] not in ("|", ")"):
            part = parts[i].rpartition(":")[2]
            if part[0] == "(":
                found, can_be_empty, i = choice(i + 1)
                if part != "(":
                    found, can_be_empty = set(), True
            else:
                found, can_be_empty, i = first_keys(MACROS[part]) if part in MACROS else {part}, False, i + 1
            if parts[i] in ("?", "{0,2}", "{0,3}", "{0,6}"):
                can_be_empty, i = True, i + 1
            if empty:
                keys, empty = keys | found, can_be_empty
        return keys, empty, i

    return choice(0)[0]


def _words(pattern: str) -> Iterator[str]:
    return (key for _, _, _, key in _ITEM.findall(pattern) if key.islower())
