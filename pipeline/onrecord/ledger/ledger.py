"""The ledger of a batch: records in, one row a claim and source out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.ledger.joining import best, scorer, space
from onrecord.ledger.statements import Proposition, propositions
from onrecord.ledger.store import Store
from onrecord.records import Record

NEIGHBOURS, LOOKED_AT = 12, 96
"""Claims that a new one is compared with, and those nearest to it among which they are taken by their days."""
WINDOW = 60
"""Days before and after a claim was made within which it is taken up."""
SAYING = 5
"""Words from which the same words of the same source are the same claim."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one source says about one claim, with one stance.

    claim, claim_text: id and text of the claim. source, label, role, country: the actor, as its record has it; None
    where nobody knows who speaks. stance: confirm, deny or uncertain. words: the contents, the earliest first.
    figures, dates: inside them, as records have them. said: publication day of the first article (YYYY-MM-DD).
    articles: ids of all that print it; outlets: their sources.
    """

    claim: str
    claim_text: str
    source: str | None
    label: str | None
    role: str | None
    country: str | None
    stance: str
    words: list[str]
    figures: list[dict[str, Any]]
    dates: list[dict[str, Any]]
    said: str | None
    articles: list[str]
    outlets: list[str]

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return asdict(self)


class Ledger:
    """Claims joined across articles; a context manager, whose end saves it.

    An article that is added again is counted once; if it has changed, its new form counts. One id with another day,
    outlet or address is another article. The same words of the same source in several articles (a reprint, a wire
    story) count once and list them all. A claim keeps its id as long as somebody makes it: the first article that makes
    it names it, and later ones are compared with that.
    """

    def __init__(self, folder: Path | None = None, *, model: Path | None = None, window: int = WINDOW) -> None:
        """Open the ledger in a folder, which is made if need be; None for one that is gone at the end.

        model: the one that made the records; None for the model that ships. window: days within which a claim is taken
        up again. Raises UsageError if the folder holds something else or is in use, ModelError without a model.
        """
        self._scorer = scorer(model)
        self._store = Store(folder, space(model))
        self._window = timedelta(days=window)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.save()
        self._store.close()

    def save(self) -> None:
        """Make lasting what was added."""
        self._store.save()

    def add(self, record: Record) -> bool:
        """Add the claims of a record. RETURNS: whether the record was new, or has changed."""
        key = _digest(record.id, record.date, record.source, record.url)
        digest = _digest(record.to_json())
        if self._store.digest_of(key) == digest:
            return False
        found = list(propositions(record))
        told = _digest(*sorted(s.digest.hex() for item in found for s in item.statements))
        article = self._store.put_article(key, digest, told, record.id, record.source, record.date)
        twin = self._store.twin(told, article) if found else {}
        taken: set[int] = set()
        for proposition in found:
            claim = twin.get(proposition.statements[0].digest)
            if claim is None:
                claim = self._claim(proposition, record, taken)
            taken.add(claim)
            self._store.add_statements(claim, proposition.statements, article)
        return True

    def _claim(self, proposition: Proposition, record: Record, taken: set[int]) -> int:
        """The number of the claim that a proposition is, made if need be. taken: other claims of the same article."""
        for statement in proposition.statements:
            if statement.source and len(statement.words.split()) >= SAYING:
                for claim in self._store.claims_of(statement):
                    if claim not in taken and self._is_close(claim, record.date):
                        return claim
        if proposition.sense is not None:
            near = (claim for claim in self._store.near(proposition.sense, LOOKED_AT) if claim not in taken)
            close = [claim for claim in near if self._is_close(claim, record.date)][:NEIGHBOURS]
            found = best(proposition, [self._store.known(claim) for claim in close], self._scorer)
            if found is not None:
                return close[found]
        return self._store.add_claim(self._name(proposition, record), proposition)

    def _name(self, proposition: Proposition, record: Record) -> str:
        number = 0
        while self._store.has_name(name := _digest(record.id, record.date, proposition.text, str(number)).hex()):
            number += 1
        return name

    def _is_close(self, claim: int, day: str | None) -> bool:
        first, last = self._store.days(claim)
        if first is None or last is None or day is None:
            return True
        when = date.fromisoformat(day)
        return date.fromisoformat(first) - self._window <= when <= date.fromisoformat(last) + self._window

    def rows(self, *, contested: bool = False, by_weight: bool = False, limit: int | None = None) -> Iterator[Row]:
        """One row a claim, source and stance.

        contested: only claims that somebody denies and somebody else does not. by_weight: those first, then those with
        the most sources; else claims stand in the order in which they were first read. limit: number of claims.
        """
        for n, (number, name, text) in enumerate(self._store.claims(contested=contested, by_weight=by_weight)):
            if limit is not None and n >= limit:
                return
            yield from self._rows(number, name, text)

    def _rows(self, number: int, name: str, text: str) -> Iterator[Row]:
        groups: dict[tuple[str, str], Row] = {}
        unknown = 0
        for told in self._store.statements(number):
            source, label, role, country, stance, words, figures, dates, said, articles, outlets = told
            unknown += source is None
            key = (source.casefold() if source else f"\0{unknown}", stance)
            row = Row(
                name, text, source, label, role, country, stance, [words], json.loads(figures), json.loads(dates),
                said, sorted(json.loads(articles)), sorted({outlet for outlet in json.loads(outlets) if outlet}),
            )  # fmt: skip
            groups[key] = _together(groups[key], row) if key in groups else row
        yield from groups.values()


def _together(one: Row, other: Row) -> Row:
    """Two rows of one source and stance; the first one is the earlier."""
    joined = {
        "words": one.words + other.words,
        "figures": one.figures + [figure for figure in other.figures if figure not in one.figures],
        "dates": one.dates + [day for day in other.dates if day not in one.dates],
        "articles": sorted({*one.articles, *other.articles}),
        "outlets": sorted({*one.outlets, *other.outlets}),
    }
    return Row(**{**{name: getattr(one, name) for name in Row.__dataclass_fields__}, **joined})


def _digest(*parts: str | None) -> bytes:
    return blake2b("\0".join(part or "" for part in parts).encode("utf-8"), digest_size=10).digest()
