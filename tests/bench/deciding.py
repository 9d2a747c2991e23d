"""One decision: the risk of a possible grant with a trained model in force, and the policy's answer to it.

Without a database that is the evaluation alone; with one, each decision is written to the decision log and committed.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass

from approvals.clock import MovableClock
from approvals.jobs.queue import DbosJobs
from approvals.log.entry import USHER
from approvals.model import ItemStatus
from approvals.operations.settle import Evaluation, entry_about
from approvals.policy.book import PolicyBook
from approvals.policy.facts import Facts
from approvals.risk.judge import NO_MODELS, ModelsInForce, judge
from approvals.risk.scorecard import score
from approvals.store.engine import database_url
from approvals.store.store import Store
from approvals.store.tables import ItemRow, RequestRow, new_id
from approvals.terms import permitted_duration
from catalog.model import Company, Person, Place
from tests.bench.figures import Figures, rate, spread
from tests.bench.wanted import SEED, SPAN
from tests.scenarios.office import MONDAY


@dataclass(frozen=True)
class Taken:
    """Seconds for the two halves of one decision, and what of both this process worked itself.

    On a machine that others use as well, the rest of the time was theirs.
    """

    risk: float
    policy: float
    worked: float


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What decisions are made with."""

    company: Company
    book: PolicyBook
    models: ModelsInForce

    @classmethod
    def of(cls, company: Company, models: ModelsInForce = NO_MODELS) -> Bench:
        """The policies that ship, for that company."""
        return cls(company=company, book=PolicyBook.load(company), models=models)

    def possible(self, count: int) -> list[tuple[Person, Place]]:
        """Who could ask for what, mixed, always the same."""
        chance = random.Random(SEED)
        people, places = list(self.company.people.values()), list(self.company.places.values())
        found: list[tuple[Person, Place]] = []
        while len(found) < count:
            person, place = chance.choice(people), chance.choice(places)
            if place.entitlement.audience.admits(person):
                found.append((person, place))
        return found

    def evaluate(self, person: Person, place: Place) -> tuple[Evaluation, Taken]:
        """The decision, and how long it took."""
        duration, _ = permitted_duration(
            place.entitlement, SPAN, person=person, now=MONDAY, zone=self.company.zone
        )
        held = frozenset(holding.entitlement for holding in self.company.holdings_of(person.id))
        working, begun = time.thread_time(), time.perf_counter()
        judged = judge(self.models, person, place)
        risk = score(
            self.company,
            person=person,
            requester=person,
            place=place,
            scope={},
            duration=duration,
            now=MONDAY,
            held=held,
            judged=judged,
        )
        scored = time.perf_counter()
        facts = Facts(
            company=self.company,
            person=person,
            requester=person,
            place=place,
            duration=duration,
            risk=risk.score,
            judged=judged,
            held=held,
            now=MONDAY,
        )
        decision = self.book.decide(facts)
        answered, worked = time.perf_counter(), time.thread_time()
        taken = Taken(scored - begun, answered - scored, worked - working)
        return Evaluation(facts=facts, decision=decision, risk=risk), taken


def decisions(bench: Bench, count: int) -> list[Taken]:
    """How long that many evaluations took, each by itself."""
    first, *others = bench.possible(count + 1)
    bench.evaluate(*first)  # counts the company's peers
    return [bench.evaluate(*pair)[1] for pair in others]


async def logged_decisions(bench: Bench, database: str, count: int) -> float:
    """Seconds for that many decisions, one after the other, each in the decision log and committed before the next."""
    store = Store(database_url(database), clock=MovableClock(MONDAY), jobs=DbosJobs(database_url(database)))
    try:
        first, *others = bench.possible(count + 1)
        await _logged(bench, store, *first)
        begun = time.perf_counter()
        for person, place in others:
            await _logged(bench, store, person, place)
        return time.perf_counter() - begun
    finally:
        await store.close()


async def _logged(bench: Bench, store: Store, person: Person, place: Place) -> None:
    async with store.transaction() as tx:
        evaluation, _ = bench.evaluate(person, place)
        request, item = _rows(bench, person, place)
        tx.log(entry_about(f"item.{item.status}", request, item, actor=USHER, evaluation=evaluation))


def _rows(bench: Bench, person: Person, place: Place) -> tuple[RequestRow, ItemRow]:
    """What the entry is about; only the entry is written."""
    request = RequestRow(
        id=new_id("req"),
        key=new_id("key"),
        requester=person.id,
        beneficiary=person.id,
        duration=SPAN,
        justification="",
        words="",
        opened_at=MONDAY,
    )
    item = ItemRow(
        id=new_id("it"),
        request_id=request.id,
        position=0,
        entitlement=place.entitlement.id,
        scope={},
        duration=SPAN,
        status=ItemStatus.PENDING,
        risk={},
        policy_version=bench.book.version,
        catalog_version=bench.company.version,
    )
    return request, item


def figures_of(taken: list[Taken], loop: float) -> Figures:
    """Both halves, each decision as a whole, and what of it was this process's own work."""
    return {
        "risk": spread([one.risk for one in taken], loop),
        "policy": spread([one.policy for one in taken], loop),
        "both": spread([one.risk + one.policy for one in taken], loop),
        "worked": spread([one.worked for one in taken], loop),
    }


def logged_figures_of(count: int, seconds: float, loop: float) -> Figures:
    """As a rate."""
    return {"logged": rate(count, seconds, loop)}
