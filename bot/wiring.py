"""Putting the rooms together: one company, one database, one Slack, one language engine, and the jobs between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from approvals.clock import Clock
from approvals.desk import Desk
from approvals.jobs.handlers import job_handlers, last_words
from approvals.jobs.queue import DbosJobs
from approvals.jobs.runner import JobRunner
from approvals.jobs.waiting import look_again
from approvals.operations.drop_pending import drop_leavers
from approvals.risk.peers import peers_of
from approvals.risk.registry.running import RunningModels
from approvals.store.engine import database_url
from approvals.store.store import Store
from bot.delivery import Delivery
from bot.incoming_tickets import Drafts, drafting
from bot.learning import Learning
from bot.leavers import Leavers
from bot.metrics import UNDER_WAY, counted_handlers, counted_last_words, counting
from bot.model_watch import ModelWatch
from bot.preparing import Prepared
from bot.reloading import Reloading
from bot.settings import Settings
from bot.signins.looking import LOOK
from bot.signins.rounds import SignInRounds
from bot.signins.showing import sign_handlers
from bot.signins.watching import SignWatch
from bot.slack_app import build_app, build_front, slack_handlers, slack_last_words
from bot.work import Work
from catalog.connectors.choose import Connectors
from catalog.connectors.settings import ConnectorSettings
from catalog.connectors.tickets import incoming_secret, ticket_system
from catalog.connectors.unlock import OktaUnlock, unlocker
from catalog.model import Company
from intents import warm_up

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Usher:
    """A running assistant: what hears Slack, what decides, and what works behind it."""

    desk_of: Callable[[], Desk]
    """The desk in force; a reload of the company folder makes another."""
    app: AsyncApp
    runner: JobRunner
    work: Work
    signing_secret: str = field(repr=False)
    """What Slack's requests are signed with; empty where they come over Socket Mode."""
    drafts: Drafts
    """Answers incoming tickets."""
    tickets_secret: Callable[[], str] = field(repr=False)
    """What incoming tickets are signed with; empty where none are taken."""


@asynccontextmanager
async def running(
    prepared: Prepared,
    *,
    clock: Clock,
    client: AsyncWebClient,
    signing_secret: str,
) -> AsyncIterator[Usher]:
    """Usher, ready for its first event; on the way out it finishes what it began before it lets go of anything."""
    settings, company, engine = prepared.settings, prepared.company, prepared.engine
    environment = prepared.environment
    connectors = Connectors(ConnectorSettings.from_environment(environment))
    for sentence in connectors.problems(company):
        log.warning("connector.not_configured", says=sentence)
    if isinstance(no_tickets := ticket_system(company.tickets, environment), str):
        log.warning("tickets.not_configured", says=no_tickets)
    if isinstance(no_unlocking := unlocker(company.sign_ins.unlock, environment), str):
        log.warning("unlocking.not_configured", says=no_unlocking)
    store = Store.at(settings.database_url, clock=clock, jobs=(jobs := _jobs(settings)))

    async def after_reload(desk: Desk) -> None:
        await drop_leavers(desk)
        await look_again(desk)
        await sign_ins.new_people(desk)

    reloading = Reloading(
        Desk(
            store=store,
            company=company,
            policies=prepared.policies,
            vault=prepared.vault,
            confirm_at=settings.public_url.rstrip("/"),
        ),
        RunningModels(settings.risk_registry),
        engine=engine,
        every=settings.reload_every,
        heard=after_reload,
    )
    desk_of = reloading.desk
    work = Work()
    leavers = Leavers(desk_of)
    sign_ins = SignInRounds(desk_of, environment)
    learning = Learning(desk_of, keep=settings.kept)
    UNDER_WAY.set_function(lambda: work.count)
    delivery = Delivery(desk_of, client)
    model_watch = ModelWatch(desk_of, delivery, settings.risk_registry)
    front = build_front(
        desk_of=desk_of,
        engine=engine,
        client=client,
        delivery=delivery,
        unlocks=lambda: _unlocks(desk_of().company, environment),
    )
    app = build_app(front, signing_secret=signing_secret, work=work)
    sign_watch = SignWatch(desk_of, settings.signins_model)
    signs = sign_handlers(desk_of, delivery) | {LOOK: sign_watch.look}
    handlers = (
        job_handlers(
            desk_of,
            connectors.for_system,
            counting(delivery, desk_of),
            tickets_to=lambda: ticket_system(desk_of().company.tickets, environment),
        )
        | slack_handlers(front)
        | signs
    )
    runner = JobRunner(
        store,
        jobs,
        counted_handlers(handlers),
        counted_last_words(last_words(desk_of) | slack_last_words(front), of=handlers),
        worker_timeout=settings.worker_timeout,
    )
    async with AsyncExitStack() as stack:  # whatever one of them raises when it stops, the others stop too
        stack.push_async_callback(store.close)
        stack.push_async_callback(connectors.close)
        stack.push_async_callback(runner.stop)
        # What is worked out once a company would otherwise keep the first person waiting.
        await asyncio.gather(
            runner.start(), asyncio.to_thread(warm_up, company, engine), asyncio.to_thread(peers_of, company)
        )
        # After the jobs: DBOS builds its indexes CONCURRENTLY, which waits for every open transaction.
        for rounds in (learning, reloading, model_watch, leavers, sign_ins):
            stack.push_async_callback(rounds.stop)
            await rounds.start()
        stack.push_async_callback(work.finish)
        yield Usher(
            desk_of=desk_of,
            app=app,
            runner=runner,
            work=work,
            signing_secret=signing_secret,
            drafts=drafting(desk_of, engine),
            tickets_secret=lambda: incoming_secret(desk_of().company.tickets, environment),
        )


def _unlocks(company: Company, environment: Mapping[str, str]) -> OktaUnlock | None:
    found = unlocker(company.sign_ins.unlock, environment)
    return found if isinstance(found, OktaUnlock) else None


def _jobs(settings: Settings) -> DbosJobs:
    return DbosJobs(database_url(settings.database_url))
