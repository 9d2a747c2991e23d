"""Texts piece by piece: a message is like an entitlement where each of its words has one there that means the same.

The mean of a long text says little of any one of its words. So beside the likeness of the means stands late interaction:
for every piece of the message the most alike piece of the other text, weighed and averaged over the message's pieces.
After Khattab and Zaharia, "ColBERT: Efficient and Effective Passage Search via Contextualized Late Interaction over
BERT" (2020). What a piece is compared by, and what it counts, are trained with the low-rank parts and lie beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from intents.senses.sides import Sides

Floats = NDArray[np.float32]
MATRIX, ADDED, MIXED = "pieces.matrix", "pieces.added", "pieces.mixed"
"""The names of what is trained: a row for each number of a piece and one for what it counts; what is added to them; how
much late interaction counts beside the likeness of the means, and what it comes to for texts that have nothing in common."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text means: as a whole, and in each of its pieces. The vectors are of length one, the weights sum to one."""

    mean: Floats
    pieces: Floats
    weights: Floats
    beside: NDArray[np.float16] | None = None
    """What of it is read side by side with another text (`sides.py`)."""


class Projection:
    """From what the model says of a piece to the few numbers it is compared by, and its weight."""

    def __init__(self, trained: Mapping[str, Floats]) -> None:
        """Takes what was trained by its names. Raises KeyError where a part is missing."""
        self._matrix = trained[MATRIX].astype(np.float32)
        self._added = trained[ADDED].astype(np.float32)
        self._share, self._usual = (float(number) for number in trained[MIXED])

    def counted(self, found: Floats) -> Floats:
        """What late interaction adds to the likeness of the means."""
        return np.asarray(self._share * (found - self._usual), np.float32)

    def __call__(self, rows: Floats) -> tuple[Floats, Floats]:
        """The vectors of the pieces, of length one, and their weights, which sum to one."""
        found = rows @ self._matrix.T + self._added
        vectors, weights = found[:, :-1], np.logaddexp(np.float32(0), found[:, -1])
        vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
        return np.asarray(vectors, np.float32), np.asarray(weights / weights.sum(), np.float32)


class Texts:
    """Many texts that messages are held against: the pieces of all in one matrix, for one product with each message."""

    def __init__(self, meant: Sequence[Meant], projection: Projection | None) -> None:
        """At least one text. Without a projection likeness is that of the means alone."""
        self._means = np.stack([one.mean for one in meant])
        self._projection = projection
        self._sizes = np.array([len(one.pieces) for one in meant])
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._pieces = np.concatenate([one.pieces for one in meant])
        self._beside = [one.beside for one in meant]

    def means(self, message: Meant) -> Floats:
        """The likeness of the means, the cosine."""
        return np.asarray(self._means @ message.mean, np.float32)

    def likeness(self, message: Meant) -> Floats:
        """How alike the message is to each text: the cosine of the means, and late interaction by its share."""
        found, by = self.means(message), self._projection
        if by is None:
            return found
        return np.asarray(found + by.counted(late(message, self._pieces, self._starts)), np.float32)

    def likeness_of_some(self, message: Meant, some: NDArray[np.int64]) -> Floats:
        """The same where only some texts, given by their numbers, are looked at piece by piece.

        The others are taken to be no more alike in their pieces than the least of those that were looked at.
        """
        found, by = self.means(message), self._projection
        if by is None:
            return found
        sizes = self._sizes[some]
        starts = np.cumsum(sizes) - sizes
        rows = np.repeat(self._starts[some] - starts, sizes) + np.arange(int(sizes.sum()))
        beside = by.counted(late(message, self._pieces[rows], starts))
        whole = found + beside.min()
        whole[some] = found[some] + beside
        return np.asarray(whole, np.float32)

    def fits(self, message: Meant, some: Sequence[int], sides: Sides) -> Floats | None:
        """How well some texts, given by their numbers, fit the message where each is read beside it, in log-odds."""
        texts = [text for one in some if (text := self._beside[one]) is not None]
        if message.beside is None or not texts:
            return None
        return sides.fits(message.beside, texts)


def late(message: Meant, pieces: Floats, starts: NDArray[np.int64]) -> Floats:
    """Late interaction of a message and texts whose pieces lie one after the other, each from its start."""
    return np.asarray(np.maximum.reduceat(pieces @ message.pieces.T, starts, axis=0) @ message.weights)


def telling(vocabulary: Mapping[str, int]) -> NDArray[np.bool_]:
    """For each number of the vocabulary whether its piece is compared: marks and punctuation are not."""
    found = np.zeros(max(vocabulary.values()) + 1, np.bool_)
    for piece, number in vocabulary.items():
        marked = piece.startswith("[") and piece.endswith("]") and piece != "[UNK]"
        found[number] = not marked and any(character.isalnum() for character in piece)
    return found
