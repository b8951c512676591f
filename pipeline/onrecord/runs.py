"""A run: articles from files, records to a folder."""

import json
import platform
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from spacy.about import __version__ as spacy_version

from onrecord import __version__
from onrecord.articles import Article, Failure, parse_date, refuse_twins
from onrecord.errors import ArticleError, UsageError
from onrecord.evaluation.given import give
from onrecord.extraction import BATCH_SIZE, extract
from onrecord.folder import FILES, RunFolder, check_folder
from onrecord.model import find_model, fingerprint, load
from onrecord.reading import gold_digest, read_gold
from onrecord.records import SCHEMA_VERSION, Record, schema_fingerprint
from onrecord.sources import Meter, check_paths, printable, read

if TYPE_CHECKING:
    from spacy.language import Language


ATTRIBUTION = "attribution"
"""Name of the component that finds quotes."""


@dataclass(frozen=True)
class Options:
    """What a run may be told; each field is an option of `onrecord run`.

    date: day of publication (YYYY-MM-DD) of articles that have none of their own.
    text: whether records hold the article's text.
    force, resume: what to do where the folder holds a run: start anew, or go on. Without either it is refused.
    model: folder of the model; None for the one that ships.
    batch_size: articles that go through the pipeline at once.
    min_confidence: quotes that are less sure (0 to 1) are left out; None for what the model was set to.
    with_gold: layers that are taken from gold (names apart by commas), and the file or folder of gold records.
    """

    date: str | None = None
    text: bool = True
    force: bool = False
    resume: bool = False
    model: Path | None = None
    batch_size: int = BATCH_SIZE
    min_confidence: float | None = None
    with_gold: tuple[str, Path] | None = None


@dataclass
class Counts:
    """How far a run is.

    words: those of articles extracted in this run, as white space separates them.
    share: of the input, in bytes, between 0 and 1; None where nobody knows how much there is.
    """

    articles: int = 0
    extracted: int = 0
    kept: int = 0
    failed: int = 0
    words: int = 0
    seconds: float = 0.0
    share: float | None = None

    @property
    def words_per_s(self) -> float:
        """Words extracted a second, model loaded."""
        return self.words / self.seconds if self.seconds else 0.0


@dataclass
class Report:
    """What became of a run. `only` is the result of its one article, None if there were none or several."""

    counts: Counts = field(default_factory=Counts)
    only: Record | Failure | None = None


def run(
    paths: Sequence[str | Path],
    out: Path,
    options: Options | None = None,
    *,
    watch: Callable[[Counts], None] = lambda counts: None,
) -> Report:
    """Extract a record from each article of the paths into a folder.

    paths: files, folders or "-", as `onrecord.sources.read` takes them.
    out: the folder, in the form of `onrecord.folder`.
    watch: called after each article with the counts so far.

    Returns the counts. Failed articles stop nothing: they are rows of errors.jsonl. Raises UsageError if paths, folder
    or options cannot be used, ModelError if the model cannot; nothing is written then.
    """
    options = options or Options()
    date = _checked(options)
    own_files = {(out / name).resolve() for name in FILES}
    check_paths(paths, own_files=own_files)
    check_folder(out, may_hold_run=options.force or options.resume)
    nlp = _pipeline(options)
    with RunFolder(out, resume=options.resume) as folder:
        about = _about(nlp, paths, options)
        folder.write_run(about)
        meter = Meter(paths, own_files=own_files)
        articles = refuse_twins(read(paths, date=date, own_files=own_files, meter=meter))
        report = _Run(folder, nlp, options, watch, meter).over(articles)
        counts = {key: value for key, value in asdict(report.counts).items() if key not in ("seconds", "share")}
        seconds = round(report.counts.seconds, 3)
        speed = {"seconds": seconds, "words_per_s": round(report.counts.words_per_s, 1)}
        folder.write_run({**about, "finished": _now(), "counts": counts, **speed})
    return report


