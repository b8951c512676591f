"""Joining quotes, with a scorer made by hand: quotes are one claim where their sentence vectors agree."""

import numpy as np

from onrecord.claims.linking import Scorer, linked
from onrecord.claims.pairs import CONTENT_FEATURES, FEATURES, content_features, pair_features
from onrecord.claims.said import Said
from onrecord.layers import QUOTES, RECORDS
from tests.unit.claims.conftest import Give

TEXT = "Berg said the ships left. Holm said it rained. Moe denied the ships left. Lund said Moe denied it."
QUOTED = (
    ("Berg", None, "the ships left", "confirm"),
    ("Holm", None, "it rained", "confirm"),
    ("Moe", None, "the ships left", "deny"),
    ("Lund", None, "Moe denied it", "confirm"),
)


def by_sense() -> Scorer:
    """Above zero if and only if the cosine is above one half."""
    up = np.zeros((len(FEATURES), 1), np.float32)
    up[FEATURES.index("sense")] = 20
    return Scorer(up, np.zeros(1, np.float32), np.ones(1, np.float32), bias=-10.0, threshold=0.0)


def test_a_quote_joins_the_one_that_fits_best(give: Give) -> None:
    doc = give(TEXT, *QUOTED)
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    senses = np.array([[1, 0], [0, 1], [0.8, 0.6], [-1, 0]], np.float32)
    assert linked(said, senses, by_sense()) == [0, 1, 0, 2]


def test_features_tell_polarity_speaker_and_words(give: Give) -> None:
    doc = give(TEXT, *QUOTED)
    said = Said.of(doc, doc.spans[QUOTES].attrs[RECORDS])
    rows = pair_features(said, np.eye(4, dtype=np.float32), 2, 0)
    told = [dict(zip(FEATURES, row.tolist(), strict=True)) for row in rows]
    assert (told[0]["against"], told[0]["stems_shared"], told[0]["same_speaker"], told[0]["next"]) == (1, 1, 0, 0)
    assert (told[1]["stems_shared"], told[1]["next"]) == (0, 1)


def test_features_of_contents_alone_are_the_first_of_all() -> None:
    assert FEATURES[: len(CONTENT_FEATURES)] == CONTENT_FEATURES
    found = dict(zip(CONTENT_FEATURES, content_features(0.5, (1, 2, 4), (0, 1, 2)), strict=True))
    assert found == {
        "sense": 0.5, "sense_square": 0.25, "stems_shared": 0.2, "stems_contained": 0.5, "names_shared": 0.0,
        "names_contained": 0.0, "names_differ": 1.0,
    }  # fmt: skip


def test_a_scorer_comes_back_from_its_table() -> None:
    scorer = by_sense()
    back = Scorer.of(scorer.table())
    assert back.up.tolist() == scorer.up.tolist()
    assert (back.bias, back.threshold) == (scorer.bias, scorer.threshold)
