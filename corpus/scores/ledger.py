"""How `onrecord claims` grows with the number of records: `python corpus/scores/ledger.py RECORDS.jsonl [COUNT…]`.

Makes COUNT records (1,000, 10,000 and 100,000 if left out) from those given, each with other names, figures, days and
sentence vectors a little off, in the same number of characters; writes them to a temporary file; and times
`onrecord claims` over it in a process of its own. Prints seconds, peak memory, rows and claims. Every tenth record is a
reprint of the one before, by another outlet.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.claims.senses import decoded, encoded, unit

SEED, NOISE, DAYS = 7, 0.6, 365
PEAK = (
    "import resource, sys\nfrom onrecord.cli import main\ntry:\n    main()\nfinally:\n"
    "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)\n"
)


def main() -> None:
    """Read the command line, and measure."""
    base = [json.loads(line) for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    base = [record for record in base if record["claims"]]
    for count in [int(value) for value in sys.argv[2:]] or [1_000, 10_000, 100_000]:
        with tempfile.TemporaryDirectory() as folder:
            path, out = Path(folder) / "records.jsonl", Path(folder) / "claims.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in changed(base, count))
            begin = time.monotonic()
            command = [sys.executable, "-c", PEAK, "claims", str(path), "--out", str(out)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            seconds = time.monotonic() - begin
            rows = [json.loads(line)["claim"] for line in out.read_text("utf-8").splitlines()]
            told = {"records": count, "seconds": round(seconds, 1), "peak_mib": int(done.stderr.split()[-1])}
            print(json.dumps({**told, "rows": len(rows), "claims": len(set(rows))}), flush=True)


def changed(base: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Records made from others."""
    draw, noise = random.Random(SEED), np.random.default_rng(SEED)
    last: dict[str, Any] = {}
    for number in range(count):
        if number % 10 == 9:
            yield {**last, "id": f"r{number}", "source": "Reprinter"}
            continue
        record = draw.choice(base)
        names = {actor["name"] for actor in record["actors"]} | {entity["text"] for entity in record["entities"]}
        words = {word for name in names for word in re.findall(r"[A-Z]\w{2,}", name)}
        others = {word: _other(word, draw) for word in words}
        text = json.dumps({**record, "text": None, "claims": [], "title": None, "url": None}, ensure_ascii=False)
        pattern = re.compile("|".join(map(re.escape, sorted(others, key=len, reverse=True))) or "$^")
        last = json.loads(pattern.sub(lambda match: others[match[0]], text))  # noqa: B023 - used at once
        day = date(2024, 1, 1) + timedelta(days=draw.randrange(DAYS))
        claims = [{**claim, "sense": _near(claim["sense"], noise)} for claim in record["claims"]]
        last = {key: value for key, value in last.items() if key not in ("text", "title", "url")}
        for span in [*last["quantities"], *(span for quote in last["quotes"] for span in quote["content"])]:
            span["text"] = re.sub(r"\d", lambda _: draw.choice("123456789"), span["text"])
        last |= {"id": f"r{number}", "date": day.isoformat(), "claims": claims, "source": draw.choice("ABCDE")}
        yield last


def _other(word: str, draw: random.Random) -> str:
    return word[0] + "".join(draw.choice("aeioulnrst") for _ in word[1:])


def _near(sense: str, noise: np.random.Generator) -> str:
    vector = decoded(sense)
    return encoded(unit(vector + NOISE * unit(noise.normal(size=len(vector)).astype(np.float32))))


if __name__ == "__main__":
    main()
