"""onrecord reads news and answers: who is on the record, saying what, about how many and when.

>>> nlp = onrecord.load()                        # the trained spaCy pipeline
>>> record = onrecord.record(nlp(text))          # one article's record
>>> for record in onrecord.extract(articles):    # many, streaming

All offsets are Unicode code points into the untouched text, end exclusive: `text[start:end]` is the span.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.articles import Article, Failure
    from onrecord.conversion import record, to_doc
    from onrecord.extraction import extract
    from onrecord.model import load
    from onrecord.records import Record

# onnxruntime sends usage data to its maker, and starts with it as it is imported, unless this is set before.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__version__ = "0.4.0"
__all__ = ["Article", "Failure", "Record", "__version__", "extract", "load", "record", "to_doc"]

_HOMES = {
    "Article": "onrecord.articles",
    "Failure": "onrecord.articles",
    "Record": "onrecord.records",
    "extract": "onrecord.extraction",
    "load": "onrecord.model",
    "record": "onrecord.conversion",
    "to_doc": "onrecord.conversion",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module when it is first asked for, so that `import onrecord` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}; it offers {', '.join(__all__)}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
