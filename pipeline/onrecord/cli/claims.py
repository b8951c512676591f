"""`onrecord claims`: records of many articles to a table of who confirms and who denies what."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

SHOWN = 20
"""Claims that are shown where no file is written."""


def claims_command(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS...", help="Files of records (.jsonl), or folders of runs.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File to write: .jsonl, .csv or .parquet; left out, tables are shown."),
    ] = None,
    state: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder that keeps the claims, so that later batches add to them."),
    ] = None,
    contested: Annotated[
        bool, typer.Option("--contested", help="Only claims that some deny and others do not.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Claims to show or write; 20 are shown where no file is written.")
    ] = None,
    window: Annotated[
        int, typer.Option(min=0, metavar="DAYS", help="Days after a claim was last made within which it is taken up.")
    ] = 60,
    model: Annotated[Path | None, typer.Option(metavar="DIR", help="The model that made the records.")] = None,
) -> None:
    """Join the claims of many articles: one row a claim, source and stance.

    Reprints of the same words are one row that lists all articles and outlets. A claim keeps its id in --state.

    Example: onrecord claims outputs/today --state outputs/claims --out outputs/claims.parquet
    """
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.output import check_output, write
    from onrecord.reading import BadRecord, check_records, read_records

    check_records(records, out)
    if out is not None:
        check_output(out)
    failed = 0
    with Ledger(state, model=model, window=window) as ledger:
        for item in read_records(records):
            if isinstance(item, BadRecord):
                failed += 1
                print(f"onrecord: {item}", file=sys.stderr)
            else:
                ledger.add(item)
        ledger.save()
        if out is not None:
            count = write(ledger.rows(contested=contested, limit=limit), out)
            print(f"onrecord: {count:,} rows: {out}", file=sys.stderr)
        else:
            try:
                _show(ledger, contested, limit or SHOWN)
            except BrokenPipeError:  # the reader of the tables has left
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(1 if failed else 0)


def _show(ledger: "Ledger", contested: bool, limit: int) -> None:
    from rich.console import Console

    from onrecord.ledger.output import tables

    console = Console(highlight=False, markup=False, emoji=False)
    shown = 0
    for table in tables(ledger.rows(contested=contested, by_weight=True, limit=limit)):
        with console.capture() as told:
            console.print(table)
        print(told.get(), end="", flush=True)
        shown += 1
    if not shown:
        print("onrecord: no claims" + (" that some deny and others do not" if contested else ""), file=sys.stderr)
    elif shown == limit:
        print(f"onrecord: the first {limit:,} claims; --limit shows more, --out writes all", file=sys.stderr)
