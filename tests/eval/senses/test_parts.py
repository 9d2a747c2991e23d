"""Several trainings as one file."""

from __future__ import annotations

import numpy as np

from intents.senses.tuned import tuned
from tests.eval.senses.parts import mean_of, packed, unpacked

ONE = {"a.up": np.array([[2.0], [4]], np.float16), "a.down": np.array([[1.0, 3]], np.float16)}
OTHER = {"a.up": np.array([[8.0], [0]], np.float16), "a.down": np.array([[5.0, 1]], np.float16)}


def test_what_is_added_is_the_mean_of_what_each_training_would_add() -> None:
    nothing = {"a.weight": np.zeros((2, 2), np.float32)}
    each = [tuned(nothing, packed(one))["a.weight"] for one in (ONE, OTHER)]
    both = tuned(nothing, packed(mean_of([ONE, OTHER])))["a.weight"]
    assert both.tolist() == ((each[0] + each[1]) / 2).tolist()
    assert both.any()


def test_what_pieces_are_compared_by_is_the_mean_and_counts_in_full() -> None:
    some = [{"pieces.matrix": np.array([[one]], np.float16)} for one in (1.0, 4.0)]
    assert unpacked(packed(mean_of(some)))["pieces.matrix"].tolist() == [[2.5]]


def test_the_same_parts_are_the_same_bytes() -> None:
    assert packed(mean_of([ONE, OTHER])) == packed(mean_of([dict(ONE), dict(OTHER)]))
