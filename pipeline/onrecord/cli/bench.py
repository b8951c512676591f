"""`onrecord bench`: words a second of the pipeline and of the bare encoder, and memory."""

import json
from pathlib import Path
from typing import Annotated

import typer


def bench_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH...]", help="Articles, as for run; left out, the sample that ships is used."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    articles: Annotated[int, typer.Option(min=1, help="Articles in a round; they are repeated to make as many.")] = 100,
    rounds: Annotated[int, typer.Option(min=1, help="Rounds; each times the encoder, then the pipeline.")] = 3,
    model: Annotated[Path | None, typer.Option(metavar="DIR", help="A model of your own.")] = None,
) -> None:
    """Measure the speed of the pipeline beside the bare encoder, and the memory it takes.

    Example: onrecord bench --json
    """
    from onrecord.benchmark import benchmark

    figures = benchmark(paths or (), articles=articles, rounds=rounds, model=model).as_dict()
    if as_json:
        print(json.dumps(figures, indent=2))
        return
    for name, value in figures.items():
        shown = ", ".join(f"{part} {us}" for part, us in value.items()) if isinstance(value, dict) else f"{value:,}"
        print(f"{name:<24}{shown}")
