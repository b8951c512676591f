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
from onrecord.formats.assembly import assemble, quote, span
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


ODD = "A\u0301da \U0001f6a2 said:\r\n“We left\u00a0Oslo.”\r\n\r\nBo denied it."


def odd(id_: str) -> Record:
    """An article with CRLF, a combining accent, a character outside the basic plane and a blank that does not break."""
    name, said = span(ODD, 0, 4), span(ODD, ODD.index("“"), ODD.index("”") + 1)
    city = span(ODD, ODD.index("Oslo"), ODD.index("Oslo") + 4)
    actor: dict[str, Any] = {"id": "a", "name": "A\u0301da", "label": "PERSON", "aliases": []}
    actor |= {"role": None, "country": None}
    given = quote([said], name, None, kind="direct", speaker="a", stance="confirm")
    return assemble(
        id_, ODD, entities=[{**name, "label": "PERSON"}, {**city, "label": "GPE"}], actors=[actor], quotes=[given]
    )


@pytest.mark.parametrize("name", ["brat", "labelstudio", "polnear", "citron", "conllu", "docbin"])
def test_odd_text_and_ids_come_back(name: str, tmp_path: Path) -> None:
    ids = ["news/2024/x?y=1", "news_2024_x_y=1", "a b", "100%"]
    back = {record.id: record for record in there_and_back(name, [odd(id_) for id_ in ids], tmp_path)}
    assert back.keys() == set(ids)
    for record in back.values():
        assert record.text == ODD
        if "quotes" in FORMATS[name].keeps:
            assert record.quotes[0].content == odd("a").quotes[0].content


@pytest.mark.parametrize("name", ["brat", "labelstudio", "citron"])
def test_a_text_that_was_changed_is_noticed(name: str, tmp_path: Path) -> None:
    FORMATS[name].write([odd("a")], tmp_path / "x")
    for path in (tmp_path / "x").rglob("*") if (tmp_path / "x").is_dir() else [tmp_path / "x"]:
        path.write_bytes(path.read_bytes().replace(b"\\r\\n", b"\\n").replace(b"\r\n", b"\n"))
    with pytest.raises(RecordError, match="in the text, not"):
        list(FORMATS[name].read(tmp_path / "x"))


def test_a_sentence_ends_a_name(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("-DOCSTART- -X- O O\n\nNadim I-PERSON\nLadki I-PERSON\n\nAda I-PERSON\n", "utf-8")
    (record,) = FORMATS["conll"].read(tmp_path / "x")
    assert [e.text for e in record.entities] == ["Nadim Ladki", "Ada"]


def test_a_multiword_token_is_read_as_it_is_written(tmp_path: Path) -> None:
    rows = [
        "1-2\tdon't" + "\t_" * 8,
        "1\tdo" + "\t_" * 8,
        "2\tn't" + "\t_" * 8,
        "3\tgo" + "\t_" * 7 + "\tSpaceAfter=No",
    ]
    (tmp_path / "x").write_text("\n".join(rows) + "\n\n", "utf-8")
    (record,) = FORMATS["conllu"].read(tmp_path / "x")
    assert record.text == "don't go"


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
        ([back, back, "--force"], "exists: give another place"),
        ([there, tmp_path / "x", "--from", "citron"], "holds nothing in the form 'citron'"),
        ([source, tmp_path / "x", "--to", "xml"], "is none of records, brat"),
        ([tmp_path / "none", tmp_path / "x"], "does not exist"),
        ([there / "ammonia-leak.txt", tmp_path / "x"], "line 1: "),
    ):
        outcome = command("convert", *arguments)
        assert outcome.code == 2
        assert told in outcome.err
