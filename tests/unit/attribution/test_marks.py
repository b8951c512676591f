"""Quotation marks as people write them."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attribution.marks import Quotations, quotations

CLOSED = [
    ("“We won,” he said.", ["“We won,”"]),
    ('"We won," he said. "All of us."', ['"We won,"', '"All of us."']),
    ("“He said ‘no,’” she said.", ["“He said ‘no,’”", "‘no,’"]),
    ("\"He said 'no,'\" she said.", ["\"He said 'no,'\"", "'no,'"]),
    ('"He said "no" to me," she said.', ['"He said "no" to me,"', '"no"']),
    ("‘We won’t go,’ he said.", ["‘We won’t go,’"]),
    ("'We won't go,' he said.", ["'We won't go,'"]),
    ("‘It is “big”,’ he said.", ["‘It is “big”,’", "“big”"]),
    ("‘I know the boys’ toys are here,’ he said.", ["‘I know the boys’ toys are here,’"]),
    ("«We won», he said.", ["«We won»"]),
    ("« We won », he said.", ["« We won »"]),
    ("»We won«, he said.", ["»We won«"]),
    ("„We won“, he said.", ["„We won“"]),
    ("„We won”, he said.", ["„We won”"]),
    ("‚We won‘, he said.", ["‚We won‘"]),
    ("”We won,” he said.", ["”We won,”"]),
    ("“We won,“ he said.", ["“We won,“"]),
    ('""We won,"" he said.', ['""We won,""', '"We won,"']),
    ('"I was—" he said.', ['"I was—"']),
    ('"A 6" pipe broke," he said.', ['"A 6" pipe broke,"']),
    ("a so-called “deal” in “The Art of War”", ["“deal”", "“The Art of War”"]),
    ("(“no”)—“yes”", ["“no”", "“yes”"]),
]
NONE = [
    "the boys’ toys and the girls' room",
    "He’s in the ’90s, she's in the '80s.",
    "‘Tis the season, 'twas the night of the dogs' dinner.",
    "rock 'n' roll",
    'A 6" pipe and an 8" pipe.',
    "We won,” he said.",
    "5' 11\" tall",
    "Don't, won't, O'Neil",
    '"""""""""""',
    "",
    "“",
    "” “",
]
UNCLOSED = [
    ("“We won.", [("“We won.", False)]),
    ("“We won. ", [("“We won.", False)]),
    ('"We won.', [('"We won.', False)]),
    ("‘We won.", [("‘We won.", False)]),
    ("“We won. ‘All,’ he said", [("“We won. ‘All,’ he said", False), ("‘All,’", True)]),
    ("“We won, he said. “They lost,” she said.", [("“We won, he said.", False), ("“They lost,”", True)]),
    ('"We won, he said. "They lost," she said.', [('"We won, he said.', False), ('"They lost,"', True)]),
    ("We won,” he said. “They lost,” she said.", [("“They lost,”", True)]),
]


def found(text: str) -> list[tuple[str, bool]]:
    return [(text[q.start : q.end], q.closed) for q in quotations(text, [(0, len(text))])]


@pytest.mark.parametrize(("text", "expected"), CLOSED)
def test_closed(text: str, expected: list[str]) -> None:
    assert found(text) == [(stretch, True) for stretch in expected]


@pytest.mark.parametrize("text", NONE)
def test_no_quotation(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(("text", "expected"), UNCLOSED)
def test_marks_without_a_partner(text: str, expected: list[tuple[str, bool]]) -> None:
    assert found(text) == expected


def test_each_paragraph_opens_again() -> None:
    lines = ["“We won.", "“They lost.", "“That is all,” he said.", "Nobody else spoke."]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    places = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    assert [(text[q.start : q.end], q.closed) for q in quotations(text, places)] == [
        ("“We won.", False),
        ("“They lost.", False),
        ("“That is all,”", True),
    ]


MARKED = st.lists(
    st.sampled_from([*"“”„‟«»\"'‘’‚", " ", "a", "s", "6", ",", ".", "—", "\n", "(", "\u00a0"]), max_size=40
)


@settings(deadline=None)
@given(MARKED.map("".join) | st.text(max_size=40))
def test_any_text(text: str) -> None:
    """Offsets are inside, no white space is at the edges, and no two cross."""
    marks = quotations(text, [(0, len(text))])
    assert list(marks) == sorted(marks, key=lambda q: (q.start, -q.end))
    for q in marks:
        assert 0 <= q.start < q.end <= len(text)
        assert text[q.start : q.end] == text[q.start : q.end].strip()
        assert q.end - q.start > 1
    for one, other in combinations(marks, 2):
        assert one.end <= other.start or other.end <= one.start or other.inside(one.start, one.end)


@settings(deadline=None)
@given(MARKED.map("".join), st.integers(0, 40), st.integers(0, 40))
def test_what_is_near_and_what_begins(text: str, start: int, end: int) -> None:
    marks = quotations(text, [(0, len(text))])
    if start < end:
        assert marks.near(start, end) == [q for q in marks if q.start < end and start < q.end]
        assert list(marks.begun(start, end)) == [q for q in marks if start <= q.start < end]


def test_without_quotations() -> None:
    assert Quotations().near(0, 9) == list(Quotations().begun(0, 9)) == []
    assert not Quotations().around(0, 9)


def test_what_stands_between_marks() -> None:
    text = "“We won,” he said. “They lost"
    marks = quotations(text, [(0, len(text))])
    assert marks.around(1, 3)
    assert not marks.around(0, 3)
    assert not marks.around(11, 13)
    assert marks.around(text.index("lost"), len(text))


@pytest.mark.parametrize("piece", ["“", '"', "'", " '", "s' ", '1" ', "“a” ", "‘“a", " ‘a", "“a ", "«“a ", "'a' "])
def test_long_odd_texts_pass(piece: str) -> None:
    """Of a length at which work in the square of it would not end."""
    text = piece * (300_000 // len(piece))
    assert len(quotations(text, [(0, len(text))])) <= len(text)
