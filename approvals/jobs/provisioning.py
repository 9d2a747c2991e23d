"""Carrying grants out: the jobs that make a real system agree, however often they are run.

Each looks at the grant first and does nothing when it is past that point; the connector is called
outside any transaction, and the outcome is written by whoever gets there first.
"""

from __future__ import annotations

from collections.abc import Callable

from approvals.desk import Desk
from approvals.events import GrantChanged, ItemChanged
from approvals.jobs.retry import TryAgain
from approvals.log.entry import USHER
from approvals.model import GrantStatus, ItemStatus, PolicyAnswer, TaskKind
from approvals.operations.assign_task import assign_task
from approvals.operations.gather import place_of
from approvals.operations.going_live import fail, go_away, go_live
from approvals.operations.settle import entry_about, evaluate, settle
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from catalog.connectors.port import Connector, ConnectorFailed, Order, Receipt, Settled
from catalog.model import System

ConnectorOf = Callable[[System], Connector]


async def provision(desk: Desk, connector_of: ConnectorOf, *, grant_id: str) -> None:
    """Puts a grant in place after asking the policy one last time. Raises TryAgain."""
    order = await _cleared(desk, grant_id)
    if order is None:
        return
    try:
        receipt = await connector_of(order.place.system).provision(order)
    except ConnectorFailed as failure:
        await _failed(desk, grant_id, failure)
        return
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.PROVISIONING:
            return
        if receipt.settled is Settled.DONE:
            go_live(tx, desk, request, item, grant, actor=USHER, reference=receipt.reference)
        else:
            await _hand_over(tx, desk, request, item, grant, TaskKind.PROVISION, receipt)


async def revoke(desk: Desk, connector_of: ConnectorOf, *, grant_id: str) -> None:
    """Takes a grant away. A system that refuses for good leaves a task for its owner: nothing is left lying. Raises TryAgain."""
    async with desk.store.reading() as session:
        grant = await session.get(GrantRow, grant_id)
    if grant is None or grant.status is not GrantStatus.REVOKING:
        return
    order = _order(desk, grant)
    try:
        receipt = await connector_of(order.place.system).revoke(order)
    except ConnectorFailed as failure:
        if failure.retryable:
            await _note_trouble(desk, grant_id, f"{failure.sentence} Usher keeps trying.")
            raise TryAgain(failure.sentence) from failure
        receipt = Receipt(
            settled=Settled.TASK,
            assignee=order.place.owner,
            note=f"Remove {order.person.name}'s {order.place.label} by hand. {failure.sentence}",
        )
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.REVOKING:
            return
        if receipt.settled is Settled.DONE:
            go_away(tx, request, item, grant, actor=USHER, reference=receipt.reference)
        else:
            await _hand_over(tx, desk, request, item, grant, TaskKind.REVOKE, receipt)


async def provisioning_gave_up(desk: Desk, *, grant_id: str, last_words: str) -> None:
    """The last try failed too: the grant is given up, and everybody in the thread sees why."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is GrantStatus.PROVISIONING:
            fail(tx, request, item, grant, actor=USHER, trouble=last_words)


async def revocation_gave_up(desk: Desk, *, grant_id: str, last_words: str) -> None:
    """The last try failed too: the system's owner gets a task, and the grant stays on the books until it is done."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.REVOKING:
            return
        order = _order(desk, grant)
        receipt = Receipt(
            settled=Settled.TASK,
            assignee=order.place.owner,
            note=f"Remove {order.person.name}'s {order.place.label} by hand. {last_words}",
        )
        await _hand_over(tx, desk, request, item, grant, TaskKind.REVOKE, receipt)


def _order(desk: Desk, grant: GrantRow) -> Order:
    place = place_of(desk, grant.entitlement)
    return Order(key=grant.id, person=desk.company.people[grant.person], place=place, scope=grant.scope)


async def _cleared(desk: Desk, grant_id: str) -> Order | None:
    """The order, when policy still says yes; what changed underneath sends the item back or ends it."""
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(GrantRow, grant_id)
        if seen is None:
            return None
        await tx.lock_person(seen.person)
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.PROVISIONING:
            return None
        evaluation = await evaluate(tx, desk, request, item)
        if evaluation.decision.answer is PolicyAnswer.GRANTED:
            tx.session.add(item)
            return _order(desk, grant)
        await tx.session.delete(grant)
        await tx.session.flush()
        item.status, item.decided_at = ItemStatus.PENDING, None
        tx.log(
            entry_about("grant.stopped", request, item, actor=USHER, grant_id=grant.id, evaluation=evaluation)
        )
        await settle(tx, desk, request, item)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
        return None


async def _failed(desk: Desk, grant_id: str, failure: ConnectorFailed) -> None:
    if failure.retryable:
        await _note_trouble(desk, grant_id, f"{failure.sentence} Usher keeps trying.")
        raise TryAgain(failure.sentence) from failure
    await provisioning_gave_up(desk, grant_id=grant_id, last_words=failure.sentence)


async def _note_trouble(desk: Desk, grant_id: str, sentence: str) -> None:
    """Says once that it is not going well; the tries go on."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.trouble == sentence:
            return
        grant.trouble = sentence
        tx.session.add(grant)
        tx.log(entry_about("grant.trouble", request, item, actor=USHER, grant_id=grant.id, trouble=sentence))
        tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))


async def _hand_over(
    tx: Transaction,
    desk: Desk,
    request: RequestRow,
    item: ItemRow,
    grant: GrantRow,
    kind: TaskKind,
    receipt: Receipt,
) -> None:
    owner = receipt.assignee or place_of(desk, grant.entitlement).owner
    await assign_task(tx, desk, request, item, grant, kind=kind, assignee=owner, note=receipt.note)
