"""Registers the Doc extensions that `onrecord.layers` names: importing this module is all it takes."""

from spacy.tokens import Doc

from onrecord.layers import ARTICLE, WARNINGS

if not Doc.has_extension(ARTICLE):
    Doc.set_extension(ARTICLE, default={})
if not Doc.has_extension(WARNINGS):
    Doc.set_extension(WARNINGS, default=[])
