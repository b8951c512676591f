"""Score a pipeline on the dev splits: `python evaluate.py MODEL CORPORA [--against FP32_MODEL] [--write]`.

Prints all figures as JSON; --write also puts them into the model's meta.json, from where the card takes them.
--against scores a second pipeline, the same network before quantisation.

Syntax is scored on gold tokens, punctuation included: "gold_sentences" gives the parser the treebank's sentences,
"predicted_sentences" only the paragraphs. Labels are compared whole ("nsubj:pass"). Sentence F1 is on raw text: whole
sentences by their character offsets. Names are exact spans with their label, in characters. Quotes: see quote_scores;
"written" is the dev part of the articles written to learn from, "nested" the quotes inside others of these and of the
part of PolNeAR dev where they are marked. "gold" is what `onrecord evaluate` says of all layers on the project's gold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

import onrecord
from corpora import Sentence, read_conllu, read_jsonl
from labelled import CORPUS, polnear
from onrecord.evaluation import evaluate as score_records
from onrecord.layers import ENTITY_LABELS
from onrecord.reading import read_gold
from onrecord.records import Record
from options import model_and_corpora
from quote_scores import AFTER_QUOTES, quote_scores

ATTRIBUTIONS = "polnear/dev.jsonl.gz"
TREEBANKS = {"ewt": "ud-ewt/en_ewt-ud-dev.conllu.gz", "gum": "ud-gum/en_gum-ud-dev.conllu.gz"}

PLACES = {"GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
NAMES: dict[str, dict[str, Any]] = {
    "worldwide": {
        "file": "worldwide-newswire-ner/dev.jsonl.gz",
        "gold": {
            "Person": "PERSON",
            "Organization": "ORG",
            "Location": "LOC",
            "NORP": "NORP",
            "Facility": "FAC",
            "Product": "PRODUCT",
        },
        "ours": {
            "PERSON": "PERSON",
            "ORG": "ORG",
            "GPE": "LOC",
            "LOC": "LOC",
            "NORP": "NORP",
            "FAC": "FAC",
            "PRODUCT": "PRODUCT",
        },
    },
    "uner": {
        "file": "uner-ewt/dev.jsonl.gz",
        "gold": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"},
        "ours": {"PERSON": "PERSON", "ORG": "ORG", **PLACES},
    },
    "crossner": {
        "file": "crossner-politics/test.jsonl.gz",
        "gold": {
            "politician": "PERSON",
            "person": "PERSON",
            "organisation": "ORG",
            "politicalparty": "ORG",
            "country": "LOC",
            "location": "LOC",
            "event": "EVENT",
            "election": "EVENT",
        },
        "ours": {"PERSON": "PERSON", "ORG": "ORG", "EVENT": "EVENT", **PLACES},
    },
    "gum_names": {
        "file": "gum-names/names.dev.jsonl.gz",
        "gold": {"PERSON": "PERSON", "ORG": "ORG", "PLACE": "LOC", "EVENT": "EVENT"},
        "ours": {"PERSON": "PERSON", "ORG": "ORG", "EVENT": "EVENT", **PLACES},
    },
}
"""What of each corpus's labels, and of ours, is compared, and under which name. Other labels are left out."""

SAME_LABELS = {label: label for label in ENTITY_LABELS}

Span = tuple[int, int, str]


def main() -> None:
    """Read the command line and print the scores."""
    parser = model_and_corpora(__doc__)
    parser.add_argument("--against", type=Path)
    arguments = parser.parse_args()
    nlp = _load(arguments.model)
    scores = {"performance": evaluate(nlp, arguments.corpora), "gold": gold_scores(nlp)}
    if arguments.against:
        scores["performance_fp32"] = evaluate(_load(arguments.against), arguments.corpora)
    print(json.dumps(scores, indent=1))
    if arguments.write:
        meta_path = arguments.model / "meta.json"
        meta = json.loads(meta_path.read_text("utf-8"))
        meta.update(scores)
        meta_path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _load(path: Path) -> Language:
    from onrecord.model import load

    return load(path)


def gold_scores(nlp: Language) -> dict[str, Any]:
    """All layers on the gold articles: signature and scores, as `onrecord evaluate --format json` gives them."""
    gold = list(read_gold(CORPUS / "gold"))
    articles = [{"id": record.id, "date": record.date, "text": record.text} for record in gold]
    made = [record for record in onrecord.extract(articles, nlp=nlp) if isinstance(record, Record)]
    told = score_records(gold, made)
    return {"signature": told.signature, "scores": [score.model_dump() for score in told.scores]}


def evaluate(nlp: Language, corpora: Path) -> dict[str, Any]:
    """All figures, by corpus."""
    scores: dict[str, Any] = {}
    for name, file in TREEBANKS.items():
        paragraphs = list(read_conllu(corpora / file))
        scores[name] = {
            "words": sum(len(sentence.words) for paragraph in paragraphs for sentence in paragraph),
            "gold_sentences": syntax_scores(nlp, paragraphs, gold_sentences=True),
            "predicted_sentences": syntax_scores(nlp, paragraphs, gold_sentences=False),
            "raw_text": sentence_scores(nlp, paragraphs),
        }
    for name, options in NAMES.items():
        scores[name] = name_scores(nlp, read_jsonl(corpora / options["file"]), options["gold"], options["ours"])
    rows = list(read_jsonl(corpora / ATTRIBUTIONS))
    scores["polnear"] = quote_scores(_read(nlp, rows))
    rows = list(read_jsonl(CORPUS / "training" / "dev.jsonl"))
    scores["written_names"] = name_scores(nlp, rows, SAME_LABELS, SAME_LABELS)
    pairs = list(_read(nlp, rows))
    scores["written"] = quote_scores(pairs)
    complete = [{"text": a.text, "attributions": a.attributions} for a in polnear(corpora, "dev")]
    pairs += _read(nlp, complete)
    scores["nested"] = quote_scores(pairs, nested=True)
    return scores


