"""One decision: the risk of a possible grant and the policy's answer to it, without a database."""

from __future__ import annotations

import random
import time

from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.risk.scorecard import score
from approvals.terms import permitted_duration
from catalog.demo import demo_folder
from catalog.load import load_company
from tests.bench.figures import Figures, spread
from tests.bench.wanted import SEED, SPAN
from tests.scenarios.office import MONDAY


def decisions(count: int) -> tuple[list[float], list[float]]:
    """Seconds for the risk, and for the policy, of that many possible grants in the demo company."""
    company = load_company(demo_folder())
    book = PolicyBook.load(company)
    possible = [(person, place) for person in company.people.values() for place in company.visible_to(person)]
    chosen = random.Random(SEED).choices(possible, k=count + 1)
    risks, answers = [], []
    for person, place in chosen:
        duration, _ = permitted_duration(
            place.entitlement, SPAN, person=person, now=MONDAY, zone=company.zone
        )
        held = frozenset(holding.entitlement for holding in company.holdings_of(person.id))
        begun = time.perf_counter()
        risk = score(
            company,
            person=person,
            requester=person,
            place=place,
            scope={},
            duration=duration,
            now=MONDAY,
            held=held,
        )
        scored = time.perf_counter()
        facts = Facts(
            company=company,
            person=person,
            requester=person,
            place=place,
            duration=duration,
            risk=risk.score,
            held=held,
            now=MONDAY,
        )
        book.decide(facts)
        answers.append(time.perf_counter() - scored)
        risks.append(scored - begun)
    return risks[1:], answers[1:]  # the first one counts the company's peers


def figures_of(risks: list[float], answers: list[float], loop: float) -> Figures:
    """Both, and each decision as a whole."""
    whole = [risk + answer for risk, answer in zip(risks, answers, strict=True)]
    return {"risk": spread(risks, loop), "policy": spread(answers, loop), "both": spread(whole, loop)}
