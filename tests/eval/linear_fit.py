"""Fits the linear models of `intents/linear.py`, and writes their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from intents.linear import SENSE

RARE = 3
"""How many examples must show a feature for it to be learned."""
STRENGTH = 2.0
LEVELLING = 0.2
"""How far rare labels are lifted to the commonest one: 0 not at all, 1 wholly."""
Example = tuple[dict[str, float], Any, str]
"""What the model sees of the words, what they mean, and the label."""


def matrix(examples: Sequence[Example], names: Sequence[str], *, meant: bool = True) -> Any:
    """One row for each example: its features, then its meaning if that is to be seen."""
    column = {name: number for number, name in enumerate(names)}
    found = np.zeros((len(examples), len(names) + (384 if meant else 0)), np.float32)
    for row, (shown, sense, _) in enumerate(examples):
        for name, value in shown.items():
            if name in column:
                found[row, column[name]] = value
        if meant:
            found[row, len(names) :] = SENSE * sense
    return found


def fit(
    examples: Sequence[Example], *, meant: bool = True, strength: float = STRENGTH
) -> tuple[Any, list[str]]:
    """The fitted model and the names of its features."""
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for shown, _, _ in examples for name in shown)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    labels = [label for *_, label in examples]
    common = Counter(labels)
    lift = {label: (max(common.values()) / count) ** LEVELLING for label, count in common.items()}
    model = LogisticRegression(C=strength, max_iter=3000, class_weight=lift)
    model.fit(matrix(examples, names, meant=meant), labels)
    return model, names


def write(path: Path, model: Any, names: Sequence[str]) -> None:
    """Replaces what ships. Raises ValueError for a name of several lines."""
    if any("\n" in name for name in names):
        raise ValueError("a feature's name is one line of the file")
    weights, bias = model.coef_.T, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for both
        weights, bias = np.hstack([-weights / 2, weights / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    weights = weights.astype(np.float16)
    np.savez_compressed(
        path,
        labels=np.frombuffer("\n".join(model.classes_).encode(), np.uint8),
        names=np.frombuffer("\n".join(names).encode(), np.uint8),
        weights=weights[: len(names)],
        senses=weights[len(names) :],
        bias=bias.astype(np.float32),
    )
    print(f"{path.name}: {len(names)} features, {path.stat().st_size / 1000:.0f} kB")
