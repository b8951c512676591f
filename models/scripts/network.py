"""The network in PyTorch: one encoder, one head a task. Used for training only; `export.py` writes it out as ONNX.

The encoder is MiniLM-L6 (Wang et al. 2020; a BERT with 6 layers of width 384) with one more embedding at its input, for
case and quotation marks. Its linear layers can imitate the int8 arithmetic of the exported model, so that the weights
learn to live with it (quantisation-aware training, Jacob et al. 2018): activations in 8 bits, asymmetric, with one
scale a paragraph, taken from the paragraph itself; weights in 7 bits, symmetric, with one scale an output channel.
Seven, since two 8-bit products can overflow the 16-bit sums of processors without VNNI, and results would then differ
from one machine to the next.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.attribution.tags import CONTENT, CUE, DISTANCES, PARTS
from onrecord.pieces import FEATURES

WIDTH, LAYERS, ATTENTION_HEADS, HIDDEN = 384, 6, 12, 1536
WEIGHT_LEVELS = 63
EPSILON = 1e-12
BFLOAT16 = torch.cpu._is_avx512_bf16_supported()
"""Whether this processor computes in bfloat16: one that only imitates it takes eight times as long as in fp32."""


@cache
def _dropout_pool(dropout: float) -> Tensor:
    drawn = torch.rand(1 << 24, generator=torch.Generator().manual_seed(0))
    return (drawn >= dropout).to(torch.bfloat16 if BFLOAT16 else torch.float32) / (1 - dropout)


def drop(x: Tensor, dropout: float, training: bool) -> Tensor:
    """Dropout with masks cut at random places from one long mask: drawing a fresh one took an eighth of each step."""
    if not training or not dropout:
        return x
    pool = _dropout_pool(dropout)
    start = int(torch.randint(len(pool) - x.numel(), ()))
    return x * pool[start : start + x.numel()].view(x.shape).to(x.dtype)


class Linear(nn.Linear):
    """A linear layer that imitates int8 arithmetic while `quantised` is set."""

    quantised = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.quantised:
            return super().forward(x)
        return F.linear(_as_uint8(x), _as_int7(self.weight), self.bias)


def _as_uint8(x: Tensor) -> Tensor:
    """What DynamicQuantizeLinear keeps of the activations of each paragraph (first axis)."""
    flat = x.detach().float().flatten(1)
    low, high = flat.amin(1).clamp(max=0), flat.amax(1).clamp(min=0)
    scale = ((high - low) / 255).clamp(min=1e-8).view(-1, 1, 1)
    zero = torch.round(-low.view(-1, 1, 1) / scale)
    rounded = (torch.clamp(torch.round(x.detach().float() / scale) + zero, 0, 255) - zero) * scale
    return x + (rounded - x.detach())


def _as_int7(weight: Tensor) -> Tensor:
    scale = weight.detach().abs().amax(1, keepdim=True) / WEIGHT_LEVELS
    rounded = torch.round(weight.detach() / scale) * scale
    return weight + (rounded - weight.detach())


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, width: int, heads: int, hidden: int, dropout: float) -> None:
        super().__init__()
        self.qkv, self.out = Linear(width, 3 * width), Linear(width, width)
        self.up, self.down = Linear(width, hidden), Linear(hidden, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=EPSILON), nn.LayerNorm(width, eps=EPSILON)
        self.heads, self.dropout = heads, dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        query, key, value = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (query.shape[-1] ** -0.5) + mask
        read = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + drop(self.out(read), self.dropout, self.training))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """Word pieces and their features to vectors."""

    def __init__(self, vocabulary: int, positions: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH, sparse=True)
        self.positions = nn.Embedding(positions, WIDTH)
        self.features = nn.Embedding(FEATURES, WIDTH)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList([Layer(WIDTH, ATTENTION_HEADS, HIDDEN, dropout) for _ in range(LAYERS)])
        self.dropout = dropout

    @classmethod
    def pretrained(cls, path: Path, dropout: float = 0.1) -> Encoder:
        """Read a BERT checkpoint (model.safetensors) of this size; token type 0 is folded into the positions."""
        state = load_file(path)
        words, positions = state["embeddings.word_embeddings.weight"], state["embeddings.position_embeddings.weight"]
        encoder = cls(len(words), len(positions), dropout)
        encoder.load_state_dict(_from_bert(state), strict=False)
        return encoder

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """ids, features: int64 (batch, pieces); mask: bool, True at real pieces. RETURNS: (batch, pieces, WIDTH)."""
        x = self.words(ids) + self.features(features) + self.positions.weight[: ids.shape[1]]
        x = drop(self.norm(x), self.dropout, self.training)
        bias = _attention_bias(mask, x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def quantise(self, on: bool = True) -> None:
        """Switch the imitation of int8 arithmetic on or off."""
        for module in self.modules():
            if isinstance(module, Linear):
                module.quantised = on


def _attention_bias(mask: Tensor, dtype: torch.dtype) -> Tensor:
    return torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :].to(dtype)


def _from_bert(state: dict[str, Tensor]) -> dict[str, Tensor]:
    renamed = {
        "words.weight": state["embeddings.word_embeddings.weight"],
        "positions.weight": state["embeddings.position_embeddings.weight"]
        + state["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for i in range(LAYERS):
        bert = f"encoder.layer.{i}."
        for kind in ("weight", "bias"):
            parts = [state[f"{bert}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            renamed[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
            for ours, theirs in names.items():
                renamed[f"layers.{i}.{ours}.{kind}"] = state[f"{bert}{theirs}.{kind}"]
    return renamed


class Classifier(nn.Module):
    """One label a word: a linear layer on the word's vector."""

    def __init__(self, labels: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.out, self.dropout = nn.Linear(WIDTH, labels), dropout

    def forward(self, x: Tensor) -> Tensor:
        return self.out(drop(x, self.dropout, self.training))


class Biaffine(nn.Module):
    """Deep biaffine dependency parser (Dozat & Manning 2017); a word that heads itself is the root.

    Scores every pair of words as (dependent, head), and the labels of given pairs.
    """

    def __init__(self, labels: int, arc_width: int, label_width: int, dropout: float = 0.25) -> None:
        super().__init__()
        self.arc = nn.Linear(WIDTH, 2 * arc_width)
        self.arc_pair = nn.Parameter(torch.zeros(arc_width + 1, arc_width + 1))
        self.label = nn.Linear(WIDTH, 2 * label_width)
        self.label_pair = nn.Parameter(torch.zeros(labels, label_width + 1, label_width + 1))
        self.root = nn.Linear(WIDTH, 1)
        self.dropout = dropout

    def _sides(self, layer: nn.Linear, x: Tensor) -> tuple[Tensor, Tensor]:
        hidden = drop(F.gelu(layer(drop(x, self.dropout, self.training))), self.dropout, self.training)
        dependent, head = hidden.chunk(2, -1)
        return F.pad(dependent, (0, 1), value=1.0), F.pad(head, (0, 1), value=1.0)

    def arcs(self, x: Tensor) -> Tensor:
        """x: (batch, words, WIDTH). RETURNS: (batch, dependents, heads) scores, roots on the diagonal."""
        dependent, head = self._sides(self.arc, x)
        scores = dependent @ self.arc_pair @ head.transpose(1, 2)
        own = torch.eye(x.shape[1], dtype=torch.bool)
        return torch.where(own, self.root(x), scores)

    def labels(self, x: Tensor, heads: Tensor) -> Tensor:
        """heads: (batch, words) indices. RETURNS: (batch, words, labels) scores."""
        dependent, head = self._sides(self.label, x)
        head = head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
        left = torch.einsum("bti,lij->btlj", dependent, self.label_pair)
        return torch.einsum("btlj,btj->btl", left, head)


class Roles(nn.Module):
    """The role of every word as seen from a cue: semantic role labelling with the cue as the predicate.

    Each word's vector, made narrow, is summed with the mean of the cue's words and an embedding of the word's distance
    to it; one transformer layer lets the words of a paragraph agree about the bounds of spans.
    """

    def __init__(self, labels: int, width: int, heads: int, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.word, self.cue = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.layer = Layer(width, heads, hidden, dropout)
        self.out = nn.Linear(width, labels)
        self.dropout = dropout

    def forward(self, x: Tensor, words: Tensor, relations: dict[str, Tensor]) -> Tensor:
        """x: (batch, words, WIDTH); words: bool (batch, words).

        relations: "row" (n,), the example of each cue; "cue" bool (n, words); "distance" (n, words).
        RETURNS: (n, words, labels) scores.
        """
        x = drop(x, self.dropout, self.training)
        row, cue = relations["row"], relations["cue"].float()
        mean = (cue[:, None, :] @ self.cue(x)[row]) / cue.sum(1)[:, None, None]
        hidden = self.norm(F.gelu(self.word(x)[row] + mean + self.distance(relations["distance"])))
        hidden = self.layer(hidden, _attention_bias(words[row], hidden.dtype))
        return self.out(drop(hidden, self.dropout, self.training))


class Stance(nn.Module):
    """The stance of each attribution, from its paragraph with source, cue and content marked.

    As in `Roles`, but that each word is told its own role; the answer is read off the means over cue and content.
    """

    def __init__(self, labels: int, width: int, heads: int, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, width)
        self.part = nn.Embedding(PARTS, width)
        self.norm = nn.LayerNorm(width, eps=EPSILON)
        self.layer = Layer(width, heads, hidden, dropout)
        self.out = nn.Linear(2 * width, labels)
        self.dropout = dropout

    def forward(self, x: Tensor, words: Tensor, relations: dict[str, Tensor]) -> Tensor:
        """x, words: as for `Roles`. relations: "row" (n,); "parts" int64 (n, words). RETURNS: (n, labels) scores."""
        x = drop(x, self.dropout, self.training)
        row, parts = relations["row"], relations["parts"]
        hidden = self.norm(F.gelu(self.word(x)[row] + self.part(parts)))
        hidden = self.layer(hidden, _attention_bias(words[row], hidden.dtype))
        pooled = torch.cat([_mean(hidden, parts == part) for part in (CUE, CONTENT)], -1)
        return self.out(drop(pooled, self.dropout, self.training))


class Sense(nn.Module):
    """A vector for what each content means, learned from a sentence encoder that reads the content by itself."""

    def __init__(self, labels: int, width: int = WIDTH) -> None:
        super().__init__()
        self.out = nn.Linear(WIDTH, width)

    def forward(self, x: Tensor, row: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, words, WIDTH). row: (n,); mask: bool (n, words). RETURNS: (n, width), not normalised."""
        return self.out(_mean(x[row], mask))


class Links(nn.Module):
    """How well a mention fits a pronoun as what it means: a small network on both and their product."""

    def __init__(self, labels: int, width: int, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.pronoun, self.mention = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width)
        self.up, self.out = nn.Linear(3 * width, hidden), nn.Linear(hidden, 1)
        self.dropout = dropout

    def forward(self, x: Tensor, links: dict[str, Tensor]) -> Tensor:
        """links: "row", "pronoun", "first", "last" (n,): a pair each. RETURNS: (n,); "none of them" scores 0."""
        x = drop(x, self.dropout, self.training)
        pronoun = self.pronoun(x)[links["row"], links["pronoun"]]
        mentions = self.mention(x)
        mention = (mentions[links["row"], links["first"]] + mentions[links["row"], links["last"]]) / 2
        pair = torch.cat([pronoun, mention, pronoun * mention], -1)
        return self.out(drop(F.gelu(self.up(pair)), self.dropout, self.training)).squeeze(-1)


def _mean(x: Tensor, mask: Tensor) -> Tensor:
    """Means over the words of a mask (n, words); zero where it has none."""
    weight = mask.to(x.dtype)
    return (weight[:, None, :] @ x).squeeze(1) / weight.sum(1, keepdim=True).clamp(min=1)


HEADS: dict[str, type[nn.Module]] = {
    "classifier": Classifier,
    "names": Classifier,
    "biaffine": Biaffine,
    "roles": Roles,
    "stance": Stance,
    "sense": Sense,
    "links": Links,
}


class Network(nn.Module):
    """Encoder and heads together."""

    def __init__(self, encoder: Encoder, heads: dict[str, nn.Module]) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict(heads)

    def vectors(self, batch: dict[str, Any]) -> Tensor:
        """Word vectors (batch, words, WIDTH): the mean of each word's first and last piece. The heads stay in fp32."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BFLOAT16):
            pieces = self.encoder(batch["ids"], batch["features"], batch["mask"]).float()
        return (_pick(pieces, batch["first"]) + _pick(pieces, batch["last"])) / 2


def _pick(pieces: Tensor, index: Tensor) -> Tensor:
    return pieces.gather(1, index[..., None].expand(-1, -1, pieces.shape[-1]))
