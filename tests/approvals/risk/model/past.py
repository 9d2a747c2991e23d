"""A made-up company's past decisions, with a rule to be found in them."""

from __future__ import annotations

import random
from functools import lru_cache

from approvals.risk.model.history import History, parse_history
from approvals.risk.model.trained import TrainedModel
from approvals.risk.model.training import train
from tests.approvals.company import NOW

HEADER = "outcome,entitlement,department,title"


@lru_cache(maxsize=1)
def past_decisions(rows: int = 1500) -> bytes:
    """Payroll is denied to everybody but Finance, mostly."""
    chance = random.Random(7)
    lines = [HEADER]
    for _ in range(rows):
        entitlement = chance.choice(["payroll", "wiki", "crm", "builds", "dashboards"])
        department = chance.choice(["Finance", "Sales", "Engineering", "Support"])
        title = chance.choice(["Analyst", "Lead", "Engineer"])
        wrong = entitlement == "payroll" and department != "Finance"
        denied = chance.random() < (0.8 if wrong else 0.03)
        lines.append(f"{'denied' if denied else 'approved'},{entitlement},{department},{title}")
    return "\n".join(lines).encode()


@lru_cache(maxsize=1)
def small_history() -> History:
    return parse_history(past_decisions())


@lru_cache(maxsize=1)
def small_model() -> TrainedModel:
    """Trained once for all tests that ask it."""
    return train(small_history(), now=NOW, policy_version="policies-7")
