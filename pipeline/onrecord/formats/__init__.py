"""Records in the forms that other tools read and write. Each module has `read` and `write`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.formats import brat, citron, conll, conllu, docbin, labelstudio, polnear, records
from onrecord.records import Record


@dataclass(frozen=True)
class Format:
    """A form of records. is_folder: whether it is a folder of files. keeps: the layers that come back from it."""

    read: Callable[[Path], Iterator[Record]]
    write: Callable[[Iterable[Record], Path], None]
    is_folder: bool
    keeps: tuple[str, ...]


FORMATS = {
    "records": Format(records.read, records.write, False, ("all",)),
    "brat": Format(brat.read, brat.write, True, ("entities", "quantities", "dates", "quotes", "stance")),
    "conll": Format(conll.read, conll.write, False, ("entities",)),
    "conllu": Format(conllu.read, conllu.write, False, ("entities", "quotes")),
    "polnear": Format(polnear.read, polnear.write, False, ("quotes",)),
    "citron": Format(citron.read, citron.write, True, ("quotes",)),
    "labelstudio": Format(
        labelstudio.read, labelstudio.write, False, ("entities", "quantities", "dates", "quotes", "stance")
    ),
    "docbin": Format(docbin.read, docbin.write, False, ("all",)),
}
"""What `onrecord convert` reads and writes."""
