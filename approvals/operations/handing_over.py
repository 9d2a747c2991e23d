"""What Delegate and Not me have in common: who is asked then, and writing it down."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.desk import Desk
from approvals.handovers import Handover
from approvals.operations.vote import stage_approvers
from approvals.operations.waited_for import WaitedFor
from approvals.store.tables import HandoverRow
from catalog.model import PersonId


def asked_now(desk: Desk, found: WaitedFor, handed: Sequence[Handover]) -> tuple[PersonId, ...]:
    """Who would be pinged for the stage with these handovers."""
    who = stage_approvers(
        desk, found.request, found.item, found.stage, decided_by=found.decided_by, handed=handed
    )
    return who.ping


def write_handover(found: WaitedFor, handover: Handover) -> None:
    """Writes it down."""
    row = HandoverRow(
        **handover.model_dump(exclude={"instead", "until"}),
        until=handover.until.isoformat() if handover.until else "",
        instead=list(handover.instead),
        item_id=found.item.id,
        at=found.tx.now,
    )
    found.tx.session.add(row)
