"""`onrecord convert`: records to and from the forms of other tools."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from onrecord.records import Record

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
    if target.exists() and (not force or target.resolve() == source.resolve()):
        raise UsageError(f"{target} exists: give another place" + ("" if force else ", or --force to write over it"))
    new = target.with_name(f"{target.name}.new")
    new.parent.mkdir(parents=True, exist_ok=True)
    count = 0

    def counted(records: Iterable["Record"]) -> Iterator["Record"]:
        nonlocal count
        for record in records:
            count += 1
            yield record

    try:
        FORMATS[to].write(counted(FORMATS[from_].read(source)), new)
        if not count:
            raise UsageError(f"{source} holds nothing in the form {from_!r}: --from tells its form")
        _remove(target)
        new.rename(target)
    finally:
        _remove(new)


def _remove(path: Path) -> None:
    if path.is_dir():
        rmtree(path)
    else:
        path.unlink(missing_ok=True)
