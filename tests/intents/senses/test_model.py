"""The sentence model: what it says of texts, and what becomes of it when its file is not the published one."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from intents.senses import SentenceModel, model, sentence_model


@pytest.fixture
def loaded() -> SentenceModel:
    found = sentence_model()
    assert found is not None, "`make test` installs the model"
    return found


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An installed package whose model lies in a folder of the test's own."""
    spec = ModuleSpec(model.PACKAGE, None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(model, "find_spec", lambda name: spec)
    sentence_model.cache_clear()
    yield tmp_path / "model"
    monkeypatch.undo()
    sentence_model.cache_clear()


def test_what_means_alike_is_nearer_than_what_does_not(loaded: SentenceModel) -> None:
    wish = loaded.read("I want to see the payroll numbers")
    salaries, bridges = loaded.read_all(["View salary slips", "Bridge opening schedule"])
    assert float(wish @ salaries) > float(wish @ bridges) + 0.4


def test_a_text_means_the_same_alone_and_among_longer_ones(loaded: SentenceModel) -> None:
    texts = ["short", "a text that is a good deal longer than the one before it", "Straße, café №5 🎉", ""]
    together = loaded.read_all(texts)
    assert np.allclose(together, [loaded.read(text) for text in texts], atol=1e-4)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-4)


def test_nothing_to_read_gives_no_rows(loaded: SentenceModel) -> None:
    assert loaded.read_all([]).shape == (0, 384)


def test_only_the_beginning_of_a_very_long_text_is_read(loaded: SentenceModel) -> None:
    assert np.allclose(loaded.read("word " * 500), loaded.read("word " * 5000), atol=1e-4)


def test_altered_weights_are_not_used(fresh: Path) -> None:
    fresh.mkdir()
    (fresh / "model.safetensors").write_bytes(b"something else")
    (fresh / "vocab.txt").write_text("[UNK]\n", "utf-8")
    assert sentence_model() is None


@pytest.mark.parametrize("there", [[], ["model.safetensors"]])
def test_missing_or_empty_files_leave_the_words_alone(fresh: Path, there: list[str]) -> None:
    fresh.mkdir()
    for name in there:
        (fresh / name).write_bytes(b"")
    assert sentence_model() is None


def test_without_the_package_there_is_no_model(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    assert sentence_model() is None
