"""The word lists, and that a damaged one is refused."""

import pytest
from pydantic import ValidationError

from onrecord.quantities import units
from onrecord.quantities.tables import Currencies, Labels, Modifiers, Units, Words, load


@pytest.mark.parametrize("kind", [Words, Modifiers, Currencies, Units, Labels])
def test_every_list_tells_its_source(kind: type[Words]) -> None:
    assert len(load(kind).source) > 40


def test_a_damaged_list_is_refused() -> None:
    with pytest.raises(ValidationError, match="before"):
        Modifiers.model_validate({"source": "somewhere", "before": {"about": "roughly"}, "after": {}, "signs": {}})


def test_codes_are_codes() -> None:
    known = load(Currencies)
    for code in (*known.names, *known.bare.values(), *known.beside_dollar.values(), *known.prefixes.values()):
        assert len(code) == 3
        assert code.isupper()


def test_our_units_are_named_in_the_manner_of_quantulum3() -> None:
    names = set(units.table().surfaces.values()) | set(units.table().symbols.values())
    assert {"kilometre", "degree Celsius", "square mile", "mile per hour", "year", "tonne"} <= names
    assert len(names) > 400
