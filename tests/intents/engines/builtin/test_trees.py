"""The trees answer as those that fitted them do, and as quickly as a message needs."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from intents.engines.builtin.sureness import ABSENT, LEVEL, RESOURCE, fitted
from intents.engines.builtin.trees import Forest, forest_of, kept
from tests.eval.boosting import chances, forest

DRAWN = np.random.default_rng(7)
ROWS = DRAWN.normal(size=(600, 5))
LABELS = (ROWS[:, 0] + ROWS[:, 1] * ROWS[:, 2] + 0.3 * DRAWN.normal(size=600)) > 0.2


def models() -> list[HistGradientBoostingClassifier]:
    return [
        HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=9, random_state=seed).fit(ROWS, LABELS)
        for seed in (0, 1)
    ]


def test_they_say_what_those_that_fitted_them_say() -> None:
    fits = models()
    found = forest(fits)
    said = [found.chance(row) for row in ROWS]
    assert np.allclose(said, chances(fits, ROWS), atol=1e-9)
    assert max(said) > 0.9
    assert min(said) < 0.1


def test_they_are_the_same_when_they_were_kept() -> None:
    found = forest(models())
    again = forest_of(kept(found, "one"), "one")
    assert np.allclose(
        [again.log_odds(row) for row in ROWS], [found.log_odds(row) for row in ROWS], atol=1e-4
    )


def test_what_lies_right_on_a_limit_stays_on_its_side_however_it_was_rounded() -> None:
    # One node: up to 0.5 the left leaf answers, above it the right one.
    stump = Forest(
        roots=np.array([0], np.int32), depth=1, figure=np.zeros(3, np.int32), limit=np.array([0.5, 0.0, 0.0]),
        left=np.array([1, 1, 2], np.int32), right=np.array([2, 1, 2], np.int32),
        value=np.array([0.0, -1.0, 1.0]), start=0.0,
    )  # fmt: skip
    found = forest_of(kept(stump, "one"), "one")
    assert [found.log_odds(np.array([figure])) for figure in (0.4, 0.5 - 1e-6, 0.5, 0.5 + 1e-6)] == [-1] * 4
    assert found.log_odds(np.array([0.5001])) == 1


def test_a_part_that_is_missing_is_said() -> None:
    with pytest.raises(KeyError):
        forest_of({}, "one")


def test_what_ships_is_walked_to_the_leaves() -> None:
    for name in (RESOURCE, LEVEL, ABSENT):
        found = fitted().forests[name]
        assert walked(found) == walked(replace(found, depth=found.depth + 5))


def walked(found: Forest) -> list[float]:
    width = len(fitted().names)
    return [found.log_odds(row) for row in np.random.default_rng(1).normal(1.0, 2.0, size=(50, width))]


def test_a_need_takes_less_than_a_millisecond() -> None:
    found, row = fitted().forests[RESOURCE], np.ones(len(fitted().names))
    found.chance(row)
    started = time.thread_time()
    for _ in range(200):
        found.chance(row)
    assert (time.thread_time() - started) / 200 < 0.001
