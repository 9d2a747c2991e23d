"""The benchmark of decisions, in small: it measures real answers, and writes what it says it writes."""

from __future__ import annotations

from pathlib import Path

from approvals.clock import MovableClock
from approvals.jobs.queue import DbosJobs
from approvals.log.verify import verify
from approvals.model import PolicyAnswer
from approvals.risk.judge import ModelsInForce
from approvals.store.engine import database_url
from approvals.store.store import Store
from tests.approvals.risk.models import model
from tests.bench.crowd import crowd
from tests.bench.deciding import Bench, decisions, figures_of, logged_decisions
from tests.databases import fresh_sqlite
from tests.scenarios.office import MONDAY

SMALL = crowd(people=240, entitlements=600)


def test_a_made_up_company_is_granted_some_and_asked_for_others() -> None:
    bench = Bench.of(SMALL)
    answers = {bench.evaluate(*pair)[0].decision.answer for pair in bench.possible(150)}
    assert answers == {PolicyAnswer.GRANTED, PolicyAnswer.NEEDS}


def test_the_figures_are_of_all_decisions_but_the_first() -> None:
    found = figures_of(decisions(Bench.of(SMALL, ModelsInForce(live=model(0.3))), 20), 0.01)
    assert {name: one["count"] for name, one in found.items()} == {
        "risk": 20,
        "policy": 20,
        "both": 20,
        "worked": 20,
    }


async def test_each_decision_is_in_the_log(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        assert await logged_decisions(Bench.of(SMALL), database, 5) > 0
        url = database_url(database)
        store = Store(url, clock=MovableClock(MONDAY), jobs=DbosJobs(url))
        proof = await verify(store)
        await store.close()
    assert (proof.whole, proof.entries) == (True, 6)
