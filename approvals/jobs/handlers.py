"""Which function carries out which job, and what happens when the last try has failed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from approvals.desk import Desk
from approvals.events import EVENT, Event
from approvals.jobs import (
    appeals,
    emergencies,
    named_ends,
    provisioning,
    reviewing,
    tickets,
    timers,
    waiting,
)
from approvals.jobs.port import JobName
from approvals.jobs.provisioning import ConnectorOf
from approvals.jobs.tickets import SystemOf
from approvals.model import StageName

Payload = Mapping[str, str]
Handler = Callable[[Payload], Awaitable[None]]
LastWords = Callable[[Payload, str], Awaitable[None]]
Announce = Callable[[Event], Awaitable[None]]


def no_ticket_system() -> None:
    """Where tickets go to people."""


def job_handlers(
    desk_of: Callable[[], Desk],
    connector_of: ConnectorOf,
    announce: Announce,
    *,
    tickets_to: SystemOf = no_ticket_system,
) -> dict[str, Handler]:
    """The function behind each job. The desk is asked for at every run, so that a reload reaches waiting jobs."""

    async def tell(payload: Payload) -> None:
        await announce(EVENT.validate_json(payload["event"]))

    async def provision(payload: Payload) -> None:
        await provisioning.provision(desk_of(), connector_of, grant_id=payload["grant"])

    async def revoke(payload: Payload) -> None:
        await provisioning.revoke(desk_of(), connector_of, grant_id=payload["grant"])

    async def remind(payload: Payload) -> None:
        await timers.remind(desk_of(), grant_id=payload["grant"], ends=payload.get("ends", ""))

    async def expire(payload: Payload) -> None:
        await timers.expire(desk_of(), grant_id=payload["grant"])

    async def lapse(payload: Payload) -> None:
        await named_ends.lapse(desk_of(), item_id=payload["item"])

    async def review(payload: Payload) -> None:
        await reviewing.begin(desk_of(), grant_id=payload["grant"])

    async def look_at_review(payload: Payload) -> None:
        await reviewing.look(desk_of(), review_id=payload["review"])

    async def strike(payload: Payload) -> None:
        await waiting.look(desk_of(), item_id=payload["item"], stage=StageName(payload["stage"]))

    async def look_again(payload: Payload) -> None:
        await waiting.look_again(desk_of())
        await appeals.look_again(desk_of())

    async def emergency(payload: Payload) -> None:
        await emergencies.look(desk_of(), item_id=payload["item"])

    async def hear(payload: Payload) -> None:
        await appeals.look(desk_of(), appeal_id=payload["appeal"])

    async def open_ticket(payload: Payload) -> None:
        await tickets.hand_over(desk_of(), tickets_to, ticket_id=payload["ticket"])

    return {
        JobName.ANNOUNCE: tell,
        JobName.PROVISION: provision,
        JobName.REVOKE: revoke,
        JobName.REMIND: remind,
        JobName.EXPIRE: expire,
        JobName.LAPSE: lapse,
        JobName.REVIEW: review,
        JobName.REVIEW_CLOCK: look_at_review,
        JobName.STAGE_CLOCK: strike,
        JobName.APPEAL_CLOCK: hear,
        JobName.EMERGENCY_CLOCK: emergency,
        JobName.LOOK_AGAIN: look_again,
        JobName.OPEN_TICKET: open_ticket,
    }


def last_words(desk_of: Callable[[], Desk]) -> dict[str, LastWords]:
    """What is done when a job is given up. The others leave nothing half done: their rows say what is due."""

    async def provision(payload: Payload, sentence: str) -> None:
        given_up = f"{sentence} Usher has stopped trying; ask again once it works."
        await provisioning.provisioning_gave_up(desk_of(), grant_id=payload["grant"], last_words=given_up)

    async def revoke(payload: Payload, sentence: str) -> None:
        await provisioning.revocation_gave_up(desk_of(), grant_id=payload["grant"], last_words=sentence)

    async def ticket(payload: Payload, sentence: str) -> None:
        await tickets.gave_up(desk_of(), ticket_id=payload["ticket"], sentence=sentence)

    return {JobName.PROVISION: provision, JobName.REVOKE: revoke, JobName.OPEN_TICKET: ticket}
