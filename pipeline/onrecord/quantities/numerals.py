"""Numerals in a text: digits, words and mixed ones, with the number that each one means.

Only the text is read. What a numeral counts, and whether it is a quantity at all, is decided elsewhere.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from onrecord.quantities.tables import Words, load

Form = Literal["digits", "words", "fraction", "vague"]
Part = Literal["digits", "slash", "number", "scale", "short", "dozen", "fraction", "plural"]
MAX_DIGITS: Final = 25
"""Longer ones are account numbers, keys, lines of digits."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in the text.

    start, end: character offsets, end exclusive; a minus and "a" ("a hundred") belong to it, a currency does not.
    value: what it means; of vague ones ("thousands of", "a few hundred") the base number.
    scale: the last scale in it, which a range's first number may share ("5 to 10 million"); 1 if none.
    suffix: a letter glued behind, outside the span, that can be a scale or a unit ("5m").
    """

    start: int
    end: int
    value: float
    form: Form
    scale: int = 1
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """One word of a numeral, or one run of digits."""

    start: int
    end: int
    part: Part
    value: float


def fold(text: str) -> str:
    """The text in lower case, with as many characters as before."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plain(value: float) -> float:
    """The number as int if it is whole, else rounded to what a float of its size can tell.

    What needs more than 63 bits stays a float: neither Parquet nor `Doc.to_bytes` takes longer integers.
    """
    rounded = float(f"{value:.15g}")
    if abs(rounded) >= 2.0**62:
        return rounded
    return int(value if isinstance(value, int) else rounded) if rounded.is_integer() else rounded


def numerals(lowered: str) -> list[Numeral]:
    """All numerals of a text, in order; they do not overlap.

    lowered: the text as `fold` gives it. The time taken is linear in its length.
    """
    atoms = list(_atoms(lowered))
    joints = [_joint(lowered, left, right) for left, right in pairwise(atoms)]
    found: list[Numeral] = []
    i = 0
    while i < len(atoms):
        number = _Number(atoms[i])
        j = i + 1
        while j < len(atoms) and (joint := joints[j - 1]):
            ahead = atoms[j + 1].part if j + 1 < len(atoms) and joints[j] in ("tight", "glued") else None
            if atoms[j].part == "fraction" and joint != "and" and not _is_share(lowered, atoms[i : j + 1], False):
                break
            if not number.takes(atoms[j], joint, ahead):
                break
            j += 1
        numeral = _finished(lowered, number, atoms[i:j])
        if numeral is not None:
            found.append(numeral)
        i = j
    return found


