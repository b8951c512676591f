"""`dates`: time expressions as TIMEX3, with the days that they mean (corpus/SPEC.md, section 3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

import onrecord.extensions  # noqa: F401 - registers doc._.article
from onrecord.components.component import Component
from onrecord.dates import Found, find_dates
from onrecord.dates.tense import tense_of
from onrecord.layers import ARTICLE, DATES, RECORDS

#: Labels of names inside which a word of time is part of the name ("USA Today", "May", "August Wilson").
NAMES = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"])


@Language.factory(
    "onrecord_dates",
    requires=["token.tag", "token.dep", "token.head", "doc.ents"],
    assigns=["doc.spans"],
)
def make_dates(nlp: Language, name: str) -> Dates:
    """Make the finder of time expressions."""
    return Dates(name)


class Dates(Component[list[dict[str, Any]]]):
    """Rules over words of time; the parse tells the tense, `doc._.article["date"]` is the day that they go from."""

    def predict(self, doc: Doc) -> list[dict[str, Any]]:
        """The records of the time expressions, in the order of the text, none overlapping."""
        return dates(doc)

    def set_annotations(self, doc: Doc, prediction: list[dict[str, Any]]) -> None:
        """Write `doc.spans["dates"]` with the records in its attributes.

        A span that starts or ends inside a token is widened to whole tokens; its record keeps the exact offsets.
        """
        spans: Any = [doc.char_span(d["start"], d["end"], label=d["type"], alignment_mode="expand") for d in prediction]
        doc.spans[DATES] = SpanGroup(doc, name=DATES, spans=spans, attrs={RECORDS: prediction})


def dates(doc: Doc) -> list[dict[str, Any]]:
    """The time expressions of an article, as records (`onrecord.records.Date`).

    doc: best with tags, parse and names; what is missing is done without. The article's date is read from
        `doc._.article["date"]`; without one nothing relative is resolved.
    """
    text = doc.text  # which spaCy puts together anew at each call
    found = find_dates(text, _anchor(doc), tense_of(doc))
    names = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ in NAMES]
    return [_record(number, each, text) for number, each in enumerate(_outside(found, names), start=1)]


def _anchor(doc: Doc) -> date | None:
    # Not doc._.article, which would write its default to the Doc.
    stored: dict[Any, Any] = doc.user_data
    given = stored.get(("._.", ARTICLE, None, None), {}).get("date")
    return date.fromisoformat(given[:10]) if given else None


def _outside(found: list[Found], names: list[tuple[int, int]]) -> list[Found]:
    """Expressions that hold no part of a name but the whole of it; both lists stand in the order of the text."""
    kept, i = [], 0
    for each in found:
        while i < len(names) and names[i][1] <= each.start:
            i += 1
        if i == len(names) or names[i][0] >= each.end or (each.start <= names[i][0] and names[i][1] <= each.end):
            kept.append(each)
    return kept


def _record(number: int, found: Found, text: str) -> dict[str, Any]:
    first, last = found.timex.bounds
    made = {
        "id": f"D{number}",
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "type": found.timex.type,
        "value": found.timex.value,
        "from": first.isoformat() if first else None,
        "to": last.isoformat() if last else None,
        "modifier": found.timex.modifier,
    }
    return made | ({"zone": found.timex.zone} if found.timex.zone else {})
