"""Set up and run onrecord from a checkout, with nothing but Python 3.11 or newer.

python3 start.py run PATH… [options]   any `onrecord` command, after setting up .venv; the checkout's code is what runs
python3 start.py test [PYTEST OPTIONS] build and install the package into .venv-test, then ruff, mypy and pytest
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
CHECKS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


def main(arguments: list[str]) -> int:
    """Install if need be, then run the command; its exit status is ours."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older one may be called with
        return tell(f"Python {sys.version.split()[0]} is too old: onrecord needs 3.11 or newer")
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if arguments else 2
    if arguments[0] == "test":
        return test(arguments[1:])
    scripts = ROOT / ".venv" / SCRIPTS
    if not any((scripts / name).exists() for name in ("onrecord", "onrecord.exe")):
        install(scripts, "--editable", ".")
    return subprocess.call([scripts / "onrecord", *arguments])


def test(options: list[str]) -> int:
    """Test what a user gets: the package as built and installed, not the checkout's files."""
    scripts = ROOT / ".venv-test" / SCRIPTS
    install(scripts, ".[test]")
    for check in CHECKS:
        status = subprocess.call([scripts / "python", "-m", *check], cwd=ROOT)
        if status:
            return status
    return subprocess.call([scripts / "python", "-m", "pytest", "-o", "pythonpath=", *options], cwd=ROOT)


def install(scripts: Path, *what: str) -> None:
    """Install this checkout into the virtual environment whose programs lie in `scripts`; make that if need be."""
    folder = scripts.parent
    if not any((scripts / name).exists() for name in ("python", "python.exe")):
        try:
            venv.create(folder, with_pip=True)
        except subprocess.CalledProcessError:
            sys.exit(tell("this Python cannot make a virtual environment: install its venv package (python3-venv)"))
    print(f"onrecord: installing into {folder} …", file=sys.stderr)
    pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    if subprocess.call(pip, cwd=ROOT):
        sys.exit(tell("the installation failed; see pip's message above"))


def tell(message: str) -> int:
    """Say what went wrong; the exit status to leave with."""
    print(f"onrecord: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