def _read(nlp: Language, rows: list[dict[str, Any]]) -> Iterator[tuple[Doc, dict[str, Any]]]:
    """The rows as read up to their quotes."""
    docs = nlp.pipe((row["text"] for row in rows), disable=AFTER_QUOTES)
    return zip(docs, rows, strict=True)


def syntax_scores(nlp: Language, paragraphs: list[list[Sentence]], *, gold_sentences: bool) -> dict[str, float]:
    """Accuracy of tags and lemmas, UAS and LAS, in percent of all words."""
    right: Counter[str] = Counter()
    given = (_gold_tokens(nlp, paragraph, gold_sentences) for paragraph in paragraphs)
    docs = nlp.pipe(given, disable=_all_but(nlp, "encoder", "tagger", "senter", "parser", "lemmatizer"))
    for doc, paragraph in zip(docs, paragraphs, strict=True):
        offset = 0
        for sentence in paragraph:
            for i, token in enumerate(doc[offset : offset + len(sentence.words)]):
                head = token.head.i == sentence.heads[i] + offset
                right["words"] += 1
                right["xpos"] += token.tag_ == sentence.tags[i]
                right["upos"] += token.pos_ == sentence.pos[i]
                right["lemma"] += token.lemma_ == sentence.lemmas[i]
                right["uas"] += head
                right["las"] += head and token.dep_ == sentence.deps[i]
            offset += len(sentence.words)
    return {key: round(100 * n / right["words"], 2) for key, n in right.items() if key != "words"}


def _all_but(nlp: Language, *names: str) -> list[str]:
    return [name for name in nlp.pipe_names if name not in names]


def _gold_tokens(nlp: Language, paragraph: list[Sentence], gold_sentences: bool) -> Doc:
    words = [word for sentence in paragraph for word in sentence.words]
    spaces = [space for sentence in paragraph for space in sentence.spaces]
    starts = [i == 0 for sentence in paragraph for i in range(len(sentence.words))]
    return Doc(nlp.vocab, words, spaces, sent_starts=starts if gold_sentences else None)


def sentence_scores(nlp: Language, paragraphs: list[list[Sentence]]) -> dict[str, float]:
    """F1 of whole sentences on the raw text of each document."""
    documents: list[list[list[Sentence]]] = []
    for paragraph in paragraphs:
        if paragraph[0].starts_document:
            documents.append([])
        documents[-1].append(paragraph)
    texts = [_raw_text(document) for document in documents]
    docs = nlp.pipe((text for text, _ in texts), disable=_all_but(nlp, "encoder", "tagger", "senter"))
    pairs = (
        (gold, {(*_trimmed(sent.text, sent.start_char), "") for sent in doc.sents if sent.text.strip()})
        for doc, (_, gold) in zip(docs, texts, strict=True)
    )
    return {"sentence_f": prf(pairs)["all"]["f"]}


def _raw_text(document: list[list[Sentence]]) -> tuple[str, set[Span]]:
    """The text, paragraphs with a blank line between them, and the spans of its sentences."""
    text, spans = "", set()
    for paragraph in document:
        for sentence in paragraph:
            sentence_text = "".join(w + " " * s for w, s in zip(sentence.words, sentence.spaces, strict=True))
            spans.add((len(text), len(text) + len(sentence_text.rstrip()), ""))
            text += sentence_text
        text = text.rstrip() + "\n\n"
    return text, spans


def _trimmed(text: str, start: int) -> tuple[int, int]:
    stripped = text.strip()
    begin = start + text.index(stripped)
    return begin, begin + len(stripped)


def name_scores(
    nlp: Language, rows: Iterable[dict[str, Any]], gold: dict[str, str], ours: dict[str, str]
) -> dict[str, dict[str, float]]:
    """Precision, recall, F1 and gold count, over all and by label."""
    rows = list(rows)
    docs = nlp.pipe((row["text"] for row in rows), disable=_all_but(nlp, "encoder", "ner"))
    return prf(
        (
            {(e["start"], e["end"], gold[e["label"]]) for e in row["entities"] if e["label"] in gold},
            {(e.start_char, e.end_char, ours[e.label_]) for e in doc.ents if e.label_ in ours},
        )
        for row, doc in zip(rows, docs, strict=True)
    )


def prf(pairs: Iterable[tuple[set[Span], set[Span]]]) -> dict[str, dict[str, float]]:
    """Micro-averaged precision, recall, F1 in percent, and the number in gold; "all" and by label."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for gold, predicted in pairs:
        for counter, spans in ((right, gold & predicted), (found, predicted), (wanted, gold)):
            counter.update(label for _, _, label in spans)
            counter["all"] += len(spans)
    rate: Callable[[float, float], float] = lambda a, b: round(100 * a / b, 2) if b else 0.0  # noqa: E731
    return {
        label or "sentence": {
            "p": rate(right[label], found[label]),
            "r": rate(right[label], wanted[label]),
            "f": rate(2 * right[label], found[label] + wanted[label]),
            "n": wanted[label],
        }
        for label in sorted(wanted, key=lambda label: (label != "all", label))
    }


if __name__ == "__main__":
    main()
