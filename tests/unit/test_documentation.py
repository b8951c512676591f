"""The generated parts of the pages."""

from pathlib import Path

import pytest

from onrecord.documentation import COMPONENTS, cli_reference, component_table, refreshed
from onrecord.errors import UsageError

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "pipeline/README.md")


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_up_to_date(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert "<!-- end -->" in text
    assert refreshed(text, ROOT) == text, f"make it anew: python -m onrecord.documentation {page}"


def test_the_table_has_a_row_for_each_component() -> None:
    rows = component_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(COMPONENTS)


def test_the_reference_names_each_command_and_option() -> None:
    text = cli_reference()
    assert all(f"### `onrecord {name}`" in text for name in ("run", "schema", "bench"))
    assert all(option in text for option in ("--resume", "--force", "--no-text", "--json"))


def test_only_the_section_is_replaced() -> None:
    page = "before\n<!-- components -->\nold\n<!-- end -->\nafter\n"
    new = refreshed(page, ROOT)
    assert new.startswith("before\n<!-- components -->\n\n| component")
    assert new.endswith("<!-- end -->\nafter\n")
    assert refreshed(new, ROOT) == new


def test_an_unknown_section_is_refused() -> None:
    with pytest.raises(UsageError, match="no generated section 'nothing'"):
        refreshed("<!-- nothing -->\n<!-- end -->\n", ROOT)
