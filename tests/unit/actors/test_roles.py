"""Roles and countries of persons: from titles and appositions."""

from collections.abc import Callable

import pytest

from tests.unit.actors.conftest import Found

Read = Callable[..., Found]


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("Norwegian Fisheries Minister Ingrid Solbakk said the ships left.", "Norwegian Fisheries Minister", "NO"),
        ("Ingrid Solbakk, a Norwegian lawmaker, said the ships left.", "Norwegian lawmaker", "NO"),
        (
            "Ingrid Solbakk, the chairwoman of the harbor committee, said so.",
            "chairwoman of the harbor committee",
            None,
        ),
        ("Mrs. Ingrid Solbakk said the ships left.", None, None),
        ("Ingrid Solbakk said the ships left Norway.", None, None),
    ],
)
def test_roles(read: Read, text: str, role: str | None, country: str | None) -> None:
    names = {"Ingrid Solbakk": "PERSON", "Norway": "GPE", "Norwegian": "NORP"}
    actor = read(text, names).actors["Ingrid Solbakk"]
    assert (actor["role"], actor["country"], actor["label"]) == (role, country, "PERSON")
