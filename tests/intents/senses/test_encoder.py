"""The encoder: its products in tiles and its shortcuts come to what the published formulas say, one number at a time."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest
from numpy.typing import NDArray

from intents.senses.encoder import HEADS, ROWS, Encoder, gelu

Floats = NDArray[np.float32]
WIDTH, INNER, LAYERS, WORDS = 384, 1536, 2, 50


@pytest.fixture(scope="module")
def weights() -> dict[str, Floats]:
    """A small vocabulary, two layers, numbers by chance."""
    chance = np.random.default_rng(7)

    def some(*shape: int) -> Floats:
        return (0.05 * chance.standard_normal(shape)).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(WORDS, WIDTH),
        "embeddings.position_embeddings.weight": some(128, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
    }
    sizes = {
        "attention.self.query": (WIDTH, WIDTH), "attention.self.key": (WIDTH, WIDTH),
        "attention.self.value": (WIDTH, WIDTH), "attention.output.dense": (WIDTH, WIDTH),
        "intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER),
    }  # fmt: skip
    norms = ["embeddings.LayerNorm"]
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for name, (out, into) in sizes.items():
            found |= {f"{at}.{name}.weight": some(out, into), f"{at}.{name}.bias": some(out)}
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
    for norm in norms:
        found |= {f"{norm}.weight": 1 + some(WIDTH), f"{norm}.bias": some(WIDTH)}
    return found


def by_the_formulas(weights: dict[str, Floats], text: list[int]) -> NDArray[np.float64]:
    """One row for each piece, as Devlin et al. write it, head by head."""
    w = {name: value.astype(np.float64) for name, value in weights.items()}

    def dense(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return np.asarray(x @ w[f"{name}.weight"].T + w[f"{name}.bias"])

    def normed(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        apart = (x - x.mean(1, keepdims=True)) / x.std(1, keepdims=True)
        return np.asarray(apart * w[f"{name}.weight"] + w[f"{name}.bias"])

    words, places, kinds = (
        w[f"embeddings.{name}_embeddings.weight"] for name in ("word", "position", "token_type")
    )
    x = normed(words[text] + places[: len(text)] + kinds[0], "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        query, key, value = (dense(x, f"{at}.attention.self.{name}") for name in ("query", "key", "value"))
        heard = []
        for head in np.split(np.arange(WIDTH), HEADS):
            weight = np.exp(query[:, head] @ key[:, head].T / sqrt(len(head)))
            heard.append(weight / weight.sum(1, keepdims=True) @ value[:, head])
        together = dense(np.concatenate(heard, axis=1), f"{at}.attention.output.dense")
        x = normed(together + x, f"{at}.attention.output.LayerNorm")
        inner = dense(x, f"{at}.intermediate.dense")
        inner *= 0.5 * (1 + np.vectorize(erf)(inner / sqrt(2)))
        x = normed(dense(inner, f"{at}.output.dense") + x, f"{at}.output.LayerNorm")
    return x


@pytest.mark.parametrize("sizes", [[1], [9], [ROWS], [ROWS + 1], [128], [3, 1, 12], [60, 40]])
def test_texts_of_any_length_are_read_as_the_formulas_say(
    weights: dict[str, Floats], sizes: list[int]
) -> None:
    chance = np.random.default_rng(sum(sizes))
    texts = [chance.integers(0, WORDS, size).tolist() for size in sizes]
    means, rows = Encoder(weights).read(texts)
    wanted = [by_the_formulas(weights, text) for text in texts]
    assert np.allclose(rows, np.concatenate(wanted), atol=2e-3)
    mean = np.array([one.mean(0) for one in wanted])
    assert np.allclose(means, mean / np.linalg.norm(mean, axis=1, keepdims=True), atol=2e-4)


def test_a_figure_is_not_changed_by_what_is_worked_out_of_it() -> None:
    given = np.linspace(-4, 4, 101, dtype=np.float32)
    before = given.copy()
    exact = [x * 0.5 * (1 + erf(x / sqrt(2))) for x in given.tolist()]
    assert np.allclose(gelu(given), exact, atol=1e-3)
    assert np.array_equal(given, before)
