"""`onrecord run`: articles from files, records to a folder."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.runs import Counts, Report


def run_command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Files (.txt, .jsonl, .jsonl.gz, .parquet), folders of them, or - for JSONL on standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("outputs"),
    date: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Day of publication, for articles without a date of their own."),
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the text out of the records.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Start anew where DIR holds a run.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the run in DIR: do what is new or changed.")
    ] = False,
    model: Annotated[Path | None, typer.Option(metavar="DIR", help="A model of your own.")] = None,
    batch_size: Annotated[int, typer.Option(min=1, help="Articles at once; changes the speed, never a record.")] = 32,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, metavar="P", help="Leave out quotes that are less sure than this, from 0 to 1."),
    ] = None,
    with_gold: Annotated[
        tuple[str, Path] | None,
        typer.Option(metavar="LAYERS GOLD", help="Take these layers (A,B) from gold records, and find the rest."),
    ] = None,
) -> None:
    """Extract one record an article.

    Writes DIR/records.jsonl, DIR/errors.jsonl (what failed, and why) and DIR/run.json (what ran).

    JSONL rows and Parquet columns: text, and if known id, date, title, source, url.

    Example: onrecord run articles/ --out outputs/today --date 2024-10-24
    """
    from onrecord.runs import Options, run

    options = Options(
        date=date,
        text=not no_text,
        force=force,
        resume=resume,
        model=model,
        batch_size=batch_size,
        min_confidence=min_confidence,
        with_gold=with_gold,
    )
    with _progress() as watch:
        report = run(paths, out, options, watch=watch)
    try:
        _tell(report, paths, out)
    except BrokenPipeError:  # the reader of the summary has left, but the records are written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(1 if report.counts.failed else 0)


@contextmanager
def _progress() -> Iterator[Callable[["Counts"], None]]:
    """A bar on standard error that tells how far the run is, if a person looks on; it pulses where no end is known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("loading the model", total=None)

        def watch(counts: "Counts") -> None:
            total = None if counts.share is None else 1.0
            progress.update(task, description=_line(counts), total=total, completed=counts.share)

        yield watch


def _line(counts: "Counts") -> str:
    done = counts.extracted + counts.failed
    speed = f"; {done / counts.seconds:,.1f} articles/s, {counts.words_per_s:,.0f} words/s" if done else ""
    kept = f", {counts.kept:,} kept" if counts.kept else ""
    failed = f", {counts.failed:,} failed" if counts.failed else ""
    return f"{counts.articles:,} article{'s' * (counts.articles != 1)}{kept}{failed}{speed}"


def _tell(report: "Report", paths: list[Path], out: Path) -> None:
    """The end of a run: one article's summary, and in a terminal or after a failure what became of them all."""
    from rich.console import Console

    from onrecord.folder import ERRORS, RECORDS
    from onrecord.records import Record
    from onrecord.summary import summarise

    counts = report.counts
    if isinstance(report.only, Record):
        console = Console(highlight=False, markup=False, emoji=False)
        with console.capture() as summary:
            console.print(summarise(report.only))
            console.print(f"\nthe record: {out / RECORDS}", soft_wrap=True)
        print(summary.get(), end="", flush=True)
    elif report.only is not None:
        print(f"onrecord: {report.only.id or report.only.path}: {report.only.message}", file=sys.stderr)
    elif not counts.articles:
        print(f"onrecord: no articles found among {', '.join(map(str, paths))}", file=sys.stderr)
    elif counts.failed:
        print(f"onrecord: {counts.failed:,} of {counts.articles:,} articles failed: {out / ERRORS}", file=sys.stderr)
    elif sys.stderr.isatty():
        print(f"{_line(counts)}: {out / RECORDS}", file=sys.stderr)
