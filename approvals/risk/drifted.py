"""Recent requests held against one trained model: the drift report, from the model's own record of what it learned."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from approvals.queries.decided import Asked
from approvals.risk.drift import DriftReport, disagreement, drift_report
from approvals.risk.model.scoring import Scorer
from approvals.risk.model.trained import TrainedModel


def report_on(id: str, model: TrainedModel, asked: Sequence[Asked]) -> DriftReport:
    """How far these requests, and what people said to them, are from what that model learned from. Takes seconds."""
    scorer = Scorer(model)
    judged = [one for one in asked if one.by_people and one.approved is not None]
    foretold = scorer.probabilities([one.attributes for one in judged]).tolist() if judged else []
    return drift_report(
        id,
        before=_counts(model),
        recent=[one.attributes for one in asked],
        disagreed=disagreement(
            [(p, not one.approved) for p, one in zip(foretold, judged, strict=True)],
            base=float(model.denied.array("|b1").mean()),
            bins=model.metrics.bins,
        ),
    )


def _counts(model: TrainedModel) -> dict[str, dict[str, int]]:
    """How often each value of each feature was learned from."""
    codes = model.codes.array(np.int64)
    return {
        name: dict(zip(values, np.bincount(codes[:, place], minlength=len(values)).tolist(), strict=False))
        for place, (name, values) in enumerate(zip(model.attributes, model.values, strict=True))
    }
