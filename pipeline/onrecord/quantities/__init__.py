"""Numbers that count or measure something, with what they count (corpus/SPEC.md, section 2)."""

from onrecord.quantities.spans import quantities

__all__ = ["quantities"]
