"""Fits boosted trees to what readings showed, and turns them into what `intents.engines.builtin.trees` evaluates.

Histogram-based gradient boosting of scikit-learn, after Ke et al., "LightGBM" (2017). What can only speak for a
reading, such as its lead, is held to doing so (`RISES`, `FALLS`): that keeps the trees from learning the companies
they are fitted on by heart.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intents.engines.builtin.signals import Signals
from intents.engines.builtin.sureness import Knots
from intents.engines.builtin.trees import Forest

Floats = NDArray[np.float64]
NAMES = tuple(field.name for field in fields(Signals))
FORESTS = 2
"""How many are averaged, each grown from another beginning."""
ROUNDS = 120
"""Trees of each."""
BINS = 255
"""Into so many a figure is cut; with weights, finding them takes most of the time."""
FOLDS = 8
KNOTS = 16
RISES = frozenset(
    [
        "lead",
        "level_lead",
        "strength",
        "coverage",
        "outright",
        "won",
        "won_resource",
        "won_level",
        "alike",
        "alike_lead",
        "standing",
        "resource_lead",
        "level_alike",
        "by_words",
        "system_lead",
        "over_lesser",
        "over_lesser_alike",
        "under_mightier",
        "level_said",
        "answered",
        "clear",
        "fits",
        "fits_lead",
        "chance",
    ]
)
FALLS = frozenset(
    ["foreign", "rival", "near", "unexplained", "elsewhere", "sibling_said", "exceeds", "nothing"]
)


@dataclass(frozen=True)
class Rows:
    """What needs showed, a row for each, with what the trees are to find."""

    figures: Floats
    label: NDArray[np.bool_]
    company: NDArray[np.str_]
    weight: Floats
    """0 where the label is not known."""
    direction: int = 1
    """1 where what speaks for a reading speaks for the label, -1 where it speaks against it."""

    def only(self, which: NDArray[np.bool_]) -> Rows:
        """Some of them."""
        return replace(
            self,
            figures=self.figures[which],
            label=self.label[which],
            company=self.company[which],
            weight=self.weight[which],
        )


def fit(rows: Rows) -> list[Any]:
    """Trees fitted to find the label."""
    rows = rows.only(rows.weight > 0)
    from sklearn.ensemble import HistGradientBoostingClassifier

    signs = [rows.direction * ((name in RISES) - (name in FALLS)) for name in NAMES]
    return [
        HistGradientBoostingClassifier(
            max_iter=ROUNDS,
            max_bins=BINS,
            learning_rate=0.06,
            max_leaf_nodes=12,
            min_samples_leaf=25,
            l2_regularization=5.0,
            max_features=0.4,
            early_stopping=False,
            monotonic_cst=signs,
            random_state=seed,
        ).fit(rows.figures, rows.label, sample_weight=rows.weight)
        for seed in range(FORESTS)
    ]


def chances(models: list[Any], figures: Floats) -> Floats:
    """What the trees say of each row."""
    log_odds = np.mean([model.decision_function(figures) for model in models], axis=0)
    return np.asarray(1 / (1 + np.exp(-log_odds)), np.float64)


def by_strangers(rows: Rows, figures: Floats, company: NDArray[np.str_]) -> Floats:
    """What trees say of each row of `figures` that were fitted only on other companies than its own."""
    found = np.zeros(len(company))
    names = sorted(set(company))
    for fold in range(FOLDS):
        here = np.isin(company, names[fold::FOLDS])
        if here.any():
            there = rows.only(~np.isin(rows.company, names[fold::FOLDS]))
            found[here] = chances(fit(there), figures[here])
    return found


def knots(said: Floats, rows: Rows) -> Knots:
    """The share that came true in equal parts of the rows, made to rise (isotonic regression; Zadrozny and Elkan, 2002)."""
    from sklearn.isotonic import IsotonicRegression

    said, rows = said[rows.weight > 0], rows.only(rows.weight > 0)
    parts = np.array_split(np.argsort(said, kind="stable"), KNOTS)
    weight = [rows.weight[part].sum() for part in parts]
    at = np.array([np.average(said[part], weights=rows.weight[part]) for part in parts])
    share = np.array([np.average(rows.label[part], weights=rows.weight[part]) for part in parts])
    risen = IsotonicRegression().fit(at, share, sample_weight=weight).predict(at)
    return Knots(np.r_[0.0, at, 1.0], np.r_[0.0, risen, 1.0])


def forest(models: list[Any]) -> Forest:
    """The trees in flat arrays; what several models say is averaged in log-odds."""
    trees = [tree.nodes for model in models for (tree,) in model._predictors]
    sizes = [len(tree) for tree in trees]
    roots = np.cumsum([0, *sizes[:-1]])
    nodes, base = np.concatenate(trees), np.repeat(roots, sizes)
    leaf, itself = nodes["is_leaf"].astype(bool), np.arange(len(nodes))
    return Forest(
        roots=roots.astype(np.int32),
        depth=int(nodes["depth"].max()),
        figure=np.where(leaf, 0, nodes["feature_idx"]).astype(np.int32),
        limit=np.where(leaf, 0.0, nodes["num_threshold"]),
        left=np.where(leaf, itself, base + nodes["left"]).astype(np.int32),
        right=np.where(leaf, itself, base + nodes["right"]).astype(np.int32),
        value=np.where(leaf, nodes["value"] / len(models), 0.0),
        start=float(np.mean([np.ravel(model._baseline_prediction)[0] for model in models])),
    )
