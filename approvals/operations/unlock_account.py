"""Lifting somebody's lock: asked of the policy, done by a connector, logged whatever comes of it."""

from __future__ import annotations

from typing import Protocol

from approvals.desk import Desk
from approvals.errors import NotAllowed, NotFound, NotYours
from approvals.log.entry import Entry
from approvals.policy.unlocking import Lock, refusal_to_unlock, unlock_version
from approvals.store.helpdesk_tables import InquiryRow
from catalog.connectors.port import ConnectorFailed
from catalog.model import PersonId


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
    async with desk.store.reading() as session:
        inquiry = await session.get(InquiryRow, inquiry_id)
    if inquiry is None:
        raise NotFound("I no longer have that question; ask me again.")
    desk.active_person(by)
    if by != inquiry.asker:
        raise NotYours("Somebody else asked that; ask me yourself.")
    if inquiry.open_since is None:
        raise NotAllowed("Say first why you ask.")
    refusal = refusal_to_unlock(desk, by=by, person=inquiry.about, lock=lock)
    failed = ""
    if refusal is None:
        try:
            await unlocks.unlock(lock.login)
        except ConnectorFailed as failure:
            failed = failure.sentence
    await _log(desk, inquiry, by, lock, why=refusal or failed)
    if refusal or failed:
        raise NotAllowed(refusal or failed)
    return inquiry.about


async def _log(desk: Desk, inquiry: InquiryRow, by: PersonId, lock: Lock, *, why: str) -> None:
    about = {"inquiry": inquiry.id, "provider": lock.provider, "cause": lock.cause}
    versions = {"catalog_version": desk.company.version, "policy_version": unlock_version()}
    async with desk.store.transaction() as tx:
        if why:
            data = {**about, "why": why}
            tx.log(Entry(kind="unlock.refused", actor=by, person=inquiry.about, data=data, **versions))
        else:
            tx.log(Entry(kind="unlock.done", actor=by, person=inquiry.about, data=about, **versions))
