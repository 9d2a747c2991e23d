"""Lifting somebody's lock: asked of the policy, logged as begun, done by a connector, and logged as it ended.

What a connector does cannot be part of a transaction. So the log has the intent before anything happens, and a job
that is committed with it comes back to see whether an outcome followed; see `settle_unlock`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.jobs.port import Job, JobName
from approvals.log.entry import Entry
from approvals.operations.locked_inquiry import own_inquiry
from approvals.operations.settle_unlock import log_unknown
from approvals.policy.unlocking import Lock, refusal_to_unlock, unlock_version
from approvals.store.helpdesk_tables import InquiryRow
from approvals.store.store import Transaction
from approvals.store.tables import new_id
from catalog.connectors.port import ConnectorFailed
from catalog.model import PersonId

ENDED_WITHIN = timedelta(minutes=10)
"""By then an attempt has ended; what has no outcome by then never came to one."""


class Unlocks(Protocol):
    """What lifts locks."""

    async def unlock(self, login: str) -> None:
        """Lifts the lock of that account. Raises ConnectorFailed."""


async def unlock_account(
    desk: Desk, *, inquiry_id: str, by: PersonId, lock: Lock, unlocks: Unlocks
) -> PersonId:
    """Lifts the lock that the inquiry's answer found, for the one who asked; returns whose it was.

    Raises NotFound, NotYours, NotAllowed.
    """
    unlock_id = new_id("ul")
    versions = {"catalog_version": desk.company.version, "policy_version": unlock_version()}
    async with desk.store.transaction() as tx:
        inquiry = await _asked(tx, desk, inquiry_id, by)
        about = inquiry.about
        refusal = refusal_to_unlock(desk, by=by, person=about, lock=lock)
        data = {"unlock": unlock_id, "inquiry": inquiry_id, "provider": lock.provider, "cause": lock.cause}
        if refusal is None:
            inquiry.unlocking, inquiry.unlock_due = unlock_id, tx.now + ENDED_WITHIN
            tx.session.add(inquiry)
            tx.log(Entry(kind="unlock.begun", actor=by, person=about, data=data, **versions))
            tx.enqueue(
                Job(
                    name=JobName.SETTLE_UNLOCK,
                    key=f"{JobName.SETTLE_UNLOCK}:{inquiry_id}:{unlock_id}",
                    payload={"inquiry": inquiry_id},
                    due=inquiry.unlock_due,
                )
            )
        else:
            why = data | {"why": refusal}
            tx.log(Entry(kind="unlock.refused", actor=by, person=about, data=why, **versions))
    if refusal is not None:
        raise NotAllowed(refusal)
    try:
        await unlocks.unlock(lock.login)
    except ConnectorFailed as failure:
        why = data | {"why": failure.sentence}
        refused = Entry(kind="unlock.refused", actor=by, person=about, data=why, **versions)
        await _end(desk, inquiry_id, unlock_id, refused)
        raise NotAllowed(failure.sentence) from failure
    done = Entry(kind="unlock.done", actor=by, person=about, data=data, **versions)
    await _end(desk, inquiry_id, unlock_id, done)
    return about


async def _asked(tx: Transaction, desk: Desk, inquiry_id: str, by: PersonId) -> InquiryRow:
    """The inquiry, locked, for the one who asked and may have the answer. Raises what unlock_account raises."""
    inquiry = await own_inquiry(tx, desk, inquiry_id, by)
    if inquiry.open_since is None:
        raise NotAllowed("Say first why you ask.")
    if inquiry.unlock_due is not None and inquiry.unlock_due > tx.now:
        raise NotAllowed("The account is being unlocked already; ask me again in a few minutes.")
    log_unknown(tx, inquiry)  # or the attempt before would never come to an end
    return inquiry


async def _end(desk: Desk, inquiry_id: str, unlock_id: str, entry: Entry) -> None:
    """How it ended, in the log, and nothing left to come back to."""
    async with desk.store.transaction() as tx:
        inquiry = await tx.session.get(InquiryRow, inquiry_id, with_for_update=True)
        if inquiry is not None and inquiry.unlocking == unlock_id:
            inquiry.unlocking, inquiry.unlock_due = "", None
            tx.session.add(inquiry)
        tx.log(entry)
