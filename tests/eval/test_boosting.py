"""Trees are judged by companies they never saw, and speak in one direction where a signal can only speak for a reading."""

from __future__ import annotations

import numpy as np
import pytest

from tests.eval import boosting
from tests.eval.boosting import NAMES, Rows, by_strangers, chances, fit, knots

DRAWN = np.random.default_rng(3)


@pytest.fixture(autouse=True)
def few_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds for every number of trees is shown with a few coarse ones: a hundred fine ones take a minute."""
    monkeypatch.setattr(boosting, "ROUNDS", 6)
    monkeypatch.setattr(boosting, "FORESTS", 1)
    monkeypatch.setattr(boosting, "BINS", 16)


def rows(weight: float = 1.0) -> Rows:
    figures = DRAWN.normal(size=(400, len(NAMES)))
    label = figures[:, NAMES.index("lead")] + DRAWN.normal(size=400) > 0
    company = np.array([f"company {number % 4}" for number in range(400)])
    return Rows(figures, label, company, np.full(400, weight))


def test_a_company_is_judged_by_trees_that_never_saw_it() -> None:
    known = rows()
    label = known.label.copy()
    label[known.company == "company 1"] = ~label[known.company == "company 1"]
    turned = Rows(known.figures, label, known.company, known.weight)
    here = known.company == "company 1"
    before = by_strangers(known, known.figures, known.company)
    after = by_strangers(turned, known.figures, known.company)
    assert np.allclose(before[here], after[here])
    assert not np.allclose(before[~here], after[~here])


def test_a_greater_lead_never_counts_against_a_reading() -> None:
    models, one = fit(rows()), np.zeros((50, len(NAMES)))
    one[:, NAMES.index("lead")] = np.linspace(-3, 3, 50)
    assert (np.diff(chances(models, one)) >= -1e-12).all()


def test_what_is_not_known_is_neither_learned_nor_counted() -> None:
    known = rows()
    unknown = Rows(known.figures, ~known.label, known.company, np.zeros(400))
    both = Rows(
        *(
            np.concatenate([getattr(known, part), getattr(unknown, part)])
            for part in ("figures", "label", "company", "weight")
        )
    )
    said = chances(fit(known), both.figures)
    assert np.allclose(chances(fit(both), both.figures), said)
    assert np.allclose(knots(said, both).true, knots(said[:400], known).true)


def test_knots_rise_from_nothing_to_everything() -> None:
    known = rows()
    found = knots(chances(fit(known), known.figures), known)
    assert len(found.said) == boosting.KNOTS + 2
    assert (np.diff(found.true) >= 0).all()
    assert (found(0.0), found(1.0)) == (0.0, 1.0)
