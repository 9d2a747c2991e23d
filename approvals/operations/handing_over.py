"""What Delegate and Not me have in common: who is asked then, and writing it down."""

from __future__ import annotations

from collections.abc import Sequence

from approvals.desk import Desk
from approvals.handovers import Handover
from approvals.operations.asked import stage_approvers
from approvals.operations.stage_clock import give_time, schedule
from approvals.operations.waited_for import WaitedFor
from approvals.store.tables import HandoverRow, StageRow
from catalog.model import PersonId


def asked_now(desk: Desk, found: WaitedFor, handed: Sequence[Handover]) -> tuple[PersonId, ...]:
    """Who would be pinged for the stage with these handovers."""
    who = stage_approvers(desk, found.request, found.item, found.stage, votes=found.votes, handed=handed)
    return who.ping


async def write_handover(desk: Desk, found: WaitedFor, handover: Handover) -> None:
    """Writes it down. Who is asked now has their full time, as whoever comes to be asked in another way has."""
    row = HandoverRow(
        **handover.model_dump(exclude={"instead", "until"}),
        until=handover.until.isoformat() if handover.until else "",
        instead=list(handover.instead),
        item_id=found.item.id,
        at=found.tx.now,
    )
    found.tx.session.add(row)
    stage = await found.tx.session.get(StageRow, (found.item.id, found.stage))
    if stage is not None and stage.next_at is not None:
        stage.asked = list(handover.instead)
        give_time(found.tx, desk, found.item, stage)
        schedule(found.tx, desk, stage)
