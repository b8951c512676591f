"""What holds for any Unicode text."""

import json
from pathlib import Path

import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.pipeline import EntityRuler

import onrecord
from onrecord.articles import Article, Failure
from onrecord.records import Record
from onrecord.sources import read

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
#: Texts rich in what goes wrong: names, marks, line ends, byte order marks, combining and astral characters.
NEWS = st.lists(
    st.sampled_from(
        ["Oslo", "Ada Byron", " ", "  ", "\r\n", "\n\n", "\ufeff", "“", "”", '"', "e\u0301", "é", "😀", "\u2028"]
    )
    | st.sampled_from(["\x00", "\x85", "\u00a0", "\u200b", "👩\u200d👧", "3", ".", "’s", "-"])
    | TEXT,
    max_size=12,
).map("".join)

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
RULER = NLP.add_pipe("entity_ruler")
assert isinstance(RULER, EntityRuler)
RULER.add_patterns([{"label": "GPE", "pattern": "Oslo"}, {"label": "PERSON", "pattern": "Ada Byron"}])

SETTINGS = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def has_text(text: str) -> bool:
    return bool(text.replace("\ufeff", "").strip())


@SETTINGS
@given(NEWS)
def test_offsets_are_into_the_untouched_text(text: str) -> None:
    record = onrecord.record(NLP(text))
    assert record.text == text
    for entity in record.entities:
        assert text[entity.start : entity.end] == entity.text == entity.text.strip() != ""


@SETTINGS
@given(NEWS)
def test_a_record_comes_back_from_json_and_from_a_doc(text: str) -> None:
    record = onrecord.record(NLP(text))
    assert Record.from_json(record.to_json()) == record
    assert json.loads(record.to_json()) == record.to_dict()
    assert onrecord.record(onrecord.to_doc(record, NLP)) == record


@SETTINGS
@given(NEWS, st.data())
def test_any_spans_come_back_from_a_doc(text: str, data: st.DataObject) -> None:
    """Wherever a name starts and ends, inside words too."""
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if text[a:b] == text[a:b].strip() != ""]
    values: dict[str, object] = {key: [] for key in ("actors", "quantities", "dates", "quotes", "claims")}
    entities = [
        {"id": f"T{i}", "start": a, "end": b, "text": text[a:b], "label": "ORG", "ref": None}
        for i, (a, b) in enumerate(spans, start=1)
    ]
    warnings = onrecord.record(NLP(text)).warnings
    values |= {"schema": "1.0", "id": "a", "date": None, "text": text, "entities": entities, "warnings": warnings}
    record = Record.model_validate(values)
    assert onrecord.record(onrecord.to_doc(record, NLP)).entities == record.entities


@SETTINGS
@given(NEWS)
def test_a_file_gives_the_text_that_was_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    (tmp_path / "b.jsonl").write_bytes(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n")
    for found in read([tmp_path]):
        assert isinstance(found, Article) == has_text(text)
        assert isinstance(found, Failure) or found.text == text


@SETTINGS
@given(st.lists(NEWS, max_size=6), st.integers(1, 4))
def test_each_article_has_one_result_in_its_place(texts: list[str], batch_size: int) -> None:
    found = list(onrecord.extract(texts, nlp=NLP, batch_size=batch_size))
    assert [r.id for r in found] == [f"text:{i}" for i in range(1, len(texts) + 1)]
    assert [isinstance(r, Record) for r in found] == [has_text(text) for text in texts]


@SETTINGS
@given(st.binary(max_size=200))
def test_any_bytes_can_be_read_or_are_told(tmp_path: Path, data: bytes) -> None:
    for name in ("a.txt", "a.jsonl", "a.jsonl.gz", "a.parquet"):
        path = tmp_path / name
        path.write_bytes(data)
        for found in read([path]):
            assert isinstance(found, Article | Failure)
