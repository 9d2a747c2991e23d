"""What an approver wants to know, in the direct messages of whoever asked for access."""

from __future__ import annotations

from typing import Protocol

from approvals.pictures import RequestPicture
from bot.delivery.places import Places
from bot.delivery.surfaces import Surfaces
from bot.views.parts import Card
from bot.views.remarks import asked_card
from catalog.model import PersonId


class ToPerson(Protocol):
    """Shows a message to one person."""

    async def __call__(
        self,
        person: PersonId,
        surface: str,
        card: Card,
        *,
        again: bool = False,
        once: bool = False,
        thread_ts: str = "",
    ) -> None:
        """In their direct messages."""


async def ask_requester(
    places: Places, surfaces: Surfaces, to_person: ToPerson, picture: RequestPicture
) -> None:
    """Each question, with what its asker said to the answer in the thread below it."""
    if not any(item.remarks for item in picture.items):
        return
    company = await places.linked({remark.by for item in picture.items for remark in item.remarks})
    for item in picture.items:
        for remark in (one for one in item.remarks if one.to == picture.requester):
            root = await surfaces.placed(f"ask:{remark.question}")
            below = root.ts if root is not None and remark.id != remark.question else ""
            card = asked_card(company, item, remark)
            await to_person(remark.to, f"ask:{remark.id}", card, once=True, thread_ts=below)
