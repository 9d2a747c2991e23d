"""From two scores to a probability that keeps its word: weights and a shift, so contributions stay a sum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

Floats = NDArray[np.float64]


class Calibration(BaseModel):
    """Log-odds of a denial are `forest` times the forest's, plus `linear` times the linear part's, plus `shift`."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    forest: float = Field(default=0.75, ge=0)
    linear: float = Field(default=0.25, ge=0)
    shift: float = 0.0

    def log_odds(self, forest: Floats, linear: Floats) -> Floats:
        """The two parts together."""
        return self.forest * forest + self.linear * linear + self.shift


def fit_calibration(forest: Floats, linear: Floats, denied: NDArray[np.bool_]) -> Calibration:
    """What fits outcomes that neither part had seen (Platt's method for two scores, by Newton steps).

    Where nothing sensible comes out (few rows, scores without meaning) the usual weights stay.
    """
    usual = Calibration()
    start = np.array([usual.forest, usual.linear, usual.shift])
    truth = denied.astype(np.float64)
    columns = np.stack([forest, linear, np.ones_like(forest)], axis=1)
    # A light pull towards the usual weights: a handful of rows does not bend the scale.
    pull = np.array([10.0, 10.0, 1.0])
    at = start
    for _ in range(25):
        share = sigmoid(columns @ at)
        gradient = columns.T @ (share - truth) + pull * (at - start)
        curve = (columns * (share * (1 - share))[:, None]).T @ columns + np.diag(pull)
        step = np.linalg.solve(curve, gradient)
        at = at - step
        if np.abs(step).max() < 1e-9:
            break
    if not np.isfinite(at).all() or at[:2].min() < 0 or at[:2].sum() > 3:
        return usual
    return Calibration(forest=float(at[0]), linear=float(at[1]), shift=float(at[2]))


def sigmoid(log_odds: Floats) -> Floats:
    """The probability for log-odds, however large."""
    small = np.exp(-np.abs(log_odds))
    result: Floats = np.where(log_odds >= 0, 1 / (1 + small), small / (1 + small))
    return result
