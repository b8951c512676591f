"""The stance that the lexicon alone gives: the baseline, and one of the classifier's features."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from onrecord.records import Stance
from onrecord.stance.cues import content_kinds
from onrecord.stance.modality import is_negated, own_modals
from onrecord.stance.reading import Content, Cue, Reading
from onrecord.stance.words import Words

_WILL: Final = frozenset({"directive", "commissive", "desire"})
_OPEN: Final = frozenset({"doubt", "hedging", "prediction", "fear", "silence"})
_ASSERTED: Final = frozenset({"assertive", "factive", "belief", "accusation"})


def stance_by_rules(words: Words, reading: Reading) -> Stance:
    """The stance by the class of the cue, and by negation and modality in cue and content."""
    cue, content = reading.cue, reading.content
    classes = set(cue.classes)
    is_clause = content.form in ("that", "clause")
    if "silence" in classes:
        return "uncertain" if content.form != "phrase" or "claim" in content.kinds else "none"
    if "denial" in classes and not (is_clause and "assertive" in classes):
        return _denied(words, cue, content)
    if content.form == "whether" or ("interrogative" in classes and not is_clause):
        return "uncertain" if "doubt" in classes and "interrogative" not in classes else "none"
    if content.form == "to" and classes & _WILL and not classes & {"prediction", "hedging"}:
        return "none"
    if classes & _ASSERTED and (is_clause or not classes & (_WILL | _OPEN | {"expressive", "topic"})):
        return _said(words, cue, content, classes)
    if classes & _OPEN:
        return "uncertain"
    if classes & (_WILL | {"expressive", "topic"}):
        return "none"
    return _said(words, cue, content, classes) if is_clause else "none"


def _denied(words: Words, cue: Cue, content: Content) -> Stance:
    """What a cue of denial makes of its content: proposals and people are refused, statements are denied."""
    if cue.negated or {"possible", "able", "would"} & set(cue.modality):
        return "uncertain"
    refused = content.form == "phrase" and "proposal" in content.kinds and "claim" not in content.kinds
    return "none" if refused else "deny"


def _said(words: Words, cue: Cue, content: Content, classes: Set[str]) -> Stance:
    """What a cue of assertion makes of its content."""
    if cue.negated or "possible" in cue.modality:
        return "uncertain"
    if content.is_question and len(content.tops) < 2:
        return "none"
    if not content.tops:
        return "confirm"
    top = content.tops[0]
    modality, lemma = own_modals(words, top), words.lemma[top]
    first_person = any(words.lower[i] in ("i", "we") for i in words.children[top])
    if "falsehood" in content.kinds and (_is_kind(lemma, "falsehood") or "claim" in content.kinds):
        return "confirm" if is_negated(words, top) else "deny"
    if _is_kind(lemma, "truth") and is_negated(words, top):
        return "deny"
    if "possible" in modality or _is_kind(lemma, "possibility"):
        return "uncertain"
    if (first_person and {"future", "would"} & set(modality)) or ("should" in modality and content.form != "that"):
        return "none"
    return "confirm"


def _is_kind(lemma: str, kind: str) -> bool:
    return kind in content_kinds(lemma)
