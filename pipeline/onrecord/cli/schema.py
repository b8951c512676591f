"""`onrecord schema`: the JSON Schema of what onrecord writes."""

import json
from typing import Annotated

import typer


def schema_command(
    what: Annotated[str, typer.Argument(metavar="[WHAT]", help="record, or evaluation.")] = "record",
) -> None:
    """Print the JSON Schema of a record, or of what `evaluate --format json` prints.

    Example: onrecord schema > record.schema.json
    """
    from onrecord.errors import UsageError
    from onrecord.evaluation.scores import evaluation_schema
    from onrecord.records import json_schema

    schemas = {"record": json_schema, "evaluation": evaluation_schema}
    if what not in schemas:
        raise UsageError(f"{what!r} is none of {', '.join(schemas)}")
    typer.echo(json.dumps(schemas[what](), ensure_ascii=False, indent=2))
