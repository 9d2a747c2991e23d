"""A BERT encoder in numpy: from pieces to one vector for each text.

Six layers, twelve heads, 384 numbers; the layout of sentence-transformers/all-MiniLM-L6-v2. After Vaswani et al.,
"Attention Is All You Need" (2017), and Devlin et al., "BERT" (2018); the mean over all pieces as in Reimers and
Gurevych, "Sentence-BERT" (2019).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
HEADS = 12
_NEVER = np.float32(-1e4)
"""Added to what must not be attended to; its exponential is zero."""


Part = tuple[Floats, Floats]
"""A matrix as published (a row for each number that comes out) and what is added."""


@dataclass(frozen=True)
class _Layer:
    """The weights of one layer. They lie in the file as they are used: nothing is copied."""

    query: Part
    key: Part
    value: Part
    heard: Part
    heard_norm: Part
    inner: Part
    outer: Part
    outer_norm: Part


class Encoder:
    """Reads texts already cut into pieces."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """Takes the weights by their published names. Raises KeyError where one is missing."""
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._norm = _part(weights, "embeddings.LayerNorm")
        count = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
        self._layers = [_layer(weights, f"encoder.layer.{number}") for number in range(count)]

    def read(self, texts: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """One vector of length one for each text, and a row for each piece of all of them.

        The texts are read in one go, each hearing only itself.
        """
        sizes = [len(text) for text in texts]
        pieces = np.concatenate([np.asarray(text, np.int64) for text in texts])
        places = np.concatenate([np.arange(size) for size in sizes])
        owner = np.repeat(np.arange(len(texts)), sizes)
        x = _normed(self._words[pieces] + self._places[places], self._norm)
        unheard = np.where(owner[:, None] == owner, np.float32(0), _NEVER) if len(texts) > 1 else None
        for layer in self._layers:
            x = _through(x, layer, unheard)
        starts = np.cumsum([0, *sizes[:-1]])
        mean = np.add.reduceat(x, starts, axis=0) / np.array(sizes, np.float32)[:, None]
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32), x


def _through(x: Floats, layer: _Layer, unheard: Floats | None) -> Floats:
    length, width = x.shape

    def heads(part: Part) -> Floats:
        return _times(x, part).reshape(length, HEADS, width // HEADS).swapaxes(0, 1)

    attention = heads(layer.query) @ heads(layer.key).swapaxes(-1, -2)
    attention *= np.float32(1 / sqrt(width // HEADS))
    if unheard is not None:
        attention += unheard
    np.exp(attention, out=attention)
    attention /= attention.sum(-1, keepdims=True)
    heard = np.asarray((attention @ heads(layer.value)).swapaxes(0, 1).reshape(length, width), np.float32)
    x = _normed(_times(heard, layer.heard) + x, layer.heard_norm)
    return _normed(_times(gelu(_times(x, layer.inner)), layer.outer) + x, layer.outer_norm)


def _times(x: Floats, part: Part) -> Floats:
    matrix, added = part
    # The matrix on the left, as it lies in the file, is faster for the few rows of a message.
    return np.ascontiguousarray((matrix @ x.T).T) + added


def _normed(x: Floats, norm: Part) -> Floats:
    x = x - x.mean(-1, keepdims=True)
    spread = np.einsum("...i,...i->...", x, x)[..., None] / x.shape[-1]
    return np.asarray(x / np.sqrt(spread + 1e-12) * norm[0] + norm[1], np.float32)


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel, 2016), within 0.001 of the exact one."""
    return np.asarray(
        0.5 * x * (1 + np.tanh(np.float32(sqrt(2 / pi)) * (x + 0.044715 * x * x * x))), np.float32
    )


def _part(weights: Mapping[str, Floats], name: str) -> Part:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _layer(weights: Mapping[str, Floats], at: str) -> _Layer:
    names = (
        "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
        "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm",
    )  # fmt: skip
    return _Layer(*(_part(weights, f"{at}.{name}") for name in names))
