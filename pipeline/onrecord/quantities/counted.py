"""What a number counts, through the parse; where a Doc is not parsed, through the tags or not at all."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onrecord.quantities.tables import Labels, load

INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "CCONJ", "SYM", "X"})
"""Parts of speech that may stand between a number and what it counts."""
MAX_BETWEEN = 9
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted thing: the singular lemma of its head, the offset at which the head ends or None if it stands apart."""

    lemma: str
    end: int | None
    token: Token


def counted_by(doc: Doc, first: int, last: int, *, parsed: bool) -> Counted | None:
    """What the number counts that is made of the tokens first to last (inclusive).

    parsed: whether the Doc, which must have tags, is parsed as well; asked once, since asking reads the whole Doc.
    RETURNS: the counted head with the offset at which it ends. A noun behind "of" is counted but stands outside the
        span: then `end` is None. None if nothing is counted.
    """
    head = (_head(doc, first, last) if parsed else None) or _next_noun(doc, last, parsed=parsed)
    if head is not None:
        return Counted(singular(head), head.idx + len(head), head)
    partitive = _of(doc, last, singular_too=False, parsed=parsed)
    return Counted(singular(partitive), None, partitive) if partitive is not None else None


def vague_of(doc: Doc, last: int, *, parsed: bool) -> Counted | None:
    """What "dozens of", "thousands of" counts: the noun phrase behind "of", which here belongs to the span."""
    noun = _of(doc, last, singular_too=True, parsed=parsed)
    return Counted(singular(noun), noun.idx + len(noun), noun) if noun is not None else None


def number_head(doc: Doc, first: int, last: int) -> Token:
    """The token of the number that the others hang on."""
    for i in range(last, first - 1, -1):
        head = doc[i].head.i
        if not first <= head <= last or head == i:
            return doc[i]
    return doc[last]


def singular(token: Token) -> str:
    """The lemma of a counted head; a name keeps its capital."""
    lemma = token.lemma_ or token.text
    if token.pos_ == "PROPN":
        if lemma == token.text and token.tag_ == "NNPS" and lemma.endswith("s"):
            return lemma[:-1]
        return lemma
    lemma = load(Labels).irregular.get(lemma.lower(), lemma.lower())
    if token.tag_ == "NNS" and lemma == token.lower_ and lemma.endswith("s") and lemma not in load(Labels).plural_only:
        return lemma[:-1]  # a plural that the lemmatizer left as it was
    return lemma


def _head(doc: Doc, first: int, last: int) -> Token | None:
    number = number_head(doc, first, last)
    head = number.head
    if number.dep_ not in ("nummod", "compound", "det", "dep", "amod"):
        return None
    if (
        head.i <= last
        or head.i - last > MAX_BETWEEN
        or head.tag_ not in NOUNS
        or not head.text[0].isalpha()
        or len(head) < 2
    ):
        return None
    if not all(_may_stand_between(doc[i]) for i in range(last + 1, head.i)):
        return None
    return _whole(head)


def _whole(head: Token) -> Token:
    """The plural noun that a counted one is only the beginning of: "special forces personnel"."""
    while head.dep_ in ("compound", "nmod") and head.head.i == head.i + 1 and head.head.tag_ in ("NNS", "NNPS"):
        head = head.head
    return head


def _may_stand_between(token: Token) -> bool:
    if token.pos_ in INSIDE or token.tag_ in ("VBN", "VBG", "JJ", "POS", "HYPH", "FW", "PRP$"):
        return True
    return token.text in ("-", "–", "‑", ",", "“", "”", '"', "‘", "’", "'", "/", "(", ")") or token.is_space


def _next_noun(doc: Doc, last: int, *, parsed: bool) -> Token | None:
    """The noun right behind a number, or where there is no parse the head of the noun phrase there, by tags alone."""
    found = None
    for i in range(last + 1, min(last + 1 + MAX_BETWEEN, len(doc))):
        token = doc[i]
        if token.tag_ in NOUNS and len(token) > 1 and token.text[0].isalpha():
            found = token
            if token.tag_ == "NNS" or parsed:
                break
        elif (
            found is not None
            or parsed
            or not (token.pos_ == "ADJ" or token.tag_ in ("VBN", "HYPH") or token.text == "-")
        ):
            break
    return _whole(found) if found is not None and parsed else found


def _of(doc: Doc, last: int, *, singular_too: bool, parsed: bool) -> Token | None:
    """The noun of an "of" right behind a number; a plural, unless `singular_too`: "three of false accounting"."""
    if last + 2 >= len(doc) or doc[last + 1].lower_ != "of":
        return None
    plurals = NOUNS if singular_too else ("NNS", "NNPS")
    if parsed:
        of = doc[last + 1]
        noun = of.head
        if of.dep_ == "case" and noun.i > of.i and noun.tag_ in plurals and noun.i - last <= MAX_BETWEEN:
            return noun
        return None
    return _next_noun(doc, last + 1, parsed=False)
