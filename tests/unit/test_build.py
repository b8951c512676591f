"""The wheel: what is in it, and what is not."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a build reads, with a stand-in for the trained model."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    if (ROOT / "README.md").exists():
        shutil.copy(ROOT / "README.md", folder)
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    (folder / "models" / "en_onrecord_news" / "ner").mkdir(parents=True)
    (folder / "models" / "configs").mkdir()
    for name in (
        "en_onrecord_news/config.cfg",
        "en_onrecord_news/ner/model",
        "en_onrecord_news/.seen",
        "configs/news.cfg",
    ):
        (folder / "models" / name).write_text(name)
    return folder


def build(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "setup.py", "-q", "bdist_wheel", "-d", "dist"]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)


def contents(checkout: Path) -> list[str]:
    (wheel,) = (checkout / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_the_model_is_package_data(checkout: Path) -> None:
    assert build(checkout).returncode == 0
    names = contents(checkout)
    assert [name for name in names if "models/" in name] == [
        "onrecord/models/en_onrecord_news/config.cfg",
        "onrecord/models/en_onrecord_news/ner/model",
    ]
    assert {"onrecord/py.typed", "onrecord/cli/run.py"} <= set(names)
    assert {name.split("/")[0] for name in names} == {
        "onrecord",
        *(n.split("/")[0] for n in names if ".dist-info" in n),
    }


def test_a_retrained_model_leaves_nothing_of_the_old(checkout: Path) -> None:
    assert build(checkout).returncode == 0
    (checkout / "models" / "en_onrecord_news" / "ner" / "model").rename(
        checkout / "models" / "en_onrecord_news" / "new"
    )
    assert build(checkout).returncode == 0
    assert [name for name in contents(checkout) if "ner/model" in name] == []


def test_no_package_without_a_model(checkout: Path) -> None:
    shutil.rmtree(checkout / "models" / "en_onrecord_news")
    failed = build(checkout)
    assert failed.returncode != 0
    assert "holds no trained model" in failed.stderr
