"""The name finder: the best legal tags, against a search through all of them, and the spans that they make."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.components.head import Floats
from onrecord.components.ner import NAME_TAGS, Ner, best_tags, label_scores, places, spans
from onrecord.layers import ENTITY_LABELS
from onrecord.paragraphs import paragraphs
from tests.articles import SAMPLE
from tests.unit.components.conftest import run

INDEX = {tag: i for i, tag in enumerate(NAME_TAGS)}


def legal(n: int, labels: tuple[str, ...]) -> Iterator[list[str]]:
    """Every legal sequence of n tags: words outside, and whole names, one after the other."""
    if n == 0:
        yield []
        return
    for length in range(1, n + 1):
        starts = [["S-" + label] if length == 1 else _name(label, length) for label in labels]
        for start in [["O"], *starts] if length == 1 else starts:
            for rest in legal(n - length, labels):
                yield start + rest


def _name(label: str, length: int) -> list[str]:
    return [f"B-{label}", *[f"I-{label}"] * (length - 2), f"E-{label}"]


def matrix(n: int) -> st.SearchStrategy[Floats]:
    """Scores that are whole numbers: sums are exact, ties are many."""
    values = st.integers(-4, 4).map(float)
    return arrays(np.float32, (n, len(NAME_TAGS)), elements=values, fill=st.just(0.0))


def total(scores: Floats, tags: list[str]) -> float:
    return float(sum(scores[i, INDEX[tag]] for i, tag in enumerate(tags)))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 3).flatmap(matrix))
def test_no_legal_sequence_is_better(scores: Floats) -> None:
    everything = list(legal(len(scores), ENTITY_LABELS))
    found = [NAME_TAGS[i] for i in best_tags(scores)]
    assert found in everything
    assert total(scores, found) == max(total(scores, tags) for tags in everything)


@settings(deadline=None, max_examples=25)
@given(matrix(6))
def test_no_legal_sequence_of_two_labels_is_better(scores: Floats) -> None:
    two = ENTITY_LABELS[:2]
    scores[:, [tag[2:] not in ("", *two) for tag in NAME_TAGS]] = -1000
    everything = list(legal(6, two))
    found = [NAME_TAGS[i] for i in best_tags(scores)]
    assert found in everything
    assert total(scores, found) == max(total(scores, tags) for tags in everything)


@pytest.mark.parametrize("seed", range(5))
def test_long_sequences_are_legal(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(300, len(NAME_TAGS))).astype(np.float32)
    tags = best_tags(scores)
    names = [f"{NAME_TAGS[tag]}" for tag in tags]
    rebuilt = ["O"] * 300
    for first, last, label in spans(tags):
        rebuilt[first : last + 1] = [f"S-{label}"] if first == last else _name(label, last - first + 1)
    assert rebuilt == names


def test_a_name_that_cannot_end_is_closed_or_dropped() -> None:
    scores = np.full((2, len(NAME_TAGS)), -10.0, np.float32)
    scores[0, INDEX["B-ORG"]] = scores[1, INDEX["I-ORG"]] = 5.0
    scores[1, INDEX["E-ORG"]] = 4.0
    assert [NAME_TAGS[i] for i in best_tags(scores)] == ["B-ORG", "E-ORG"]
    scores[1, INDEX["E-ORG"]] = -100.0
    scores[:, INDEX["O"]] = 0.0
    assert [NAME_TAGS[i] for i in best_tags(scores)] == ["O", "O"]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        (["O", "O"], []),
        (["S-GPE"], [(0, 0, "GPE")]),
        (["S-GPE", "S-GPE"], [(0, 0, "GPE"), (1, 1, "GPE")]),
        (["B-ORG", "E-ORG", "O", "B-LAW", "I-LAW", "I-LAW", "E-LAW"], [(0, 1, "ORG"), (3, 6, "LAW")]),
        (["B-WORK_OF_ART", "E-WORK_OF_ART"], [(0, 1, "WORK_OF_ART")]),
    ],
)
def test_spans(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert spans([INDEX[tag] for tag in tags]) == expected


def test_tags_cover_the_ten_labels() -> None:
    assert {tag[2:] for tag in NAME_TAGS} - {""} == set(ENTITY_LABELS)
    assert len(set(NAME_TAGS)) == len(NAME_TAGS) == 41


def test_names_do_not_cross_paragraphs_nor_hold_white_space_at_their_edges(nlp: Language) -> None:
    doc = nlp("\n".join(article["text"] for article in SAMPLE[:3]))
    place = {i: number for number, words in enumerate(paragraphs(doc)) for i in words.tolist()}
    assert len(doc.ents) > 20
    for ent in doc.ents:
        assert ent.label_ in ENTITY_LABELS
        assert ent.text == ent.text.strip()
        assert place[ent.start] == place[ent.end - 1]


def test_white_space_inside_a_name_does_not_cut_it(nlp: Language, ner: Ner) -> None:
    """Names are found over words; a double space between two of them is no word."""
    plain = run(nlp, nlp.make_doc("Angela Merkel left."), until="ner")
    wide = run(nlp, nlp.make_doc("Angela  Merkel left."), until="ner")
    assert [e.text for e in ner(plain).ents] == ["Angela Merkel"]
    assert [e.text for e in ner(wide).ents] == ["Angela  Merkel"]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_label_scores_are_log_probabilities(length: int) -> None:
    scores = np.random.default_rng(length).normal(size=(length, len(NAME_TAGS))).astype(np.float32)
    likely = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    expected = [
        sum(
            np.log(likely[i, INDEX[tag]])
            for i, tag in enumerate(_name(label, length) if length > 1 else [f"S-{label}"])
        )
        for label in ENTITY_LABELS
    ]
    assert label_scores(scores) == pytest.approx(expected, rel=1e-4)


class Decided(Ner):
    """Finds a name in every word, with the scores that it is given for each label."""

    scores: list[dict[str, float]]

    def run(self, network: str, *inputs: Floats) -> list[NDArray[Any]]:
        """The given scores in place of the network's."""
        rows = np.zeros((len(self.scores), len(NAME_TAGS)), np.float32)
        for row, wanted in zip(rows, self.scores, strict=True):
            for label, score in wanted.items():
                row[INDEX[f"S-{label}"]] = score
        return [rows]


