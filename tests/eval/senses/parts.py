"""What trainings come to as one file: their mean."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Parts = Mapping[str, NDArray[np.float16]]


def mean_of(trained: Sequence[Parts]) -> dict[str, NDArray[np.float16]]:
    """The mean of several trainings: their low-rank parts side by side, each counting its share; of what
    pieces are compared by the mean itself, for which all trainings begin alike.
    """
    return {name: _mean(name, [one[name] for one in trained]) for name in trained[0]}


def _mean(name: str, trained: Sequence[NDArray[np.float16]]) -> NDArray[np.float16]:
    if name.endswith(".down"):
        return np.concatenate(trained, axis=0)
    if name.endswith(".up"):
        return np.concatenate([one * np.float16(1 / len(trained)) for one in trained], axis=1)
    return np.asarray(np.stack(trained).mean(0, dtype=np.float32), np.float16)


def packed(parts: Parts) -> bytes:
    """The parts as they are kept: the same parts are the same bytes."""
    kept = io.BytesIO()
    np.savez(kept, **dict(parts))
    return kept.getvalue()


def unpacked(kept: bytes) -> dict[str, NDArray[np.float16]]:
    """The parts again."""
    with np.load(io.BytesIO(kept)) as parts:
        return {name: parts[name] for name in parts.files}
