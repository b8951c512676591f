"""Finding, loading and naming the trained model: a spaCy pipeline folder (config.cfg, meta.json, weights)."""

from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

#: Name of the model that ships with this package.
MODEL_NAME = "en_onrecord_news"

#: Longest text that a loaded pipeline accepts, in characters. spaCy's own bound (1,000,000) guards parsers whose memory
#: grows with the document; here the text is read paragraph by paragraph, and a long article only gets a warning.
MAX_LENGTH = 1_000_000_000

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "models" / MODEL_NAME, _PACKAGE.parents[1] / "models" / MODEL_NAME)


def find_model(path: str | Path | None = None) -> Path:
    """The folder of a model.

    path: the folder of a model of your own. None stands for the one that ships: inside the package where it is
        installed, `models/` of the repository in a checkout.

    Raises ModelError if there is no pipeline folder at that place.
    """
    places = _PLACES if path is None else (Path(path),)
    for place in places:
        if (place / "config.cfg").is_file():
            return place
    looked = " or ".join(str(place) for place in places)
    remedy = "reinstall onrecord, or train a model with the recipe in models/" if path is None else "give its folder"
    raise ModelError(f"no model at {looked}: a spaCy pipeline folder with a config.cfg is needed; {remedy}")


def load(path: str | Path | None = None) -> "Language":
    """Load the trained pipeline. It needs no network.

    path: the folder of a model of your own; None for the one that ships.

    Returns a spaCy `Language` that takes texts of any length; `doc._.article` and `doc._.warnings` are registered.
    Raises ModelError if there is no model, or it does not load with the installed versions.
    """
    folder = find_model(path)
    import spacy
    from spacy.about import __version__ as spacy_version

    import_module("onrecord.extensions")
    import_module("onrecord.components")  # registers the factories where onrecord is not installed: a bare checkout
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(f"the model in {folder} does not load with spaCy {spacy_version}: {error}") from error
    nlp.max_length = MAX_LENGTH
    return nlp


def fingerprint(path: str | Path | None = None) -> str:
    """Digest (32 hex digits) of a model's files: two models with one fingerprint give the same records.

    The card (README.md), hidden files and caches have no part in it. Raises ModelError if there is no model.
    """
    return _digest(find_model(path).resolve())


@cache
def _digest(folder: Path) -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in name.parts)
        if hidden or name.as_posix() == "README.md" or not path.is_file():
            continue
        with path.open("rb") as file:
            digest.update(f"{name.as_posix()}\0{path.stat().st_size}\0".encode())
            while chunk := file.read(1 << 20):
                digest.update(chunk)
    return digest.hexdigest()
