"""Where the ledger is kept: claims, statements and articles in SQLite, sentence vectors in an index for neighbours.

The index (usearch: hierarchical navigable small worlds, Malkov & Yashunin 2016) finds the claims nearest to a new one
in time that grows with the logarithm of their number, so nothing is ever compared with everything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from usearch.index import Index

from onrecord.claims.senses import WIDTH, Vector, decoded, encoded
from onrecord.errors import UsageError
from onrecord.ledger.joining import Known
from onrecord.ledger.statements import Proposition, Statement

VERSION: Final = "1"
CLAIMS_FILE, INDEX_FILE = "claims.sqlite", "claims.usearch"
_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE articles (id TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE claims (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE, text TEXT, sense TEXT, stems TEXT, names TEXT, first TEXT, last TEXT
);
CREATE TABLE statements (
    id INTEGER PRIMARY KEY, claim INTEGER, digest BLOB, source TEXT, label TEXT, role TEXT, country TEXT, stance TEXT,
    words TEXT, figures TEXT, dates TEXT
);
CREATE INDEX by_digest ON statements (digest);
CREATE INDEX by_claim ON statements (claim);
CREATE TABLE appearances (
    statement INTEGER, article TEXT, outlet TEXT, said TEXT, PRIMARY KEY (statement, article)
) WITHOUT ROWID;
CREATE INDEX by_article ON appearances (article);
"""


