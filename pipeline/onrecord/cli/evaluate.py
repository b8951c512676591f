"""`onrecord evaluate`: how good records are, against gold."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.records import Record

FORMATS = "table, json or markdown"


def evaluate_command(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="File of gold records (.jsonl), or a folder of such.")],
    pred: Annotated[Path, typer.Argument(metavar="PRED", help="File of records to score, or the folder of a run.")],
    against: Annotated[
        Path | None, typer.Option(metavar="PRED2", help="Another prediction to compare with (paired bootstrap).")
    ] = None,
    layers: Annotated[str | None, typer.Option(metavar="A,B", help="Layers to score; all if left out.")] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Groups to score apart: label, kind, depth, length, source-type."),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help=f"{FORMATS}.")] = "table",
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show up to N mistakes of each sort.")] = 0,
    gold_input: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Layers that the prediction was given from gold: they are not scored."),
    ] = None,
) -> None:
    """Score records against gold, all layers, with 95 % intervals and a signature.

    An article that PRED lacks counts as missed; one that GOLD lacks is left out; both are named.

    Example: onrecord evaluate corpus/gold outputs/today --by kind --errors 5
    """
    from onrecord.errors import UsageError
    from onrecord.evaluation import output
    from onrecord.evaluation.scores import evaluate
    from onrecord.reading import read_gold

    if form not in output.FORMATS:
        raise UsageError(f"--format {form!r} is none of {', '.join(output.FORMATS)}")
    bad: list[str] = []
    evaluation = evaluate(
        read_gold(gold),
        _records(pred, bad),
        against=_records(against, bad) if against else None,
        **({"layers": _names(layers)} if layers else {}),
        by=_names(by),
        given=_names(gold_input),
        errors=errors,
    )
    if form == "table":
        from rich.console import Console

        console = Console(highlight=False, markup=False, emoji=False)
        wide = console if console.is_terminal else Console(width=160, highlight=False, markup=False, emoji=False)
        wide.print(output.as_table(evaluation))
    else:
        print(output.as_json(evaluation) if form == "json" else output.as_markdown(evaluation))
    for fault in bad:
        print(f"onrecord: {fault}", file=sys.stderr)
    raise typer.Exit(1 if bad else 0)


def _names(given: str | None) -> list[str]:
    return [name.strip() for name in given.split(",") if name.strip()] if given else []


def _records(path: Path, bad: list[str]) -> Iterator["Record"]:
    """The records of a prediction; lines that are none are told of, and their articles count as missed."""
    from onrecord.reading import BadRecord, check_records, read_records

    check_records([path])
    for item in read_records([path]):
        if isinstance(item, BadRecord):
            bad.append(str(item))
        else:
            yield item
