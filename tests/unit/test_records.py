"""The record: its schema, what it refuses, and how it is written."""

import json
from typing import Any

import jsonschema
import pytest

from onrecord.errors import RecordError
from onrecord.records import Record, json_schema
from tests.conftest import ROOT

TEXT = "Ada Byron said 3 ships left Oslo on Tuesday. Norway denied it."


def sample() -> dict[str, Any]:
    """A sound record with something in each layer."""

    def span(words: str) -> dict[str, Any]:
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    said = {"kind": "indirect", "content": [span("3 ships left Oslo on Tuesday")], "cue": span("said")}
    denied = {"kind": "indirect", "content": [span("it")], "cue": span("denied"), "source": span("Norway")}
    return {
        "schema": "1.0",
        "id": "a",
        "date": "2024-10-24",
        "text": TEXT,
        "entities": [
            {"id": "T1", **span("Ada Byron"), "label": "PERSON", "ref": "E1"},
            {"id": "T2", **span("Oslo"), "label": "GPE", "ref": None},
            {"id": "T3", **span("Norway"), "label": "GPE", "ref": "E2"},
        ],
        "actors": [
            {"id": "E1", "name": "Ada Byron", "label": "PERSON", "role": None, "country": None, "aliases": []},
            {"id": "E2", "name": "Norway", "label": "GPE", "role": None, "country": "NO", "aliases": []},
        ],
        "quantities": [
            {"id": "N1", **span("3 ships"), "kind": "count", "value": 3, "low": 3, "high": 3, "modifier": None}
            | {"unit": "ship"}
        ],
        "dates": [
            {"id": "D1", **span("Tuesday"), "type": "DATE", "value": "2024-10-22", "from": "2024-10-22"}
            | {"to": "2024-10-22", "modifier": None}
        ],
        "quotes": [
            {"id": "Q1", **said, "source": span("Ada Byron"), "speaker": "E1", "parent": None, "stance": "confirm"}
            | {"claim": "C1", "quantities": ["N1"], "dates": ["D1"]},
            {"id": "Q2", **denied, "speaker": "E2", "parent": None, "stance": "deny", "claim": "C1"}
            | {"quantities": [], "dates": []},
        ],
        "claims": [
            {"id": "C1", "text": "Ships left Oslo.", "confirmed_by": ["E1"], "denied_by": ["E2"], "uncertain": []}
            | {"quotes": ["Q1", "Q2"], "quantities": ["N1"], "dates": ["D1"]}
        ],
        "warnings": [],
    }


def test_the_sample_is_sound() -> None:
    assert Record.from_json(json.dumps(sample())).to_dict() == sample()


def test_the_gold_record_is_sound_and_comes_back(gold_line: str) -> None:
    record = Record.from_json(gold_line)
    written = json.loads(record.to_json())
    assert written.pop("warnings") == []
    assert written == json.loads(gold_line)
    assert list(written) == list(json.loads(gold_line))
    jsonschema.validate(json.loads(gold_line), json_schema())


def test_the_published_schema_is_current() -> None:
    published = (ROOT / "corpus" / "record.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == json.loads(json.dumps(json_schema())), (
        "run: onrecord schema > corpus/record.schema.json"
    )


def test_writing_is_deterministic_and_keeps_all_letters() -> None:
    record = Record.model_validate(sample() | {"title": "Ünïcödé “😀” \u2028"})
    line = record.to_json()
    assert "Ünïcödé “😀”" in line
    assert "\n" not in line
    assert Record.from_json(line) == record
    assert Record.from_json(line).to_json() == line


def test_what_is_not_given_is_left_out() -> None:
    values = sample()
    del values["text"]
    assert not {"title", "source", "url", "text"} & json.loads(Record.model_validate(values).to_json()).keys()


def test_unknown_fields_are_kept() -> None:
    values = sample()
    values["actors"][0]["anonymous"] = True
    assert Record.model_validate(values).to_dict()["actors"][0]["anonymous"] is True


def change(*path: str | int, to: Any) -> dict[str, Any]:
    values = place = sample()
    for key in path[:-1]:
        place = place[key]  # type: ignore[index]
    place[path[-1]] = to  # type: ignore[index]
    return values


BROKEN = {
    "schema": (change("schema", to="2.0"), "schema"),
    "no actors": ({k: v for k, v in sample().items() if k != "actors"}, "actors"),
    "offset as text": (change("entities", 0, "start", to="0"), "valid integer"),
    "negative offset": (change("entities", 0, "start", to=-1), "greater than or equal to 0"),
    "unknown label": (change("entities", 0, "label", to="CITY"), "PERSON"),
    "text of span": (change("entities", 0, "text", to="Ada byron"), "is 'Ada Byron' in the text"),
    "white space": (change("entities", 0, "end", to=10), "T1"),
    "empty span": (change("quotes", 0, "cue", "end", to=10), "Q1"),
    "overlap": (change("entities", 1, to=sample()["entities"][0] | {"id": "T2"}), "T2 starts before T1 ends"),
    "ids": (change("dates", 0, "id", to="D2"), "D2 stands where D1 belongs"),
    "dangling ref": (change("entities", 1, "ref", to="E9"), "T2 refers to 'E9'"),
    "ref to another layer": (change("quotes", 0, "speaker", to="N1"), "Q1 refers to 'N1'"),
    "ring of parents": (change("quotes", 0, "parent", to="Q1"), "its own ancestor"),
    "claim without stance": (change("quotes", 0, "stance", to="none"), "all but 'none' make a claim"),
    "claim without its quote": (change("claims", 0, "quotes", to=["Q1"]), "does not list the quotes"),
    "claim without its speaker": (change("claims", 0, "denied_by", to=[]), "speakers of its quotes of stance 'deny'"),
    "day": (change("dates", 0, "from", to="2024-02-30"), "day"),
    "days": (change("dates", 0, "from", to="2024-10-23"), "runs from"),
    "bounds": (change("quantities", 0, "low", to=4), "above high"),
    "country": (change("actors", 1, "country", to="Norway"), "pattern"),
    "no content": (change("quotes", 0, "content", to=[]), "at least 1"),
    "order": ({**sample(), "quotes": sample()["quotes"][::-1]}, "stands where Q1 belongs"),
}


@pytest.mark.parametrize(("values", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_record_is_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        Record.from_json(json.dumps(values))


def test_infinite_numbers_are_refused() -> None:
    with pytest.raises(RecordError, match="finite"):
        Record.from_json(json.dumps(change("quantities", 0, "value", to=float("inf"))))
