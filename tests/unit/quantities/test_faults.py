"""Faults of quantulum3, by its issues' numbers, that must not reach a record: its units are used, not its parser."""

import pytest
from spacy.language import Language

from onrecord.quantities import quantities


def read(nlp: Language, text: str) -> list[tuple[object, ...]]:
    return [(q["value"], q["low"], q["high"], q["unit"]) for q in quantities(nlp(text))]


def test_239_a_range_keeps_its_ends(nlp: Language) -> None:
    assert read(nlp, "They walked 10 to 15 miles.") == [(12.5, 10, 15, "mile")]


def test_45_digits_of_two_numbers_are_not_joined(nlp: Language) -> None:
    assert read(nlp, "In 2012–13 the yard shipped 816 000 t of ore.") == [(816_000, 816_000, 816_000, "tonne")]


@pytest.mark.parametrize("text", ["Once upon a time there was a king.", "We left at 2.15pm.", "They came at 2 pm."])
def test_135_no_quantities_out_of_nothing(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_212_two_runs_give_the_same(nlp: Language) -> None:
    text = "They lost 5 lb, or 20 pounds, at 30 C, in 8 in. of mud, for 5 c a barrel."
    assert quantities(nlp(text)) == quantities(nlp(text))


@pytest.mark.parametrize("text", ["It happened on 9/11.", "They flew in a Boeing 747.", "She drove the RAV4 home."])
def test_digits_in_names_and_dates_are_none(nlp: Language, text: str) -> None:
    assert read(nlp, text) == []


def test_a_currency_keeps_its_prefix(nlp: Language) -> None:
    assert read(nlp, "The ticket cost A$6.") == [(6, 6, 6, "AUD")]
