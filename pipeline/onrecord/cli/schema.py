"""`onrecord schema`: the JSON Schema of a record."""

import json

import typer


def schema_command() -> None:
    """Print the JSON Schema of a record.

    Example: onrecord schema > record.schema.json
    """
    from onrecord.records import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
