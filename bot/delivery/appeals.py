"""Where appeals are drawn: in the request's thread, or before Security where its people hear them.

What policy refused outright was nobody's business but the requester's; an appeal that Security hears keeps it between
the two, in its own channel.
"""

from __future__ import annotations

from typing import Protocol

from approvals.model import StageName
from approvals.pictures import RequestPicture
from bot.delivery.places import ChannelUnreachable
from bot.delivery.posts import Placed
from bot.delivery.surfaces import Surfaces
from bot.views.appeals import appeal_card, appeal_notes
from bot.views.noted import for_everybody
from bot.views.parts import Card, text_card
from catalog.model import Company


class InChannel(Protocol):
    """Shows a message in the channel of that name."""

    async def __call__(
        self,
        name: str,
        surface: str,
        card: Card,
        *,
        again: bool = False,
        under: Placed | None = None,
        once: bool = False,
    ) -> Placed:
        """Below another message, where one is given. Raises ChannelUnreachable."""


async def draw_appeals(
    show: InChannel, surfaces: Surfaces, company: Company, picture: RequestPicture, *, again: bool
) -> str:
    """Each appeal with what is said below it; returns why one of them cannot be shown, empty when all are."""
    unreachable = ""
    for whole, item in zip(picture.items, for_everybody(picture).items, strict=True):
        appeal = item.appeal
        if appeal is None:
            continue
        security = appeal.stage is StageName.SECURITY
        name = company.channels.security if security else company.channels.requests
        root = await surfaces.placed(f"security:{item.id}" if security else f"thread:{picture.id}")
        card = appeal_card(company, picture, whole if security else item, appeal)
        try:
            there = await show(name, f"appeal:{appeal.id}", card, again=again, under=root)
            for key, text in appeal_notes(company, item, appeal):
                surface = f"note:appeal:{appeal.id}:{key}"
                await show(name, surface, text_card(text), under=root or there, once=True)
        except ChannelUnreachable as problem:
            unreachable = problem.sentence
    return unreachable
