"""Northlight with Usher in its Slack: the real app behind signed HTTP, the real store, and jobs that run when told.

Only time stands still, and the systems behind the connectors say yes to everything.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

import bot
from approvals.desk import Desk
from approvals.jobs.handlers import Handler, job_handlers
from approvals.jobs.port import Job
from approvals.jobs.retry import TryAgain
from approvals.operations.unlock_account import Unlocks
from approvals.step_up.vault import Vault, new_key
from approvals.store.store import Store
from bot.delivery import Delivery
from bot.hosting import Hosted
from bot.listeners.front import nobody_unlocks
from bot.listeners.messages import HEAR
from bot.listeners.replies import REPLY
from bot.slack_app import build_app, build_front, slack_handlers
from bot.slack_client import slack_client
from bot.slack_local import LocalSlack, SlackChannel, SlackUser
from bot.work import Work
from catalog.connectors.manual import ManualConnector
from catalog.connectors.port import Connector, Order, Receipt, Settled
from catalog.model import Company, System
from intents.engines.choose import engine_for
from intents.engines.port import Engine, Inquiry, Reading
from tests.approvals.company import NOW, northlight, policies_of
from tests.approvals.conftest import StandingClock
from tests.depth import BUSY

TOM, LENA, IVO = "UTOMREYES", "ULENAOSEI", "UIVOBRANDT"
"""An analyst, his manager, and hers."""
OMAR, GRETA, MAX, IDA = "UOMARDIAZ", "UGRETALUND", "UMAXVOGEL", "UIDABERG"
"""The owner of the warehouse, Security, an engineer, and who does badges by hand."""
STRANGER, GUEST = "USTRANGER", "UGUEST"


MANIFEST = json.loads((Path(bot.__file__).parent / "manifest.json").read_text())
"""What the app is allowed in the tests is what the manifest asks for, and no more."""


class AlwaysDone:
    """A system that does what it is told."""

    async def provision(self, order: Order) -> Receipt:
        return Receipt(settled=Settled.DONE, reference="group-1")

    async def revoke(self, order: Order) -> Receipt:
        return Receipt(settled=Settled.DONE)

    async def holds(self, order: Order) -> bool | None:
        return None

    async def close(self) -> None:
        return None


@dataclass
class QueuedJobs:
    """Jobs in the order they were put; the same key once."""

    waiting: list[Job] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    at_once: dict[str, Handler] = field(default_factory=dict)
    """What is not kept waiting: messages are read as soon as they are queued."""
    taken: list[Job] = field(default_factory=list)
    """Those that were not kept waiting."""
    running: set[asyncio.Task[None]] = field(default_factory=set)

    def put(self, session: Session, job: Job, *, now: object) -> None:
        if job.key in self.known:
            return
        self.known.add(job.key)
        if job.name in self.at_once:
            self.taken.append(job)
            task = asyncio.get_running_loop().create_task(self._run(job))
            self.running.add(task)
            task.add_done_callback(self.running.discard)
        else:
            self.waiting.append(job)

    async def _run(self, job: Job) -> None:
        await self.at_once[job.name](job.payload)

    async def idle(self) -> None:
        """Until nothing is being read."""
        while self.running:
            await asyncio.gather(*self.running)


@dataclass
class NamedEngine:
    """The built-in engine under a name that tests may change: a model's name is what shows the status line."""

    inner: Engine
    name: str

    async def read(self, inquiry: Inquiry) -> Reading:
        return await self.inner.read(inquiry)


@dataclass
class Stage:
    """Everything on it, at hand."""

    slack: LocalSlack
    desk: Desk
    delivery: Delivery
    client: AsyncWebClient
    jobs: QueuedJobs
    clock: StandingClock
    work: Work
    engine: NamedEngine
    own: dict[str, Handler]
    """The jobs of the bot's own room that wait their turn."""

    async def work_off(self) -> None:
        """Waits for the listeners, then runs every job that is due, and those that follow; what is to be tried again waits for the next call."""
        await self.slack.settled()
        await self.work.finish()
        await self.jobs.idle()
        handlers = job_handlers(lambda: self.desk, self._connector, self.delivery) | self.own
        later: list[Job] = []
        while due := [job for job in self.jobs.waiting if job.due is None or job.due <= self.clock.now()]:
            self.jobs.waiting.remove(due[0])
            try:
                await handlers[due[0].name](due[0].payload)
            except TryAgain:
                later.append(due[0])
        self.jobs.waiting += later

    @staticmethod
    def _connector(system: System) -> Connector:
        return ManualConnector() if system.provisioning.connector == "manual" else AlwaysDone()


def workspace(company: Company) -> LocalSlack:
    """Northlight's Slack: everybody with an account, two channels, and two people who do not belong."""
    users = [
        SlackUser(one.slack_id, one.id, one.name, email=one.email, title=one.title)
        for one in company.people.values()
        if one.slack_id
    ]
    users += [
        SlackUser(STRANGER, "sam", "Sam Other", email="sam@elsewhere.example", is_stranger=True),
        SlackUser(GUEST, "gus", "Gus Guest", email="gus@northlight.example", is_restricted=True),
    ]
    everybody = tuple(user.id for user in users)
    return LocalSlack(
        team_name=company.name,
        ack_seconds=BUSY,
        trigger_seconds=BUSY,
        scopes=MANIFEST["oauth_config"]["scopes"]["bot"],
        events=MANIFEST["settings"]["event_subscriptions"]["bot_events"],
        users=users,
        channels=[
            SlackChannel("access-requests", everybody),
            SlackChannel("security-reviews", (GRETA, "UNILSAKER")),
            SlackChannel("general", everybody),
        ],
    )


@asynccontextmanager
async def staged(
    database: str, company: Company | None = None, *, unlocks: Callable[[], Unlocks | None] = nobody_unlocks
) -> AsyncIterator[Stage]:
    """Curtain up, and down again."""
    builtin = engine_for("builtin")
    engine = NamedEngine(builtin, builtin.name)
    clock, jobs, work = StandingClock(NOW), QueuedJobs(), Work()
    company = company or northlight()
    desk = Desk(
        store=Store.at(database, clock=clock, jobs=jobs),
        company=company,
        policies=policies_of(company),
        vault=Vault(new_key()),
    )
    async with (
        workspace(company) as slack,
        slack_client(token=slack.bot_token, base_url=slack.api_url) as client,
    ):
        delivery = Delivery(lambda: desk, client)
        front = build_front(
            desk_of=lambda: desk, engine=engine, client=client, delivery=delivery, unlocks=unlocks
        )
        own = slack_handlers(front)
        jobs.at_once = {name: own.pop(name) for name in (HEAR, REPLY)}
        app = build_app(front, signing_secret=slack.signing_secret, work=work)
        hosted = Hosted(AsyncSlackRequestHandler(app))
        await hosted.start()
        slack.bot_url = f"{hosted.url}/slack/events"
        try:
            yield Stage(slack, desk, delivery, client, jobs, clock, work, engine, own)
        finally:
            await work.finish()
            await jobs.idle()
            await hosted.stop()
            await desk.store.close()
