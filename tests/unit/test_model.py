"""Finding, loading and naming a model."""

import shutil
from pathlib import Path

import pytest

import onrecord
from onrecord.errors import ModelError
from onrecord.model import MAX_LENGTH, find_model, fingerprint


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        ModelError, match=f"no model at {tmp_path}: a spaCy pipeline folder with a config.cfg is needed"
    ):
        onrecord.load(tmp_path)


def test_a_model_that_does_not_load_is_told(tiny_path: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_path, tmp_path / "m")
    config = tmp_path / "m" / "config.cfg"
    config.write_text(config.read_text().replace('factory = "sentencizer"', 'factory = "no_such_thing"'))
    with pytest.raises(ModelError, match=r"does not load with spaCy 3.*no_such_thing"):
        onrecord.load(tmp_path / "m")


def test_a_model_of_your_own(tiny_path: Path) -> None:
    nlp = onrecord.load(tiny_path)
    assert nlp.max_length == MAX_LENGTH
    assert [e.text for e in onrecord.record(nlp("Ada Byron left.")).entities] == ["Ada Byron"]
    assert find_model(tiny_path) == tiny_path


def test_the_fingerprint_tells_models_apart(tiny_path: Path, tmp_path: Path) -> None:
    for name in ("same", "card", "other", "renamed"):
        shutil.copytree(tiny_path, tmp_path / name)
    (tmp_path / "card" / "README.md").write_text("a card")
    (tmp_path / "card" / ".hidden").write_text("x")
    with (tmp_path / "other" / "meta.json").open("a") as file:
        file.write(" ")
    (tmp_path / "renamed" / "tokenizer").rename(tmp_path / "renamed" / "tokenizer2")
    assert fingerprint(tmp_path / "same") == fingerprint(tmp_path / "card") == fingerprint(tiny_path)
    assert len({fingerprint(tmp_path / name) for name in ("same", "other", "renamed")}) == 3


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
def test_a_damaged_encoder_is_told_when_the_model_is_loaded(tmp_path: Path, name: str) -> None:
    shutil.copytree(find_model(), tmp_path / "model")
    (tmp_path / "model" / "encoder" / name).write_bytes(b"damaged")
    with pytest.raises(ModelError, match="is damaged"):
        onrecord.load(tmp_path / "model")
