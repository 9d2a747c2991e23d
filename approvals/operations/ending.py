"""What every end of a grant has in common, whoever or whatever ends it."""

from __future__ import annotations

from approvals.jobs.port import Job, JobName
from approvals.model import EndReason, GrantStatus
from approvals.operations.drop_tasks import drop_tasks
from approvals.operations.settle import entry_about
from approvals.store.store import Transaction
from approvals.store.tables import GrantRow, ItemRow, RequestRow


def begin_ending(
    tx: Transaction,
    request: RequestRow,
    item: ItemRow,
    grant: GrantRow,
    *,
    reason: EndReason,
    actor: str,
    again: str = "",
) -> None:
    """Marks a live grant as being revoked and leaves the connector's work to a job.

    `again` tells that job from the one before it, where the grant was taken away already.
    """
    grant.status = GrantStatus.REVOKING
    grant.end_reason = reason
    tx.session.add(grant)
    tx.log(entry_about("grant.ending", request, item, actor=actor, grant_id=grant.id, reason=reason))
    drop_tasks(tx, request, item, grant)
    key = ":".join(filter(None, ("revoke", grant.id, again)))
    tx.enqueue(Job(name=JobName.REVOKE, key=key, payload={"grant": grant.id}))
