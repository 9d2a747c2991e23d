"""Making the link that confirms one approval, for somebody who has set up no one-time codes."""

from __future__ import annotations

from sqlmodel import col, delete

from approvals.desk import Desk
from approvals.errors import NotAllowed
from approvals.operations.settle import entry_about
from approvals.operations.waited_for import at_their_stage
from approvals.step_up.checking import vault_of
from approvals.step_up.links import LINK_LASTS, Link, address_of, seal_link, terms_of
from approvals.store.code_tables import CodesRow, ConfirmLinkRow
from approvals.store.tables import new_id
from catalog.model import PersonId

NONE_HERE = (
    "Approvals are not confirmed with links here; set up codes on my Home tab, and then press Approve again."
)


async def send_link(desk: Desk, *, item_id: str, by: PersonId) -> str:
    """The link with which this person may confirm their approval of the item; for their eyes only.

    Raises what approve raises, and NotAllowed where links are not sent, or somebody has codes.
    """
    if not desk.sends_links:
        raise NotAllowed(NONE_HERE)
    async with at_their_stage(desk, item_id=item_id, by=by) as found:
        if found is None:
            return ""
        tx, item = found.tx, found.item
        codes = await tx.session.get(CodesRow, by)
        if codes is not None and codes.secret:
            raise NotAllowed("You have set up codes; press Approve again, and confirm it with one.")
        link = Link(
            id=new_id("link"), item_id=item.id, stage=found.stage, person=by, terms=terms_of(item), at=tx.now
        )
        # What is long over needs no row: the link says itself that its time has passed.
        over = col(ConfirmLinkRow.made_at) <= tx.now - 2 * LINK_LASTS
        await tx.session.exec(delete(ConfirmLinkRow).where(over))
        tx.session.add(ConfirmLinkRow(id=link.id, person=by, item_id=item.id, made_at=tx.now))
        tx.log(entry_about("link.sent", found.request, item, actor=by, stage=found.stage, link=link.id))
        return address_of(desk.confirm_at, seal_link(vault_of(desk), link))
