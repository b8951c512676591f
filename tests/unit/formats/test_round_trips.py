"""What a form keeps comes back from it, for the gold articles; what is not of its form is refused in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import RecordError
from onrecord.evaluation import evaluate
from onrecord.formats import FORMATS
from onrecord.reading import read_gold
from onrecord.records import Record
from tests.conftest import ROOT, Outcome

GOLD = ROOT / "corpus" / "gold"


@pytest.fixture(scope="module")
def gold() -> list[Record]:
    return list(read_gold(GOLD))


def there_and_back(name: str, records: list[Record], folder: Path) -> list[Record]:
    form = FORMATS[name]
    place = folder / name
    form.write(records, place)
    return list(form.read(place))


@pytest.mark.parametrize("name", ["brat", "labelstudio", "polnear", "citron", "conllu"])
def test_what_is_kept_is_the_same_to_the_letter(name: str, gold: list[Record], tmp_path: Path) -> None:
    back = {record.id: record for record in there_and_back(name, gold, tmp_path)}
    assert back.keys() == {record.id for record in gold}
    assert all(back[record.id].text == record.text for record in gold)
    keeps = FORMATS[name].keeps
    layers = [layer for layer in ("entities", "quantities", "dates", "quotes", "stance") if layer in keeps]
    kept = [without_nested(record) for record in gold] if name == "polnear" else gold
    for score in evaluate(kept, back.values(), layers=layers).scores:
        if score.wanted and not (score.measure == "kind" and "stance" not in keeps):
            assert score.f1 == 100, score


def without_nested(record: Record) -> Record:
    return record.model_copy(update={"quotes": [quote for quote in record.quotes if quote.parent is None]})


@pytest.mark.parametrize("name", ["brat", "labelstudio"])
def test_speakers_kind_and_parents_come_back(name: str, gold: list[Record], tmp_path: Path) -> None:
    back = {record.id: record for record in there_and_back(name, gold, tmp_path)}
    for record in gold:
        assert said(record) == said(back[record.id])


def said(record: Record) -> list[tuple[Any, ...]]:
    names = {actor.id: actor.name for actor in record.actors}
    places = {quote.id: quote.content[0].start for quote in record.quotes}
    return sorted(
        (
            [(part.start, part.end) for part in quote.content],
            quote.kind,
            quote.stance,
            names.get(quote.speaker or "", ""),
            places.get(quote.parent or "", -1),
        )
        for quote in record.quotes
    )


@pytest.mark.parametrize("name", ["records", "docbin"])
def test_all_comes_back(name: str, gold: list[Record], tmp_path: Path) -> None:
    assert there_and_back(name, gold, tmp_path) == gold


def test_conll_keeps_the_names_of_the_words(gold: list[Record], tmp_path: Path) -> None:
    def names(records: list[Record]) -> list[tuple[str, str]]:
        return [("".join(e.text.split()), e.label) for record in records for e in record.entities]

    assert names(there_and_back("conll", gold, tmp_path)) == names(gold)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("polnear", '{"id": "a"}\n', "line 1 is not PolNeAR's: KeyError: 'text'"),
        ("conll", "-DOCSTART- a\n\nOslo B-CITY\n", "line 3: 'B-CITY' is no tag"),
        ("conllu", "1\tOslo\n", "line 1: 2 columns"),
        ("labelstudio", '{"data": 1}', "is not Label Studio's"),
        ("citron", '{"text": "Oslo"}', "is not Citron's: KeyError: 'quotes'"),
        ("docbin", "nothing", "is no DocBin"),
        ("records", "{}\n", "line 1: "),
    ],
)
def test_what_is_not_of_the_form_is_refused(name: str, content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_text(content, "utf-8")
    with pytest.raises(RecordError, match=told.replace("(", r"\(")):
        list(FORMATS[name].read(path))


def test_a_broken_annotation_of_brat_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Oslo", "utf-8")
    (tmp_path / "a.ann").write_text("T1\tGPE 0 4\tOslo\nT2\tGPE 0 9\tOslo\n", "utf-8")
    with pytest.raises(RecordError, match=r"a\.ann, line 2: .*no span of a text of 4 characters"):
        list(FORMATS["brat"].read(tmp_path))


def test_the_command(command: Callable[..., Outcome], tmp_path: Path) -> None:
    source, there, back = GOLD / "written.jsonl", tmp_path / "brat", tmp_path / "back.jsonl"
    assert command("convert", source, there, "--to", "brat").code == 0
    assert command("convert", there, back, "--from", "brat").code == 0
    assert len([json.loads(line) for line in back.read_text("utf-8").splitlines()]) == 12
    for arguments, told in (
        ([source, there, "--to", "brat"], "exists: give another place"),
        ([source, tmp_path / "x", "--to", "xml"], "is none of records, brat"),
        ([tmp_path / "none", tmp_path / "x"], "does not exist"),
        ([there / "ammonia-leak.txt", tmp_path / "x"], "line 1: "),
    ):
        outcome = command("convert", *arguments)
        assert outcome.code == 2
        assert told in outcome.err
