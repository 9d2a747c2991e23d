"""What tuning gains where it never trained. The full measurement is `python -m tests.eval.senses`."""

from __future__ import annotations

import pytest

from intents.senses.model import model_of, published
from intents.senses.tuned import low_rank_parts, tuned
from tests.depth import ALL
from tests.eval.senses import __main__ as command
from tests.eval.senses.held_out import by_meaning
from tests.eval.senses.wishes import Part, wishes


def test_the_tuned_model_finds_more_than_the_published_one_in_companies_never_trained_on() -> None:
    weights, vocabulary = published()
    some = wishes(Part.HELD_OUT)[: 2 if ALL else 1]
    before = by_meaning(model_of(weights, vocabulary), some)
    after = by_meaning(model_of(tuned(weights, low_rank_parts()), vocabulary), some)
    assert all(after[figure] > before[figure] for figure in before), (before, after)
    assert after["resource first"] > before["resource first"] + 0.05


def test_training_without_pytorch_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    monkeypatch.setattr("sys.argv", ["senses", "--train", "parts.npz"])
    assert command.main() == 2
    assert "PyTorch" in capsys.readouterr().err
