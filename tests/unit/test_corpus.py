"""What was written and labelled to learn from: every span is where it is said to be, and keeps the rules."""

import csv
import json
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord.layers import ENTITY_LABELS
from onrecord.records import Stance
from tests.conftest import ROOT, rows

CORPUS = ROOT / "corpus"
STANCES = get_args(Stance)


def articles(split: str) -> list[dict[str, Any]]:
    return rows(CORPUS / "training" / f"{split}.jsonl")


@pytest.mark.parametrize("split", ["train", "dev"])
def test_spans_of_written_articles_stand_in_their_text(split: str) -> None:
    for article in articles(split):
        text = article["text"]
        spans = [(e["start"], e["end"]) for e in article["entities"]]
        spans += [tuple(s) for a in article["attributions"] for role in ("source", "cue", "content") for s in a[role]]
        wrong = [s for s in spans if not text[s[0] : s[1]] or text[s[0] : s[1]] != text[s[0] : s[1]].strip()]
        assert not wrong, f"{article['id']}: {wrong}"
        assert {entity["label"] for entity in article["entities"]} <= set(ENTITY_LABELS)
        starts = sorted((e["start"], e["end"]) for e in article["entities"])
        assert all(end <= start for (_, end), (start, _) in pairwise(starts)), article["id"]


@pytest.mark.parametrize("split", ["train", "dev"])
def test_attributions_of_written_articles_keep_the_rules(split: str) -> None:
    for article in articles(split):
        known = {attribution["id"]: attribution for attribution in article["attributions"]}
        assert len(known) == len(article["attributions"])
        for attribution in known.values():
            where = f"{article['id']} {attribution['id']}"
            assert attribution["content"], where
            assert attribution["stance"] in STANCES, where
            assert (attribution["stance"] == "none") == (not attribution["claim"]), where
            if attribution["parent"] is not None:
                outer = known[attribution["parent"]]["content"]
                assert all(any(s <= a and b <= e for s, e in outer) for a, b in attribution["content"]), where


def groups(split: str) -> list[dict[str, Any]]:
    return rows(CORPUS / "training" / f"contrast.{split}.jsonl")


@pytest.mark.parametrize("split", ["train", "dev"])
def test_paragraphs_in_contrast(split: str) -> None:
    for paragraph in groups(split):
        text, known = paragraph["text"], {a["id"] for a in paragraph["attributions"]}
        assert known
        for attribution in paragraph["attributions"]:
            assert attribution["content"]
            assert attribution["stance"] in STANCES
            assert attribution["parent"] in (None, *known)
            spans = [span for role in ("source", "cue", "content") for span in attribution[role]]
            assert all(text[s:e] and text[s:e] == text[s:e].strip() for s, e in spans), paragraph["id"]
        assert (zlib.crc32(paragraph["group"].encode()) % 6 == 0) == (split == "dev")


def test_groups_in_contrast_hold_more_than_one_paragraph() -> None:
    sizes = Counter(paragraph["group"] for split in ("train", "dev") for paragraph in groups(split))
    assert min(sizes.values()) > 1
    assert sum(sizes.values()) > 500


def test_train_and_dev_of_the_written_articles_share_nothing() -> None:
    ids = {split: [article["id"] for article in articles(split)] for split in ("train", "dev")}
    assert all(len(set(found)) == len(found) for found in ids.values())
    assert all((zlib.crc32(name.encode()) % 6 == 0) == (split == "dev") for split in ids for name in ids[split])


@pytest.mark.parametrize("split", ["train", "dev"])
def test_labels_name_what_they_label_and_hold_no_text(split: str) -> None:
    with (CORPUS / "labels" / f"stance.{split}.tsv").open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file, delimiter="\t"))
    assert len({(row["article"], row["attribution"]) for row in labels}) == len(labels) > 0
    for row in labels:
        assert set(row) == {"article", "attribution", "stance", "second", "claim", "stratum"}
        assert row["stance"] in STANCES
        assert row["second"] in ("", *STANCES)
        if row["stratum"] == "article":
            assert (row["stance"] == "none") == (row["claim"] == "")
    for line in (CORPUS / "labels" / f"nested.{split}.jsonl").read_text("utf-8").splitlines():
        check_nested(json.loads(line))


def check_nested(article: dict[str, Any]) -> None:
    """Ids, offsets, stance and claim alone."""
    assert set(article) == {"article", "attributions"}
    for attribution in article["attributions"]:
        assert set(attribution) == {"id", "parent", "source", "cue", "content", "stance", "claim"}
        spans = [span for role in ("source", "cue", "content") for span in attribution[role]]
        assert all(0 <= start < end for start, end in spans)
        assert attribution["stance"] in STANCES


def test_nothing_of_the_given_article_is_learned_from() -> None:
    given = next(Path(ROOT / "seeds").glob("*.txt")).read_text("utf-8")
    sentences = {sentence.strip() for sentence in given.replace("\n", " ").split(". ") if len(sentence) > 40}
    assert len(sentences) > 10
    for split in ("train", "dev"):
        for article in [*articles(split), *groups(split)]:
            assert not any(sentence in article["text"] for sentence in sentences), article["id"]
