"""A trained model: finds the rule, adds up, knows what it does not know, and survives its file."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from approvals.risk.model.history import parse_history
from approvals.risk.model.scoring import HISTORY_AT_LEAST, Scorer
from approvals.risk.model.trained import ModelInvalid, load_model, save_model
from approvals.risk.model.training import fit, train
from approvals.risk.model.trees import Forest
from tests.approvals.company import NOW
from tests.approvals.risk.model.past import HEADER, past_decisions, small_history, small_model

PAYROLL = {"entitlement": "payroll", "department": "Sales", "title": "Lead"}
WIKI = {"entitlement": "wiki", "department": "Sales", "title": "Lead"}


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(small_model())


def test_it_finds_who_is_denied_what(scorer: Scorer) -> None:
    assert scorer.score(PAYROLL).probability > 0.6
    assert scorer.score(WIKI).probability < 0.1
    assert scorer.score(PAYROLL | {"department": "Finance"}).probability < 0.2


def test_the_contributions_sum_to_the_log_odds(scorer: Scorer) -> None:
    for number in range(0, 300, 7):
        opinion = scorer.score(small_history().row(number))
        assert opinion.usual + sum(opinion.contributions.values()) == pytest.approx(
            opinion.log_odds, abs=1e-12
        )
        assert opinion.probability == pytest.approx(1 / (1 + np.exp(-opinion.log_odds)))
        assert 0 <= opinion.low <= opinion.probability <= opinion.high <= 1


def test_what_raised_it_is_named(scorer: Scorer) -> None:
    opinion = scorer.score(PAYROLL)
    assert opinion.contributions["entitlement"] > 0.5
    assert abs(opinion.contributions["title"]) < opinion.contributions["entitlement"]


def test_many_at_once_are_the_same_as_one_by_one(scorer: Scorer) -> None:
    rows = [small_history().row(number) for number in range(50)]
    singly = [scorer.score(row).probability for row in rows]
    assert scorer.probabilities(rows) == pytest.approx(singly)


def test_plain_trees_say_what_scikit_learn_says() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    from approvals.risk.model.exported import exported

    chance = np.random.default_rng(3)
    numbers = chance.normal(size=(800, 6))
    denied = numbers[:, 0] * numbers[:, 1] + numbers[:, 2] > 0.5
    boosted = HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=16).fit(numbers, denied)
    forest = Forest(tuple(exported(boosted)), tuple((place,) for place in range(6)), 6)
    plain = forest.contributions(numbers).sum(axis=1) + forest.mean
    assert plain == pytest.approx(boosted.decision_function(numbers))


def test_an_entitlement_never_seen_makes_it_abstain(scorer: Scorer) -> None:
    opinion = scorer.score(PAYROLL | {"entitlement": "never heard of"})
    assert opinion.abstains == "No past decision has this entitlement"
    assert np.isfinite(opinion.log_odds)


@pytest.mark.parametrize("strange", ["department", "title"])
def test_one_strange_value_among_known_ones_does_not(scorer: Scorer, strange: str) -> None:
    opinion = scorer.score(PAYROLL | {strange: "never heard of"})
    assert opinion.abstains is None
    assert 0 < opinion.probability < 1


def test_half_of_the_attributes_missing_makes_it_abstain(scorer: Scorer) -> None:
    assert scorer.score({"entitlement": "wiki"}).abstains == "No past decision has this department or title"
    assert scorer.score(WIKI).abstains is None


def test_too_little_history_makes_it_abstain() -> None:
    row = "approved,rare,Sales,Lead"
    history = parse_history(past_decisions() + b"\n" + "\n".join([row] * (HISTORY_AT_LEAST - 1)).encode())
    opinion = Scorer(train(history, now=NOW)).score({**WIKI, "entitlement": "rare"})
    assert opinion.abstains == "This entitlement was decided on only once before"


def test_it_keeps_what_a_registry_asks_for() -> None:
    model = small_model()
    assert model.snapshot == small_history().sha256
    assert (model.policy_version, model.trained_at) == ("policies-7", NOW)
    assert model.attributes == ("entitlement", "department", "title")
    assert model.metrics.auc > 0.85
    assert model.parameters["trees"] > 0


def test_training_again_gives_the_same_model() -> None:
    again = train(small_history(), now=NOW + timedelta(days=1), policy_version="policies-7")
    assert again.model_copy(update={"trained_at": NOW}) == small_model()


def test_a_file_gives_back_the_same_opinions(scorer: Scorer, tmp_path: Path) -> None:
    seal = save_model(small_model(), tmp_path / "model.json")
    again = Scorer(load_model(tmp_path / "model.json", seal=seal))
    assert again.score(PAYROLL) == scorer.score(PAYROLL)


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    save_model(small_model(), path)
    content = json.loads(path.read_text())
    content["model"]["calibration"]["shift"] -= 2
    path.write_text(json.dumps(content))
    with pytest.raises(ModelInvalid, match=r"model\.json, line 1: was altered"):
        load_model(path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model": 1}', '{"seal": "x", "model": {}}', "\x00"])
def test_what_is_no_model_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(text)
    with pytest.raises(ModelInvalid, match="train again"):
        load_model(tmp_path / "model.json")


def test_another_seal_than_the_registrys_is_refused(tmp_path: Path) -> None:
    save_model(small_model(), tmp_path / "model.json")
    with pytest.raises(ModelInvalid, match="no longer fits"):
        load_model(tmp_path / "model.json", seal="0" * 64)


def test_one_column_is_enough() -> None:
    lines = [",".join(line.split(",")[:2]) for line in past_decisions().decode().splitlines()]
    history = parse_history("\n".join(lines).encode())
    codes = history.codes.astype(np.int64)
    forest, linear = fit(codes, history.denied, seed=0, bags=1).scores(codes[:5])
    assert np.isfinite(forest + linear).all()
    assert HEADER.startswith(lines[0])


def test_scoring_needs_no_scikit_learn(tmp_path: Path) -> None:
    save_model(small_model(), tmp_path / "model.json")
    program = (
        "import sys; from pathlib import Path; from approvals.risk.model.scoring import Scorer\n"
        "from approvals.risk.model.trained import load_model\n"
        f"Scorer(load_model(Path({str(tmp_path / 'model.json')!r}))).score({PAYROLL!r})\n"
        "assert 'sklearn' not in sys.modules and 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
