"""Score the quantities of the shipped pipeline: python corpus/scores/quantities.py CORPORA_DIR [--docs DIR] [--errors].

Prints, of the development sets that CORPORA_DIR holds and of the gold in this repository:

newsquant-dev      F1 of values, and of values with their unit. Per sentence, one to one; values equal within 1e-5;
                   ranges by both ends, vague ones ("dozens") by their base number. Units after quantity_units.json.
recognizers-text   share of specs passed: each listed quantity is met by one of ours that overlaps it and has its
                   value and unit; a spec that lists none is passed if we find none of its kind. LEFT_OUT tells what
                   is not counted.
quantulum3-tests   share of the listed quantities met likewise; years and numbers in names, which are no quantities
                   by our rules, are left out.
gold               exact span, kind, value, bounds, modifier and unit.
seconds            of the component and of the whole pipeline on the sample that ships: processor time, best of five.

--docs DIR keeps the parsed Docs there between two runs; --errors prints what was missed and what was too much.
"""

import argparse
import gzip
import json
import math
import re
import time
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin

import onrecord
import onrecord.components
from onrecord.quantities import quantities

HERE = Path(__file__).parent
MAP: dict[str, str] = json.loads((HERE / "quantity_units.json").read_text("utf-8"))["units"]
Row = dict[str, Any]

#: Recognizers-Text's files that concern this layer, with the kinds that a spec without quantities forbids.
SPECS: dict[str, tuple[str, ...]] = {
    "NumberModel": ("count",),
    "CurrencyModel": ("money",),
    "DimensionModel": ("measure",),
    "PercentModel": ("percent",),
    "AgeModel": ("measure",),
    "TemperatureModel": ("measure",),
}
#: What of them is left out, and why: name -> whether it concerns this row.
LEFT_OUT: dict[str, Callable[[Row], bool]] = {
    "a calculation (1.1^23, 2000 over 3, 5 out of 3)": lambda row: bool(
        re.search(
            r"\d\^[-+]|(?<!10)\^\d|\bover (?:one|\d|three|twenty)|\bout of\b|\bin (?:twenty-one|five|six|5)\b",
            row["text"],
        )
    ),
    "a phone number, address, date or code, no quantity by our rules": lambda row: bool(
        re.search(r"\+1-|\d\.\d+\.\d|\d/\d+/\d{4}|[A-Z]{3}-\d|\bnrs?\. ", row["text"])
    ),
    "a comma as decimal point": lambda row: bool(re.search(r"\b\d,\d{1,2}\b(?!,)|\d\.\d{3},\d", row["text"])),
    "digits divided by a plain space or comma": lambda row: bool(re.search(r"\d, \d{3}|\b423 0000", row["text"])),
    "a scale that a letter stands for where it could be a unit (10G, 1M)": lambda row: (
        row["file"] == "NumberModel" and bool(re.search(r"\d\s?(?:G|M|MM|b)\b", row["text"]))
    ),
    "'one' as a pronoun, or a score": lambda row: bool(re.search(r"one last time|three-nought", row["text"])),
}


