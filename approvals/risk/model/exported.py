"""scikit-learn's boosted trees as plain ones."""

from __future__ import annotations

from typing import Any

from approvals.risk.model.trees import Tree


def exported(boosted: Any) -> list[Tree]:
    """The trees of a fitted HistGradientBoostingClassifier for two outcomes; the first begins with its baseline."""
    baseline = float(boosted._baseline_prediction.ravel()[0])
    trees = [_plain(predictors[0].nodes) for predictors in boosted._predictors]
    first = trees[0]
    trees[0] = first.model_copy(
        update={"leaves": tuple(leaf + baseline for leaf in first.leaves), "mean": first.mean + baseline}
    )
    return trees


def _plain(nodes: Any) -> Tree:
    number: list[int] = []
    threshold: list[float] = []
    crosses_out: list[int] = []
    leaves: list[float] = []
    rows: list[float] = []

    def walk(place: int) -> None:
        node = nodes[place]
        if node["is_leaf"]:
            leaves.append(float(node["value"]))
            rows.append(float(node["count"]))
            return
        question = len(number)
        number.append(int(node["feature_idx"]))
        threshold.append(float(node["num_threshold"]))
        crosses_out.append(0)
        first = len(leaves)
        walk(int(node["left"]))
        crosses_out[question] = sum(1 << leaf for leaf in range(first, len(leaves)))
        walk(int(node["right"]))

    walk(0)
    mean = sum(leaf * count for leaf, count in zip(leaves, rows, strict=True)) / sum(rows)
    return Tree(
        number=tuple(number),
        threshold=tuple(threshold),
        crosses_out=tuple(crosses_out),
        leaves=tuple(leaves),
        mean=mean,
    )
