"""Carrying grants out: the jobs that make a real system agree, however often they are run.

Each looks at the grant first and does nothing when it is past that point; the connector is called
outside any transaction, and the outcome is written by whoever gets there first. A system may have done what
it was told without our hearing of it: so every try is noted before it is made, the order is kept with the
grant, and what is called off after a try is taken away again.
"""

from __future__ import annotations

from collections.abc import Callable

from approvals.desk import Desk
from approvals.events import GrantChanged
from approvals.jobs.orders import keep_account, kept_order, order_for, words_for
from approvals.jobs.retry import TryAgain
from approvals.log.entry import USHER
from approvals.model import EndReason, GrantStatus, PolicyAnswer, TaskKind
from approvals.operations.assign_task import assign_task
from approvals.operations.ending import begin_ending
from approvals.operations.going_live import fail, go_away, go_live
from approvals.operations.settle import entry_about, evaluate
from approvals.operations.stopping import stop, stop_if_over
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow
from catalog.connectors.port import Connector, ConnectorFailed, Order, Receipt, Settled
from catalog.model import System

LATE = "came_late"
"""What an order is marked with that came true, or may have, after its grant was called off: by which try."""

ConnectorOf = Callable[[System], Connector]


async def provision(desk: Desk, connector_of: ConnectorOf, *, grant_id: str) -> None:
    """Puts a grant in place after asking the policy one last time. Raises TryAgain."""
    order = await _cleared(desk, grant_id)
    if order is None:
        return
    try:
        receipt = await connector_of(order.place.system).provision(order)
    except ConnectorFailed as failure:
        if failure.touched and await _overtaken(desk, grant_id):
            return
        if failure.retryable:
            await _note_trouble(desk, grant_id, f"{failure.sentence} Usher keeps trying.")
            raise TryAgain(failure.sentence) from failure
        await provisioning_gave_up(
            desk, grant_id=grant_id, last_words=failure.sentence, touched=failure.touched
        )
        return
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        keep_account(grant, receipt)
        tx.session.add(grant)
        if grant.status is not GrantStatus.PROVISIONING:
            if receipt.settled is Settled.DONE:
                _take_away_what_came_late(tx, request, item, grant)
            return
        if await stop_if_over(tx, desk, request, item, grant):
            return  # the system took so long over it; what it did is taken away
        if receipt.settled is Settled.DONE:
            go_live(tx, desk, request, item, grant, actor=USHER, reference=receipt.reference)
        else:
            await _hand_over(tx, desk, request, item, grant, TaskKind.PROVISION, receipt)


async def revoke(desk: Desk, connector_of: ConnectorOf, *, grant_id: str) -> None:
    """Takes a grant away. A system that refuses for good leaves a task for a person: nothing is left lying. Raises TryAgain."""
    async with desk.store.reading() as session:
        grant = await session.get(GrantRow, grant_id)
    if grant is None or grant.status is not GrantStatus.REVOKING:
        return
    if not grant.order:
        await _nothing_to_take_away(desk, grant_id)
        return
    order = kept_order(grant)
    try:
        receipt = await connector_of(order.place.system).revoke(order)
    except ConnectorFailed as failure:
        if failure.retryable:
            await _note_trouble(desk, grant_id, f"{failure.sentence} Usher keeps trying.")
            raise TryAgain(failure.sentence) from failure
        await revocation_gave_up(desk, grant_id=grant_id, last_words=failure.sentence)
        return
    async with desk.store.transaction() as tx:
        request, item, now = await tx.lock_grant(grant_id)
        if now.status is not GrantStatus.REVOKING:
            return
        # Marked meanwhile, it may have come true after we looked.
        look_again = now.order.get(LATE) != grant.order.get(LATE)
        if not look_again and receipt.settled is Settled.DONE:
            go_away(tx, request, item, now, actor=USHER, reference=receipt.reference)
        elif not look_again:
            await _hand_over(tx, desk, request, item, now, TaskKind.REVOKE, receipt)
    if look_again:
        await revoke(desk, connector_of, grant_id=grant_id)


