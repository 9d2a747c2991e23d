"""A small company at work: a queue that delivers when told, systems that work, fail or die, and edits of the folder.

What every test of a whole life needs and no single operation does: `tests.approvals.test_life_cycle` plays with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from approvals.desk import Desk
from approvals.errors import Refused
from approvals.events import EVENT, Event
from approvals.jobs.handlers import job_handlers, last_words
from approvals.jobs.port import Job, JobName
from approvals.jobs.retry import TryAgain, wait_before
from approvals.jobs.waiting import look_again
from approvals.operations.drop_pending import drop_leavers
from approvals.policy.book import PolicyBook
from approvals.store.store import Store
from catalog.connectors.port import ConnectorFailed, Order, Receipt, Settled
from catalog.emergency import Called, Emergency
from catalog.model import Absence, Entitlement, EntitlementId, PersonId, PolicyFile, System
from tests.approvals.company import NOW, small_company
from tests.approvals.conftest import StandingClock
from tests.approvals.lock_watch import watch_locks

T = TypeVar("T")

RULES = {
    "security-for-figures": """@id("security-for-figures") @needs("security") @says("Security must look at figures.")
        forbid (principal, action == Action::"hold", resource in System::"warehouse")
        unless { context.approvals.contains("security") };""",
    "owner-for-the-ledger": """@id("owner-for-the-ledger") @needs("owner") @says("The owner must know.")
        forbid (principal, action == Action::"hold", resource in System::"ledger")
        unless { context.approvals.contains("owner") };""",
    "quick-look": """@id("quick-look") @needs("manager") @remind("PT1H") @escalate("PT2H") @expire("P1D")
        @says("The manager must look at once.")
        forbid (principal, action == Action::"hold", resource) unless { context.approvals.contains("manager") };""",
    "two-owners-of-the-ledger": """@id("two-owners-of-the-ledger") @needs("owner") @quorum("2") @after("manager")
        @says("Two must know, once the manager agrees.")
        forbid (principal, action == Action::"hold", resource in System::"ledger")
        unless { context.approvals.contains("owner") };""",
    "all-of-security": """@id("all-of-security") @needs("security") @quorum("all") @says("All of Security must look at figures.")
        forbid (principal, action == Action::"hold", resource in System::"warehouse")
        unless { context.approvals.contains("security") };""",
    "two-of-security": """@id("two-of-security") @needs("security") @quorum("2") @after("manager, owner")
        @says("Two of Security must look at the building.")
        forbid (principal, action == Action::"hold", resource in System::"building")
        unless { context.approvals.contains("security") };""",
    "nothing-in-the-building": """@id("nothing-in-the-building") @says("You must wait for the new building.")
        forbid (principal, action == Action::"hold", resource in System::"building");""",
}
"""What the company may write into its folder, and take out again."""


@cache
def book_of(rules: frozenset[str]) -> PolicyBook:
    """What ships and these rules."""
    files = tuple(PolicyFile(path=f"policies/{name}.cedar", text=RULES[name]) for name in sorted(rules))
    return PolicyBook.load(small_company(policies=files))


class Mood(Enum):
    """How every system answers for now."""

    WORKS = "works"
    REFUSES = "refuses"
    REFUSES_AFTER_DOING = "refuses after doing"
    BUSY = "busy"
    BUSY_AFTER_DOING = "busy after doing"
    BY_HAND = "by hand"
    KILLED_AFTER_DOING = "killed after doing"
    """Usher's process ends before it hears the answer."""


class Killed(Exception):
    """The process ended here; whatever it was doing is delivered to another."""


