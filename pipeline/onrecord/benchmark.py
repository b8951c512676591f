"""How fast the pipeline is, beside the bare encoder that it ships with, and how much memory it takes.

Both are timed by turns in one process on the same cores, so that their ratio holds on a noisy machine too; words are
what white space separates.
"""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

#: Articles made for the purpose, which ship with the package.
SAMPLE = "data/sample.jsonl"
BATCH = 64


@dataclass(frozen=True)
class Benchmark:
    """What was measured. Rates are medians over the rounds; `ratio` is the median of the rounds' own ratios.

    encoder_words_per_s: the encoder alone on the same paragraphs, cut to pieces beforehand, longest first, a call a
        window, as many calls at a time as cores.
    pipeline_words_per_s: texts to Docs with all layers, the model loaded.
    records_per_s, records_words_per_s: texts to validated records.
    components_us_per_word: microseconds a word in each component, one thread but for the encoder.
    peak_rss_mb: the most memory this process ever held, in MiB.
    """

    articles: int
    words: int
    cores: int
    rounds: int
    load_s: float
    encoder_words_per_s: int
    pipeline_words_per_s: int
    ratio: float
    records_words_per_s: int
    records_per_s: float
    components_us_per_word: dict[str, float]
    peak_rss_mb: int

    def as_dict(self) -> dict[str, Any]:
        """The figures as a JSON-able dict."""
        return asdict(self)


def benchmark(
    paths: Sequence[str | Path] = (), *, articles: int = 100, rounds: int = 3, model: Path | None = None
) -> Benchmark:
    """Measure.

    paths: articles to use, as for `onrecord run`; none for the sample that ships.
    articles: number of articles in a round; they are repeated until there are as many.
    rounds: each times the encoder and then the pipeline.
    model: folder of a model of your own; None for the one that ships.

    Raises UsageError if the paths hold no article, or the pipeline has no encoder of ours.
    """
    from onrecord.extraction import extract
    from onrecord.model import load

    begun = time.perf_counter()
    nlp = load(model)
    load_s = time.perf_counter() - begun
    texts = list(islice(cycle(_texts(paths)), articles))
    words = sum(len(text.split()) for text in texts)
    encode = _bare_encoder(nlp, texts)
    list(extract(texts[:BATCH], nlp=nlp))  # warm up: sessions, caches
    encoder, pipeline = [], []
    for _ in range(rounds):
        encoder.append(words / _seconds(encode))
        pipeline.append(words / _seconds(lambda: _run_pipeline(nlp, texts)))
    records_s = _seconds(lambda: sum(1 for _ in extract(iter(texts), nlp=nlp)))
    return Benchmark(
        articles=len(texts),
        words=words,
        cores=_cores(),
        rounds=rounds,
        load_s=round(load_s, 2),
        encoder_words_per_s=round(statistics.median(encoder)),
        pipeline_words_per_s=round(statistics.median(pipeline)),
        ratio=round(statistics.median(p / e for p, e in zip(pipeline, encoder, strict=True)), 3),
        records_words_per_s=round(words / records_s),
        records_per_s=round(len(texts) / records_s, 1),
        components_us_per_word=_components(nlp, texts, words),
        peak_rss_mb=_peak_rss_mb(),
    )


def _texts(paths: Sequence[str | Path]) -> list[str]:
    from onrecord.articles import Article, article_from_row
    from onrecord.sources import check_paths, read

    if paths:
        check_paths(paths)
        found = [item.text for item in read(paths) if isinstance(item, Article)]
    else:
        import jsonlines

        with files("onrecord").joinpath(SAMPLE).open("r", encoding="utf-8") as lines:
            rows = [article_from_row(row, fallback_id="sample") for row in jsonlines.Reader(lines)]
        found = [item.text for item in rows if isinstance(item, Article)]
    if not found:
        raise UsageError("no article that can be read among the paths: give files as for `onrecord run`")
    return found


def _bare_encoder(nlp: "Language", texts: list[str]) -> Callable[[], None]:
    """A call that runs the encoder's network on every window of the texts, and nothing else."""
    from onrecord.components.encoder import Encoder

    encoder = next((pipe for _, pipe in nlp.pipeline if isinstance(pipe, Encoder)), None)
    if encoder is None:
        raise UsageError("this model has no component 'onrecord_encoder': the benchmark compares with it")
    inputs = [encoder.inputs(pieces) for text in texts for pieces in encoder.windows(nlp.make_doc(text))]
    inputs.sort(key=lambda window: -window["ids"].shape[1])
    session, threads = encoder.session, encoder.threads or _cores()

    def call(window: dict[str, Any]) -> None:
        session.run(None, window)  # the vectors are not kept: they would be the most of the memory

    def encode() -> None:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(call, inputs))

    return encode


def _run_pipeline(nlp: "Language", texts: list[str]) -> None:
    for batch in _batches(texts):
        with nlp.memory_zone():
            for _ in nlp.pipe(batch, batch_size=BATCH):
                pass


def _components(nlp: "Language", texts: list[str], words: int) -> dict[str, float]:
    """Each component by itself over the texts, in batches."""
    spent = {"tokenizer": 0.0, **{name: 0.0 for name, _ in nlp.pipeline}}
    for batch in _batches(texts):
        with nlp.memory_zone():
            begun = time.perf_counter()
            docs = [nlp.make_doc(text) for text in batch]
            spent["tokenizer"] += time.perf_counter() - begun
            for name, pipe in nlp.pipeline:
                begun = time.perf_counter()
                docs = list(pipe.pipe(docs)) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]
                spent[name] += time.perf_counter() - begun
    return {name: round(seconds / words * 1e6, 1) for name, seconds in spent.items()}


def _cores() -> int:
    from onrecord.components.encoder import cores

    return cores()


def _batches(texts: list[str]) -> Iterator[list[str]]:
    return (texts[i : i + BATCH] for i in range(0, len(texts), BATCH))


def _seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def _peak_rss_mb() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))
