"""The ledger: claims joined across the articles of a batch, with everyone who confirms or denies each.

Reading order: `statements` (from a record to what its claims say), `joining` (are two claims one?), `store` (where it
is kept), `ledger` (adding records, reading rows), `output` (table, JSONL, CSV, Parquet).
"""

from onrecord.ledger.ledger import Ledger, Row

__all__ = ["Ledger", "Row"]
