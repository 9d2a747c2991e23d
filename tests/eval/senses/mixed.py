"""Texts as they were read in training, and how alike they are: by their means and, mixed with that, by late interaction.

The counterpart of `intents.senses.pieces` in PyTorch.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from intents.senses.pieces import ADDED, MATRIX, MIXED

SIZE = 64
"""Numbers that a piece is compared by."""
SHARE = 1.0
"""What late interaction counts beside the likeness of the means."""
_COMMON = 3
"""Added to how many texts a piece is in: what is in one or two says little of how rare it is."""
_HELD_BACK = 0.01
"""Ridge of the fit of rarity, as a share of the spread of the numbers."""


@dataclass
class Read:
    """Texts: a vector of length one for each, and the vectors and weights of their pieces, those without one zero."""

    mean: torch.Tensor
    pieces: torch.Tensor
    weights: torch.Tensor

    def some(self, which: Any) -> Read:
        """Those of a slice, or of a list of numbers."""
        return Read(self.mean[which], self.pieces[which], self.weights[which])

    def detached(self) -> Read:
        """The same as nothing but numbers."""
        return Read(self.mean.detach(), self.pieces.detach(), self.weights.detach())


class Mixture(torch.nn.Module):
    """What a piece is compared by, and its weight."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.matrix = torch.nn.Parameter(torch.zeros(SIZE + 1, width))
        self.added = torch.nn.Parameter(torch.zeros(SIZE + 1))

    def begin(self, entitlements: torch.Tensor, messages: torch.Tensor, rarity: torch.Tensor) -> None:
        """Begin with the directions in which the pieces of entitlements differ most (principal components), and with
        weights that are the rarer, the rarer a piece is in messages, as far as what the model says of it tells.

        Begun so it compares well before anything is trained; and all trainings begin alike, so their mean is of use.
        """
        middle = entitlements.mean(0)
        directions = torch.linalg.eigh((entitlements - middle).T @ (entitlements - middle)).eigenvectors
        directions = directions[:, -SIZE:].T
        # The softplus of what is fitted is the rarity.
        wanted = torch.log(torch.expm1((rarity / rarity.mean()).clamp(min=0.05)))
        away = messages - messages.mean(0)
        held = _HELD_BACK * len(away) * away.var() * torch.eye(away.shape[1])
        gate = torch.linalg.solve(away.T @ away + held, away.T @ (wanted - wanted.mean()))
        with torch.no_grad():
            self.matrix[:-1], self.added[:-1] = directions, -directions @ middle
            self.matrix[-1], self.added[-1] = gate, wanted.mean() - gate @ messages.mean(0)

    def forward(self, rows: torch.Tensor, told: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """The vectors and the weights of the pieces, where `told` says that there is one that is compared."""
        found = functional.linear(rows, self.matrix, self.added)
        weights = functional.softplus(found[..., -1]) * told
        vectors = functional.normalize(found[..., :-1], dim=-1)
        return vectors, weights / weights.sum(-1, keepdim=True)

    def alike(self, messages: Read, texts: Read) -> torch.Tensor:
        """How alike each message and each text are."""
        return messages.mean @ texts.mean.T + SHARE * late(messages, texts)

    def parts(self) -> dict[str, np.ndarray[Any, Any]]:
        """What is trained here, as `intents.senses.pieces` reads it; what unrelated texts come to is not taken off yet."""
        found = {MATRIX: self.matrix, ADDED: self.added, MIXED: torch.tensor([SHARE, 0.0])}
        return {name: part.detach().numpy().astype(np.float16) for name, part in found.items()}


def rarity(texts: list[list[int]]) -> dict[int, float]:
    """How rare each piece is among the texts: the logarithm of the texts for each that has it."""
    having = Counter(piece for text in texts for piece in set(text))
    return {piece: log(len(texts) / (count + _COMMON)) for piece, count in having.items()}


def late(messages: Read, texts: Read) -> torch.Tensor:
    """For every piece of a message the most alike piece of a text, weighed and averaged over the message's pieces."""
    said, there = messages.weights > 0, texts.weights > 0
    near = messages.pieces[said] @ texts.pieces.flatten(0, 1).T
    near = near.masked_fill(~there.flatten(), -1.0).unflatten(1, there.shape).amax(2)
    owner = said.nonzero()[:, 0]
    found = torch.zeros(len(messages.mean), len(texts.mean))
    return found.index_add(0, owner, near * messages.weights[said][:, None])


def joined(some: list[Read]) -> Read:
    """Several readings as one."""
    longest = max(one.pieces.shape[1] for one in some)

    def padded(part: torch.Tensor) -> torch.Tensor:
        missing = longest - part.shape[1]
        return functional.pad(part, (0, 0, 0, missing) if part.ndim > 2 else (0, missing))

    return Read(
        torch.cat([one.mean for one in some]),
        torch.cat([padded(one.pieces) for one in some]),
        torch.cat([padded(one.weights) for one in some]),
    )
