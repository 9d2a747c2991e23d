"""The metrics, against scikit-learn's, and the calibration."""

from __future__ import annotations

import numpy as np
import pytest

from approvals.risk.model.calibration import Calibration, fit_calibration, sigmoid
from approvals.risk.model.evaluation import evaluate, wilson


def test_the_metrics_are_the_usual_ones() -> None:
    from sklearn import metrics

    chance = np.random.default_rng(1)
    probability = np.round(chance.random(3000), 2) * 0.98 + 0.01
    denied = chance.random(3000) < probability
    found = evaluate(denied, probability)
    assert found.log_loss == pytest.approx(metrics.log_loss(denied, probability))
    assert found.auc == pytest.approx(metrics.roc_auc_score(denied, probability))
    assert found.average_precision == pytest.approx(metrics.average_precision_score(denied, probability))
    assert found.brier == pytest.approx(metrics.brier_score_loss(denied, probability))
    assert sum(part.rows for part in found.bins) == 3000
    assert all(part.low <= part.happened <= part.high for part in found.bins)


def test_one_outcome_only_cannot_be_evaluated() -> None:
    with pytest.raises(ValueError, match="both outcomes"):
        evaluate(np.zeros(5, dtype=np.bool_), np.full(5, 0.5))


def test_an_interval_narrows_with_the_rows() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    wide, narrow = wilson(5, 10), wilson(500, 1000)
    assert wide[0] < narrow[0] < 0.5 < narrow[1] < wide[1]


def test_scores_that_boast_are_toned_down() -> None:
    chance = np.random.default_rng(2)
    truth = chance.normal(size=20_000)
    denied = chance.random(20_000) < sigmoid(truth)
    fitted = fit_calibration(2 * truth, 2 * truth, denied)
    assert (fitted.forest + fitted.linear) * 2 == pytest.approx(1, abs=0.08)
    assert fitted.shift == pytest.approx(0, abs=0.1)


def test_scores_without_meaning_keep_the_usual_weights() -> None:
    denied = np.arange(2000) % 2 == 0
    assert fit_calibration(-5.0 * denied, -5.0 * denied, denied) == Calibration()
