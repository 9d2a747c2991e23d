"""The sentence model in PyTorch, with a low-rank part beside every matrix: what is trained, while the rest stays.

After Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models" (2021).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from intents.senses.pieces import telling
from tests.eval.senses.mixed import Mixture, Read, joined

MATRICES = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
LAYERS, HEADS, WIDTH = 6, 12, 384
SCALE = 2.0
"""What the low-rank parts count: the larger, the faster they learn."""
_TOGETHER = 40
"""Texts that are read in one go, those of about the same length."""


class Network(torch.nn.Module):
    """Reads texts cut into pieces, as `intents.senses.encoder` does; the published weights stay as they are."""

    def __init__(
        self, weights: Mapping[str, Any], vocabulary: Mapping[str, int], *, rank: int, dropped: float
    ) -> None:
        super().__init__()
        self._telling = torch.tensor(telling(vocabulary))
        # Half the digits are enough for what stays, and take half the time.
        self._weights = {name: torch.tensor(np.array(w)).to(torch.bfloat16) for name, w in weights.items()}
        self._dropped = dropped
        self.low = torch.nn.ParameterDict()
        for name in wide(LAYERS):
            rows, columns = self._weights[f"{name}.weight"].shape
            self.low[_key(name, "down")] = torch.nn.Parameter(torch.randn(rank, columns) / sqrt(columns))
            self.low[_key(name, "up")] = torch.nn.Parameter(torch.zeros(rows, rank))
        self.mixture = Mixture(WIDTH)

    def read(self, texts: Sequence[Sequence[int]]) -> Read:
        """The texts as a whole and piece by piece, in their order."""
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        found = []
        for start in range(0, len(order), _TOGETHER):
            some = [torch.tensor(texts[number]) for number in order[start : start + _TOGETHER]]
            pieces = torch.nn.utils.rnn.pad_sequence(some, batch_first=True)
            there = torch.nn.utils.rnn.pad_sequence([torch.ones_like(one) for one in some], batch_first=True)
            found.append(self._compared(self._rows(pieces, there > 0), pieces, there > 0))
        return joined(found).some(torch.argsort(torch.tensor(order)))

    def parts(self) -> dict[str, np.ndarray[Any, Any]]:
        """All parts as `intents.senses.tuned` reads them: `up` times `down` is added to a matrix."""
        found = {}
        for name in wide(LAYERS):
            found[f"{name}.up"] = SCALE * self.low[_key(name, "up")].detach().numpy()
            found[f"{name}.down"] = self.low[_key(name, "down")].detach().numpy()
        return {name: part.astype(np.float16) for name, part in found.items()} | self.mixture.parts()

    def rows(self, texts: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """What is said of every piece that is compared, of all texts, and which pieces those are."""
        rows, pieces = [], []
        for text in texts:
            own = torch.tensor(text)
            told = self._telling[own]
            rows.append(self._rows(own[None], torch.ones(1, len(own), dtype=torch.bool))[0, told].float())
            pieces.append(own[told])
        return torch.cat(rows), torch.cat(pieces)

    def _compared(self, x: torch.Tensor, pieces: torch.Tensor, there: torch.Tensor) -> Read:
        counted = there[:, :, None].to(x.dtype)
        mean = functional.normalize(((x * counted).sum(1) / counted.sum(1)).float(), dim=1)
        told = self._telling[pieces] & there
        return Read(mean, *self.mixture(x.float(), torch.where(told.any(1, keepdim=True), told, there)))

    def _rows(self, pieces: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        kept = self._weights
        x = kept["embeddings.word_embeddings.weight"][pieces]
        x = x + kept["embeddings.position_embeddings.weight"][: pieces.shape[1]]
        x = self._normed(x + kept["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        unheard = torch.where(there[:, None, None, :], 0.0, -1e4)
        for number in range(LAYERS):
            x = self._through(x, f"encoder.layer.{number}", unheard)
        return x

    def _through(self, x: torch.Tensor, at: str, unheard: torch.Tensor) -> torch.Tensor:
        query, key, value = (
            # The way back through attention takes five times as long with half the digits.
            self._times(x, f"{at}.{name}").float().unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
            for name in MATRICES[:3]
        )
        heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=unheard)
        heard = self._drop(heard.transpose(1, 2).flatten(2).to(x.dtype))
        x = self._normed(
            self._times(heard, f"{at}.attention.output.dense") + x, f"{at}.attention.output.LayerNorm"
        )
        inner = functional.gelu(self._times(x, f"{at}.intermediate.dense"), approximate="tanh")
        return self._normed(
            self._drop(self._times(inner, f"{at}.output.dense")) + x, f"{at}.output.LayerNorm"
        )

    def _times(self, x: torch.Tensor, name: str) -> torch.Tensor:
        down, up = (self.low[_key(name, kind)].to(x.dtype) for kind in ("down", "up"))
        whole = functional.linear(x, self._weights[f"{name}.weight"], self._weights[f"{name}.bias"])
        return whole + SCALE * functional.linear(functional.linear(x, down), up)

    def _normed(self, x: torch.Tensor, name: str) -> torch.Tensor:
        return functional.layer_norm(
            x, (WIDTH,), self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], 1e-12
        )

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, self._dropped, self.training)


def wide(layers: int) -> list[str]:
    """The names of the matrices that have a low-rank part."""
    return [f"encoder.layer.{number}.{name}" for number in range(layers) for name in MATRICES]


def _key(name: str, kind: str) -> str:
    """A name without dots, which PyTorch does not take."""
    return f"{name}.{kind}".replace(".", "|")
