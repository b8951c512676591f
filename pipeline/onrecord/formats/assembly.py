"""A record from its parts, however they were numbered and ordered: what every import needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from onrecord.errors import RecordError
from onrecord.records import SCHEMA_VERSION, Record, describe

Item = dict[str, Any]
SIDES = {"confirmed_by": "confirm", "denied_by": "deny", "uncertain": "uncertain"}
Offsets = tuple[int, int]


def span(text: str, start: int, end: int, words: str | None = None) -> Item:
    """A span of a text, without white space at its edges.

    words: what is said to stand there, if known; white space and what a form puts in its place do not count.

    Raises RecordError if there is no such span, or something else stands there.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise RecordError(f"[{start}:{end}] is no span of a text of {len(text):,} characters")
    if words is not None and "".join(words.split()) != "".join(text[start:end].split()):
        raise RecordError(f"[{start}:{end}] is {text[start:end]!r} in the text, not {words!r}: was the text changed?")
    stripped = text[start:end].strip()
    begin = start + text[start:end].index(stripped[0])
    return {"start": begin, "end": begin + len(stripped), "text": stripped}


def quote(content: Sequence[Item], source: Item | None = None, cue: Item | None = None, **known: Any) -> Item:
    """A quote of which only this is known; `known` are fields of `onrecord.records.Quote`."""
    unknown = {"kind": "indirect", "speaker": None, "parent": None, "stance": "none", "claim": None}
    return {"content": sorted(content, key=_place), "source": source, "cue": cue, **unknown, **known}


def assemble(
    id: str,
    text: str,
    *,
    entities: Iterable[Item] = (),
    actors: Iterable[Item] = (),
    quantities: Iterable[Item] = (),
    dates: Iterable[Item] = (),
    quotes: Iterable[Item] = (),
    **article: Any,
) -> Record:
    """Number the parts in the order of the text, and fill in what follows from others.

    Parts are as in `onrecord.records`, their ids any strings that references use; parts without one get one. The
    figures and dates inside a quote, and the sides of a claim, need not be given. A quote with a stance but without a
    claim makes one of its own.

    Raises RecordError if a rule of the record is broken.
    """
    layers = {
        "E": _numbered("E", list(actors)),
        "T": _numbered("T", sorted(entities, key=_place)),
        "N": _numbered("N", sorted(quantities, key=_place)),
        "D": _numbered("D", sorted(dates, key=_place)),
        "Q": _numbered("Q", sorted(quotes, key=_place_of_quote)),
    }
    known = {letter: {old: item["id"] for old, item in layer} for letter, layer in layers.items()}
    said = [_quote(item, known, layers) for _, item in layers["Q"]]
    told = _claims(said)
    values = {
        "schema": SCHEMA_VERSION,
        "id": id,
        "date": None,
        "text": text,
        **article,
        "entities": [{**item, "ref": known["E"].get(item.get("ref"))} for _, item in layers["T"]],
        "actors": [item for _, item in layers["E"]],
        "quantities": [item for _, item in layers["N"]],
        "dates": [item for _, item in layers["D"]],
        "quotes": said,
        "claims": told,
    }
    try:
        return Record.model_validate(values)
    except ValidationError as error:
        raise RecordError(f"{id}: {describe(error)}") from error


def _numbered(letter: str, items: Sequence[Item]) -> list[tuple[Any, Item]]:
    """Each part under its old id, with its new one."""
    return [(item.get("id", n), {**item, "id": f"{letter}{n}"}) for n, item in enumerate(items, start=1)]


def _place(item: Item) -> Offsets:
    return item["start"], item["end"]


def _place_of_quote(item: Item) -> Offsets:
    return item["content"][0]["start"], -item["content"][-1]["end"]


def _quote(item: Item, known: Mapping[str, Mapping[Any, str]], layers: Mapping[str, list[tuple[Any, Item]]]) -> Item:
    return {
        **item,
        "speaker": known["E"].get(item["speaker"]),
        "parent": known["Q"].get(item["parent"]),
        "quantities": _inside(item, layers["N"]),
        "dates": _inside(item, layers["D"]),
    }


def _inside(item: Item, layer: list[tuple[Any, Item]]) -> list[str]:
    parts = item["content"]
    return [i["id"] for _, i in layer if any(p["start"] <= i["start"] and i["end"] <= p["end"] for p in parts)]


def _claims(quotes: list[Item]) -> list[Item]:
    """The claims that the quotes make, in the order of the text; the quotes are told the new ids."""
    members: dict[Any, list[Item]] = {}
    for item in quotes:
        if item["stance"] != "none":
            members.setdefault(item["claim"] or ("alone", item["id"]), []).append(item)
        item["claim"] = None
    made = []
    for number, own in enumerate(members.values(), start=1):
        for item in own:
            item["claim"] = f"C{number}"
        figures = {name: _listed(i for item in own for i in item[name]) for name in ("quantities", "dates")}
        sides = {
            side: _listed(item["speaker"] for item in own if item["stance"] == stance and item["speaker"])
            for side, stance in SIDES.items()
        }
        words = " ".join(part["text"] for part in own[0]["content"])
        made.append({"id": f"C{number}", "text": words, **sides, "quotes": [i["id"] for i in own], **figures})
    return made


def _listed(ids: Iterable[str]) -> list[str]:
    return sorted(set(ids), key=lambda id_: int(id_[1:]))
