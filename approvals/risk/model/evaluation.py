"""How good probabilities are: told apart rightly, and worth their face value."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

Floats = NDArray[np.float64]
BINS = 20
_Z = 1.96
_TINY = 1e-12


class Bin(BaseModel):
    """Decisions whose probabilities lie together: what was foretold, what happened, and how sure that is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    until: float
    """The highest probability in it."""
    foretold: float
    happened: float
    rows: int
    low: float
    high: float
    """Wilson's interval of 95 % around what happened."""


class Metrics(BaseModel):
    """What `usher risk evaluate` prints, and a registry keeps."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: int
    denied: int
    log_loss: float
    auc: float
    average_precision: float
    brier: float
    bins: tuple[Bin, ...]


def evaluate(denied: NDArray[np.bool_], probability: Floats) -> Metrics:
    """The metrics of these probabilities of a denial; both outcomes must be there."""
    if denied.all() or not denied.any():
        raise ValueError("both outcomes are needed to tell how well they are told apart")
    truth = denied.astype(np.float64)
    safe = np.clip(probability, _TINY, 1 - _TINY)
    return Metrics(
        rows=len(truth),
        denied=int(truth.sum()),
        log_loss=float(-np.mean(truth * np.log(safe) + (1 - truth) * np.log1p(-safe))),
        auc=_auc(denied, probability),
        average_precision=_average_precision(truth, probability),
        brier=float(np.mean((probability - truth) ** 2)),
        bins=calibration_bins(denied, probability),
    )


def _auc(denied: NDArray[np.bool_], probability: Floats) -> float:
    _, places, counts = np.unique(probability, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    rank = (last - (counts - 1) / 2)[places]
    positive, negative = int(denied.sum()), int((~denied).sum())
    return float((rank[denied].sum() - positive * (positive + 1) / 2) / (positive * negative))


def _average_precision(truth: Floats, probability: Floats) -> float:
    order = np.argsort(-probability, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(probability[order])), len(order) - 1)
    found = np.cumsum(truth[order])[ends]
    steps = np.diff(found, prepend=0.0)
    return float((steps * found / (ends + 1)).sum() / truth.sum())


def calibration_bins(denied: NDArray[np.bool_], probability: Floats, number: int = BINS) -> tuple[Bin, ...]:
    """The decisions in order of their probability, in `number` parts of equal size."""
    order = np.argsort(probability, kind="stable")
    bins = []
    for part in np.array_split(order, min(number, len(order))):
        happened = int(denied[part].sum())
        low, high = wilson(happened, len(part))
        bins.append(
            Bin(
                until=float(probability[part].max()),
                foretold=float(probability[part].mean()),
                happened=happened / len(part),
                rows=len(part),
                low=low,
                high=high,
            )
        )
    return tuple(bins)


def wilson(happened: int, of: int) -> tuple[float, float]:
    """The interval of 95 % for a share that was seen `happened` times of `of`."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = happened / of, _Z**2
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return max(0.0, middle - half), min(1.0, middle + half)
