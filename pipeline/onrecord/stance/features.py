"""What the linear classifier of stance sees of a quote: named features of cue, source and content.

A name like "cue.class=denial" is a feature that is there or not. Training keeps those that are common enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.stance.cues import content_kinds
from onrecord.stance.modality import NEGATIONS, NEGATIVE_PHRASES, is_conditional, is_infinitive, is_negated, own_modals
from onrecord.stance.reading import Content, Cue, Reading
from onrecord.stance.words import QuoteWords, Words, tops

_FIRST_PERSON = frozenset({"i", "we"})
_THIRD_PERSON = frozenset({"he", "she", "they", "it"})
_PRONOUNS = _FIRST_PERSON | _THIRD_PERSON | {"who", "that", "which", "you", "his", "her", "their", "my", "our", "its"}
_PAST = frozenset({"did", "was", "were", "had", "'d", "been"})
_NEAR = 40
"""Words before a quote that are looked at for what it may answer."""
_LONG = (2, 5, 10, 20, 40, 80)


def features(words: Words, reading: Reading, kind: str, rule: str) -> list[str]:
    """Names of the features that a quote has.

    kind: direct, mixed or indirect; rule: the stance that `onrecord.stance.rules` gives it.
    """
    quote, cue, content = reading.quote, reading.cue, reading.content
    found = [*_cue_features(words, quote, cue), *_source_features(words, quote)]
    found += _content_features(words, quote, content)
    quoted = "quoted" if kind == "direct" else "plain"
    classes = cue.classes or ["other"]
    first = own_modals(words, content.tops[0]) if content.tops else []
    shape = [
        f"form={content.form}",
        f"quoted={quoted}",
        *(f"kind={k}" for k in content.kinds),
        *(f"modal={m}" for m in first),
    ]
    shape += [f"negated={cue.negated}", *(f"cue.modal={m}" for m in cue.modality), f"next={cue.following}"]
    found += [f"kind={kind}", f"rule={rule}", f"rule={rule}+form={content.form}", f"rule={rule}+quoted={quoted}"]
    found += [f"class={c}+{s}" for c in classes for s in shape]
    found += [f"form={content.form}+modal={m}" for m in first]
    return sorted(set(found))


def _cue_features(words: Words, quote: QuoteWords, cue: Cue) -> Iterator[str]:
    yield from (f"cue.class={name}" for name in cue.classes)
    if cue.head is None:
        yield "cue=none"
        return
    yield from (f"cue.lemma={words.lemma[i]}" for i in quote.cue)
    if len(quote.cue) > 1:
        yield "cue.text=" + " ".join(words.lemma[i] for i in quote.cue)
    yield f"cue.tag={words.tag[cue.head]}"
    yield f"cue.dep={words.dep[cue.head]}"
    yield f"cue.next={cue.following}"
    yield from (f"cue.modal={name}" for name in cue.modality)
    if cue.negated:
        yield "cue.negated"
        yield from (f"cue.negated={name}" for name in cue.classes)
    if is_conditional(words, cue.head):
        yield "cue.conditional"
    if is_infinitive(words, cue.head):
        yield "cue.infinitive"
    yield from _about(words, words.head[cue.head], "cue.above")
    before = quote.cue[0] - 1
    if before >= 0:
        yield f"cue.before={words.lower[before]}"


def _source_features(words: Words, quote: QuoteWords) -> Iterator[str]:
    if not quote.source:
        yield "source=none"
        return
    heads = tops(words, quote.source)
    yield f"source.lemma={words.lemma[heads[0]]}"
    yield f"source.tag={words.tag[heads[0]]}"
    if any(words.lower[i] in ("no", "none", "nobody", "neither", "few") for i in quote.source[:2]):
        yield "source.negative"
    if words.lower[heads[0]] in _PRONOUNS:
        yield "source.pronoun"


def _content_features(words: Words, quote: QuoteWords, content: Content) -> Iterator[str]:
    yield f"form={content.form}"
    yield f"length={sum(len(quote.content) > n for n in _LONG)}"
    yield f"clauses={min(3, len(content.tops))}"
    yield from (f"content.kind={name}" for name in content.kinds)
    yield from (f"content.modal={name}" for name in content.modality)
    if content.is_question:
        yield "question"
        yield "question.only" if words.lower[quote.content[-1]] in ('"', "”", "?", "''") else "question.also"
    spoken = [i for i in quote.content if words.lower[i][:1].isalnum()]
    yield from (f"first={words.lower[i]}" for i in spoken[:1])
    yield "first.two=" + " ".join(words.lower[i] for i in spoken[:2])
    yield from (f"word={words.lemma[i]}" for i in spoken)
    for n, top in enumerate(content.tops[:4]):
        yield from _about(words, top, "top" if n == 0 else "tops")
    if content.tops:
        yield f"form={content.form}+top.tag={words.tag[content.tops[0]]}"
        yield from _main_clause(words, quote, content.tops[0])
    yield from _surroundings(words, quote)


def _main_clause(words: Words, quote: QuoteWords, top: int) -> Iterator[str]:
    """Whether the content's main clause is about the source itself, with its tense, negation and modality."""
    subject = next((words.lower[child] for child in words.children[top] if "subj" in words.dep[child]), "")
    source = {words.lemma[i] for i in quote.source}
    is_self = subject in _FIRST_PERSON | {"he", "she", "they"} or subject in source
    auxiliaries = [words.lower[child] for child in words.children[top] if words.dep[child][:3] in ("aux", "cop")]
    is_past = words.tag[top] == "VBD" or any(word in _PAST for word in auxiliaries)
    negated = is_negated(words, top)
    about = "self" if is_self else "other"
    yield f"main={about}+past={is_past}+negated={negated}"
    yield from (f"main={about}+modal={m}+negated={negated}" for m in own_modals(words, top))
    yield from (f"main={about}+kind={kind}+negated={negated}" for kind in content_kinds(words.lemma[top]))