class _Number:
    """The number read so far: `total` of the groups that a scale closed, and the open group `current`."""

    def __init__(self, first: Atom) -> None:
        self.total = 0.0
        self.current = 1 / abs(first.value) if first.part == "fraction" else abs(first.value)
        self.piece = self.current
        """What the last "and" added to the open group."""
        self.last = first
        self.scale = 1
        self.vague = first.part == "plural" or (first.part == "dozen" and first.value < 0)
        self.point = 0.0
        if first.part in ("scale", "plural"):
            self.scale = int(first.value)

    @property
    def value(self) -> float:
        return self.total + self.current

    def takes(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        """Whether the atom goes on with this number; if so it is added.

        joint: what stands between the last atom and this one.
        ahead: the part of the atom after it, if one follows closely.
        """
        rule = getattr(self, f"_take_{atom.part}", None)
        if rule is None or not rule(atom, joint, ahead):
            return False
        self.last = atom
        return True

    def _take_number(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        last, value = self.last, atom.value
        if joint == "point" or (self.point and joint == "tight" and value < 10):
            tens = joint == "tight" and last.value >= 20 and not last.value % 10  # point seventy-one
            self.point = self.point / (1 if tens else 10) if self.point else 0.1 if value < 10 else 0.01
            self.current += value * self.point
            return True
        if joint == "and" and ahead == "fraction" and last.part in ("number", "scale", "digits"):
            return self._add(value)
        if last.part == "number":
            return joint == "tight" and last.value >= 20 and value < 10 and self._add(value, new=False)
        if last.part == "scale":
            return joint in ("tight", "and", "comma") and self._add(value, new=joint == "and")
        return False

    def _take_digits(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        below = self.last.part == "scale" and atom.value < self.last.value and atom.value == int(atom.value)
        return below and joint == ("tight" if ahead == "scale" else "and") and self._add(atom.value)

    def _take_slash(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        return joint in ("tight", "glued", "and") and self.last.part in ("digits", "number") and self._add(atom.value)

    def _take_scale(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        last = self.last
        if joint not in ("tight", "glued") and not (joint == "of" and last.part == "fraction"):
            return False
        if last.part in ("plural", "short", "dozen") or (last.part == "scale" and last.value >= atom.value):
            return False
        if atom.value == 100:
            self.current += self.piece * 99
            self.piece *= 100
        else:
            self.total += self.current * atom.value if self.current else self.total * (atom.value - 1)
            self.current = self.piece = 0
        self.scale = int(atom.value)
        return True

    def _take_short(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        near = joint == "glued" or (joint == "tight" and atom.value > 1000)
        return near and self.last.part == "digits" and self._take_scale(atom, joint, ahead)

    def _take_dozen(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        if (
            self.vague
            or self.last.part not in ("number", "digits", "fraction", "scale")
            or joint not in ("tight", "of")
        ):
            return False
        self.total, self.current = self.value * abs(atom.value), 0
        return True

    def _take_plural(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        if self.vague and joint == "of":
            self.total, self.current, self.scale = self.value * atom.value, 0, int(atom.value)
            return True
        return not self.vague and self.last.part in ("number", "digits") and self._take_scale(atom, joint, ahead)

    def _take_fraction(self, atom: Atom, joint: str, ahead: Part | None) -> bool:
        last, share = self.last, 1 / abs(atom.value)
        if joint == "and" and last.part in ("number", "digits", "scale"):
            if last.part == "scale" and last.value >= 1000 and ahead != "scale":
                share *= last.value
            return self._add(share)
        if last.part not in ("number", "digits", "scale") or joint != "tight":
            return False
        if atom.value > 0 and self.piece != 1:  # in the singular: "two third" is none
            return False
        whole = self.total if last.part == "scale" and not self.current else 0
        self.total -= whole
        numerator = whole or self.piece
        rest = 0 if whole or self.piece == self.current else self.current - self.piece
        self.piece = numerator * share
        self.current = rest + self.piece
        if self.total and self.scale >= 1000 and ahead != "scale":  # "two million and three fifths"
            self.current, self.piece = self.piece * self.scale, self.piece * self.scale
        return True

    def _add(self, value: float, *, new: bool = True) -> bool:
        self.current += value
        self.piece = value if new else self.piece + value
        return True


def _finished(text: str, number: _Number, atoms: list[Atom]) -> Numeral | None:
    """The numeral that the atoms make, or None if they make none after all."""
    first, last = atoms[0], atoms[-1]
    start, end, alone = first.start, last.end, len(atoms) == 1
    article = _ARTICLE.search(text, max(0, start - 4), start)
    if first.part == "short" or (first.part == "digits" and not number.value < 10**MAX_DIGITS):
        return None
    if first.part == "dozen" and number.vague and alone and first.value in _NEED_OF and not _OF.match(text, end):
        return None
    if first.part in ("scale", "dozen") and (few := _FEW.search(text, max(0, start - 14), start)):
        return Numeral(few.start(), end, plain(number.value), "vague", number.scale)
    if number.vague:
        return Numeral(start, end, plain(number.value), "vague", number.scale)
    if first.part == "scale" and alone and not article:
        return None
    if last.part == "fraction" and alone and not _is_share(text, atoms, bool(article)):
        return None
    if article and first.part in ("scale", "dozen", "fraction"):
        start = article.start()
    value, form = number.value, "fraction" if last.part == "fraction" and number.value < 1 else "words"
    if first.part in ("digits", "slash"):
        form = "fraction" if last.part == "slash" and alone else "digits"
    if minus := _MINUS.search(text, max(0, start - 10), start):
        start, value = minus.start("sign"), -value
    suffix = _SUFFIX.match(text, end) if last.part == "digits" else None
    return Numeral(start, end, plain(value), form, number.scale, suffix[0] if suffix else "")  # type: ignore[arg-type]


def _is_share(text: str, atoms: list[Atom], article: bool) -> bool:
    """Whether an ordinal or "half", "quarter" is a share of something here, and no order or part of a year or match."""
    word = text[atoms[-1].start : atoms[-1].end]
    after = _AFTER_FRACTION.match(text, atoms[-1].end)
    period = _PERIOD.search(text, max(0, atoms[0].start - 10), atoms[0].start)
    if len(atoms) > 1:
        quarters = word.startswith("quarter") and text[atoms[-2].end : atoms[-1].start].isspace()
        return not quarters or bool(_SHARE_UNIT.match(text, atoms[-1].end))
    if period or (text.startswith("-", atoms[-1].end) and not _SHARE_UNIT.match(text, atoms[-1].end)):
        return False
    if word == "half":
        return not _NO_HALF.match(text, atoms[-1].end)
    if word.startswith("quarter"):
        return bool(_SHARE_UNIT.match(text, atoms[-1].end)) or (
            article and bool(_QUARTER_AFTER.match(text, atoms[-1].end))
        )
    return article and bool(after)


def _atoms(text: str) -> list[Atom]:
    """All words and digits that can be part of a numeral."""
    found = []
    for match in _ATOM.finditer(text):
        start, end = match.span()
        if match.lastgroup == "word":
            part, value = _WORDS[match["word"]]
            found.append(Atom(start, end, part, value))
        elif match.lastgroup == "vulgar":
            found.append(Atom(start, end, "slash", _VULGAR[match["vulgar"]]))
        elif match.lastgroup == "slash":
            over, under = re.split("[/⁄]", match["slash"])
            if int(under) in _DENOMINATORS and 0 < int(over) < int(under):
                found.append(Atom(start, end, "slash", int(over) / int(under)))
            else:
                found.append(Atom(start, start + len(over), "digits", int(over)))
                found.append(Atom(end - len(under), end, "digits", int(under)))
        else:
            found.append(Atom(start, end, "digits", _digits(match[0])))
    return found


def _digits(raw: str) -> float:
    mantissa, _, power = _TIMES_TEN.sub("e", _NO_DIGIT.sub("", raw)).replace("−", "-").partition("e")
    if len(mantissa) > MAX_DIGITS or len(power) > 3:
        return float("inf")
    return float(f"{mantissa}e{power}") if power else float(mantissa) if "." in mantissa else int(mantissa)


def _joint(text: str, left: Atom, right: Atom) -> str:
    """How two atoms hang together: glued, tight, and, of, comma, point; empty if they do not."""
    if right.start - left.end > _MAX_GAP:
        return ""
    match = _GAP.fullmatch(text, left.end, right.start)
    return match.lastgroup or "" if match else ""


def _words() -> dict[str, tuple[Part, float]]:
    words = load(Words)
    found: dict[str, tuple[Part, float]] = {}
    for word, denominator in words.fractions.items():
        found[word] = ("fraction", denominator)
        found[word if word.endswith("halves") else f"{word}s"] = ("fraction", -denominator)  # the plural
    found["half"] = ("fraction", -2)
    found.pop("halfs")
    found.update({word: ("number", value) for word, value in words.numbers.items()})
    for word, value in words.scales.items():
        found[word] = ("scale", value)
        found[f"{word}s"] = ("plural", value)
    found.update({word: ("short", value) for word, value in words.abbreviated_scales.items()})
    found.update({word: ("dozen", -value if word.endswith("s") else value) for word, value in words.dozens.items()})
    return found


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_TABLE = load(Words)
_WORDS = _words()
_VULGAR = _TABLE.vulgar_fractions
_DENOMINATORS = frozenset(_TABLE.denominators)
_SPACE = "[ \u00a0\u2009\u202f]"
_ATOM = re.compile(
    rf"(?<![\d/⁄])(?P<slash>\d{{1,3}}[/⁄]\d{{1,4}})(?![\d/⁄])|"
    rf"(?P<digits>(?:(?<![\d.,])\d{{1,3}}(?:(?:,\d{{2,3}}){{0,8}},\d{{3}}(?!\d)|(?:{_SPACE}\d{{3}}){{1,8}}(?!\d))|(?<![\d.])\d+)"
    r"(?:\.\d+)?(?:e[-+]?\d+|\s?[x×]\s?10\^?[-−+]?\d+)?(?![a-z]*\d)|(?<![\w.])\.\d+|\d+(?:\.\d+)?)|"
    rf"(?P<vulgar>[{''.join(_VULGAR)}])|"
    rf"(?<![a-z'’])(?P<word>{_any(list(_WORDS))})(?![a-z])"
)
_NO_DIGIT = re.compile(r"[,\s]")
_TIMES_TEN = re.compile(r"[x×]10\^?")
_MAX_GAP = 12
_GAP = re.compile(
    r"(?P<glued>)|(?P<point>\s{1,2}point\s{1,2})|(?P<and>\s{1,3}(?:and|&)\s{1,3}(?:an?\s{1,3})?)|(?P<of>\s{1,2}(?:of\s{1,2})?an?\s{1,2}|\s{1,2}of\s{1,2})|"
    r"(?P<comma>,\s)|(?P<tight>\s{1,3}|\s?[-‐‑]\s?)"
)
_ARTICLE = re.compile(r"(?<![\w.])an?\s{1,2}$")
_FEW = re.compile(rf"(?<!\w)(?:{_any(_TABLE.few)})\s{{1,2}}$")
_PERIOD = re.compile(rf"(?<!\w)(?:{_any(_TABLE.periods)})[\s-]$")
_MINUS = re.compile(r"(?<![\w)\]%])(?P<sign>[-−]|(?:minus|negative)[\s-])$")
_SUFFIX = re.compile(rf"(?:{_any(list(_TABLE.ambiguous_scales))})(?![\w/²³^*])")
_OF = re.compile(r"\s{1,2}of\s")
_AFTER_FRACTION = re.compile(rf"\s{{1,2}}(?:{_any(_TABLE.after_fraction)})(?!\w)|\s*(?:[.,;:)”\"—]|$)")
_QUARTER_AFTER = re.compile(r"\s(?:of|more|less|fewer)\s")
_SHARE_UNIT = re.compile(
    r"[\s-](?:of\s(?!(?:the\s)?(?:year|\d))|an?\s|miles?\b|inch|hour|pound|cup|teaspoon|tablespoon|point|acre|mill|bill|trill)"
)
_NO_HALF = re.compile(r"\s?(?:time|past|way|brother|sister|back|term|hearted|life)")
_NEED_OF = frozenset({-10, -20})
