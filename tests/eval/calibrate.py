"""`python -m tests.eval.calibrate [--write]`: fits the confidence of the built-in engine.

A logistic regression over the signals of `intents.engines.builtin.confidence`, which mean the same in every
catalog; the words of a message are no feature. Each company is judged by a fit on the others; `fernway` is never
fitted on. Prints, for several raw thresholds, how many needs pass and what share of them is right: the knots in
`confidence.json` are chosen from that table.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from catalog.model import Company
from intents.candidates import index_of
from intents.engines.builtin.judgement import best_option
from intents.engines.builtin.reading import Choice, read
from intents.said_duration import said_duration
from intents.understand import inquire
from tests.eval.sets import EvalSet, sets, smalltalk

WEIGHTS = Path(__file__).parents[2] / "intents" / "engines" / "builtin" / "confidence.json"
NOT_FITTED = ("unread", "fernway")
THRESHOLDS = (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


def _label(expect: dict[str, Any], best: str, several: bool) -> bool | None:
    """Whether naming `best` would have been right; None when the label says nothing about it."""
    gold = {item["entitlement"] for item in expect["items"]}
    if expect["outcome"] == "propose":
        return best in gold and (several or len(gold) == 1)
    if expect["outcome"] == "ask" and expect.get("missing") not in (["need"], ["system"]):
        return None
    return "propose" in expect.get("accept", []) and best in set(expect.get("any_of", []))


def _examples(company: Company, case: dict[str, Any]) -> list[tuple[dict[str, float], bool]]:
    now = datetime.fromisoformat(case["now"])
    inquiry = inquire(case["text"], person=company.people[case["person"]], company=company, now=now)
    said = said_duration(inquiry.text, now=now, zone=company.zone, parts=inquiry.parts)
    _, choices = read(inquiry, index_of(company), (said.start, said.end) if said else None)
    allowed = {place.entitlement.id for place in inquiry.candidates}
    found = []
    for choice in choices:
        label = _of(choice, allowed, case, several=len(choices) > 1)
        if label is not None and choice.shown is not None:
            found.append((asdict(choice.shown), label))
    return found


def _of(choice: Choice, allowed: set[str], case: dict[str, Any], *, several: bool) -> bool | None:
    best, _ = best_option(choice.ranked, allowed) if choice.ranked else (None, False)
    return None if best is None else _label(case["expect"], best.id, several)


def examples(data: list[EvalSet]) -> list[tuple[str, dict[str, float], bool]]:
    """The company, the signals of every need read in its messages and in small talk, and whether it was right."""
    found = []
    for one in data:
        for case in one.cases:
            found += [(one.name, *example) for example in _examples(one.company, case)]
        person = next(iter(one.company.people))
        for text in smalltalk():
            expect = {"items": [], "outcome": "decline"}
            case = {"text": text, "person": person, "now": "2026-11-23T10:15:00+00:00", "expect": expect}
            found += [(one.name, *example) for example in _examples(one.company, case)]
    return found


def main() -> None:
    """Fit, judge, print; with --write replace the weights (the knots stay)."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import log_loss, roc_auc_score
    from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict

    parser = argparse.ArgumentParser(prog="python -m tests.eval.calibrate", description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    known = examples([one for one in sets() if one.name not in NOT_FITTED])
    names = list(known[0][1])
    x = np.array([[signals[name] for name in names] for _, signals, _ in known])
    y = np.array([right for *_, right in known])
    company = np.array([name for name, *_ in known])
    model = LogisticRegression(C=2.0, max_iter=5000)
    p = cross_val_predict(model, x, y, groups=company, cv=LeaveOneGroupOut(), method="predict_proba")[:, 1]
    print(
        f"needs {len(y)}, right {y.mean():.3f}, log loss {log_loss(y, p):.4f}, auc {roc_auc_score(y, p):.4f}"
    )
    for threshold in THRESHOLDS:
        passing = p >= threshold
        print(f"at least {threshold:.2f}: {int(passing.sum()):4} pass, {y[passing].mean():.3f} of them right")
        for name in sorted(set(company)):
            here = passing & (company == name)
            print(
                f"      {name:12} {int(here.sum()):4} of {int((company == name).sum()):4}, {y[here].mean():.3f}"
            )
    model.fit(x, y)
    weights = {"bias": round(float(model.intercept_[0]), 4)}
    weights |= {name: round(float(c), 4) for name, c in zip(names, model.coef_[0], strict=True)}
    print(json.dumps(weights, indent=1))
    if args.write:
        kept = json.loads(WEIGHTS.read_text("utf-8"))
        WEIGHTS.write_text(json.dumps({**kept, "weights": weights}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
