"""Score the layer `dates`: `python corpus/scores/dates.py CORPORA_DIR`.

Four measures, each on data that nothing was trained on:

- `tempeval3-timebank`: relaxed span F1 (an overlap counts, one to one) and value F1 (the value must be right as well).
- `gum-dates`, news, interview and bio of train and dev: recall of its dates (an overlap counts), and the share of all
  its dates whose first and last day are right.
- `recognizers-text-datetime`, the specs of DateTimeModel: share passed. A spec passes if each of its expressions is
  overlapped and means the same; one without expressions passes if nothing is found. "days, durations, sets" are the
  specs with expressions of no other type; the clock times of the others are compared too.
- the gold of `corpus/gold`: all fields equal.

What is mapped before values are compared, since the conventions differ and not the meaning:

- to TimeBank: a day range -> its first day; decades and quarters as lengths -> years and months (P3DE, TimeBank's own
  P3E -> P30Y, P2Q -> P6M); PTXM -> PXM; minutes of a whole hour are written (T17 -> T17:00); a set's
  XXXX-XX-XX -> P1D, XXXX -> P1Y.
- to GUM: a value without a year is compared by month and day; an open end only by the other; a day range that is one
  span here and two there, by its ends.
- to Recognizers: the end of a range may be its last day, the day after, or the first day of the last month or year
  named; two spans inside one expected range are joined, first day to last, and a range is compared by its ends where
  two are expected; a vague number is their 3; PRESENT_REF is the moment; prepositions lie outside our spans, so
  "before", "after", "since" and "until" are compared by the day that they name; durations by seconds; a set by the
  unit or weekday that comes again.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from spacy.language import Language

import onrecord
import onrecord.components
from onrecord.layers import DATES, RECORDS

Row = dict[str, Any]
GOLD = Path(__file__).parents[1] / "gold"
SAMPLE = Path(onrecord.__file__).parent / "data" / "sample.jsonl"
DAY_TYPES = {"date", "daterange", "duration", "set"}
GENRES = {"news", "interview", "bio"}


def rows(path: Path) -> list[Row]:
    """The rows of a JSONL file, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines()]


def pipeline() -> Language:
    """The shipped pipeline, with the component at its end if it has none yet."""
    nlp = onrecord.load()
    if "dates" not in nlp.pipe_names:
        nlp.add_pipe("onrecord_dates", name="dates")
    return nlp


