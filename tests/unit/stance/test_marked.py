"""Which words are read with a quote, and which part of it each of them is."""

import numpy as np

from onrecord.attribution.tags import CONTENT, CUE, OTHER, SOURCE
from onrecord.stance.marked import AT_ONCE, VIEW, views
from onrecord.stance.words import QuoteWords

PARAGRAPHS = [np.arange(0, 6), np.arange(8, 14)]


def test_each_word_is_marked_with_its_part() -> None:
    quote = QuoteWords(cue=[2], source=[0, 1], content=[3, 4])
    (view,) = views([quote], PARAGRAPHS)
    assert (view.rows, view.tokens.tolist()) == ([0], [0, 1, 2, 3, 4, 5])
    assert view.parts.tolist() == [[SOURCE, SOURCE, CUE, CONTENT, CONTENT, OTHER]]


def test_quotes_are_read_with_the_paragraph_of_their_cue() -> None:
    first = QuoteWords(cue=[9], source=[8], content=[3, 4, 10])
    second = QuoteWords(cue=[], source=[], content=[5])
    third = QuoteWords(cue=[12], source=[], content=[13])
    found = {tuple(view.rows): view.tokens[0] for view in views([first, second, third], PARAGRAPHS)}
    assert found == {(0, 2): 8, (1,): 0}


def test_a_quote_without_words_is_in_no_view() -> None:
    assert list(views([QuoteWords([], [], [])], PARAGRAPHS)) == []
    assert list(views([QuoteWords([1], [], [])], [])) == []


def test_a_long_paragraph_is_read_in_part_around_the_cue() -> None:
    long = np.arange(3 * VIEW)
    quotes = [QuoteWords(cue=[2 * VIEW], source=[], content=[2 * VIEW + 1]), QuoteWords([0], [], [1])]
    middle, start = views(quotes, [long])
    assert len(middle.tokens) == len(start.tokens) == VIEW
    assert middle.tokens[middle.parts[0] == CUE].tolist() == [2 * VIEW]
    assert start.tokens[0] == 0


def test_many_quotes_of_one_paragraph_are_read_in_portions() -> None:
    quotes = [QuoteWords(cue=[1], source=[], content=[2])] * (AT_ONCE + 1)
    assert [len(view.rows) for view in views(quotes, PARAGRAPHS)] == [AT_ONCE, 1]
