"""A grant as it begins: its row, and the job that has it set up."""

from __future__ import annotations

from datetime import timedelta

from approvals.jobs.port import Job, JobName
from approvals.model import GrantStatus
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow, new_id


def begin_grant(tx: Transaction, request: RequestRow, item: ItemRow, *, duration: timedelta | None) -> None:
    """What the item asks for is to be set up, for so long from the moment it is live."""
    grant = GrantRow(
        id=new_id("gr"),
        item_id=item.id,
        request_id=request.id,
        person=request.beneficiary,
        entitlement=item.entitlement,
        scope=item.scope,
        duration=duration,
        status=GrantStatus.PROVISIONING,
        created_at=tx.now,
    )
    tx.session.add(grant)
    tx.enqueue(Job(name=JobName.PROVISION, key=f"provision:{grant.id}", payload={"grant": grant.id}))