def predict(nlp: Language, items: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Each item with the records found in its text."""
    for item in items:
        doc = nlp.make_doc(item["text"])
        day = item.get("reference_date") or item.get("date")
        doc._.article = {"date": day[:10] if day else None}
        yield item, nlp(doc).spans[DATES].attrs[RECORDS]


def overlapping(span: Row, found: list[Row]) -> list[Row]:
    """Those that share a character with a span."""
    return [each for each in found if each["start"] < span["end"] and span["start"] < each["end"]]


def f1(right: int, predicted: int, expected: int) -> str:
    """F1 with precision and recall, in percent."""
    p, r = right / max(predicted, 1), right / max(expected, 1)
    return f"{200 * p * r / max(p + r, 1e-9):.1f} (precision {100 * p:.1f}, recall {100 * r:.1f})"


def timebank_value(value: str, kind: str) -> str:
    """A value in the form that TimeBank would give it."""
    if not value.startswith("P"):
        value = value.split("/")[0]
    if kind == "SET":
        value = {"XXXX-XX-XX": "P1D", "XXXX": "P1Y"}.get(value, value)
    value = re.sub(r"^P(\d+)(DE|E)$", lambda m: f"P{10 * int(m[1])}Y", value)
    value = re.sub(r"^P(\d+)Q$", lambda m: f"P{3 * int(m[1])}M", value)
    value = value.replace("PXDE", "PXE").replace("PXCE", "PXC").replace("PTX", "PX")
    return re.sub(r"(T\d\d)$", r"\1:00", value)


def score_timebank(pairs: Iterable[tuple[Row, list[Row]]], errors: list[str]) -> tuple[str, str]:
    """Relaxed span F1, value F1."""
    spans = values = predicted = expected = 0
    for item, found in pairs:
        used: set[str] = set()
        predicted, expected = predicted + len(found), expected + len(item["timexes"])
        for gold in item["timexes"]:
            where = f"{item['reference_date']} {context(item['text'], gold)} {gold['value']}"
            match = next((each for each in overlapping(gold, found) if each["id"] not in used), None)
            if match is None:
                errors.append(f"missed: {where}")
                continue
            used.add(match["id"])
            spans += 1
            if timebank_value(gold["value"], gold["type"]) == timebank_value(match["value"], match["type"]):
                values += 1
            else:
                errors.append(f"value: {where} <> {match['text']!r} {match['value']}")
        errors += [f"extra: {context(item['text'], e)} {e['value']}" for e in found if e["id"] not in used]
    return f1(spans, predicted, expected), f1(values, predicted, expected)


def gum_bounds(value: str) -> tuple[str | None, str | None]:
    """First and last day of a TEI value; None for an open end."""
    first, _, last = value.partition("/") if "/" in value else (value, "", value)
    return _edge(first, False), _edge(last, True)


def _edge(value: str, last: bool) -> str | None:
    value = value.split("T")[0]
    parts = value.split("-")
    if not value or value.startswith("-"):
        return value or None
    if len(parts) == 3:
        return value
    year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else (12 if last else 1)
    return str(date(year + month // 12, month % 12 + 1, 1) - timedelta(1)) if last else f"{year:04}-{month:02}-01"


def score_gum(pairs: Iterable[tuple[Row, list[Row]]], errors: list[str]) -> tuple[str, str]:
    """Recall of spans; share of all dates with the right first and last day."""
    spans = equal = expected = 0
    for item, found in pairs:
        for gold in item["timexes"]:
            expected += 1
            where = f"{item['id']} {item['reference_date']} {context(item['text'], gold)} {gold['value']}"
            matches = overlapping(gold, found)
            if not matches:
                errors.append(f"missed: {where}")
                continue
            spans += 1
            if any(_gum_equal(gum_bounds(gold["value"]), (e["from"], e["to"])) for e in readings(matches)):
                equal += 1
            else:
                told = [(e["text"], e["from"], e["to"]) for e in matches]
                errors.append(f"days: {where} <> {told}")
    return f"{100 * spans / expected:.1f} of {expected}", f"{100 * equal / expected:.1f} of {expected}"


def _gum_equal(expected: tuple[str | None, str | None], given: tuple[str | None, str | None]) -> bool:
    def same(wanted: str | None, found: str | None) -> bool:
        return wanted is None or (
            found is not None and (wanted == found or (wanted[:2] == "--" and wanted[1:] in found))
        )

    return same(expected[0], given[0]) and same(expected[1], given[1])


def readings(found: list[Row]) -> list[Row]:
    """The records that overlap one expected span, and what they mean as a range and as its two ends."""
    if not found:
        return []
    days = [day for each in found for day in (each["from"], each["to"]) if day]
    extra = [{"from": min(days, default=None), "to": max(days, default=None), "last": found[-1]["from"]}]
    if len(found) == 1 and "/" in found[0]["value"]:
        extra += [{"from": day, "to": day} for day in (found[0]["from"], found[0]["to"])]
    return [*found, *({"value": "", "type": "DATE", **each} for each in extra)]


SECONDS = {
    "Y": 31536000,
    "M": 2592000,
    "W": 604800,
    "D": 86400,
    "DE": 315360000,
    "CE": 3153600000,
    "Q": 7776000,
    "WE": 172800,
}


def seconds(value: str) -> float | None:
    """The length of a TIMEX3 duration; None if it is vague."""
    days, _, clock = value[1:].partition("T")
    total = 0.0
    for part, units in ((days, SECONDS), (clock, {"H": 3600, "M": 60, "S": 1})):
        for number, unit in re.findall(r"(X|[\d.]+)([A-Z]+)", part):
            if number == "X" or unit not in units:
                return None
            total += float(number) * units[unit]
    return total


def means(wanted: Row, given: Row) -> bool:
    """Whether a record means one of Recognizers' resolutions."""
    kind = wanted.get("type", "")
    if wanted["timex"] == given["value"] and given["value"].endswith("REF"):
        return True
    if kind == "duration":
        if "X" in given["value"]:
            return wanted["timex"] == given["value"].replace("X", "3")
        length = seconds(given["value"]) if given["value"].startswith("P") else None
        return length is not None and float(wanted["value"]) == length
    if kind == "set":
        theirs = wanted["timex"].replace("P1Q", "P3M")
        return given["type"] == "SET" and (theirs == given["value"].replace("P1Q", "P3M") or theirs in given["value"])
    start, end = wanted.get("start", wanted.get("value", "")), wanted.get("end", wanted.get("value", ""))
    if kind in ("time", "timerange"):
        return _clock(wanted["timex"]) in given["value"]
    if "Mod" in wanted or "mod" in wanted or not (start and end):
        return _open(wanted, given)
    if not re.match(r"\d{4}-", start) or not given["from"]:
        return start == "not resolved" and not given["from"]
    last = date.fromisoformat(end[:10])
    same = given["from"] == start[:10] and str(last) in (given["to"], str(_day_after(given["to"])), given.get("last"))
    return same and (kind != "datetime" or _clock(wanted["timex"]) in given["value"])


def _clock(timex: str) -> str:
    found = re.search(r"T(\d\d)(:\d\d)?", timex)
    if found is None:
        part = re.search(r"T([A-Z]{2})", timex)
        return part[0] if part else ""
    return f"T{found[1]}{found[2] or ':00'}"


def _open(wanted: Row, given: Row) -> bool:
    """Before, after, since and until: the day that they name."""
    start, end = wanted.get("start"), wanted.get("end")
    day = (start or end or "")[:10]
    if not given["from"]:
        return False
    if start and end:
        return given["from"] == start[:10]
    return day in (given["from"], given["to"], str(_day_after(given["to"])))


def _day_after(day: str | None) -> date | None:
    return date.fromisoformat(day) + timedelta(1) if day and day < "9999-12-31" else None


def score_recognizers(pairs: Iterable[tuple[Row, list[Row]]], errors: list[str]) -> tuple[str, str]:
    """Share of specs passed: those of days, durations and sets; all."""
    counts = {True: [0, 0], False: [0, 0]}
    for item, found in pairs:
        failed = "found in a spec without expressions" if found and not item["timexes"] else ""
        for gold in item["timexes"]:
            matches = overlapping(gold, found)
            if not any(means(value, each) for value in gold["values"] for each in readings(matches)):
                failed = f"{gold['type']} {item['text'][gold['start'] : gold['end']]!r} {gold['values'][:2]}"
                break
        of_days = all(gold["type"] in DAY_TYPES for gold in item["timexes"])
        counts[of_days][0] += not failed
        counts[of_days][1] += 1
        if failed:
            told = [(e["text"], e["value"], e["from"], e["to"]) for e in found]
            errors.append(
                f"{'days' if of_days else 'times'}: {item['reference_date']} {item['text']!r} {failed} <> {told}"
            )
    (days, of_days_all), (times, of_times) = counts[True], counts[False]
    total = of_days_all + of_times
    return f"{100 * days / of_days_all:.1f} of {of_days_all}", f"{100 * (days + times) / total:.1f} of {total}"


def score_gold(pairs: Iterable[tuple[Row, list[Row]]], errors: list[str]) -> str:
    """Records equal in all fields, of those expected and those found."""
    right = expected = predicted = 0
    fields = ("start", "end", "text", "type", "value", "from", "to", "modifier")
    for item, found in pairs:
        wanted, given = ([tuple(each[f] for f in fields) for each in part] for part in (item["dates"], found))
        right, expected, predicted = (
            right + len(set(wanted) & set(given)),
            expected + len(wanted),
            predicted + len(given),
        )
        errors += [f"gold: {each}" for each in sorted(set(wanted) ^ set(given))]
    return f"{right} right of {expected}, {predicted} found"


def share_of_time(nlp: Language) -> str:
    """CPU seconds in the component, of those of the whole pipeline, on the sample that ships."""
    timed = {"dates": 0.0, "all": 0.0}
    component = nlp.get_pipe("dates")
    for _ in range(3):
        for item in rows(SAMPLE):
            doc = nlp.make_doc(item["text"])
            doc._.article = {"date": item["date"]}
            begin = time.process_time()
            doc = nlp(doc)
            middle = time.process_time()
            component(doc)
            timed["all"] += middle - begin
            timed["dates"] += time.process_time() - middle
    return f"{100 * timed['dates'] / timed['all']:.1f} % ({timed['dates']:.3f} of {timed['all']:.3f} s)"


def context(text: str, span: Row) -> str:
    """A span with some words around it, for the list of errors."""
    before, after = text[max(0, span["start"] - 45) : span["start"]], text[span["end"] : span["end"] + 30]
    return f"{before}[{text[span['start'] : span['end']]}]{after}".replace("\n", "/")


def main(corpora: Path, show: str = "") -> None:
    """Print all scores; show: the measure whose errors are to be listed."""
    nlp = pipeline()
    errors: dict[str, list[str]] = {name: [] for name in ("timebank", "gum", "recognizers", "gold")}
    timebank = rows(corpora / "tempeval3-timebank" / "dates.jsonl.gz")
    gum = [*rows(corpora / "gum-dates" / "dates.train.jsonl.gz"), *rows(corpora / "gum-dates" / "dates.dev.jsonl")]
    gum = [row for row in gum if row["genre"] in GENRES]
    specs = [
        r for r in rows(corpora / "recognizers-text-datetime" / "datetime.jsonl.gz") if r["file"] == "DateTimeModel"
    ]
    articles = [row for path in sorted(GOLD.glob("*.jsonl")) for row in rows(path)]
    span, value = score_timebank(predict(nlp, timebank), errors["timebank"])
    print(f"tempeval3-timebank  relaxed span F1 {span}; value F1 {value}")
    recall, equal = score_gum(predict(nlp, gum), errors["gum"])
    print(f"gum-dates           recall {recall}; from/to equal {equal}")
    days, every = score_recognizers(predict(nlp, specs), errors["recognizers"])
    print(f"recognizers         passed {days} (days, durations, sets); {every} (all specs)")
    print(f"gold                {score_gold(predict(nlp, articles), errors['gold'])}")
    print(f"share of time       {share_of_time(nlp)}")
    for line in errors.get(show, []):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
