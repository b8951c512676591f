"""The command line that the steps after training share."""

from __future__ import annotations

import argparse
from pathlib import Path


def model_and_corpora(description: str | None) -> argparse.ArgumentParser:
    """A parser with the arguments MODEL and CORPORA (folders) and the option --write.

    description: what the script does, its docstring.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true", help="put what was fitted or measured into the model")
    return parser
