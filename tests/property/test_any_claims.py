"""Whatever quotes there are in whatever text, with whatever stance: their claims keep the rules of the record."""

from typing import Any, get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, SpanGroup

from onrecord.attribution.assembly import quotes
from onrecord.claims.layer import claims
from onrecord.claims.linking import Scorer
from onrecord.claims.pairs import FEATURES
from onrecord.claims.senses import WIDTH, decoded
from onrecord.layers import QUOTES, RECORDS
from onrecord.paragraphs import paragraphs
from onrecord.records import Record, Stance
from tests.property.test_any_attributions import TOKENS, VOCAB, attributions


@settings(deadline=None)
@given(TOKENS, st.data())
def test_the_record_keeps_its_rules(tokens: list[tuple[str, bool]], data: st.DataObject) -> None:
    doc = Doc(VOCAB, words=[word for word, _ in tokens], spaces=[space for _, space in tokens])
    made: list[dict[str, Any]] = quotes(doc, paragraphs(doc), data.draw(attributions(doc)), 0.0)
    told = [{**quote, "stance": data.draw(st.sampled_from(get_args(Stance)))} for quote in made]
    doc.spans[QUOTES] = SpanGroup(doc, name=QUOTES, spans=[], attrs={RECORDS: told})
    draw = np.random.default_rng(data.draw(st.integers(0, 99)))
    up, up_bias, out = (draw.normal(size=size).astype(np.float32) for size in ((len(FEATURES), 3), 3, 3))
    scorer = Scorer(up, up_bias, out, bias=0.0, threshold=0.0)
    vectors = draw.normal(size=(len(doc), 5)).astype(np.float32)
    wide = draw.normal(size=(5, WIDTH)).astype(np.float32)
    found = claims(doc, vectors, lambda means: means @ wide, scorer)
    assert found == claims(doc, vectors, lambda means: means @ wide, scorer)
    assert all(abs(np.linalg.norm(decoded(claim["sense"])) - 1) < 1e-3 for claim in found.records)
    layers: dict[str, Any] = {key: [] for key in ("entities", "actors", "quantities", "dates")}
    told = [{**quote, "claim": found.of_quotes.get(quote["id"])} for quote in told]
    Record.model_validate(
        {"schema": "1.0", "id": "a", "date": None, "text": doc.text, "quotes": told, "claims": found.records, **layers}
    )
