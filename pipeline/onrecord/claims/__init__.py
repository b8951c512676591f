"""Claims: which quotes of an article are about the same proposition (corpus/SPEC.md, section 6)."""
