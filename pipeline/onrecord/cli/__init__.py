"""The `onrecord` command. Each subcommand is a module here: a thin parser around a plain function of the package.

Exit status: 0 all well, 1 some articles failed (named in errors.jsonl; by `claims` on standard error), 2 wrong use,
130 stopped by Ctrl-C.
"""

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from onrecord import __version__
from onrecord.cli import bench, claims, convert, evaluate, run, schema
from onrecord.errors import OnRecordError

app = typer.Typer(
    name="onrecord",
    help="Who is on the record in a news article: saying what, about how many and when; confirmed or denied?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("run")(run.run_command)
app.command("claims")(claims.claims_command)
app.command("evaluate")(evaluate.evaluate_command)
app.command("convert")(convert.convert_command)
app.command("schema")(schema.schema_command)
app.command("bench")(bench.bench_command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line, and tell of a user's mistake in one line."""
    _make_writable()
    try:
        app()
    except OnRecordError as error:
        sys.exit(_told(str(error)))
    except OSError as error:
        sys.exit(_told(f"{error.filename or 'system'}: {error.strerror or error}"))


def _make_writable() -> None:
    """What cannot be shown must not stop a run: a stream that is closed, or an encoding without the character."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _told(message: str) -> int:
    print(f"onrecord: {message}", file=sys.stderr)
    return 2
