"""The one build step that setuptools has no setting for: models/<name>/ goes into the wheel as onrecord/models/<name>/.

So the trained model stands once in the repository, beside the recipe that made it, and still is package data of
`onrecord`. An editable install copies nothing: there `onrecord.model` finds the folder in the checkout.
"""

from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree

from setuptools import setup
from setuptools.command.build_py import build_py

MODEL = Path("models", "en_onrecord_news")


class BuildWithModel(build_py):
    """`build_py`, and then the model folder copied into the built package."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        if not (MODEL / "config.cfg").is_file():
            raise FileNotFoundError(f"{MODEL} holds no trained model: without one the package would not run")
        target = Path(self.build_lib, "onrecord", MODEL)
        rmtree(target, ignore_errors=True)
        copytree(MODEL, target, ignore=ignore_patterns(".*", "__pycache__"))

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Every file that the build writes, with the model's."""
        files = [path for path in MODEL.rglob("*") if path.is_file()]
        return [*super().get_outputs(include_bytecode), *(str(Path(self.build_lib, "onrecord", f)) for f in files)]


setup(cmdclass={"build_py": BuildWithModel})
