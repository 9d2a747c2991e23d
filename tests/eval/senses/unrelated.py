"""What late interaction comes to for texts that have nothing to do with each other: taken off, it leaves the scale of cosines.

Held against each other are messages of one company and entitlements of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from intents.catalog_senses import described
from intents.own_words import own_text
from intents.passages import clauses
from intents.senses import SentenceModel
from intents.senses.pieces import MIXED, Meant, late
from tests.eval.senses.parts import Parts
from tests.eval.senses.wishes import Wishes, as_set

_ENOUGH, _MESSAGES = 8, 30
"""Companies, and messages of each."""


def unrelated(model: SentenceModel, companies: Sequence[Wishes]) -> float:
    """The mean over messages and entitlements of the company after theirs."""
    some = companies[:_ENOUGH]
    found = [
        _late(
            model.read_pieces(
                [own_text(clauses(text), withdrawn=False) for text, _ in one.messages[:_MESSAGES]]
            ),
            model.read_pieces([described(place) for place in as_set(other).company.places.values()]),
        )
        for one, other in pairwise([*some, some[0]])
    ]
    return float(np.mean(found))


def taken_off(parts: Parts, usual: float) -> dict[str, NDArray[np.float16]]:
    """The parts with what unrelated texts come to."""
    return {**parts, MIXED: np.array([parts[MIXED][0], usual], np.float16)}


def _late(messages: Sequence[Meant], texts: Sequence[Meant]) -> float:
    sizes = np.array([len(one.pieces) for one in texts])
    pieces = np.concatenate([one.pieces for one in texts])
    return float(np.mean([late(one, pieces, np.cumsum(sizes) - sizes) for one in messages]))
