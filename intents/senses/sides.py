"""A message and an entitlement read side by side: every piece of one against what the other has for it, both ways.

Late interaction (`pieces.py`) asks whether each word of the message has one in the entitlement that means the same. It
does not see what the entitlement gives beyond that, nor a word that turns the wish round. Here each piece is laid beside
what the other text has for it, the two are compared, and what came of all comparisons says how well the texts fit. After
Parikh et al., "A Decomposable Attention Model for Natural Language Inference" (2016), and Chen et al., "Enhanced LSTM for
Natural Language Inference" (2017). Trained by `python -m tests.eval.senses --sides FILE` on companies that the sentence
model was not trained on; the weights lie beside its low-rank parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from intents.senses.encoder import Floats, gelu

NAMED = "sides."
"""What the names of all weights begin with."""


class Sides:
    """Reads a message and some entitlements side by side."""

    def __init__(self, trained: Mapping[str, Floats]) -> None:
        """Takes the weights by their names. Raises KeyError where one is missing."""
        kept = {name: trained[NAMED + name].astype(np.float32) for name in WEIGHTS}
        self._kept = kept
        this, that, apart, product = np.split(kept["compared.0.weight"], 4, axis=1)
        self._this, self._that, self._product = this + apart, that - apart, product
        self.score, self.nothing, self._sharp = (float(number) for number in kept["mixed"])
        """What the score counts by which entitlements come first, and what nothing of the kind does, in log-odds."""

    def seen(self, rows: Floats) -> NDArray[np.float16]:
        """What is kept of a text to be read beside another: a row for each piece that the model tells of."""
        return np.asarray(rows @ self._kept["seen.weight"].T + self._kept["seen.bias"], np.float16)

    def fits(self, message: NDArray[np.float16], texts: Sequence[NDArray[np.float16]]) -> Floats:
        """How well each text fits the message, in log-odds, comparable for one message. At least one text."""
        said, there = message.astype(np.float32), np.concatenate(texts).astype(np.float32)
        sizes = np.array([len(text) for text in texts])
        starts = np.cumsum(sizes) - sizes
        near = np.exp(self._sharp * (self._turned(said) @ self._turned(there).T))
        for_said = near / np.repeat(np.add.reduceat(near, starts, axis=1), sizes, axis=1)
        ends = [*starts[1:], len(there)]
        met = np.concatenate([for_said[:, a:b] @ there[a:b] for a, b in zip(starts, ends, strict=True)])
        for_there = (near / near.sum(0)).T @ said
        wished = self._compared(np.tile(said, (len(texts), 1)), met)
        given = self._compared(there, for_there)
        pooled = (
            *self._pooled(wished, np.arange(len(texts)) * len(said), "wished"),
            *self._pooled(given, starts, "given"),
        )
        inner = self._through(np.concatenate(pooled, axis=1), "out.0")
        return np.asarray(inner @ self._kept["out.1.weight"][0] + self._kept["out.1.bias"][0], np.float32)

    def _through(self, rows: Floats, name: str) -> Floats:
        return gelu(np.asarray(rows @ self._kept[f"{name}.weight"].T + self._kept[f"{name}.bias"]))

    def _turned(self, rows: Floats) -> Floats:
        found = rows @ self._kept["turned.weight"].T
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-6), np.float32)

    def _compared(self, own: Floats, other: Floats) -> Floats:
        # One matrix over both, what parts them and their product, with the parts that are alike taken together.
        found = own @ self._this.T + other @ self._that.T + (own * other) @ self._product.T
        return self._through(gelu(np.asarray(found + self._kept["compared.0.bias"])), "compared.1")

    def _pooled(self, rows: Floats, starts: NDArray[np.int64], kind: str) -> tuple[Floats, Floats]:
        """The weighted mean of the rows of each text and the most of each number, the rows lying one text after the other."""
        weight = np.exp(rows @ self._kept[f"{kind}.weight"][0] + self._kept[f"{kind}.bias"][0])[:, None]
        mean = np.add.reduceat(rows * weight, starts, axis=0) / np.add.reduceat(weight, starts, axis=0)
        return np.asarray(mean, np.float32), np.asarray(np.maximum.reduceat(rows, starts, axis=0), np.float32)


WEIGHTS = (
    "seen.weight", "seen.bias", "turned.weight", "compared.0.weight", "compared.0.bias", "compared.1.weight", "compared.1.bias",
    "wished.weight", "wished.bias", "given.weight", "given.bias", "out.0.weight", "out.0.bias", "out.1.weight", "out.1.bias", "mixed",
)  # fmt: skip
