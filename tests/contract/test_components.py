"""One contract for every component: what it declares is what it does."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

import onrecord
import onrecord.components
from onrecord.evaluation.given import FACTORY as GIVEN_FACTORY
from onrecord.layers import SPAN_LAYERS
from tests.articles import SAMPLE
from tests.conftest import ROOT

NAMES = sorted(make.removeprefix("make_") for make in onrecord.components.__all__ if make.startswith("make_"))
METAS: dict[str, Any] = {name: Language.get_factory_meta(f"onrecord_{name}") for name in NAMES}
OPTIONS = [(name, option) for name in NAMES for option in METAS[name].default_config]
WEIGHTS = [(name, weight) for name in NAMES for weight in METAS[name].default_score_weights]
TEXT = "\n".join(SAMPLE[0]["text"].split("\n")[:5])

#: Where each layer that a component can declare is read from.
LAYERS: dict[str, Callable[[Doc], Any]] = {
    "doc.tensor": lambda doc: doc.tensor.tobytes(),
    "doc.ents": lambda doc: [(ent.start, ent.end, ent.label_) for ent in doc.ents],
    "doc.spans": lambda doc: {
        key: ([(s.start, s.end, s.label_) for s in group], deepcopy(dict(group.attrs)))
        for key, group in doc.spans.items()
    },
    "doc.cats": lambda doc: dict(doc.cats),
    "doc.user_data": lambda doc: dict(doc.user_data),
    "token.tag": lambda doc: doc.to_array(TAG).tolist(),
    "token.pos": lambda doc: doc.to_array(POS).tolist(),
    "token.morph": lambda doc: doc.to_array(MORPH).tolist(),
    "token.lemma": lambda doc: doc.to_array(LEMMA).tolist(),
    "token.dep": lambda doc: doc.to_array(DEP).tolist(),
    "token.head": lambda doc: doc.to_array(HEAD).tolist(),
    "token.is_sent_start": lambda doc: doc.to_array(SENT_START).tolist(),
    "token.ent_iob": lambda doc: doc.to_array(ENT_IOB).tolist(),
    "token.ent_type": lambda doc: doc.to_array(ENT_TYPE).tolist(),
}

ODD_TEXTS = {
    "empty": "",
    "one word": "Oslo",
    "one mark": "“",
    "a space": " ",
    "white space": " \n\t\r\n \u2028",
    "never closed": "“The ships left, Solbakk said.\nNobody knew.",
    "never opened": "The ships left,” Solbakk said. ” ”",
    "straight and odd": 'A 6" pipe, "he said. "',
    "marks alone": "“”\"''«».,;—…",
    "invisible": "\ufeff\u200b",
}


def until(nlp: Language, name: str, text: str) -> Doc:
    """A Doc as the component of that name gets it."""
    doc = nlp.make_doc(text)
    for other, component in nlp.pipeline:
        if other == name:
            break
        doc = component(doc)
    return doc


def component_of(nlp: Language, name: str) -> Any:
    return nlp.get_pipe(name)


def layers(doc: Doc) -> dict[str, Any]:
    return {layer: read(doc) for layer, read in LAYERS.items()}


def other_value(value: Any) -> Any:
    """A legal value that is not the default."""
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value / 2 or 0.5


def test_every_factory_is_in_the_pipeline_that_ships(nlp: Language) -> None:
    """Under its own name; no factory escapes this contract but the one that puts gold in a component's place."""
    ours = {name for name in registry.factories.get_all() if name.startswith("onrecord_")}
    shipped = {name: nlp.get_pipe_meta(name).factory for name in nlp.pipe_names}
    assert shipped == {name: f"onrecord_{name}" for name in NAMES}
    assert set(shipped.values()) == ours - {GIVEN_FACTORY}


