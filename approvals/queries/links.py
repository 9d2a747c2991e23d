"""What a link would confirm, for the page that asks whether to."""

from __future__ import annotations

from approvals.desk import Desk
from approvals.errors import LinkRefused
from approvals.pictures import ItemPicture, RequestPicture
from approvals.queries.requests import request_of_item
from approvals.step_up.checking import vault_of
from approvals.step_up.links import AGAIN, Link, expired, read_link
from approvals.store.code_tables import ConfirmLinkRow


async def link_about(desk: Desk, *, token: str) -> tuple[Link, RequestPicture, ItemPicture]:
    """The link with the item it is about; looking at it uses nothing up. Raises LinkRefused, NotFound."""
    link = read_link(vault_of(desk), token)
    if (refusal := expired(link, desk.now())) is not None:
        raise refusal
    async with desk.store.reading() as session:
        row = await session.get(ConfirmLinkRow, link.id)
    if row is None or row.used_at is not None:
        raise LinkRefused(f"This link was used already; {AGAIN}")
    request = await request_of_item(desk, link.item_id)
    return link, request, next(item for item in request.items if item.id == link.item_id)
