"""The package as a whole: its names, what an import costs, its entry points and its build."""

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import onrecord
from onrecord.layers import ENTITY_LABELS
from onrecord.records import ActorLabel
from tests.conftest import ROOT


def test_every_public_name_is_there() -> None:
    assert {name: getattr(onrecord, name) for name in onrecord.__all__}.keys() == set(dir(onrecord))


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match=r"'nothing'; it offers .*extract"):
        _ = onrecord.nothing


def test_importing_is_light() -> None:
    heavy = {"spacy", "pydantic", "pyarrow", "numpy"}
    code = f"import sys, onrecord, onrecord.cli; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / "pipeline", check=True
    )
    assert found.stdout.strip() == "[]"


def test_nothing_is_sent_or_kept_about_its_use(tmp_path: Path) -> None:
    """As onnxruntime is imported it makes a database of events to send, in the home folder, unless told not to."""
    home = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"} | {"HOME": str(tmp_path)}
    code = "import onrecord.components, onnxruntime"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT / "pipeline", env=home, check=True)
    assert list(tmp_path.iterdir()) == []


def test_labels() -> None:
    assert len(ENTITY_LABELS) == 10
    assert [label for part in get_args(ActorLabel) for label in get_args(part)] == [*ENTITY_LABELS, "GROUP"]


def test_entry_points_resolve() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = {**project["scripts"], **project["entry-points"]["spacy_factories"]}
    for name, place in points.items():
        module, function = place.split(":")
        assert callable(getattr(import_module(module), function)), name


def test_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{onrecord.__version__}]" in changelog


def test_no_module_imports_from_the_source_root() -> None:
    sources = [*(ROOT / "pipeline").rglob("*.py")]
    assert sources
    for path in sources:
        text = path.read_text(encoding="utf-8")
        assert "import pipeline" not in text, path
        assert "from pipeline" not in text, path


def test_an_onlooker_can_run_a_bare_checkout() -> None:
    found = subprocess.run(
        [sys.executable, "-I", "pipeline", "--version"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert found.stdout == f"onrecord {onrecord.__version__}\n"
