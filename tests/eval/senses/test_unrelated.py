"""Unrelated texts stay where the cosine has them."""

from __future__ import annotations

import numpy as np
import pytest

from intents.senses.model import model_of, published
from intents.senses.pieces import ADDED, MATRIX, MIXED, Projection
from tests.eval.senses.parts import Parts
from tests.eval.senses.unrelated import taken_off, unrelated
from tests.eval.senses.wishes import Part, wishes

PARTS: Parts = {
    MATRIX: np.eye(9, 384, dtype=np.float16),
    ADDED: np.zeros(9, np.float16),
    MIXED: np.array([0.5, 0], np.float16),
}


def test_what_unrelated_texts_come_to_is_taken_off() -> None:
    weights, vocabulary = published()
    parts = {name: part.astype(np.float32) for name, part in PARTS.items()}
    usual = unrelated(model_of(weights | parts, vocabulary), wishes(Part.HELD_OUT)[:2])
    assert 0 < usual < 1
    found = taken_off(PARTS, usual)
    assert {name for name in PARTS if found[name] is not PARTS[name]} == {MIXED}
    projection = Projection({name: part.astype(np.float32) for name, part in found.items()})
    assert projection.counted(np.array([usual], np.float32))[0] == pytest.approx(0, abs=1e-3)