def main() -> None:
    """Print all scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    nlp = onrecord.load()
    if "quantities" in nlp.pipe_names:
        nlp.disable_pipe("quantities")
    corpora: Path = options.corpora

    def read(name: str, path: Path) -> list[tuple[Row, list[Row]]]:
        rows = _rows(path)
        return [(row, quantities(doc)) for row, doc in zip(rows, _docs(nlp, rows, name, options.docs), strict=True)]

    newsquant(read("newsquant", corpora / "newsquant-dev" / "newsquant.jsonl"), show=options.errors)
    recognizers(read("recog", corpora / "recognizers-text-numbers" / "numbers.jsonl.gz"), show=options.errors)
    quantulum(read("qtests", corpora / "quantulum3-tests" / "quantities.jsonl"), show=options.errors)
    for path in sorted((HERE.parent / "gold").glob("*.jsonl")):
        gold(read("gold", path), show=options.errors)
    seconds(nlp)


def newsquant(pairs: list[tuple[Row, list[Row]]], *, show: bool) -> None:
    """Print precision, recall and F1 of values, and of values with units."""
    listed = found = values = units = 0
    for row, ours in pairs:
        rest = list(ours)
        listed, found = listed + len(row["quantities"]), found + len(ours)
        missed: list[Row] = []
        for same_unit in (True, False):
            for quantity in list(row["quantities"]) if same_unit else missed:
                match = next(
                    (
                        q
                        for q in rest
                        if _same_value(quantity, q) and (not same_unit or _same_unit(quantity["unit"], q["unit"]))
                    ),
                    None,
                )
                if match is None:
                    if same_unit:
                        missed.append(quantity)
                    elif show:
                        print(f"  - missed {_told(quantity)} in: {row['text'][:300]}")
                    continue
                rest.remove(match)
                values, units = values + 1, units + same_unit
                if show and not same_unit:
                    print(f"  ~ unit {quantity['unit']} not {match['unit']} ({match['text']}) in: {row['text'][:120]}")
        if show:
            for q in rest:
                print(f"  + too much {q['text']!r} {q['value']} in: {row['text'][:300]}")
    for name, hits in (("value", values), ("value+unit", units)):
        precision, recall = hits / found, hits / listed
        print(
            f"newsquant-dev {name}: P {precision:.1%} R {recall:.1%} F1 {2 * hits / (found + listed):.1%} (n {listed})"
        )


def recognizers(pairs: list[tuple[Row, list[Row]]], *, show: bool) -> None:
    """Print the share of specs passed, by file and over all."""
    left_out = dict.fromkeys(LEFT_OUT, 0)
    tally: dict[str, list[int]] = {file: [] for file in SPECS}
    for row, ours in pairs:
        if row["file"] not in SPECS:
            continue
        reason = next((name for name, concerns in LEFT_OUT.items() if concerns(row)), None)
        if reason is not None:
            left_out[reason] += 1
            continue
        listed = [q for q in row["quantities"] if q.get("value") is not None]
        if row["quantities"] and not listed:
            continue
        kinds = SPECS[row["file"]]
        passed = all(_met(q, ours) for q in listed) if listed else not any(q["kind"] in kinds for q in ours)
        tally[row["file"]].append(passed)
        if show and not passed:
            found = [(q["text"], q["value"], q["unit"]) for q in ours]
            listed_ones = [_told(q) for q in listed]
            print(f"  - {row['file']}: {row['text'][:160]!r} lists {listed_ones}, found {found}")
    for file, passes in tally.items():
        print(f"recognizers-text {file}: {sum(passes) / len(passes):.1%} of {len(passes)}")
    everything = [passed for file, passes in tally.items() if file != "TemperatureModel" for passed in passes]
    print(
        "recognizers-text number, currency, dimension, percent, age: "
        f"{sum(everything) / len(everything):.1%} of {len(everything)}"
    )
    print(
        f"  left out: {', '.join(f'{n} {name}' for name, n in left_out.items())}; units without a number in the specs"
    )


def quantulum(pairs: list[tuple[Row, list[Row]]], *, show: bool) -> None:
    """Print the share of listed quantities met."""
    passes = []
    for row, ours in pairs:
        for quantity in row["quantities"]:
            if (
                quantity["unit"] == "dimensionless"
                and re.fullmatch(r"(?:19|20)\d\d|2|101|32|860|9031|360", quantity["surface"])
                and "two" not in row["text"]
            ):
                continue  # years, Voyager 2, English 101, i7 860
            passes.append(_met(quantity, ours))
            if show and not passes[-1]:
                found = [(q["text"], q["value"], q["unit"]) for q in ours]
                print(f"  - {_told(quantity)} found {found} in: {row['text'][:160]}")
    print(f"quantulum3-tests: {sum(passes) / len(passes):.1%} of {len(passes)}")


def gold(pairs: list[tuple[Row, list[Row]]], *, show: bool) -> None:
    """Print how many of the gold quantities are exactly ours."""
    fields = ("start", "end", "kind", "value", "low", "high", "modifier", "unit")
    for row, ours in pairs:
        listed = {tuple(q[field] for field in fields) for q in row["quantities"]}
        found = {tuple(q[field] for field in fields) for q in ours}
        print(f"gold {row['id']}: {len(listed & found)} of {len(listed)} right, {len(found - listed)} too much")
        if show:
            print(
                *(f"  - {q}" for q in sorted(listed - found, key=str)),
                *(f"  + {q}" for q in sorted(found - listed, key=str)),
                sep="\n",
            )


def seconds(nlp: Language) -> None:
    """Print the component's share of the pipeline's processor time."""
    texts = [
        json.loads(line)["text"]
        for line in (files("onrecord") / "data" / "sample.jsonl").read_text("utf-8").splitlines()
    ]
    whole, own = [], []
    for _ in range(5):
        begin = time.process_time()
        docs = list(nlp.pipe(texts))
        whole.append(time.process_time() - begin)
        begin = time.process_time()
        for doc in docs:
            quantities(doc)
        own.append(time.process_time() - begin)
    print(f"seconds: {min(own):.4f} of {min(whole) + min(own):.4f}, share {min(own) / (min(whole) + min(own)):.1%}")


def _rows(path: Path) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _docs(nlp: Language, rows: list[Row], name: str, folder: Path | None) -> Iterable[Doc]:
    stored = folder / f"q_{name}.spacy" if folder else None
    if stored is not None and stored.exists():
        return DocBin().from_disk(stored).get_docs(nlp.vocab)
    docs = list(nlp.pipe(row["text"] for row in rows))
    if stored is not None:
        attrs = ["TAG", "POS", "DEP", "HEAD", "LEMMA", "SENT_START", "ENT_TYPE", "ENT_IOB", "SPACY"]
        DocBin(attrs=attrs, docs=docs).to_disk(stored)
    return docs


def _same_value(theirs: Row, ours: Row) -> bool:
    if "low" in theirs:
        ends = sorted((theirs["low"], theirs["high"]))
        if ours["modifier"] == "vague":
            return _close(ends[0], ours["value"])
        return (
            ours["low"] is not None
            and ours["high"] is not None
            and _close(ends[0], ours["low"])
            and _close(ends[1], ours["high"])
        )
    return _close(theirs["value"], ours["value"])


def _close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-5)


def _same_unit(theirs: str | None, ours: str | None) -> bool:
    return _mapped(theirs) == _mapped(ours) or {_mapped(theirs), ours} == {"point", "penny"}


def _mapped(unit: str | None) -> str:
    if unit is None:
        return "none"
    if unit.isupper() and len(unit) == 3:
        return unit
    unit = unit.lower()
    head, *_ = unit.split(" per ")
    head = MAP.get(head, head)
    if head.isupper() and len(head) == 3:
        return head
    unit = MAP.get(unit, unit)
    if " per " in unit:
        return unit
    if unit in _KNOWN:
        return unit
    last = unit.split(" ")[-1]
    return MAP.get(last, last)


def _met(listed: Row, ours: list[Row]) -> bool:
    for q in ours:
        if q["start"] < listed["end"] and listed["start"] < q["end"]:
            value = listed["value"]
            unit = "GBP" if listed.get("type") == "currency" and listed["unit"] == "Pound" else listed["unit"]
            equal = _close(value, q["value"]) or any(
                end is not None and _close(value, end) for end in (q["low"], q["high"])
            )
            if equal and (
                listed["unit"] in (None, "dimensionless")
                or listed.get("type") == "percentage"
                or _same_unit(unit, q["unit"])
            ):
                return True
    return False


def _told(quantity: Row) -> str:
    value = quantity.get("value", quantity.get("low"))
    return f"{value} {quantity['unit']} ({quantity.get('surface', quantity.get('unit_surface'))})"


_KNOWN = frozenset(MAP.values()) | {
    "square mile",
    "square foot",
    "cubic foot",
    "light-year",
    "basis point",
    "newton metre",
    "kilowatt hour",
}

if __name__ == "__main__":
    main()
