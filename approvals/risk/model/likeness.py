"""Which values of an attribute are alike: those that occur with the same values of the others.

Two entitlements held in the same teams lie close together even where nobody was ever denied either. The coordinates
come from what occurs with what, never from an outcome.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from approvals.risk.model.terms import LIKENESS


def likeness(codes: NDArray[np.int64], seed: int = 0) -> list[NDArray[np.float64]]:
    """For each attribute, by value, coordinates of length one; zeros where nothing can be said."""
    from scipy.sparse import csr_array, hstack
    from sklearn.decomposition import TruncatedSVD

    rows, width = codes.shape
    sizes = codes.max(axis=0) + 1
    out = []
    for one in range(width):
        table = np.zeros((int(sizes[one]), LIKENESS))
        beside = [
            csr_array((np.ones(rows), (codes[:, one], codes[:, other])), shape=(sizes[one], sizes[other]))
            for other in range(width)
            if other != one
        ]
        if beside:
            together = hstack(beside).tocsr()
            together.data = np.log1p(together.data)
            size = min(LIKENESS, min(together.shape) - 1)
            if size > 0:
                table[:, :size] = TruncatedSVD(size, random_state=seed).fit_transform(together)
                table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
        # As exact as the file keeps them, so that training and scoring see the same numbers.
        out.append(table.astype(np.float32).astype(np.float64))
    return out
