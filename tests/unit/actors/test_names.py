"""Names: which of them mean the same actor."""

import pytest

from onrecord.actors.names import Name, acronyms, bare, group


def persons(*texts: str) -> list[int]:
    return group([Name(text, "PERSON") for text in texts])


def bodies(*texts: str) -> list[int]:
    return group([Name(text, "ORG") for text in texts])


def test_a_last_name_means_who_bears_it() -> None:
    assert persons("Ingrid Solbakk", "Ole Berg", "Solbakk", "Berg") == [0, 1, 0, 1]


def test_a_last_name_may_stand_before_the_full_one() -> None:
    assert persons("Solbakk", "Ingrid Solbakk") == [1, 1]


def test_a_family_name_that_comes_first() -> None:
    assert persons("Han Min-jun", "Han") == [0, 0]


def test_of_two_who_share_a_last_name_the_one_last_named_is_meant() -> None:
    assert persons("Ingrid Solbakk", "Ole Solbakk", "Solbakk", "Ingrid Solbakk", "Solbakk") == [0, 1, 1, 0, 0]


def test_an_honorific_tells_which_of_them() -> None:
    names = [Name("Ingrid Solbakk", "PERSON", "f"), Name("Ole Solbakk", "PERSON", "m"), Name("Solbakk", "PERSON", "f")]
    assert group(names) == [0, 1, 0]


def test_a_middle_name_or_initial_makes_no_other_person() -> None:
    assert persons("Ingrid Solbakk", "Ingrid M. Solbakk", "Ingrid Marie Solbakk") == [0, 0, 0]


def test_father_and_son_are_two() -> None:
    assert len(set(persons("Ole Berg", "Ole Berg Jr."))) == 2


@pytest.mark.parametrize("pair", [("North Macedonia Airways", "NMA"), ("NMA", "North Macedonia Airways")])
def test_acronyms(pair: tuple[str, str]) -> None:
    assert len(set(bodies(*pair))) == 1


def test_an_acronym_of_two_names_joins_neither() -> None:
    assert len(set(bodies("Nordic Bank Group", "National Board of Grain", "NBG"))) == 3


def test_the_acronym_of_a_place_joins_the_place() -> None:
    assert group([Name("Free State of Vesland", "GPE"), Name("FSV", "ORG")]) == [0, 0]


def test_the_names_of_one_country_are_one() -> None:
    names = [Name(text, "GPE") for text in ("the United States", "U.S.", "America", "Norway", "Washington")]
    assert group(names) == [0, 0, 0, 3, 4]


def test_a_people_is_no_country() -> None:
    assert group([Name("Norway", "GPE"), Name("Norwegian", "NORP"), Name("Norwegians", "NORP")]) == [0, 1, 1]


def test_short_forms_of_bodies() -> None:
    assert bodies("Solbakk Shipping Inc.", "Solbakk Shipping") == [0, 0]
    assert bodies("U.S. Grain Board", "Grain Board") == [0, 0]


@pytest.mark.parametrize(("text", "expected"), [("the Storting", "Storting"), ("Oslo’s", "Oslo"), ("The", "The")])
def test_bare(text: str, expected: str) -> None:
    assert bare(text) == expected


def test_acronym_letters() -> None:
    assert "FSV" in acronyms("Free State of Vesland")
    assert acronyms("Vesland") == set()