async def _overtaken(desk: Desk, grant_id: str) -> bool:
    """Whether the grant was called off while a system was told of it, which may have done what it was told."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is GrantStatus.PROVISIONING:
            return False
        _take_away_what_came_late(tx, request, item, grant)
        return True


def _take_away_what_came_late(tx: Transaction, request: RequestRow, item: ItemRow, grant: GrantRow) -> None:
    """The grant was called off while a system was told of it, so its removal may have looked before it came true.

    One that is under way sees the mark and looks again; where it is through, another follows.
    """
    if grant.live_at is not None:
        return  # an earlier try was heard of: what followed knows about it
    grant.order = grant.order | {LATE: grant.tries}
    tx.session.add(grant)
    if grant.status is not GrantStatus.REVOKING:
        reason = grant.end_reason or EndReason.STOPPED
        begin_ending(tx, request, item, grant, reason=reason, actor=USHER, again=f"late-{grant.tries}")
        tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))


async def _nothing_to_take_away(desk: Desk, grant_id: str) -> None:
    """The grant was ended before the first try to set it up: no system ever heard of it."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is GrantStatus.REVOKING and not grant.order:
            go_away(tx, request, item, grant, actor=USHER, reference="")


async def provisioning_gave_up(desk: Desk, *, grant_id: str, last_words: str, touched: bool = True) -> None:
    """The system will not have it: the grant is given up, and everybody in the thread sees why.

    A first try that sent no change (`touched` is false) left nothing behind. In every other case one whose
    answer was lost may have worked, so the access is taken away like any other.
    """
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.PROVISIONING:
            return
        if grant.tries > 1 or (touched and grant.tries):
            grant.trouble = last_words
            begin_ending(tx, request, item, grant, reason=EndReason.STOPPED, actor=USHER)
            tx.announce(GrantChanged(request_id=request.id, grant_id=grant.id))
        else:
            fail(tx, request, item, grant, actor=USHER, trouble=last_words)


async def revocation_gave_up(desk: Desk, *, grant_id: str, last_words: str) -> None:
    """The last try failed too: a person gets a task, and the grant stays on the books until it is done."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.REVOKING:
            return
        order = kept_order(grant)
        note = f"{words_for(TaskKind.REVOKE, order)} {last_words}"
        receipt = Receipt(settled=Settled.TASK, assignee=order.place.owner, note=note)
        await _hand_over(tx, desk, request, item, grant, TaskKind.REVOKE, receipt)


async def _cleared(desk: Desk, grant_id: str) -> Order | None:
    """The order, when policy still says yes; what changed underneath sends the item back or ends it."""
    async with desk.store.transaction() as tx:
        seen = await tx.session.get(GrantRow, grant_id)
        if seen is None:
            return None  # called off before anybody was told
        await tx.lock_person(seen.person)
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.status is not GrantStatus.PROVISIONING:
            return None
        evaluation = await evaluate(tx, desk, request, item)
        if evaluation.decision.answer is PolicyAnswer.GRANTED and evaluation.facts is not None:
            tx.session.add(item)
            grant.tries += 1
            grant.duration = evaluation.facts.duration
            order = order_for(grant, evaluation.facts)
            tx.session.add(grant)
            return order
        await stop(tx, desk, request, item, grant, evaluation)
        return None


async def _note_trouble(desk: Desk, grant_id: str, sentence: str) -> None:
    """Says once that it is not going well; the tries go on."""
    async with desk.store.transaction() as tx:
        request, item, grant = await tx.lock_grant(grant_id)
        if grant.trouble == sentence or grant.status not in (GrantStatus.PROVISIONING, GrantStatus.REVOKING):
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
    order = kept_order(grant)
    await assign_task(
        tx,
        desk,
        request,
        item,
        grant,
        kind=kind,
        assignee=receipt.assignee or order.place.owner,
        note=receipt.note or words_for(kind, order),
    )
