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
BEGIN IMMEDIATE;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, key BLOB UNIQUE, digest BLOB, told BLOB, id TEXT, outlet TEXT, said TEXT
);
CREATE INDEX by_told ON articles (told);
CREATE TABLE claims (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE, text TEXT, sense TEXT, stems TEXT, names TEXT, first TEXT, last TEXT
);
CREATE TABLE statements (
    id INTEGER PRIMARY KEY, claim INTEGER, digest BLOB, source TEXT, label TEXT, role TEXT, country TEXT, stance TEXT,
    words TEXT, figures TEXT, dates TEXT
);
CREATE INDEX by_digest ON statements (digest);
CREATE INDEX by_claim ON statements (claim);
CREATE TABLE appearances (statement INTEGER, article INTEGER, PRIMARY KEY (statement, article)) WITHOUT ROWID;
CREATE INDEX by_article ON appearances (article);
"""
_DAYS = (
    "UPDATE claims SET (first, last) = (SELECT min(a.said), max(a.said) FROM statements s JOIN appearances p "
    "ON p.statement = s.id JOIN articles a ON a.number = p.article WHERE s.claim = claims.id) WHERE id = ?"
)


class Store:
    """The files of a ledger; without a folder it lives in a temporary file."""

    def __init__(self, folder: Path | None, space: str) -> None:
        """Open what the folder holds, or make it.

        space: name of the sentence vectors (`joining.space`). Raises UsageError if the folder holds something else, or
        a ledger of another version or other vectors, or if it is in use.
        """
        self.folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        try:
            self.db = sqlite3.connect(folder / CLAIMS_FILE if folder else "", isolation_level=None)
            self._open(space)
        except sqlite3.OperationalError as error:
            raise UsageError(f"{folder} cannot be used ({error}): is another run at work in it?") from error
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{folder} holds no ledger of claims ({error}): give --state an empty folder") from error
        self.index = self._read_index()

    def _open(self, space: str) -> None:
        tables = {row[0] for row in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            values = f"INSERT INTO about VALUES ('version', '{VERSION}'), ('vectors', '{space}');\nCOMMIT;"
            self.db.executescript(_SCHEMA + values)
        elif "about" not in tables:
            raise sqlite3.DatabaseError("a database of something else")
        about = dict(self.db.execute("SELECT key, value FROM about"))
        for key, wanted in (("version", VERSION), ("vectors", space)):
            if about.get(key) != wanted:
                what = f"{self.folder} holds a ledger with other {key} ({about.get(key)}; these are {wanted})"
                raise UsageError(f"{what}: start one in a new folder")
        self.db.execute("BEGIN IMMEDIATE")

    def _read_index(self) -> Index:
        """Read the index, or make it anew where it does not hold what the claims do (a run that was broken off)."""
        wanted = self.db.execute("SELECT count(*) FROM claims WHERE sense IS NOT NULL").fetchone()[0]
        index = Index(ndim=WIDTH, metric="cos", dtype="i8")
        path = self.folder / INDEX_FILE if self.folder else None
        if path and path.exists():
            try:
                index.load(str(path))
            except RuntimeError:  # half written
                index = Index(ndim=WIDTH, metric="cos", dtype="i8")
        if len(index) != wanted:
            index = Index(ndim=WIDTH, metric="cos", dtype="i8")
            for key, sense in self.db.execute("SELECT id, sense FROM claims WHERE sense IS NOT NULL ORDER BY id"):
                index.add(key, decoded(sense))
        return index

    def save(self) -> None:
        """Make lasting what was added."""
        if self.folder:
            new = self.folder / f"{INDEX_FILE}.new"
            self.index.save(str(new))
            new.replace(self.folder / INDEX_FILE)
        self.db.execute("COMMIT")
        self.db.execute("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close the database; what was not saved is dropped."""
        self.db.close()

    def digest_of(self, key: bytes) -> bytes | None:
        """The digest of an article that was added; None if it was not."""
        row = self.db.execute("SELECT digest FROM articles WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put_article(
        self, key: bytes, digest: bytes, told: bytes, name: str, outlet: str | None, said: str | None
    ) -> int:
        """Note an article; what an earlier form of it said is taken out. RETURNS: its number."""
        row = self.db.execute("SELECT number FROM articles WHERE key = ?", (key,)).fetchone()
        if row:
            self._take_out(row[0])
        self.db.execute(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row[0] if row else None, key, digest, told, name, outlet, said),
        )
        return int(self.db.execute("SELECT number FROM articles WHERE key = ?", (key,)).fetchone()[0])

    def _take_out(self, article: int) -> None:
        """Drop the appearances in an article, and the statements and claims that nobody else prints."""
        ours = "SELECT statement FROM appearances WHERE article = ?"
        claims = [
            row[0] for row in self.db.execute(f"SELECT DISTINCT claim FROM statements WHERE id IN ({ours})", (article,))
        ]
        statements = [row[0] for row in self.db.execute(ours, (article,))]
        self.db.execute("DELETE FROM appearances WHERE article = ?", (article,))
        for statement in statements:
            self.db.execute(
                "DELETE FROM statements WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM appearances WHERE statement = ?1)",
                (statement,),
            )
        for claim in claims:
            if self.db.execute("SELECT 1 FROM statements WHERE claim = ? LIMIT 1", (claim,)).fetchone():
                self.db.execute(_DAYS, (claim,))
                continue
            if self.db.execute("SELECT sense FROM claims WHERE id = ?", (claim,)).fetchone()[0] is not None:
                self.index.remove(claim)
            self.db.execute("DELETE FROM claims WHERE id = ?", (claim,))

    def twin(self, told: bytes, article: int) -> dict[bytes, int]:
        """The claims, by statement's digest, of another article that says just the same; empty if none does."""
        row = self.db.execute(
            "SELECT number FROM articles WHERE told = ? AND number != ? ORDER BY number LIMIT 1", (told, article)
        ).fetchone()
        if row is None:
            return {}
        return dict(
            self.db.execute(
                "SELECT s.digest, s.claim FROM statements s JOIN appearances p ON p.statement = s.id "
                "WHERE p.article = ?",
                row,
            )
        )

    def claims_of(self, statement: Statement) -> list[int]:
        """The claims that the same source made in the same words before, the latest first."""
        found = self.db.execute("SELECT claim FROM statements WHERE digest = ? ORDER BY id DESC", (statement.digest,))
        return [row[0] for row in found]

    def near(self, sense: Vector, most: int) -> list[int]:
        """The claims with the nearest vectors, nearest first."""
        return [int(key) for key in self.index.search(sense, most).keys] if len(self.index) else []

    def days(self, claim: int) -> tuple[str | None, str | None]:
        """The first and the last day on which a claim was made, where known."""
        first, last = self.db.execute("SELECT first, last FROM claims WHERE id = ?", (claim,)).fetchone()
        return first, last

    def known(self, claim: int) -> Known:
        """What a claim is about."""
        row = self.db.execute("SELECT sense, stems, names FROM claims WHERE id = ?", (claim,)).fetchone()
        return decoded(row[0]), frozenset(json.loads(row[1])), frozenset(json.loads(row[2]))

    def add_claim(self, name: str, proposition: Proposition) -> int:
        """A new claim. RETURNS: its number."""
        sense = encoded(proposition.sense) if proposition.sense is not None else None
        cursor = self.db.execute(
            "INSERT INTO claims (name, text, sense, stems, names) VALUES (?, ?, ?, ?, ?)",
            (name, proposition.text, sense, _list(proposition.stems), _list(proposition.names)),
        )
        number = int(cursor.lastrowid or 0)
        if proposition.sense is not None:
            self.index.add(number, np.asarray(proposition.sense, np.float32))
        return number

    def has_name(self, name: str) -> bool:
        """Whether a claim has this name."""
        return self.db.execute("SELECT 1 FROM claims WHERE name = ?", (name,)).fetchone() is not None

    def add_statements(self, claim: int, statements: list[Statement], article: int) -> None:
        """What sources say about a claim, in an article; a reprint only adds the article."""
        for s in statements:
            row = self.db.execute(
                "SELECT id FROM statements WHERE digest = ? AND claim = ?", (s.digest, claim)
            ).fetchone()
            if row is None:
                told = (s.source, s.label, s.role, s.country, s.stance, s.words, _json(s.figures), _json(s.dates))
                cursor = self.db.execute(
                    "INSERT INTO statements (claim, digest, source, label, role, country, stance, words, figures, "
                    "dates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (claim, s.digest, *told),
                )
                row = (cursor.lastrowid,)
            self.db.execute("INSERT OR IGNORE INTO appearances VALUES (?, ?)", (row[0], article))
        self.db.execute(
            "UPDATE claims SET first = min(coalesce(first, said), said), last = max(coalesce(last, said), said) "
            "FROM (SELECT said FROM articles WHERE number = ?) WHERE id = ? AND said IS NOT NULL",
            (article, claim),
        )

    def claims(self, *, contested: bool, by_weight: bool) -> Iterator[tuple[int, str, str]]:
        """Number, name and text of the claims.

        contested: only those that somebody denies and somebody else does not. by_weight: the contested ones first, then
        those with the most sources; else in the order in which they were first read.
        """
        sides = "count(DISTINCT stance = 'deny')"
        having = f"HAVING {sides} > 1 AND count(DISTINCT lower(source)) > 1" if contested else ""
        order = f"{sides} DESC, count(DISTINCT lower(source)) DESC, c.id" if by_weight else "c.id"
        yield from self.db.cursor().execute(
            "SELECT c.id, c.name, c.text FROM claims c JOIN statements s ON s.claim = c.id "
            f"GROUP BY c.id {having} ORDER BY {order}"
        )

    def statements(self, claim: int) -> Iterator[tuple[Any, ...]]:
        """What is said about a claim: confirm, uncertain, deny; in each the earliest first."""
        yield from self.db.cursor().execute(
            "SELECT s.source, s.label, s.role, s.country, s.stance, s.words, s.figures, s.dates, min(a.said), "
            "json_group_array(a.id), json_group_array(a.outlet) FROM statements s "
            "JOIN appearances p ON p.statement = s.id JOIN articles a ON a.number = p.article "
            "WHERE s.claim = ? GROUP BY s.id "
            "ORDER BY CASE s.stance WHEN 'confirm' THEN 0 WHEN 'uncertain' THEN 1 ELSE 2 END, min(a.said), s.id",
            (claim,),
        )


def _list(items: frozenset[str]) -> str:
    return _json(sorted(items))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
