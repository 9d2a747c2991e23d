"""How sure the reading of one need may be, and whether the company has anything of the kind at all.

Three sets of boosted trees over what the need shows (`signals.py`), fitted by `python -m tests.eval.calibrate` on
companies of many trades: whether the best resource is the right one; if so, whether its level is; and whether there
is nothing like it. A reading is as sure as the first two together. What they say was held against how often it came
true in companies they had not been fitted on (`Knots`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from intents.engines.builtin.signals import Signals
from intents.engines.builtin.trees import Forest, forest_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FILE = "trees.npz"
RESOURCE, LEVEL, ABSENT = "resource", "level", "absent"
PROPOSED = 0.9
"""From this chance of being right a reading is proposed; chosen by the companies held out."""
OUTRIGHT = 0.80
"""From this one where the thing was called by its name and no telling word is about anything else: of such readings the
trees saw few, and nearly all were right."""
OFFERED = 0.10
"""From this chance it is offered to pick from, with others."""


@dataclass(frozen=True, slots=True)
class Knots:
    """From what trees say to the share that came true at it, joined by lines."""

    said: Floats
    true: Floats

    def __call__(self, said: Floats | float) -> Floats:
        """The share that came true where the trees said this."""
        import numpy as np

        return np.asarray(np.interp(said, self.said, self.true), np.float64)


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was fitted, as it is kept."""

    names: tuple[str, ...]
    """The signals in the order of a row."""
    forests: dict[str, Forest]
    right: Knots
    absent: Knots


def sure(shown: Signals) -> float:
    """How sure the best option is, 0 to 1, on the scale of every engine."""
    found = fitted()
    row = _row(shown, found.names)
    level = found.forests[LEVEL].chance(row)
    if shown.renewed:
        # Which level they have is known; the trees saw few messages of those who have one.
        level = max(level, shown.won_level)
    said = found.forests[RESOURCE].chance(row) * level
    return told(float(found.right(said)), OUTRIGHT if shown.outright else PROPOSED)


def absent(shown: Signals) -> float:
    """The chance that the company has nothing of the kind that is wished for."""
    found = fitted()
    return float(found.absent(found.forests[ABSENT].chance(_row(shown, found.names))))


def told(chance: float, proposed: float = PROPOSED) -> float:
    """The confidence that every engine speaks in, for a chance of being right: 0.90 from `proposed` on, 0.70 from OFFERED."""
    for (low, at_low), (high, at_high) in pairwise(
        ((0.0, 0.0), (OFFERED, 0.70), (proposed, 0.90), (1.0, 0.99))
    ):
        if chance <= high:
            return at_low + (at_high - at_low) * (chance - low) / (high - low)
    return 0.99


def _row(shown: Signals, names: tuple[str, ...]) -> Floats:
    import numpy as np

    return np.array(attrgetter(*names)(shown), np.float64)


@cache
def fitted() -> Fitted:
    """What ships, read at the first call. Raises OSError or KeyError where it cannot be read: it is part of the program."""
    import numpy as np

    with files("intents.engines.builtin").joinpath(FILE).open("rb") as file, np.load(file) as arrays:
        return Fitted(
            names=tuple(bytes(arrays["names"]).decode().split("\n")),
            forests={name: forest_of(arrays, name) for name in (RESOURCE, LEVEL, ABSENT)},
            right=Knots(*arrays["right.knots"].astype(np.float64)),
            absent=Knots(*arrays["absent.knots"].astype(np.float64)),
        )
