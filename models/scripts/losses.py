"""One loss and one quick score a task, on a batch of padded examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from data import MISSING
from network import Network
from onrecord.attribution.tags import CONTENT

FAR = -1e4
TEMPERATURE = 0.07
"""Of the contrastive loss on sentence vectors."""
TASK_LABELS = {"deps": "heads", "roles": "relations", "stances": "relations", "senses": "relations"}
"""The field of a batch that tells whether it has labels for a task, where it is not the task's own name."""


def losses(network: Network, batch: dict[str, Any], tasks: dict[str, Any]) -> Tensor:
    """Weighted sum of the losses of the tasks that the batch has labels for."""
    x = network.vectors(batch)
    total = x.new_zeros(())
    for task, options in tasks.items():
        if TASK_LABELS.get(task, task) not in batch:
            continue
        head = network.heads[task]
        if options["head"] == "biaffine":
            loss = _tree_loss(head, x, batch)
        elif options["head"] == "names":
            loss = _allowed_loss(head(x), batch["names"], batch["words"])
        elif options["head"] == "roles":
            relations = batch["relations"]
            scores = head(x, batch["words"], relations).flatten(0, 1)
            loss = F.cross_entropy(scores, relations["roles"].flatten(), ignore_index=MISSING)
        elif options["head"] == "stance":
            loss = _stance_loss(head(x, batch["words"], batch["relations"]), batch["relations"]["stances"])
        elif options["head"] == "sense":
            relations = batch["relations"]
            loss = _sense_loss(head(x, relations["row"], relations["parts"] == CONTENT), relations["senses"])
        elif options["head"] == "links":
            loss = _links_loss(head(x, batch["links"]), batch["links"])
        else:
            loss = F.cross_entropy(head(x).flatten(0, 1), batch[task].flatten(), ignore_index=MISSING)
        total = total + options["weight"] * loss
    if "told" in batch:
        told = batch["told"]
        found = network.heads["senses"](x, told["row"], told["mask"])
        total = total + tasks["senses"]["alike"] * _alike_loss(found, told["class"])
    return total


def _allowed_loss(scores: Tensor, allowed: Tensor, words: Tensor) -> Tensor:
    """Minus the log of the probability that the model gives to all the allowed tags of a word together.

    With one tag allowed this is cross entropy; with all of them the word teaches nothing (partial labels, as in
    Tsuboi et al. 2008).
    """
    bits = (allowed[..., None] >> torch.arange(scores.shape[-1])) & 1
    kept = scores.masked_fill(bits == 0, FAR).logsumexp(-1)
    return (scores.logsumexp(-1) - kept)[words].mean()


def _stance_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy with soft labels; attributions without a label teach nothing."""
    labelled = wanted.sum(1) > 0
    return -(wanted * scores.log_softmax(-1)).sum() / labelled.sum().clamp(min=1)


def _sense_loss(found: Tensor, wanted: Tensor) -> Tensor:
    """One minus the cosine; contents without a vector teach nothing."""
    told = wanted.abs().sum(1) > 0
    return ((1 - F.cosine_similarity(found, wanted)) * told).sum() / told.sum().clamp(min=1)


def _alike_loss(found: Tensor, classes: Tensor) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020): texts of one class near each other, others away from them."""
    unit = F.normalize(found, dim=-1)
    own = torch.eye(len(unit), dtype=torch.bool)
    scores = (unit @ unit.T / TEMPERATURE).masked_fill(own, FAR)
    same = (classes[:, None] == classes[None, :]) & ~own
    known = same.any(1)
    if not known.any():
        return found.sum() * 0
    hit = scores.masked_fill(~same, FAR).logsumexp(1)
    return (scores.logsumexp(1) - hit)[known].mean()


def _links_loss(scores: Tensor, links: dict[str, Tensor]) -> Tensor:
    """Minus the log probability of all right mentions of a pronoun together; of "none of them" if none is right."""
    groups = int(links["group"].max()) + 1
    right = links["right"].bool()
    total = _grouped(torch.exp(scores), links["group"], groups) + 1
    hit = _grouped(torch.exp(scores) * right, links["group"], groups)
    none = _grouped(right.to(scores.dtype), links["group"], groups) == 0
    return (total.log() - torch.where(none, torch.ones_like(hit), hit).clamp(min=1e-9).log()).mean()


def _grouped(values: Tensor, group: Tensor, groups: int) -> Tensor:
    return torch.zeros(groups, dtype=values.dtype).index_add(0, group, values)


def _tree_loss(head: Any, x: Tensor, batch: dict[str, Any]) -> Tensor:
    words = batch["words"]
    arcs = within_sentences(head.arcs(x), batch["sents"], words)
    arc_loss = F.cross_entropy(arcs[words], batch["heads"][words])
    labels = head.labels(x, batch["heads"])
    return arc_loss + F.cross_entropy(labels[words], batch["deps"][words], ignore_index=MISSING)


def within_sentences(arcs: Tensor, starts: Tensor, words: Tensor) -> Tensor:
    """Scores of arcs that leave their sentence are set far down."""
    sentence = starts.clamp(min=0).cumsum(1)
    same = (sentence[:, :, None] == sentence[:, None, :]) & words[:, None, :]
    return arcs.masked_fill(~same, FAR)


