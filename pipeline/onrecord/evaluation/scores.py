"""Scores of a prediction against gold, over all layers, with intervals and a signature.

Signatures after sacreBLEU (Post 2018): a figure is worth nothing without what it was measured on and how. Intervals and
the comparison of two predictions by the bootstrap over articles (Efron 1979; Koehn 2004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from onrecord import __version__
from onrecord.errors import UsageError
from onrecord.evaluation.actors import actor_counts
from onrecord.evaluation.bootstrap import Resampled, resample
from onrecord.evaluation.claims import claim_counts
from onrecord.evaluation.counts import Count, Key
from onrecord.evaluation.mistakes import Mistake, mistakes
from onrecord.evaluation.quotes import STANCES, confusion, quote_counts, speaker_counts, stance_counts
from onrecord.evaluation.spans import date_counts, entity_counts, quantity_counts
from onrecord.evaluation.tally import Tally
from onrecord.reading import records_digest
from onrecord.records import SCHEMA_VERSION, Record

EVALUATION_VERSION: Final = "1.0"
LAYERS: dict[str, Callable[[Record, Record], Iterator[Count]]] = {
    "entities": entity_counts,
    "actors": actor_counts,
    "quantities": quantity_counts,
    "dates": date_counts,
    "quotes": quote_counts,
    "speakers": speaker_counts,
    "stance": stance_counts,
    "claims": claim_counts,
}
"""What can be scored."""
DIMENSIONS = ("label", "kind", "depth", "length", "source-type", "stance")
"""What items can be grouped by."""
MACRO = "macro-F1"
RESAMPLES, SEED = 1000, 12345


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Score(_Part):
    """One measure, in percent; null where there is nothing to score.

    low, high: the 95 % interval of F1. difference: F1 less the other prediction's; p_value: how likely a difference
    as large is by chance; both null without another prediction.
    """

    layer: str
    measure: str
    dimension: str = ""
    value: str = ""
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    found: float
    wanted: float
    difference: float | None = None
    p_value: float | None = None


class Evaluation(_Part):
    """The scores of a prediction.

    articles: of gold. missing: ids that the prediction lacks; they count as missed. extra: ids that gold lacks; they
    are left out. against_missing: ids that the other prediction lacks. confusion: gold's stance -> found stance ->
    quotes. nested_left_out: quotes inside others that were found and left out, since gold has none.
    """

    schema_version: Literal["1.0"] = Field(alias="schema")
    signature: str
    articles: int
    missing: list[str]
    extra: list[str]
    against_missing: list[str]
    nested_left_out: int
    scores: list[Score]
    confusion: dict[str, dict[str, int]]
    mistakes: list[Mistake]

    def find(self, layer: str, measure: str, value: str = "") -> Score:
        """A score by its names. Raises KeyError if there is none."""
        for score in self.scores:
            if (score.layer, score.measure, score.value) == (layer, measure, value):
                return score
        raise KeyError((layer, measure, value))


def evaluate(
    gold: Iterable[Record],
    found: Iterable[Record],
    *,
    against: Iterable[Record] | None = None,
    layers: Iterable[str] = tuple(LAYERS),
    by: Iterable[str] = (),
    given: Iterable[str] = (),
    errors: int = 0,
) -> Evaluation:
    """Score.

    gold, found: records with the same ids, in any order. against: another prediction to compare with.
    layers: what to score, of LAYERS. by: groups to score too, of DIMENSIONS.
    given: layers that the prediction was given from gold; they are not scored, and the signature names them.
    errors: mistakes to tell, at most this many of each sort.

    Raises UsageError if a layer or group is unknown, gold is empty, an id stands twice or two texts of one id differ.
    """
    given = tuple(given)
    layers = tuple(layers)
    if not layers:
        raise UsageError(f"no layers to score: there are {', '.join(LAYERS)}")
    known = {*_checked(given, LAYERS, "layers"), *(("actors",) if "speakers" in given else ())}  # they come together
    chosen = [layer for layer in LAYERS if layer in _checked(layers, LAYERS, "layers") and layer not in known]
    groups = _checked(by, DIMENSIONS, "groups")
    wanted = _by_id(gold, "gold")
    if not wanted:
        raise UsageError("gold holds no record: there is nothing to score against")
    sides = [_by_id(side, "the prediction") for side in (found, against) if side is not None]
    for side in sides:
        _same_texts(wanted, side)
    has_nested = any(quote.parent for record in wanted.values() for quote in record.quotes)
    left_out = 0
    if not has_nested:
        scored = (record for id_, record in sides[0].items() if id_ in wanted)
        left_out = sum(quote.parent is not None for record in scored for quote in record.quotes)
        sides = [{id_: _outermost(record) for id_, record in side.items()} for side in sides]
    pairs = [[(record, side.get(id_) or _empty(record)) for id_, record in wanted.items()] for side in sides]
    counts = [[_counts(chosen, groups, *pair) for pair in side] for side in pairs]
    return Evaluation(
        schema=EVALUATION_VERSION,
        signature=_signature(wanted, has_nested, given),
        articles=len(wanted),
        missing=[id_ for id_ in wanted if id_ not in sides[0]],
        extra=[id_ for id_ in sides[0] if id_ not in wanted],
        against_missing=[id_ for side in sides[1:] for id_ in wanted if id_ not in side],
        nested_left_out=left_out,
        scores=list(_scores(*counts)),
        confusion=_confusion(pairs[0]) if "stance" in chosen else {},
        mistakes=_told(pairs[0], chosen, errors),
    )


def evaluation_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an evaluation."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:onrecord:evaluation:{EVALUATION_VERSION}",
        **Evaluation.model_json_schema(by_alias=True, mode="serialization"),
        "title": f"onrecord evaluation {EVALUATION_VERSION}",
    }


def _checked(names: Iterable[str], known: Iterable[str], what: str) -> list[str]:
    chosen = list(names)
    for name in chosen:
        if name not in known:
            raise UsageError(f"{name!r} is none of the {what}: {', '.join(known)}")
    return chosen


def _by_id(records: Iterable[Record], side: str) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for record in records:
        if record.id in found:
            raise UsageError(f"{side} holds two records of the id {record.id!r}: each article has one")
        found[record.id] = record
    return found


def _same_texts(gold: Mapping[str, Record], found: Mapping[str, Record]) -> None:
    for id_, record in found.items():
        texts = {r.text for r in (record, gold.get(id_, record)) if r.text is not None}
        if len(texts) > 1:
            raise UsageError(
                f"the text of {id_!r} is not that of gold, so no offset means the same: score the same texts"
            )


def _empty(record: Record) -> Record:
    layers = dict.fromkeys(("entities", "actors", "quantities", "dates", "quotes", "claims"), ())
    return record.model_copy(update={name: [] for name in layers})


def _outermost(record: Record) -> Record:
    return record.model_copy(update={"quotes": [quote for quote in record.quotes if quote.parent is None]})


def _signature(gold: Mapping[str, Record], nested: bool, given: tuple[str, ...]) -> str:
    parts = {
        "onrecord": __version__,
        "schema": SCHEMA_VERSION,
        "evaluation": EVALUATION_VERSION,
        "matching": "one-to-one, best first",
        "nested": "with the others" if nested else "left out",
        "given": "+".join(given) or "nothing",
        "n": len(gold),
        "gold": records_digest(gold.values()),
        "bootstrap": f"{RESAMPLES} over articles, seed {SEED}",
    }
    return " | ".join(f"{name}: {value}" for name, value in parts.items())


# --- counts to scores ------------------------------------------------------------------------------------------------


def _counts(layers: list[str], groups: list[str], gold: Record, found: Record) -> dict[Key, Tally]:
    kept = {"", *groups, "stance"}
    return {key: tally for layer in layers for key, tally in LAYERS[layer](gold, found) if key.dimension in kept}


def _scores(*sides: list[dict[Key, Tally]]) -> Iterator[Score]:
    """The scores of the first side, compared with the second if there is one."""
    keys = _ordered(dict.fromkeys(key for side in sides for article in side for key in article))
    drawn = [resample(keys, side, RESAMPLES, SEED) for side in sides]
    for key in keys:
        total = sum((article.get(key, Tally()) for article in sides[0]), Tally())
        yield _score(key, total.precision, total.recall, total, [side.f1(key) for side in drawn])
        if key.layer == "stance" and not key.dimension:
            by_stance = [[key._replace(dimension="stance", value=stance) for stance in STANCES] for _ in sides]
            macro = [side.macro(keys_) for side, keys_ in zip(drawn, by_stance, strict=True)]
            yield _score(key._replace(measure=f"{key.measure}, {MACRO}"), None, None, total, macro)


def _ordered(keys: Iterable[Key]) -> list[Key]:
    """By layer, and by measure as they first come; all items before their groups, groups by name."""
    found = list(keys)
    layers = list(LAYERS)
    places = {pair: n for n, pair in enumerate(dict.fromkeys((key.layer, key.measure) for key in found))}
    return sorted(found, key=lambda k: (layers.index(k.layer), places[k.layer, k.measure], k.dimension, k.value))


def _score(key: Key, precision: float | None, recall: float | None, total: Tally, drawn: list[Resampled]) -> Score:
    own = drawn[0]
    return Score(
        **key._asdict(),
        precision=_percent(precision),
        recall=_percent(recall),
        f1=_percent(own.value),
        low=_percent(own.low),
        high=_percent(own.high),
        found=total.found,
        wanted=total.wanted,
        difference=_percent(own.less(drawn[1])) if len(drawn) > 1 else None,
        p_value=own.p_value(drawn[1]) if len(drawn) > 1 else None,
    )


def _percent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 2)


def _confusion(pairs: list[tuple[Record, Record]]) -> dict[str, dict[str, int]]:
    total = sum((confusion(*pair) for pair in pairs), Counter[tuple[str, str]]())
    return {g: {f: total[g, f] for f in STANCES} for g in STANCES}


def _told(pairs: list[tuple[Record, Record]], layers: list[str], most: int) -> list[Mistake]:
    """At most so many of each sort, in the order of the layers."""
    sorts: dict[tuple[str, str], list[Mistake]] = {}
    for pair in pairs if most else ():
        for mistake in mistakes(*pair):
            if mistake.layer in layers:
                sorts.setdefault((mistake.layer, mistake.sort), []).append(mistake)
    return [mistake for found in sorts.values() for mistake in islice(found, most)]