@pytest.mark.parametrize(
    ("one_label", "expected"), [(True, ["PERSON", "GPE", "PERSON"]), (False, ["GPE", "GPE", "PERSON"])]
)
def test_a_name_has_one_label_throughout_an_article(nlp: Language, one_label: bool, expected: list[str]) -> None:
    """The surest place of a name outvotes the others, across paragraphs; other names are none of its business."""
    doc = nlp.make_doc("Merkel\nNorway\nMerkel")
    doc.tensor = np.zeros((len(doc), 384), np.float32)
    decided = Decided(nlp.vocab, "ner", one_label)
    decided.scores = [{"GPE": 5, "PERSON": 4}, {}, {"GPE": 9}, {}, {"PERSON": 9}]
    assert [(doc[start:end].text, label) for start, end, label in decided.predict(doc)] == list(
        zip(["Merkel", "Norway", "Merkel"], expected, strict=True)
    )


def test_one_label_a_name_holds_for_real_articles(nlp: Language, ner: Ner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The spans stay, and what is written the same has the same label."""
    doc = run(nlp, nlp.make_doc("\n".join(article["text"] for article in SAMPLE[:4])), until="ner")
    monkeypatch.setattr(ner, "one_label_per_name", False)
    free = ner.predict(doc)
    monkeypatch.setattr(ner, "one_label_per_name", True)
    bound = ner.predict(doc)
    assert [span[:2] for span in bound] == [span[:2] for span in free]
    assert len({(doc[a:b].text, label) for a, b, label in bound}) == len({doc[a:b].text for a, b, _ in bound})


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_doc_without_words_has_no_names(nlp: Language, ner: Ner, text: str) -> None:
    assert ner(run(nlp, nlp.make_doc(text), until="ner")).ents == ()


def test_predicting_changes_nothing(nlp: Language, ner: Ner) -> None:
    doc = run(nlp, nlp.make_doc("Angela Merkel left."), until="ner")
    before = doc.to_bytes()
    assert ner.predict(doc) == [(0, 2, "PERSON")]
    assert doc.to_bytes() == before


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        (["Oslo", ",", "Norway"], "GPE", [(0, 1), (2, 3)]),
        (["Paris", ",", "Lamar", "County", ",", "Texas"], "GPE", [(0, 1), (2, 4), (5, 6)]),
        (["Washington", ",", "D.C."], "GPE", [(0, 3)]),
        (["Baker", ",", "Hill", "&", "Co"], "ORG", [(0, 5)]),
        (["New", "York"], "GPE", [(0, 2)]),
        (["Oslo", ","], "GPE", [(0, 1)]),
    ],
)
def test_city_and_state_are_two_names(
    nlp: Language, words: list[str], label: str, expected: list[tuple[int, int]]
) -> None:
    assert places(Doc(nlp.vocab, words), np.arange(len(words)), label) == expected