class Store:
    """The files of a ledger; without a folder it lives in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        """Open what the folder holds, or make it. Raises UsageError if it holds something else."""
        self.folder = folder
        self.index = _empty_index()
        if folder is None:
            self.db = sqlite3.connect(":memory:")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(folder / CLAIMS_FILE)
        try:
            known = self.db.execute("SELECT name FROM sqlite_master WHERE name = 'about'").fetchone()
            if known is None:
                self.db.executescript(_SCHEMA)
                self.db.execute("INSERT INTO about VALUES ('version', ?)", (VERSION,))
            version = self.db.execute("SELECT value FROM about WHERE key = 'version'").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{folder} holds no ledger of claims ({error}): give --state an empty folder") from error
        if version != VERSION:
            what = f"{folder} holds a ledger of version {version}, this is {VERSION}"
            raise UsageError(f"{what}: start one in a new folder")
        self._fill_index()

    def _fill_index(self) -> None:
        """Read the index, or make it anew where it does not hold what the claims do (a run that was broken off)."""
        wanted = self.db.execute("SELECT count(*) FROM claims WHERE sense IS NOT NULL").fetchone()[0]
        path = self.folder / INDEX_FILE if self.folder else None
        if path and path.exists():
            self.index.load(str(path))
        if len(self.index) != wanted:
            self.index = _empty_index()
            for key, sense in self.db.execute("SELECT id, sense FROM claims WHERE sense IS NOT NULL ORDER BY id"):
                self.index.add(key, decoded(sense))

    def save(self) -> None:
        """Make what was added last."""
        self.db.commit()
        if self.folder:
            self.index.save(str(self.folder / INDEX_FILE))

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def digest_of(self, article: str) -> bytes | None:
        """The digest of an article that was added; None if it was not."""
        row = self.db.execute("SELECT digest FROM articles WHERE id = ?", (article,)).fetchone()
        return row[0] if row else None

    def put_article(self, article: str, digest: bytes) -> None:
        """Note an article; what an earlier version of it said is taken out."""
        self.db.execute("DELETE FROM appearances WHERE article = ?", (article,))
        self.db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?)", (article, digest))

    def claim_of(self, statement: Statement) -> int | None:
        """The claim that the same source made in the same words before."""
        row = self.db.execute("SELECT claim FROM statements WHERE digest = ?", (statement.digest,)).fetchone()
        return row[0] if row else None

    def near(self, sense: Vector, most: int) -> list[int]:
        """The claims with the nearest vectors, nearest first."""
        return [int(key) for key in self.index.search(sense, most).keys] if len(self.index) else []

    def known(self, claim: int) -> tuple[Known, str | None]:
        """What a claim is about, and the last day on which it was made."""
        row = self.db.execute("SELECT sense, stems, names, last FROM claims WHERE id = ?", (claim,)).fetchone()
        return (decoded(row[0]), frozenset(json.loads(row[1])), frozenset(json.loads(row[2]))), row[3]

    def add_claim(self, name: str, proposition: Proposition, said: str | None) -> int:
        """A claim that nobody has made before. RETURNS: its number."""
        sense = encoded(proposition.sense) if proposition.sense is not None else None
        values = (name, proposition.text, sense, _list(proposition.stems), _list(proposition.names), said, said)
        cursor = self.db.execute(
            "INSERT OR IGNORE INTO claims (name, text, sense, stems, names, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        if not cursor.rowcount:
            return int(self.db.execute("SELECT id FROM claims WHERE name = ?", (name,)).fetchone()[0])
        number = int(cursor.lastrowid or 0)
        if proposition.sense is not None:
            self.index.add(number, np.asarray(proposition.sense, np.float32))
        return number

    def add_statement(
        self, claim: int, statement: Statement, article: str, outlet: str | None, said: str | None
    ) -> None:
        """What a source says about a claim, in an article; a reprint only adds the article."""
        row = self.db.execute(
            "SELECT id FROM statements WHERE digest = ? AND claim = ?", (statement.digest, claim)
        ).fetchone()
        if row is None:
            s = statement
            told = (s.source, s.label, s.role, s.country, s.stance, s.words, _json(s.figures), _json(s.dates))
            cursor = self.db.execute(
                "INSERT INTO statements (claim, digest, source, label, role, country, stance, words, figures, dates) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (claim, s.digest, *told),
            )
            row = (cursor.lastrowid,)
        self.db.execute("INSERT OR IGNORE INTO appearances VALUES (?, ?, ?, ?)", (row[0], article, outlet, said))
        if said:
            self.db.execute(
                "UPDATE claims SET first = min(coalesce(first, ?1), ?1), last = max(coalesce(last, ?1), ?1) "
                "WHERE id = ?2",
                (said, claim),
            )

    def claims(self, *, contested: bool, by_weight: bool) -> Iterator[tuple[int, str, str]]:
        """Number, name and text of the claims that are still made.

        contested: only those that somebody denies and somebody does not. by_weight: those denied by some and confirmed
        by others first, then those with the most sources; else in the order in which they were first made.
        """
        sides = "count(DISTINCT CASE s.stance WHEN 'deny' THEN 1 ELSE 0 END)"
        having = f"HAVING {sides} > 1" if contested else ""
        order = f"{sides} DESC, count(DISTINCT s.source) DESC, c.id" if by_weight else "c.id"
        yield from self.db.cursor().execute(
            "SELECT c.id, c.name, c.text FROM claims c JOIN statements s ON s.claim = c.id "
            "WHERE EXISTS (SELECT 1 FROM appearances a WHERE a.statement = s.id) "
            f"GROUP BY c.id {having} ORDER BY {order}"
        )

    def statements(self, claim: int) -> Iterator[tuple[Any, ...]]:
        """What is said about a claim: confirm, uncertain, deny; in each the earliest first."""
        yield from self.db.cursor().execute(
            "SELECT s.source, s.label, s.role, s.country, s.stance, s.words, s.figures, s.dates, min(a.said), "
            "json_group_array(a.article), json_group_array(a.outlet) FROM statements s "
            "JOIN appearances a ON a.statement = s.id WHERE s.claim = ? GROUP BY s.id "
            "ORDER BY CASE s.stance WHEN 'confirm' THEN 0 WHEN 'uncertain' THEN 1 ELSE 2 END, min(a.said), s.id",
            (claim,),
        )


def _empty_index() -> Index:
    return Index(ndim=WIDTH, metric="cos", dtype="i8")


def _list(items: frozenset[str]) -> str:
    return _json(sorted(items))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
