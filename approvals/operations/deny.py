"""Denying an item."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import BadInput, Refused
from approvals.events import ItemChanged
from approvals.model import ItemStatus, Verdict
from approvals.operations.click import take_up
from approvals.operations.open_request import LONGEST_TEXT
from approvals.operations.settle import entry_about
from approvals.operations.vote import overtaken, vote
from approvals.store.tables import ItemRow, RequestRow
from catalog.model import EntitlementId, PersonId


async def deny(
    desk: Desk, *, item_id: str, by: PersonId, reason: str, instead: EntitlementId | None = None
) -> None:
    """One person's no, which ends the item; the requester is told the reason, and what to ask for `instead`.

    It counts from everybody whom the item waits for, also where policy has come to another answer since: a no never
    becomes a yes. Raises BadInput, NotFound, OwnRequest, NotYours, AlreadyDecided, NotAllowed, TargetChanged.
    """
    said = reason.strip()
    if not said:
        raise BadInput("Give a reason: the requester will be told, and auditors will read it.")
    async with desk.store.transaction() as tx:
        click = await take_up(tx, desk, item_id=item_id, by=by)
        request, item = click.request, click.item
        if instead is not None:
            _refuse_pointer(desk, request, item, instead)
        refusal: Refused | None = None
        if click.evaluation.facts is None:
            refusal = await overtaken(click)
        else:
            stages = tuple(dict.fromkeys((*click.stages, *click.waited)))
            await vote(click, stages=stages, verdict=Verdict.DENIED, note=said[:LONGEST_TEXT])
            item.status = ItemStatus.DENIED
            item.decided_at = tx.now
            if instead is not None:
                item.instead = instead
                tx.log(entry_about("item.pointed", request, item, actor=by, instead=instead))
            tx.session.add(item)
        tx.announce(ItemChanged(request_id=request.id, item_id=item.id))
    if refusal is not None:
        raise refusal


def _refuse_pointer(desk: Desk, request: RequestRow, item: ItemRow, instead: EntitlementId) -> None:
    """A pointer to what they cannot ask for would be one more dead end."""
    place, holder = desk.company.places.get(instead), desk.company.people.get(request.beneficiary)
    if place is None:
        raise BadInput("What you point to is not in the catalog; choose something else.")
    if instead == item.entitlement:
        raise BadInput("That is what was asked for; point to something else, or to nothing.")
    if holder is not None and not place.entitlement.audience.admits(holder):
        raise BadInput(f"{place.label} is not offered to {holder.name}; choose something else.")
