"""A run from files to a folder."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.articles import Failure
from onrecord.errors import ModelError, RunExists, UsageError
from onrecord.records import SCHEMA_VERSION, Record
from onrecord.runs import Counts, Options, Report, run
from tests.conftest import rows


class Bench:
    """A folder of articles, and runs over it."""

    def __init__(self, root: Path, model: Path) -> None:
        self.articles, self.out, self.model = root / "articles", root / "out", model
        self.articles.mkdir()

    def write(self, name: str, text: str) -> None:
        (self.articles / f"{name}.txt").write_text(text)

    def run(self, *paths: Path, **options: Any) -> Report:
        return run(paths or [self.articles], self.out, Options(model=self.model, **options))

    def records(self) -> list[dict[str, Any]]:
        return rows(self.out / "records.jsonl")

    def about(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "run.json").read_text())
        return found


@pytest.fixture
def bench(tmp_path: Path, tiny_path: Path) -> Bench:
    bench = Bench(tmp_path, tiny_path)
    bench.write("a", "Ada Byron left Oslo.")
    bench.write("b", "Norway won.")
    return bench


def counted(report: Report) -> tuple[int, int, int, int]:
    counts = report.counts
    return counts.articles, counts.extracted, counts.kept, counts.failed


def test_a_run(bench: Bench) -> None:
    bench.write("c", "")
    report = bench.run(date="2024-10-24")
    assert counted(report) == (3, 2, 0, 1)
    assert [(r["id"], r["date"], [e["text"] for e in r["entities"]]) for r in bench.records()] == [
        ("a", "2024-10-24", ["Ada Byron", "Oslo"]),
        ("b", "2024-10-24", ["Norway"]),
    ]
    (error,) = rows(bench.out / "errors.jsonl")
    assert (error["id"], error["stage"]) == ("c", "read")
    about = bench.about()
    assert about["schema"]["version"] == SCHEMA_VERSION
    assert about["model"].keys() == {"name", "version", "fingerprint"}
    assert about["counts"] == {"articles": 3, "extracted": 2, "kept": 0, "failed": 1, "words": 6}
    assert about["options"]["date"] == "2024-10-24"
    assert about["words_per_s"] > 0
    assert about["started"] <= about["finished"]


def test_one_article_is_handed_back(bench: Bench) -> None:
    assert bench.run().only is None
    one = bench.run(bench.articles / "a.txt", force=True).only
    assert isinstance(one, Record)
    assert one.id == "a"
    assert bench.run(bench.articles / "a.txt", resume=True).only == one
    bench.write("c", " ")
    assert isinstance(bench.run(bench.articles / "c.txt", force=True).only, Failure)


def test_refusals_write_nothing(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        bench.run(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"--date: the date 'today' cannot be read"):
        bench.run(date="today")
    with pytest.raises(UsageError, match="give one of them"):
        bench.run(force=True, resume=True)
    with pytest.raises(UsageError, match="at least 1"):
        bench.run(batch_size=0)
    with pytest.raises(ModelError, match="no model at"):
        run([bench.articles], bench.out, Options(model=tmp_path))
    assert not bench.out.exists()


def test_a_second_run_needs_a_flag(bench: Bench) -> None:
    bench.run()
    before = (bench.out / "records.jsonl").read_bytes()
    with pytest.raises(RunExists):
        bench.run()
    assert (bench.out / "records.jsonl").read_bytes() == before
    bench.run(force=True)
    assert (bench.out / "records.jsonl").read_bytes() == before


def test_resume_on_an_empty_and_a_finished_folder(bench: Bench) -> None:
    assert counted(bench.run(resume=True)) == (2, 2, 0, 0)
    before = (bench.out / "records.jsonl").read_bytes()
    assert counted(bench.run(resume=True)) == (2, 0, 2, 0)
    assert (bench.out / "records.jsonl").read_bytes() == before


def test_resume_does_what_is_new_changed_or_failed(bench: Bench) -> None:
    bench.write("c", "")
    bench.write("d", "Oslo stays.")
    bench.run()
    bench.write("b", "Norway lost.")
    bench.write("c", "Ada Byron wrote.")
    bench.write("e", "Oslo grew.")
    (bench.articles / "d.txt").unlink()
    assert counted(bench.run(resume=True)) == (4, 3, 1, 0)
    assert sorted((r["id"], r["text"]) for r in bench.records()) == [
        ("a", "Ada Byron left Oslo."),
        ("b", "Norway lost."),
        ("c", "Ada Byron wrote."),
        ("d", "Oslo stays."),
        ("e", "Oslo grew."),
    ]
    assert rows(bench.out / "errors.jsonl") == []


@pytest.mark.parametrize("changed", [{"text": False}, {"date": "2024-10-24"}])
def test_resume_with_other_options_does_all(bench: Bench, changed: dict[str, Any]) -> None:
    bench.run()
    assert counted(bench.run(resume=True, **changed)) == (2, 2, 0, 0)
    assert len(bench.records()) == 2
    assert counted(bench.run(resume=True, **changed)) == (2, 0, 2, 0)


def test_resume_with_another_batch_size_keeps_all(bench: Bench) -> None:
    bench.run()
    assert counted(bench.run(resume=True, batch_size=1)) == (2, 0, 2, 0)


def test_resume_with_another_model_does_all(bench: Bench, tmp_path: Path) -> None:
    import spacy

    bench.run()
    nlp = spacy.load(bench.model)
    nlp.remove_pipe("entity_ruler")
    nlp.to_disk(tmp_path / "other")
    bench.model = tmp_path / "other"
    assert counted(bench.run(resume=True)) == (2, 2, 0, 0)
    assert [r["entities"] for r in bench.records()] == [[], []]


def test_an_id_given_twice(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "other"}\n{"text": "fine"}\n')
    for options in ({}, {"resume": True}):
        report = bench.run(bench.articles, tmp_path / "a.jsonl", **options)
        assert report.counts.failed == 1
        assert [r["id"] for r in bench.records()] == ["a", "b", "a:2"]
        (error,) = rows(bench.out / "errors.jsonl")
        assert (error["id"], error["line"]) == ("a", 1)


def test_the_output_is_no_input(bench: Bench) -> None:
    bench.out = bench.articles
    assert counted(bench.run()) == (2, 2, 0, 0)
    assert counted(bench.run(resume=True)) == (2, 0, 2, 0)


def test_paths_that_are_no_unicode(bench: Bench) -> None:
    name = Path(os.fsdecode(os.fsencode(bench.articles) + b"/caf\xe9.txt"))
    name.write_text("Oslo grew.")
    assert counted(bench.run(name)) == (1, 1, 0, 0)
    assert bench.about()["options"]["paths"] == [f"{bench.articles}/caf\\xe9.txt"]


def test_watching(bench: Bench) -> None:
    seen = []

    def watch(counts: Counts) -> None:
        seen.append((counts.articles, counts.share))

    run([bench.articles], bench.out, Options(model=bench.model), watch=watch)
    assert seen == [(1, 0.0), (2, 20 / 31)]
