"""How often every term was seen and how often it was denied: counted once, then looked up in microseconds.

In training a row must not know its own outcome, so its counts come from the other folds. At scoring time all of the
history counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from approvals.risk.model.terms import LIKENESS, Layout, layout

SMOOTHING = 3.0
"""A term seen this often is believed half; before that its rate leans to the company's own."""
FOLDS = 5

Codes = NDArray[np.int64]
"""Rows by attributes; -1 is a value never seen."""
Floats = NDArray[np.float64]


class Statistics:
    """The counts of a history, as the numbers the trees see."""

    def __init__(self, codes: Codes, denied: NDArray[np.bool_], likeness: Sequence[Floats]) -> None:
        self.layout = layout(codes.shape[1])
        self.base = float(denied.mean())
        self._variety = _variety_tables(codes, self.layout)
        self._likeness = [np.vstack([table, np.zeros((1, LIKENESS))]) for table in likeness]
        keys, places = np.unique(self.layout.keys(codes), return_inverse=True)
        places = places.ravel()
        seen = np.bincount(places).astype(np.float64)
        each = np.repeat(denied.astype(np.float64), len(self.layout.terms))
        known: Floats = np.bincount(places, weights=each).astype(np.float64)
        self._odds = np.append(
            log_odds(seen, known, self.base), log_odds(np.zeros(1), np.zeros(1), self.base)
        )
        self._often = np.append(np.log1p(seen), 0.0)
        # Keys are evenly spread, so a key's upper bits tell its place in the order but for a few steps.
        bits = max(1, int(np.ceil(np.log2(len(keys)))))
        self._shift = np.uint64(64 - bits)
        starts = np.searchsorted(keys >> self._shift, np.arange(2**bits + 1, dtype=np.uint64))
        self._starts = starts[:-1]
        steps = int(np.diff(starts).max())
        self._steps = np.arange(steps)
        self._keys = np.append(keys, np.full(steps, keys[-1] + np.uint64(1), dtype=np.uint64))
        self.seen = np.append(seen, 0.0)
        """By place, how often; the last place is for what was never seen."""

    def places(self, codes: Codes) -> NDArray[np.int64]:
        """For each row and term, where its counts are; the last place for a term never seen."""
        keys = self.layout.keys(codes)
        starts = self._starts[keys >> self._shift]
        hit = self._keys[starts[..., None] + self._steps] == keys[..., None]
        found: NDArray[np.int64] = np.where(
            hit.any(axis=-1), starts + hit.argmax(axis=-1), len(self.seen) - 1
        )
        return found

    def numbers(self, codes: Codes, places: NDArray[np.int64]) -> Floats:
        """For rows of a request: what is known of every term of theirs, whose `places` these are."""
        return self._together(self._odds[places], self._often[places], codes)

    def numbers_out_of_fold(
        self, codes: Codes, denied: NDArray[np.bool_], folds: NDArray[np.int64]
    ) -> Floats:
        """For the rows these counts were made from: each as if its fold had not been seen."""
        number = int(folds.max()) + 1
        keys = self.layout.keys(codes)
        odds, often = np.empty(keys.shape), np.empty(keys.shape)
        weights = denied.astype(np.float64)
        for term in range(keys.shape[1]):
            _, place = np.unique(keys[:, term], return_inverse=True)
            own = place * number + folds
            seen = np.bincount(place)[place] - np.bincount(own)[own]
            known = np.bincount(place, weights=weights)[place] - np.bincount(own, weights=weights)[own]
            odds[:, term] = log_odds(seen.astype(np.float64), known, self.base)
            often[:, term] = np.log1p(seen)
        return self._together(odds, often, codes)

    def _together(self, odds: Floats, often: Floats, codes: Codes) -> Floats:
        of, to = self.layout.ratio_of, self.layout.ratio_to
        tables = (*enumerate(self._variety), *enumerate(self._likeness))
        alone = [table[codes[:, one]] for one, table in tables]
        return np.concatenate([odds, often, often[:, of] - often[:, to], *alone], axis=1)


def log_odds(seen: Floats, denied: Floats, base: float) -> Floats:
    """How likely a denial is after so many, leaning to the base rate while they are few."""
    # Counts taken apart again may miss zero by a rounding error.
    no = np.maximum(denied, 0) + SMOOTHING * base
    yes = np.maximum(seen - denied, 0) + SMOOTHING * (1 - base)
    odds: Floats = np.log(no / yes)
    return odds


def folds_of(denied: NDArray[np.bool_], number: int, seed: int) -> NDArray[np.int64]:
    """Every row's fold, with the outcomes spread evenly."""
    random = np.random.default_rng(seed)
    folds = np.empty(len(denied), dtype=np.int64)
    for outcome in (False, True):
        places = np.flatnonzero(denied == outcome)
        folds[random.permutation(places)] = np.arange(len(places)) % number
    return folds


def _variety_tables(codes: Codes, shape: Layout) -> list[Floats]:
    """For each attribute, by value (the last row for one never seen): the varieties of the others with it."""
    tables = []
    for one in range(shape.width):
        size = int(codes[:, one].max()) + 1
        others = [other for first, other in shape.variety if first == one]
        table = np.zeros((size + 1, len(others)))
        for column, other in enumerate(others):
            pairs = np.unique(codes[:, [one, other]], axis=0)
            table[:size, column] = np.log1p(np.bincount(pairs[:, 0], minlength=size))
        tables.append(table)
    return tables
