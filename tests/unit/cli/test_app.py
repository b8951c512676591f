"""The command as a whole, and `onrecord schema`."""

import json
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper

import pytest

import onrecord
from onrecord.cli import _make_writable, app
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


def test_streams_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    ascii_only = TextIOWrapper(BytesIO(), encoding="ascii", write_through=True)
    monkeypatch.setattr(sys, "stdout", ascii_only)
    monkeypatch.setattr(sys, "stderr", None)
    _make_writable()
    print("a · b")
    print("lost", file=sys.stderr)
    assert isinstance(ascii_only.buffer, BytesIO)
    assert ascii_only.buffer.getvalue() == b"a \\xb7 b\n"
    sys.stderr.close()


@pytest.mark.parametrize("name", [command.name for command in app.registered_commands])
def test_every_command_has_help_with_an_example(command: Command, name: str) -> None:
    done = command(name, "--help")
    assert done.code == 0
    assert f"Example: onrecord {name}" in done.out
