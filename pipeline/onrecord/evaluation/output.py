"""An evaluation as tables for a person, as Markdown, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from onrecord.evaluation.mistakes import Mistake
from onrecord.evaluation.scores import Evaluation, Score

FORMATS = ("table", "json", "markdown")


def as_json(evaluation: Evaluation) -> str:
    """JSON of the form that `onrecord schema evaluation` describes."""
    return json.dumps(evaluation.model_dump(by_alias=True), indent=2)


def as_markdown(evaluation: Evaluation) -> str:
    """One table, with the notes and the signature below it."""
    told = [f"- {line}" for mistake in evaluation.mistakes for line in _told(mistake)]
    parts = [score_table(evaluation.scores), "\n".join(told), *_notes(evaluation), f"`{evaluation.signature}`"]
    return "\n\n".join(part for part in parts if part)


def score_table(scores: Sequence[Score]) -> str:
    """Scores as a Markdown table, a row each."""
    compared = _compared(scores)
    head = _columns(compared)
    rows = [head, ["---"] * len(head), *(_cells(score, compared) for score in scores)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def as_table(evaluation: Evaluation) -> RenderableType:
    """A table a layer, then the confusion of stances, the mistakes, and the signature."""
    parts: list[RenderableType] = []
    compared = _compared(evaluation.scores)
    for layer, scores in groupby(evaluation.scores, key=lambda score: score.layer):
        table = Table(show_edge=False, pad_edge=False, box=None, header_style="dim")
        for number, name in enumerate([layer, *_columns(compared)[2:]]):
            table.add_column(name, justify="right" if number else "left", header_style="bold" if not number else "dim")
        for score in scores:
            table.add_row(*_cells(score, compared)[1:])
        parts += [table, Text("")]
    if evaluation.confusion:
        parts += [_confusion(evaluation), Text("")]
    for mistake in evaluation.mistakes:
        first, *rest = _told(mistake)
        parts += [Text(first, style="dim"), *(Text(f"  {line}") for line in rest)]
    parts += [Text(note, style="yellow") for note in _notes(evaluation)]
    return Group(*parts, Text(evaluation.signature, style="dim"))


def _told(mistake: Mistake) -> Iterator[str]:
    yield f"{mistake.article} {mistake.layer} {mistake.sort}: {mistake.context}"
    for side, said in (("gold", mistake.gold), ("found", mistake.found)):
        if said:
            yield f"{side}: {said}"


def _columns(compared: bool) -> list[str]:
    more = ["less the other", "p"] if compared else []
    return ["layer", "measure", "P", "R", "F1", "95 %", "found", "in gold", *more]


def _compared(scores: Sequence[Score]) -> bool:
    return any(score.difference is not None for score in scores)


def _cells(score: Score, compared: bool) -> list[str]:
    name = f"{score.measure}: {score.value}" if score.value else score.measure
    interval = f"{score.low:.1f}–{score.high:.1f}" if score.low is not None and score.high is not None else ""
    rates = [_shown(value) for value in (score.precision, score.recall, score.f1)]
    cells = [score.layer, name, *rates, interval, f"{score.found:,.0f}", f"{score.wanted:,.0f}"]
    if compared:
        cells += [
            "" if score.difference is None else f"{score.difference:+.1f}",
            "" if score.p_value is None else f"{score.p_value:.3f}",
        ]
    return cells


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _notes(evaluation: Evaluation) -> Iterator[str]:
    if evaluation.missing:
        told = (
            f"{len(evaluation.missing)} of {evaluation.articles} articles are not in the prediction and count as missed"
        )
        yield f"{told}: {_listed(evaluation.missing)}"
    if evaluation.extra:
        yield f"{len(evaluation.extra)} articles that gold lacks are left out: {_listed(evaluation.extra)}"
    if evaluation.against_missing:
        told = (
            f"{len(evaluation.against_missing)} of {evaluation.articles} articles are missing from the other prediction"
        )
        yield f"{told}: {_listed(evaluation.against_missing)}"
    if evaluation.nested_left_out:
        yield f"{evaluation.nested_left_out} quotes inside others are left out: gold has none"


def _listed(ids: list[str], most: int = 10) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def _confusion(evaluation: Evaluation) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None, header_style="dim", title_justify="left")
    table.add_column("gold \\ found", header_style="bold")
    for stance in evaluation.confusion:
        table.add_column(stance, justify="right")
    for stance, row in evaluation.confusion.items():
        table.add_row(stance, *(f"{n:,}" for n in row.values()))
    return table