class Systems:
    """Stands in for every system: who holds what, whatever Usher believes."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.mood = Mood.WORKS

    def __call__(self, system: System) -> Answering:
        manual = system.provisioning.connector == "manual"
        return Answering(self, Mood.BY_HAND if manual else self.mood)


@dataclass
class Answering:
    """One system in its mood."""

    systems: Systems
    mood: Mood

    async def provision(self, order: Order) -> Receipt:
        return self._answer(order, lambda: self.systems.held.add(order.key))

    async def revoke(self, order: Order) -> Receipt:
        return self._answer(order, lambda: self.systems.held.discard(order.key))

    async def holds(self, order: Order) -> bool | None:
        return order.key in self.systems.held

    async def close(self) -> None:
        """Nothing to let go of."""

    def _answer(self, order: Order, do: Any) -> Receipt:
        if self.mood in (
            Mood.WORKS,
            Mood.REFUSES_AFTER_DOING,
            Mood.BUSY_AFTER_DOING,
            Mood.KILLED_AFTER_DOING,
        ):
            do()
        match self.mood:
            case Mood.WORKS:
                return Receipt(settled=Settled.DONE, reference="group-1")
            case Mood.BY_HAND:
                return Receipt(settled=Settled.TASK, assignee=order.place.owner, note="Please do it.")
            case Mood.KILLED_AFTER_DOING:
                raise Killed
            case mood:
                busy = mood in (Mood.BUSY, Mood.BUSY_AFTER_DOING)
                touched = mood in (Mood.REFUSES_AFTER_DOING, Mood.BUSY_AFTER_DOING)
                raise ConnectorFailed(f"The system {mood.value}.", retryable=busy, touched=touched)


@dataclass
class Queue:
    """Jobs that come when told. A key is queued once and for all, as the real queue has it."""

    waiting: dict[str, tuple[Job, datetime, int]] = field(default_factory=dict)
    """By key: the job, when it is due, and how often it was tried."""
    known: set[str] = field(default_factory=set)
    done: list[Job] = field(default_factory=list)

    def put(self, session: Session | None, job: Job, *, now: datetime) -> None:
        if job.key not in self.known:
            self.known.add(job.key)
            self.waiting[job.key] = (job, job.due or now, 0)

    def due(self, until: datetime) -> list[str]:
        """What is due by then, in order."""
        return sorted((key for key, one in self.waiting.items() if one[1] <= until), key=self._when)

    def about(self, name: JobName, **payload: str) -> list[datetime]:
        """When jobs of that name about this are due."""
        return [
            due
            for job, due, _ in self.waiting.values()
            if job.name is name and payload.items() <= job.payload.items()
        ]

    def _when(self, key: str) -> tuple[datetime, str]:
        return self.waiting[key][1], key


class Living:
    """The desk, and all that goes on around it; runs on an event loop of its own."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.loop = asyncio.new_event_loop()
        self.clock = StandingClock(NOW)
        self.queue = Queue()
        self.systems = Systems()
        self.told: list[Event] = []
        company = small_company(emergency=Emergency(who=Called(departments=("Data", "Engineering"))))
        self.rules: frozenset[str] = frozenset()
        self.retired: frozenset[EntitlementId] = frozenset()
        self.privileged: frozenset[EntitlementId] = frozenset()
        self.left: dict[PersonId, date] = {}
        self.removed: frozenset[PersonId] = frozenset()
        self.away: dict[PersonId, Absence] = {}
        self.moved: dict[PersonId, PersonId] = {}
        """Who has another manager now."""
        self.desk = Desk(store=self._store(), company=company, policies=book_of(self.rules))
        self._original = company
        self.handlers = job_handlers(lambda: self.desk, self.systems, self._tell)
        self.last_words = last_words(lambda: self.desk)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def attempt(self, work: Coroutine[Any, Any, Any]) -> bool:
        """Whether it went well; being refused is part of life, anything else is a fault of Usher."""
        try:
            self.do(work)
        except Refused:
            return False
        return True

    def together(self, *works: Awaitable[Any]) -> None:
        """In the same moment."""

        async def all_of_them() -> list[Any]:
            return await asyncio.gather(*works, return_exceptions=True)

        for outcome in self.do(all_of_them()):
            if isinstance(outcome, BaseException) and not isinstance(outcome, Refused):
                raise outcome

    def run(self, key: str) -> None:
        """One delivery of a job, as the runner has it: a failure comes again later, and the last one has its words."""
        job, _, tries = self.queue.waiting.pop(key)
        if job.name is JobName.ANNOUNCE:
            self.told.append(EVENT.validate_json(job.payload["event"]))
            return
        try:
            self.do(self.handlers[job.name](job.payload))
        except Killed:
            self.queue.waiting[key] = (job, self.clock.at, tries)
            self.systems.mood = Mood.WORKS  # nobody is killed for ever
        except TryAgain as again:
            wait = wait_before(tries + 1, after=again)
            if wait is None:
                self.do(self.last_words[job.name](job.payload, again.sentence))
            else:
                self.queue.waiting[key] = (job, self.clock.at + wait, tries + 1)
        else:
            self.queue.done.append(job)

    def deliver_again(self, count: int) -> None:
        """What was done last is done once more: deliveries are at least once."""
        for job in self.queue.done[-count:]:
            self.do(self.handlers[job.name](job.payload))

    def restart(self) -> None:
        """Another process on the same database."""
        self.do(self.desk.store.close())
        self.desk = replace(self.desk, store=self._store())

    def reload(self) -> None:
        """The company folder as it stands is what counts from now on, and everybody is looked for anew."""
        original = self._original
        people = {id: one for id, one in original.people.items() if id not in self.removed}
        for id, person in list(people.items()):
            manager = self.moved.get(id, person.manager)
            while manager in self.removed:  # a folder that names somebody who is gone would not be loaded
                manager = original.people[manager].manager
            people[id] = person.model_copy(update={"manager": manager})
        for id, last_day in self.left.items():
            if id in people:
                people[id] = people[id].model_copy(update={"ends": last_day})
        changed = {
            "people": people,
            "systems": tuple(self._edited(system) for system in original.systems),
            "absences": tuple(one for one in self.away.values() if one.person in people),
            "holdings": tuple(one for one in original.holdings if one.person in people),
        }
        company = original.model_copy(update=changed)
        self.desk = replace(self.desk, company=company, policies=book_of(self.rules))
        self.do(drop_leavers(self.desk))
        self.do(look_again(self.desk))

    def close(self) -> None:
        self.do(self.desk.store.close())
        self.do(self.loop.shutdown_default_executor())
        self.loop.close()

    @property
    def today(self) -> date:
        return self.clock.at.astimezone(self.desk.company.zone).date()

    def later(self, span: timedelta) -> datetime:
        return self.clock.at + span

    def _edited(self, system: System) -> System:
        def kept(one: Entitlement) -> Entitlement:
            return one.model_copy(update={"privileged": True}) if one.id in self.privileged else one

        resources = [
            resource.model_copy(
                update={
                    "entitlements": tuple(
                        kept(one) for one in resource.entitlements if one.id not in self.retired
                    )
                }
            )
            for resource in system.resources
        ]
        return system.model_copy(update={"resources": tuple(resources)})

    def _store(self) -> Store:
        store = Store.at(self.url, clock=self.clock, jobs=self.queue)
        watch_locks(store)
        return store

    async def _tell(self, event: Event) -> None:
        self.told.append(event)
