"""Floors under the explaining of lock-outs, on both companies that ship. The full table is `python -m tests.eval.lockouts`."""

from __future__ import annotations

import pytest

from tests.eval.lockouts.answering import answers
from tests.eval.lockouts.scoring import figures
from tests.eval.lockouts.sets import story_sets


@pytest.mark.parametrize("name", ["caldervoss", "nordhavn"])
def test_lock_outs_are_explained_well_enough(name: str) -> None:
    (data,) = story_sets([name])
    found = figures(data.stories, answers(data))
    assert found["answered"] == found["stories"]
    assert found["cause"] >= 0.95
    assert found["evidence_set"] >= 0.94
    assert found["evidence_exact"] >= 0.94
    assert found["provider"] >= 0.94
    assert found["self_service"] >= 0.9
    assert found["certain"] >= 0.93
    assert found["certain_and_wrong"] == 0
