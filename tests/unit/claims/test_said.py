"""What is read of quotes before they are joined."""

import pytest

from onrecord.claims.said import Said
from onrecord.layers import QUOTES, RECORDS
from tests.unit.claims.conftest import Give


def said(give: Give, text: str, *quotes: tuple[str | None, str | None, str, str]) -> Said:
    doc = give(text, *quotes)
    return Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])


def test_quotes_without_a_claim_are_left_out(give: Give) -> None:
    text = "Berg said the ships left. Holm urged them to stay."
    found = said(give, text, ("Berg", "said", "the ships left", "confirm"), ("Holm", "urged", "them to stay", "none"))
    assert [record["id"] for record in found.records] == ["Q1"]
    assert found.stance.tolist() == ["confirm"]


def test_places_and_peoples_of_one_country_are_one_name(give: Give) -> None:
    text = "Berg said Norway had sent ships. Holm said Norwegian ships had left."
    quotes = (
        ("Berg", "said", "Norway had sent ships", "confirm"),
        ("Holm", "said", "Norwegian ships had left", "confirm"),
    )
    found = said(give, text, *quotes)
    assert found.named == [frozenset({"NO"})] * 2
    assert found.stems[0] & found.stems[1]


@pytest.mark.parametrize(
    ("text", "content", "takes_up"),
    [
        ("Berg called them idle talk.", "them idle talk", True),
        ("Berg denied that.", "that", True),
        ("Berg rejected the allegations.", "the allegations", True),
        ("Berg rejected the allegations of fraud.", "the allegations of fraud", False),
        ("Berg said that the ships had left the harbor.", "that the ships had left the harbor", False),
        ("Berg denied those claims.", "those claims", True),
        ("Berg said the ships left.", "the ships left", False),
    ],
)
def test_contents_that_take_up_what_was_said(give: Give, text: str, content: str, takes_up: bool) -> None:
    assert said(give, text, ("Berg", None, content, "deny")).anaphoric.tolist() == [takes_up]
