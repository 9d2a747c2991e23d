"""The parts that tune the sentence model: what they change, and what becomes of it when they were altered."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest

from intents.senses import model, sentence_model, tuned
from intents.senses.model import model_of, published
from intents.senses.pieces import ADDED, MATRIX, MIXED
from intents.senses.sides import NAMED, WEIGHTS


@pytest.fixture
def unread() -> Iterator[None]:
    """A model that is loaded anew, before and after."""
    sentence_model.cache_clear()
    yield
    sentence_model.cache_clear()


def test_the_products_are_added_and_all_else_stays_where_it_lies() -> None:
    weights = {
        "a.weight": np.ones((3, 2), np.float32),
        "a.bias": np.zeros(3, np.float32),
        "b.weight": np.ones((2, 2), np.float32),
    }
    up, down = np.array([[1.0], [2], [3]], np.float16), np.array([[10.0, 20]], np.float16)
    kept = io.BytesIO()
    beside = np.array([7], np.float16)
    np.savez(kept, **{"a.up": up, "a.down": down, "pieces.matrix": beside})
    found = tuned.tuned(weights, kept.getvalue())
    assert found["a.weight"].tolist() == [[11, 21], [21, 41], [31, 61]]
    assert found["a.weight"].dtype == found["pieces.matrix"].dtype == np.float32
    assert found["pieces.matrix"].tolist() == [7]
    assert weights["a.weight"].tolist() == [[1, 1]] * 3
    assert all(found[name] is weights[name] for name in ("a.bias", "b.weight"))


def test_the_parts_that_ship_change_every_matrix_of_every_layer_and_nothing_else() -> None:
    weights, _ = published()
    found = tuned.tuned(weights, tuned.low_rank_parts())
    assert found.keys() - weights.keys() == {MATRIX, ADDED, MIXED, *(f"{NAMED}{name}" for name in WEIGHTS)}
    changed = {name for name in weights if found[name] is not weights[name]}
    assert changed == {
        name
        for name in weights
        if name.startswith("encoder.layer") and name.endswith("weight") and weights[name].ndim == 2
    }
    assert all(found[name].dtype == np.float32 and np.isfinite(found[name]).all() for name in changed)


@pytest.mark.usefixtures("unread")
def test_altered_parts_leave_the_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuned, "TRAINED", "0" * 64)
    with pytest.raises(tuned.AlteredError):
        tuned.low_rank_parts()
    assert sentence_model() is None


@pytest.mark.usefixtures("unread")
def test_missing_parts_leave_the_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tuned, "FILE", "nothing.npz")
    assert sentence_model() is None


def test_the_published_model_is_read_as_it_was_published() -> None:
    loaded = model_of(*published())
    wish = loaded.read("I want to see the payroll numbers")
    salaries, bridges = loaded.read_all(["View salary slips", "Bridge opening schedule"])
    # sentence-transformers says 0.553 and 0.068 of all-MiniLM-L6-v2.
    assert float(wish @ salaries) == pytest.approx(0.553, abs=0.005)
    assert float(wish @ bridges) == pytest.approx(0.068, abs=0.005)


def test_the_package_is_named_where_it_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match=model.PACKAGE):
        published()
