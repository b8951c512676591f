"""`onrecord convert`: records to and from the forms of other tools."""

from pathlib import Path
from typing import Annotated

import typer

NAMES = "records, brat, conll, conllu, polnear, citron, labelstudio, docbin"


def convert_command(
    source: Annotated[Path, typer.Argument(metavar="IN", help="File or folder to read.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="File or folder to write.")],
    from_: Annotated[str, typer.Option("--from", metavar="FORM", help=f"Form of IN: {NAMES}.")] = "records",
    to: Annotated[str, typer.Option("--to", metavar="FORM", help="Form of OUT, one of the same.")] = "records",
    force: Annotated[bool, typer.Option("--force", help="Write over OUT.")] = False,
) -> None:
    """Turn records into what other tools read, or their annotations into records.

    brat and citron are folders. conll keeps names alone, polnear and citron quotes alone, conllu both; brat and
    labelstudio all but claims; docbin everything.

    Example: onrecord convert outputs/today annotation/ --to brat
    """
    from onrecord.errors import UsageError
    from onrecord.formats import FORMATS

    for option, name in (("--from", from_), ("--to", to)):
        if name not in FORMATS:
            raise UsageError(f"{option} {name!r} is none of {', '.join(FORMATS)}")
    if not source.exists():
        raise UsageError(f"{source} does not exist: give a file or folder to read")
    if target.exists() and not force:
        raise UsageError(f"{target} exists: give another place, or --force to write over it")
    if not FORMATS[to].is_folder:
        target.parent.mkdir(parents=True, exist_ok=True)
    FORMATS[to].write(FORMATS[from_].read(source), target)