def _surroundings(words: Words, quote: QuoteWords) -> Iterator[str]:
    """Whether claims, charges or falsehood are spoken of just before the quote, and where its negation stands."""
    first = min((*quote.cue, *quote.source, *quote.content), default=0)
    before = {kind for i in range(max(0, first - _NEAR), first) for kind in content_kinds(words.lemma[i])}
    yield from (f"before={kind}" for kind in before & {"claim", "falsehood", "speech"})
    negatives = [i for i in quote.content if words.lower[i] in NEGATIONS or words.lower[i] in NEGATIVE_PHRASES]
    if negatives:
        early = sum(1 for i in quote.content if i < negatives[0])
        yield f"negation.place={min(3, early // 4)}"
        yield from (f"negation+before={kind}" for kind in before & {"claim", "falsehood", "speech"})


def _about(words: Words, i: int, name: str) -> Iterator[str]:
    """A word with what its tree says of negation, modality, subject and polarity."""
    yield f"{name}.lemma={words.lemma[i]}"
    yield f"{name}.tag={words.tag[i]}"
    modality = own_modals(words, i)
    negated = is_negated(words, i)
    if negated:
        yield f"{name}.negated"
    yield from (f"{name}.modal={m}" for m in modality)
    yield from (f"{name}.kind={kind}" + ("+negated" if negated else "") for kind in content_kinds(words.lemma[i]))
    if is_conditional(words, i):
        yield f"{name}.conditional"
    if is_infinitive(words, i):
        yield f"{name}.infinitive"
    for child in words.children[i]:
        if "subj" in words.dep[child]:
            person = _person(words.lower[child])
            yield f"{name}.subject={person}"
            yield from (f"{name}.subject={person}+modal={m}" for m in modality)
            if negated:
                yield f"{name}.subject={person}+negated"
        elif words.dep[child] in ("mark", "advmod"):
            yield f"{name}.{words.dep[child]}={words.lower[child]}"


def _person(pronoun: str) -> str:
    if pronoun in _FIRST_PERSON:
        return "first"
    return pronoun if pronoun in _THIRD_PERSON or pronoun in ("you", "that", "this", "there") else "other"
