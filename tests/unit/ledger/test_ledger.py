"""Claims joined across articles: the same proposition, reprints, changed articles, and a ledger that is kept."""

from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.ledger import Ledger
from tests.unit.ledger.conftest import record

LEFT = "the seven ships left the harbor of Oslo"


def test_two_articles_meet_in_one_claim() -> None:
    with Ledger() as ledger:
        assert ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        assert ledger.add(record("b", ("Holm", "deny", "seven ships left Oslo harbor", 3), day="2024-10-26"))
        rows = list(ledger.rows())
    assert len({row.claim for row in rows}) == 1
    assert [(row.source, row.stance, row.said, row.role) for row in rows] == [
        ("Berg", "confirm", "2024-10-24", "minister"),
        ("Holm", "deny", "2024-10-26", "minister"),
    ]
    assert rows[0].claim_text == f"{LEFT}."


def test_other_propositions_stay_apart() -> None:
    with Ledger() as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        ledger.add(record("b", ("Holm", "deny", "inflation rose in the spring", 4)))
        assert len({row.claim for row in ledger.rows()}) == 2


def test_a_claim_is_not_taken_up_after_its_window() -> None:
    with Ledger(window=10) as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        ledger.add(record("b", ("Holm", "deny", "seven ships left Oslo harbor", 3), day="2024-12-24"))
        assert len({row.claim for row in ledger.rows()}) == 2


def test_reprints_are_one_row_with_all_outlets() -> None:
    with Ledger() as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        ledger.add(record("b", ("Berg", "confirm", f"“{LEFT.capitalize()}”", 3), outlet="Wire", day="2024-10-23"))
        (row,) = ledger.rows()
    assert (row.articles, row.outlets, row.said) == (["a", "b"], ["Post", "Wire"], "2024-10-23")


def test_an_article_counts_once_and_a_changed_one_in_its_new_form() -> None:
    with Ledger() as ledger:
        assert ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        assert not ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        assert ledger.add(record("a", ("Holm", "deny", "inflation rose in the spring", 4)))
        assert [row.source for row in ledger.rows()] == ["Holm"]


def test_contested_claims_are_those_with_two_sides() -> None:
    with Ledger() as ledger:
        ledger.add(record("a", ("Lund", "confirm", "inflation rose in the spring", 4)))
        ledger.add(record("b", ("Berg", "confirm", LEFT, 3), ("Holm", "deny", f"{LEFT} today", 3)))
        assert {row.source for row in ledger.rows(contested=True)} == {"Berg", "Holm"}
        assert [row.source for row in ledger.rows(by_weight=True, limit=1)] == ["Berg", "Holm"]


def test_a_claim_keeps_its_id_when_a_later_batch_adds_to_it(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
        (before,) = ledger.rows()
    with Ledger(tmp_path) as ledger:
        ledger.add(record("b", ("Holm", "deny", "seven ships left Oslo harbor", 3)))
        after = list(ledger.rows())
    assert [row.claim for row in after] == [before.claim] * 2


def test_a_first_run_that_broke_off_leaves_a_folder_that_can_be_used(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path)
    with Ledger(tmp_path) as ledger:
        assert list(ledger.rows()) == []


@pytest.mark.parametrize("left", [b"", b"half an index"])
def test_an_index_that_was_half_written_is_made_anew(tmp_path: Path, left: bytes) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
    (tmp_path / "claims.usearch").write_bytes(left)
    with Ledger(tmp_path) as ledger:
        ledger.add(record("b", ("Holm", "deny", "seven ships left Oslo harbor", 3)))
        assert len({row.claim for row in ledger.rows()}) == 1


def test_a_ledger_in_use_is_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path), pytest.raises(UsageError, match="is another run at work in it"):
        Ledger(tmp_path)


def test_one_id_of_two_days_is_two_articles() -> None:
    """As `articles:1` is, where rows have no ids of their own."""
    with Ledger() as ledger:
        ledger.add(record("articles:1", ("Berg", "confirm", LEFT, 3)))
        ledger.add(record("articles:1", ("Holm", "confirm", "inflation rose in the spring", 4), day="2024-10-25"))
        assert {row.source for row in ledger.rows()} == {"Berg", "Holm"}


def test_a_copy_of_an_article_adds_no_claims_however_short_its_words() -> None:
    with Ledger(window=10) as ledger:
        ledger.add(record("a", ("Berg", "deny", "that is false", 3)))
        ledger.add(record("b", ("Berg", "deny", "that is false", 3), day="2025-03-24", outlet="Wire"))
        (row,) = ledger.rows()
    assert (row.articles, row.outlets) == (["a", "b"], ["Post", "Wire"])


def test_claims_that_an_article_keeps_apart_stay_apart() -> None:
    with Ledger() as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3), ("Holm", "confirm", f"{LEFT} again", 4)))
        assert len({row.claim for row in ledger.rows()}) == 2


def broken_off(folder: Path) -> None:
    with Ledger(folder) as ledger:
        ledger.add(record("b", ("Holm", "deny", "inflation rose in the spring", 4)))
        raise KeyboardInterrupt


def test_a_run_that_broke_off_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.add(record("a", ("Berg", "confirm", LEFT, 3)))
    with pytest.raises(KeyboardInterrupt):
        broken_off(tmp_path)
    with Ledger(tmp_path) as ledger:
        assert [row.source for row in ledger.rows()] == ["Berg"]
        assert ledger.add(record("b", ("Holm", "deny", "inflation rose in the spring", 4)))
        assert [row.source for row in ledger.rows()] == ["Berg", "Holm"]


def test_a_folder_with_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "claims.sqlite").write_text("no database, but a note of more than sixteen characters\n" * 20)
    with pytest.raises(UsageError, match="holds no ledger"):
        Ledger(tmp_path)
