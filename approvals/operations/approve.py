"""Approving one stage of an item."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.events import ItemChanged
from approvals.model import Verdict
from approvals.operations.click import take_up
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import carry_out
from approvals.operations.stepping_up import Confirmed, Proof, step_up
from approvals.operations.vote import overtaken, vote
from catalog.model import PersonId


async def approve(
    desk: Desk, *, item_id: str, by: PersonId, note: str = "", proof: Proof | Confirmed | None = None
) -> None:
    """One person's yes to one stage; the policy is asked again and may ask for more.

    Raises NotFound, OwnRequest, NotYours, AlreadyDecided, NotAllowed, TargetChanged, BadInput, WrongCode:
    each says in one sentence what the person should know. Where a click alone is not enough it raises CodeNeeded,
    or LinkNeeded for somebody without codes where links are sent, and counts when it is called again with `proof`.
    """
    async with desk.store.transaction() as tx:
        click = await take_up(tx, desk, item_id=item_id, by=by)
        refusal = await overtaken(click)
        stepped_up = False
        if refusal is None:
            refusal, stepped_up = await step_up(click, proof=proof)
        if refusal is None:
            said = note.strip()[:LONGEST_TEXT]
            heard = await vote(
                click, stages=click.stages, verdict=Verdict.APPROVED, note=said, stepped_up=stepped_up
            )
            after = click.asked_again(heard)
            await carry_out(tx, desk, click.request, click.item, after.evaluation)
        tx.announce(ItemChanged(request_id=click.request.id, item_id=item_id))
    if refusal is not None:
        raise refusal