def test_the_shipped_order_has_no_problems(nlp: Language) -> None:
    analysis: Any = nlp.analyze_pipes()
    assert analysis["problems"] == {name: [] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_component_is_seen_where_it_is_read(nlp: Language, name: str) -> None:
    """So that an empty list of problems means something; what another component still assigns is not missing."""
    with nlp.select_pipes(disable=[name]):
        order = list(nlp.pipe_names)
        analysis: Any = nlp.analyze_pipes()
    missing = {}
    for i, other in enumerate(order):
        assigned = {layer for before in order[:i] for layer in METAS[before].assigns}
        missing[other] = set(METAS[other].requires) - assigned
    assert {other: set(problems) for other, problems in analysis["problems"].items()} == missing
    assert all(lacking <= set(METAS[name].assigns) for lacking in missing.values())


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_reaches_the_component(name: str, option: str) -> None:
    factory, value = METAS[name].factory, other_value(METAS[name].default_config[option])
    made: Any = spacy.blank("en").create_pipe(factory, config={option: value})
    plain: Any = spacy.blank("en").create_pipe(factory)
    assert getattr(made, option) == value != getattr(plain, option)


@pytest.mark.parametrize("name", NAMES)
def test_options_that_do_not_exist_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no_such_option"):
        spacy.blank("en").create_pipe(METAS[name].factory, config={"no_such_option": 1})


@pytest.fixture(scope="module")
def scores(nlp: Language) -> dict[str, Any]:
    """The pipeline scored against what it says itself, on paragraphs (spaCy scores no white space, gold or not)."""
    paragraphs = [line for article in SAMPLE[:2] for line in article["text"].splitlines() if line]
    return nlp.evaluate([Example(nlp.make_doc(text), nlp(text)) for text in paragraphs])


@pytest.mark.parametrize(("name", "weight"), WEIGHTS)
def test_every_score_that_is_weighed_is_scored(name: str, weight: str, scores: dict[str, Any]) -> None:
    score = scores[weight]
    if weight.endswith("_per_type"):
        assert score
        assert all(entry["f"] == 1.0 for entry in score.values())
    else:
        assert score == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_a_score_without_anything_to_score_is_none(nlp: Language, name: str) -> None:
    """None is not zero: a corpus without a layer says nothing of it."""
    weights, component = METAS[name].default_score_weights, component_of(nlp, name)
    assert bool(weights) == hasattr(component, "score")
    if weights:
        found = component.score([Example(nlp("The ships left."), nlp.make_doc("The ships left."))])
        assert {weight: found[weight] for weight in weights} == dict.fromkeys(weights)


@pytest.mark.parametrize("name", NAMES)
def test_the_declared_layers_change_and_no_others(nlp: Language, name: str) -> None:
    doc = until(nlp, name, TEXT)
    before = layers(doc)
    doc = component_of(nlp, name)(doc)
    after = layers(doc)
    assert {layer for layer in LAYERS if before[layer] != after[layer]} == set(METAS[name].assigns)
    assert doc.text == TEXT


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_changes_nothing(nlp: Language, name: str) -> None:
    """Right after the first: later components write into the records of earlier ones."""
    doc = component_of(nlp, name)(until(nlp, name, TEXT))
    before = layers(doc)
    assert layers(component_of(nlp, name)(doc)) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_component_comes_back_from_bytes_and_from_disk(nlp: Language, name: str, tmp_path: Path) -> None:
    component = component_of(nlp, name)
    expected = layers(component(until(nlp, name, TEXT)))
    component.to_disk(tmp_path / "component")
    options = {option: nlp.get_pipe_config(name)[option] for option in METAS[name].default_config}
    made: list[Any] = [Language(nlp.vocab).create_pipe(METAS[name].factory, name, config=options) for _ in range(2)]
    for copy in (made[0].from_bytes(component.to_bytes()), made[1].from_disk(tmp_path / "component")):
        assert copy.to_bytes() == component.to_bytes()
        assert layers(copy(until(nlp, name, TEXT))) == expected


@pytest.mark.parametrize("way", ["bytes", "docbin", "copy"])
def test_every_layer_survives_storage(nlp: Language, way: str) -> None:
    doc = nlp(TEXT)
    doc._.article = {"id": "a", "date": "2024-10-24"}
    if way == "bytes":
        stored = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    elif way == "copy":
        stored = doc.copy()
    else:
        box = DocBin(docs=[doc], store_user_data=True).to_bytes()
        (stored,) = DocBin().from_bytes(box).get_docs(nlp.vocab)
    expected, found = layers(doc), layers(stored)
    if way == "docbin":  # which has no room for the tensor
        del expected["doc.tensor"], found["doc.tensor"]
    assert found == expected
    assert onrecord.record(stored) == onrecord.record(doc)


def test_a_saved_pipeline_loads_in_a_fresh_process_that_does_not_import_us(nlp: Language, tmp_path: Path) -> None:
    """By the entry points that an install writes, here written from pyproject.toml."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    installed = tmp_path / "site" / "onrecord-0.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: onrecord\nVersion: 0\n")
    (installed / "entry_points.txt").write_text(
        "".join(f"[{group}]\n" + "".join(f"{k} = {v}\n" for k, v in found.items()) for group, found in points.items())
    )
    nlp.to_disk(tmp_path / "model")
    code = (
        "import sys, spacy\n"
        "assert not [name for name in sys.modules if name.startswith('onrecord')]\n"
        f"nlp = spacy.load({str(tmp_path / 'model')!r})\n"
        "doc = nlp(sys.stdin.read())\n"
        "print([(e.start_char, e.end_char, e.label_) for e in doc.ents], [t.head.i for t in doc])\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(installed.parent), str(ROOT / "pipeline")])}
    fresh = subprocess.run(
        [sys.executable, "-c", code],
        input=TEXT,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert fresh.returncode == 0, fresh.stderr
    doc = nlp(TEXT)
    expected = [(e.start_char, e.end_char, e.label_) for e in doc.ents], [t.head.i for t in doc]
    assert fresh.stdout.strip() == f"{expected[0]} {expected[1]}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_docs_pass(nlp: Language, name: str, text: str) -> None:
    doc = component_of(nlp, name)(until(nlp, name, text))
    assert doc.text == text
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes()).text == text


@pytest.mark.parametrize("name", NAMES)
def test_empty_docs_pass_among_others(nlp: Language, name: str) -> None:
    texts = ["", "Oslo", "", " ", "The ships left."]
    docs = [until(nlp, name, text) for text in texts]
    component = component_of(nlp, name)
    piped = list(component.pipe(docs, batch_size=2)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
    assert [layers(doc) for doc in piped] == [layers(component(until(nlp, name, text))) for text in texts]


NEWS = st.lists(
    st.sampled_from(["Ada Berg", "U.S.-led", " said", "“", "”", "\r\n", "\n\n", "\ufeff", "e\u0301", "😀", "3,000"])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    max_size=12,
).map("".join)


@settings(deadline=None, max_examples=50)
@given(NEWS)
def test_offsets_are_into_the_untouched_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    groups = [doc.spans[key] for key in SPAN_LAYERS if key in doc.spans]
    for span in (*doc.ents, *doc.sents, *(span for group in groups for span in group)):
        assert doc.text[span.start_char : span.end_char] == span.text
    record = onrecord.record(doc)
    assert record.text == text
    assert all(text[e.start : e.end] == e.text for e in record.entities)
