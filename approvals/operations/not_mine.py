"""Not me: the stage goes on along its route."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.handovers import Handover
from approvals.operations.handing_over import asked_with, write_handover
from approvals.operations.settle import entry_about
from approvals.operations.waited_for import at_their_stage
from approvals.store.tables import new_id
from catalog.model import PersonId


async def not_mine(desk: Desk, *, item_id: str, by: PersonId) -> tuple[PersonId, ...]:
    """Sends the stage on along its route, without this person. Returns who is asked now.

    Raises what approve raises, and NotAllowed when there is nobody else.
    """
    async with at_their_stage(desk, item_id=item_id, by=by) as found:
        if found is None:
            return ()
        handover = Handover(id=new_id("hand"), stage=found.stage, person=by)
        instead = asked_with(found, handover)
        if not instead:
            raise NotAllowed(
                "Nobody else can decide this, so it stays with you; deny it, or ask an IAM admin to name somebody."
            )
        await write_handover(found, handover.model_copy(update={"instead": instead}))
        found.tx.log(
            entry_about(
                "stage.declined",
                found.request,
                found.item,
                actor=by,
                stage=found.stage,
                instead=list(instead),
            )
        )
        return instead
