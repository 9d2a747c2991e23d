"""The figures Prometheus may scrape: what is asked, decided and granted here, and what goes wrong on the way.

Counters of this process since it started; add them up over all processes. An event may be delivered again, so
what was counted is remembered for a while. Nothing in a label says who asked for what.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping

import structlog
from prometheus_client import Counter, Gauge, Histogram

from approvals.desk import Desk
from approvals.events import (
    Event,
    GrantChanged,
    ItemChanged,
    RequestOpened,
    RequestWithdrawn,
    StageWaits,
)
from approvals.jobs.handlers import Announce, Handler, LastWords, Payload
from approvals.jobs.port import JobName
from approvals.model import GrantStatus, ItemStatus, StageName
from approvals.pictures import ItemPicture, RequestPicture
from approvals.working_time import between
from catalog.model import Company

log = structlog.get_logger(__name__)

MINUTE, HOUR, DAY = 60, 3600, 86_400
REMEMBERED = 10_000
"""How many counted things are known again; a redelivery comes within seconds."""

OPENED = Counter("usher_requests_opened", "Requests that were filed.")
DECISIONS = Counter("usher_decisions", "Items that reached an end, by outcome.", ["outcome"])
TIME_TO_GRANT = Histogram(
    "usher_time_to_grant_seconds",
    "From filing a request to live access, by the product's clock.",
    buckets=(5, 15, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY),
)
TIME_TO_DECIDE = Histogram(
    "usher_stage_working_seconds",
    "Working time from opening a stage to somebody's word on it, by the clock of the one who decided.",
    ["stage"],
    buckets=(5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR, 40 * HOUR),
)
WAITED = {
    "reminded": Counter("usher_stage_reminders", "Reminders to those a stage waits for.", ["stage"]),
    "escalated": Counter(
        "usher_stage_escalations", "Stages at which the next on the route joined.", ["stage"]
    ),
    "lapsed": Counter("usher_stage_lapses", "Stages that nobody decided in time.", ["stage"]),
}
GRANTS_FAILED = Counter("usher_grants_failed", "Grants that a system would not take.")
TRIES_FAILED = Counter("usher_job_tries_failed", "Tries of a job that failed; it is tried again.", ["job"])
GIVEN_UP = Counter("usher_jobs_given_up", "Jobs whose last try failed.", ["job"])
SLACK_FAILED = Counter(
    "usher_slack_calls_failed", "Web API calls that Slack refused or did not answer.", ["method", "error"]
)
SIGN_IN_EVENTS = Counter(
    "usher_sign_in_events",
    "Sign-in events that were read, by what became of them; those of nobody and of unknown kinds are kept as well.",
    ["provider", "fate"],
)
WARNING_SIGNS = Counter("usher_warning_signs", "Warning signs at sign-in that are new, by kind.", ["kind"])
UNDER_WAY = Gauge("usher_work_under_way", "Clicks and messages being worked on now.")
SOCKET = Gauge("usher_socket_mode_connected", "1 while the Socket Mode connection stands, else 0.")

for _stage in StageName:
    TIME_TO_DECIDE.labels(_stage.value)
    for _counter in WAITED.values():
        _counter.labels(_stage.value)
for _outcome in (
    ItemStatus.APPROVED,
    ItemStatus.DENIED,
    ItemStatus.REFUSED,
    ItemStatus.WITHDRAWN,
    ItemStatus.LAPSED,
):
    DECISIONS.labels(
        _outcome.value
    )  # there from the start, so that a rate can be computed from the first one
for _job in JobName:
    TRIES_FAILED.labels(_job.value)

Deliver = Callable[[Event], Awaitable[RequestPicture]]
"""Tells people of an event, and returns its request as they were shown it."""
_counted: OrderedDict[tuple[str, str], None] = OrderedDict()


def counting(deliver: Deliver, desk_of: Callable[[], Desk]) -> Announce:
    """The same as an announcer; what it delivered is counted afterwards, so that a failed delivery counts once."""

    async def announced(event: Event) -> None:
        picture = await deliver(event)
        try:
            count(event, picture, desk_of().company)
        except Exception:  # people have their messages; a figure is not worth sending them again
            log.warning("metrics.not_counted", exc_info=True)

    return announced


def count(event: Event, picture: RequestPicture, company: Company) -> None:
    """Counts what the event tells of, in the picture of its request that was drawn."""
    if isinstance(event, StageWaits):
        count_wait(event)
        return
    count_in(event, picture)
    if isinstance(event, ItemChanged):
        _answered(company, event.item_id, picture)


def count_in(event: Event, picture: RequestPicture) -> None:
    """Counts what the event tells of in this picture of its request. Each thing once."""
    if isinstance(event, RequestOpened):
        if _first("request", picture.id):
            OPENED.inc()
        _decided(item for item in picture.items if item.decided_at == picture.opened_at)
    elif isinstance(event, ItemChanged):
        _decided(item for item in picture.items if item.id == event.item_id)
    elif isinstance(event, RequestWithdrawn):
        _decided(item for item in picture.items if item.status is ItemStatus.WITHDRAWN)
    elif isinstance(event, GrantChanged):
        _granted(event.grant_id, picture)


def count_wait(event: StageWaits) -> None:
    """Counts that somebody was reminded, joined or never decided."""
    if event.what in WAITED and _first(event.what, f"{event.item_id}:{event.stage}:{event.number}"):
        WAITED[event.what].labels(event.stage.value).inc()


def _answered(company: Company, item_id: str, picture: RequestPicture) -> None:
    """How long the newest word on the item was waited for, by the clock of the one who said it."""
    votes = [
        (stage.vote, stage.opened_at)
        for item in picture.items
        if item.id == item_id
        for stage in item.stages
        if stage.vote is not None and stage.opened_at is not None
    ]
    if not votes:
        return
    vote, opened_at = max(votes, key=lambda one: one[0].at)
    if _first("vote", f"{item_id}:{vote.stage}:{vote.at}"):
        hours, zone = company.working_hours, company.zone_of(vote.by)
        waited = between(opened_at, vote.at, hours=hours, zone=zone)
        TIME_TO_DECIDE.labels(vote.stage.value).observe(waited.total_seconds())


def _decided(items: Iterable[ItemPicture]) -> None:
    for item in items:
        if item.status is not ItemStatus.PENDING and _first(item.status, item.id):
            DECISIONS.labels(item.status.value).inc()


def _granted(grant_id: str, picture: RequestPicture) -> None:
    for item in picture.items:
        grant = item.grant
        if grant is None or grant.id != grant_id:
            continue
        if grant.status is GrantStatus.LIVE and grant.live_at is not None and _first("live", grant.id):
            TIME_TO_GRANT.observe((grant.live_at - picture.opened_at).total_seconds())
        if grant.status is GrantStatus.FAILED and _first("failed", grant.id):
            GRANTS_FAILED.inc()


def _first(what: str, id: str) -> bool:
    if (what, id) in _counted:
        return False
    _counted[what, id] = None
    if len(_counted) > REMEMBERED:
        _counted.popitem(last=False)
    return True


def counted_handlers(handlers: Mapping[str, Handler]) -> dict[str, Handler]:
    """The same handlers; a try that fails is counted on its way to the queue."""

    def counted(name: str, handler: Handler) -> Handler:
        @functools.wraps(handler)
        async def tried(payload: Payload) -> None:
            try:
                await handler(payload)
            except Exception:
                TRIES_FAILED.labels(str(name)).inc()
                raise

        return tried

    return {name: counted(name, handler) for name, handler in handlers.items()}


def counted_last_words(
    last_words: Mapping[str, LastWords], *, of: Iterable[str] = ()
) -> dict[str, LastWords]:
    """The same last words; a job that comes to them was given up. The jobs in `of` that have none are counted too."""

    async def nothing(payload: Payload, sentence: str) -> None:
        """Its row says what is due, or there is nobody left to tell."""

    def counted(name: str, speak: LastWords) -> LastWords:
        @functools.wraps(speak)
        async def spoken(payload: Payload, sentence: str) -> None:
            GIVEN_UP.labels(str(name)).inc()
            await speak(payload, sentence)

        return spoken

    return {name: counted(name, last_words.get(name, nothing)) for name in {*of, *last_words}}
