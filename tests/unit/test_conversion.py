"""Doc to record and back."""

import json
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, SpanGroup

import onrecord
from onrecord.errors import RecordError
from onrecord.records import Record
from tests.unit.test_records import sample


def test_names_become_entities_and_other_labels_do_not(tiny: Language) -> None:
    record = onrecord.record(tiny("On Tuesday Ada Byron left Oslo."))
    assert [(e.id, e.text, e.label, e.start, e.end, e.ref) for e in record.entities] == [
        ("T1", "Ada Byron", "PERSON", 11, 20, None),
        ("T2", "Oslo", "GPE", 26, 30, None),
    ]
    assert (record.id, record.date, record.quotes) == ("article", None, [])


def test_the_article_is_told(tiny: Language) -> None:
    doc = tiny("Ada Byron left Oslo.")
    doc._.article = {"id": "x", "date": "2024-10-24", "title": "T", "source": "S", "url": "https://x.example"}
    doc._.warnings = ["seen by a component"]
    values = onrecord.record(doc).to_dict()
    assert {key: values[key] for key in doc._.article} == doc._.article
    assert values["warnings"] == ["seen by a component"]


def test_text_can_be_left_out(tiny: Language) -> None:
    record = onrecord.record(tiny("Ada Byron left Oslo."), text=False)
    assert record.text is None
    assert record.entities[0].text == "Ada Byron"
    with pytest.raises(RecordError, match="without its text"):
        onrecord.to_doc(record)


def test_white_space_at_the_edge_of_a_name_is_no_part_of_it(tiny: Language) -> None:
    doc = tiny.make_doc("In \n\n Oslo \n\n today")
    doc.ents = [Span(doc, 1, 4, label="GPE")]
    (entity,) = onrecord.record(doc).entities
    assert (entity.text, entity.start, entity.end) == ("Oslo", 6, 10)


def test_all_layers_come_back() -> None:
    record = Record.from_json(json.dumps(sample()))
    doc = onrecord.to_doc(record)
    assert [(e.text, e.label_) for e in doc.ents] == [("Ada Byron", "PERSON"), ("Oslo", "GPE"), ("Norway", "GPE")]
    assert [(s.text, s.label_) for s in doc.spans["quantities"]] == [("3 ships", "count")]
    assert [s.text for s in doc.spans["quotes"] if s.label_ == "cue"] == ["said", "denied"]
    assert onrecord.record(doc) == record


def test_the_gold_record_comes_back(gold_line: str) -> None:
    record = Record.from_json(gold_line)
    assert onrecord.record(onrecord.to_doc(record)) == record


def test_spans_inside_a_word_come_back() -> None:
    values: dict[str, Any] = {key: [] for key in ("entities", "actors", "quantities", "dates", "quotes", "claims")}
    values |= {"schema": "1.0", "id": "a", "date": None, "text": "The pro-Osloers left."}
    values["entities"] = [{"id": "T1", "start": 8, "end": 12, "text": "Oslo", "label": "GPE", "ref": None}]
    record = Record.from_json(json.dumps(values))
    assert onrecord.record(onrecord.to_doc(record)) == record


@pytest.mark.parametrize("way", ["bytes", "docbin"])
def test_layers_survive_storage(tiny: Language, way: str) -> None:
    record = Record.from_json(json.dumps(sample()))
    doc = onrecord.to_doc(record, tiny)
    if way == "bytes":
        stored = Doc(tiny.vocab).from_bytes(doc.to_bytes())
    else:
        box = DocBin(docs=[doc], store_user_data=True).to_bytes()
        (stored,) = DocBin().from_bytes(box).get_docs(tiny.vocab)
    assert onrecord.record(stored) == record


def test_a_record_of_any_length_comes_back() -> None:
    nlp = spacy.blank("en")
    nlp.max_length = 10
    record = Record.from_json(json.dumps(sample()))
    assert onrecord.record(onrecord.to_doc(record, nlp)) == record


def test_a_layer_that_breaks_a_rule_is_refused(tiny: Language) -> None:
    doc = tiny("Three ships left.")
    wrong = {"id": "N1", "start": 0, "end": 11, "text": "three ships", "kind": "count", "value": 3}
    wrong |= {"low": 3, "high": 3, "modifier": None, "unit": "ship"}
    doc.spans["quantities"] = SpanGroup(doc, spans=[], attrs={"records": [wrong]})
    with pytest.raises(RecordError, match="is 'Three ships' in the text, not 'three ships'"):
        onrecord.record(doc)
