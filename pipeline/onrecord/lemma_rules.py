"""Lemma rules: how to get from a word to its lemma, as short strings that a classifier can choose from.

After UDPipe's lemma scripts (Straka 2018), cut down to what English needs. A rule is "<case><n>|<suffix>": case "k"
keeps the word's case and "l" lowers it, then the last n characters are replaced by the suffix ("l1|" takes "Troops" to
"troop"). Where word and lemma share no beginning the rule is "=<lemma>" ("=not" takes "n't" to "not").
"""

from __future__ import annotations

KEEP, LOWER, WHOLE = "k", "l", "="


def lemma_rule(word: str, lemma: str) -> str:
    """The rule that takes a word to its lemma; `apply_rule(lemma_rule(w, l), w) == l` for every pair."""
    case = LOWER if lemma == lemma.lower() else KEEP
    form = word.lower() if case == LOWER else word
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    if shared == 0:
        return WHOLE + lemma
    return f"{case}{len(form) - shared}|{lemma[shared:]}"


def apply_rule(rule: str, word: str) -> str | None:
    """The lemma that a rule gives for a word, or None if the rule does not fit (it would leave nothing of the word)."""
    if rule.startswith(WHOLE):
        return rule[1:]
    cut, suffix = rule[1:].split("|", 1)
    form = word.lower() if rule[0] == LOWER else word
    kept = len(form) - int(cut)
    return form[:kept] + suffix if kept > 0 else None