class _Run:
    """One pass over the articles: sorts out what is done, and writes what comes of the rest."""

    def __init__(
        self, folder: RunFolder, nlp: "Language", options: Options, watch: Callable[[Counts], None], meter: Meter
    ) -> None:
        self.folder, self.nlp, self.options, self.watch, self.meter = folder, nlp, options, watch, meter
        self.made_with = [
            fingerprint(options.model),
            __version__,
            schema_fingerprint(),
            options.text,
            options.min_confidence,
            *([gold_digest(options.with_gold[1]), options.with_gold[0]] if options.with_gold else []),
        ]
        self.report = Report()
        # Of each article on its way through the pipeline: its key, its words, and the share read with it.
        self.waiting: deque[tuple[str, int, float | None]] = deque()
        self.started = perf_counter()

    def over(self, articles: Iterator[Article | Failure]) -> Report:
        todo = self._todo(articles)
        for result in extract(todo, nlp=self.nlp, batch_size=self.options.batch_size, text=self.options.text):
            key, words, share = self.waiting.popleft()
            counts = self.report.counts
            if isinstance(result, Record):
                self.folder.add(result, key)
                counts.extracted += 1
                counts.words += words
            else:
                self.folder.fail(result)
                counts.failed += 1
            self._tell(result, share)
        return self.report

    def _todo(self, articles: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
        """The articles that have no record yet."""
        for article in articles:
            if isinstance(article, Failure):
                self.waiting.append(("", 0, self.meter.share()))
                yield article
                continue
            key = self._key(article)
            if self.folder.keep(article.id, key):
                self.report.counts.kept += 1
                first = self.report.counts.articles == 0
                self._tell(self.folder.record(article.id) if first else None, self.meter.share())
            else:
                self.waiting.append((key, len(article.text.split()), self.meter.share()))
                yield article

    def _tell(self, result: Record | Failure | None, share: float | None) -> None:
        counts = self.report.counts
        counts.articles += 1
        counts.share = share
        counts.seconds = perf_counter() - self.started
        self.report.only = result if counts.articles == 1 else None
        self.watch(counts)

    def _key(self, article: Article) -> str:
        """Digest of all that a record depends on: id, content, model, schema and options."""
        values = [article.metadata(), article.text, *self.made_with]
        return blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=16).hexdigest()


def _checked(options: Options) -> str | None:
    if options.force and options.resume:
        raise UsageError("--force starts anew and --resume goes on: give one of them")
    if options.batch_size < 1:
        raise UsageError(f"--batch-size {options.batch_size}: at least 1 is needed")
    if options.min_confidence is not None and not 0 <= options.min_confidence <= 1:
        raise UsageError(f"--min-confidence {options.min_confidence}: a number from 0 to 1 is needed")
    try:
        return None if options.date is None else parse_date(options.date)
    except ArticleError as error:
        raise UsageError(f"--date: {error}") from None


def _pipeline(options: Options) -> "Language":
    nlp = load(options.model)
    if options.min_confidence is not None:
        if ATTRIBUTION not in nlp.pipe_names:
            raise UsageError(f"--min-confidence: this model finds no quotes, it has no component {ATTRIBUTION!r}")
        finder: Any = nlp.get_pipe(ATTRIBUTION)
        finder.min_confidence = options.min_confidence
    if options.with_gold is not None:
        layers, gold = options.with_gold
        give(nlp, [layer.strip() for layer in layers.split(",")], read_gold(gold))
    return nlp


def _about(nlp: "Language", paths: Sequence[str | Path], options: Options) -> dict[str, Any]:
    model = {"name": f"{nlp.meta['lang']}_{nlp.meta['name']}", "version": nlp.meta["version"]}
    given = {
        **asdict(options),
        "model": printable(find_model(options.model)),
        "with_gold": options.with_gold and [options.with_gold[0], printable(options.with_gold[1])],
        "paths": [printable(path) for path in paths],
    }
    return {
        "onrecord": __version__,
        "spacy": spacy_version,
        "python": platform.python_version(),
        "model": {**model, "fingerprint": fingerprint(options.model)},
        "schema": {"version": SCHEMA_VERSION, "fingerprint": schema_fingerprint()},
        "options": given,
        "started": _now(),
        "finished": None,
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