@torch.no_grad()
def tallies(network: Network, batch: dict[str, Any], tasks: dict[str, Any], name_tags: list[str]) -> dict[str, Tensor]:
    """Counts (right, predicted, gold) by score name; greedy decoding, gold sentences for the parse."""
    x = network.vectors(batch)
    words = batch["words"]
    found: dict[str, Tensor] = {}
    for task, options in tasks.items():
        if TASK_LABELS.get(task, task) not in batch:
            continue
        head = network.heads[task]
        if options["head"] == "biaffine":
            arcs = within_sentences(head.arcs(x), batch["sents"], words).argmax(-1)
            right = (arcs == batch["heads"]) & words
            labels = head.labels(x, arcs).argmax(-1)
            found["uas"], found["las"] = _tally(right, words), _tally(right & (labels == batch["deps"]), words)
        elif options["head"] == "roles":
            relations = batch["relations"]
            guess = head(x, words, relations).argmax(-1)
            gold = relations["roles"]
            found["sources"] = _runs_tally(guess, gold, (1, 2))
            found["contents"] = _runs_tally(guess, gold, (3, 4))
        elif options["head"] == "stance":
            relations = batch["relations"]
            gold, labelled = relations["stances"].argmax(1), relations["stances"].sum(1) > 0
            guess = head(x, words, relations).argmax(-1)
            found["stances"] = _tally((guess == gold) & labelled, labelled)
            deny = (guess == 1) & labelled, (gold == 1) & labelled
            found["denials"] = torch.stack([n.sum() for n in (deny[0] & deny[1], *deny)])
        elif options["head"] == "sense":
            continue
        elif options["head"] == "links":
            found["links"] = _links_tally(head(x, batch["links"]), batch["links"])
        elif task == "cues":
            found[task] = _runs_tally(head(x).argmax(-1), batch[task], (1, 2))
        elif options["head"] == "names":
            found["names"] = sum(
                (_spans_tally(tags, gold, name_tags) for tags, gold in _rows(head(x), batch["names"], words)),
                torch.zeros(3, dtype=torch.long),
            )
        else:
            guess = head(x).argmax(-1)
            if task == "sents":
                found[task] = torch.stack(
                    [n.sum() for n in ((guess == 1) & (batch[task] == 1), (guess == 1) & words, batch[task] == 1)]
                )
            else:
                found[task] = _tally((guess == batch[task]) & words, words)
    return found


def _links_tally(scores: Tensor, links: dict[str, Tensor]) -> Tensor:
    """Pronouns of which the best mention, or "none of them", is right."""
    best: dict[int, tuple[float, bool]] = {}
    right_ones = set(links["group"][links["right"].bool()].tolist())
    for group, score, right in zip(*(t.tolist() for t in (links["group"], scores, links["right"])), strict=True):
        best[group] = max(best.get(group, (0.0, group not in right_ones)), (score, bool(right)))
    right = sum(good for _, good in best.values())
    return torch.tensor([right, len(best), len(best)])


def _tally(right: Tensor, words: Tensor) -> Tensor:
    return torch.stack([right.sum(), words.sum(), words.sum()])


def _runs_tally(guess: Tensor, gold: Tensor, tags: tuple[int, int]) -> Tensor:
    """Runs of a begin and an inside tag that are the same in both; where gold says nothing, nothing is counted."""
    found = set(_runs(guess.masked_fill(gold == MISSING, 0), tags))
    wanted = set(_runs(gold, tags))
    return torch.tensor([len(found & wanted), len(found), len(wanted)])


def _runs(rows: Tensor, tags: tuple[int, int]) -> Iterator[tuple[int, int, int]]:
    begin, inside = tags
    for r, row in enumerate(rows.tolist()):
        start = -1
        for i, tag in enumerate([*row, 0]):
            if start >= 0 and tag != inside:
                yield r, start, i
                start = -1
            if tag == begin or (tag == inside and start < 0):
                start = i


def _rows(scores: Tensor, allowed: Tensor, words: Tensor) -> list[tuple[list[int], list[int]]]:
    guess = scores.argmax(-1)
    return [(guess[i][words[i]].tolist(), allowed[i][words[i]].tolist()) for i in range(len(guess))]


def _spans_tally(tags: list[int], allowed: list[int], names: list[str]) -> Tensor:
    """Spans right if their bounds are gold's and their label is allowed; what may be a name or none is left out."""
    gold: dict[tuple[int, int], int] = {}
    start = 0
    first = sum(1 << i for i, name in enumerate(names) if name[0] in "BS")
    last = sum(1 << i for i, name in enumerate(names) if name[0] in "ES")
    for i, mask in enumerate(allowed):
        if mask & 1:
            continue
        start = i if mask & first else start
        if mask & last:
            gold[start, i] = mask
    guessed = _guessed(tags, names)
    guessed = {
        (s, e): label
        for (s, e), label in guessed.items()
        if not all(mask & 1 and _has(mask, label, names) for mask in allowed[s : e + 1])
    }
    right = sum(1 for (s, e), label in guessed.items() if _has(gold.get((s, e), 0), label, names))
    return torch.tensor([right, len(guessed), len(gold)])


def _guessed(tags: list[int], names: list[str]) -> dict[tuple[int, int], str]:
    spans: dict[tuple[int, int], str] = {}
    start, label = -1, ""
    for i, tag in enumerate(tags):
        position, _, name = names[tag].partition("-")
        if position in "BS":
            start, label = i, name
        if position in "ES" and start >= 0 and name == label:
            spans[start, i] = label
        if position in "OES":
            start = -1
    return spans


def _has(mask: int, label: str, names: list[str]) -> bool:
    return any(mask >> i & 1 and name.endswith(f"-{label}") for i, name in enumerate(names))
