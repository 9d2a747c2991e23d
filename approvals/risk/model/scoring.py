"""One request scored: the probability of a denial, what each attribute adds, and whether to trust it.

No scikit-learn here. The contributions sum to the log-odds exactly. Where the model knows too little it abstains with
the reason, and people decide.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from approvals.risk.model.calibration import sigmoid
from approvals.risk.model.statistics import Statistics
from approvals.risk.model.trained import TrainedModel
from approvals.risk.model.trees import Forest

HISTORY_AT_LEAST = 2
"""Decisions about the entitlement: a single row, which may be a slip or planted, does not switch the model on."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model makes of one request."""

    probability: float
    """That a careful reviewer would deny it."""
    low: float
    high: float
    """Where the true share of denials among such requests lies, nineteen times of twenty."""
    log_odds: float
    usual: float
    """The log-odds everybody starts from; with the contributions they sum to `log_odds`."""
    contributions: dict[str, float]
    """By attribute: above zero speaks for a denial."""
    abstains: str | None
    """Why people should decide without it, or None."""


class Scorer:
    """A trained model, ready to be asked; made once, used for every request."""

    def __init__(self, model: TrainedModel) -> None:
        self.model = model
        codes = model.codes.array(np.int64)
        alike = [table.array(np.float64) for table in model.likeness]
        self._statistics = Statistics(codes, model.denied.array(np.bool_), alike)
        layout = self._statistics.layout
        self._forest = Forest(model.trees, layout.sources, layout.width)
        self._linear = np.zeros(len(self._statistics.seen), dtype=np.float32)
        self._linear[:-1][self._statistics.seen[:-1] > 1] = model.linear.array(np.float64)
        self._shares = layout.shares
        # Contributions count from the average request, so that the usual one has none.
        self._usual_linear = self._linear[self._statistics.places(codes)].mean(axis=0)
        calibration = model.calibration
        self._forest_part = calibration.forest / model.bags
        self._linear_part = calibration.linear
        self.usual = float(
            calibration.log_odds(
                np.array(self._forest.mean / model.bags),
                np.array(self._usual_linear.sum() + model.linear_shift),
            )
        )
        self._codes = [{value: code for code, value in enumerate(values)} for values in model.values]
        self._often = np.bincount(codes[:, 0])
        self._until = [part.until for part in model.metrics.bins]

    def score(self, attributes: Mapping[str, str]) -> Opinion:
        """The opinion on a request with these attributes, the `entitlement` among them."""
        known = [
            codes.get(attributes.get(name, ""), -1)
            for name, codes in zip(self.model.attributes, self._codes, strict=True)
        ]
        added = self._added(np.array([known], dtype=np.int64))[0].tolist()
        log_odds = self.usual + sum(added)
        probability = 1 / (1 + exp(-log_odds))
        bins = self.model.metrics.bins
        band = bins[min(bisect_left(self._until, probability), len(bins) - 1)]
        return Opinion(
            probability=probability,
            low=min(band.low, probability),
            high=max(band.high, probability),
            log_odds=log_odds,
            usual=self.usual,
            contributions=dict(zip(self.model.attributes, added, strict=True)),
            abstains=self._abstains(known),
        )

    def probabilities(self, rows: Sequence[Mapping[str, str]]) -> NDArray[np.float64]:
        """The probabilities for many requests at once."""
        known = [
            [
                codes.get(row.get(name, ""), -1)
                for name, codes in zip(self.model.attributes, self._codes, strict=True)
            ]
            for row in rows
        ]
        codes = np.array(known, dtype=np.int64).reshape(len(rows), len(self.model.attributes))
        return sigmoid(self.usual + self._added(codes).sum(axis=1))

    def _added(self, codes: NDArray[np.int64]) -> NDArray[np.float64]:
        places = self._statistics.places(codes)
        numbers = self._statistics.numbers(codes, places)
        trees = self._forest.contributions(numbers)
        linear = (self._linear.take(places) - self._usual_linear) @ self._shares
        added: NDArray[np.float64] = self._forest_part * trees + self._linear_part * linear
        return added

    def _abstains(self, known: Sequence[int]) -> str | None:
        unseen = [
            name.replace("_", " ")
            for name, code in zip(self.model.attributes, known, strict=True)
            if code < 0
        ]
        # A new manager or title leaves the other attributes to go by, and what they say was measured to hold
        # (docs/risk-model.md); a new entitlement leaves nothing it is about.
        if known[0] < 0:
            return f"No past decision has this {unseen[0]}"
        if len(unseen) * 2 >= len(known):
            return f"No past decision has this {' or '.join(unseen)}"
        often = int(self._often[known[0]])
        if often < HISTORY_AT_LEAST:
            times = "once" if often == 1 else f"{often} times"
            return f"This entitlement was decided on only {times} before"
        return None
