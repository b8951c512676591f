"""The counts of one article, by what they count."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.evaluation.tally import Tally


class Key(NamedTuple):
    """What is counted.

    layer: of the record, or "end to end". measure: as the table names it. dimension, value: the group of items that
    it is counted for ("kind", "direct"); both empty for all of them.
    """

    layer: str
    measure: str
    dimension: str = ""
    value: str = ""


Count = tuple[Key, Tally]
