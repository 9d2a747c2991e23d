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


ACROSS, DOWN = 32, 384
"""The size of a tile: numbers that come out of it, as many as a head has, and numbers that go in."""
ROWS = 80
"""Pieces that are multiplied with a tile in one go. OpenBLAS multiplies what is as small as this without first copying
it into an order of its own, which for the few rows of a message takes as long as the product (with AVX-512; elsewhere
it gains nothing, and loses nothing)."""

Part = tuple[Floats, Floats]
"""A matrix in tiles, or the scale of a norm, and what is added."""


@dataclass(frozen=True)
class _Layer:
    """The weights of one layer, each matrix cut into tiles."""

    attended: Part
    """Query, key and value in one."""
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
    heads = _times(x, layer.attended).reshape(length, 3, HEADS, width // HEADS)
    query, key, value = heads.transpose(1, 2, 0, 3)
    attention = query @ key.swapaxes(-1, -2)
    attention *= np.float32(1 / sqrt(width // HEADS))
    if unheard is not None:
        attention += unheard
    np.exp(attention, out=attention)
    attention /= attention.sum(-1, keepdims=True)
    heard = np.empty_like(x)
    np.matmul(attention, value, out=heard.reshape(length, HEADS, width // HEADS).swapaxes(0, 1))
    x = _normed(_times(heard, layer.heard) + x, layer.heard_norm)
    return _normed(_times(gelu(_times(x, layer.inner)), layer.outer) + x, layer.outer_norm)


def _times(x: Floats, part: Part) -> Floats:
    tiles, added = part
    deep, wide = tiles.shape[:2]
    found = np.empty((deep, len(x), wide * ACROSS), np.float32)
    for start in range(0, len(x), ROWS):
        rows = x[start : start + ROWS].reshape(-1, deep, DOWN).swapaxes(0, 1)
        out = found[:, start : start + ROWS].reshape(deep, -1, wide, ACROSS).swapaxes(1, 2)
        np.matmul(rows[:, None], tiles, out=out)
    total: Floats = found[0] if deep == 1 else found.sum(0)
    total += added
    return total


def _normed(x: Floats, norm: Part) -> Floats:
    x = x - x.mean(-1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[-1])
    x /= np.sqrt(spread + np.float32(1e-12))
    x *= norm[0]
    x += norm[1]
    return x


def gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit by its tanh form (Hendrycks and Gimpel, 2016), within 0.001 of the exact one."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += 1
    inner *= x
    inner *= np.float32(sqrt(2 / pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _part(weights: Mapping[str, Floats], name: str) -> Part:
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _tiled(weights: Mapping[str, Floats], *names: str) -> Part:
    """Matrices that read the same, as published (a row for each number that comes out), as one in tiles."""
    matrix = np.concatenate([weights[f"{name}.weight"] for name in names])
    tiles = matrix.reshape(len(matrix) // ACROSS, ACROSS, -1, DOWN).transpose(2, 0, 3, 1)
    return np.ascontiguousarray(tiles), np.concatenate([weights[f"{name}.bias"] for name in names])


def _layer(weights: Mapping[str, Floats], at: str) -> _Layer:
    return _Layer(
        attended=_tiled(weights, *(f"{at}.attention.self.{name}" for name in ("query", "key", "value"))),
        heard=_tiled(weights, f"{at}.attention.output.dense"),
        heard_norm=_part(weights, f"{at}.attention.output.LayerNorm"),
        inner=_tiled(weights, f"{at}.intermediate.dense"),
        outer=_tiled(weights, f"{at}.output.dense"),
        outer_norm=_part(weights, f"{at}.output.LayerNorm"),
    )
