"""Training: past decisions in, a model that scores without scikit-learn out.

Two parts, both sums over small groups of attributes: boosted trees over the counts of every term (a tree may look at
four attributes at most), and a linear part with a weight for each term seen more than once. How much each counts is
fitted on decisions kept back from both, which also gives the metrics.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from approvals.risk.model.attributes import usable_attributes
from approvals.risk.model.calibration import Calibration, fit_calibration, sigmoid
from approvals.risk.model.evaluation import evaluate
from approvals.risk.model.exported import exported
from approvals.risk.model.history import History
from approvals.risk.model.likeness import likeness
from approvals.risk.model.statistics import FOLDS, SMOOTHING, Statistics, folds_of
from approvals.risk.model.trained import Packed, TrainedModel
from approvals.risk.model.trees import Forest, Tree

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Truth = NDArray[np.bool_]

PARAMETERS: dict[str, float] = {
    "bags": 3,
    "trees": 150,
    "learning_rate": 0.05,
    "leaves": 15,
    "rows_in_a_leaf": 20,
    "l2": 10.0,
    "share_of_numbers": 0.15,
    "linear_freedom": 0.1,
    "folds": FOLDS,
    "smoothing": SMOOTHING,
    "kept_back": 3,
}
"""Found by trial on parts kept back of a public history; the registry keeps them with the model."""


@dataclass(frozen=True)
class Fitted:
    """What one run over some rows leaves."""

    statistics: Statistics
    likeness: list[Floats]
    trees: tuple[Tree, ...]
    bags: int
    linear: Floats
    linear_shift: float

    def scores(self, codes: Codes) -> tuple[Floats, Floats]:
        """The forest's and the linear part's log-odds for rows that were not trained on."""
        places = self.statistics.places(codes)
        numbers = self.statistics.numbers(codes, places)
        forest = Forest(self.trees, self.statistics.layout.sources, codes.shape[1])
        total = forest.contributions(numbers).sum(axis=1) + forest.mean
        return total / self.bags, self.linear[places].sum(axis=1) + self.linear_shift


def train(history: History, *, now: datetime, policy_version: str = "", seed: int = 0) -> TrainedModel:
    """The model these decisions teach; HistoryInvalid where they teach too little."""
    attributes = usable_attributes(history)
    codes = history.codes[:, attributes.places].astype(np.int64)
    names = tuple(history.columns[place] for place in attributes.places)
    import sklearn.ensemble  # noqa: F401 - only libraries that are loaded by then are held to one thread

    # Many short parallel stretches: on a busy machine threads that wait for each other take twenty times as long.
    with threadpool_limits(1):
        calibration, log_odds = _kept_back(codes, history.denied, seed)
        fitted = fit(codes, history.denied, seed=seed, bags=int(PARAMETERS["bags"]))
    return TrainedModel(
        trained_at=now,
        policy_version=policy_version,
        snapshot=history.sha256,
        parameters=PARAMETERS | {"seed": seed},
        attributes=names,
        left_out=attributes.left_out,
        values=tuple(history.values[place] for place in attributes.places),
        codes=Packed.of(codes, "<i4"),
        denied=Packed.of(history.denied, "|b1"),
        likeness=tuple(Packed.of(table, "<f4") for table in fitted.likeness),
        trees=fitted.trees,
        bags=fitted.bags,
        linear=Packed.of(fitted.linear[:-1][fitted.statistics.seen[:-1] > 1], "<f4"),
        linear_shift=fitted.linear_shift,
        calibration=calibration,
        metrics=evaluate(history.denied, sigmoid(log_odds)),
    )


def _kept_back(codes: Codes, denied: Truth, seed: int) -> tuple[Calibration, Floats]:
    """How much each part counts, and the log-odds of every row as if it had been kept back."""
    folds = folds_of(denied, int(PARAMETERS["kept_back"]), seed)
    forest, linear = np.empty(len(codes)), np.empty(len(codes))
    for fold in range(int(PARAMETERS["kept_back"])):
        back = folds == fold
        # A value that occurs only in the part kept back has to look unseen.
        known = np.where(_seen_in(codes[~back], codes[back]), codes[back], -1)
        forest[back], linear[back] = fit(codes[~back], denied[~back], seed=seed, bags=1).scores(known)
    calibration = fit_calibration(forest, linear, denied)
    return calibration, calibration.log_odds(forest, linear)


def _seen_in(codes: Codes, rows: Codes) -> NDArray[np.bool_]:
    return np.stack([np.isin(rows[:, one], codes[:, one]) for one in range(codes.shape[1])], axis=1)


def fit(codes: Codes, denied: Truth, *, seed: int, bags: int) -> Fitted:
    """Both parts over these rows; each bag deals the folds anew."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    alike = likeness(codes, seed)
    statistics = Statistics(codes, denied, alike)
    trees: list[Tree] = []
    for bag in range(bags):
        folds = folds_of(denied, FOLDS, seed * 1000 + bag)
        numbers = statistics.numbers_out_of_fold(codes, denied, folds)
        boosted = HistGradientBoostingClassifier(
            learning_rate=PARAMETERS["learning_rate"],
            max_iter=int(PARAMETERS["trees"]),
            max_leaf_nodes=int(PARAMETERS["leaves"]),
            min_samples_leaf=int(PARAMETERS["rows_in_a_leaf"]),
            l2_regularization=PARAMETERS["l2"],
            max_features=PARAMETERS["share_of_numbers"],
            interaction_cst=statistics.layout.together,
            early_stopping=False,
            random_state=seed * 1000 + bag,
        ).fit(numbers, denied)
        trees += exported(boosted)
    linear, shift = _linear(statistics, codes, denied)
    return Fitted(statistics, alike, tuple(trees), bags, linear, shift)


def _linear(statistics: Statistics, codes: Codes, denied: Truth) -> tuple[Floats, float]:
    from scipy.sparse import csr_array
    from sklearn.linear_model import LogisticRegression

    places = statistics.places(codes)
    often = statistics.seen[places] > 1
    rows = np.broadcast_to(np.arange(len(codes))[:, None], places.shape)[often]
    kept, columns = np.unique(places[often], return_inverse=True)
    weights = np.zeros(len(statistics.seen))
    if not len(kept):
        return weights, float(np.log(statistics.base / (1 - statistics.base)))
    shape = (len(codes), len(kept))
    terms = csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    model = LogisticRegression(C=PARAMETERS["linear_freedom"], max_iter=200, tol=1e-3).fit(terms, denied)
    weights[kept] = model.coef_[0].astype(np.float32)
    return weights, float(model.intercept_[0])
