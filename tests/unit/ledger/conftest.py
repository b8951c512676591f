"""Records made by hand: an article, its actors, and what each of them says."""

import json
from typing import Any

import numpy as np

from onrecord.claims.senses import WIDTH, encoded
from onrecord.records import Record

Say = tuple[str, str, str, int]
"""Source, stance, words, and the direction of the sentence vector; quotes with one direction are one claim."""
SIDES = {"confirm": "confirmed_by", "deny": "denied_by", "uncertain": "uncertain"}


def record(name: str, *said: Say, day: str | None = "2024-10-24", outlet: str | None = "Post") -> Record:
    """A record in which each of these sources says its words."""
    text = ""
    quotes: list[dict[str, Any]] = []
    claims: dict[int, dict[str, Any]] = {}
    actors: dict[str, str] = {}
    for n, (source, stance, words, direction) in enumerate(said, start=1):
        actor = actors.setdefault(source, f"E{len(actors) + 1}")
        start = len(text)
        text += f"{words}, {source} said. "
        span = {"start": start, "end": start + len(words), "text": words}
        at = text.index(source, start)
        claim = claims.setdefault(direction, {**_claim(words, direction), "id": f"C{len(claims) + 1}"})
        claim["quotes"].append(f"Q{n}")
        if actor not in claim[SIDES[stance]]:
            claim[SIDES[stance]].append(actor)
        quotes.append({
            "id": f"Q{n}", "kind": "indirect", "content": [span], "cue": None, "speaker": actor, "parent": None,
            "source": {"start": at, "end": at + len(source), "text": source}, "stance": stance, "claim": claim["id"],
            "quantities": [], "dates": [],
        })  # fmt: skip
    made = {
        "schema": "1.0", "id": name, "date": day, "source": outlet, "text": text, "entities": [], "quantities": [],
        "actors": [
            {"id": key, "name": who, "label": "PERSON", "role": "minister", "country": "NO", "aliases": []}
            for who, key in actors.items()
        ],
        "dates": [], "quotes": quotes, "claims": list(claims.values()),
    }  # fmt: skip
    return Record.from_json(
        json.dumps({key: value for key, value in made.items() if value is not None or key == "date"})
    )


def _claim(words: str, direction: int) -> dict[str, Any]:
    vector = np.zeros(WIDTH, np.float32)
    vector[direction] = 1
    empty: dict[str, Any] = {
        key: [] for key in ("confirmed_by", "denied_by", "uncertain", "quotes", "quantities", "dates")
    }
    return {"id": "", "text": f"{words}.", **empty, "sense": encoded(vector)}
