"""Whatever a job has to do stands in a row as well: without its job it is found, and once it is done no more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from approvals.desk import Desk
from approvals.helpdesk import Topic
from approvals.jobs import provisioning, tickets
from approvals.jobs.handlers import Handler, job_handlers
from approvals.jobs.lost import NO_NEWS_AFTER, OVERDUE, Awaited, awaited
from approvals.jobs.port import JobName
from approvals.lessening import Less
from approvals.model import Wish
from approvals.operations.appeal import appeal
from approvals.operations.approve_changed import approve_changed
from approvals.operations.ask_about import ask_about
from approvals.operations.break_glass import break_glass
from approvals.operations.deny import deny
from approvals.operations.give_back import give_back
from approvals.operations.note_facts import note_facts
from approvals.operations.note_told import note_inquiry_told, note_ticket_told
from approvals.operations.open_ticket import open_ticket
from approvals.operations.settle_unlock import settle_unlock
from approvals.operations.unlock_account import unlock_account
from approvals.policy.book import PolicyBook
from approvals.policy.unlocking import Lock
from approvals.queries.inquiries import Facts
from catalog.emergency import Called, Emergency
from catalog.ticket_settings import Tickets
from tests.approvals.asking import ask, only_item
from tests.approvals.company import DASHBOARDS, EXPORTS, WAREHOUSE_ADMIN, small_company
from tests.approvals.conftest import NotedJobs, StandingClock
from tests.approvals.systems import Ledger

pytestmark = pytest.mark.database
FROM_ROWS_ALONE = {JobName.ANNOUNCE, JobName.SHOW_SIGN, JobName.SUM_SIGNS, JobName.LOOK_AGAIN}
"""They draw or look at everything there is, and the next one draws or looks at all that this one would have."""


@dataclass
class World:
    """A desk, its clock, and the jobs it left."""

    desk: Desk
    clock: StandingClock
    jobs: NotedJobs
    ledger: Ledger

    async def overdue(self) -> list[Awaited]:
        async with self.desk.store.reading() as session:
            return await awaited(session, now=self.clock.now())


@pytest.fixture
def world(desk: Desk, clock: StandingClock, jobs: NotedJobs) -> World:
    company = small_company(
        emergency=Emergency(who=Called(departments=("Engineering",))),
        tickets=Tickets(kind="webhook", url="https://desk.example.com"),
    )
    return World(replace(desk, company=company, policies=PolicyBook.load(company)), clock, jobs, Ledger())


async def granted(world: World, entitlement: str = DASHBOARDS) -> str:
    grant = (await only_item(world.desk, await ask(world.desk, entitlement))).grant
    assert grant is not None
    return grant.id


async def until_tomorrow(world: World) -> str:
    return await ask(world.desk, until=world.clock.now() + timedelta(days=1))


async def live(world: World) -> str:
    grant_id = await granted(world)
    await provisioning.provision(world.desk, world.ledger, grant_id=grant_id)
    return grant_id


async def ending(world: World) -> None:
    await give_back(world.desk, grant_id=await live(world), by="tom.reyes")


async def waiting(world: World) -> None:
    await ask(world.desk)


async def reviewed(world: World) -> None:
    request = await ask(world.desk, EXPORTS, duration=None)
    item = await only_item(world.desk, request)
    await approve_changed(world.desk, item_id=item.id, by="lena.osei", less=Less(review=True), why="for now")
    grant = (await only_item(world.desk, request)).grant
    assert grant is not None
    await provisioning.provision(world.desk, world.ledger, grant_id=grant.id)


async def under_review(world: World) -> None:
    await reviewed(world)
    (due,) = world.jobs.named(JobName.REVIEW)
    assert due.due is not None
    world.clock.at = due.due
    await _run(world, due.name, due.payload)


async def appealed(world: World) -> None:
    item = await only_item(world.desk, await ask(world.desk))
    await deny(world.desk, item_id=item.id, by="lena.osei", reason="you have the dashboards")
    await appeal(world.desk, item_id=item.id, by="tom.reyes", reasons="they end in September")


async def broken(world: World) -> None:
    await break_glass(
        world.desk,
        person="max.vogel",
        wish=Wish(entitlement=WAREHOUSE_ADMIN, scope={}),
        duration=timedelta(hours=1),
        reason="the loads fail",
        words="it is on fire",
        key="glass",
    )


async def inquired(world: World) -> None:
    await ask_about(
        world.desk, inquiry_id="inq_1", by="cara.cruz", about="tom.reyes", topic=Topic.SIGN_INS, words="Why?",
        reason="he called",
    )  # fmt: skip


async def with_a_ticket(world: World) -> str:
    await inquired(world)
    await note_inquiry_told(world.desk.store, inquiry_id="inq_1")
    await note_facts(world.desk, inquiry_id="inq_1", facts=Facts(title="Tom cannot get in"))
    return await open_ticket(world.desk, inquiry_id="inq_1", by="cara.cruz")


async def with_people(world: World) -> None:
    await tickets.gave_up(world.desk, ticket_id=await with_a_ticket(world), sentence="It said no.")


class Interrupted:
    """Unlocks that are never heard of again."""

    async def unlock(self, login: str) -> None:
        raise KilledHere


class KilledHere(BaseException):
    """Nothing after this ran."""


async def unlocking(world: World) -> None:
    await inquired(world)
    await note_inquiry_told(world.desk.store, inquiry_id="inq_1")
    lock = Lock(cause="too_many_failures", provider="okta", login="tom.reyes", certain=True)
    with pytest.raises(KilledHere):
        await unlock_account(world.desk, inquiry_id="inq_1", by="cara.cruz", lock=lock, unlocks=Interrupted())


BEGINNINGS: dict[JobName, Callable[[World], Awaitable[object]]] = {
    JobName.PROVISION: granted,
    JobName.REVOKE: ending,
    JobName.REMIND: live,
    JobName.EXPIRE: live,
    JobName.LAPSE: until_tomorrow,
    JobName.REVIEW: reviewed,
    JobName.REVIEW_CLOCK: under_review,
    JobName.STAGE_CLOCK: waiting,
    JobName.APPEAL_CLOCK: appealed,
    JobName.EMERGENCY_CLOCK: broken,
    JobName.TELL_INQUIRY: inquired,
    JobName.OPEN_TICKET: with_a_ticket,
    JobName.TELL_TICKET: with_people,
    JobName.SETTLE_UNLOCK: unlocking,
}
"""What leads to each job."""


def test_no_job_is_left_out() -> None:
    assert set(BEGINNINGS) | FROM_ROWS_ALONE == set(JobName)


async def _run(world: World, name: str, payload: dict[str, str]) -> None:
    async def nothing(event: object) -> None:
        """Nobody is told here."""

    async def told_inquiry(payload: object) -> None:
        await note_inquiry_told(world.desk.store, inquiry_id=payload["inquiry"])  # type: ignore[index]

    async def told_ticket(payload: object) -> None:
        await note_ticket_told(world.desk.store, ticket_id=payload["ticket"])  # type: ignore[index]

    async def settled(payload: object) -> None:
        await settle_unlock(world.desk, inquiry_id=payload["inquiry"])  # type: ignore[index]

    drawn: dict[str, Handler] = {
        JobName.TELL_INQUIRY: told_inquiry,
        JobName.TELL_TICKET: told_ticket,
        JobName.SETTLE_UNLOCK: settled,
    }
    handlers = job_handlers(lambda: world.desk, world.ledger, nothing) | drawn
    await handlers[name](payload)


@pytest.mark.parametrize("name", BEGINNINGS)
async def test_what_has_no_job_is_found_until_it_is_done(world: World, name: JobName) -> None:
    await BEGINNINGS[name](world)
    (job, *_) = world.jobs.named(name)
    world.clock.at = max(world.clock.at, job.due or world.clock.at)
    if name not in {JobName.PROVISION, JobName.REVOKE}:
        assert name not in {one.name for one in await world.overdue()}, "not before its time"
    world.clock.advance(OVERDUE + timedelta(seconds=1))

    (one,) = [one for one in await world.overdue() if one.name is name]
    assert job.key.startswith(one.stem), "or its job would not be known for its own"
    assert {key: job.payload[key] for key in one.payload} == one.payload
    assert one.again(world.clock.now()).key == one.again(world.clock.now() + timedelta(minutes=1)).key

    await _run(world, one.name, one.payload)
    assert [left for left in await world.overdue() if left.name is name] == []


async def test_news_gets_old(world: World) -> None:
    await inquired(world)
    world.clock.advance(OVERDUE + NO_NEWS_AFTER + timedelta(seconds=1))
    assert await world.overdue() == []
