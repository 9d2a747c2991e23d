"""The first options once more, each read side by side with the message: mostly which level of a resource is meant.

What came first by words and likeness is put in order anew by how well it fits, which weighs the whole of both texts
(`intents.senses.sides`). Where meanings are not known, all stays as it was.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from intents.candidates import CatalogIndex
from intents.engines.builtin.choice import Option

FIRST = 8
"""Options that are read beside a message: those that come first without it."""
COUNTED = 0.2
"""What of it counts for the order. Counted in full, strangers to all training are put in order worse than without it
where other people wrote their messages; the trees that say how sure a reading is weigh it for themselves."""


def read_beside(ranked: Sequence[Option], index: CatalogIndex, about: str) -> list[Option]:
    """The options, best first, with the first few in their new order.

    Those that were not read are taken to fit no better than the least of those that were. No score rises: what fits
    best keeps its own.
    """
    first, rest = ranked[:FIRST], ranked[FIRST:]
    found = index.beside(about, [option.id for option in first]) if first else None
    if found is None:
        return list(ranked)
    top = max(option.score for option in first)
    odds = [found.score * (o.score - top) + fits for o, fits in zip(first, found.fits, strict=True)]
    chances = _chances([*odds, found.nothing])
    best, least = max(found.fits), min(found.fits)

    def by(fits: float) -> float:
        return COUNTED * (fits - best) / found.score

    read = [
        option.moved(by(fits), fits, chance)
        for option, fits, chance in zip(first, found.fits, chances, strict=False)
    ]
    beyond = [option.moved(by(least)) for option in rest]
    return sorted([*read, *beyond], key=lambda option: -option.score)


def _chances(odds: Sequence[float]) -> list[float]:
    most = max(odds)
    weights = [math.exp(one - most) for one in odds]
    return [weight / sum(weights) for weight in weights]
