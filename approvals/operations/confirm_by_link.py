"""A link coming back: the approval it was sent for, if it still counts."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import LinkRefused
from approvals.log.entry import Entry
from approvals.operations.approve import approve
from approvals.operations.stepping_up import Confirmed
from approvals.step_up.checking import vault_of
from approvals.step_up.links import AGAIN, Link, expired, read_link
from approvals.store.code_tables import ConfirmLinkRow


async def confirm_by_link(desk: Desk, *, token: str) -> Link:
    """The yes of the one it was sent to, as if they had pressed Approve and confirmed it. Returns what it was about.

    Raises LinkRefused where the link does not count, and what approve raises.
    """
    link = read_link(vault_of(desk), token)
    async with desk.store.transaction() as tx:
        row = await tx.session.get(ConfirmLinkRow, link.id)
        refusal = expired(link, tx.now)
        why = "expired"
        if refusal is None and (row is None or row.used_at is not None):
            refusal, why = LinkRefused(f"This link was used already; {AGAIN}"), "used before"
        if refusal is not None:
            # Whoever tries an old link again may not be the one it was sent to.
            tx.log(
                Entry(
                    kind="link.refused",
                    actor=link.person,
                    person=link.person,
                    item_id=link.item_id,
                    data={"link": link.id, "why": why},
                )
            )
    if refusal is not None:
        raise refusal
    await approve(desk, item_id=link.item_id, by=link.person, proof=Confirmed(token=token))
    return link
