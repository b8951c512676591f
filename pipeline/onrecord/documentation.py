"""Facts that the pages of the repository would else hold twice: generated here, compared by a test.

`python -m onrecord.documentation FILE…`, in the folder of the repository, rewrites in Markdown files what stands
between a line `<!-- NAME -->` and the next `<!-- end -->`, where NAME is a key of `SECTIONS`.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError

COMPONENTS = (
    "encoder", "tagger", "senter", "parser", "lemmatizer", "ner",
    "quantities", "dates", "attribution", "actors", "stance", "claims",
)  # fmt: skip
"""The pipeline's components in the order in which they run."""

_SECTION = re.compile(r"(?s)(<!-- (?P<name>[\w -]+?) -->\n).*?(<!-- end -->)")


def component_table() -> str:
    """Markdown table of the components: what each reads, writes and lets one set."""
    import_module("onrecord.components")
    from spacy.language import Language

    rows = ["| component | reads | writes | options (default) | what it does |", "| --- | --- | --- | --- | --- |"]
    for name in COMPONENTS:
        module = import_module(f"onrecord.components.{name}")
        meta = Language.get_factory_meta(f"onrecord_{name}")
        options = ", ".join(f"`{key}` ({value})" for key, value in (meta.default_config or {}).items()) or "none"
        does = (getdoc(module) or "").split("\n\n", 1)[0].split(":", 1)[1].replace("\n", " ").strip()
        rows.append(f"| `{name}` | {_ticked(meta.requires)} | {_ticked(meta.assigns)} | {options} | {does} |")
    return "\n".join(rows)


def cli_reference() -> str:
    """Each command with its arguments and options, as its `--help` tells them."""
    from typer.main import get_command

    from onrecord.cli import app

    group: Any = get_command(app)
    return "\n\n".join(_command(name, command) for name, command in group.commands.items())


def _command(name: str, command: Any) -> str:
    rows = ["", "| argument or option | meaning |", "| --- | --- |"] if command.params else []
    for param in command.params:
        shown = param.opts[0] if param.param_type_name == "option" else str(param.metavar)
        value = f" {param.metavar}" if param.param_type_name == "option" and param.metavar else ""
        known = param.default not in (None, False, ()) and not param.required
        default = f" (default: {param.default})" if known else ""
        rows.append(f"| `{shown}{value}` | {param.help}{default} |")
    return "\n".join([f"### `onrecord {name}`", "", str(command.help).strip(), *rows])


def first_run(root: Path) -> str:
    """What `onrecord run` shows of the article in `root`/seeds, in a terminal of 100 columns."""
    from io import StringIO

    from rich.console import Console

    from onrecord.extraction import extract
    from onrecord.records import Record
    from onrecord.sources import read
    from onrecord.summary import summarise

    (record,) = extract(read((root / "seeds").glob("*.txt"), date="2024-10-24"))
    if not isinstance(record, Record):
        raise UsageError(f"the given article failed: {record}")
    console = Console(file=StringIO(), width=100, color_system=None)
    console.print(summarise(record))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    return "```text\n" + "\n".join(line.rstrip() for line in shown.splitlines()) + "\n```"


HEADLINES = (
    ("entities", "strict"), ("actors", "B³"), ("quantities", "span"), ("quantities", "+ modifier"), ("dates", "span"),
    ("dates", "+ from, to"), ("quotes", "source exact"), ("quotes", "cue exact"), ("quotes", "content exact"),
    ("quotes", "attribution"), ("speakers", "of found quotes"),
    ("speakers", "quote + speaker"), ("stance", "of found quotes"), ("stance", "of found quotes, macro-F1"),
    ("stance", "quote + speaker + stance"), ("claims", "links"), ("claims", "B³"),
)  # fmt: skip
"""The measures that the README shows, of those that the card has."""


def gold_scores(root: Path) -> str:
    """The main scores on the gold articles, as the model's meta.json keeps them, with their signature."""
    from onrecord.evaluation import Score
    from onrecord.evaluation.output import score_table
    from onrecord.model import MODEL_NAME

    meta = json.loads((root / "models" / MODEL_NAME / "meta.json").read_text("utf-8"))
    scores = [Score.model_validate(score) for score in meta["gold"]["scores"]]
    shown = [s for s in scores if not s.dimension and (s.layer, s.measure) in HEADLINES]
    return f"{score_table(shown)}\n\n`{meta['gold']['signature']}`"


SECTIONS: dict[str, Callable[[Path], str]] = {
    "components": lambda root: component_table(),
    "command line": lambda root: cli_reference(),
    "first run": first_run,
    "gold scores": gold_scores,
}


def refreshed(page: str, root: Path) -> str:
    """A page with its generated sections made anew.

    root: the folder of the repository.

    Raises UsageError if the page names a section that there is not.
    """

    def section(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in SECTIONS:
            raise UsageError(f"no generated section {name!r}: there are {', '.join(SECTIONS)}")
        return f"{match[1]}\n{SECTIONS[name](root)}\n\n{match[3]}"

    return _SECTION.sub(section, page)


def main(paths: list[str]) -> None:
    """Rewrite the pages."""
    for path in map(Path, paths):
        path.write_text(refreshed(path.read_text(encoding="utf-8"), Path()), encoding="utf-8")


def _ticked(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "the tokens"


if __name__ == "__main__":
    main(sys.argv[1:])
