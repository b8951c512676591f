"""The command as a whole, and `onrecord schema`."""

import json
from collections.abc import Callable

import pytest

import onrecord
from onrecord.cli import app
from onrecord.records import json_schema
from tests.conftest import Outcome

Command = Callable[..., Outcome]


def test_schema(command: Command) -> None:
    done = command("schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == json.loads(json.dumps(json_schema()))


def test_version(command: Command) -> None:
    assert command("--version") == Outcome(0, f"onrecord {onrecord.__version__}\n", "")


def test_an_unknown_command(command: Command) -> None:
    done = command("walk")
    assert (done.code, done.out) == (2, "")
    assert "walk" in done.err


@pytest.mark.parametrize("name", [command.name for command in app.registered_commands])
def test_every_command_has_help_with_an_example(command: Command, name: str) -> None:
    done = command(name, "--help")
    assert done.code == 0
    assert f"Example: onrecord {name}" in done.out
