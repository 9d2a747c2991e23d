"""Linear models over phrases, words and meaning: what several small questions about a message are answered with.

Each ships as one file of weights beside the module that asks. They are fitted by `tests/eval/linear_fit.py` (multinomial
logistic regression, scikit-learn); what is read here needs numpy only, which is loaded with the first message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SENSE = 1.5
"""What the meaning counts beside the words."""


@dataclass(frozen=True)
class LinearModel:
    """The weights: of each feature, of each number of the meaning, and of each label by itself."""

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Floats
    senses: Floats
    """No rows in a model that was trained without the meaning."""
    bias: Floats

    def scores(self, shown: Mapping[str, float], sense: Floats | None) -> dict[str, float]:
        """The log-odds of the labels, up to a constant they share."""
        import numpy as np

        known = [(self.rows[name], value) for name, value in shown.items() if name in self.rows]
        total = self.bias.copy()
        if known:
            total += (
                np.array([value for _, value in known], np.float32) @ self.weights[[row for row, _ in known]]
            )
        if sense is not None:
            total += SENSE * sense @ self.senses
        return dict(zip(self.labels, total.tolist(), strict=True))


@cache
def linear_model(package: str, file: str) -> LinearModel:
    """The model that ships with that package."""
    import numpy as np

    with as_file(files(package).joinpath(file)) as path, np.load(path) as kept:
        return LinearModel(
            tuple(kept["labels"].tobytes().decode().split("\n")),
            {name: number for number, name in enumerate(kept["names"].tobytes().decode().split("\n"))},
            kept["weights"].astype(np.float32),
            kept["senses"].astype(np.float32),
            kept["bias"].astype(np.float32),
        )
