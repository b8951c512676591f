"""The ledger of a batch: records in, one row a claim and source out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.ledger.joining import best, scorer
from onrecord.ledger.statements import Proposition, propositions
from onrecord.ledger.store import Store
from onrecord.records import Record

NEIGHBOURS = 12
"""Claims that a new one is compared with."""
WINDOW = 60
"""Days after a claim was last made within which it is taken up."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one source says about one claim.

    claim, claim_text: id and text of the claim. source, label, role, country: the actor, as its record has it.
    stance: confirm, deny or uncertain. words: the content. figures, dates: inside it, as records have them.
    said: publication day of the first article (YYYY-MM-DD). articles: ids of all that print it; outlets: their sources.
    """

    claim: str
    claim_text: str
    source: str | None
    label: str | None
    role: str | None
    country: str | None
    stance: str
    words: str
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

    An article that is added again is counted once; if it has changed, its new form counts. The same words of the same
    source in several articles (a reprint, a wire story) are one row that lists them all. A claim keeps its id for good:
    it is the one of the first article that makes it, and later ones are compared with that.
    """

    def __init__(self, folder: Path | None = None, *, model: Path | None = None, window: int = WINDOW) -> None:
        """Open the ledger in a folder, which is made if need be; None for one in memory.

        model: where the scorer comes from; None for the model that ships. window: days within which a claim is taken
        up again. Raises UsageError if the folder holds something else, ModelError without a model.
        """
        self._scorer = scorer(model)
        self._store = Store(folder)
        self._window = window

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._store.save()
        self._store.close()

    def add(self, record: Record) -> bool:
        """Add the claims of a record. RETURNS: whether they were new."""
        digest = _digest(record)
        if self._store.digest_of(record.id) == digest:
            return False
        self._store.put_article(record.id, digest)
        for proposition in propositions(record):
            claim = self._claim(proposition, record)
            for statement in proposition.statements:
                self._store.add_statement(claim, statement, record.id, record.source, record.date)
        return True

    def _claim(self, proposition: Proposition, record: Record) -> int:
        """The number of the claim that a proposition is, made if need be."""
        for statement in proposition.statements:
            if len(statement.words.split()) > 4 and (known := self._store.claim_of(statement)) is not None:
                return known
        if proposition.sense is not None:
            near = [(key, *self._store.known(key)) for key in self._store.near(proposition.sense, NEIGHBOURS)]
            close = [(key, about) for key, about, last in near if self._is_close(last, record.date)]
            found = best(proposition, [about for _, about in close], self._scorer)
            if found is not None:
                return close[found][0]
        name = blake2b(f"{record.id}\0{proposition.text}".encode(), digest_size=6).hexdigest()
        return self._store.add_claim(name, proposition, record.date)

    def _is_close(self, last: str | None, day: str | None) -> bool:
        if last is None or day is None:
            return True
        return abs((date.fromisoformat(day) - date.fromisoformat(last)).days) <= self._window

    def rows(self, *, contested: bool = False, by_weight: bool = False, limit: int | None = None) -> Iterator[Row]:
        """One row a claim and source.

        contested: only claims that somebody denies and somebody does not. by_weight: those first, then those with the
        most sources; else claims stand in the order in which they were first made. limit: number of claims.
        """
        for n, (number, name, text) in enumerate(self._store.claims(contested=contested, by_weight=by_weight)):
            if limit is not None and n >= limit:
                return
            for told in self._store.statements(number):
                source, label, role, country, stance, words, figures, dates, said, articles, outlets = told
                yield Row(
                    claim=name, claim_text=text, source=source, label=label, role=role, country=country,
                    stance=stance, words=words, figures=json.loads(figures), dates=json.loads(dates), said=said,
                    articles=sorted(json.loads(articles)),
                    outlets=sorted({outlet for outlet in json.loads(outlets) if outlet}),
                )  # fmt: skip


def _digest(record: Record) -> bytes:
    return blake2b(record.to_json().encode("utf-8"), digest_size=12).digest()
