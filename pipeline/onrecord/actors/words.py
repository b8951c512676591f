"""A Doc's words as plain lists, read once, with the few walks over the tree that this package needs."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Doc

OPENING: Final = frozenset("“«„") | {"``"}
CLOSING: Final = frozenset("”»") | {"''"}
STRAIGHT: Final = '"'
NOUN_TAGS: Final = frozenset(("NN", "NNS", "NNP", "NNPS"))
PLURAL_TAGS: Final = frozenset(("NNS", "NNPS"))
#: Relations of what stands before a noun without being part of its phrase.
NOT_OF_A_PHRASE: Final = frozenset(("punct", "cc", "conj", "case", "mark", "nsubj", "cop", "parataxis"))


class Words:
    """The words of a Doc: text, tags, tree and places, each a list with an entry a token.

    Without a parse each word is the root of its own tree; without tags every tag is "".

    deps: relation without its subtype ("nsubj:pass" is "nsubj"), but for "nmod:poss", "obl:agent" and "acl:relcl".
    sentence, paragraph: numbers, counting up from 0.
    quoted: whether the token stands between quotation marks of its paragraph.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        parsed = doc.has_annotation("DEP")
        self.text: list[str] = [token.text for token in doc]
        self.lower: list[str] = [text.lower() for text in self.text]
        self.tag: list[str] = [token.tag_ for token in doc]
        self.lemma: list[str] = [(token.lemma_ or text).lower() for token, text in zip(doc, self.lower, strict=True)]
        self.head: list[int] = [token.head.i for token in doc] if parsed else list(range(len(doc)))
        self.dep: list[str] = [_relation(token.dep_) for token in doc]
        self.children: list[list[int]] = [[] for _ in doc]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
        self.sentence, self.paragraph, self.quoted = _places(doc, self.text)

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def sentence_bounds(self) -> list[tuple[int, int]]:
        """First token and end token (exclusive) of each sentence."""
        starts = [i for i, n in enumerate(self.sentence) if i == 0 or n != self.sentence[i - 1]]
        return list(zip(starts, [*starts[1:], len(self)], strict=True))

    def ancestors(self, i: int) -> list[int]:
        """The heads above a word, nearest first."""
        found: list[int] = []
        while self.head[i] != i and len(found) < 64:
            i = self.head[i]
            found.append(i)
        return found

    def root(self, start: int, end: int) -> int:
        """The word of a span that the others hang on: the first whose head stands outside, else the first."""
        for i in range(start, end):
            outside = self.head[i] == i or not start <= self.head[i] < end
            if outside and self.dep[i] != "punct" and not self.text[i].isspace():
                return i
        return start

    def first_of(self, i: int) -> int:
        """Where the unbroken run of words that depend on this one begins, to its left."""
        start = i
        for child in reversed(self.children[i]):
            if child < i and self.edges[child][1] + 1 == start and self.dep[child] not in NOT_OF_A_PHRASE:
                start = self.edges[child][0]
        return start

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """First and last word of the tree under each word."""
        edges = [(i, i) for i in range(len(self))]
        order = [i for i, head in enumerate(self.head) if head == i]
        for i in order:  # grows while it is read: each word comes after its head
            order.extend(self.children[i])
        for i in reversed(order):
            head = self.head[i]
            edges[head] = (min(edges[head][0], edges[i][0]), max(edges[head][1], edges[i][1]))
        return edges

    def has_child(self, i: int, *deps: str) -> bool:
        """Whether a word with one of these relations hangs on this one."""
        return any(self.dep[child] in deps for child in self.children[i])


def _relation(dep: str) -> str:
    return dep if dep in ("nmod:poss", "obl:agent", "acl:relcl") else dep.partition(":")[0]


def _places(doc: Doc, texts: list[str]) -> tuple[list[int], list[int], list[bool]]:
    sentence, paragraph, quoted = [], [], []
    sentences = paragraphs = 0
    inside = False
    starts = doc.has_annotation("SENT_START")
    for i, token in enumerate(doc):
        if i and starts and token.is_sent_start:
            sentences += 1
        sentence.append(sentences)
        paragraph.append(paragraphs)
        text = texts[i]
        if text in OPENING or (text == STRAIGHT and not inside):
            inside = True
            quoted.append(True)
            continue
        quoted.append(inside)
        if text in CLOSING or text == STRAIGHT:
            inside = False
        elif "\n" in text:
            paragraphs += 1
            inside = False
    return sentence, paragraph, quoted
