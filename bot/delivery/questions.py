"""What an approver wants to know, in the direct messages of whoever asked for access."""

from __future__ import annotations

from approvals.pictures import RequestPicture
from bot.delivery.people import People
from bot.delivery.places import Places
from bot.delivery.surfaces import Surfaces
from bot.views.remarks import asked_card


async def ask_requester(places: Places, surfaces: Surfaces, people: People, picture: RequestPicture) -> None:
    """Each question, with what its asker said to the answer in the thread below it."""
    if not any(item.remarks for item in picture.items):
        return
    company = await places.linked({remark.by for item in picture.items for remark in item.remarks})
    for item in picture.items:
        for remark in (one for one in item.remarks if one.to == picture.requester):
            root = await surfaces.placed(f"ask:{remark.question}")
            below = root.ts if root is not None and remark.id != remark.question else ""
            card = asked_card(company, item, remark)
            await people.show(remark.to, f"ask:{remark.id}", card, once=True, thread_ts=below)
