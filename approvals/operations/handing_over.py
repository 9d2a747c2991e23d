"""What Delegate and Not me have in common: who is asked then, and writing it down."""

from __future__ import annotations

from dataclasses import replace

from approvals.handovers import Handover
from approvals.operations.stage_clock import give_time, schedule
from approvals.operations.waited_for import WaitedFor
from approvals.store.tables import HandoverRow, StageRow
from catalog.model import PersonId


def asked_with(found: WaitedFor, handover: Handover) -> tuple[PersonId, ...]:
    """Who would be pinged for the stage with that handover."""
    heard = replace(found.click.heard, handed=(*found.click.heard.handed, handover))
    evaluation = replace(found.click.evaluation, heard=heard)
    return replace(found.click, evaluation=evaluation).approvers(found.stage).ping


async def write_handover(found: WaitedFor, handover: Handover) -> None:
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
        give_time(found.tx, found.click.desk, found.item, stage)
        schedule(found.tx, found.click.desk, stage)
